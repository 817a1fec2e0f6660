//! What a candidate may ask for besides answering: none of it moves the session on, but for a model answer that gives a
//! probe away.

use super::{Session, Stage};
use crate::grading;
use crate::interview::effect::{Effect, Notice};
use crate::interview::{Dispute, ModelAnswerSeen};

impl Session {
    /// How the last grade came about.
    pub(super) fn why(&self) -> Effect {
        let last = self.last_graded();
        let Some((attempt, grade)) = last.and_then(|last| Some((last, last.final_grade()?))) else {
            return Effect::Say(Notice::NothingGraded);
        };
        // A grade of an earlier run stands without the rubric that it was made by.
        let behind = match (&self.last, &attempt.answer) {
            (Some(last), Some(answer)) => grading::explain(&last.prepared, answer, grade),
            _ => Vec::new(),
        };
        Effect::ShowWhy {
            grade: Box::new(grade.clone()),
            behind,
        }
    }

    pub(super) fn hint(&mut self) -> Vec<Effect> {
        let policy = self.policy;
        vec![match &mut self.stage {
            Stage::Answering(_) if !policy.hints => Effect::Say(Notice::HintsOff),
            Stage::Answering(open) => match open.material.question.hints.get(open.hints) {
                Some(text) => {
                    open.hints += 1;
                    Effect::ShowHint {
                        number: open.hints,
                        total: open.material.question.hints.len(),
                        text: text.clone(),
                    }
                }
                None => Effect::Say(Notice::NoMoreHints),
            },
            Stage::LookingBack(_) => Effect::Say(Notice::AllAsked),
            Stage::Opening { .. } | Stage::Over => return Vec::new(),
            _ => Effect::Say(Notice::NoHintsForProbe),
        }]
    }

    pub(super) fn show_model_answer(&mut self) -> Vec<Effect> {
        let (material, answered) = match &self.stage {
            Stage::Answering(open) => (&open.material, false),
            Stage::Probing { material, .. } | Stage::LookingBack(material) => (&**material, true),
            Stage::Opening { .. } | Stage::Estimating(_) | Stage::Over => return Vec::new(),
        };
        if material.question.model_answer.is_empty() {
            return vec![Effect::Say(Notice::NoModelAnswer)];
        }
        let mut effects = vec![Effect::ShowModelAnswer(
            material.question.model_answer.clone(),
        )];
        self.read_first.push(self.position);
        if !answered {
            effects.push(Effect::Say(Notice::SeenBeforeAnswer));
            return effects;
        }
        if let Some(attempt) = self.attempts.last_mut() {
            attempt.model_answer_seen = match attempt.model_answer_seen {
                ModelAnswerSeen::No => ModelAnswerSeen::After,
                seen => seen,
            };
            effects.push(Effect::Amend(Box::new(attempt.clone())));
        }
        match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Probing { material, .. } => {
                effects.push(Effect::Say(Notice::ProbeDropped));
                effects.extend(self.look_back_or_advance(*material));
            }
            stage => self.stage = stage,
        }
        effects
    }

    pub(super) fn disagree(&mut self, reason: String) -> Vec<Effect> {
        let Some(attempt) = self
            .attempts
            .iter_mut()
            .rev()
            .find(|attempt| attempt.grade.is_some())
        else {
            return vec![Effect::Say(Notice::NothingGraded)];
        };
        let said = Dispute::read(&reason);
        attempt.disputed = said != Dispute::Undo;
        let mut effects = vec![Effect::Amend(Box::new(attempt.clone()))];
        match said {
            Dispute::Because(text) => effects.extend([
                Effect::RecordNote {
                    position: attempt.position,
                    question: attempt.question.clone(),
                    text,
                },
                Effect::Say(Notice::DisagreementNoted),
            ]),
            said => effects.push(Effect::Overrule {
                attempt: Box::new(attempt.clone()),
                said,
            }),
        }
        effects
    }
}
