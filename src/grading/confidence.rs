//! How much a grade is to be trusted: high where both witnesses agree and everything said was understood.

use super::content::Emptiness;
use super::grade::{Confidence, KeyPointGrade, Score, Verdict};
use super::signals::Witness;
use super::weights;

/// What confidence rests on.
#[derive(Debug)]
pub(super) struct Grounds<'a> {
    pub(super) score: Score,
    pub(super) key_points: &'a [KeyPointGrade],
    pub(super) beliefs: usize,
    pub(super) coverage: f64,
    pub(super) reference: Option<Witness>,
    pub(super) written: usize,
    pub(super) emptiness: Option<Emptiness>,
    pub(super) foreign: bool,
}

/// The confidence in a grade.
pub(super) fn confidence(grounds: &Grounds<'_>) -> Confidence {
    if grounds.foreign {
        return Confidence::new(0.1);
    }
    if grounds.written == 0 {
        return Confidence::new(1.0);
    }
    match grounds.emptiness {
        // Near the threshold an answer is as likely right as foreign.
        Some(Emptiness::Elsewhere(beyond)) => {
            return Confidence::new((0.4 + 0.02 * beyond).min(0.8));
        }
        Some(_) => return Confidence::new(0.9),
        None => {}
    }
    let mut trust: f64 = 0.95;
    // The two witnesses: patterns met, and ideas of the reference covered.
    if let Some(reference) = grounds.reference {
        let gap = (weights::curve(grounds.coverage) - reference.points).abs() / 100.0;
        trust -= 0.5 * (gap - 0.1).max(0.0);
    } else {
        trust -= 0.2;
    }
    // Much was said, little of it was recognized: a metaphor, or something nobody foresaw.
    let expected = 12.0 * grounds.key_points.len() as f64;
    if grounds.written as f64 > expected * 0.6 && grounds.coverage < 0.35 && grounds.beliefs == 0 {
        trust -= 0.25;
    }
    let contradicted = grounds
        .key_points
        .iter()
        .filter(|point| point.verdict == Verdict::Contradicted)
        .count();
    // Right and wrong side by side: either may be a misreading.
    if (contradicted + grounds.beliefs) == 1 && grounds.coverage > 0.3 {
        trust -= 0.2;
    }
    if grounds.coverage > 0.5 && contradicted + grounds.beliefs > 1 {
        trust -= 0.1;
    }
    // In the middle of the scale readers differ most.
    let middle = 1.0 - ((grounds.score.points() - 50.0).abs() / 50.0);
    Confidence::new((trust - 0.1 * middle).clamp(0.2, 0.98))
}
