//! Speaking what is asked: any key stops it, and the key counts for the answer.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use tempfile::TempPath;

use super::endpoint::AudioEndpoint;
use super::{Mouth, Voice};
use crate::commands::effects::complain;
use crate::speech::{CommandError, Speaking, play, say};
use crate::terminal::{Key, Keys, Reader};

/// How long a key is waited for before it is looked whether the speech is over.
const LOOK: Duration = Duration::from_millis(50);

impl Voice {
    /// Says what is to be said. Whether Enter stopped it.
    pub(in crate::commands) fn speak(&mut self, reader: &mut dyn Reader) -> bool {
        let text = std::mem::take(&mut self.to_say).join(" ");
        let Some(mouth) = self.mouth.as_ref().filter(|_| !text.trim().is_empty()) else {
            return false;
        };
        let mut stopped = Ok(None);
        reader.by_keys(&mut |keys| stopped = spoken(mouth, &text, keys));
        match stopped {
            Ok(Some(Key::Text(typed))) if typed != ' ' => reader.start_with(typed.to_string()),
            Ok(key) => return key == Some(Key::Enter),
            Err(error) => {
                complain(&format!(
                    "{error}. Questions are not spoken in this session"
                ));
                self.mouth = None;
            }
        }
        false
    }
}

/// Speaks to the end, or to the first key, which is given back. The program has ended when this returns.
fn spoken(mouth: &Mouth, text: &str, keys: &mut Keys<'_>) -> Result<Option<Key>, String> {
    let in_words = |error: CommandError| error.to_string();
    match mouth {
        Mouth::Program(speaker) => {
            let speaking = say(speaker, text).map_err(in_words)?;
            to_its_end(speaking, keys).map_err(in_words)
        }
        Mouth::Endpoint(audio, player) => {
            let (file, key) = fetched(audio, text, keys)?;
            let Some(file) = file else {
                return Ok(key);
            };
            let playing = play(player, &file).map_err(in_words)?;
            to_its_end(playing, keys).map_err(in_words)
        }
    }
}

fn to_its_end(mut speaking: Speaking, keys: &mut Keys<'_>) -> Result<Option<Key>, CommandError> {
    loop {
        if speaking.is_over()? {
            return Ok(None);
        }
        match keys.wait(LOOK) {
            Ok(None) => {}
            Ok(key) => return Ok(key),
            // A terminal that can't be read stops nothing; the next reading tells.
            Err(_) => return Ok(None),
        }
    }
}

/// What an endpoint spoke, or the key that stopped the waiting for it.
fn fetched(
    audio: &AudioEndpoint,
    text: &str,
    keys: &mut Keys<'_>,
) -> Result<(Option<TempPath>, Option<Key>), String> {
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let working = scope.spawn(|| audio.speak(text, &stop));
        let mut key = None;
        while !working.is_finished() && key.is_none() {
            key = keys.wait(LOOK).unwrap_or(None);
        }
        stop.store(key.is_some(), Ordering::Relaxed);
        let file = working.join().unwrap_or(Ok(None))?;
        Ok((file.filter(|_| key.is_none()), key))
    })
}
