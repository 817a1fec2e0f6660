//! What Markdown and plain text have in common: a row of blocks, each with the line it begins on.

use super::Found;

/// A heading, an item, a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// From 1.
    pub(super) line: usize,
    /// How far in it stands: columns in plain text, nested lists in Markdown.
    pub(super) depth: usize,
    pub(super) kind: Kind,
    /// Without its marker.
    pub(super) text: String,
}

/// What a block is by its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Marked as a heading, of level 1 to 6.
    Heading(u8),
    /// A short line alone, which may be a heading.
    Line,
    /// An item with its number.
    Numbered(u32),
    /// An item without one.
    Bullet,
    /// A paragraph that is bold as a whole.
    Bold,
    /// What stands after `Q:`.
    Asked,
    /// What stands after `A:`.
    Answer,
    /// A link to another place of the page, alone: a line of its contents.
    Link,
    /// A paragraph.
    Text,
    /// Lines of code.
    Code,
    /// What a fold shows while it is closed.
    Summary,
    /// The end of a fold.
    Closed,
    /// A row of a table that names its question.
    Row(Box<Found>),
}

impl Block {
    pub(super) fn new(line: usize, depth: usize, kind: Kind, text: impl Into<String>) -> Self {
        Self {
            line,
            depth,
            kind,
            text: text.into(),
        }
    }
}
