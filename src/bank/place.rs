//! Where in a file something stands.

use std::fmt;

use crate::text::Span;

/// A line and column of a bank file, both from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file as the user knows it.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Place {
    /// The beginning of a file.
    pub fn start_of(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            line: 1,
            column: 1,
        }
    }

    /// The place of a byte offset of the file's text.
    pub fn at(path: impl Into<String>, text: &str, offset: usize) -> Self {
        let before = &text[..text.floor_char_boundary(offset)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            path: path.into(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }

    /// The place of a value named by its path in the document, such as `["key_points", "2", "patterns", "0"]`:
    /// the deepest part of that path that the document has.
    pub fn of_value(path: impl Into<String>, text: &str, keys: &[&str]) -> Self {
        Self::at(path, text, locate(text, keys).map_or(0, |span| span.start))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.path, self.line, self.column)
    }
}

fn locate(text: &str, keys: &[&str]) -> Option<Span> {
    use toml::de::{DeTable, DeValue};
    let document = DeTable::parse(text).ok()?;
    let mut found = None;
    let (first, rest) = keys.split_first()?;
    let (key, mut value) = document.get_ref().get_key_value(*first)?;
    found.replace(key.span());
    for key in rest {
        let next = match value.get_ref() {
            DeValue::Table(table) => table
                .get_key_value(*key)
                .map(|(key, value)| (key.span(), value)),
            DeValue::Array(items) => key
                .parse::<usize>()
                .ok()
                .and_then(|index| items.get(index))
                .map(|value| (value.span(), value)),
            _ => None,
        };
        let Some((span, inner)) = next else { break };
        found = Some(span);
        value = inner;
    }
    found.map(|span| Span::new(span.start, span.end))
}
