//! What can happen to a session: one closed list.

use std::sync::Arc;

use jiff::Timestamp;

use crate::assessment::{Answer, Question};
use crate::grading::Prepared;

/// What a session is told with each event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The time, in UTC.
    pub now: Timestamp,
}

/// A question ready to be asked and graded.
#[derive(Debug, Clone)]
pub struct Material {
    /// The question.
    pub question: Question,
    /// Its rubric, compiled.
    pub prepared: Arc<Prepared>,
    /// The hash of question, rubric and concepts.
    pub content_hash: String,
}

/// What can happen to a session.
#[derive(Debug, Clone)]
pub enum Event {
    /// The question that `Effect::Open` asked for.
    Opened(Box<Material>),
    /// The question that `Effect::Open` asked for can't be read; the edge has said why.
    Unreadable,
    /// The candidate answered what was asked last.
    Answered(Answer),
    /// A hint, please.
    HintRequested,
    /// On without an answer.
    Skipped,
    /// Say it again.
    RepeatRequested,
    /// Why this score?
    WhyRequested,
    /// The same question once more.
    RedoRequested,
    /// The same question once more, starting from the last answer's text.
    EditRequested,
    /// Show the model answer.
    ModelAnswerRequested,
    /// The candidate disagrees with the last grade: what follows `/right` (may be empty).
    Disagreed(String),
    /// The candidate says this about the feedback (may be empty).
    ExplanationRequested(String),
    /// The probe that `Effect::SeekProbe` asked for; none: put the rubric's own.
    ProbeWorded(Option<String>),
    /// A note to keep (must not be empty).
    Noted(String),
    /// Save and leave.
    Paused,
    /// Leave with a summary: `/quit`, Ctrl-D, end of input.
    Ended,
}
