//! Grades what the author wrote: the model answer, the reference, the marked samples.

use super::{Finding, Unit};
use crate::assessment::{Answer, QuestionId};
use crate::bank::Place;
use crate::grading::{Band, Evidence, Grade, Verdict, grade};

/// Points of 100 that a grade may be off the mark of a sample.
const OFF_THE_MARK: f64 = 25.0;
/// Marks up to this say "wrong", from this say "good"; a score on the wrong side of the half is worse than one far off.
const WRONG_UP_TO: f64 = 20.0;
const GOOD_FROM: f64 = 85.0;
const HALF: f64 = 50.0;

/// A marked sample with its grade.
#[derive(Debug, Clone, PartialEq)]
pub struct Replayed {
    /// The question it answers.
    pub question: QuestionId,
    /// Where it stands.
    pub place: Place,
    /// What manner of answer it is.
    pub kind: String,
    /// The reader's mark, 0 to 100.
    pub human: f64,
    /// The score, 0 to 100.
    pub score: f64,
}

/// The model answer is graded `strong` and shows no misconception: a rubric that does not know its own answer knows
/// nobody's. Example: a point that the model answer says in words no pattern foresees.
pub(super) fn model_answer(unit: &Unit<'_>, findings: &mut Vec<Finding>) {
    if unit.question.model_answer.is_empty() {
        return;
    }
    let grade = grade(&unit.prepared, &Answer::typed(&unit.question.model_answer));
    if grade.band() != Band::Strong {
        findings.push(unit.in_question(
            "model-answer-grade",
            &["model_answer"],
            format!(
                "the model answer is graded {} {:.1}, not strong{}",
                grade.band(),
                grade.score.points(),
                reasons(&grade)
            ),
        ));
    }
    for held in &grade.misconceptions {
        let words = words_of(&held.evidence);
        findings.push(unit.in_question(
            "model-answer-belief",
            &["model_answer"],
            format!(
                "the model answer is read as the misconception `{}`: {words}",
                held.id
            ),
        ));
    }
}

/// The reference is graded `solid` or better: it is the short full answer. Example: a reference that leaves out an
/// essential point.
pub(super) fn reference(unit: &Unit<'_>, findings: &mut Vec<Finding>) {
    if unit.rubric.reference.is_empty() {
        findings.push(
            unit.in_rubric(
                "reference",
                &["reference"],
                "no reference: write one to three sentences that a teacher would give full marks"
                    .to_owned(),
            ),
        );
        return;
    }
    let grade = grade(&unit.prepared, &Answer::typed(&unit.rubric.reference));
    if !matches!(grade.band(), Band::Strong | Band::Solid) {
        findings.push(unit.in_rubric(
            "reference-grade",
            &["reference"],
            format!(
                "the reference is graded {} {:.1}, below solid{}",
                grade.band(),
                grade.score.points(),
                reasons(&grade)
            ),
        ));
    }
}

/// Grades the marked samples. Each lands within 25 points of its mark, a wrong one (up to 20) below 50, a good one (from
/// 85) not below 50. Example: a fluent wrong answer, marked 5, that scores 60.
pub(super) fn samples(unit: &Unit<'_>, findings: &mut Vec<Finding>) -> Vec<Replayed> {
    let mut replayed = Vec::with_capacity(unit.rubric.samples.len());
    for (number, sample) in unit.rubric.samples.iter().enumerate() {
        let grade = grade(&unit.prepared, &Answer::typed(&sample.answer));
        let score = grade.score.points();
        let number = number.to_string();
        let keys = ["samples", &number, "human"];
        let place = unit.rubric_file.place(&keys);
        let wrong_side = (sample.human <= WRONG_UP_TO && score >= HALF)
            || (sample.human >= GOOD_FROM && score < HALF);
        if wrong_side || (score - sample.human).abs() > OFF_THE_MARK {
            findings.push(Finding {
                place: place.clone(),
                rule: "sample",
                message: format!(
                    "the {} sample is marked {} and graded {score:.1}{}",
                    if sample.kind.is_empty() {
                        "marked"
                    } else {
                        &sample.kind
                    },
                    sample.human,
                    reasons(&grade)
                ),
            });
        }
        replayed.push(Replayed {
            question: unit.question.id.clone(),
            place,
            kind: sample.kind.clone(),
            human: sample.human,
            score,
        });
    }
    replayed
}

/// What a grade found, in the words of the rubric: what its author needs in order to repair it.
fn reasons(grade: &Grade) -> String {
    let with = |wanted: Verdict| {
        let ids = grade
            .key_points
            .iter()
            .filter(|point| point.verdict == wanted)
            .map(|point| match wanted {
                Verdict::Contradicted => quoted(&point.id, &point.evidence),
                _ => point.id.clone(),
            });
        ids.collect::<Vec<_>>().join(", ")
    };
    let held = grade
        .misconceptions
        .iter()
        .map(|held| quoted(&held.id, &held.evidence));
    let taken: Vec<&str> = grade.arithmetic.deductions().collect();
    [
        ("met", with(Verdict::Met)),
        ("partly", with(Verdict::Partial)),
        ("missing", with(Verdict::Missing)),
        ("contradicted", with(Verdict::Contradicted)),
        ("held", held.collect::<Vec<_>>().join(", ")),
        ("points off", taken.join(", ")),
    ]
    .into_iter()
    .filter(|(_, ids)| !ids.is_empty())
    .map(|(name, ids)| format!("; {name}: {ids}"))
    .collect()
}

/// An id with the words that it was read in.
fn quoted(id: &str, evidence: &[Evidence]) -> String {
    if evidence.is_empty() {
        return id.to_owned();
    }
    format!("{id} ({})", words_of(evidence))
}

/// The first words of an answer that something was read in, quoted, on one line.
fn words_of(evidence: &[Evidence]) -> String {
    let words = evidence.first().map_or("", |first| first.text.as_str());
    format!(
        "\"{}\"",
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    )
}
