//! A question as an interviewer asks it.

use std::fmt;

use super::{QuestionId, SourceId};

/// A question of the bank, after validation.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Its name and place in the bank.
    pub id: QuestionId,
    /// What is asked, in a spoken style.
    pub prompt: String,
    /// Code to look at while answering.
    pub code: Option<String>,
    /// How much it asks of the candidate.
    pub level: Level,
    /// Whether it asks for a fact or for an account.
    pub kind: Kind,
    /// Suggested time to answer, in minutes, 1 to 15.
    pub minutes: u8,
    /// Where it was asked before.
    pub sources: Vec<SourceId>,
    /// The question whose source this one shares, where a source was a template.
    pub variant_of: Option<QuestionId>,
    /// From a nudge to nearly the answer.
    pub hints: Vec<String>,
    /// As a strong candidate would say it.
    pub model_answer: String,
    /// Questions that lead on, beyond the probes of the key points.
    pub follow_ups: Vec<String>,
}

impl Question {
    /// What the candidate has before them: the prompt and its code. An answer that repeats it says nothing.
    pub fn shown(&self) -> String {
        match &self.code {
            Some(code) => format!("{}\n{code}", self.prompt),
            None => self.prompt.clone(),
        }
    }
}

/// How much a question asks of the candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Asked of everyone.
    Beginner,
    /// Asked of someone who works with it.
    Intermediate,
    /// Asked of someone who knows why it is so.
    Advanced,
}

impl Level {
    /// The levels, easiest first.
    pub const ALL: [Self; 3] = [Self::Beginner, Self::Intermediate, Self::Advanced];

    /// The name in files, options and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Beginner => "beginner",
            Self::Intermediate => "intermediate",
            Self::Advanced => "advanced",
        }
    }

    /// The level of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Whether a question asks for a fact (1 to 5 key points) or for an account (3 to 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// A short fact is the whole answer.
    Fact,
    /// An explanation, a comparison, a way of doing something.
    #[default]
    Open,
}

impl Kind {
    /// The name in files and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fact => "fact",
            Self::Open => "open",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Fact, Self::Open]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}
