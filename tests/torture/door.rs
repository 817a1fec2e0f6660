//! The program behind a pipe or at a terminal: what it prints is understood line by line, as it comes.

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{JoinHandle, spawn};
use std::time::{Duration, Instant};

use anstream::adapter::StripBytes;

use crate::printed::{Printed, understood};
use crate::support::piped;
use crate::support::terminal::Terminal;

/// How long to wait for what must come. Nothing is measured by it.
const PATIENCE: Duration = Duration::from_secs(120);

/// How the program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ended {
    /// The exit code; none where a signal ended it.
    pub(crate) code: Option<i32>,
    /// What it said on standard error; at a terminal all that was printed last.
    pub(crate) complaints: String,
}

/// What came of waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Came {
    /// This was printed.
    Line(Printed),
    /// Nothing yet.
    Nothing,
    /// The program is gone, and nothing more comes.
    End,
}

/// The program, and what it printed.
pub(crate) struct Door {
    side: Side,
    /// Everything that was printed.
    pub(crate) all: String,
    /// How much of it was understood.
    read: usize,
    /// Takes colours and the like out.
    strip: StripBytes,
    /// The beginning of a character whose rest is still to come.
    torn: Vec<u8>,
}

enum Side {
    Pipe {
        child: Child,
        stdin: Option<ChildStdin>,
        output: Receiver<Vec<u8>>,
        complaints: Option<JoinHandle<String>>,
    },
    Terminal(Box<Terminal>),
}

impl Door {
    pub(crate) fn pipe(mut command: Command) -> Self {
        let mut child = piped(&mut command);
        let (mut stdout, mut stderr) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let (sender, output) = channel();
        spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(read @ 1..) = stdout.read(&mut bytes) {
                if sender.send(bytes[..read].to_vec()).is_err() {
                    break;
                }
            }
        });
        let complaints = spawn(move || {
            let mut bytes = Vec::new();
            let _ = stderr.read_to_end(&mut bytes);
            String::from_utf8_lossy(&bytes).into_owned()
        });
        Self::of(Side::Pipe {
            stdin: child.stdin.take(),
            child,
            output,
            complaints: Some(complaints),
        })
    }

    pub(crate) fn terminal(terminal: Terminal) -> Self {
        Self::of(Side::Terminal(Box::new(terminal)))
    }

    fn of(side: Side) -> Self {
        Self {
            side,
            all: String::new(),
            read: 0,
            strip: StripBytes::new(),
            torn: Vec::new(),
        }
    }

    pub(crate) fn is_terminal(&self) -> bool {
        matches!(self.side, Side::Terminal(_))
    }

    /// The next line that tells something, waiting so long for it at most.
    pub(crate) fn next_within(&mut self, at_most: Duration) -> Came {
        let until = Instant::now() + at_most;
        loop {
            while let Some(length) = self.all[self.read..].find('\n') {
                let line = &self.all[self.read..self.read + length];
                self.read += length + 1;
                if let Some(printed) = understood(line) {
                    return Came::Line(printed);
                }
            }
            match self.hear(until.saturating_duration_since(Instant::now())) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => return Came::Nothing,
                Err(RecvTimeoutError::Disconnected) => return Came::End,
            }
        }
    }

    /// The next line that tells something; none at the end. It must come.
    pub(crate) fn next(&mut self) -> Option<Printed> {
        match self.next_within(PATIENCE) {
            Came::Line(printed) => Some(printed),
            Came::End => None,
            Came::Nothing => panic!("nothing comes any more:\n{}", self.last_lines()),
        }
    }

    /// At a terminal: waits until the line editor waits for keys. False when the program is gone.
    pub(crate) fn wait_for_prompt(&mut self) -> bool {
        let until = Instant::now() + PATIENCE;
        while self.is_terminal() && !self.all.trim_end_matches('\r').ends_with("> ") {
            match self.hear(until.saturating_duration_since(Instant::now())) {
                Ok(()) => {}
                Err(RecvTimeoutError::Disconnected) => return false,
                Err(RecvTimeoutError::Timeout) => panic!("no prompt:\n{}", self.last_lines()),
            }
        }
        true
    }

    /// Waits until this stands in what is not understood yet. False when the program is gone.
    pub(crate) fn wait_for(&mut self, text: &str) -> bool {
        let until = Instant::now() + PATIENCE;
        while !self.all[self.read..].contains(text) {
            match self.hear(until.saturating_duration_since(Instant::now())) {
                Ok(()) => {}
                Err(RecvTimeoutError::Disconnected) => return false,
                Err(RecvTimeoutError::Timeout) => panic!("no {text}:\n{}", self.last_lines()),
            }
        }
        true
    }

    fn hear(&mut self, at_most: Duration) -> Result<(), RecvTimeoutError> {
        let bytes = match &mut self.side {
            Side::Pipe { output, .. } => output.recv_timeout(at_most)?,
            Side::Terminal(terminal) => terminal.printed(at_most)?,
        };
        for piece in self.strip.strip_next(&bytes) {
            self.torn.extend_from_slice(piece);
        }
        // A character may come in two pieces.
        let whole = match std::str::from_utf8(&self.torn) {
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            _ => self.torn.len(),
        };
        let rest = self.torn.split_off(whole);
        self.all.push_str(&String::from_utf8_lossy(&self.torn));
        self.torn = rest;
        Ok(())
    }

    /// The last of what was printed, for whoever reads a failure.
    pub(crate) fn last_lines(&self) -> String {
        let lines: Vec<&str> = self.all.lines().collect();
        lines[lines.len().saturating_sub(40)..].join("\n")
    }

    /// Hands bytes in as they are. The program may be gone.
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        match &mut self.side {
            Side::Pipe { stdin, .. } => {
                if let Some(stdin) = stdin {
                    let _ = stdin.write_all(bytes);
                }
            }
            Side::Terminal(terminal) => terminal.type_bytes(bytes),
        }
    }

    /// Hands a line in.
    pub(crate) fn say(&mut self, line: &[u8]) {
        let end: &[u8] = if self.is_terminal() { b"\r" } else { b"\n" };
        self.write(&[line, end].concat());
    }

    /// The end of what is typed: of the pipe, or Ctrl-D.
    pub(crate) fn end_input(&mut self) {
        match &mut self.side {
            Side::Pipe { stdin, .. } => drop(stdin.take()),
            Side::Terminal(terminal) => terminal.type_bytes(b"\x04"),
        }
    }

    /// The number of the program's process.
    pub(crate) fn id(&self) -> Option<u32> {
        match &self.side {
            Side::Pipe { child, .. } => Some(child.id()),
            Side::Terminal(terminal) => terminal.id(),
        }
    }

    pub(crate) fn signal(&self, name: &str) {
        // It may be gone already.
        if let Some(id) = self.id() {
            let _ = Command::new("kill")
                .args(["-s", name, &id.to_string()])
                .stderr(Stdio::null())
                .status();
        }
    }

    /// How the program ended, once it is gone; and everything that was printed.
    pub(crate) fn end(mut self) -> (Ended, String) {
        let ended = match &mut self.side {
            Side::Pipe {
                child, complaints, ..
            } => Ended {
                code: child.wait().unwrap().code(),
                complaints: complaints.take().unwrap().join().unwrap(),
            },
            Side::Terminal(terminal) => Ended {
                code: terminal.exit_code(),
                complaints: self.all.clone(),
            },
        };
        (ended, self.all)
    }
}
