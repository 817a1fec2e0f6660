//! Parses the command line, runs it, returns its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    viva::run(std::env::args_os())
}
