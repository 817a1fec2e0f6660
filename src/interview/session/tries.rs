//! What was tried so far: which attempt is the last, how often a question was tried, what was read before.

use super::Session;
use crate::interview::event::Context;
use crate::interview::{Attempt, ModelAnswerSeen};

impl Session {
    /// An attempt at the question at the position, put and ended now, without an answer.
    pub(super) fn unanswered(&self, context: &Context) -> Attempt {
        Attempt {
            position: self.position,
            take: self.takes_at(self.position) + 1,
            question: self.plan[self.position].clone(),
            content_hash: String::new(),
            answer: None,
            asked_at: context.now,
            ended_at: context.now,
            hints: 0,
            model_answer_seen: self.seen_before(self.position),
            grade: None,
            probes: Vec::new(),
            disputed: false,
            warm_up: self.is_warm_up(),
            estimate: None,
        }
    }

    /// Whether the question at the position is there to get going, and counted nowhere.
    pub(super) fn is_warm_up(&self) -> bool {
        self.policy.warm_up && self.position == 0
    }

    /// How many of the plan's first questions are counted nowhere.
    pub(super) fn uncounted(&self) -> usize {
        usize::from(self.policy.warm_up).min(self.plan.len())
    }

    pub(super) fn last_graded(&self) -> Option<&Attempt> {
        self.attempts
            .iter()
            .rev()
            .find(|attempt| attempt.grade.is_some())
    }

    pub(super) fn takes_at(&self, position: usize) -> u32 {
        self.attempts
            .iter()
            .filter(|attempt| attempt.position == position)
            .map(|attempt| attempt.take)
            .max()
            .unwrap_or(0)
    }

    pub(super) fn seen_before(&self, position: usize) -> ModelAnswerSeen {
        let read = self.read_first.contains(&position)
            || self.attempts.iter().any(|attempt| {
                attempt.position == position && attempt.model_answer_seen != ModelAnswerSeen::No
            });
        if read {
            ModelAnswerSeen::Before
        } else {
            ModelAnswerSeen::No
        }
    }
}
