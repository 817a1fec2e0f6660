//! Names that outlive a program version: of a question, and of where it came from.

use std::fmt;

/// A question's id: `<track>/<topic>/<slug>`, which is also its path in the bank.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuestionId(String);

impl QuestionId {
    /// Takes an id as it is written; use [`QuestionId::is_well_formed`] to judge one from outside.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// Three non-empty parts of lower-case letters, digits and hyphens.
    pub fn is_well_formed(&self) -> bool {
        let part = |p: &str| {
            !p.is_empty()
                && p.bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        self.0.split('/').count() == 3 && self.0.split('/').all(part)
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The second part: the topic's folder name.
    pub fn topic(&self) -> &str {
        self.0.split('/').nth(1).unwrap_or("")
    }
}

impl fmt::Display for QuestionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a question was asked before: `<list>/<number>`, such as `top-50/14`. A source belongs to one question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(String);

impl SourceId {
    /// Takes a source id as it is written.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
