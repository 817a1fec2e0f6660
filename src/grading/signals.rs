//! What a score rests on besides the verdicts: beliefs held, points contradicted, coverage of the short full answer, and
//! whether anything was said at all.

use super::belief::Held;
use super::compile::Prepared;
use super::content::{Emptiness, emptiness};
use super::grade::Verdict;
use super::idea::Idea;
use super::method::coverage::{by_words, cover};
use super::reading::{Reading, Stretch};
use super::verdict::Finding;
use super::weights;
use crate::assessment::Kind;

/// How a key point's contradiction counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Contradiction {
    /// Not contradicted, or by words that a held belief answers for already.
    None,
    /// Found by the author's own patterns.
    Found,
    /// Guessed from a denial or from the wrong subject.
    Guessed,
}

/// What the score rests on besides the verdicts.
#[derive(Debug, Clone)]
pub(super) struct Signals {
    /// Whether a fact is asked for, or an account.
    pub(super) kind: Kind,
    /// How each key point is contradicted.
    pub(super) contradictions: Vec<Contradiction>,
    /// The penalties of the beliefs held.
    pub(super) beliefs: Vec<f64>,
    /// Coverage by words alone, 0 to 1, where the rubric has no patterns; it takes the place of the weights met.
    pub(super) words: Option<f64>,
    /// What the second witness says.
    pub(super) reference: Option<Witness>,
    /// How the answer says nothing, if it does.
    pub(super) emptiness: Option<Emptiness>,
}

impl Signals {
    /// Gathers the signals of an answer that was read and judged.
    pub(super) fn gather(
        prepared: &Prepared,
        reading: &Reading<'_>,
        findings: &[Finding],
        held: &[Held],
        source: &str,
    ) -> Self {
        let coverage = share_earned(prepared, findings);
        Self {
            kind: prepared.kind,
            contradictions: contradictions(findings, held),
            beliefs: penalties(prepared, held),
            words: (!prepared.has_patterns()).then(|| words_covered(prepared, reading)),
            reference: (!prepared.reference.is_empty()).then(|| witness(prepared, reading)),
            emptiness: emptiness(prepared, reading, source, coverage),
        }
    }
}

/// The second witness: coverage of the short full answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Witness {
    /// Share of the reference covered, 0 to 1.
    pub(super) coverage: f64,
    /// What that is in points, 0 to 100.
    pub(super) points: f64,
    /// How much it counts beside the patterns, 0 to 1.
    pub(super) share: f64,
}

/// Where a fact is asked for, the reference is all there is to say, in the words in which it is taught: there it counts for
/// most, as it would without patterns.
fn witness(prepared: &Prepared, reading: &Reading<'_>) -> Witness {
    match prepared.kind {
        Kind::Fact => {
            let coverage = by_words(&[(&prepared.reference, 1.0)], prepared, &reading.content);
            Witness {
                coverage,
                points: weights::words_curve(coverage),
                share: weights::FACT_REFERENCE_SHARE,
            }
        }
        Kind::Open => {
            let coverage = cover(&prepared.reference, &reading.content).mean();
            Witness {
                coverage,
                points: weights::reference_curve(coverage),
                share: weights::REFERENCE_SHARE,
            }
        }
    }
}

/// Share of the rubric's weights that was earned, 0 to 1.
pub(super) fn share_earned(prepared: &Prepared, findings: &[Finding]) -> f64 {
    let points = &prepared.rubric.key_points;
    let possible: f64 = points.iter().map(|point| point.weight).sum();
    let earned: f64 = points
        .iter()
        .zip(findings)
        .map(|(point, finding)| point.weight * finding.credit)
        .sum();
    if possible > 0.0 {
        earned / possible
    } else {
        0.0
    }
}

/// How each point's contradiction counts: shown by the words of a held belief, it is that one wrong statement.
fn contradictions(findings: &[Finding], held: &[Held]) -> Vec<Contradiction> {
    let of_belief = |place: Stretch| {
        held.iter()
            .flat_map(|held| &held.places)
            .any(|wrong| wrong.overlaps(place))
    };
    findings
        .iter()
        .map(|finding| {
            let counted = finding.evidence.iter().any(|(place, _)| of_belief(*place));
            match (finding.verdict, finding.accused) {
                (Verdict::Contradicted, _) if counted => Contradiction::None,
                (Verdict::Contradicted, true) => Contradiction::Found,
                (Verdict::Contradicted, false) => Contradiction::Guessed,
                _ => Contradiction::None,
            }
        })
        .collect()
}

/// The penalties of the beliefs held: words that show two of them are one wrong statement, counted for the heavier.
fn penalties(prepared: &Prepared, held: &[Held]) -> Vec<f64> {
    let penalty = |belief: &Held| prepared.rubric.misconceptions[belief.index].penalty;
    let mut heaviest_first: Vec<&Held> = held.iter().collect();
    heaviest_first.sort_by(|a, b| {
        penalty(b)
            .total_cmp(&penalty(a))
            .then_with(|| a.places.cmp(&b.places))
    });
    let mut counted: Vec<Stretch> = Vec::new();
    let mut beliefs = Vec::new();
    for belief in heaviest_first {
        let shown_anew = belief
            .places
            .iter()
            .any(|place| !counted.iter().any(|other| other.overlaps(*place)));
        counted.extend(&belief.places);
        if shown_anew {
            beliefs.push(penalty(belief));
        }
    }
    beliefs
}

/// Coverage by words alone, for a rubric without patterns.
fn words_covered(prepared: &Prepared, reading: &Reading<'_>) -> f64 {
    let statements: Vec<(&[Idea], f64)> = prepared
        .points
        .iter()
        .zip(&prepared.rubric.key_points)
        .map(|(compiled, point)| (compiled.statement.as_slice(), point.weight))
        .collect();
    by_words(&statements, prepared, &reading.content)
}
