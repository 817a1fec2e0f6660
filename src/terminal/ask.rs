//! A line at a terminal for a question of the program's own, with a text to start from.

use std::io;

use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;
use rustyline::{ColorMode, Config, Editor};

use super::input::Reply;
use super::{Interrupts, Look, Restore};

/// Asks for lines.
pub struct Asker {
    editor: Editor<(), MemHistory>,
    /// Gives the terminal back as it was found.
    _restore: Restore,
}

impl Asker {
    /// An asker at this terminal.
    ///
    /// # Errors
    /// When the terminal can't be taken.
    pub fn new(look: &Look) -> io::Result<Self> {
        let restore = Restore::new(Interrupts::unheard());
        let config = Config::builder()
            .bracketed_paste(true)
            .color_mode(if look.colored {
                ColorMode::Enabled
            } else {
                ColorMode::Disabled
            })
            .build();
        let editor = Editor::with_history(config, MemHistory::new()).map_err(io::Error::other)?;
        Ok(Self {
            editor,
            _restore: restore,
        })
    }

    /// Asks for a line that begins as this text.
    ///
    /// # Errors
    /// When the terminal can't be read.
    pub fn line(&mut self, prompt: &str, initial: &str) -> io::Result<Reply<String>> {
        match self.editor.readline_with_initial(prompt, (initial, "")) {
            Ok(line) => Ok(Reply::Said(line)),
            Err(ReadlineError::Eof) => Ok(Reply::End),
            Err(ReadlineError::Interrupted) => Ok(Reply::Interrupted),
            Err(ReadlineError::Io(error)) => Err(error),
            Err(other) => Err(io::Error::other(other)),
        }
    }
}
