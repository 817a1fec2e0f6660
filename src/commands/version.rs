//! `viva --version`: the program, its grading engine, and the bank it would ask from.

use super::open_bank::{exit_of, open_bank};
use super::output::print;
use super::{Exit, Failure};
use crate::cli::SharedArgs;
use crate::grading::ENGINE_VERSION;

/// Runs `viva --version`.
pub(super) fn run(shared: &SharedArgs) -> Result<Exit, Failure> {
    let bank = open_bank(shared);
    print(&format!(
        "viva {} (engine {ENGINE_VERSION}, bank {})\n",
        env!("CARGO_PKG_VERSION"),
        bank.hash()
    ))?;
    Ok(exit_of(&bank, Exit::Done))
}
