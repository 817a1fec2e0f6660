//! What is kept of one try at one question.

use std::time::Duration;

use jiff::Timestamp;

use crate::assessment::{Answer, QuestionId};
use crate::grading::{Grade, KeyPointGrade, Score};

/// One try at one question of a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// The question's place in the plan, from 0.
    pub position: usize,
    /// Which try at it this is, from 1.
    pub take: u32,
    /// The question.
    pub question: QuestionId,
    /// The hash of question, rubric and concepts that it was graded by; empty when it was skipped unread.
    pub content_hash: String,
    /// What was answered; none when it was skipped.
    pub answer: Option<Answer>,
    /// When the question was put.
    pub asked_at: Timestamp,
    /// When the answer came, or the question was skipped.
    pub ended_at: Timestamp,
    /// How many hints were shown before.
    pub hints: usize,
    /// Whether the model answer was shown, and when.
    pub model_answer_seen: ModelAnswerSeen,
    /// The grade of the answer by itself, before any probe.
    pub grade: Option<Grade>,
    /// The probes that were answered, in order.
    pub probes: Vec<ProbeTaken>,
    /// Whether the candidate disagrees with the grade.
    pub disputed: bool,
    /// Whether it was asked to get going: it is graded, and counts for nothing.
    pub warm_up: bool,
    /// The score that the candidate guessed before seeing it, 0 to 100.
    pub estimate: Option<u8>,
}

/// When the model answer was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ModelAnswerSeen {
    /// It was not shown.
    #[default]
    No,
    /// Before the answer was given: the try does not count as answered.
    Before,
    /// After the answer was graded.
    After,
}

impl ModelAnswerSeen {
    /// The name in the store.
    pub const fn name(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Before => "before",
            Self::After => "after",
        }
    }

    /// The value of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::No, Self::Before, Self::After]
            .into_iter()
            .find(|seen| seen.name() == name)
    }
}

/// A probe that was put and answered.
#[derive(Debug, Clone, PartialEq)]
pub struct ProbeTaken {
    /// The key point it asked for; its evidence points into the probe's answer.
    pub key_point: KeyPointGrade,
    /// The index of that point in the rubric.
    pub index: usize,
    /// What was asked.
    pub prompt: String,
    /// What was answered.
    pub answer: Answer,
    /// How long it took from the probe to its answer.
    pub took: Duration,
    /// The score before it.
    pub before: Score,
    /// The grade after it.
    pub after: Grade,
}

impl Attempt {
    /// The grade in the end, with what probes recovered.
    pub fn final_grade(&self) -> Option<&Grade> {
        self.probes
            .last()
            .map(|probe| &probe.after)
            .or(self.grade.as_ref())
    }

    /// Whether something was said that counts: not skipped, not empty, not read off the model answer.
    pub fn is_answered(&self) -> bool {
        self.model_answer_seen != ModelAnswerSeen::Before
            && self
                .answer
                .as_ref()
                .is_some_and(|answer| !answer.text.trim().is_empty())
    }

    /// Whether means and the schedule are made of it: answered, and no warm-up.
    pub fn counts(&self) -> bool {
        self.is_answered() && self.grade.is_some() && !self.warm_up
    }

    /// The estimate beside the score that it was an estimate of: that of the answer by itself, before any probe. None where
    /// the answer does not count.
    pub fn estimated(&self) -> Option<(u8, Score)> {
        let grade = self.grade.as_ref().filter(|_| self.counts())?;
        Some((self.estimate?, grade.score))
    }

    /// How long it took, from the question to the answer and with the answers to its probes.
    pub fn took(&self) -> Duration {
        let probes: Duration = self.probes.iter().map(|probe| probe.took).sum();
        between(self.asked_at, self.ended_at) + probes
    }

    /// Points that probes added.
    pub fn recovered(&self) -> f64 {
        match (&self.grade, self.probes.last()) {
            (Some(grade), Some(probe)) => probe.after.score.points() - grade.score.points(),
            _ => 0.0,
        }
    }
}

/// Whether no later one of these attempts is at the same question as the one at this place.
pub fn is_last_try(attempts: &[Attempt], place: usize) -> bool {
    let mut later = attempts[place..].iter().map(|attempt| attempt.position);
    let position = later.next();
    !later.any(|other| Some(other) == position)
}

/// The time from one moment to another; nothing where the clock was set back meanwhile.
pub(super) fn between(from: Timestamp, to: Timestamp) -> Duration {
    Duration::try_from(to.duration_since(from)).unwrap_or_default()
}
