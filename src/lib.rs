//! Viva: an oral examination at the terminal. Modules in reading order; who may use whom is a table in
//! `ARCHITECTURE.md` and a test in `tests/architecture.rs`.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros
)]

#[deny(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros
)]
pub mod assessment;
pub mod bank;
pub mod cli;
pub mod commands;
pub mod config;
#[deny(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros
)]
pub mod examiner;
#[deny(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros
)]
pub mod grading;
pub mod history;
#[deny(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros
)]
pub mod interview;
pub mod llm;
pub mod report;
pub mod speech;
pub mod terminal;
#[deny(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros
)]
pub mod text;

use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser;

/// Parses the arguments, runs the command, and returns the process's exit code.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    match cli::Cli::try_parse_from(args) {
        Ok(cli) => match commands::run(cli) {
            Ok(exit) => exit.into(),
            Err(failure) => {
                // Names and paths from the command line may hold what a terminal would act on.
                anstream::eprintln!("{}", terminal::clean(&failure.to_string()));
                failure.exit.into()
            }
        },
        Err(error) => told(&error),
    }
}

/// Prints a mistake in the arguments, or the help that was asked for; returns the exit code.
fn told(error: &clap::Error) -> ExitCode {
    // Colours are the parser's own; what it repeats of the arguments is not.
    let plain = error.render().to_string();
    let cleaned = terminal::clean(&plain);
    let printed = if cleaned == plain {
        error.print()
    } else {
        write!(std::io::stderr(), "{cleaned}")
    };
    match printed {
        _ if error.use_stderr() => commands::Exit::Usage.into(),
        Err(failed) if failed.kind() != std::io::ErrorKind::BrokenPipe => {
            commands::Exit::Outside.into()
        }
        _ => ExitCode::SUCCESS,
    }
}
