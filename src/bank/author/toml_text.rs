//! The text of new files: what is filled in, then what an author may add.

use std::fmt::Write as _;

use serde::Serialize;

use super::draft::Draft;
use super::sample::NewSample;
use crate::bank::{MisconceptionFile, ProposedFile};

/// What stands above the proposals of a model.
const PROPOSED: &str = "\n# A language model proposed the following from the answer. None of it counts. `viva bank new --confirm` puts each to\n\
# you; or move what is right up to [[key_points]], without its quotes, and remove the rest.\n";

/// Parts of a rubric file that serde writes.
#[derive(Serialize)]
struct Tables<'a> {
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    misconceptions: &'a [MisconceptionFile],
    #[serde(skip_serializing_if = "Option::is_none")]
    proposed: Option<&'a ProposedFile>,
}

/// The text of the question file.
pub(super) fn question(draft: &Draft) -> String {
    let question = &draft.question;
    let mut text = head("question", &draft.origin);
    text.push_str("format = 1\n");
    field(&mut text, "prompt", &question.prompt);
    if let Some(code) = &question.code {
        field(&mut text, "code", code);
    }
    field(&mut text, "level", &question.level);
    field(&mut text, "kind", &question.kind);
    let _ = writeln!(text, "minutes = {}", question.minutes);
    text.push_str("hints = []             # 2 or 3, from a nudge to nearly the answer\n");
    field(&mut text, "model_answer", &question.model_answer);
    text.push_str("follow_ups = []\n");
    text
}

/// The text of the rubric file.
pub(super) fn rubric(draft: &Draft) -> String {
    let mut text = head("rubric", &draft.origin);
    text.push_str(if draft.has_points() {
        "# Drafted from the answer. Confirm or rewrite each point, add how people say it, then remove `drafted`.\n"
    } else {
        "# No answer yet, so the question is listed and not asked. Write the short full answer and its key points,\n\
         # then remove `drafted`; viva bank check says what else is missing.\n"
    });
    text.push_str("format = 1\ndrafted = true\n");
    field(&mut text, "reference", &draft.rubric.reference);
    let none = Vec::new();
    for (at, point) in draft.rubric.key_points.iter().enumerate() {
        let suggested = draft.suggested.get(at).unwrap_or(&none);
        text.push_str("\n[[key_points]]\n");
        field(&mut text, "id", &point.id);
        field(&mut text, "statement", &point.statement);
        let _ = writeln!(text, "weight = {}", point.weight);
        if point.essential {
            text.push_str("essential = true\n");
        }
        if !point.patterns.is_empty() {
            let patterns = point.patterns.iter().cloned().map(::toml::Value::String);
            let _ = writeln!(
                text,
                "patterns = {}",
                ::toml::Value::Array(patterns.collect())
            );
        }
        if !suggested.is_empty() {
            let patterns: Vec<String> = suggested
                .iter()
                .map(|pattern| format!("'{pattern}'"))
                .collect();
            let _ = writeln!(
                text,
                "# patterns = [{}]   # suggested: keep what says the point",
                patterns.join(", ")
            );
        }
    }
    if !draft.has_points() {
        text.push_str("\n# [[key_points]]\n# id = \"\"\n# statement = \"\"\n# weight = 2\n# essential = true\n# patterns = ['']\n# probe = \"\"\n");
    }
    text.push_str(&tables(&draft.rubric.misconceptions, None));
    if let Some(proposed) = &draft.rubric.proposed {
        text.push_str(PROPOSED);
        text.push_str(tables(&[], Some(proposed)).trim_start());
    }
    text
}

/// Misconceptions and proposals, each after a blank line.
fn tables(misconceptions: &[MisconceptionFile], proposed: Option<&ProposedFile>) -> String {
    let written = ::toml::to_string(&Tables {
        misconceptions,
        proposed,
    });
    match written {
        Ok(text) if !text.is_empty() => format!("\n{text}"),
        // Plain texts and numbers are always written.
        _ => String::new(),
    }
}

/// A marked sample, to be appended to a rubric; begins with a blank line.
pub(super) fn sample(new: &NewSample) -> String {
    let mut text = String::from("\n");
    let note = new.note.replace(char::is_control, " ");
    let note: Vec<&str> = note.split_whitespace().collect();
    if !note.is_empty() {
        let _ = writeln!(text, "# {}", note.join(" "));
    }
    text.push_str("[[samples]]\n");
    if !new.sample.kind.is_empty() {
        field(&mut text, "kind", &new.sample.kind);
    }
    let _ = writeln!(text, "human = {}", new.sample.human);
    field(&mut text, "answer", &new.sample.answer);
    text
}

fn head(kind: &str, origin: &str) -> String {
    // The files stand three folders below the bank's.
    let mut text = format!("#:schema ../../../schemas/{kind}.schema.json\n");
    if !origin.is_empty() {
        let _ = writeln!(text, "# {}", origin.replace(char::is_control, " "));
    }
    text
}

fn field(text: &mut String, name: &str, value: &str) {
    let _ = writeln!(text, "{name} = {}", ::toml::Value::String(value.to_owned()));
}
