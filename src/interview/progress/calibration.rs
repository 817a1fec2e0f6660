//! How well a learner estimates scores over a period, by level.

use std::collections::BTreeMap;

use crate::assessment::Level;
use crate::grading::Score;
use crate::interview::Bias;

/// From so many estimates on, their mean tells of the learner more than of one evening.
pub const ENOUGH_ESTIMATES: usize = 5;

/// How estimates differ from scores. An estimate is compared with the score of its own answer, be it the last try or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// Of all estimates.
    pub overall: Bias,
    /// Of the levels with enough estimates, easiest first.
    pub levels: Vec<(Level, Bias)>,
}

/// Estimates beside their scores, by level.
pub(super) type Estimates = BTreeMap<Option<Level>, Vec<(u8, Score)>>;

/// The calibration of the estimates at each level; those at none are of questions that the bank no longer has.
pub(super) fn calibration(estimates: &Estimates) -> Option<Calibration> {
    let enough = |bias: &Bias| bias.estimates >= ENOUGH_ESTIMATES;
    Some(Calibration {
        overall: Bias::of(estimates.values().flatten().copied()).filter(enough)?,
        levels: estimates
            .iter()
            .filter_map(|(level, of_level)| {
                Some((
                    (*level)?,
                    Bias::of(of_level.iter().copied()).filter(enough)?,
                ))
            })
            .collect(),
    })
}
