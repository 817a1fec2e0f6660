//! The shapes of the bank's files, and of a rubric that comes with a request. Core types know nothing of serde.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::proposed::ProposedFile;
use crate::assessment::{
    KeyPoint, Kind, Level, MarkedSample, Misconception, Question, QuestionId, Rubric, SourceId,
};

/// A question file: `questions/<track>/<topic>/<slug>.toml`.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct QuestionFile {
    /// The version of this shape: 1.
    #[serde(default = "format_version")]
    #[cfg_attr(test, schemars(range(min = 1, max = 1)))]
    pub format: u32,
    /// What is asked.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub prompt: String,
    /// Code to look at.
    #[serde(default)]
    pub code: Option<String>,
    /// `beginner`, `intermediate` or `advanced`.
    #[cfg_attr(test, schemars(extend("enum" = ["beginner", "intermediate", "advanced"])))]
    pub level: String,
    /// `open` or `fact`.
    #[serde(default = "open")]
    #[cfg_attr(test, schemars(extend("enum" = ["open", "fact"])))]
    pub kind: String,
    /// Suggested time, in minutes.
    #[cfg_attr(test, schemars(range(min = 1, max = 15)))]
    pub minutes: u8,
    /// Where it was asked before.
    #[serde(default)]
    pub sources: Vec<String>,
    /// The question whose source it shares.
    #[serde(default)]
    pub variant_of: Option<String>,
    /// From a nudge to nearly the answer.
    #[serde(default)]
    pub hints: Vec<String>,
    /// As a strong candidate would say it.
    #[serde(default)]
    pub model_answer: String,
    /// Questions that lead on.
    #[serde(default)]
    pub follow_ups: Vec<String>,
}

/// A rubric file, or the `rubric` of a request.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct RubricFile {
    /// The version of this shape: 1.
    #[serde(default = "format_version")]
    #[cfg_attr(test, schemars(range(min = 1, max = 1)))]
    pub format: u32,
    /// Drafted by the program from an answer; remove it when each point is confirmed.
    #[serde(default, skip_serializing_if = "is_false")]
    pub drafted: bool,
    /// The concise full-mark answer.
    #[serde(default)]
    pub reference: String,
    /// The things compared.
    #[serde(default)]
    pub subjects: BTreeMap<String, Vec<String>>,
    /// Word lists of this rubric alone.
    #[serde(default)]
    pub concepts: BTreeMap<String, Vec<String>>,
    /// What a full answer says.
    #[serde(default)]
    pub key_points: Vec<KeyPointFile>,
    /// What people wrongly believe.
    #[serde(default)]
    pub misconceptions: Vec<MisconceptionFile>,
    /// Answers with a reader's mark.
    #[serde(default)]
    pub samples: Vec<SampleFile>,
    /// What a language model proposed. It counts for nothing: `viva bank new --confirm` puts it to the author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<ProposedFile>,
}

/// A key point as written.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct KeyPointFile {
    /// Unique within the rubric; its number when absent.
    #[serde(default)]
    pub id: String,
    /// The point as a sentence.
    pub statement: String,
    /// Relative weight; 1 when absent.
    #[serde(default = "one")]
    #[cfg_attr(test, schemars(extend("exclusiveMinimum" = 0, "maximum" = 1000)))]
    pub weight: f64,
    /// Whether it is essential.
    #[serde(default)]
    pub essential: bool,
    /// Whom it must be said of.
    #[serde(default)]
    pub subject: Option<String>,
    /// Ways of saying it.
    #[serde(default)]
    pub patterns: Vec<String>,
    /// Ways of saying its opposite.
    #[serde(default)]
    pub wrong: Vec<String>,
    /// A question that invites it.
    #[serde(default)]
    pub probe: Option<String>,
}

/// A misconception as written.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct MisconceptionFile {
    /// Unique within the rubric; its number when absent.
    #[serde(default)]
    pub id: String,
    /// The belief.
    pub belief: String,
    /// What is true instead.
    #[serde(default)]
    pub correction: String,
    /// Points of 100; 25 when absent.
    #[serde(default = "penalty")]
    #[cfg_attr(test, schemars(range(min = 0, max = 100)))]
    pub penalty: f64,
    /// Whom it must be said of.
    #[serde(default)]
    pub subject: Option<String>,
    /// Ways of saying it.
    #[serde(default)]
    pub patterns: Vec<String>,
}

/// A marked sample as written.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SampleFile {
    /// What manner of answer it is.
    #[serde(default)]
    pub kind: String,
    /// The reader's mark, 0 to 100.
    #[cfg_attr(test, schemars(range(min = 0, max = 100)))]
    pub human: f64,
    /// The answer.
    pub answer: String,
}

const fn format_version() -> u32 {
    1
}

fn open() -> String {
    Kind::Open.name().to_owned()
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
const fn is_false(value: &bool) -> bool {
    !*value
}

pub(super) const fn one() -> f64 {
    1.0
}

const fn penalty() -> f64 {
    25.0
}

/// A value that a file's shape allows but a question does not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Invalid {
    /// The path of keys to the value.
    pub keys: Vec<String>,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl Invalid {
    fn new(keys: &[&str], message: impl Into<String>) -> Self {
        Self {
            keys: keys.iter().map(|&key| key.to_owned()).collect(),
            message: message.into(),
        }
    }
}

impl QuestionFile {
    /// The question, or the first value that is not allowed.
    pub fn into_question(self, id: QuestionId) -> Result<Question, Invalid> {
        check_format(self.format)?;
        let level = Level::from_name(&self.level).ok_or_else(|| {
            Invalid::new(
                &["level"],
                format!(
                    "`{}` is no level: write beginner, intermediate or advanced",
                    self.level
                ),
            )
        })?;
        let kind = Kind::from_name(&self.kind).ok_or_else(|| {
            Invalid::new(
                &["kind"],
                format!("`{}` is no kind: write open or fact", self.kind),
            )
        })?;
        if self.prompt.trim().is_empty() {
            return Err(Invalid::new(
                &["prompt"],
                "the prompt is empty: ask something",
            ));
        }
        if !(1..=15).contains(&self.minutes) {
            return Err(Invalid::new(
                &["minutes"],
                format!("{} minutes: write 1 to 15", self.minutes),
            ));
        }
        Ok(Question {
            id,
            prompt: self.prompt.trim().to_owned(),
            code: self
                .code
                .map(|code| code.trim_matches('\n').to_owned())
                .filter(|code| !code.trim().is_empty()),
            level,
            kind,
            minutes: self.minutes,
            sources: self.sources.into_iter().map(SourceId::new).collect(),
            variant_of: self.variant_of.map(QuestionId::new),
            hints: self.hints,
            model_answer: self.model_answer.trim().to_owned(),
            follow_ups: self.follow_ups,
        })
    }
}

impl RubricFile {
    /// The rubric, or the first value that is not allowed.
    pub fn into_rubric(self) -> Result<Rubric, Invalid> {
        check_format(self.format)?;
        let named = |id: String, number: usize| {
            if id.is_empty() {
                (number + 1).to_string()
            } else {
                id
            }
        };
        for (n, point) in self.key_points.iter().enumerate() {
            let n = n.to_string();
            if point.statement.trim().is_empty() {
                return Err(Invalid::new(
                    &["key_points", &n, "statement"],
                    "the statement is empty: say the point as a sentence",
                ));
            }
            if !(point.weight > 0.0 && point.weight <= 1000.0) {
                return Err(Invalid::new(
                    &["key_points", &n, "weight"],
                    format!(
                        "weight {}: write a number above 0, up to 1000",
                        point.weight
                    ),
                ));
            }
            check_subject(&self.subjects, point.subject.as_ref(), &["key_points", &n])?;
        }
        for (n, belief) in self.misconceptions.iter().enumerate() {
            let n = n.to_string();
            if !(0.0..=100.0).contains(&belief.penalty) {
                return Err(Invalid::new(
                    &["misconceptions", &n, "penalty"],
                    format!("penalty {}: write 0 to 100", belief.penalty),
                ));
            }
            check_subject(
                &self.subjects,
                belief.subject.as_ref(),
                &["misconceptions", &n],
            )?;
        }
        if let Some(n) = self
            .samples
            .iter()
            .position(|sample| !(0.0..=100.0).contains(&sample.human))
        {
            return Err(Invalid::new(
                &["samples", &n.to_string(), "human"],
                "a mark is 0 to 100",
            ));
        }
        Ok(Rubric {
            reference: self.reference.trim().to_owned(),
            subjects: self.subjects,
            concepts: self.concepts,
            drafted: self.drafted,
            waiting: self.proposed.as_ref().map_or(0, ProposedFile::waiting),
            key_points: self
                .key_points
                .into_iter()
                .enumerate()
                .map(|(n, point)| KeyPoint {
                    id: named(point.id, n),
                    statement: point.statement,
                    weight: point.weight,
                    essential: point.essential,
                    subject: point.subject,
                    patterns: point.patterns,
                    wrong: point.wrong,
                    probe: point.probe.filter(|probe| !probe.trim().is_empty()),
                })
                .collect(),
            misconceptions: self
                .misconceptions
                .into_iter()
                .enumerate()
                .map(|(n, belief)| Misconception {
                    id: named(belief.id, n),
                    belief: belief.belief,
                    correction: belief.correction,
                    penalty: belief.penalty,
                    subject: belief.subject,
                    patterns: belief.patterns,
                })
                .collect(),
            samples: self
                .samples
                .into_iter()
                .map(|sample| MarkedSample {
                    kind: sample.kind,
                    human: sample.human,
                    answer: sample.answer,
                })
                .collect(),
        })
    }
}

fn check_format(format: u32) -> Result<(), Invalid> {
    if format == 1 {
        return Ok(());
    }
    Err(Invalid::new(
        &["format"],
        format!("format {format}: this version reads format 1"),
    ))
}

fn check_subject(
    subjects: &BTreeMap<String, Vec<String>>,
    subject: Option<&String>,
    keys: &[&str],
) -> Result<(), Invalid> {
    match subject {
        Some(name) if !subjects.contains_key(name) => {
            let keys: Vec<&str> = keys.iter().copied().chain(["subject"]).collect();
            Err(Invalid::new(
                &keys,
                format!("subject `{name}` is not in [subjects]: add it there with its names"),
            ))
        }
        _ => Ok(()),
    }
}
