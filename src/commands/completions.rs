//! `viva completions SHELL`: the script that completes commands and options in a shell.

use clap::CommandFactory as _;
use clap_complete::{Shell, generate};

use super::output::write_bytes;
use super::{Exit, Failure};
use crate::cli::Cli;

/// Runs `viva completions`.
pub(super) fn run(shell: Shell) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    generate(shell, &mut Cli::command(), "viva", &mut script);
    write_bytes(&script)?;
    Ok(Exit::Done)
}
