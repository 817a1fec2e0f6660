//! Asking a person for a mark: at a terminal in three steps, through a pipe in one line.

use std::io;

use crate::commands::Failure;
use crate::commands::effects::complain;
use crate::commands::output::print;
use crate::commands::wiring::unreadable;
use crate::interview::Event;
use crate::terminal::render::sentence;
use crate::terminal::{Heard, Look, Pipe, Reader, Reply, stdin_has_more};

/// What is said of an answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    /// 0 to 100.
    pub(super) human: f64,
    /// What manner of answer it is; empty: not said.
    pub(super) kind: String,
    /// A word on it; may be empty.
    pub(super) note: String,
}

/// What comes of asking for one.
pub(super) enum Asked {
    /// A mark; perhaps the last for now.
    Mark(Mark, Option<Reply<()>>),
    /// It is left out.
    LeftOut,
    /// What was said is no mark; nobody is there to ask again.
    NoMark(String),
    /// Enough for now.
    Stop(Reply<()>),
}

/// Who is asked.
pub(super) struct Person {
    reader: Box<dyn Reader>,
    is_live: bool,
    look: Look,
}

impl Person {
    /// Someone at a terminal.
    pub(super) fn live(reader: impl Reader + 'static, look: Look) -> Self {
        Self {
            reader: Box::new(reader),
            is_live: true,
            look,
        }
    }

    /// Whoever fills the standard input.
    pub(super) fn behind_a_pipe(look: Look) -> Self {
        Self {
            reader: Box::new(Pipe::new(io::stdin(), stdin_has_more)),
            is_live: false,
            look,
        }
    }

    /// Whether they can be asked again.
    pub(super) const fn is_live(&self) -> bool {
        self.is_live
    }

    /// A line, or several; none: leave this one out.
    pub(super) fn line(&mut self, question: &str) -> Result<Reply<Option<String>>, Failure> {
        loop {
            if self.is_live {
                print(&sentence(question, &self.look))?;
            }
            return Ok(match self.reader.estimate().map_err(unreadable)? {
                Heard::Answer(text) if self.is_live && text.trim().eq_ignore_ascii_case("q") => {
                    Reply::End
                }
                Heard::Answer(text) => Reply::Said(Some(text)),
                Heard::Event(Event::Skipped) => Reply::Said(None),
                Heard::Event(Event::Ended | Event::Paused) | Heard::End => Reply::End,
                Heard::Interrupted => Reply::Interrupted,
                Heard::Help | Heard::Record | Heard::Event(_) | Heard::NeedsTerminal(_) => {
                    complain("of the commands only /skip and /quit work here");
                    continue;
                }
            });
        }
    }

    /// Asks for a mark; `kind` is what the answer is said to be.
    pub(super) fn mark(&mut self, kind: Option<&str>) -> Result<Asked, Failure> {
        let mut mark = loop {
            let said = match self.line("Your mark, 0 to 100 (Enter leaves it out, q stops):")? {
                Reply::Said(Some(said)) if !said.trim().is_empty() => said,
                Reply::Said(_) => return Ok(Asked::LeftOut),
                Reply::End => return Ok(Asked::Stop(Reply::End)),
                Reply::Interrupted => return Ok(Asked::Stop(Reply::Interrupted)),
            };
            match read(&said) {
                Ok(mark) => break mark,
                Err(message) if self.is_live => print(&sentence(&message, &self.look))?,
                Err(message) => return Ok(Asked::NoMark(message)),
            }
        };
        let mut ended = None;
        if self.is_live && mark.kind.is_empty() {
            let question = match kind {
                Some(kind) => format!("What manner of answer is it? (Enter: {kind})"),
                None => "What manner of answer is it? strong, plain, concise, partial, wrong, empty ... (Enter: not said)".to_owned(),
            };
            (mark.kind, ended) = self.word(&question)?;
        }
        if mark.kind.is_empty() {
            mark.kind = kind.unwrap_or_default().to_owned();
        }
        if self.is_live && mark.note.is_empty() && ended.is_none() {
            (mark.note, ended) = self.word("A note to yourself? (Enter: none)")?;
        }
        Ok(Asked::Mark(mark, ended))
    }

    /// Asks for a word on a mark that was given. Whoever leaves here leaves with the mark.
    fn word(&mut self, question: &str) -> Result<(String, Option<Reply<()>>), Failure> {
        Ok(match self.line(question)? {
            Reply::Said(said) => (said.unwrap_or_default().trim().to_owned(), None),
            Reply::End => (String::new(), Some(Reply::End)),
            Reply::Interrupted => (String::new(), Some(Reply::Interrupted)),
        })
    }
}

/// Reads `85`, `85 partial` or `85 partial # a note`.
fn read(said: &str) -> Result<Mark, String> {
    let (mark, note) = said.split_once('#').unwrap_or((said, ""));
    let mark = mark.trim();
    let (number, kind) = mark.split_once(char::is_whitespace).unwrap_or((mark, ""));
    // A percent sign or a decimal comma is meant well.
    let plain = number.trim_end_matches('%').replace(',', ".");
    match plain.parse::<f64>() {
        Ok(human) if (0.0..=100.0).contains(&human) => Ok(Mark {
            human,
            kind: kind.trim().to_owned(),
            note: note.trim().to_owned(),
        }),
        Ok(_) => Err(format!("`{number}` is no mark: a mark is 0 to 100")),
        Err(_) => Err(format!(
            "`{number}` is no mark: write a number of 0 to 100, perhaps a kind, perhaps `# a note`"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_mark_may_bring_its_kind_and_a_note() {
        let told = |said: &str| {
            read(said)
                .map(|mark| format!("{} [{}] [{}]", mark.human, mark.kind, mark.note))
                .unwrap_or_else(|message| message)
        };
        for (said, expected) in [
            ("85", "85 [] []"),
            (" 62,5 % ", "62.5 [%] []"),
            ("70%", "70 [] []"),
            ("40 partial", "40 [partial] []"),
            ("5 one-slip # says faster", "5 [one-slip] [says faster]"),
            ("90 # fine", "90 [] [fine]"),
            ("101", "`101` is no mark: a mark is 0 to 100"),
            ("NaN", "`NaN` is no mark: a mark is 0 to 100"),
            (
                "good",
                "`good` is no mark: write a number of 0 to 100, perhaps a kind, perhaps `# a note`",
            ),
        ] {
            assert_eq!(told(said), expected, "{said}");
        }
    }
}
