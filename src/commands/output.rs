//! Printing what was asked for. A reader that went away is no failure: there is nobody left to tell.

use std::io::{self, IsTerminal as _, Write};
use std::path::Path;

use super::Failure;
use crate::terminal::{clean, escape_json};

/// Writes text to standard output; colour codes are left out where colour is not wanted.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    write(anstream::stdout().lock(), text.as_bytes())
}

/// Writes JSON to standard output, with nothing in it that a terminal would act on.
pub(super) fn print_json(json: &str) -> Result<(), Failure> {
    write(io::stdout().lock(), escape_json(json).as_bytes())
}

/// Writes a file's content to standard output as it is.
pub(super) fn write_bytes(bytes: &[u8]) -> Result<(), Failure> {
    write(io::stdout().lock(), bytes)
}

/// Writes a path and a line break: to a script as it is, to a terminal without what that would act on.
pub(super) fn print_path(path: &Path) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    if stdout.is_terminal() {
        return write(
            stdout,
            (clean(&path.display().to_string()) + "\n").as_bytes(),
        );
    }
    let mut line = path.as_os_str().as_encoded_bytes().to_vec();
    line.push(b'\n');
    write(&mut stdout, &line)
}

/// Writes to standard output what comes piece by piece.
pub(super) fn write_pieces(
    pieces: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut stdout = io::BufWriter::new(io::stdout().lock());
    told(pieces(&mut stdout).and_then(|()| stdout.flush()))
}

fn write(mut stdout: impl Write, bytes: &[u8]) -> Result<(), Failure> {
    told(stdout.write_all(bytes).and_then(|()| stdout.flush()))
}

fn told(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::outside(format!("standard output: {error}")))
        }
        _ => Ok(()),
    }
}
