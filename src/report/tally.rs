//! The sum of a batch: how many were graded, their mean and their bands.

use std::fmt;

use crate::grading::{Band, Score};

const BANDS: [Band; 5] = [
    Band::Strong,
    Band::Solid,
    Band::Partial,
    Band::Weak,
    Band::None,
];

/// Counts of a batch. Scores are summed in tenths, so that the order of adding them changes nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    graded: u64,
    failed: u64,
    tenths: u64,
    bands: [u64; BANDS.len()],
}

impl Tally {
    /// Counts a graded answer.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a score is 0 to 100
    pub fn add(&mut self, score: Score) {
        self.graded += 1;
        self.tenths += (score.points() * 10.0).round() as u64;
        if let Some(n) = BANDS.iter().position(|&band| band == score.band()) {
            self.bands[n] += 1;
        }
    }

    /// Counts a line that could not be graded.
    pub fn add_failure(&mut self) {
        self.failed += 1;
    }

    /// Adds the counts of another.
    pub fn merge(&mut self, other: &Self) {
        self.graded += other.graded;
        self.failed += other.failed;
        self.tenths += other.tenths;
        for (band, more) in self.bands.iter_mut().zip(other.bands) {
            *band += more;
        }
    }

    /// How many answers were graded.
    pub fn graded(&self) -> u64 {
        self.graded
    }

    /// How many lines could not be graded.
    pub fn failed(&self) -> u64 {
        self.failed
    }

    /// The mean score, rounded to one decimal as it is printed; none when nothing was graded.
    #[allow(clippy::cast_precision_loss)] // exact up to 2^53 tenths
    pub fn mean(&self) -> Option<f64> {
        (self.graded > 0).then(|| (self.tenths as f64 / self.graded as f64).round() / 10.0)
    }
}

/// The lines that `--summary` prints.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "graded   {}", self.graded)?;
        if self.failed > 0 {
            write!(f, "   (not graded: {})", self.failed)?;
        }
        match self.mean() {
            Some(mean) => write!(f, "\nmean     {mean:.1}")?,
            None => write!(f, "\nmean     none")?,
        }
        write!(f, "\nbands    ")?;
        for (n, (band, count)) in BANDS.iter().zip(self.bands).enumerate() {
            let gap = if n == 0 { "" } else { " · " };
            write!(f, "{gap}{band} {count}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;
    use crate::grading::Score;

    #[test]
    fn the_summary_gives_count_mean_and_bands() {
        let mut tally = Tally::default();
        for points in [90.0, 71.4, 71.4, 10.0] {
            tally.add(Score::new(points));
        }
        tally.add_failure();
        assert_eq!(
            tally.to_string(),
            "graded   4   (not graded: 1)\nmean     60.7\nbands    strong 1 · solid 2 · partial 0 · weak 0 · none 1"
        );
    }

    #[test]
    fn nothing_graded_has_no_mean() {
        assert_eq!(
            Tally::default().to_string(),
            "graded   0\nmean     none\nbands    strong 0 · solid 0 · partial 0 · weak 0 · none 0"
        );
    }
}
