//! The bank that a command's options name, and the question that an argument names.

use std::path::PathBuf;

use super::{Exit, Failure};
use crate::bank::{Bank, Entry, Item};
use crate::cli::SharedArgs;
use crate::config::data_folder;
use crate::terminal::clean;

/// Opens the built-in bank (unless `--only-bank`), the user's own, and the folders named. What is damaged is told on
/// standard error; the rest serves. The configuration is not read: a grade must not depend on it.
pub(super) fn open_bank(shared: &SharedArgs) -> Bank {
    let bank = open_bank_beside(shared, &[]);
    for problem in bank.problems() {
        anstream::eprintln!("{}", clean(&problem.to_string()));
    }
    bank
}

/// The same with further folders, and without telling what is damaged.
pub(super) fn open_bank_beside(shared: &SharedArgs, further: &[PathBuf]) -> Bank {
    let mut folders = named_folders(shared);
    folders.extend(further.iter().cloned());
    Bank::open(
        &folders,
        own_folder(shared).as_slice(),
        !shared.only_bank.is_empty(),
    )
}

/// The folders of `--bank` and `--only-bank`, in the order in which they override.
pub(super) fn named_folders(shared: &SharedArgs) -> Vec<PathBuf> {
    shared
        .only_bank
        .iter()
        .chain(&shared.bank)
        .cloned()
        .collect()
}

/// The folder of the user's own questions: none where there is no home and no `--data-dir`.
pub(super) fn own_folder(shared: &SharedArgs) -> Option<PathBuf> {
    shared
        .data_dir
        .clone()
        .or_else(data_folder)
        .map(|data| data.join("bank"))
}

/// How a command ends that did its work: 2 where a file of the bank is damaged, else as it says.
pub(super) fn exit_of(bank: &Bank, exit: Exit) -> Exit {
    if bank.problems().is_empty() {
        exit
    } else {
        Exit::Usage
    }
}

/// Reads the question of an id or source, or says why not.
pub(super) fn read_question(bank: &Bank, name: &str) -> Result<Item, Failure> {
    let entry = find_typed(bank, name)?;
    bank.read(entry)
        .map_err(|problem| Failure::usage(problem.to_string()))
}

/// So many characters of an unknown name are repeated: whole answers get pasted there.
const NAME_SHOWN: usize = 100;

/// As [`find_question`], or by the end of an id that only one question has.
pub(super) fn find_typed<'a>(bank: &'a Bank, name: &str) -> Result<&'a Entry, Failure> {
    bank.find_typed(name)
        .map_or_else(|| find_question(bank, name), Ok)
}

/// As [`find_typed`], and an answer to it can be graded.
pub(super) fn find_gradable<'a>(bank: &'a Bank, name: &str) -> Result<&'a Entry, Failure> {
    let entry = find_typed(bank, name)?;
    if entry.is_gradable {
        return Ok(entry);
    }
    Err(ungradable(bank, entry))
}

/// Reads a question that comes up in a session, or says why it is passed over: its files may have changed since it began.
pub(super) fn read_gradable(bank: &Bank, entry: &Entry) -> Result<Item, String> {
    let item = bank.read(entry).map_err(|problem| problem.to_string())?;
    if item.is_gradable() {
        return Ok(item);
    }
    Err(format!(
        "question `{}` has no key points to grade by any more: it is passed over",
        entry.id
    ))
}

/// What is said of a question that no answer can be graded to.
pub(super) fn ungradable(bank: &Bank, entry: &Entry) -> Failure {
    let failure = Failure::usage(format!("`{}` has no answer to grade by yet", entry.id));
    match bank.files_of(entry) {
        Some((_, rubric)) => failure.hint(format!("write key points into {}", rubric.display())),
        None => failure,
    }
}

/// The entry of an id or source, or the problem of its file, or the nearest name.
pub(super) fn find_question<'a>(bank: &'a Bank, name: &str) -> Result<&'a Entry, Failure> {
    if let Some(entry) = bank.find(name) {
        return Ok(entry);
    }
    let file = format!("questions/{name}.toml");
    if let Some(problem) = bank
        .problems()
        .iter()
        .find(|problem| problem.place.path.replace('\\', "/").ends_with(&file))
    {
        return Err(Failure::usage(problem.to_string()));
    }
    let shown: String = name.chars().take(NAME_SHOWN).collect();
    let more = if shown.len() < name.len() { "…" } else { "" };
    let failure = Failure::usage(format!("no question `{shown}{more}`"));
    Err(match nearest_question(bank, name) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint("`viva bank list` shows every question"),
    })
}

/// The id or source that was most likely meant.
fn nearest_question<'a>(bank: &'a Bank, name: &str) -> Option<&'a str> {
    let slug = |id: &'a str| id.rsplit('/').next().unwrap_or(id);
    let ids = || bank.entries().map(|entry| entry.id.as_str());
    if let Some(id) = ids().find(|id| slug(id) == slug_of(name)) {
        return Some(id);
    }
    let sources = bank
        .entries()
        .flat_map(|entry| entry.sources.iter().map(|source| source.as_str()));
    nearest(name, ids().chain(sources))
        .or_else(|| {
            let near = nearest(slug_of(name), ids().map(slug))?;
            ids().find(|id| slug(id) == near)
        })
        .or_else(|| ids().find(|id| name.len() >= 3 && slug(id).contains(slug_of(name))))
}

fn slug_of(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// The candidate closest to a name, where one is close: at most a third of its letters differ.
pub(super) fn nearest<'a>(
    name: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    // A name of megabytes is no slip of the finger, and comparing it would take as long as it is.
    if name.len() > 200 {
        return None;
    }
    candidates
        .map(|candidate| (strsim::osa_distance(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance * 3 <= candidate.len().max(3))
        .min()
        .map(|(_, candidate)| candidate)
}
