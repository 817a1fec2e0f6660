//! What was asked, said and graded in past sessions, as a page, as Markdown or as JSON. The sessions come in as plain
//! values with times already put into words; nothing here reads a clock, a file or the bank.

pub(in crate::report) mod card;
pub(in crate::report) mod charts;
mod figures;
pub(in crate::report) mod html;
mod json;
pub(in crate::report) mod markdown;
pub(in crate::report) mod marks;
#[cfg(test)]
mod tests;
pub(in crate::report) mod visible;
pub(in crate::report) mod words;

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::assessment::{Level, QuestionId};
use crate::grading::Adjusted;
use crate::interview::{Attempt, Summary, summarize};

pub use html::transcript_html;
pub use json::transcript_json;
pub use markdown::transcript_markdown;

/// What a report tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Transcript {
    /// When the report was made, as people read it, in their own time zone.
    pub made: String,
    /// The sessions, oldest first.
    pub sessions: Vec<PastSession>,
    /// What the bank knows of their questions. One that has left the bank is not among them.
    pub questions: BTreeMap<QuestionId, PastQuestion>,
}

/// A session to be reported.
#[derive(Debug, Clone, PartialEq)]
pub struct PastSession {
    /// Its number.
    pub session: i64,
    /// Its mode: `practice`, `review`, `interview`.
    pub mode: String,
    /// Where it stands: `finished`, `paused`, `interrupted`, `running`.
    pub state: &'static str,
    /// When it began.
    pub started_at: Timestamp,
    /// The same as people read it, in their own time zone.
    pub started: String,
    /// What was tried, in order.
    pub attempts: Vec<Attempt>,
    /// How spoken answers were given, as JSON, each with the position and take of its attempt.
    pub deliveries: Vec<((usize, u32), serde_json::Value)>,
    /// What phrases of the learner's own made of answers, each with the position and take of its attempt.
    pub adjusted: Vec<((usize, u32), Adjusted)>,
    /// The notes that were taken.
    pub notes: Vec<PastNote>,
}

/// A note that was taken at a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastNote {
    /// The question's place in the session, from 0.
    pub position: usize,
    /// The note.
    pub text: String,
}

/// What the bank knows of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastQuestion {
    /// What is asked.
    pub prompt: String,
    /// Code to look at while answering.
    pub code: Option<String>,
    /// Its level.
    pub level: Level,
    /// Suggested time in minutes.
    pub minutes: u8,
    /// As a strong candidate would say it.
    pub model_answer: String,
    /// The hash of question, rubric and concepts as they are now.
    pub hash: String,
}

impl Transcript {
    /// The one session, where it is one.
    fn single(&self) -> Option<&PastSession> {
        match self.sessions.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }
}

impl PastSession {
    /// What it came to.
    fn summary(&self) -> Summary {
        summarize(0, &self.attempts)
    }

    /// What phrases of the learner's own made of an attempt.
    fn adjusted(&self, attempt: &Attempt) -> Option<&Adjusted> {
        let place = (attempt.position, attempt.take);
        let mut all = self.adjusted.iter();
        all.find(|(at, _)| *at == place)
            .map(|(_, adjusted)| adjusted)
    }

    /// The notes at questions that were never tried.
    fn stray_notes(&self) -> impl Iterator<Item = &PastNote> {
        let was_tried = |note: &&PastNote| {
            let mut attempts = self.attempts.iter();
            attempts.any(|attempt| attempt.position == note.position)
        };
        self.notes.iter().filter(move |note| !was_tried(note))
    }

    /// Its attempts question by question, in the order of asking; each question's tries in order.
    fn questions(&self) -> Vec<Vec<&Attempt>> {
        let mut of_position: BTreeMap<usize, Vec<&Attempt>> = BTreeMap::new();
        for attempt in &self.attempts {
            of_position
                .entry(attempt.position)
                .or_default()
                .push(attempt);
        }
        of_position.into_values().collect()
    }
}
