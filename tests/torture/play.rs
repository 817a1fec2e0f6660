//! One run of the program, with whatever comes to mind: answers, commands, garbage, silence, and a sudden end.

use std::time::Duration;

use fastrand::Rng;

use crate::disk::Limit;
use crate::door::{Came, Door};
use crate::ledger::{Ledger, Tally};
use crate::printed::Printed;
use crate::world::{Manner, World};

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

/// What the program says when it keeps nothing more.
const UNSAVED: &[&str] = &[
    "so nothing of this session is being saved",
    "so from here on nothing of session",
    "so what follows in session",
];

/// A run under way.
struct Play<'a> {
    door: Door,
    world: &'a mut World,
    random: &'a mut Rng,
    ledger: &'a mut Ledger,
    beside_model: bool,
    /// Lines that were handed in since the last wait, by their numbers; how many of them were taken.
    open: Vec<usize>,
    taken: usize,
    /// What is asked now; none where that isn't known.
    asked: Option<Printed>,
    /// Whether a card was shown.
    is_graded: bool,
    /// What was handed in last, to what was asked, when the program ended by itself.
    last: Vec<usize>,
    /// Whether a signal was sent.
    is_sudden: bool,
}

/// What a run of the program came to.
#[derive(Debug, Default)]
pub(crate) struct Played {
    /// Whether it said that not everything is being saved.
    pub(crate) told: bool,
    /// What was run, and everything that was printed, for whoever reads a failure.
    pub(crate) printed: String,
}

/// Runs the program once.
pub(crate) fn play(
    world: &mut World,
    random: &mut Rng,
    ledger: &mut Ledger,
    tally: &mut Tally,
    unfinished: bool,
) -> Played {
    let manner = Manner {
        at_terminal: random.u8(..4) == 0,
        beside_model: random.u8(..4) == 0,
        limit: (random.u8(..8) == 0).then(|| Limit::any(random)),
    };
    let arguments = arguments(random, manner, unfinished);
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let is_script = words.contains(&"--json");
    tally.runs += 1;
    tally.with_model += usize::from(manner.beside_model);
    tally.at_terminal += usize::from(manner.at_terminal);
    let door = world.open(manner, &words);
    let mut play = Play {
        door,
        world,
        random,
        ledger,
        beside_model: manner.beside_model,
        open: Vec::new(),
        taken: 0,
        asked: None,
        is_graded: false,
        last: Vec::new(),
        is_sudden: false,
    };
    let steps = play.random.usize(..16);
    if is_script {
        play.answer_blindly(steps);
    } else if play.wait() {
        for _ in 0..steps {
            play.world.go_on(play.random);
            if !play.step() {
                break;
            }
        }
    }
    play.leave();
    let mut printed = Vec::new();
    while let Some(line) = play.next() {
        printed.push(line);
    }
    let Play {
        door,
        open,
        taken,
        last,
        is_sudden,
        ..
    } = play;
    let id = door.id();
    let (ended, all) = door.end();
    if let (Some(clock), Some(id)) = (&world.clock, id) {
        clock.clean_up(id);
    }
    let taken = taken + count_taken(&printed);
    for &number in open.iter().take(taken) {
        ledger.acknowledge(number);
    }
    if ended.code == Some(0) {
        for number in last {
            ledger.acknowledge(number);
        }
    }
    for trace in ["panicked at", "RUST_BACKTRACE"] {
        assert!(
            !all.contains(trace) && !ended.complaints.contains(trace),
            "{arguments:?}: {ended:?}\n{all}"
        );
    }
    // 2 says that there is nothing to go on with, 3 that the disk has no room for what was asked for.
    let mut fine = vec![Some(0), Some(2)];
    if world.disk.is_some() || manner.limit.is_some() {
        fine.extend([Some(3), None]);
    }
    if is_sudden {
        fine.extend([None, Some(129), Some(130), Some(143)]);
    }
    assert!(
        fine.contains(&ended.code),
        "{arguments:?}: {ended:?}\n{all}"
    );
    tally.kills += usize::from(ended.code.is_none());
    let told = UNSAVED.iter().any(|words| ended.complaints.contains(words));
    tally.full_disks += usize::from(told);
    Played {
        told,
        printed: format!("{arguments:?}\n{all}\n{ended:?}"),
    }
}

/// Of what was printed, how many lines it shows as taken: each is followed by a card, or by what is asked next.
fn count_taken(printed: &[Printed]) -> usize {
    let cards = printed
        .iter()
        .filter(|line| **line == Printed::Card)
        .count();
    let asked = printed.iter().filter(|line| line.asks()).count();
    cards.max(asked)
}

fn arguments(random: &mut Rng, manner: Manner, unfinished: bool) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut add = |word: &str| words.push(word.to_owned());
    if unfinished && random.u8(..5) < 3 {
        add("resume");
        return words;
    }
    let is_script = !manner.at_terminal && random.u8(..10) == 0;
    let mode = *random
        .choice(&["practice", "practice", "practice", "interview", "review"])
        .unwrap();
    add(mode);
    add("-n");
    add(&random.usize(1..6).to_string());
    if random.bool() {
        add("--seed");
        add(&random.u16(..).to_string());
    }
    if random.bool() {
        add("--probes");
        add(&random.u8(..3).to_string());
    }
    if random.u8(..4) == 0 {
        add("--plain");
    }
    if is_script {
        add("--json");
    } else if mode == "practice" {
        for (flag, of) in [("--estimate", 3), ("--calm", 5), ("--warm-up", 5)] {
            if random.u8(..of) == 0 {
                add(flag);
            }
        }
    } else if mode == "interview" && random.u8(..3) == 0 {
        add("--minutes");
        add(&random.u8(1..8).to_string());
    }
    words
}

impl Play<'_> {
    /// Does something; false when the program is gone or all is asked.
    fn step(&mut self) -> bool {
        match self.random.u8(..20) {
            0..=2 => self.aside(),
            3 | 4 => self.turn(),
            5 => self.note(),
            6 if self.door.is_terminal() => self.change_mind(),
            _ => self.answer(),
        }
    }

    /// Reads on until something is asked. False at the end, and when all was asked.
    fn wait(&mut self) -> bool {
        let was_asked = self.asked.take().is_some();
        loop {
            match self.next() {
                None => {
                    // Without a card it is taken if the program ended in order, and if anything was asked at all.
                    let last = self.open.clone();
                    let taken = self.taken;
                    self.settle(taken);
                    if was_asked {
                        self.last = last;
                    }
                    return false;
                }
                Some(Printed::Card) => {
                    self.is_graded = true;
                    self.taken = self.open.len().min(1);
                }
                Some(Printed::LookBack) => {
                    self.settle(1);
                    self.door.wait_for_prompt();
                    return false;
                }
                Some(line) if line.asks() => {
                    self.settle(1);
                    self.asked = Some(line);
                    return self.door.wait_for_prompt();
                }
                Some(_) => {}
            }
        }
    }

    /// The next line. A model that hangs is stopped by Ctrl-C, which ends the program where none is asked.
    fn next(&mut self) -> Option<Printed> {
        while self.beside_model {
            let patience = Duration::from_millis(self.random.u64(200..4000));
            match self.door.next_within(patience) {
                Came::Line(line) => return Some(line),
                Came::End => return None,
                Came::Nothing => self.signal("INT"),
            }
        }
        self.door.next()
    }

    fn signal(&mut self, name: &str) {
        self.is_sudden = true;
        self.door.signal(name);
    }

    /// So many of the open lines were taken; none is open any more.
    fn settle(&mut self, taken: usize) {
        for number in self.open.drain(..).take(taken) {
            self.ledger.acknowledge(number);
        }
        self.taken = 0;
    }

    /// Reads on until the list of commands was printed: everything before it is carried out then. False when the program is
    /// gone or nothing is asked.
    fn wait_for_help(&mut self) -> bool {
        for question in [&b"/help"[..], b"/repeat"] {
            self.door.say(question);
            if question == b"/repeat" {
                if !self.door.wait_for_prompt() {
                    return false;
                }
                self.door.say(b"/help");
            }
            loop {
                match self.next() {
                    None => return false,
                    Some(Printed::Help) => break,
                    Some(Printed::LookBack) => self.asked = None,
                    Some(line) if line.asks() => self.asked = Some(line),
                    Some(_) => {}
                }
            }
            self.settle(usize::MAX);
            if !self.door.wait_for_prompt() {
                return false;
            }
            if self.asked.is_some() {
                return true;
            }
        }
        false
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
    fn answer_blindly(&mut self, answers: usize) {
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
    fn leave(&mut self) {
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
