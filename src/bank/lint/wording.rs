//! The question as people meet it: hints, model answer.

use super::{Finding, Unit};
use crate::assessment::Kind;

/// A question has 2 or 3 hints, from a nudge to nearly the answer: with one there is no middle, with more nobody asks
/// for the last. Example: `hints = ["Think of memory."]`.
pub(super) fn hints(unit: &Unit<'_>, findings: &mut Vec<Finding>) {
    let count = unit.question.hints.len();
    if !(2..=3).contains(&count) {
        findings.push(unit.in_question(
            "hints",
            &["hints"],
            format!("{count} hints: write 2 or 3, from a nudge to nearly the answer"),
        ));
    }
}

/// The model answer of an open question is 80 to 160 words, what a strong candidate says in about a minute; that of a
/// fact may be short, but there is one. Example: a model answer of a single sentence.
pub(super) fn model_answer_length(unit: &Unit<'_>, findings: &mut Vec<Finding>) {
    let words = unit.question.model_answer.split_whitespace().count();
    let message = match unit.question.kind {
        _ if words == 0 => "no model answer: say it as a strong candidate would".to_owned(),
        Kind::Open if !(80..=160).contains(&words) => {
            format!(
                "the model answer has {words} words: write 80 to 160, as a strong candidate would say it"
            )
        }
        _ => return,
    };
    findings.push(unit.in_question("model-answer", &["model_answer"], message));
}

/// A variant does not name itself as the question it varies. Example: a copied file whose `variant_of` was not changed.
pub(super) fn variant(unit: &Unit<'_>, findings: &mut Vec<Finding>) {
    if unit.question.variant_of.as_ref() == Some(&unit.question.id) {
        findings.push(unit.in_question(
            "variant",
            &["variant_of"],
            "a question can't be a variant of itself: name the other one".to_owned(),
        ));
    }
}
