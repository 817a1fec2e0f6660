//! What a language model is told, where the policy lets it be told anything: data goes out, and no grade ever comes back.

use super::Session;
use crate::interview::effect::{Effect, GradeShown, Notice};

impl Session {
    /// A grade, shown now or kept back until the end; and a language model told of the answer, now or at the end.
    pub(super) fn show(&mut self, shown: GradeShown) -> Vec<Effect> {
        let about = self.last.clone().filter(|_| self.policy.consults);
        if self.policy.feedback_at_once {
            let grade = Effect::ShowGrade(Box::new(shown));
            return [grade]
                .into_iter()
                .chain(about.map(Effect::Consult))
                .collect();
        }
        if let Some(about) = about {
            let is_weaker = self
                .weakest
                .as_ref()
                .is_none_or(|weakest| about.grade.score.points() < weakest.grade.score.points());
            if is_weaker {
                self.weakest = Some(about);
            }
        }
        vec![Effect::HoldGrade(Box::new(shown))]
    }

    /// What the candidate says about the last grade, for a language model to reply to.
    pub(super) fn discuss(&self, text: String) -> Effect {
        match &self.last {
            _ if !self.policy.consults => Effect::Say(Notice::ExplanationNeedsModel),
            None => Effect::Say(Notice::NothingGraded),
            Some(_) if text.trim().is_empty() => Effect::Say(Notice::EmptyQuestion),
            Some(about) => Effect::Discuss {
                about: about.clone(),
                text,
            },
        }
    }
}
