//! Which format a list has: by what it holds, then by its name.

use super::columns::Columns;
use super::json;

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Paragraphs, numbers and bullets.
    Plain,
    /// Markdown, with HTML in it.
    Markdown,
    /// Columns, usually with a header.
    Table {
        /// What stands between the columns.
        delimiter: u8,
    },
    /// One JSON document.
    Json,
    /// One JSON value a line.
    JsonLines,
    /// A text export of Anki.
    Anki,
}

impl Format {
    /// The format's name, for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain text",
            Self::Markdown => "Markdown",
            Self::Table { delimiter: b'\t' } => "a table with tabs",
            Self::Table { .. } => "CSV",
            Self::Json => "JSON",
            Self::JsonLines => "JSON lines",
            Self::Anki => "an Anki export",
        }
    }

    /// The format of a text; `extension` is that of its file, in lower case.
    pub fn of(extension: &str, text: &str) -> Self {
        let start = text.trim_start();
        if [
            "#separator:",
            "#html:",
            "#deck",
            "#tags",
            "#notetype",
            "#columns:",
            "#guid",
        ]
        .iter()
        .any(|key| start.starts_with(key))
        {
            return Self::Anki;
        }
        match extension {
            "jsonl" | "ndjson" => return Self::JsonLines,
            "json" => {
                return if json::is_lines(start) {
                    Self::JsonLines
                } else {
                    Self::Json
                };
            }
            "csv" | "tsv" => {
                return Self::Table {
                    delimiter: delimiter(start),
                };
            }
            "md" | "markdown" | "mdown" | "mkd" | "html" | "htm" => return Self::Markdown,
            _ => {}
        }
        if json::is_lines(start) {
            Self::JsonLines
        } else if json::is_document(start) {
            Self::Json
        } else if let Some(delimiter) = table(start) {
            Self::Table { delimiter }
        } else if is_tabbed(start) {
            Self::Anki
        } else if is_markdown(start) {
            Self::Markdown
        } else {
            Self::Plain
        }
    }
}

const DELIMITERS: [u8; 4] = *b",;\t|";

/// What the first line names for it (`sep=;`), else what stands most often there.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or("");
    if let Some(named) = separator(first) {
        return named;
    }
    let count = |delimiter: u8| first.bytes().filter(|&byte| byte == delimiter).count();
    let mut best = b',';
    for delimiter in DELIMITERS {
        if count(delimiter) > count(best) {
            best = delimiter;
        }
    }
    best
}

/// What a spreadsheet says in a line of its own about its columns.
pub(super) fn separator(line: &str) -> Option<u8> {
    let named = line.trim().trim_matches('"').strip_prefix("sep=")?;
    match named.as_bytes() {
        [named] => Some(*named),
        [] => Some(b'\t'),
        _ => None,
    }
}

/// The delimiter of a table, where the first line is a header that names a question.
fn table(text: &str) -> Option<u8> {
    let first = text.lines().next()?;
    DELIMITERS.into_iter().find(|&delimiter| {
        let names: Vec<String> = first
            .split(char::from(delimiter))
            .map(|name| name.trim().trim_matches('"').to_owned())
            .collect();
        names.len() > 1 && !first.starts_with('|') && Columns::of(&names).is_some()
    })
}

/// Whether most lines have a tab in them: cards, the front before it and the back behind.
fn is_tabbed(text: &str) -> bool {
    let lines = || {
        text.lines()
            .filter(|line| !line.trim().is_empty())
            .take(200)
    };
    let tabbed = lines().filter(|line| line.trim().contains('\t')).count();
    tabbed > 0 && tabbed * 10 >= lines().count() * 8
}

fn is_markdown(text: &str) -> bool {
    let signs = text.lines().filter(|line| {
        let line = line.trim();
        let hashes = line.len() - line.trim_start_matches('#').len();
        ((2..=6).contains(&hashes) && line[hashes..].starts_with(' '))
            || line.starts_with("```")
            || line.starts_with("<details")
            || line.starts_with('|') && line.ends_with('|') && line.len() > 2
            || line
                .strip_prefix("**")
                .is_some_and(|rest| rest.contains("**"))
    });
    signs.take(2).count() == 2 || text.starts_with("# ")
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn formats_are_told_apart_by_what_they_hold() {
        for (extension, text, format) in [
            ("txt", "#separator:tab\nQ\tA", Format::Anki),
            ("txt", "GIL\ta lock\nMRO\tan order", Format::Anki),
            ("txt", "[{\"question\": \"What?\"}]", Format::Json),
            (
                "txt",
                "{\"q\": \"What?\"}\n{\"q\": \"Why?\"}",
                Format::JsonLines,
            ),
            (
                "json",
                "{\"q\": \"What?\"}\n{\"q\": \"Why?\"}",
                Format::JsonLines,
            ),
            (
                "txt",
                "Question;Answer\nWhat?;That",
                Format::Table { delimiter: b';' },
            ),
            ("csv", "a,b", Format::Table { delimiter: b',' }),
            ("txt", "## A\n\n## B", Format::Markdown),
            ("txt", "[1] What?", Format::Plain),
            (
                "txt",
                "1. What?\n# Output: 1\nx**2 and **kwargs",
                Format::Plain,
            ),
            ("", "What, and why?\nThat", Format::Plain),
        ] {
            assert_eq!(Format::of(extension, text), format, "{text:?}");
        }
    }
}
