//! How well a learner guesses the score before seeing it.

use std::collections::BTreeMap;

use super::Answered;
use crate::assessment::Level;

/// From so many estimates on, their mean tells of the learner more than of one evening.
pub const ENOUGH_ESTIMATES: usize = 5;

/// How estimates and scores differ. An estimate is compared with the score of its own answer, be it the last try or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// Of all estimates.
    pub overall: Bias,
    /// Of the levels with enough estimates, easiest first.
    pub levels: Vec<(Level, Bias)>,
}

/// How some estimates and scores differ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bias {
    /// How many estimates there are.
    pub estimates: usize,
    /// The mean of estimate minus score, -100 to 100: above 0 the guesses are too high.
    pub too_high: f64,
    /// The mean distance between estimate and score, 0 to 100.
    pub off: f64,
}

/// Sums of estimates beside their scores.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Guesses {
    count: usize,
    too_high: f64,
    off: f64,
}

impl Guesses {
    pub(super) fn add(&mut self, answer: &Answered) {
        if let Some(estimate) = answer.estimate {
            let too_high = f64::from(estimate.min(100)) - answer.score.points();
            self.count += 1;
            self.too_high += too_high;
            self.off += too_high.abs();
        }
    }

    fn bias(self) -> Option<Bias> {
        (self.count >= ENOUGH_ESTIMATES).then(|| Bias {
            estimates: self.count,
            too_high: self.too_high / self.count as f64,
            off: self.off / self.count as f64,
        })
    }
}

/// The calibration of the estimates at each level; those at none are of questions that the bank no longer has.
pub(super) fn calibration(guesses: &BTreeMap<Option<Level>, Guesses>) -> Option<Calibration> {
    let overall = guesses
        .values()
        .fold(Guesses::default(), |sum, more| Guesses {
            count: sum.count + more.count,
            too_high: sum.too_high + more.too_high,
            off: sum.off + more.off,
        });
    Some(Calibration {
        overall: overall.bias()?,
        levels: guesses
            .iter()
            .filter_map(|(level, of_level)| Some(((*level)?, of_level.bias()?)))
            .collect(),
    })
}
