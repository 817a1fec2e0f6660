//! What an interview asks next: an easy opener, then harder as it goes well and easier as it doesn't, topics in turn. A
//! function of the pool and of what was asked so far, so that a resumed interview goes on as it would have.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::{Attempt, Candidate};
use crate::assessment::{Level, QuestionId};
use crate::grading::{Band, Grade};

/// With less time than this left, no further question is begun.
const TOO_SHORT: Duration = Duration::from_secs(60);

/// The questions an interview may ask, and when it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pool {
    /// The questions, in the order of preference.
    pub questions: Vec<PoolQuestion>,
    /// How many are asked at most.
    pub count: usize,
    /// How long it takes, if that is limited.
    pub limit: Option<Duration>,
}

/// A question of the pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolQuestion {
    /// The question and what it is a variant of.
    pub candidate: Candidate,
    /// Its level.
    pub level: Level,
    /// Suggested time in minutes.
    pub minutes: u8,
}

impl Pool {
    /// What is known of a question.
    pub fn find(&self, id: &QuestionId) -> Option<&PoolQuestion> {
        self.questions.iter().find(|q| q.candidate.id == *id)
    }

    /// The question after these attempts; none when the interview is over.
    pub fn next(&self, attempts: &[Attempt]) -> Option<QuestionId> {
        let asked: BTreeSet<&QuestionId> =
            attempts.iter().map(|attempt| &attempt.question).collect();
        let positions: BTreeSet<usize> = attempts.iter().map(|attempt| attempt.position).collect();
        if positions.len() >= self.count
            || self
                .time_left(attempts)
                .is_some_and(|left| left < TOO_SHORT)
        {
            return None;
        }
        let target = self.level_after(attempts);
        let families: BTreeSet<&QuestionId> = self
            .questions
            .iter()
            .filter(|question| asked.contains(&question.candidate.id))
            .map(|question| question.candidate.family())
            .collect();
        let mut of_topic: BTreeMap<&str, usize> = BTreeMap::new();
        for id in &asked {
            *of_topic.entry(id.topic()).or_default() += 1;
        }
        self.questions
            .iter()
            .filter(|question| !asked.contains(&question.candidate.id))
            .min_by_key(|question| {
                // Variants of what was asked come last.
                let alike = families.contains(question.candidate.family());
                let far = (question.level as i32 - target).abs();
                let before = of_topic.get(question.candidate.id.topic()).copied();
                (alike, far, before.unwrap_or(0))
            })
            .map(|question| question.candidate.id.clone())
    }

    /// How much of the time is left, where it is limited.
    pub fn time_left(&self, attempts: &[Attempt]) -> Option<Duration> {
        Some(self.limit?.saturating_sub(spent(attempts)))
    }

    /// The level to ask at, counted from the easiest.
    fn level_after(&self, attempts: &[Attempt]) -> i32 {
        let levels = self.questions.iter().map(|question| question.level as i32);
        let (lowest, highest) = (levels.clone().min().unwrap_or(0), levels.max().unwrap_or(0));
        attempts.iter().fold(lowest, |level, attempt| {
            let answered = attempt.final_grade().filter(|_| attempt.is_answered());
            let step = match answered.map(Grade::band) {
                Some(Band::Strong | Band::Solid) => 1,
                Some(Band::Partial) => 0,
                Some(Band::Weak | Band::None) | None => -1,
            };
            (level + step).clamp(lowest, highest)
        })
    }
}

/// The time that went into these attempts.
pub(super) fn spent(attempts: &[Attempt]) -> Duration {
    attempts.iter().map(Attempt::took).sum()
}
