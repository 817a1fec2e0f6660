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

/// A key of the document that is nearly `name`, and the offset where it stands: a slip of whoever wrote it.
pub(super) fn key_like(text: &str, name: &str) -> Option<(String, usize)> {
    use toml::de::{DeTable, DeValue};
    fn search(table: &DeTable<'_>, name: &str) -> Option<(String, usize)> {
        table.iter().find_map(|(key, value)| {
            let spelt: &str = key.get_ref();
            if spelt != name && strsim::osa_distance(spelt, name) <= 2 {
                return Some((spelt.to_owned(), key.span().start));
            }
            match value.get_ref() {
                DeValue::Table(inner) => search(inner, name),
                DeValue::Array(items) => items.iter().find_map(|item| match item.get_ref() {
                    DeValue::Table(inner) => search(inner, name),
                    _ => None,
                }),
                _ => None,
            }
        })
    }
    search(DeTable::parse(text).ok()?.get_ref(), name)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_key_is_found_where_it_stands() {
        let text = "prompt = \"?\"\n[[key_points]]\nstatment = \"x\"\n";
        assert_eq!(
            key_like(text, "statement"),
            Some(("statment".to_owned(), text.find("statment").unwrap()))
        );
        assert_eq!(key_like(text, "prompt"), None);
        assert_eq!(key_like(text, "minutes"), None);
    }
}
