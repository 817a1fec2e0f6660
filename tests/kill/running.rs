//! The program behind a pipe: what it asks is understood as it comes.

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use crate::support::Home;

/// How long to wait for what must come.
const PATIENCE: Duration = Duration::from_secs(20);

/// What viva asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Asked {
    Question(usize),
    Guess(usize),
    Probe(usize),
    /// The summary: nothing more is asked.
    Nothing,
}

impl Asked {
    /// What is typed then; none at the end. It tells by itself what it answers.
    pub(crate) fn reply(self) -> Option<String> {
        match self {
            Self::Question(number) => Some(format!("banana {number}")),
            Self::Guess(number) => Some(format!("{}", number + 10)),
            Self::Probe(number) => Some(format!("apple {number}")),
            Self::Nothing => None,
        }
    }
}

/// The program, its input, and what it has asked so far.
pub(crate) struct Running {
    pub(crate) child: Child,
    pub(crate) stdin: Option<ChildStdin>,
    output: Receiver<Vec<u8>>,
    /// What was printed and not understood yet.
    pending: String,
    /// The question that was put last.
    number: usize,
    /// Everything that was asked, in order.
    pub(crate) asked: Vec<Asked>,
}

impl Running {
    pub(crate) fn start(home: &Home, arguments: &[&str]) -> Self {
        let mut child = home
            .viva(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdout = child.stdout.take().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(read @ 1..) = stdout.read(&mut bytes) {
                if sender.send(bytes[..read].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            stdin: child.stdin.take(),
            child,
            output,
            pending: String::new(),
            number: 0,
            asked: Vec::new(),
        }
    }

    /// The next thing asked; none when the program is gone.
    pub(crate) fn next(&mut self) -> Option<Asked> {
        loop {
            if let Some((line, rest)) = self.pending.split_once('\n') {
                let asked = understood(line.trim(), self.number);
                self.pending = rest.to_owned();
                if let Some(asked) = asked {
                    if let Asked::Question(number) = asked {
                        self.number = number;
                    }
                    self.asked.push(asked);
                    return Some(asked);
                }
                continue;
            }
            match self.output.recv_timeout(PATIENCE) {
                Ok(bytes) => self.pending.push_str(&String::from_utf8_lossy(&bytes)),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(error) => panic!("{error}: {:?}", self.pending),
            }
        }
    }

    pub(crate) fn say(&mut self, line: &str) {
        // The program may be gone.
        let stdin = self.stdin.as_mut().unwrap();
        let _ = stdin.write_all(format!("{line}\n").as_bytes());
    }

    /// Kills it, and hears what it had still said.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        while self.next().is_some() {}
    }
}

fn understood(line: &str, number: usize) -> Option<Asked> {
    let of = |start: &str| line.strip_prefix(start)?.strip_suffix('?')?.parse().ok();
    if let Some(number) = of("What of number ") {
        return Some(Asked::Question(number));
    }
    if let Some(number) = of("One more on that: And what of luck with ") {
        return Some(Asked::Probe(number));
    }
    match line {
        "Your guess, 0 to 100, or Enter:" => Some(Asked::Guess(number)),
        _ if line.starts_with("Saved as session") => Some(Asked::Nothing),
        _ => None,
    }
}
