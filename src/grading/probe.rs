//! Probing: which missed point is worth asking about, and what the second answer recovers.

use super::belief::find_held;
use super::compile::{CompiledTerm, Prepared};
use super::content::{Emptiness, emptiness};
use super::grade::{Arithmetic, Evidence, Grade, KeyPointGrade, Score, Step, Verdict};
use super::method::phrase::is_mentioned;
use super::pattern::Role;
use super::reading::Reading;
use super::verdict::{judge, missing, to_grade};
use super::weights;
use crate::assessment::Answer;
use crate::text::{analyze, is_function_word};

/// Stems of words that answer a probe without saying anything.
const NOTHING_ALONE: [&str; 5] = ["yes", "no", "not", "mayb", "depend"];

/// What a second answer, to a probe for one key point, made of a grade.
#[derive(Debug, Clone, PartialEq)]
pub struct Recovery {
    /// The point after the second answer; its evidence points into the second answer.
    pub key_point: KeyPointGrade,
    /// The grade with that point's verdict replaced if it is better, and the score that follows. The evidence of
    /// that point points into the second answer.
    pub after: Grade,
}

/// The key point most worth asking about again: of those contradicted, missing or partial that have a probe and are not in
/// `asked`, an essential one first, then the heaviest.
pub fn next_probe(prepared: &Prepared, grade: &Grade, asked: &[usize]) -> Option<usize> {
    let mut best: Option<usize> = None;
    for (index, point) in grade.key_points.iter().enumerate() {
        let worth = point.verdict != Verdict::Met
            && !asked.contains(&index)
            && prepared
                .rubric
                .key_points
                .get(index)
                .is_some_and(|point| point.probe.is_some());
        let better = best.is_none_or(|best| {
            let best = &grade.key_points[best];
            (point.essential, point.weight * (1.0 - point.credit))
                > (best.essential, best.weight * (1.0 - best.credit))
        });
        if worth && better {
            best = Some(index);
        }
    }
    best
}

/// Grades the answer to a probe for the key point at `index`.
pub fn recover(prepared: &Prepared, before: &Grade, index: usize, answer: &Answer) -> Recovery {
    let source = super::what_is_read(answer);
    let analysis = super::analyze_answer(answer);
    let mut asked = asked_with_probe(prepared, index);
    // With the probe's words taken as said, grammar words alone would do: they say nothing of their own.
    asked.question.extend(
        analysis
            .tokens
            .iter()
            .filter(|token| is_function_word(&token.form) || NOTHING_ALONE.contains(&&*token.stem))
            .map(|token| token.stem.clone().into_owned()),
    );
    let reading = Reading::new(&asked, &analysis, asked.points[index].subject);
    let held = find_held(&asked, &reading);
    let finding = match emptiness(&asked, &reading, source, 0.0) {
        Some(empty @ (Emptiness::Blank | Emptiness::AddressesGrader | Emptiness::DoesNotKnow)) => {
            missing(empty.reason())
        }
        _ => judge(&asked, &reading, &asked.points[index], &held),
    };
    let key_point = to_grade(
        &prepared.rubric.key_points[index],
        finding,
        &reading,
        source,
    );
    let mut after = before.clone();
    let gained = key_point.credit - before.key_points[index].credit;
    if gained > 0.0 {
        after.key_points[index] = key_point.clone();
        (after.score, after.arithmetic) = rescored(before, gained * key_point.weight);
    }
    Recovery { key_point, after }
}

/// A grade with a point allowed that the answer to its probe says in these words.
pub(super) fn allow(before: &Grade, index: usize, evidence: Evidence) -> Grade {
    let mut after = before.clone();
    let point = &mut after.key_points[index];
    let gained = 1.0 - point.credit;
    (point.verdict, point.credit) = (Verdict::Met, 1.0);
    point.evidence = vec![evidence];
    (after.score, after.arithmetic) = rescored(before, gained * point.weight);
    after
}

/// The rubric as the probe for a point asks for it. What the probe mentions need not be said again, so a pattern asks only
/// for its other terms ("What happens to the threads' running time?" "It gets no shorter."); and an echo of the probe
/// earns nothing, like one of the question.
fn asked_with_probe(prepared: &Prepared, index: usize) -> Prepared {
    let mut asked = prepared.clone();
    let probe = prepared.rubric.key_points[index].probe.as_deref();
    let analysis = analyze(probe.unwrap_or_default());
    asked.question.extend(
        analysis
            .tokens
            .iter()
            .map(|token| token.stem.clone().into_owned()),
    );
    let probe = Reading::new(prepared, &analysis, None);
    for pattern in &mut asked.points[index].patterns {
        let is_asked = |term: &CompiledTerm| term.role != Role::Absent;
        let is_new = |term: &CompiledTerm| is_asked(term) && !is_mentioned(prepared, &probe, term);
        if pattern.terms.iter().any(is_new) {
            pattern.terms.retain(|term| !is_asked(term) || is_new(term));
            if let Some(first) = pattern.terms.first_mut() {
                first.after_previous = false;
            }
        }
    }
    asked
}

/// The score with more weight earned: coverage moves along its curve, and what stood against the answer stays.
fn rescored(before: &Grade, gained: f64) -> (Score, Arithmetic) {
    let Arithmetic {
        earned, possible, ..
    } = before.arithmetic;
    let rise = if possible > 0.0 {
        weights::curve((earned + gained) / possible) - weights::curve(earned / possible)
    } else {
        0.0
    };
    let score = Score::new(before.score.points() + rise);
    let mut arithmetic = before.arithmetic.clone();
    arithmetic.earned += gained;
    arithmetic.steps.push(Step {
        reason: format!("follow-up: {gained:.1} more weights met"),
        score: score.points(),
    });
    (score, arithmetic)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grading::grade;
    use crate::grading::tests::{lists_and_tuples, point, prepared};

    #[test]
    fn a_follow_up_recovers_the_point_it_asks_for() {
        let prepared = prepared(&lists_and_tuples());
        let before = grade(&prepared, &Answer::typed("lists are mutable"));
        let probed = next_probe(&prepared, &before, &[]);
        assert_eq!(probed, Some(1));
        // The probe is about tuples, so "it" is a tuple.
        let recovery = recover(&prepared, &before, 1, &Answer::typed("you can't change it"));
        assert_eq!(recovery.key_point.verdict, Verdict::Met);
        assert!(recovery.after.score > before.score);
        assert_eq!(next_probe(&prepared, &recovery.after, &[1]), None);
    }

    #[test]
    fn what_the_probe_mentions_need_not_be_said_again() {
        let mut rubric = lists_and_tuples();
        rubric.subjects.clear();
        rubric.misconceptions.clear();
        rubric.key_points = vec![point(
            "threads-gain-nothing",
            None,
            &["thread not:faster|not:shorter"],
            &[],
        )];
        rubric.key_points[0].probe =
            Some("What happens to the running time with four threads?".to_owned());
        let prepared = prepared(&rubric);
        let verdict = |answer: &str| {
            let before = grade(&prepared, &Answer::typed("I have no example"));
            recover(&prepared, &before, 0, &Answer::typed(answer))
                .key_point
                .verdict
        };
        assert_eq!(verdict("It doesn't get any shorter."), Verdict::Met);
        assert_eq!(verdict("It gets shorter."), Verdict::Missing);
        assert_eq!(
            verdict("Four threads have a running time."),
            Verdict::Missing
        );
        let alone = grade(&prepared, &Answer::typed("It doesn't get any shorter."));
        assert_eq!(alone.key_points[0].verdict, Verdict::Missing);
    }
}
