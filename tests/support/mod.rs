//! What tests of the whole program share: a home folder of their own, and a program that knows nothing of the machine's.

#![allow(dead_code, reason = "each test file uses a part of it")]

pub(crate) mod imported;
#[cfg(unix)]
pub(crate) mod terminal;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// The program under test.
pub(crate) const VIVA: &str = env!("CARGO_BIN_EXE_viva");

/// The settings of the machine that must not reach the program.
pub(crate) const SETTINGS: &[&str] = &[
    "VIVA_CONFIG",
    "VIVA_DATA_DIR",
    "VIVA_BASE_URL",
    "VIVA_API_KEY",
    "VIVA_MODEL",
    "OPENAI_BASE_URL",
    "OPENAI_API_BASE",
    "OPENAI_API_KEY",
    "OPENAI_MODEL",
    "NO_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "ACCESSIBLE",
    "VISUAL",
    "EDITOR",
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
];

/// A round of the first question of a home's bank.
pub(crate) const ONE: &[&str] = &["practice", "--question", "list/one"];

/// A round of both questions of a home's bank.
pub(crate) const BOTH: &[&str] = &[
    "practice",
    "--question",
    "list/one",
    "--question",
    "list/two",
];

/// These arguments, and more.
pub(crate) fn with<'a>(arguments: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [arguments, more].concat()
}

/// A home folder, and a bank of two questions in it.
pub(crate) struct Home {
    folder: TempDir,
}

/// What a run printed, and how it ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ran {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: Option<i32>,
}

/// The result objects that were printed, one a line.
pub(crate) fn results(ran: &Ran) -> Vec<serde_json::Value> {
    ran.stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The prompts of the questions that were put, in order.
pub(crate) fn asked(ran: &Ran) -> Vec<&str> {
    let lines = ran.stdout.lines().map(str::trim);
    lines.filter(|line| line.starts_with("What is a")).collect()
}

impl Home {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Self { folder };
        home.write_question("one", "What is a tuple?", "A tuple is immutable");
        home.write_question(
            "two",
            "What is a dictionary?",
            "A dictionary maps keys to values",
        );
        home
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.path().join("data")
    }

    pub(crate) fn bank(&self) -> PathBuf {
        self.path().join("bank")
    }

    fn write_question(&self, slug: &str, prompt: &str, statement: &str) {
        let question = format!(
            "prompt = \"{prompt}\"\nlevel = \"beginner\"\nkind = \"fact\"\nminutes = 1\nhints = [\"a nudge\", \"a push\"]\nmodel_answer = \"{statement}.\"\nsources = [\"list/{slug}\"]\n"
        );
        let rubric = format!(
            "reference = \"{statement}.\"\n[[key_points]]\nid = \"point\"\nstatement = \"{statement}\"\nprobe = \"And what else?\"\n"
        );
        for (kind, text) in [("questions", question), ("rubrics", rubric)] {
            self.write(&format!("bank/{kind}/track/topic/{slug}.toml"), text);
        }
    }

    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    /// The program with these arguments, the bank of this home, and nothing else to go by.
    pub(crate) fn viva(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(VIVA);
        for setting in SETTINGS {
            command.env_remove(setting);
        }
        command
            .env("HOME", self.path())
            .env("VIVA_DATA_DIR", self.data())
            .args(arguments)
            .arg("--only-bank")
            .arg(self.bank());
        command
    }

    /// Runs the program with this input.
    pub(crate) fn run(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Ran {
        run(&mut self.viva(arguments), input)
    }
}

/// Starts a command whose streams are all pipes.
pub(crate) fn piped(command: &mut Command) -> Child {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Runs a command with this input.
pub(crate) fn run(command: &mut Command, input: impl AsRef<[u8]>) -> Ran {
    let mut child = piped(command);
    let mut stdin = child.stdin.take().unwrap();
    let input = input.as_ref().to_vec();
    let writer = std::thread::spawn(move || {
        // The program may end before it has read everything.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Ran {
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code(),
    }
}
