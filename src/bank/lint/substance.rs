//! Whether a rubric holds enough to grade by.

use super::{Finding, Unit};
use crate::assessment::Kind;

/// An open question has 3 to 8 key points, a fact 1 to 5: fewer can't tell half an answer from a whole one, more nobody
/// says in one breath. Example: an open question with a single point.
pub(super) fn key_points(unit: &Unit<'_>, findings: &mut Vec<Finding>) {
    let count = unit.rubric.key_points.len();
    let (range, name) = match unit.question.kind {
        Kind::Open => (3..=8, "an open question has 3 to 8"),
        Kind::Fact => (1..=5, "a question for a fact has 1 to 5"),
    };
    if !range.contains(&count) {
        findings.push(unit.in_rubric(
            "key-points",
            &["key_points"],
            format!("{}: {name}", counted(count, "key point")),
        ));
    }
}

/// One to three points are essential: without any of them an answer is no answer, and with none so marked anything
/// passes for one. Example: no `essential = true` in the whole rubric.
pub(super) fn essential(unit: &Unit<'_>, findings: &mut Vec<Finding>) {
    let count = unit
        .rubric
        .key_points
        .iter()
        .filter(|point| point.essential)
        .count();
    if !(1..=3).contains(&count) {
        findings.push(unit.in_rubric(
            "essential",
            &["key_points"],
            format!(
                "{}: mark 1 to 3, those without which an answer is no answer",
                counted(count, "essential key point")
            ),
        ));
    }
}

/// Every point has a probe, so that whoever left it out can be asked. Example: a point without `probe`.
pub(super) fn probes(unit: &Unit<'_>, findings: &mut Vec<Finding>) {
    for (number, point) in unit.rubric.key_points.iter().enumerate() {
        if point.probe.is_none() {
            findings.push(unit.in_rubric(
                "probe",
                &["key_points", &number.to_string(), "id"],
                format!(
                    "`{}` has no probe: ask for it without giving it away",
                    point.id
                ),
            ));
        }
    }
}

/// An open question foresees at least 5 misconceptions, a fact 2: fluent wrong answers meet most patterns, and only a
/// foreseen belief tells them apart. Example: a rubric with key points alone.
pub(super) fn misconceptions(unit: &Unit<'_>, findings: &mut Vec<Finding>) {
    let count = unit.rubric.misconceptions.len();
    let least = match unit.question.kind {
        Kind::Open => 5,
        Kind::Fact => 2,
    };
    if count < least {
        findings.push(unit.in_rubric(
            "misconceptions",
            &["misconceptions"],
            format!(
                "{}: write at least {least}, beginning with the inversion of each key point",
                counted(count, "misconception")
            ),
        ));
    }
}

/// Every misconception has a correction: a belief named without what is true instead teaches nothing. Example: an empty
/// `correction`.
pub(super) fn corrections(unit: &Unit<'_>, findings: &mut Vec<Finding>) {
    for (number, belief) in unit.rubric.misconceptions.iter().enumerate() {
        if belief.correction.trim().is_empty() {
            findings.push(unit.in_rubric(
                "correction",
                &["misconceptions", &number.to_string(), "id"],
                format!(
                    "`{}` has no correction: say what is true instead",
                    belief.id
                ),
            ));
        }
    }
}

/// A rubric carries at least 3 marked samples, so that a change to it or to the grader shows. Example: a rubric that
/// was never tried on an answer.
pub(super) fn samples(unit: &Unit<'_>, findings: &mut Vec<Finding>) {
    let count = unit.rubric.samples.len();
    if count < 3 {
        findings.push(unit.in_rubric(
            "samples",
            &["samples"],
            format!(
                "{}: write at least 3, a plain-worded good one, a fluent wrong one and a partial one",
                counted(count, "marked sample")
            ),
        ));
    }
}

fn counted(count: usize, noun: &str) -> String {
    match count {
        0 => format!("no {noun}s"),
        1 => format!("only 1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}
