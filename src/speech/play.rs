//! Playing a sound file, as what a server has spoken.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Stdio;

use super::command::{CommandError, CommandLine, Handed};
use super::running::Running;
use super::say::Speaking;

/// The programs that play, best known first.
const KNOWN: [&[&str]; 6] = [
    &["pw-play", "{file}"],
    &["paplay", "{file}"],
    &["aplay", "-q", "{file}"],
    &["play", "-q", "{file}"],
    &[
        "ffplay",
        "-loglevel",
        "error",
        "-nodisp",
        "-autoexit",
        "{file}",
    ],
    &["afplay", "{file}"],
];

/// The playing programs that are installed, best first. `path` is the search path, that of the environment where none is given.
pub fn players(path: Option<&OsStr>) -> Vec<CommandLine> {
    KNOWN
        .iter()
        .filter_map(|words| CommandLine::new(words.iter().copied()))
        .filter(|command| command.is_installed(path))
        .collect()
}

/// Begins to play a sound file.
///
/// # Errors
/// When the program can't be started.
pub fn play(player: &CommandLine, file: &Path) -> Result<Speaking, CommandError> {
    let handed = Handed {
        file: Some(file),
        ..Handed::default()
    };
    let running = Running::start(player, handed, Stdio::null())?;
    Ok(Speaking::of(running))
}
