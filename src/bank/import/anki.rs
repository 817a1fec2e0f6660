//! Text exports of Anki: lines of `#key:value`, then notes with their fields between tabs, which may hold HTML.

use super::columns::{Columns, Role, put, tags};
use super::html::to_text;
use super::{Cause, Found, Imported, excerpt};

/// What the first lines say.
#[derive(Default)]
struct Head {
    delimiter: Option<u8>,
    is_html: bool,
    deck: Option<String>,
    columns: Vec<String>,
    tags_column: Option<usize>,
    deck_column: Option<usize>,
    /// Columns that say nothing of the question.
    other_columns: Vec<usize>,
}

/// Reads an export.
pub(super) fn read(text: &str) -> Imported {
    let mut head = Head::default();
    let mut skipped = 0;
    let mut rest = text;
    while let Some(line) = rest
        .lines()
        .next()
        .filter(|line| line.starts_with('#') || line.trim().is_empty())
    {
        if let Some((key, value)) = line.trim_start_matches('#').split_once(':') {
            head.set(key, value);
        }
        rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
        skipped += 1;
        if rest.is_empty() {
            break;
        }
    }
    let mut imported = Imported::default();
    let mut notes = ::csv::ReaderBuilder::new()
        .delimiter(head.delimiter.unwrap_or(b'\t'))
        .flexible(true)
        .has_headers(false)
        .from_reader(rest.as_bytes());
    for note in notes.records() {
        let Ok(note) = note else {
            continue;
        };
        let line = skipped
            + note
                .position()
                .map_or(0, |at| usize::try_from(at.line()).unwrap_or(usize::MAX));
        let fields: Vec<&str> = note.iter().collect();
        let found = head.question(&fields, line);
        let front = excerpt(&found.prompt);
        if found.prompt.contains("{{c") {
            imported.leave_out(
                line,
                Cause::Damaged,
                format!("a gap to fill, not a question: {front}"),
            );
        } else if found.prompt.is_empty() {
            imported.leave_out(line, Cause::Damaged, "a note without a front");
        } else {
            imported.questions.push(found);
        }
    }
    imported
}

impl Head {
    fn set(&mut self, key: &str, value: &str) {
        let column = || {
            value
                .trim()
                .parse::<usize>()
                .ok()
                .and_then(|number| number.checked_sub(1))
        };
        match key.trim().to_lowercase().as_str() {
            "separator" => {
                self.delimiter = match value.trim().to_lowercase().as_str() {
                    "comma" | "," => Some(b','),
                    "semicolon" | ";" => Some(b';'),
                    "pipe" | "|" => Some(b'|'),
                    "space" => Some(b' '),
                    "colon" | ":" => Some(b':'),
                    _ => Some(b'\t'),
                }
            }
            "html" => self.is_html = value.trim().eq_ignore_ascii_case("true"),
            "deck" => self.deck = Some(value.trim().to_owned()),
            "columns" => {
                let delimiter = char::from(self.delimiter.unwrap_or(b'\t'));
                self.columns = value
                    .split(delimiter)
                    .map(|name| name.trim().to_owned())
                    .collect();
            }
            "tags column" => self.tags_column = column(),
            "deck column" => self.deck_column = column(),
            "notetype column" | "guid column" => self.other_columns.extend(column()),
            _ => {}
        }
    }

    fn question(&self, fields: &[&str], line: usize) -> Found {
        let text = |field: &str| {
            let text = if self.is_html || field.contains("<br") || field.contains("&nbsp;") {
                to_text(field)
            } else {
                field.trim().to_owned()
            };
            without_sounds(&text)
        };
        let deck = self
            .deck_column
            .and_then(|at| fields.get(at).copied())
            .or(self.deck.as_deref());
        let is_content = |at: usize| {
            Some(at) != self.tags_column
                && Some(at) != self.deck_column
                && !self.other_columns.contains(&at)
        };
        let mut found = match Columns::of(&self.columns) {
            Some(columns) => {
                let cells: Vec<String> = fields.iter().map(|field| text(field)).collect();
                columns.question(&cells, line)
            }
            None => {
                let mut found = Found {
                    line,
                    ..Found::default()
                };
                let content = fields.iter().enumerate().filter(|(at, _)| is_content(*at));
                // The question stands first; what it is made of otherwise nobody says.
                for ((_, field), role) in content.zip([Role::Question, Role::Answer]) {
                    put(&mut found, role, &text(field));
                }
                found
            }
        };
        // Notes of several decks: theirs name the topics. Of one deck, the tags do.
        if self.deck_column.is_some() {
            found.topic = found.topic.or_else(|| deck.and_then(deck_topic));
        }
        if let Some(field) = self.tags_column.and_then(|at| fields.get(at)) {
            tags(&mut found, field.split_whitespace());
        }
        found.topic = found.topic.or_else(|| deck.and_then(deck_topic));
        found.prompt = found
            .prompt
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        found
    }
}

/// The last part of a deck's name.
fn deck_topic(deck: &str) -> Option<String> {
    let name = deck.rsplit("::").next().unwrap_or(deck).trim();
    (!name.is_empty() && name != "Default").then(|| name.to_owned())
}

/// Without `[sound:...]`, which can't be read.
fn without_sounds(text: &str) -> String {
    let mut kept = text.to_owned();
    while let Some(start) = kept.find("[sound:") {
        let Some(end) = kept[start..].find(']') else {
            break;
        };
        kept.replace_range(start..=start + end, "");
    }
    kept.trim().to_owned()
}
