//! Listening to an answer: recorded between two Enters, judged to be more than silence, transcribed.

use std::io::{self, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use super::{Ears, Voice, Writer};
use crate::speech::{
    CommandError, Ended, RecordError, Recorded, Recording, Transcript, gate, patience, record,
    transcribe,
};
use crate::terminal::render::{level_line, sentence};
use crate::terminal::{Key, Keys, Look, Reader, clean};

/// How long a key is waited for before the recording is looked at.
const LOOK: Duration = Duration::from_millis(100);

/// What was heard.
pub(super) struct Dictated {
    /// The words, as the recognizer wrote them.
    pub(super) transcript: Transcript,
    /// How long the voice was heard.
    pub(super) voice: Duration,
    /// The recording where it is to be kept; it is deleted with this.
    pub(super) recorded: Option<Recorded>,
}

/// Why there is no transcript.
enum Nothing {
    /// In words.
    Why(String),
    /// The candidate wants none, or the program is being ended.
    Dropped,
}

impl Nothing {
    fn why(error: &dyn std::fmt::Display) -> Self {
        Self::told(&error.to_string())
    }

    /// What happened; a full stop follows.
    fn told(text: &str) -> Self {
        Self::Why(clean(text.trim_end_matches('.')))
    }
}

impl Voice {
    /// Records and transcribes an answer, and puts the transcript on the line to be edited. Why there is none is told.
    ///
    /// # Errors
    /// When nothing can be printed.
    pub(in crate::commands) fn listen(
        &mut self,
        reader: &mut dyn Reader,
        look: &Look,
    ) -> io::Result<()> {
        let Some(ears) = &self.ears else {
            return Ok(());
        };
        self.dictated = None;
        let mut heard = Err(Nothing::Dropped);
        reader.by_keys(&mut |keys| heard = hear(ears, keys, look));
        match heard {
            Ok(dictated) => {
                tell("Edit it if need be; Enter hands it in.", look)?;
                reader.start_with(as_answer(&dictated.transcript.text).to_owned());
                self.dictated = Some(dictated);
                Ok(())
            }
            Err(Nothing::Why(why)) => tell(
                &format!("{why}. Enter records again, or type your answer."),
                look,
            ),
            Err(Nothing::Dropped) => {
                tell("Dropped. Enter records again, or type your answer.", look)
            }
        }
    }
}

/// A transcript as the text of an answer: nobody speaks a command, nor the mark of a block.
fn as_answer(transcript: &str) -> &str {
    let said = transcript.trim_start_matches(['/', ' ']);
    match said.strip_prefix("\"\"\"") {
        Some(rest) => as_answer(rest),
        None => said,
    }
}

fn hear(ears: &Ears, keys: &mut Keys<'_>, look: &Look) -> Result<Dictated, Nothing> {
    let recording = record(&ears.recorder, ears.options)
        .map_err(|error| Nothing::told(&format!("Nothing is recorded: {error}")))?;
    let recorded = recorded(recording, keys, look)?;
    let sound = recorded
        .sound()
        .map_err(|error| Nothing::told(&format!("The recording is no use: {error}")))?;
    let heard = gate(&sound).map_err(|why| Nothing::told(&format!("I heard nothing: {why}")))?;
    recorded
        .make_recognizable(&sound)
        .map_err(|error| Nothing::told(&format!("The recording is no use: {error}")))?;
    let transcript = transcribed(ears, &recorded, sound.length(), keys, look)?;
    Ok(Dictated {
        transcript,
        voice: heard.to.saturating_sub(heard.from),
        // Whatever becomes of the transcript, the other is gone now.
        recorded: Some(recorded).filter(|_| ears.keeps),
    })
}

/// Records until Enter, or until the recording ends by itself.
fn recorded(
    mut recording: Recording,
    keys: &mut Keys<'_>,
    look: &Look,
) -> Result<Recorded, Nothing> {
    let mut line = Live::new(look);
    line.say("Recording. Enter stops, Control C drops it.");
    let mut level = None;
    let why = loop {
        let moment = match recording.look() {
            Ok(moment) => moment,
            Err(error) => {
                line.clear();
                let died = matches!(&error, RecordError::Command(CommandError::Died { .. }));
                let told = error.to_string();
                return match died.then(|| until_then(recording)).flatten() {
                    Some(recorded) => {
                        let _ = tell(
                            &format!(
                                "The recorder failed: {}. What it recorded until then counts.",
                                clean(told.trim_end_matches('.'))
                            ),
                            look,
                        );
                        Ok(recorded)
                    }
                    None => Err(Nothing::told(&format!("The recording failed: {told}"))),
                };
            }
        };
        level = moment.level.or(level);
        line.show(&level_line(moment.elapsed, level, look));
        if let Some(ended) = moment.ended {
            break Some(ended);
        }
        match keys.wait(LOOK) {
            Ok(Some(Key::Enter)) => break None,
            Ok(Some(Key::Interrupt | Key::Leaving)) => {
                line.clear();
                return Err(Nothing::Dropped);
            }
            Ok(_) => {}
            Err(error) => {
                line.clear();
                return Err(Nothing::why(&error));
            }
        }
    };
    line.clear();
    let told = match why {
        Some(Ended::Limit) => {
            "The recording is as long as it may be (`limit_minutes` under [speech])."
        }
        Some(Ended::Silence) => "Silence: the recording has ended.",
        Some(Ended::Recorder) => "The recorder has ended the recording.",
        None => "",
    };
    if !told.is_empty() {
        let _ = tell(told, look);
    }
    recording
        .stop()
        .map_err(|error| Nothing::told(&format!("The recording failed: {error}")))
}

/// What a recorder wrote before it died, where that is more than a moment.
fn until_then(recording: Recording) -> Option<Recorded> {
    const MOMENT: Duration = Duration::from_secs(1);
    let recorded = recording.stop().ok()?;
    let sound = recorded.sound().ok()?;
    (sound.length() >= MOMENT).then_some(recorded)
}

/// Transcribes beside the keys: Ctrl-C gives it up.
fn transcribed(
    ears: &Ears,
    recorded: &Recorded,
    length: Duration,
    keys: &mut Keys<'_>,
    look: &Look,
) -> Result<Transcript, Nothing> {
    let stop = AtomicBool::new(false);
    let mut line = Live::new(look);
    line.say("Writing it down.");
    line.show(&format!(
        "{}writing it down · Ctrl-C gives up",
        look.margin()
    ));
    let done = thread::scope(|scope| {
        let working = scope.spawn(|| match &ears.writer {
            Writer::Program(program) => {
                transcribe(program, recorded.path(), patience(length), &stop)
                    .map_err(|error| error.to_string())
            }
            Writer::Endpoint(audio) => audio.transcribe(recorded.path(), patience(length), &stop),
        });
        while !working.is_finished() {
            match keys.wait(LOOK) {
                Ok(Some(Key::Interrupt | Key::Leaving)) | Err(_) => {
                    stop.store(true, Ordering::Relaxed);
                    break;
                }
                Ok(_) => {}
            }
        }
        working.join()
    });
    line.clear();
    match done {
        Ok(Ok(transcript)) => Ok(transcript),
        Ok(Err(_)) if stop.load(Ordering::Relaxed) => Err(Nothing::Dropped),
        Ok(Err(error)) => Err(Nothing::told(&format!("It is not written down: {error}"))),
        Err(_) => Err(Nothing::Why("It is not written down".to_owned())),
    }
}

fn tell(text: &str, look: &Look) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(sentence(text, look).as_bytes())?;
    out.write_all(b"\n")?;
    out.flush()
}

/// A line that is redrawn in place; for a screen reader, words once.
struct Live<'a> {
    look: &'a Look,
    shown: String,
}

impl<'a> Live<'a> {
    const fn new(look: &'a Look) -> Self {
        Self {
            look,
            shown: String::new(),
        }
    }

    fn say(&self, words: &str) {
        if self.look.plain {
            let _ = tell(words, self.look);
        }
    }

    fn show(&mut self, text: &str) {
        if self.look.plain || text == self.shown {
            return;
        }
        // A line that is wrapped could not be redrawn.
        let fitting: String = text
            .chars()
            .take(self.look.width.saturating_sub(1))
            .collect();
        self.write(&format!("\r{fitting}\x1b[K"));
        text.clone_into(&mut self.shown);
    }

    fn clear(&mut self) {
        if !self.shown.is_empty() {
            self.write("\r\x1b[K");
            self.shown.clear();
        }
    }

    fn write(&self, text: &str) {
        // Who can't see the line loses nothing by it.
        let mut out = io::stdout().lock();
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transcript_is_no_command() {
        for (transcript, answer) in [
            ("a list", "a list"),
            ("/quit now", "quit now"),
            ("// a comment", "a comment"),
            ("\"\"\"", ""),
            ("\"\"\"/skip", "skip"),
            ("\"A list.\"", "\"A list.\""),
        ] {
            assert_eq!(as_answer(transcript), answer, "{transcript}");
        }
    }
}
