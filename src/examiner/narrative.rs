//! The narrative: what an interviewer would say about an answer that was graded.

use super::checker::{Checker, Segment};
use super::ground::Ground;
use super::prompts;
use super::request::{Label, Request};
use crate::assessment::{Answer, Question, Rubric};
use crate::grading::Grade;

/// At most this many tokens of reply: 180 words need half of it.
const MAX_TOKENS: u32 = 600;

/// A model's text about an answer, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrative {
    /// Who wrote it, asked how, and when.
    pub label: Label,
    /// The text.
    pub segments: Vec<Segment>,
}

/// Asks for a narrative. The score is not in it: what is not known can't be repeated.
pub fn narrative_request(
    question: &Question,
    rubric: &Rubric,
    grade: &Grade,
    answer: &Answer,
) -> Request {
    prompts::narrative(question, rubric, grade, answer, MAX_TOKENS)
}

/// Checks a narrative that has arrived as a whole, or was kept; [`Checker`] checks one that is arriving.
pub fn check_narrative(text: &str, ground: &Ground, label: Label) -> Narrative {
    let mut checker = Checker::new(ground);
    let mut segments = checker.feed(text);
    segments.extend(checker.finish());
    Narrative { label, segments }
}
