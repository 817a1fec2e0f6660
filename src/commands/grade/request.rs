//! A request of `grade --jsonl`, read from one line. It says what is wrong in words; it grades nothing.

use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor};
use serde_json::value::RawValue;

use super::grader::Asked;
use crate::assessment::{Answer, Medium};

/// What a line asks for.
pub(super) struct Request<'a> {
    /// Echoed as it came.
    pub(super) id: Option<&'a RawValue>,
    /// Echoed as it came.
    pub(super) student: Option<&'a RawValue>,
    /// What is graded by.
    pub(super) asked: Asked,
    /// What is graded.
    pub(super) answer: Answer,
}

/// Why a line can't be graded, with what could be read of its `id`.
pub(super) struct Refused<'a> {
    /// Echoed as it came.
    pub(super) id: Option<&'a RawValue>,
    /// What is wrong, and what would be right.
    pub(super) message: String,
}

#[derive(Deserialize)]
struct Fields<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(borrow, default)]
    student: Option<&'a RawValue>,
    answer: Option<Text>,
    question: Option<Text>,
    prompt: Option<Text>,
    #[serde(borrow, default)]
    rubric: Option<&'a RawValue>,
    reference: Option<Text>,
    medium: Option<Text>,
}

#[derive(Deserialize)]
struct OnlyId<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
}

impl<'a> Request<'a> {
    /// Reads a line that is not blank.
    pub(super) fn read(line: &'a str) -> Result<Self, Refused<'a>> {
        Self::read_fields(line).map_err(|message| Refused {
            id: serde_json::from_str::<OnlyId<'_>>(line)
                .ok()
                .filter(|_| is_object(line))
                .and_then(|only| only.id),
            message,
        })
    }

    fn read_fields(line: &'a str) -> Result<Self, String> {
        // A list would fill the fields in their order, which nobody means.
        if !is_object(line) {
            return Err(
                "not a JSON object: write one request a line, such as {\"question\": ..., \"answer\": ...}"
                    .to_owned(),
            );
        }
        let fields: Fields<'_> = read_json(line)?;
        let answer = fields
            .answer
            .ok_or("no `answer`: give the answer as a string, an empty one if nothing was said")?;
        let medium = medium_of(fields.medium.as_ref().map(|medium| medium.0.as_str()))?;
        let prompt = fields.prompt.map(|text| text.0);
        let reference = fields.reference.map(|text| text.0);
        let asked = match (fields.question, prompt, fields.rubric, reference) {
            (Some(question), ..) => Asked::Question(question.0),
            (None, Some(prompt), Some(rubric), reference) => Asked::Rubric {
                prompt,
                rubric: rubric.get().to_owned(),
                reference: reference.unwrap_or_default(),
            },
            (None, Some(prompt), None, Some(reference)) => Asked::Reference { prompt, reference },
            (None, None, Some(_), _) => {
                return Err("`rubric` without `prompt`: say what was asked".to_owned());
            }
            (None, None, None, Some(_)) => {
                return Err("`reference` without `prompt`: say what was asked".to_owned());
            }
            (None, _, None, None) => {
                return Err(
                    "nothing to grade by: give `question`, or `prompt` with `rubric` or `reference`"
                        .to_owned(),
                );
            }
        };
        Ok(Self {
            id: fields.id,
            student: fields.student,
            asked,
            answer: Answer {
                text: answer.0,
                medium,
            },
        })
    }
}

/// The medium of that name; typed when none is given.
pub(in crate::commands) fn medium_of(name: Option<&str>) -> Result<Medium, String> {
    match name {
        None | Some("typed") => Ok(Medium::Typed),
        Some("spoken") => Ok(Medium::Spoken),
        Some(other) => Err(format!("medium `{other}`: write typed or spoken")),
    }
}

fn is_object(json: &str) -> bool {
    json.trim_start().starts_with('{')
}

/// Reads JSON; what is wrong comes back with the field where it is. No line number: it is that of the batch.
pub(in crate::commands) fn read_json<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, String> {
    serde_json::from_str(json).or_else(|_| {
        // Only what fails pays for keeping track of the field.
        let mut reader = serde_json::Deserializer::from_str(json);
        let said = match serde_path_to_error::deserialize::<_, T>(&mut reader) {
            Ok(value) => match reader.end() {
                Ok(()) => return Ok(value),
                Err(error) => (String::new(), error),
            },
            Err(error) => (error.path().to_string(), error.into_inner()),
        };
        Err(explain(&said.0, &said.1))
    })
}

fn explain(field: &str, error: &serde_json::Error) -> String {
    let said = error.to_string();
    let what = said
        .rsplit_once(" at line ")
        .map_or(said.as_str(), |(what, _)| what);
    if error.is_data() && !matches!(field, "" | "." | "?") {
        return format!("`{field}`: {what}");
    }
    match error.column() {
        _ if error.is_eof() => format!("the JSON ends too early ({what})"),
        0 => what.to_owned(),
        column => format!("{what} at byte {column}"),
    }
}

/// A string that may hold halves of surrogate pairs, as some writers of JSON leave them: they become U+FFFD.
struct Text(String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(TextVisitor)
    }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Text, E> {
        Ok(Text(text.to_owned()))
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Text, E> {
        Ok(Text(String::from_utf8_lossy(bytes).into_owned()))
    }
}
