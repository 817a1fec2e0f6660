//! Probing: asking once more about a key point that the last answer missed, and what the second answer recovers.

use std::time::Duration;

use jiff::Timestamp;

use super::{Session, Stage};
use crate::assessment::Answer;
use crate::grading::{self, Declined, KeyPointGrade, Verdict};
use crate::interview::ProbeTaken;
use crate::interview::effect::{Effect, Recovered};
use crate::interview::event::{Context, Material};

impl Session {
    /// A probe about the last attempt, as long as the policy allows and there is something to gain; else what comes next.
    pub(super) fn probe_or_advance(&mut self, material: Material, now: Timestamp) -> Vec<Effect> {
        let Some((point, prompt)) = self.next_probe(&material) else {
            return self.look_back_or_advance(material);
        };
        let about = self.last.clone().filter(|_| self.policy.asks_for_probes);
        let effect = match about {
            Some(about) => Effect::SeekProbe { about, point },
            None => self.put_new_probe(&prompt),
        };
        self.stage = Stage::Probing {
            material: Box::new(material),
            point,
            prompt,
            asked_at: now,
        };
        vec![effect]
    }

    /// The probe as a language model worded it, or else as the rubric does.
    pub(super) fn probe_worded(
        &mut self,
        worded: Option<String>,
        context: &Context,
    ) -> Vec<Effect> {
        let Stage::Probing {
            prompt, asked_at, ..
        } = &mut self.stage
        else {
            return Vec::new();
        };
        if let Some(worded) = worded {
            *prompt = worded;
        }
        *asked_at = context.now;
        let prompt = prompt.clone();
        vec![self.put_new_probe(&prompt)]
    }

    /// A probe that was not put before.
    fn put_new_probe(&mut self, prompt: &str) -> Effect {
        let effect = self.put_probe(prompt);
        self.probes_put += 1;
        effect
    }

    pub(super) fn recover(
        &mut self,
        material: Material,
        point: usize,
        prompt: String,
        answer: Answer,
        (took, now): (Duration, Timestamp),
    ) -> Vec<Effect> {
        let Some(attempt) = self.attempts.last_mut() else {
            return self.advance();
        };
        let Some(grade) = attempt.final_grade() else {
            return self.advance();
        };
        let before = grade.score;
        let recovery = grading::recover(&material.prepared, grade, point, &answer);
        let probe = ProbeTaken {
            key_point: recovery.key_point.clone(),
            index: point,
            prompt,
            answer,
            took,
            before,
            after: recovery.after.clone(),
        };
        attempt.probes.push(probe.clone());
        let recovered = Box::new(Recovered {
            question: material.question.id.clone(),
            content_hash: material.content_hash.clone(),
            key_point: recovery.key_point,
            before,
            after: recovery.after,
        });
        let mut effects = vec![
            Effect::RecordProbe {
                position: attempt.position,
                take: attempt.take,
                number: attempt.probes.len() - 1,
                probe: Box::new(probe),
            },
            if self.policy.feedback_at_once {
                Effect::ShowRecovery(recovered)
            } else {
                Effect::HoldRecovery(recovered)
            },
        ];
        effects.extend(self.probe_or_advance(material, now));
        effects
    }

    fn next_probe(&self, material: &Material) -> Option<(usize, String)> {
        let attempt = self.attempts.last()?;
        // Someone who said nothing, or read the answer off, has nothing to be probed about.
        if attempt.probes.len() >= usize::from(self.policy.probes) || !attempt.is_answered() {
            return None;
        }
        // What the candidate has declined is left alone.
        let (answer, said_something) = match attempt.probes.last() {
            Some(probe) => (Some(&probe.answer), is_met(&probe.key_point)),
            None => {
                let points = &attempt.grade.as_ref()?.key_points;
                (attempt.answer.as_ref(), points.iter().any(is_met))
            }
        };
        if !said_something && answer.is_some_and(grading::declines) {
            return None;
        }
        let mut left_alone: Vec<usize> = attempt.probes.iter().map(|probe| probe.index).collect();
        let answers = attempt.probes.iter().map(|probe| &probe.answer);
        for answer in attempt.answer.iter().chain(answers) {
            match grading::declined(&material.prepared, answer) {
                Declined::Everything => return None,
                Declined::Points(points) => left_alone.extend(points),
            }
        }
        let point = grading::next_probe(&material.prepared, attempt.final_grade()?, &left_alone)?;
        let prompt = material
            .prepared
            .rubric()
            .key_points
            .get(point)?
            .probe
            .clone()?;
        Some((point, prompt))
    }
}

fn is_met(point: &KeyPointGrade) -> bool {
    point.verdict == Verdict::Met
}
