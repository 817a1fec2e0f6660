//! Where a session goes: to its next question, to a look back, to its end.

use super::{Session, Stage};
use crate::interview::effect::{Effect, Ending};
use crate::interview::scorecard::scorecard as scorecard_of;
use crate::interview::{Pool, summarize};

impl Session {
    /// On to the first question of the plan that was not tried, or to the end.
    pub(super) fn advance(&mut self) -> Vec<Effect> {
        if let Some(pool) = &self.pool {
            // Chosen by all that was answered so far, also by a second try that came after the first choice.
            let tried = self.next_position().unwrap_or(self.plan.len());
            self.plan.truncate(tried);
            self.plan.extend(pool.next(&self.attempts));
        }
        match self.next_position() {
            Some(position) => {
                self.position = position;
                self.stage = Stage::Opening { prefill: None };
                vec![Effect::Open(self.plan[position].clone())]
            }
            None => self.finish(Ending::Finished),
        }
    }

    /// The first question of the plan that was not tried.
    pub(super) fn next_position(&self) -> Option<usize> {
        (0..self.plan.len()).find(|&position| self.takes_at(position) == 0)
    }

    /// Whether there is a question left that was not tried.
    pub(super) fn has_more(&self) -> bool {
        let next = |pool: &Pool| pool.next(&self.attempts);
        self.next_position().is_some() || self.pool.as_ref().and_then(next).is_some()
    }

    pub(super) fn finish(&mut self, ending: Ending) -> Vec<Effect> {
        self.stage = Stage::Over;
        // Left while a second try or a last probe was open: nothing of the plan is missing.
        let ending = if self.has_more() {
            ending
        } else {
            Ending::Finished
        };
        let scorecard = self.pool.as_ref().filter(|_| !self.policy.feedback_at_once);
        let finish = Effect::Finish {
            ending,
            summary: Box::new(summarize(
                self.plan.len() - self.uncounted(),
                &self.attempts,
            )),
            scorecard: scorecard.map(|pool| Box::new(scorecard_of(pool, &self.attempts))),
        };
        // Who pauses has not come to the end yet.
        let about = self.weakest.take().filter(|_| ending != Ending::Paused);
        [finish]
            .into_iter()
            .chain(about.map(Effect::Consult))
            .collect()
    }
}
