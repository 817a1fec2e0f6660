//! A command as it is configured, what is handed to it, and what can go wrong with it. Running it is next door.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::Path;
use std::time::Duration;

/// A program and its arguments, as configured. In an argument `{text}` stands for what is to be spoken, `{file}` for the sound
/// file and `{seconds}` for the limit of a recording. Without `{text}` the text goes to the program's standard input; without
/// `{file}` the file is its last argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandLine {
    program: String,
    arguments: Vec<String>,
}

impl CommandLine {
    /// The command of these words, the program first; nothing where no program is named.
    pub fn new<W: Into<String>>(words: impl IntoIterator<Item = W>) -> Option<Self> {
        let mut words = words.into_iter().map(Into::into);
        let program = words.next().filter(|program| !program.trim().is_empty())?;
        Some(Self {
            program,
            arguments: words.collect(),
        })
    }

    /// The program's name or path.
    pub fn program(&self) -> &str {
        &self.program
    }

    /// The command as a setting of the configuration says it: `["rec", "-q", "{file}"]`.
    pub fn as_setting(&self) -> String {
        let words = std::iter::once(&self.program).chain(&self.arguments);
        let words: Vec<String> = words.map(|word| format!("{word:?}")).collect();
        format!("[{}]", words.join(", "))
    }

    /// Whether the program can be found, on this search path or on the one of the environment.
    pub(super) fn is_installed(&self, path: Option<&OsStr>) -> bool {
        match path {
            Some(path) => which::which_in(&self.program, Some(path), ".").is_ok(),
            None => which::which(&self.program).is_ok(),
        }
    }

    pub(super) fn mentions(&self, placeholder: &str) -> bool {
        self.arguments.iter().any(|word| word.contains(placeholder))
    }

    pub(super) fn filled(&self, handed: Handed<'_>) -> Vec<OsString> {
        let mut arguments: Vec<OsString> = self
            .arguments
            .iter()
            .map(|word| fill(word, handed))
            .collect();
        if let Some(file) = handed.file
            && !self.mentions("{file}")
        {
            arguments.push(file.into());
        }
        arguments
    }
}

/// What is handed to a program.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Handed<'a> {
    pub(super) text: Option<&'a str>,
    pub(super) file: Option<&'a Path>,
    pub(super) seconds: u64,
}

fn fill(word: &str, handed: Handed<'_>) -> OsString {
    if let ("{file}", Some(file)) = (word, handed.file) {
        return file.into();
    }
    let mut filled = word.replace("{seconds}", &handed.seconds.to_string());
    if let Some(file) = handed.file {
        filled = filled.replace("{file}", &file.to_string_lossy());
    }
    if let Some(text) = handed.text {
        // A text must not be taken for an option, nor end the argument.
        let text = text.replace('\0', "");
        let text = if word == "{text}" && text.starts_with('-') {
            format!(" {text}")
        } else {
            text
        };
        filled = filled.replace("{text}", &text);
    }
    filled.into()
}

/// Why a program gave nothing that can be used.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// It can't be found.
    #[error("`{program}` isn't installed, or not on the search path")]
    NotFound {
        /// The program.
        program: String,
    },
    /// It is there but can't be started.
    #[error("`{program}` can't be started: {error}")]
    NotStarted {
        /// The program.
        program: String,
        /// Why.
        error: io::Error,
    },
    /// It ended with an error, or was ended.
    #[error("`{program}` failed{}{}", with_code(*.code), colon(.said))]
    Died {
        /// The program.
        program: String,
        /// Its exit code; none when a signal ended it.
        code: Option<i32>,
        /// The line of its complaint that tells most, without control characters; may be empty.
        said: String,
    },
    /// It took too long and was ended.
    #[error("`{program}` took longer than {} s and was stopped", .after.as_secs())]
    TimedOut {
        /// The program.
        program: String,
        /// How long it was given.
        after: Duration,
    },
    /// It printed more than any answer can be, and was ended.
    #[error("`{program}` printed more than {bytes} bytes and was stopped")]
    TooMuch {
        /// The program.
        program: String,
        /// How much it may print.
        bytes: usize,
    },
    /// It ended well and gave nothing.
    #[error("`{program}` gave nothing{}", colon(.said))]
    Nothing {
        /// The program.
        program: String,
        /// What it complained of, if anything.
        said: String,
    },
    /// Whoever asked for it wants it no more.
    #[error("`{program}` was stopped")]
    Stopped {
        /// The program.
        program: String,
    },
}

fn with_code(code: Option<i32>) -> String {
    code.map(|code| format!(" with exit code {code}"))
        .unwrap_or_default()
}

fn colon(said: &str) -> String {
    if said.is_empty() {
        String::new()
    } else {
        format!(": {said}")
    }
}
