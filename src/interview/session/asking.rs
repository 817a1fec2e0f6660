//! Putting what is asked now: the question or the probe, and in an interview what is said before it.

use super::{Session, Stage};
use crate::assessment::QuestionId;
use crate::interview::effect::{Asked, Effect};
use crate::interview::{Attempt, Pool, spoken};

impl Session {
    /// What is being asked now, put once more.
    pub(super) fn put(&self) -> Option<Effect> {
        match &self.stage {
            Stage::Answering(open) => Some(Effect::Ask(Box::new(Asked {
                question: open.material.question.clone(),
                intro: self.intro(),
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
    fn intro(&self) -> Option<String> {
        let pool = self.pool.as_ref()?;
        let asked = self.plan.iter().take(self.position + 1);
        let topics: Vec<&str> = asked.map(QuestionId::topic).collect();
        let said = spoken::before_question(self.seed, &topics);
        let all: Vec<String> = said.into_iter().chain(self.reminder(pool)).collect();
        (!all.is_empty()).then(|| all.join(" "))
    }

    /// A soft word on the time, where there is reason for one; never the same word twice.
    fn reminder(&self, pool: &Pool) -> Option<String> {
        let tried = 1..=self.attempts.len();
        let mut reasons: Vec<_> = tried
            .map(|end| reason(pool, &self.attempts[..end]))
            .collect();
        let now = reasons.pop()??;
        let before = reasons
            .iter()
            .filter(|before| **before == Some(now))
            .count();
        match now {
            Reason::Slow => spoken::after_slow(self.seed, before).map(str::to_owned),
            Reason::Left(_) if before > 0 => None,
            Reason::Left(1) => Some("We have about a minute left.".to_owned()),
            Reason::Left(minutes) => Some(format!("We have about {minutes} minutes left.")),
        }
    }

    /// The same once more; what is said before it is said once.
    pub(super) fn put_again(&self) -> Vec<Effect> {
        let mut effect = self.put();
        match &mut effect {
            Some(Effect::Ask(asked)) => asked.intro = None,
            Some(Effect::AskProbe { intro, .. }) => *intro = intro.take().map(|_| String::new()),
            _ => {}
        }
        effect.into_iter().collect()
    }

    /// A probe as it is put; in an interview with a word before it, as long as there is one.
    pub(super) fn put_probe(&self, prompt: &str) -> Effect {
        let word = spoken::before_follow_up(self.seed, self.probes_put);
        Effect::AskProbe {
            intro: (self.pool.as_ref()).map(|_| word.unwrap_or_default().to_owned()),
            prompt: prompt.to_owned(),
        }
    }
}

/// Why a word on the time is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    /// So many minutes are left, and they are few.
    Left(u64),
    /// The last question took much longer than suggested.
    Slow,
}

/// Why a word on the time is due after these attempts, if one is.
fn reason(pool: &Pool, attempts: &[Attempt]) -> Option<Reason> {
    if let (Some(left), Some(limit)) = (pool.time_left(attempts), pool.limit)
        && left.as_secs() < limit.as_secs() / 4
    {
        return Some(Reason::Left((left.as_secs() / 60).max(1)));
    }
    let last = attempts.last()?;
    let suggested = pool.find(&last.question)?.minutes;
    (last.took().as_secs() > 2 * 60 * u64::from(suggested)).then_some(Reason::Slow)
}
