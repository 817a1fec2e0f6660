//! Parses the command line, runs it, returns its exit code.

use std::process::ExitCode;

/// A grade is made of many small parts that live for a moment: a sixth of its time went into the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    viva::run(std::env::args_os())
}
