//! From verdicts to a score, step by step, so that `/why` can show the arithmetic.

use super::content::Emptiness;
use super::grade::{Arithmetic, KeyPointGrade, Score, Step};
use super::signals::{Contradiction, Signals};
use super::weights;
use crate::assessment::Kind;

/// How the steps begin that say what was covered; those after them take points off or cap what is left.
pub(super) const COVERAGE: &str = "coverage";
const SHORT_FULL_ANSWER: &str = "short full answer";

impl Arithmetic {
    /// What took points off or capped the score, each as a sentence for the candidate.
    pub fn deductions(&self) -> impl Iterator<Item = &str> {
        let reasons = self.steps.iter().map(|step| step.reason.as_str());
        reasons.filter(|reason| {
            let begins = reason.split(':').next();
            !begins.is_some_and(|begins| [COVERAGE, SHORT_FULL_ANSWER].contains(&begins))
        })
    }
}

/// The score of verdicts and signals, with its steps.
pub(super) fn score(points: &[KeyPointGrade], signals: &Signals) -> (Score, Arithmetic) {
    let possible: f64 = points.iter().map(|point| point.weight).sum();
    let earned: f64 = points.iter().map(|point| point.weight * point.credit).sum();
    let mut steps = Vec::new();
    let mut step = |reason: String, score: f64| steps.push(Step { reason, score });
    let coverage = if possible > 0.0 {
        earned / possible
    } else {
        0.0
    };
    let mut now = match signals.words {
        Some(words) => weights::words_curve(words),
        None => weights::curve(coverage),
    };
    step(
        match signals.words {
            Some(words) => format!(
                "{COVERAGE}: {:.0} % of the full answer's words",
                words * 100.0
            ),
            None => format!("{COVERAGE}: {earned:.1} of {possible:.1} weights met"),
        },
        now,
    );
    if let (Some(witness), None) = (signals.reference, signals.words) {
        now = (1.0 - witness.share) * now + witness.share * witness.points;
        step(
            format!(
                "{SHORT_FULL_ANSWER}: {:.0} % of its words are in yours",
                witness.coverage * 100.0
            ),
            now,
        );
    }
    let essential: Vec<&KeyPointGrade> = points.iter().filter(|point| point.essential).collect();
    let essential_met: f64 = essential.iter().map(|point| point.credit).sum();
    if !essential.is_empty() && essential_met < weights::ESSENTIAL_MET {
        now *= match signals.kind {
            Kind::Open => weights::WITHOUT_ESSENTIAL,
            Kind::Fact => weights::WITHOUT_THE_FACT,
        };
        step("no essential point is met".to_owned(), now);
    }
    now = penalize(points, signals, coverage, now, &mut step);
    if let Some(emptiness) = signals.emptiness {
        now = match emptiness {
            Emptiness::Blank => 0.0,
            Emptiness::AddressesGrader => now.min(weights::TO_GRADER_CAP),
            Emptiness::BareList => now.min(weights::LIST_CAP),
            Emptiness::JoinedTerms => now.min(weights::JOINED_CAP),
            Emptiness::AssertsNothing | Emptiness::Shuffled => {
                now.min(weights::NOTHING_ASSERTED_CAP)
            }
            Emptiness::Echo => now * weights::ECHO_SHARE,
            Emptiness::DoesNotKnow => now * weights::NOT_KNOWING_SHARE,
            Emptiness::Elsewhere(beyond) => now.min(weights::elsewhere_cap(beyond)),
        };
        step(emptiness.reason().to_owned(), now.max(0.0));
    }
    let score = Score::new(now);
    let arithmetic = Arithmetic {
        earned,
        possible,
        reference: signals.reference.map(|witness| witness.coverage),
        steps,
    };
    (score, arithmetic)
}

/// Takes off what beliefs and contradictions cost, each wrong statement once.
fn penalize(
    points: &[KeyPointGrade],
    signals: &Signals,
    coverage: f64,
    score: f64,
    step: &mut impl FnMut(String, f64),
) -> f64 {
    let (mut found, mut guessed, mut guessed_penalty) = (0, 0, 0.0);
    for (point, contradiction) in points.iter().zip(&signals.contradictions) {
        match contradiction {
            Contradiction::None => {}
            Contradiction::Found => found += 1,
            Contradiction::Guessed => {
                guessed += 1;
                guessed_penalty += if point.essential {
                    weights::GUESSED_ESSENTIAL_PENALTY
                } else {
                    weights::GUESSED_PENALTY
                };
            }
        }
    }
    let slip = signals.beliefs.len() + found == 1 && coverage >= weights::SLIP_FROM;
    let (share, what) = if slip {
        (weights::SLIP_SHARE, " beside much that is right")
    } else {
        (1.0, "")
    };
    let mut now = score;
    let mut take = |penalty: f64, count: usize, noun: &str, what: &str| {
        if count > 0 {
            now = (now - penalty).max(0.0);
            step(
                format!("{}{what}: {penalty:.0} points off", plural(count, noun)),
                now,
            );
        }
    };
    take(
        share * signals.beliefs.iter().sum::<f64>(),
        signals.beliefs.len(),
        "held belief",
        what,
    );
    take(
        share * weights::CONTRADICTION_PENALTY * found as f64,
        found,
        "further contradiction",
        what,
    );
    take(guessed_penalty, guessed, "probable contradiction", "");
    now
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}
