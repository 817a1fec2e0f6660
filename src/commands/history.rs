//! `viva history`: past sessions; to list, to read, to export, to delete.

use jiff::tz::TimeZone;

use super::output::{print, print_json, print_path};
use super::resume::failure;
use super::wiring::{Settings, editor, is_interactive, look, settings};
use super::{Exit, Failure};
use crate::cli::{HistoryCommand, SharedArgs};
use crate::history::{Kept, Store, StoreError};
use crate::report::{attempt_line, note_line};
use crate::terminal::render::{Past, past_attempt, past_note, past_sessions};
use crate::terminal::{Look, Repl, ReplOptions};

/// Runs a command of `viva history`; without one, the list.
pub(super) fn run(command: Option<&HistoryCommand>, shared: &SharedArgs) -> Result<Exit, Failure> {
    let settings = settings(shared)?;
    let look = look(shared, &settings.config, false);
    let folder = folder(&settings)?;
    let store = match command {
        Some(HistoryCommand::Path) => None,
        _ => Store::open_existing(folder).map_err(failure)?,
    };
    match command {
        None | Some(HistoryCommand::List) => list(store.as_ref(), shared, &look),
        Some(HistoryCommand::Show { session }) => show(&existing(store)?, *session, shared, &look),
        Some(HistoryCommand::Export) => export(store.as_ref()),
        Some(HistoryCommand::Delete { sessions, all }) => {
            delete(&existing(store)?, sessions, *all, shared, look)
        }
        Some(HistoryCommand::Path) => {
            print_path(&Store::path_in(folder))?;
            Ok(Exit::Done)
        }
    }
}

fn folder(settings: &Settings) -> Result<&std::path::Path, Failure> {
    settings.data.as_deref().ok_or_else(|| {
        Failure::usage("no home folder, so there is no data folder")
            .hint("name one with --data-dir DIR or VIVA_DATA_DIR")
    })
}

fn existing(store: Option<Store>) -> Result<Store, Failure> {
    store.ok_or_else(|| {
        Failure::usage("there are no sessions yet").hint("`viva practice` begins one")
    })
}

fn list(store: Option<&Store>, shared: &SharedArgs, look: &Look) -> Result<Exit, Failure> {
    let sessions = match store {
        Some(store) => store.sessions().map_err(failure)?,
        None => Vec::new(),
    };
    if shared.json {
        let lines: Vec<String> = sessions
            .iter()
            .map(|kept| {
                let line = serde_json::json!({
                    "schema": 1,
                    "session": kept.session,
                    "mode": kept.mode,
                    "state": kept.state_name(),
                    "started_at": kept.started_at.to_string(),
                    "answered": kept.answered,
                    "mean": kept.mean.map(|mean| mean.points()),
                });
                format!("{line}\n")
            })
            .collect();
        print_json(&lines.concat())?;
        return Ok(Exit::Done);
    }
    let zone = TimeZone::system();
    let past: Vec<Past<'_>> = sessions.iter().map(|kept| past(kept, &zone)).collect();
    print(&past_sessions(&past, look))?;
    Ok(Exit::Done)
}

fn past<'a>(kept: &'a Kept, zone: &TimeZone) -> Past<'a> {
    Past {
        session: kept.session,
        day: kept
            .started_at
            .to_zoned(zone.clone())
            .strftime("%Y-%m-%d %H:%M")
            .to_string(),
        mode: &kept.mode,
        state: kept.state_name(),
        answered: kept.answered,
        mean: kept.mean,
    }
}

fn show(store: &Store, session: i64, shared: &SharedArgs, look: &Look) -> Result<Exit, Failure> {
    let sessions = store.sessions().map_err(refused)?;
    let kept = sessions
        .iter()
        .find(|kept| kept.session == session)
        .ok_or_else(|| refused(StoreError::NoSession(session)))?;
    if shared.json {
        print_json(&lines_of(store, kept)?)?;
        return Ok(Exit::Done);
    }
    let attempts = store.attempts(session).map_err(refused)?;
    let notes = store.notes(session).map_err(refused)?;
    let warm_ups = usize::from(attempts.iter().any(|attempt| attempt.warm_up));
    let mut text = past_sessions(&[past(kept, &TimeZone::system())], look);
    for (at, attempt) in attempts.iter().enumerate() {
        let tried_later = attempts[at + 1..]
            .iter()
            .any(|later| later.position == attempt.position);
        let of_question: Vec<&str> = notes
            .iter()
            .filter(|note| !tried_later && note.position == attempt.position)
            .map(|note| note.text.as_str())
            .collect();
        let number = (attempt.position + 1)
            .checked_sub(warm_ups)
            .filter(|_| !attempt.warm_up);
        text.push_str(&past_attempt(number, attempt, &of_question, look));
    }
    let was_tried = |position| attempts.iter().any(|attempt| attempt.position == position);
    for note in notes.iter().filter(|note| !was_tried(note.position)) {
        text.push_str(&past_note(&note.text, look));
    }
    print(&text)?;
    Ok(Exit::Done)
}

fn export(store: Option<&Store>) -> Result<Exit, Failure> {
    let Some(store) = store else {
        return Ok(Exit::Done);
    };
    let mut sessions = store.sessions().map_err(failure)?;
    sessions.reverse();
    for kept in sessions {
        print_json(&lines_of(store, &kept)?)?;
    }
    Ok(Exit::Done)
}

fn lines_of(store: &Store, kept: &Kept) -> Result<String, Failure> {
    let attempts = store.attempts(kept.session).map_err(refused)?;
    let notes = store.written_notes(kept.session).map_err(refused)?;
    let mut lines = Vec::new();
    for (at, attempt) in attempts.iter().enumerate() {
        // What was noted at a question stands with the last try at it, as when the session is shown.
        let is_here = |position| position == attempt.position;
        let tried_later = attempts[at + 1..]
            .iter()
            .any(|later| is_here(later.position));
        let here = notes
            .iter()
            .filter(|note| !tried_later && is_here(note.position));
        let here = here.map(|note| note.text.as_str()).collect();
        lines.push(attempt_line(kept.session, &kept.mode, attempt, here) + "\n");
    }
    let was_tried = |position| attempts.iter().any(|attempt| attempt.position == position);
    for note in notes.iter().filter(|note| !was_tried(note.position)) {
        let place = (note.position, &note.question);
        let line = note_line(kept.session, &kept.mode, place, &note.text, note.written_at);
        lines.push(line + "\n");
    }
    Ok(lines.concat())
}

fn delete(
    store: &Store,
    sessions: &[i64],
    all: bool,
    shared: &SharedArgs,
    look: Look,
) -> Result<Exit, Failure> {
    let kept = store.sessions().map_err(refused)?;
    let mut chosen: Vec<i64> = if all {
        kept.iter().map(|kept| kept.session).collect()
    } else {
        sessions.to_vec()
    };
    chosen.sort_unstable();
    chosen.dedup();
    // All or none: nothing is deleted where one of them can't be.
    for session in &chosen {
        store.may_delete(*session).map_err(refused)?;
    }
    let what = match chosen.as_slice() {
        [] => {
            print("There are no sessions.\n")?;
            return Ok(Exit::Done);
        }
        [one] => format!("session {one}"),
        many => format!("{} sessions", many.len()),
    };
    if !shared.yes {
        match agreed(&what, shared, look)? {
            Some(true) => {}
            Some(false) => return Ok(Exit::No),
            None => return Ok(Exit::Interrupted),
        }
    }
    store.delete(&chosen).map_err(refused)?;
    print(&format!("Deleted {what}.\n"))?;
    Ok(Exit::Done)
}

/// What a refusal of the store means here.
fn refused(error: StoreError) -> Failure {
    match error {
        StoreError::NoSession(_) => {
            Failure::usage(error.to_string()).hint("`viva history` lists the sessions")
        }
        error => failure(error),
    }
}

/// Asks once, at a terminal; elsewhere `--yes` has to say it.
fn agreed(what: &str, shared: &SharedArgs, look: Look) -> Result<Option<bool>, Failure> {
    if !is_interactive(shared) {
        return Err(
            Failure::usage(format!("this would delete {what} for good")).hint("add --yes to do it")
        );
    }
    let options = ReplOptions {
        look,
        editor: editor(),
        leave_question: String::new(),
    };
    Repl::new(options)
        .and_then(|mut repl| repl.confirm(&format!("Delete {what} for good?"), false))
        .map_err(|error| Failure::outside(format!("the terminal can't be read: {error}")))
}
