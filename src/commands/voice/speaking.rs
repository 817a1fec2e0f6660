//! Speaking what is asked: any key stops it, and the key counts for the answer.

use std::time::Duration;

use super::Voice;
use crate::commands::effects::complain;
use crate::speech::{CommandError, Speaker, say};
use crate::terminal::{Key, Keys, Reader};

/// How long a key is waited for before it is looked whether the speech is over.
const LOOK: Duration = Duration::from_millis(50);

impl Voice {
    /// Says what is to be said. Whether Enter stopped it.
    pub(in crate::commands) fn speak(&mut self, reader: &mut dyn Reader) -> bool {
        let text = std::mem::take(&mut self.to_say).join(" ");
        let Some(speaker) = self.speaker.as_ref().filter(|_| !text.trim().is_empty()) else {
            return false;
        };
        let mut stopped = Ok(None);
        reader.by_keys(&mut |keys| stopped = spoken(speaker, &text, keys));
        match stopped {
            Ok(Some(Key::Text(typed))) if typed != ' ' => reader.start_with(typed.to_string()),
            Ok(key) => return key == Some(Key::Enter),
            Err(error) => {
                complain(&format!(
                    "{error}. Questions are not spoken in this session"
                ));
                self.speaker = None;
            }
        }
        false
    }
}

/// Speaks to the end, or to the first key, which is given back. The program has ended when this returns.
fn spoken(speaker: &Speaker, text: &str, keys: &mut Keys<'_>) -> Result<Option<Key>, CommandError> {
    let mut speaking = say(speaker, text)?;
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
