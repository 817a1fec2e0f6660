//! One file a command: it wires what the command needs, runs it, and picks the exit code.

mod bank;
mod failure;
mod grade;
mod open_bank;

pub use failure::{Exit, Failure};

use crate::cli::{Cli, Command};

/// Runs what was asked for.
pub fn run(cli: Cli) -> Result<Exit, Failure> {
    match cli.command {
        Some(Command::Grade(args)) => grade::run(&args, &cli.shared),
        Some(Command::Bank(command)) => bank::run(&command, &cli.shared),
        _ => Ok(Exit::Done),
    }
}
