//! Weighted kappa: how far two raters agree who sort answers into ordered bands.

use super::figures::share;
use crate::grading::{Band, Score};

/// Cohen's weighted kappa with quadratic weights, over the five bands: 1 where marks and scores always fall into the same
/// band, 0 where they agree no better than chance, below 0 where worse. Two bands apart weighs four times what one does. None
/// where chance alone could not disagree. Source: J. Cohen, "Weighted kappa", Psychological Bulletin 70 (1968), 213-220.
pub(super) fn weighted_kappa(pairs: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    const BANDS: usize = Band::ALL.len();
    let mut seen = [[0_usize; BANDS]; BANDS];
    for (human, score) in pairs {
        seen[place(human)][place(score)] += 1;
    }
    let of_human = seen.map(|row| row.iter().sum::<usize>());
    let mut of_score = [0; BANDS];
    for row in &seen {
        for (sum, count) in of_score.iter_mut().zip(row) {
            *sum += count;
        }
    }
    let all: usize = of_human.iter().sum();
    // The squares are whole numbers; their common divisor cancels out.
    let (mut observed, mut expected) = (0, 0);
    for (one, row) in seen.iter().enumerate() {
        for (other, count) in row.iter().enumerate() {
            let weight = one.abs_diff(other).pow(2);
            observed += weight * count * all;
            expected += weight * of_human[one] * of_score[other];
        }
    }
    share((observed, expected)).map(|disagreement| 1.0 - disagreement)
}

/// The place of a mark's or score's band, best first.
fn place(points: f64) -> usize {
    let band = Band::of(Score::new(points));
    Band::ALL.iter().position(|one| *one == band).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::weighted_kappa;

    fn kappa(pairs: &[(f64, f64)]) -> Option<String> {
        weighted_kappa(pairs.iter().copied()).map(|kappa| format!("{kappa:.4}"))
    }

    /// The third figure was computed by scikit-learn's `cohen_kappa_score(weights="quadratic")` on the same bands.
    #[test]
    fn kappa_is_one_for_agreement_and_zero_for_chance() {
        assert_eq!(
            kappa(&[(95.0, 86.0), (3.0, 1.0), (50.0, 41.0)]).as_deref(),
            Some("1.0000")
        );
        assert_eq!(
            kappa(&[(95.0, 95.0), (95.0, 0.0), (0.0, 95.0), (0.0, 0.0)]).as_deref(),
            Some("0.0000")
        );
        assert_eq!(
            kappa(&[
                (95.0, 70.0),
                (90.0, 90.0),
                (70.0, 45.0),
                (50.0, 50.0),
                (20.0, 50.0),
                (0.0, 16.0)
            ])
            .as_deref(),
            Some("0.7857")
        );
    }

    #[test]
    fn kappa_asks_for_two_bands() {
        assert_eq!(kappa(&[(95.0, 90.0), (88.0, 99.0)]), None);
        assert_eq!(kappa(&[]), None);
    }
}
