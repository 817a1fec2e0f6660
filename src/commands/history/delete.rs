//! `viva history delete`: for good, and only when it was said twice. A file that can't be read is kept aside instead.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::cli::SharedArgs;
use crate::commands::open_bank::open_bank;
use crate::commands::output::print;
use crate::commands::personal::Phrases;
use crate::commands::voice::{recording_file, recordings_in};
use crate::commands::wiring::{is_interactive, repl, unreadable};
use crate::commands::{Exit, Failure};
use crate::history::{Overruling, Store};
use crate::terminal::{Look, Reply, clean};
use crate::text::count;

/// Runs `viva history delete` on a history that can be read.
pub(super) fn run(
    store: &Store,
    sessions: &[i64],
    all: bool,
    shared: &SharedArgs,
    look: Look,
) -> Result<Exit, Failure> {
    let kept = store.sessions()?;
    let mut chosen: Vec<i64> = if all {
        kept.iter().map(|kept| kept.session).collect()
    } else {
        sessions.to_vec()
    };
    chosen.sort_unstable();
    chosen.dedup();
    // All or none: nothing is deleted where one of them can't be.
    for session in &chosen {
        store.may_delete(*session)?;
    }
    let what = match chosen.as_slice() {
        [] => {
            print("There are no sessions.\n")?;
            return Ok(Exit::Done);
        }
        [one] => format!("session {one}"),
        many => format!("{} sessions", many.len()),
    };
    let phrases = Phrases::of(store)?;
    let goes = |kept: &&Overruling| chosen.contains(&kept.place.session);
    let what = match phrases.kept.iter().filter(goes).count() {
        0 => what,
        going => format!(
            "{what} and {} of your own",
            count(going, "phrase", "phrases")
        ),
    };
    if let Some(exit) = unless_agreed(
        &format!("Delete {what} for good?"),
        &format!("this would delete {what} for good"),
        shared,
        look,
    )? {
        return Ok(exit);
    }
    remove_recordings(store, &chosen)?;
    if all {
        remove_every_recording(store.folder())?;
    }
    forget(store, phrases, &chosen, shared)?;
    store.delete(&chosen)?;
    print(&format!("Deleted {what}.\n"))?;
    Ok(Exit::Done)
}

/// Takes the phrases of these sessions out of what other sessions made of them, where their words stand too.
fn forget(
    store: &Store,
    mut phrases: Phrases,
    sessions: &[i64],
    shared: &SharedArgs,
) -> Result<(), Failure> {
    let (going, left): (Vec<Overruling>, Vec<Overruling>) =
        (phrases.kept.into_iter()).partition(|kept| sessions.contains(&kept.place.session));
    if going.is_empty() {
        return Ok(());
    }
    phrases = Phrases { kept: left };
    let bank = open_bank(shared);
    let questions: BTreeSet<_> = going.into_iter().map(|kept| kept.question).collect();
    for question in &questions {
        for (place, worked) in phrases.left(store, &bank, question)? {
            store.record_worked(place, worked.as_ref())?;
        }
    }
    Ok(())
}

/// Removes the recordings of these sessions, before what tells of them.
fn remove_recordings(store: &Store, sessions: &[i64]) -> Result<(), Failure> {
    for session in sessions {
        for file in store.recordings(*session)? {
            if let Some(path) = recording_file(store.folder(), &file) {
                remove(&path)?;
            }
        }
    }
    Ok(())
}

/// Removes every recording of this data folder, those too of which no history tells; how many there were.
fn remove_every_recording(folder: &Path) -> Result<usize, Failure> {
    // Without a folder there is none.
    let names = std::fs::read_dir(recordings_in(folder))
        .into_iter()
        .flatten();
    let names = names.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let files: Vec<PathBuf> = names
        .filter_map(|name| recording_file(folder, &name))
        .collect();
    for file in &files {
        remove(file)?;
    }
    Ok(files.len())
}

fn remove(recording: &Path) -> Result<(), Failure> {
    match std::fs::remove_file(recording) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::outside(format!(
            "{} can't be deleted: {error}",
            recording.display()
        ))
        .hint("no session is deleted; make the folder writable")),
        _ => Ok(()),
    }
}

/// Keeps a history aside that can't be read, so that a new one can begin. Its recordings are deleted: nothing would tell whose
/// they are, and the new history's would take their names.
pub(super) fn set_aside(folder: &Path, shared: &SharedArgs, look: Look) -> Result<Exit, Failure> {
    if let Some(exit) = unless_agreed(
        "The history can't be read. Keep it aside, delete its recordings and begin a new one?",
        "the history can't be read; this would keep it aside, delete its recordings and begin a new one",
        shared,
        look,
    )? {
        return Ok(exit);
    }
    let deleted = remove_every_recording(folder)?;
    let aside = Store::set_aside(folder, Timestamp::now())?;
    let recordings = match deleted {
        0 => String::new(),
        1 => " Its recording is deleted.".to_owned(),
        many => format!(" Its {many} recordings are deleted."),
    };
    print(&clean(&format!(
        "Kept aside as {}. The next session begins a new history.{recordings}\n",
        aside.display()
    )))?;
    Ok(Exit::Done)
}

/// Asks once, at a terminal; elsewhere `--yes` has to say it. The exit code where it is not wanted.
fn unless_agreed(
    question: &str,
    would: &str,
    shared: &SharedArgs,
    look: Look,
) -> Result<Option<Exit>, Failure> {
    if shared.yes {
        return Ok(None);
    }
    if !is_interactive(shared) {
        return Err(Failure::usage(would).hint("add --yes to do it"));
    }
    let agreed = repl(look, "")?
        .confirm(question, false)
        .map_err(unreadable)?;
    Ok(match agreed {
        Reply::Said(true) => None,
        Reply::Said(false) | Reply::End => Some(Exit::No),
        Reply::Interrupted => Some(Exit::Interrupted),
    })
}
