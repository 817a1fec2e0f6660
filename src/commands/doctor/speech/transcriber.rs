//! The transcriber: what it makes of the sentence that the speaker rendered; without a speaker it gets a tone.

use std::f32::consts::TAU;
use std::io;
use std::sync::atomic::AtomicBool;

use tempfile::TempPath;

use super::{SENTENCE, Trial};
use crate::commands::doctor::{fine, note};
use crate::speech::{
    CommandError, Part, Sound, Transcriber, transcribe, transcribers, write_for_recognizer,
};
use crate::terminal::clean;
use crate::terminal::render::Check;

const PART: Part = Part::Transcriber;
const NAME: &str = PART.setting();

/// What is heard of a tone.
const NO_VOICE: &str = "there was no voice to try it with, and it made nothing of a tone";

impl Trial<'_> {
    /// Tries what writes down.
    pub(super) fn transcriber(&self, voice: Option<Sound>, tell: &mut dyn FnMut(Check)) {
        let has_voice = voice.is_some();
        let file = match stored(&voice.unwrap_or_else(tone)) {
            Ok(file) => file,
            Err(error) => {
                let told = format!("no room for a sound file: {error}");
                return tell(self.fails(PART, &told));
            }
        };
        let never = AtomicBool::new(false);
        if self.config.transcribe_by_endpoint {
            let audio = match (self.endpoint)(&self.config.transcription_model) {
                Ok(audio) => audio,
                Err(why) => return tell(self.not_asked(PART, why)),
            };
            let who = audio.host().to_string();
            return tell(match audio.transcribe(&file, self.times.write, &never) {
                Ok(transcript) => heard(&who, &transcript.text, has_voice),
                Err(why) => self.endpoint_fails(PART, &why),
            });
        }
        let own = self.own(PART).map(|command| Transcriber { command });
        let Some(transcriber) = own.or_else(|| transcribers(None).into_iter().next()) else {
            return tell(self.absent(PART));
        };
        let program = transcriber.command.program();
        tell(
            match transcribe(&transcriber, &file, self.times.write, &never) {
                Ok(transcript) => heard(program, &transcript.text, has_voice),
                Err(CommandError::Nothing { .. }) if !has_voice => {
                    fine(NAME, clean(&format!("{NAME}: {program} ran; {NO_VOICE}")))
                }
                Err(error) => self.fails(PART, &error.to_string()),
            },
        );
    }
}

/// A file for a recognizer; it is deleted with what is returned.
fn stored(sound: &Sound) -> io::Result<TempPath> {
    let file = tempfile::Builder::new()
        .prefix("viva-trial-")
        .suffix(".wav")
        .tempfile()?
        .into_temp_path();
    write_for_recognizer(sound, &file)?;
    Ok(file)
}

/// A second of a tone.
fn tone() -> Sound {
    const RATE: u32 = 16_000;
    let samples = (0..RATE).map(|n| 0.2 * (TAU * 220.0 * n as f32 / RATE as f32).sin());
    Sound {
        rate: RATE,
        samples: samples.collect(),
    }
}

/// What was heard, and how much of it was said.
fn heard(who: &str, text: &str, has_voice: bool) -> Check {
    const SHOWN: usize = 200;
    let shown = &text[..text.floor_char_boundary(SHOWN)];
    if !has_voice {
        return fine(
            NAME,
            clean(&format!(
                "{NAME}: {who} ran and made \"{shown}\" of a tone; there was no voice to try it with"
            )),
        );
    }
    let told = clean(&format!(
        "{NAME}: {who} heard \"{shown}\" where \"{SENTENCE}\" was said"
    ));
    if share(text) < 0.5 {
        let advice = "that is poor: it may not know English, or want another model; whisper.cpp hears far better (`transcriber` under [speech])";
        return note(NAME, told, advice);
    }
    fine(NAME, told)
}

/// How many of the words that were said were heard, 0 to 1.
fn share(text: &str) -> f32 {
    let words = |text: &str| -> Vec<String> {
        let text = text.to_lowercase().replace("cannot", "can not");
        let words = text.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let heard = words(text);
    let said = words(SENTENCE);
    let found = said.iter().filter(|word| heard.contains(word));
    found.count() as f32 / said.len() as f32
}
