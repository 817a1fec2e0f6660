//! The one place that turns a score into a rating of the schedule.

use crate::grading::{Band, Score};

/// How well something was recalled, as FSRS counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rating {
    /// Forgotten.
    Again = 1,
    /// Recalled with gaps.
    Hard = 2,
    /// Recalled.
    Good = 3,
    /// Recalled with ease.
    Easy = 4,
}

impl Rating {
    /// The rating of an answer: weak or none is forgotten, partial is hard, solid is good, strong is easy. With a hint
    /// nothing is easy, and what was only solid was hard.
    pub(super) fn of(score: Score, hints: usize) -> Self {
        let rating = match score.band() {
            Band::None | Band::Weak => Self::Again,
            Band::Partial => Self::Hard,
            Band::Solid => Self::Good,
            Band::Strong => Self::Easy,
        };
        match (rating, hints) {
            (rating, 0) => rating,
            (Self::Easy, _) => Self::Good,
            (Self::Good, _) => Self::Hard,
            (rating, _) => rating,
        }
    }

    /// Whether it counts as recalled.
    pub(super) const fn is_recalled(self) -> bool {
        !matches!(self, Self::Again)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_become_ratings_and_hints_cost_one() {
        let rating = |points, hints| Rating::of(Score::new(points), hints);
        assert_eq!(rating(0.0, 0), Rating::Again);
        assert_eq!(rating(39.9, 0), Rating::Again);
        assert_eq!(rating(40.0, 0), Rating::Hard);
        assert_eq!(rating(65.0, 0), Rating::Good);
        assert_eq!(rating(85.0, 0), Rating::Easy);
        assert_eq!(rating(85.0, 1), Rating::Good);
        assert_eq!(rating(65.0, 2), Rating::Hard);
        assert_eq!(rating(40.0, 2), Rating::Hard);
        assert_eq!(rating(10.0, 2), Rating::Again);
    }
}
