//! What is done in a run: answers, commands, second thoughts, and how it is left.

use std::time::Duration;

use super::Play;
use crate::printed::Printed;

/// Parts of answers: some earn points, some lose them, some are noise.
const PARTS: &[&str] = &[
    "number 3 is a lucky one",
    "every lucky number is even",
    "a lucky number is prime",
    "it is not even",
    "banana",
    "I don't know",
    "um so well",
    "/etc/hosts is a file",
    "it\u{2019}s 7 \u{2192} 8, na\u{ef}vely \u{1f642}",
    "\u{1b}[31mred\u{1b}[0m",
    "\"\"\" is a mark",
];

/// Commands that leave what is asked as it is.
const ASIDES: &[&str] = &[
    "/hint",
    "/why",
    "/repeat",
    "/note",
    "/right 1 \"lucky\"",
    "/right 1 \"nobody said this\"",
    "/right undo",
    "/ask",
    "/ask why is that wrong",
];

/// Commands after which something else may be asked.
const TURNS: &[&str] = &["/skip", "/redo", "/redo", "/answer", "/edit"];

impl Play<'_> {
    /// Does something; false when the program is gone or all is asked.
    pub(super) fn step(&mut self) -> bool {
        match self.random.u8(..20) {
            0..=2 => self.aside(),
            3 | 4 => self.turn(),
            5 => self.note(),
            6 if self.door.is_terminal() => self.change_mind(),
            _ => self.answer(),
        }
    }

    fn aside(&mut self) -> bool {
        let command = *self.random.choice(ASIDES).unwrap();
        self.command(command) && self.wait_for_help()
    }

    /// Hands a command in; at a terminal the next line is waited for.
    fn command(&mut self, command: &str) -> bool {
        self.door.say(command.as_bytes());
        // A model that is asked takes its time, and keys that are pressed meanwhile are not waited for.
        self.door.is_terminal() && self.beside_model || self.door.wait_for_prompt()
    }

    fn turn(&mut self) -> bool {
        let command = *self.random.choice(TURNS).unwrap();
        if command == "/edit" && self.door.is_terminal() {
            return self.edit();
        }
        self.door.say(command.as_bytes());
        // What is asked then is told anew.
        self.asked = None;
        self.wait_for_help()
    }

    /// Adds to the last answer, which stands on the line then.
    fn edit(&mut self) -> bool {
        if !self.is_graded || self.asked == Some(Printed::Guess) {
            return true;
        }
        self.door.say(b"/edit");
        if !matches!(self.next(), Some(Printed::Question)) || !self.door.wait_for("> ") {
            return false;
        }
        let text = format!(" and {}", self.ledger.mark());
        let number = self.ledger.say(None);
        self.open.push(number);
        self.asked = Some(Printed::Question);
        self.door.say(text.as_bytes());
        self.wait()
    }

    fn note(&mut self) -> bool {
        let text = format!("look it up, {}", self.ledger.mark());
        let number = self.ledger.say(Some(text.clone()));
        // At a terminal `/right` asks which verdict is wrong. Through a pipe its reason is not kept where nothing is graded.
        let command = if self.door.is_terminal() || self.random.bool() {
            self.open.push(number);
            "/note"
        } else {
            self.ledger.is_optional(number);
            "/right"
        };
        self.command(&format!("{command} {text}")) && self.wait_for_help()
    }

    /// Types half a line and clears it, at a terminal.
    fn change_mind(&mut self) -> bool {
        self.door.write(b"well, no\x03");
        self.answer()
    }

    fn answer(&mut self) -> bool {
        if self.asked == Some(Printed::Guess) && self.random.u8(..5) > 0 {
            let guess = match self.random.u8(..4) {
                0 => String::new(),
                _ => self.random.u8(..=100).to_string(),
            };
            self.door.say(guess.as_bytes());
            return self.wait();
        }
        if !self.door.is_terminal() && self.random.u8(..16) == 0 {
            self.door.say(b"");
            return self.wait();
        }
        let line = self.line();
        self.door.say(&line);
        self.wait()
    }

    /// An answer with a mark, as it is typed; it is open from now on.
    fn line(&mut self) -> Vec<u8> {
        let is_terminal = self.door.is_terminal();
        let mut text = match self.random.u8(..30) {
            0 if !is_terminal => "long ".repeat(self.random.usize(1..5_000)),
            1 if !is_terminal => "/hints and ".to_owned(),
            _ => String::new(),
        };
        for _ in 0..self.random.usize(1..5) {
            let part = *self.random.choice(PARTS).unwrap();
            let is_plain = !part.contains(|sign: char| sign.is_control());
            // Who answers a guess with "I don't know" has said nothing.
            if (is_plain || !is_terminal) && self.asked != Some(Printed::Guess) || part == "banana"
            {
                text.push_str(part);
                text.push_str(", ");
            }
        }
        text.push_str(&self.ledger.mark());
        let (mut bytes, mut kept) = (text.clone().into_bytes(), text.clone());
        match self.random.u8(..16) {
            0 | 1 if is_terminal => {
                kept = format!("{text}\nand more");
                bytes = format!("\x1b[200~{kept}\x1b[201~").into_bytes();
            }
            0 if self.asked.is_some() => {
                kept = format!("/skip\n\n{text}");
                bytes = format!("\"\"\"\n{kept}\n\"\"\"").into_bytes();
            }
            1 => {
                let noise = (0..self.random.usize(1..40)).map(|_| self.random.u8(..));
                let noise: Vec<u8> = noise.filter(|byte| !b"\r\n".contains(byte)).collect();
                bytes = [b"well ", &noise[..], text.as_bytes()].concat();
                kept = String::from_utf8_lossy(&bytes).into_owned();
            }
            2 if !is_terminal => bytes.push(b'\r'),
            _ => {}
        }
        let number = self.ledger.say(Some(kept));
        self.open.push(number);
        bytes
    }

    /// Answers as a script does, which is told nothing but results.
    pub(super) fn answer_blindly(&mut self, answers: usize) {
        self.asked = Some(Printed::Question);
        for _ in 0..answers {
            self.world.go_on(self.random);
            let line = self.line();
            self.door.say(&line);
            match self.next() {
                Some(_) => self.settle(1),
                None => break,
            }
        }
    }

    /// Ends it: in order, or by a signal at any moment, with lines that nobody has read yet.
    pub(super) fn leave(&mut self) {
        let is_terminal = self.door.is_terminal();
        if !is_terminal && self.random.bool() {
            for _ in 0..self.random.usize(1..6) {
                self.asked = Some(Printed::Guess);
                let line = self.line();
                self.door.say(&line);
            }
        }
        // Keys that are pressed between two lines may be lost, as anywhere.
        self.door.wait_for_prompt();
        let moment = Duration::from_micros(self.random.u64(..12_000));
        match self.random.u8(..12) {
            0 => self.door.say(b"/quit"),
            1 => self.door.say(b"/pause"),
            kind @ 2..=7 => {
                if kind == 2 {
                    self.door.write(b"half a li");
                }
                // A random moment is what is looked for: in the middle of a grade, of a transaction, of a line.
                std::thread::sleep(moment);
                self.signal(
                    ["KILL", "KILL", "KILL", "KILL", "TERM", "INT", "HUP"][usize::from(kind) - 1],
                );
            }
            _ => {}
        }
        if is_terminal && self.is_sudden {
            // What a signal did not end is killed.
            std::thread::sleep(moment);
            self.signal("KILL");
        }
        self.door.end_input();
    }
}
