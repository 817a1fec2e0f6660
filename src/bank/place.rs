//! Where in a file something stands.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

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

    /// The place of one value of a text; see [`Places::place`].
    pub(super) fn of_value(path: impl Into<String>, text: &str, keys: &[&str]) -> Self {
        Places::of(text).place(path, text, keys)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.path, self.line, self.column)
    }
}

/// A key of the document that is nearly `name`, and the offset where it stands: a slip of whoever wrote it.
pub(super) fn key_like(text: &str, name: &str) -> Option<(String, usize)> {
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

/// Where the values of a TOML text stand: read once, asked for as many findings as there are.
#[derive(Debug, Clone)]
pub(super) struct Places {
    /// Where each line begins.
    lines: Vec<usize>,
    document: Below,
}

/// A value of the document: where it stands, and what stands in it.
#[derive(Debug, Clone)]
struct Node {
    start: usize,
    below: Below,
}

#[derive(Debug, Clone)]
enum Below {
    Table(BTreeMap<String, Node>),
    List(Vec<Node>),
    Nothing,
}

impl Places {
    /// Of a text that is no TOML only its lines are known.
    pub(super) fn of(text: &str) -> Self {
        let newlines = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            lines: std::iter::once(0).chain(newlines).collect(),
            document: DeTable::parse(text)
                .map_or(Below::Nothing, |document| Below::table(document.get_ref())),
        }
    }

    /// The place of a value named by its path in the document, such as `["key_points", "2", "patterns", "0"]`: the deepest
    /// part of that path that the document has, else its beginning. `text` is the text that was read.
    pub(super) fn place(&self, path: impl Into<String>, text: &str, keys: &[&str]) -> Place {
        let mut start = 0;
        let mut below = &self.document;
        for &key in keys {
            let next = match below {
                Below::Table(table) => table.get(key),
                Below::List(items) => key.parse().ok().and_then(|index: usize| items.get(index)),
                Below::Nothing => None,
            };
            let Some(node) = next else { break };
            (start, below) = (node.start, &node.below);
        }
        let line = self.lines.partition_point(|&line| line <= start);
        Place {
            path: path.into(),
            line,
            column: text[self.lines[line - 1]..start].chars().count() + 1,
        }
    }
}

impl Below {
    fn table(table: &DeTable<'_>) -> Self {
        let node = |(key, value): (&Spanned<Cow<'_, str>>, &Spanned<DeValue<'_>>)| {
            let node = Node {
                start: key.span().start,
                below: Self::of(value.get_ref()),
            };
            (key.get_ref().to_string(), node)
        };
        Self::Table(table.iter().map(node).collect())
    }

    fn of(value: &DeValue<'_>) -> Self {
        let node = |value: &Spanned<DeValue<'_>>| Node {
            start: value.span().start,
            below: Self::of(value.get_ref()),
        };
        match value {
            DeValue::Table(table) => Self::table(table),
            DeValue::Array(items) => Self::List(items.iter().map(node).collect()),
            _ => Self::Nothing,
        }
    }
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

    #[test]
    fn a_value_is_found_as_deep_as_the_document_goes() {
        let text = "a = 1\n[[b]]\nc = 'é'\n[[b]]\nc = ['x',\n  'é', 'y']\nd = {e = 1}\n";
        let places = Places::of(text);
        for (keys, line, column) in [
            (["b", "1", "c", "2"].as_slice(), 6, 8),
            (&["b", "1", "c", "0"], 5, 6),
            (&["b", "1", "c", "9"], 5, 1),
            (&["b", "1", "d", "e"], 7, 6),
            (&["b", "0", "c", "0"], 3, 1),
            (&["b", "0"], 2, 1),
            (&["z"], 1, 1),
            (&[], 1, 1),
        ] {
            let place = places.place("p", text, keys);
            assert_eq!((place.line, place.column), (line, column), "{keys:?}");
        }
        assert_eq!(
            Places::of("a = [\n").place("p", "a = [\n", &["a"]),
            Place::start_of("p")
        );
    }
}
