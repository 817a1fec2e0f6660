//! One file a command: it wires what the command needs, runs it, and picks the exit code.

mod bank;
mod begin;
mod completions;
mod config;
mod doctor;
mod effects;
mod failure;
mod grade;
mod history;
mod interview;
mod keeper;
mod man;
mod model;
mod open_bank;
mod output;
mod personal;
mod practice;
mod report;
mod resume;
mod review;
mod rules;
mod stats;
mod version;
mod voice;
mod warm_up;
mod welcome;
mod wiring;

pub use failure::{Exit, Failure};
pub use grade::{Grader, grade_lines};

use crate::cli::{Cli, Command};

/// Runs what was asked for.
pub fn run(mut cli: Cli) -> Result<Exit, Failure> {
    wiring::add_environment(&mut cli.shared);
    let shared = &cli.shared;
    if cli.version {
        return version::run(shared);
    }
    match &cli.command {
        None => welcome::run(&cli.session, &cli.round, shared),
        Some(Command::Practice(args)) => practice::run(args, shared),
        Some(Command::Interview(args)) => interview::run(args, shared),
        Some(Command::Review(args)) => review::run(args, shared),
        Some(Command::Resume(args)) => resume::run(args, shared),
        Some(Command::Grade(args)) => grade::run(args, shared),
        Some(Command::Stats(args)) => stats::run(args, shared),
        Some(Command::History { command }) => history::run(command.as_ref(), shared),
        Some(Command::Report(args)) => report::run(args, shared),
        Some(Command::Bank(command)) => bank::run(command, shared),
        Some(Command::Config(command)) => config::run(command, shared),
        Some(Command::Doctor(args)) => doctor::run(args, shared),
        Some(Command::Completions { shell }) => completions::run(*shell),
        Some(Command::Man { to }) => man::run(to.as_deref()),
    }
}
