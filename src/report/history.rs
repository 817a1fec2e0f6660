//! A session's attempts as JSON, one a line: what `viva history export` writes.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::value::RawValue;

use super::json::{grade_line, json_line};
use crate::assessment::QuestionId;
use crate::interview::Attempt;

/// The version of the line's shape.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct AttemptLine<'a> {
    schema: u32,
    session: i64,
    mode: &'a str,
    position: usize,
    take: u32,
    question: &'a str,
    answer: Option<&'a str>,
    medium: Option<&'static str>,
    asked_at: String,
    ended_at: String,
    hints: usize,
    model_answer_seen: &'static str,
    disputed: bool,
    warm_up: bool,
    estimate: Option<u8>,
    notes: Vec<&'a str>,
    result: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    regraded: Option<Later<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    personal: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delivery: Option<serde_json::Value>,
    probes: Vec<ProbeLine<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<Box<RawValue>>,
}

/// A later grade of an attempt, beside the one of its day.
#[derive(Debug, Serialize)]
pub struct Later<'a> {
    /// The score, 0 to 100.
    pub score: f64,
    /// The engine that made it.
    pub engine: &'a str,
    /// The hash of question, rubric and concepts that it was made by.
    pub bank: &'a str,
}

#[derive(Serialize)]
struct NoteLine<'a> {
    schema: u32,
    session: i64,
    mode: &'a str,
    position: usize,
    question: &'a str,
    note: &'a str,
    written_at: String,
}

#[derive(Serialize)]
struct ProbeLine<'a> {
    key_point: &'a str,
    prompt: &'a str,
    answer: &'a str,
    score_before: f64,
    score_after: f64,
}

/// What an exported line says of an attempt beside it.
#[derive(Debug, Default)]
pub struct Exported<'a> {
    /// The notes that belong to it.
    pub notes: Vec<&'a str>,
    /// A later grade.
    pub later: Option<Later<'a>>,
    /// What phrases of the learner's own made of it, as JSON.
    pub personal: Option<serde_json::Value>,
    /// How it was spoken, as JSON.
    pub delivery: Option<serde_json::Value>,
    /// What another store needs to take it over.
    pub row: Option<Box<RawValue>>,
}

/// An attempt as one line of JSON, without its newline; `result` is the object that `viva grade --jsonl` prints.
pub fn attempt_line(
    session: i64,
    mode: &str,
    attempt: &Attempt,
    Exported {
        notes,
        later,
        personal,
        delivery,
        row,
    }: Exported<'_>,
) -> String {
    let result = attempt.grade.as_ref().map(|grade| {
        let line = grade_line(
            &serde_json::Value::Null,
            Some(&attempt.question),
            &attempt.content_hash,
            grade,
        );
        RawValue::from_string(line)
    });
    json_line(&AttemptLine {
        schema: SCHEMA,
        session,
        mode,
        position: attempt.position,
        take: attempt.take,
        question: attempt.question.as_str(),
        answer: attempt.answer.as_ref().map(|answer| answer.text.as_str()),
        medium: attempt.answer.as_ref().map(|answer| answer.medium.name()),
        asked_at: attempt.asked_at.to_string(),
        ended_at: attempt.ended_at.to_string(),
        hints: attempt.hints,
        model_answer_seen: attempt.model_answer_seen.name(),
        disputed: attempt.disputed,
        warm_up: attempt.warm_up,
        estimate: attempt.estimate,
        notes,
        result: result.and_then(Result::ok),
        regraded: later,
        personal,
        delivery,
        row,
        probes: attempt
            .probes
            .iter()
            .map(|probe| ProbeLine {
                key_point: &probe.key_point.id,
                prompt: &probe.prompt,
                answer: &probe.answer.text,
                score_before: probe.before.points(),
                score_after: probe.after.score.points(),
            })
            .collect(),
    })
}

/// A note at a question that was neither answered nor skipped, as one line of JSON, without its newline.
pub fn note_line(
    session: i64,
    mode: &str,
    (position, question): (usize, &QuestionId),
    text: &str,
    written_at: Timestamp,
) -> String {
    json_line(&NoteLine {
        schema: SCHEMA,
        session,
        mode,
        position,
        question: question.as_str(),
        note: text,
        written_at: written_at.to_string(),
    })
}
