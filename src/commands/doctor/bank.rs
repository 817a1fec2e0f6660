//! Whether the questions can be asked: every one is read with its rubric.

use super::data::counted;
use super::{Scene, fine, missing};
use crate::bank::Bank;
use crate::commands::open_bank::{named_folders, open_bank_beside, own_folder};
use crate::terminal::render::Check;

/// So many damaged files are named at most.
const NAMED: usize = 5;

/// Checks the bank.
pub(super) fn check(scene: &Scene<'_>, tell: &mut dyn FnMut(Check)) {
    let bank = open_bank_beside(scene.shared, &[]);
    let (count, problems) = read_all(&bank);
    for problem in problems.iter().take(NAMED) {
        tell(missing(
            "question-file",
            problem,
            "repair the file; `viva bank check` says more",
        ));
    }
    if problems.len() > NAMED {
        let more = problems.len() - NAMED;
        tell(missing(
            "question-file",
            format!("{more} more like that"),
            "`viva bank check` names them all",
        ));
    }
    let told = format!("{}: {}", counted(count, "question"), places(scene));
    tell(if count == 0 {
        missing(
            "questions",
            told,
            "leave out --only-bank, or name a folder that holds questions/ and rubrics/",
        )
    } else {
        fine("questions", told)
    });
}

/// How many questions can be asked, and what is wrong with the others.
fn read_all(bank: &Bank) -> (u64, Vec<String>) {
    let mut problems: Vec<String> = bank.problems().iter().map(ToString::to_string).collect();
    let mut count = 0;
    for entry in bank.entries() {
        match bank.read(entry) {
            Ok(_) => count += 1,
            Err(problem) => problems.push(problem.to_string()),
        }
    }
    (count, problems)
}

/// Where the questions come from.
fn places(scene: &Scene<'_>) -> String {
    let mut places = Vec::new();
    if scene.shared.only_bank.is_empty() {
        places.push("built in".to_owned());
    }
    let own = own_folder(scene.shared).filter(|folder| folder.is_dir());
    let folders = own.into_iter().chain(named_folders(scene.shared));
    places.extend(folders.map(|folder| folder.display().to_string()));
    places.join(", ")
}
