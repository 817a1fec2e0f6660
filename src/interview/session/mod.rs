//! The session machine: a plan of questions, one stage at a time. It grades (grading is pure) and returns what is to be
//! recorded and shown; it does neither.

mod asides;
mod asking;
mod consulting;
mod course;
mod estimating;
mod probing;
#[cfg(test)]
mod tests;
mod tries;

use std::sync::Arc;

use jiff::Timestamp;

use super::attempt::between;
use super::effect::{Consultation, Effect, Ending, GradeShown, Notice};
use super::event::{Context, Event, Material};
use super::{Attempt, Policy, Pool};
use crate::assessment::{Answer, QuestionId};
use crate::grading;

/// An examination under way.
#[derive(Debug)]
pub struct Session {
    policy: Policy,
    /// The questions so far, in the order of asking.
    plan: Vec<QuestionId>,
    /// Where further questions come from as it goes; none where the plan is all there is.
    pool: Option<Pool>,
    seed: u64,
    attempts: Vec<Attempt>,
    position: usize,
    stage: Stage,
    /// How many probes were put so far, answered or not.
    probes_put: usize,
    /// The positions whose model answer was shown before an answer, in the order of showing.
    read_first: Vec<usize>,
    /// The last answer that was graded by this program, to tell what stands behind its verdicts and to discuss it.
    last: Option<Box<Consultation>>,
    /// Of the grades that are kept back, the weakest, to tell a language model of at the end.
    weakest: Option<Box<Consultation>>,
}

#[derive(Debug)]
enum Stage {
    /// The question at the position is being read.
    Opening { prefill: Option<String> },
    /// The question is put and not answered.
    Answering(Box<Open>),
    /// The last answer is recorded; its grade waits for the candidate's guess.
    Estimating(Box<Estimating>),
    /// A probe about the last attempt is being worded, or is put and not answered.
    Probing {
        material: Box<Material>,
        point: usize,
        prompt: String,
        asked_at: Timestamp,
    },
    /// Every question is asked; the last grade may still be asked about.
    LookingBack(Box<Material>),
    /// No more events are taken.
    Over,
}

/// A question that is put.
#[derive(Debug)]
struct Open {
    material: Material,
    asked_at: Timestamp,
    hints: usize,
}

/// An answer whose score is being guessed.
#[derive(Debug)]
struct Estimating {
    material: Material,
    shown: GradeShown,
    /// Whether something was typed already that is no guess.
    asked_again: bool,
}

impl Session {
    /// A session over this plan. Attempts of an earlier part of it are given when it is resumed.
    pub fn new(policy: Policy, plan: Vec<QuestionId>, attempts: Vec<Attempt>) -> Self {
        Self {
            policy,
            plan,
            pool: None,
            seed: 0,
            probes_put: attempts.iter().map(|attempt| attempt.probes.len()).sum(),
            attempts,
            position: 0,
            stage: Stage::Over,
            read_first: Vec::new(),
            last: None,
            weakest: None,
        }
    }

    /// An interview: each question is chosen from the pool by how it goes; the seed chooses what is said between them.
    /// Attempts of an earlier part of it are given when it is resumed.
    pub fn interview(policy: Policy, pool: Pool, seed: u64, attempts: Vec<Attempt>) -> Self {
        let mut asked: Vec<(usize, QuestionId)> = attempts
            .iter()
            .map(|attempt| (attempt.position, attempt.question.clone()))
            .collect();
        asked.sort();
        asked.dedup();
        Self {
            pool: Some(pool),
            seed,
            ..Self::new(
                policy,
                asked.into_iter().map(|(_, id)| id).collect(),
                attempts,
            )
        }
    }

    /// The same session with a language model that is told of each graded answer, and that words the probes if that is said.
    pub fn beside_model(mut self, words_probes: bool) -> Self {
        self.policy.consults = true;
        self.policy.asks_for_probes = words_probes;
        self
    }

    /// The first effects: the first question that has no attempt, or the end.
    pub fn start(&mut self) -> Vec<Effect> {
        self.advance()
    }

    /// Whether every question was asked, or the session was left.
    pub fn is_over(&self) -> bool {
        matches!(self.stage, Stage::Over)
    }

    /// Whether what is asked now is a question or a probe, to be answered in words.
    pub const fn is_answering(&self) -> bool {
        matches!(self.stage, Stage::Answering(_) | Stage::Probing { .. })
    }

    /// Whether what is asked now is a probe.
    pub fn is_probing(&self) -> bool {
        matches!(self.stage, Stage::Probing { .. })
    }

    /// Whether what is asked now is a guess at the score of the last answer.
    pub fn is_estimating(&self) -> bool {
        matches!(self.stage, Stage::Estimating(_))
    }

    /// The rules that it goes by.
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Whether every question is asked, and only the last grade may still be asked about.
    pub fn is_looking_back(&self) -> bool {
        matches!(self.stage, Stage::LookingBack(_))
    }

    /// What was tried so far.
    pub fn attempts(&self) -> &[Attempt] {
        &self.attempts
    }

    /// Takes an event in; returns what is to be done, in order.
    pub fn apply(&mut self, event: Event, context: &Context) -> Vec<Effect> {
        if self.is_over() {
            return Vec::new();
        }
        match event {
            Event::Opened(material) => self.ask(*material, context),
            Event::Unreadable => self.pass_over(context),
            Event::Answered(answer) => self.answer(answer, context),
            Event::Disagreed(_) if !self.policy.feedback_at_once => {
                vec![Effect::Say(Notice::DisputeAtTheEnd)]
            }
            Event::WhyRequested
            | Event::RedoRequested
            | Event::EditRequested
            | Event::ModelAnswerRequested
            | Event::ExplanationRequested(_)
                if !self.policy.feedback_at_once =>
            {
                vec![Effect::Say(Notice::FeedbackAtTheEnd)]
            }
            Event::HintRequested
            | Event::WhyRequested
            | Event::RedoRequested
            | Event::EditRequested
            | Event::ModelAnswerRequested
            | Event::Disagreed(_)
            | Event::ExplanationRequested(_)
                if self.is_estimating() =>
            {
                vec![Effect::Say(Notice::EstimateFirst)]
            }
            Event::HintRequested => self.hint(),
            Event::Skipped => self.skip(context),
            Event::RepeatRequested => self.put_again(),
            Event::WhyRequested => vec![self.why()],
            Event::RedoRequested => self.redo(None),
            Event::EditRequested => {
                let text = self
                    .last_graded()
                    .and_then(|attempt| attempt.answer.as_ref())
                    .map(|answer| answer.text.clone());
                self.redo(text)
            }
            Event::ModelAnswerRequested => self.show_model_answer(),
            Event::Disagreed(reason) => self.disagree(reason),
            Event::ExplanationRequested(text) => vec![self.discuss(text)],
            Event::ProbeWorded(prompt) => self.probe_worded(prompt, context),
            Event::Noted(text) if text.trim().is_empty() => vec![Effect::Say(Notice::EmptyNote)],
            Event::Noted(text) => vec![
                Effect::RecordNote {
                    position: self.position,
                    question: self.plan[self.position].clone(),
                    text,
                },
                Effect::Say(Notice::NoteTaken),
            ],
            Event::Paused => self.leave(Ending::Paused),
            Event::Ended => self.leave(Ending::Left),
        }
    }

    /// Ends the session here; a grade that waits for a guess is shown without one.
    fn leave(&mut self, ending: Ending) -> Vec<Effect> {
        let waiting = match std::mem::replace(&mut self.stage, Stage::Over) {
            // Who leaves does not wait for a language model.
            Stage::Estimating(waiting) => {
                let mut shown = self.show(waiting.shown);
                shown.retain(|effect| !matches!(effect, Effect::Consult(_)));
                shown
            }
            _ => Vec::new(),
        };
        waiting.into_iter().chain(self.finish(ending)).collect()
    }

    fn ask(&mut self, material: Material, context: &Context) -> Vec<Effect> {
        let Stage::Opening { prefill } = &mut self.stage else {
            return Vec::new();
        };
        let prefill = prefill.take();
        self.stage = Stage::Answering(Box::new(Open {
            material,
            asked_at: context.now,
            hints: 0,
        }));
        self.put()
            .into_iter()
            .chain(prefill.map(Effect::Prefill))
            .collect()
    }

    fn answer(&mut self, answer: Answer, context: &Context) -> Vec<Effect> {
        match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Answering(open) => self.grade(*open, answer, context),
            Stage::Probing {
                material,
                point,
                prompt,
                asked_at,
            } => {
                let took = between(asked_at, context.now);
                self.recover(*material, point, prompt, answer, (took, context.now))
            }
            Stage::Estimating(waiting) => self.estimate(*waiting, answer, context),
            stage @ (Stage::Opening { .. } | Stage::Over) => {
                self.stage = stage;
                Vec::new()
            }
            stage @ Stage::LookingBack(_) => {
                self.stage = stage;
                vec![Effect::Say(Notice::AllAsked)]
            }
        }
    }

    fn grade(&mut self, open: Open, answer: Answer, context: &Context) -> Vec<Effect> {
        let material = open.material;
        let grade = grading::grade(&material.prepared, &answer);
        let before = self
            .attempts
            .iter()
            .rev()
            .find(|attempt| attempt.position == self.position && attempt.is_answered())
            .and_then(|attempt| attempt.final_grade())
            .map(|grade| grade.score);
        let attempt = Attempt {
            question: material.question.id.clone(),
            content_hash: material.content_hash.clone(),
            answer: Some(answer),
            asked_at: open.asked_at,
            hints: open.hints,
            grade: Some(grade.clone()),
            ..self.unanswered(context)
        };
        self.last = Some(Box::new(Consultation {
            position: attempt.position,
            take: attempt.take,
            question: material.question.clone(),
            prepared: Arc::clone(&material.prepared),
            answer: attempt.answer.clone().unwrap_or_default(),
            grade: grade.clone(),
        }));
        self.attempts.push(attempt.clone());
        let shown = GradeShown {
            question: material.question.id.clone(),
            content_hash: material.content_hash.clone(),
            feedback: grading::feedback(&grade),
            grade,
            before,
            estimate: None,
        };
        let mut effects = vec![Effect::Record(Box::new(attempt))];
        if self.policy.estimates {
            self.stage = Stage::Estimating(Box::new(Estimating {
                material,
                shown,
                asked_again: false,
            }));
            effects.push(Effect::AskEstimate);
        } else {
            effects.extend(self.show(shown));
            effects.extend(self.probe_or_advance(material, context.now));
        }
        effects
    }

    /// After the last question a moment to look back at its grade, where the policy grants it; else what comes next.
    fn look_back_or_advance(&mut self, material: Material) -> Vec<Effect> {
        if self.policy.last_word && !self.has_more() {
            self.stage = Stage::LookingBack(Box::new(material));
            return vec![Effect::OfferLastWord];
        }
        self.advance()
    }

    fn skip(&mut self, context: &Context) -> Vec<Effect> {
        let open = match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Answering(open) => open,
            Stage::Estimating(waiting) => return self.settle(*waiting, None, context),
            _ => return self.advance(),
        };
        if self.takes_at(self.position) > 0 {
            // Giving up a second try leaves the first one standing.
            return self.advance();
        }
        let attempt = Attempt {
            content_hash: open.material.content_hash.clone(),
            hints: open.hints,
            asked_at: open.asked_at,
            ..self.unanswered(context)
        };
        self.record_and_advance(attempt)
    }

    /// A question that can't be read counts as not answered, unless it was answered before.
    fn pass_over(&mut self, context: &Context) -> Vec<Effect> {
        if !matches!(self.stage, Stage::Opening { .. }) {
            return Vec::new();
        }
        if self.takes_at(self.position) > 0 {
            return self.advance();
        }
        self.record_and_advance(self.unanswered(context))
    }

    fn record_and_advance(&mut self, attempt: Attempt) -> Vec<Effect> {
        self.attempts.push(attempt.clone());
        let mut effects = vec![Effect::Record(Box::new(attempt))];
        effects.extend(self.advance());
        effects
    }

    fn redo(&mut self, prefill: Option<String>) -> Vec<Effect> {
        let Some(last) = self.last_graded() else {
            return vec![Effect::Say(Notice::NothingAnswered)];
        };
        self.position = last.position;
        self.stage = Stage::Opening { prefill };
        vec![Effect::Open(self.plan[self.position].clone())]
    }
}
