//! `viva bank`: browse, study, check, write and import the questions.

mod check;
mod confirm;
mod import;
mod list;
mod mark;
mod marked;
mod new;
mod personal;
mod proposing;
mod show;

use super::open_bank::own_folder;
use super::output::print_path;
use super::{Exit, Failure};
use crate::cli::{BankCommand, SharedArgs};

/// Runs a command of `viva bank`.
pub(super) fn run(command: &BankCommand, shared: &SharedArgs) -> Result<Exit, Failure> {
    match command {
        BankCommand::List { concepts: true, .. } => list::concepts(shared),
        BankCommand::List { topic, level, .. } => list::run(topic, level.as_deref(), shared),
        BankCommand::Show { id } => show::run(id, shared),
        BankCommand::Check { paths, marked, .. } if marked.is_empty() => check::run(paths, shared),
        BankCommand::Check {
            marked,
            all,
            personal,
            ..
        } => marked::run(marked, *all, *personal, shared),
        BankCommand::Personal { command } => personal::run(command.as_ref(), shared),
        BankCommand::New(args) => new::run(args, shared),
        BankCommand::Import(args) => import::run(args, shared),
        BankCommand::Mark(args) => mark::run(args, shared),
        BankCommand::Path => path(shared),
    }
}

/// Prints the folder of one's own questions.
fn path(shared: &SharedArgs) -> Result<Exit, Failure> {
    let folder = own_folder(shared).ok_or_else(|| {
        Failure::usage("no home folder, so there is no data folder")
            .hint("name one with --data-dir DIR or VIVA_DATA_DIR")
    })?;
    print_path(&folder)?;
    Ok(Exit::Done)
}
