//! A line of results, read: the shape that `report::json` writes. Other fields are ignored.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{BeliefText, PointGraded, PointText};
use crate::grading::{Confidence, Score, Verdict};

/// A quotation is kept up to so many letters: the words of a point are few, and a class has many of them.
const QUOTED_AT_MOST: usize = 300;

/// What a line of results says.
#[derive(Debug, Clone)]
pub enum Line {
    /// A grade.
    Result(Box<ResultRead>),
    /// An answer that could not be graded.
    NotGraded,
}

/// A grade as it was read.
#[derive(Debug, Clone)]
pub struct ResultRead {
    pub(super) student: String,
    /// Empty where the rubric came with the request.
    pub(super) question: String,
    pub(super) bank: String,
    pub(super) score: Score,
    pub(super) confidence: Confidence,
    pub(super) points: Vec<(PointText, PointGraded)>,
    pub(super) held: Vec<(BeliefText, Vec<String>)>,
    pub(super) notes: Vec<String>,
}

/// Why a line is no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAResult {
    /// Not JSON, or not of that shape.
    #[error("not a result of `viva grade --jsonl`: {0}")]
    Shape(String),
    /// A result of another version.
    #[error("schema {0}: this version of Viva reads schema 1")]
    Schema(u64),
    /// A score or verdict that no grade has.
    #[error("`{field}`: no grade has {value}")]
    Value {
        /// The field.
        field: &'static str,
        /// Its value.
        value: String,
    },
    /// The same question under the same hash had other key points before.
    #[error("its key points are not those of the results of the same question before it")]
    OtherPoints,
}

#[derive(Deserialize)]
struct ResultFile<'a> {
    schema: Option<u64>,
    #[serde(borrow, default)]
    error: Option<&'a RawValue>,
    #[serde(borrow, default)]
    student: Option<&'a RawValue>,
    #[serde(borrow)]
    question: Option<Cow<'a, str>>,
    score: Option<f64>,
    confidence: Option<f64>,
    #[serde(borrow, default)]
    key_points: Vec<PointFile<'a>>,
    #[serde(borrow, default)]
    misconceptions: Vec<BeliefFile<'a>>,
    #[serde(default)]
    notes: Vec<String>,
    #[serde(borrow, default)]
    bank: Cow<'a, str>,
}

#[derive(Deserialize)]
struct PointFile<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    statement: Cow<'a, str>,
    weight: f64,
    #[serde(borrow)]
    verdict: Cow<'a, str>,
    #[serde(borrow, default)]
    why: Cow<'a, str>,
    #[serde(borrow, default)]
    evidence: Vec<EvidenceFile<'a>>,
}

#[derive(Deserialize)]
struct BeliefFile<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    belief: Cow<'a, str>,
    #[serde(borrow, default)]
    correction: Cow<'a, str>,
    #[serde(borrow, default)]
    evidence: Vec<EvidenceFile<'a>>,
}

#[derive(Deserialize)]
struct EvidenceFile<'a> {
    #[serde(borrow)]
    text: Cow<'a, str>,
}

/// Reads a line that is not blank.
pub fn read_line(line: &str) -> Result<Line, NotAResult> {
    let shape = |what: &str| NotAResult::Shape(what.to_owned());
    if !line.trim_start().starts_with('{') {
        return Err(shape("not a JSON object"));
    }
    let file: ResultFile<'_> = serde_json::from_str(line).map_err(|error| {
        let said = error.to_string();
        shape(
            said.rsplit_once(" at line ")
                .map_or(&*said, |(what, _)| what),
        )
    })?;
    if file.error.is_some() {
        return Ok(Line::NotGraded);
    }
    let score = file.score.ok_or_else(|| shape("it has no `score`"))?;
    match file.schema {
        Some(1) => {}
        Some(other) => return Err(NotAResult::Schema(other)),
        None => return Err(shape("it has no `schema`")),
    }
    let wrong = |field, value: String| NotAResult::Value { field, value };
    if !(0.0..=100.0).contains(&score) {
        return Err(wrong("score", score.to_string()));
    }
    let point = |point: PointFile<'_>| {
        let verdict = verdict_of(&point.verdict)
            .ok_or_else(|| wrong("verdict", format!("`{:.40}`", point.verdict)))?;
        let text = PointText {
            id: point.id.into_owned(),
            statement: point.statement.into_owned(),
            weight: point.weight,
        };
        let graded = PointGraded {
            verdict,
            why: point.why.into_owned(),
            quotes: quotes(&point.evidence),
        };
        Ok((text, graded))
    };
    Ok(Line::Result(Box::new(ResultRead {
        student: file.student.map(name_of).unwrap_or_default(),
        question: file.question.unwrap_or_default().into_owned(),
        bank: file.bank.into_owned(),
        score: Score::new(score),
        confidence: Confidence::new(file.confidence.unwrap_or(1.0)),
        points: file
            .key_points
            .into_iter()
            .map(point)
            .collect::<Result<_, _>>()?,
        notes: file.notes,
        held: file
            .misconceptions
            .into_iter()
            .map(|held| {
                let text = BeliefText {
                    id: held.id.into_owned(),
                    belief: held.belief.into_owned(),
                    correction: held.correction.into_owned(),
                };
                (text, quotes(&held.evidence))
            })
            .collect(),
    })))
}

/// A name is a string; a number, say, stands for itself.
fn name_of(student: &RawValue) -> String {
    let json = student.get();
    serde_json::from_str(json).unwrap_or_else(|_| match json {
        "null" => String::new(),
        other => other.to_owned(),
    })
}

fn verdict_of(name: &str) -> Option<Verdict> {
    [
        Verdict::Met,
        Verdict::Partial,
        Verdict::Missing,
        Verdict::Contradicted,
    ]
    .into_iter()
    .find(|verdict| verdict.name() == name)
}

fn quotes(evidence: &[EvidenceFile<'_>]) -> Vec<String> {
    let mut quotes: Vec<String> = Vec::new();
    for piece in evidence {
        let mut quote: String = piece.text.chars().take(QUOTED_AT_MOST).collect();
        if quote.len() < piece.text.len() {
            quote.push('…');
        }
        if !quotes.contains(&quote) {
            quotes.push(quote);
        }
    }
    quotes
}
