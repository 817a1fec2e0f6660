//! `viva bank show`: one question to study.

use crate::cli::SharedArgs;
use crate::commands::open_bank::{exit_of, open_bank, read_question};
use crate::commands::output::{print, print_json};
use crate::commands::wiring::{look, settings};
use crate::commands::{Exit, Failure};
use crate::report::show_line;
use crate::terminal::render::study_page;

/// Prints the question of an id or source.
pub(super) fn run(id: &str, shared: &SharedArgs) -> Result<Exit, Failure> {
    let bank = open_bank(shared);
    let item = read_question(&bank, id)?;
    if shared.json {
        print_json(&(show_line(&item.question, &item.rubric) + "\n"))?;
    } else {
        let look = look(shared, &settings(shared)?.config, false);
        print(&study_page(&item.question, &item.rubric, &look))?;
    }
    Ok(exit_of(&bank, Exit::Done))
}
