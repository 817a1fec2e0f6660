//! Listening to a pipe or a file: one line, one answer. Bytes are read as they come; nothing is prompted for.

use std::io::{self, BufRead as _, BufReader, Read};

use super::input::{BLOCK, Heard, Reader, interpret};

/// Larger than the buffer of standard input, so that nothing waits there unseen.
const BUFFER: usize = 64 * 1024;

/// A listener that reads lines.
#[derive(Debug)]
pub struct Pipe<R> {
    input: BufReader<R>,
    has_more: fn() -> bool,
}

impl<R: Read> Pipe<R> {
    /// Listens to this input. `has_more` tells, without waiting, whether there is more to read of it (its end counts).
    pub fn new(input: R, has_more: fn() -> bool) -> Self {
        Self {
            input: BufReader::with_capacity(BUFFER, input),
            has_more,
        }
    }

    /// The next line without its ending, what is not UTF-8 replaced; none at the end.
    fn line(&mut self) -> io::Result<Option<String>> {
        let mut bytes = Vec::new();
        if self.input.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        if bytes.last() == Some(&b'\n') {
            bytes.pop();
            if bytes.last() == Some(&b'\r') {
                bytes.pop();
            }
        }
        Ok(Some(match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        }))
    }

    /// The lines up to the closing mark, or to the end of the input.
    fn block(&mut self) -> io::Result<String> {
        let mut lines = Vec::new();
        while let Some(line) = self.line()? {
            if line.trim() == BLOCK {
                break;
            }
            lines.push(line);
        }
        Ok(lines.join("\n"))
    }
}

impl<R: Read> Reader for Pipe<R> {
    fn next(&mut self) -> io::Result<Heard> {
        Ok(match self.line()? {
            None => Heard::End,
            Some(line) if line.trim() == BLOCK => Heard::Answer(self.block()?),
            Some(line) => interpret(line, false),
        })
    }

    /// A line of its own after each answer; a blank one is no guess.
    fn estimate(&mut self) -> io::Result<Heard> {
        self.next()
    }

    /// What was sent already is heard. Nothing is waited for: whoever sent the last answer may wait for the summary.
    fn last_word(&mut self) -> io::Result<Heard> {
        if self.input.buffer().is_empty() && !(self.has_more)() {
            return Ok(Heard::End);
        }
        Ok(match self.next()? {
            Heard::Answer(_) => Heard::End,
            heard => heard,
        })
    }

    fn prefill(&mut self, _: String) {}
}

/// Whether standard input can be read without waiting.
#[cfg(unix)]
pub fn stdin_has_more() -> bool {
    use std::os::fd::AsFd as _;

    use nix::poll::{PollFd, PollFlags, PollTimeout, poll};

    let stdin = io::stdin();
    let mut waiting = [PollFd::new(stdin.as_fd(), PollFlags::POLLIN)];
    poll(&mut waiting, PollTimeout::ZERO).is_ok_and(|ready| ready > 0)
}

/// Whether standard input can be read without waiting: unknown here, so no.
#[cfg(not(unix))]
pub fn stdin_has_more() -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(input: &[u8]) -> Vec<String> {
        let mut pipe = Pipe::new(input, || true);
        let mut all = Vec::new();
        loop {
            match pipe.next().unwrap() {
                Heard::Answer(text) => all.push(format!("answer {text:?}")),
                Heard::Event(event) => all.push(format!("event {event:?}")),
                Heard::NeedsTerminal(name) => all.push(format!("needs terminal: {name}")),
                Heard::Record => all.push("record".to_owned()),
                Heard::Help => all.push("help".to_owned()),
                Heard::Interrupted => all.push("interrupted".to_owned()),
                Heard::End => return all,
            }
        }
    }

    #[test]
    fn one_line_is_one_answer() {
        assert_eq!(
            heard(b"one\r\n\ntwo /hint\n/hint\n/etc/hosts\n/edit\n/help\nlast"),
            [
                "answer \"one\"",
                "answer \"\"",
                "answer \"two /hint\"",
                "event HintRequested",
                "answer \"/etc/hosts\"",
                "needs terminal: edit",
                "help",
                "answer \"last\"",
            ]
        );
    }

    #[test]
    fn after_the_last_question_commands_that_were_sent_are_heard_and_nothing_is_waited_for() {
        let mut pipe = Pipe::new(&b"/why\nan answer too many\n/why\n"[..], || false);
        assert!(matches!(pipe.last_word(), Ok(Heard::End)));
        let mut pipe = Pipe::new(&b"/why\nan answer too many\n/why\n"[..], || true);
        assert!(matches!(pipe.last_word(), Ok(Heard::Event(_))));
        assert!(matches!(pipe.last_word(), Ok(Heard::End)));
    }

    #[test]
    fn a_block_is_one_answer_even_when_it_never_closes() {
        assert_eq!(
            heard(b"\"\"\"\na\n\n/skip\n\"\"\"\n\"\"\"\nb\nc\n"),
            ["answer \"a\\n\\n/skip\"", "answer \"b\\nc\""]
        );
    }

    #[test]
    fn bytes_that_are_no_text_become_replacement_characters() {
        assert_eq!(heard(b"caf\xe9\0\n"), ["answer \"caf\u{fffd}\\0\""]);
    }
}
