//! One home with all that may go wrong around it: its disk, its clock, its language model.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use fastrand::Rng;

use crate::clock::Clock;
use crate::disk::{Disk, Limit};
use crate::door::Door;
use crate::model;
use crate::server::Server;
use crate::support::terminal::Terminal;
use crate::support::{Home, VIVA};

/// How the program is run this time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner {
    /// At a terminal, or through a pipe.
    pub(crate) at_terminal: bool,
    /// With a language model that misbehaves beside it.
    pub(crate) beside_model: bool,
    /// With a limit on the size of its files.
    pub(crate) limit: Option<Limit>,
}

/// A home and its troubles. The disk goes before the home that it is in.
pub(crate) struct World {
    pub(crate) disk: Option<Disk>,
    pub(crate) clock: Option<Clock>,
    server: Server,
    pub(crate) home: Home,
}

impl World {
    pub(crate) fn new(random: &mut Rng, library: Option<PathBuf>, can_mount: bool) -> Self {
        let home = Home::new();
        fs::remove_dir_all(home.bank()).unwrap();
        for number in 1..=9 {
            write_question(&home, number);
        }
        let opinion = random.bool();
        let follow_ups = random.u8(..4) == 0;
        home.write(
            "config.toml",
            format!(
                "[llm]\nopinion = {opinion}\nfollow_ups = {follow_ups}\nfirst_word_seconds = 1\n"
            ),
        );
        let is_small = random.u8(..3) == 0 && can_mount;
        Self {
            disk: is_small.then(|| Disk::mount(&home.data())).flatten(),
            clock: library.map(|library| Clock::new(library, home.path())),
            server: model::faulty(random.u64(..)),
            home,
        }
    }

    /// Runs the program.
    pub(crate) fn open(&self, manner: Manner, arguments: &[&str]) -> Door {
        let mut environment = vec![
            (
                "VIVA_CONFIG",
                self.home.path().join("config.toml").display().to_string(),
            ),
            // An editor that hands back what it got.
            ("EDITOR", "true".to_owned()),
        ];
        environment.extend(self.clock.iter().flat_map(Clock::environment));
        let mut arguments = arguments.to_vec();
        let url = self.server.url();
        if manner.beside_model {
            arguments.extend(["--llm", "--base-url", &url, "--model", "faulty"]);
        }
        if manner.at_terminal {
            let environment: Vec<(&str, &str)> = environment
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            return Door::terminal(Terminal::start_with(&self.home, &arguments, &environment));
        }
        let mut command = self.home.viva(&arguments);
        if let Some(limit) = manner.limit {
            command = through_shell(&command, &limit.script());
        }
        command.envs(environment);
        Door::pipe(command)
    }

    /// Lets the clock go on, and the disk fill up or get empty.
    pub(crate) fn go_on(&mut self, random: &mut Rng) {
        if let Some(clock) = &mut self.clock {
            clock.pass(random);
        }
        if let Some(disk) = &self.disk {
            match random.u8(..24) {
                0 => disk.leave(0),
                1 => disk.leave(random.u64(..200_000)),
                2 => disk.free(),
                _ => {}
            }
        }
    }

    /// Makes room on the disk.
    pub(crate) fn make_room(&self) {
        if let Some(disk) = &self.disk {
            disk.free();
        }
    }
}

/// The same command, begun by a shell that runs this script first.
fn through_shell(command: &Command, script: &str) -> Command {
    let mut shell = Command::new("sh");
    shell
        .args(["-c", script, "sh", VIVA])
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    shell
}

fn write_question(home: &Home, number: usize) {
    let level = ["beginner", "intermediate", "advanced"][number % 3];
    let topic = ["luck", "order", "size"][number / 4];
    let question = format!(
        "prompt = \"What of number {number}?\"\nlevel = \"{level}\"\nminutes = 1\nhints = [\"a nudge\", \"a push\"]\nmodel_answer = \"Number {number} is a lucky one, and every lucky number is even.\"\n"
    );
    let rubric = format!(
        "reference = \"Number {number} is a lucky one, and every lucky number is even.\"\n\
         [[key_points]]\nid = \"lucky\"\nstatement = \"Number {number} is a lucky one\"\nweight = 2\nessential = true\nprobe = \"And of luck with {number}?\"\n\
         [[key_points]]\nid = \"even\"\nstatement = \"Every lucky number is even\"\npatterns = ['lucky even']\nprobe = \"And of luck with even ones?\"\n\
         [[misconceptions]]\nid = \"prime\"\nbelief = \"Lucky numbers are prime\"\ncorrection = \"They are even.\"\npenalty = 20\npatterns = ['lucky prime']\n"
    );
    home.write(
        &format!("bank/questions/track/{topic}/n{number}.toml"),
        question,
    );
    home.write(
        &format!("bank/rubrics/track/{topic}/n{number}.toml"),
        rubric,
    );
}
