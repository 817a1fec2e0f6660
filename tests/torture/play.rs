//! One run of the program, with whatever comes to mind: answers, commands, garbage, silence, and a sudden end.

mod doing;

use std::time::Duration;

use fastrand::Rng;

use crate::disk::Limit;
use crate::door::{Came, Door};
use crate::ledger::{Ledger, Tally};
use crate::printed::Printed;
use crate::world::{Manner, World};

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
}
