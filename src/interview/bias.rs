//! How well a learner estimates scores before seeing them.

use crate::grading::Score;

/// How some estimates differ from the scores that they were estimates of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bias {
    /// How many estimates there are, 1 at least.
    pub estimates: usize,
    /// The mean of the scores, 0 to 100.
    pub mean: f64,
    /// The mean of estimate minus score, -100 to 100: above 0 the estimates are too high.
    pub too_high: f64,
    /// The mean distance between estimate and score, 0 to 100.
    pub off: f64,
}

impl Bias {
    /// The bias of estimates (0 to 100), each beside its score; none without any.
    pub fn of(estimates: impl IntoIterator<Item = (u8, Score)>) -> Option<Self> {
        let mut count = 0;
        let (mut sum, mut too_high, mut off) = (0.0, 0.0, 0.0);
        for (estimate, score) in estimates {
            let above = f64::from(estimate.min(100)) - score.points();
            count += 1;
            sum += score.points();
            too_high += above;
            off += above.abs();
        }
        let mean = |sum: f64| sum / f64::from(count);
        (count > 0).then(|| Self {
            estimates: count as usize,
            mean: mean(sum),
            too_high: mean(too_high),
            off: mean(off),
        })
    }
}
