//! Putting what is asked now: the question or the probe, and in an interview what is said before it.

use super::{Session, Stage};
use crate::assessment::QuestionId;
use crate::interview::effect::{Asked, Effect};
use crate::interview::{Pool, spoken};

impl Session {
    /// What is being asked now, put once more.
    pub(super) fn put(&self) -> Option<Effect> {
        match &self.stage {
            Stage::Answering(open) => Some(Effect::Ask(Box::new(Asked {
                question: open.material.question.clone(),
                intro: self.intro(&open.material.question.id),
                number: (self.position + 1).saturating_sub(self.uncounted()),
                total: (self.pool.is_none()).then_some(self.plan.len() - self.uncounted()),
                warm_up: self.is_warm_up(),
                again: self.takes_at(self.position) > 0,
                hints: self.policy.hints,
            }))),
            Stage::Probing { prompt, .. } => Some(self.put_probe(prompt)),
            Stage::Estimating(_) => Some(Effect::AskEstimate),
            Stage::LookingBack(_) => Some(Effect::OfferLastWord),
            Stage::Opening { .. } | Stage::Over => None,
        }
    }

    /// What is said before a question, where the session is spoken as an interview.
    fn intro(&self, question: &QuestionId) -> Option<String> {
        let pool = self.pool.as_ref()?;
        let before = self.position.checked_sub(1).map(|at| self.plan[at].topic());
        let mut said = spoken::before_question(self.seed, self.position, before, question.topic());
        if let Some(reminder) = self.reminder(pool) {
            said = format!("{said} {reminder}");
        }
        Some(said)
    }

    /// A soft word on the time, where there is reason for one.
    fn reminder(&self, pool: &Pool) -> Option<String> {
        let last = self.attempts.last()?;
        let suggested = pool.find(&last.question)?.minutes;
        if let Some(left) = pool.time_left(&self.attempts)
            && left.as_secs() < pool.limit?.as_secs() / 4
        {
            return Some(match left.as_secs() / 60 {
                0 | 1 => "We have about a minute left.".to_owned(),
                minutes => format!("We have about {minutes} minutes left."),
            });
        }
        (last.took().as_secs() > 2 * 60 * u64::from(suggested)).then(|| {
            "That one took a while, which is fine; a shorter answer will do for this.".to_owned()
        })
    }

    /// The same once more; what is said before it is said once.
    pub(super) fn put_again(&self) -> Vec<Effect> {
        let mut effect = self.put();
        match &mut effect {
            Some(Effect::Ask(asked)) => asked.intro = None,
            Some(Effect::AskProbe { intro, .. }) => *intro = None,
            _ => {}
        }
        effect.into_iter().collect()
    }

    /// A probe as it is put; in an interview with a word before it.
    pub(super) fn put_probe(&self, prompt: &str) -> Effect {
        let before = self.attempts.iter().map(|attempt| attempt.probes.len());
        Effect::AskProbe {
            intro: self
                .pool
                .as_ref()
                .map(|_| spoken::before_follow_up(self.seed, before.sum()).to_owned()),
            prompt: prompt.to_owned(),
        }
    }
}
