//! JSON: an array of questions, objects of arrays by topic or level, or one value a line. Any depth up to eight; which field is what, its name says.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::columns::{Role, put, role, tags};
use super::level::level_tag;
use super::wording::asks;
use super::{Cause, Found, Imported, excerpt, tidy};
use crate::assessment::Level;

const DEEPEST: usize = 8;

/// Names of fields that hold questions and name no topic.
const HOLDERS: &[&str] = &[
    "questions",
    "items",
    "data",
    "cards",
    "notes",
    "entries",
    "list",
    "results",
    "quiz",
    "flashcards",
    "children",
    "content",
];

/// Whether each of the first lines is a JSON object.
pub(super) fn is_lines(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).take(2);
    let is_object = |line: &str| {
        line.trim_start().starts_with('{') && serde_json::from_str::<&RawValue>(line).is_ok()
    };
    match (lines.next(), lines.next()) {
        (Some(first), Some(second)) => is_object(first) && second.trim_start().starts_with('{'),
        _ => false,
    }
}

/// Whether the text is one JSON document.
pub(super) fn is_document(text: &str) -> bool {
    text.starts_with(['{', '[']) && serde_json::from_str::<&RawValue>(text).is_ok()
}

/// What stands above a value.
#[derive(Clone, Default)]
struct Above {
    topic: Option<String>,
    level: Option<Level>,
    depth: usize,
}

/// Reads a document.
pub(super) fn read(text: &str) -> Imported {
    let mut reader = Reader {
        text,
        newlines: text.match_indices('\n').map(|(at, _)| at).collect(),
        first_line: 1,
        imported: Imported::default(),
    };
    match serde_json::from_str::<&RawValue>(text) {
        Ok(value) => reader.value(value, &Above::default()),
        Err(error) => {
            // The end of a file may be the line after its last.
            let line = error.line().clamp(1, text.lines().count().max(1));
            let why = format!("no JSON from here on: {error}");
            reader.imported.leave_out(line, Cause::Damaged, why);
        }
    }
    reader.imported
}

/// Reads one value a line; a line that is none is left out, and the rest goes on.
pub(super) fn read_lines(text: &str) -> Imported {
    let mut all = Imported::default();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let mut reader = Reader {
            text: line,
            newlines: Vec::new(),
            first_line: number,
            imported: std::mem::take(&mut all),
        };
        match serde_json::from_str::<&RawValue>(line) {
            Ok(value) => reader.value(value, &Above::default()),
            Err(error) => {
                let why = format!("no JSON (column {}): {}", error.column(), excerpt(line));
                reader.imported.leave_out(number, Cause::Damaged, why);
            }
        }
        all = reader.imported;
    }
    all
}

struct Reader<'a> {
    text: &'a str,
    /// Where the lines after the first begin.
    newlines: Vec<usize>,
    first_line: usize,
    imported: Imported,
}

impl<'a> Reader<'a> {
    fn value(&mut self, value: &'a RawValue, above: &Above) {
        let line = self.line(value);
        let below = Above {
            depth: above.depth + 1,
            ..above.clone()
        };
        let text = value.get();
        if above.depth > DEEPEST {
            self.imported
                .leave_out(line, Cause::Damaged, "nested too deep");
        } else if text.starts_with('[') {
            let items: Vec<&RawValue> = serde_json::from_str(text).unwrap_or_default();
            if let Some(pair) = pair(&items) {
                self.pair(line, pair, above);
            } else {
                for item in items {
                    self.value(item, &below);
                }
            }
        } else if text.starts_with('{') {
            match serde_json::from_str::<Fields<'_>>(text) {
                Ok(Fields(fields)) => self.object(line, &fields, &below),
                Err(error) => self.imported.leave_out(
                    line,
                    Cause::Damaged,
                    format!("an object that can't be read: {error}"),
                ),
            }
        } else if let Some(prompt) = string(value).filter(|text| asks(text)) {
            self.pair(line, (prompt, String::new()), above);
        } else {
            self.imported.leave_out(
                line,
                Cause::Aside,
                format!("asks nothing: {}", excerpt(text)),
            );
        }
    }

    fn pair(&mut self, line: usize, (prompt, answer): (String, String), above: &Above) {
        let mut found = Found {
            line,
            topic: above.topic.clone(),
            level: above.level,
            answer,
            ..Found::default()
        };
        put(&mut found, Role::Question, &prompt);
        self.imported.questions.push(found);
    }

    fn object(&mut self, line: usize, fields: &[(String, &'a RawValue)], above: &Above) {
        let mut found = Found {
            line,
            topic: above.topic.clone(),
            level: above.level,
            ..Found::default()
        };
        let mut named: Vec<(Role, usize, &'a RawValue)> = fields
            .iter()
            .filter_map(|(name, value)| role(name).map(|(role, rank)| (role, rank, *value)))
            .collect();
        named.sort_by_key(|(_, rank, _)| *rank);
        let mut is_question = false;
        for (role, _, value) in &named {
            match (role, words(value)) {
                (Role::Tags, Some(text)) => tags(&mut found, text.split('\n')),
                (Role::Question, Some(text)) if !is_question => {
                    put(&mut found, Role::Question, &text);
                    is_question = true;
                }
                (Role::Question, _) | (_, None) => {}
                (role, Some(text)) => put(&mut found, *role, &text),
            }
        }
        if is_question {
            if let Some(choices) = choices(fields) {
                self.settle(&mut found, &choices);
            }
            self.imported.questions.push(found);
            return;
        }
        let own = Above {
            topic: found.topic.or(found.title),
            level: found.level,
            depth: above.depth,
        };
        let before = self.imported.questions.len() + self.imported.left_out.len();
        for (name, value) in fields {
            let is_list = value.get().starts_with(['[', '{']);
            match string(value) {
                // An object of questions with their answers.
                Some(answer) if asks(name) => {
                    self.pair(self.line(value), (name.clone(), answer), &own)
                }
                _ if is_list => self.value(value, &own.under(name)),
                _ => {}
            }
        }
        if self.imported.questions.len() + self.imported.left_out.len() == before {
            let names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
            let why = format!(
                "an object without a question: its fields are {}",
                excerpt(&names.join(", "))
            );
            self.imported.leave_out(line, Cause::Damaged, why);
        }
    }

    /// Choices are shown with the question, and the right one is its answer. A number doesn't say whether the first is 0 or 1.
    fn settle(&mut self, found: &mut Found, choices: &[String]) {
        let shown = tidy::shown(choices);
        found.code = Some(match found.code.take() {
            Some(code) => format!("{code}\n\n{shown}"),
            None => shown,
        });
        let key = std::mem::take(&mut found.answer);
        if let Some(right) = tidy::right_of(choices, &key) {
            right.clone_into(&mut found.answer);
            return;
        }
        found.answer = match key.parse::<usize>() {
            Ok(0) => choices[0].clone(),
            Ok(number) if number == choices.len() => choices[number - 1].clone(),
            Ok(number) => {
                let why = format!(
                    "the answer {number}: the choices may be counted from 0 or from 1; write its letter or its words"
                );
                self.imported.leave_out(found.line, Cause::Damaged, why);
                String::new()
            }
            Err(_) => key,
        };
    }

    /// The line on which a value begins.
    fn line(&self, value: &RawValue) -> usize {
        let at = (value.get().as_ptr() as usize)
            .saturating_sub(self.text.as_ptr() as usize)
            .min(self.text.len());
        self.first_line + self.newlines.partition_point(|&newline| newline < at)
    }
}

impl Above {
    /// What stands above a field's value: its name is a level, a topic, or only says that questions follow.
    fn under(&self, name: &str) -> Self {
        let plain = name.replace(['_', '-'], " ");
        if let Some(level) = level_tag(&plain) {
            return Self {
                level: Some(level),
                ..self.clone()
            };
        }
        if HOLDERS.contains(&plain.to_lowercase().as_str()) || role(name).is_some() {
            return self.clone();
        }
        Self {
            topic: Some(plain),
            ..self.clone()
        }
    }
}

/// `["What?", "That."]` as one question with its answer.
fn pair(items: &[&RawValue]) -> Option<(String, String)> {
    let [question, answer] = items else {
        return None;
    };
    let (question, answer) = (string(question)?, string(answer)?);
    (asks(&question) && !asks(&answer)).then_some((question, answer))
}

fn string(value: &RawValue) -> Option<String> {
    serde_json::from_str(value.get()).ok()
}

/// A value as words: a string, a number, or a list of strings a line each.
fn words(value: &RawValue) -> Option<String> {
    let is_number = value.get().starts_with(|c: char| c.is_ascii_digit());
    string(value)
        .or_else(|| is_number.then(|| value.get().to_owned()))
        .or_else(|| {
            Some(
                serde_json::from_str::<Vec<String>>(value.get())
                    .ok()?
                    .join("\n"),
            )
        })
}

/// The choices of a question: a list of texts, or texts by their letters.
fn choices(fields: &[(String, &RawValue)]) -> Option<Vec<String>> {
    let (_, value) = fields.iter().find(|(name, _)| {
        ["options", "choices", "alternatives"].contains(&name.to_lowercase().as_str())
    })?;
    let choices = serde_json::from_str::<Vec<String>>(value.get()).or_else(|_| {
        let lettered: std::collections::BTreeMap<String, String> =
            serde_json::from_str(value.get())?;
        Ok::<_, serde_json::Error>(lettered.into_values().collect())
    });
    choices
        .ok()
        .filter(|choices| (2..=8).contains(&choices.len()))
}

/// The fields of an object, in order.
struct Fields<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Fields<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn the_right_choice_is_the_answer_and_a_doubtful_number_none() {
        let answer = |options: &str, key: &str| {
            let text = format!(
                "[{{\"question\": \"Which is it?\", \"options\": {options}, \"answer\": {key}}}]"
            );
            let imported = read(&text);
            let found = imported.questions.into_iter().next().unwrap();
            assert_eq!(
                found.code.as_deref(),
                Some("a) func\nb) def\nc) lambda"),
                "{text}"
            );
            (found.answer, imported.left_out.len())
        };
        let listed = r#"["func", "def", "lambda"]"#;
        for key in ["\"b\"", "\"B) def\"", "\"def\""] {
            assert_eq!(answer(listed, key), ("def".to_owned(), 0), "{key}");
        }
        let lettered = r#"{"a": "func", "b": "def", "c": "lambda"}"#;
        assert_eq!(answer(lettered, "\"b\""), ("def".to_owned(), 0));
        assert_eq!(answer(listed, "0"), ("func".to_owned(), 0));
        assert_eq!(answer(listed, "3"), ("lambda".to_owned(), 0));
        assert_eq!(answer(listed, "1"), (String::new(), 1));
    }
}
