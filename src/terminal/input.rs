//! What was heard, whoever listened: a terminal or a pipe.

use std::io;
use std::time::Instant;

use super::keys::Keys;
use super::slash_commands::{Becomes, parse};
use crate::interview::Event;

/// What was heard.
#[derive(Debug)]
pub enum Heard {
    /// An answer to what was asked last.
    Answer(String),
    /// A command that the session takes.
    Event(Event),
    /// A command that needs the line editor of a terminal; this is its name.
    NeedsTerminal(&'static str),
    /// Enter alone where an answer may be spoken: record it.
    Record,
    /// `/help`.
    Help,
    /// The input is at its end, or Ctrl-D.
    End,
    /// Ctrl-C, and leaving was confirmed.
    Interrupted,
}

/// What is said to a question of the program's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply<T> {
    /// This.
    Said(T),
    /// Nothing: Ctrl-D.
    End,
    /// Nothing: Ctrl-C.
    Interrupted,
}

/// Who listens.
pub trait Reader {
    /// The next thing heard; waits for it.
    ///
    /// # Errors
    /// When the input can't be read.
    fn next(&mut self) -> io::Result<Heard>;

    /// The next thing heard where Enter alone is an answer too: the candidate's guess at a score.
    ///
    /// # Errors
    /// When the input can't be read.
    fn estimate(&mut self) -> io::Result<Heard>;

    /// The next thing heard after the last question, where a command may still look back; the end where nothing more is
    /// said.
    ///
    /// # Errors
    /// When the input can't be read.
    fn last_word(&mut self) -> io::Result<Heard>;

    /// Lets the candidate start from this text next time, where that is possible.
    fn prefill(&mut self, text: String);

    /// Puts this text on the line that is read next, where that is possible.
    fn start_with(&mut self, _: String) {}

    /// Does something while the keys of a terminal are read one by one, and tells what came of it; nothing is done where there
    /// is no terminal.
    fn by_keys(&mut self, _: &mut dyn FnMut(&mut Keys<'_>)) {}

    /// Asks for a line of its own, which begins with this text, where there is someone to ask.
    ///
    /// # Errors
    /// When the input can't be read.
    fn ask(&mut self, _question: &str, _initial: &str) -> io::Result<Reply<String>> {
        Ok(Reply::End)
    }

    /// When the first key of a line was seen since this was asked last; none where it isn't known.
    fn first_key(&mut self) -> Option<Instant> {
        None
    }
}

/// The mark that opens and closes an answer of several lines.
pub(super) const BLOCK: &str = "\"\"\"";

/// What one line, or one submitted text, means.
pub(super) fn interpret(line: String, on_terminal: bool) -> Heard {
    match parse(&line) {
        None => Heard::Answer(line),
        Some((command, argument)) => match command.becomes {
            Becomes::Event(event) => Heard::Event(event(argument)),
            Becomes::TerminalEvent(event) if on_terminal => Heard::Event(event(argument)),
            Becomes::TerminalEvent(_) => Heard::NeedsTerminal(command.name),
            Becomes::Help => Heard::Help,
        },
    }
}
