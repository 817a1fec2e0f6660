//! What a session out loud adds to its effects: what is said, how an answer was given, where its recording is kept.

use std::io;

use super::Stage;
use crate::commands::voice::Taken;
use crate::interview::Effect;
use crate::terminal::render;

impl Stage<'_> {
    /// Keeps with an answer how it was given, and its recording if that is wanted; without that it is deleted here.
    pub(super) fn keep_taken(&mut self, effect: &Effect, taken: &mut Option<Taken>) {
        match effect {
            Effect::Record(attempt) => {
                let Some(taken) = taken.take() else {
                    return;
                };
                let place = (attempt.position, attempt.take);
                self.keeper.keep_delivery(place, &taken.delivery);
                if let Some(recorded) = taken.recorded {
                    self.keeper.keep_recording(place, None, recorded);
                }
                self.delivery = Some(taken.delivery);
            }
            Effect::RecordProbe {
                position,
                take,
                number,
                ..
            } => {
                if let Some(recorded) = taken.take().and_then(|taken| taken.recorded) {
                    self.keeper
                        .keep_recording((*position, *take), Some(*number), recorded);
                }
            }
            _ => {}
        }
    }

    /// What follows what is shown: figures after a grade, the keys after a question. Takes note of what is to be said.
    pub(super) fn beside_voice(&mut self, effect: &Effect) -> io::Result<()> {
        self.voice.note(effect, &self.look);
        if matches!(effect, Effect::Ask(_)) {
            // What was typed before belongs to something else.
            let _ = self.reader.first_key();
        }
        match effect {
            Effect::Ask(_) | Effect::AskProbe { .. } if self.voice.listens() => {
                self.show(&render::listen_hint(&self.look))
            }
            Effect::ShowGrade(_) => match self.delivery.take() {
                Some(delivery) => self.show(&render::delivery(&delivery, &self.look)),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }
}
