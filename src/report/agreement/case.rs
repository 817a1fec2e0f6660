//! The marked answers to one question: what all the rest looks at.

use crate::assessment::{Answer, Kind, MarkedSample};
use crate::grading::{Grade, Prepared};

/// Marks from this say that the answer is good, below the other that it is poor: a key point should tell the two apart.
const GOOD: f64 = 65.0;
const POOR: f64 = 40.0;
/// A mark from this says that hardly anything is missing, below the other that hardly anything is right.
const FULL: f64 = 85.0;
const WRONG: f64 = 15.0;
/// The kind of an answer whose author meant it to be wrong.
const WRONG_KIND: &str = "wrong";

/// A question with the marked answers to it.
#[derive(Debug, Clone)]
pub struct Case<'a> {
    /// Its id, or any name for what the answers are compared with.
    pub question: String,
    /// What the candidate had before them.
    pub shown: String,
    /// Whether a fact is asked for.
    pub kind: Kind,
    /// The rubric, ready.
    pub prepared: &'a Prepared,
    /// Whether there is a rubric that someone can edit; not where a request brought only a reference.
    pub is_authored: bool,
    /// The rubric's own marked samples.
    pub samples: &'a [MarkedSample],
    /// The marked answers.
    pub answers: Vec<Graded>,
}

/// A marked answer with its grade.
#[derive(Debug, Clone)]
pub struct Graded {
    /// Where it stands: file and line.
    pub place: String,
    /// What manner of answer it is.
    pub kind: Option<String>,
    /// The reader's mark, 0 to 100.
    pub human: f64,
    /// The answer.
    pub answer: Answer,
    /// Its grade.
    pub grade: Grade,
}

impl Graded {
    /// Points of 100.
    pub(super) const fn score(&self) -> f64 {
        self.grade.score.points()
    }

    pub(super) fn is_good(&self) -> bool {
        self.human >= GOOD
    }

    pub(super) fn is_poor(&self) -> bool {
        self.human < POOR
    }

    pub(super) fn is_full(&self) -> bool {
        self.human >= FULL
    }

    pub(super) fn is_wrong(&self) -> bool {
        is_wrong(self.human, self.kind.as_deref().unwrap_or_default())
    }
}

/// Whether an answer of that mark and kind is wrong.
fn is_wrong(human: f64, kind: &str) -> bool {
    human < WRONG || kind.eq_ignore_ascii_case(WRONG_KIND)
}
