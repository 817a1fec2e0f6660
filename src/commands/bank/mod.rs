//! `viva bank`: browse, study and check the questions.

use super::{Exit, Failure};
use crate::cli::{BankCommand, SharedArgs};

/// Runs a command of `viva bank`.
pub(super) fn run(_command: &BankCommand, _shared: &SharedArgs) -> Result<Exit, Failure> {
    Ok(Exit::Done)
}
