//! Transcribing: a program that takes a sound file and prints what was said.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::command::{CommandError, CommandLine, Handed};
use super::running::{Limits, run};
use super::transcript::{Transcript, read_transcript};

/// The programs that transcribe without a model of one's own choice: pocketsphinx since 5, as Fedora and Homebrew have it, and
/// before, as Debian does. (`whisper-cli` hears far better, but must be told its model, so it is configured: `["whisper-cli",
/// "-m", "model.bin", "-f", "{file}"]`.)
const KNOWN: &[&[&str]] = &[
    &["pocketsphinx", "single", "{file}"],
    &[
        "pocketsphinx_continuous",
        "-time",
        "yes",
        "-infile",
        "{file}",
    ],
];

/// More than anybody says in an hour, each word with its times.
const PRINTED: usize = 1024 * 1024;

/// More than anybody says in an hour, and as much as is graded.
const WORDS: usize = 64 * 1024;

/// A program that transcribes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transcriber {
    /// What prints the words of a file.
    pub command: CommandLine,
}

/// The transcribing programs that are installed. `path` is the search path, that of the environment where none is given.
pub fn transcribers(path: Option<&OsStr>) -> Vec<Transcriber> {
    KNOWN
        .iter()
        .filter_map(|words| CommandLine::new(words.iter().copied()))
        .filter(|command| command.is_installed(path))
        .map(|command| Transcriber { command })
        .collect()
}

/// How long to wait for the transcript of a recording: a slow machine needs several times its length, and a model its time to
/// load.
pub fn patience(recorded: Duration) -> Duration {
    Duration::from_secs(120) + recorded * 5
}

/// The transcript of a sound file; setting `stop` gives it up. A file that has not passed the [`gate`](super::gate()) should not
/// come here.
///
/// # Errors
/// When the program fails, hangs, prints no words or far too many, or is stopped.
pub fn transcribe(
    transcriber: &Transcriber,
    file: &Path,
    time: Duration,
    stop: &AtomicBool,
) -> Result<Transcript, CommandError> {
    let handed = Handed {
        file: Some(file),
        ..Handed::default()
    };
    let limits = Limits {
        time,
        bytes: PRINTED,
    };
    let printed = run(&transcriber.command, handed, limits, stop)?;
    let transcript = read_transcript(&printed);
    if transcript.text.is_empty() {
        return Err(CommandError::Nothing {
            program: transcriber.command.program().to_owned(),
            said: String::new(),
        });
    }
    if transcript.text.len() > WORDS {
        return Err(CommandError::TooMuch {
            program: transcriber.command.program().to_owned(),
            bytes: WORDS,
        });
    }
    Ok(transcript)
}
