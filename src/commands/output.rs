//! Printing what was asked for. A reader that went away is no failure: there is nobody left to tell.

use std::io::{self, Write as _};

use super::Failure;

/// Writes text to standard output; colour codes are left out where colour is not wanted.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = anstream::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::outside(format!("standard output: {error}")))
        }
        _ => Ok(()),
    }
}
