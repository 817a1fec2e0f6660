//! Whether a file is what it should be: TOML, with the fields of its shape and allowed values.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Finding;
use super::collect::SourceFile;
use crate::assessment::{Question, QuestionId, Rubric};
use crate::bank::Problem;
use crate::bank::file::{QuestionFile, RubricFile};
use crate::bank::read::{keys_of, locate, parse};

/// The least that each shape asks for; written back it shows all its fields.
const LEAST_QUESTION: &str = "prompt = ''\nlevel = ''\nminutes = 1";
const LEAST_RUBRIC: &str = "drafted = true\n[[key_points]]\nstatement = ''\n[[misconceptions]]\nbelief = ''\n[[samples]]\nhuman = 0\nanswer = ''\n[proposed]\n[[proposed.key_points]]\nstatement = ''\n[[proposed.misconceptions]]\nbelief = ''";

/// The question of a file; what is wrong becomes a finding.
pub(super) fn read_question(
    id: &QuestionId,
    file: &SourceFile,
    findings: &mut Vec<Finding>,
) -> Option<Question> {
    let shape: QuestionFile = read_shape(file, LEAST_QUESTION, findings)?;
    match shape.into_question(id.clone()) {
        Ok(question) => Some(question),
        Err(invalid) => {
            findings.push(from_problem(
                "value",
                locate(&file.path, &file.text, &invalid),
            ));
            None
        }
    }
}

/// The rubric of a file; what is wrong becomes a finding.
pub(super) fn read_rubric(file: &SourceFile, findings: &mut Vec<Finding>) -> Option<Rubric> {
    let shape: RubricFile = read_shape(file, LEAST_RUBRIC, findings)?;
    match shape.into_rubric() {
        Ok(rubric) => Some(rubric),
        Err(invalid) => {
            findings.push(from_problem(
                "value",
                locate(&file.path, &file.text, &invalid),
            ));
            None
        }
    }
}

pub(super) fn from_problem(rule: &'static str, problem: Problem) -> Finding {
    Finding {
        place: problem.place,
        rule,
        message: problem.message,
    }
}

/// A file is TOML, and every field of it has a meaning: a misspelt one would silently be without effect. Example:
/// `pattern = [...]` for `patterns`.
pub(super) fn read_shape<T: DeserializeOwned + Serialize>(
    file: &SourceFile,
    least: &str,
    findings: &mut Vec<Finding>,
) -> Option<T> {
    let shape = match parse::<T>(&file.path, &file.text) {
        Ok(shape) => shape,
        Err(problem) => {
            findings.push(from_problem("toml", problem));
            return None;
        }
    };
    let mut unknown = Vec::new();
    if let Ok(document) = toml::Deserializer::parse(&file.text) {
        let _: Result<T, _> =
            serde_ignored::deserialize(document, |path| unknown.push(keys_of(&path)));
    }
    let fields = toml::from_str::<T>(least)
        .ok()
        .and_then(|least| serde_json::to_value(least).ok())
        .unwrap_or_default();
    for keys in unknown {
        let name = keys.last().map_or("", String::as_str);
        let near = known_beside(&fields, &keys)
            .into_iter()
            .map(|known| (strsim::osa_distance(name, &known), known))
            .filter(|(distance, known)| *distance * 3 <= known.len().max(3))
            .min();
        let message = match near {
            Some((_, known)) => format!("unknown field `{name}`: did you mean `{known}`?"),
            None => format!("unknown field `{name}`: it has no effect, remove it"),
        };
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        findings.push(file.finding("unknown-field", &keys, message));
    }
    Some(shape)
}

/// The fields that may stand where an unknown one does.
fn known_beside(fields: &Value, keys: &[String]) -> Vec<String> {
    let mut place = fields;
    for key in &keys[..keys.len().saturating_sub(1)] {
        // Every item of a list has the shape of its first.
        place = match place {
            Value::Array(items) => items.first().unwrap_or(&Value::Null),
            Value::Object(_) => &place[key],
            _ => &Value::Null,
        };
    }
    place
        .as_object()
        .map(|object| object.keys().cloned().collect())
        .unwrap_or_default()
}
