//! `viva history`: past sessions; to list, to read, to export and import, to grade anew, to delete.

mod delete;
mod dispute;
mod import;
mod regrade;

use jiff::tz::TimeZone;
use serde_json::value::to_raw_value;

use crate::cli::{HistoryCommand, SharedArgs};
use crate::commands::output::{print, print_json, print_path};
use crate::commands::voice::recording_file;
use crate::commands::wiring::{Settings, look, settings};
use crate::commands::{Exit, Failure};
use crate::history::{Kept, Remark, RemarkKind, Store, StoreError, Worked, delivery_json};
use crate::interview::{Attempt, is_last_try};
use crate::report::{Exported, Later, attempt_line, note_line, personal_json};
use crate::terminal::render::{
    Past, adjusted, delivery, past_attempt, past_note, past_opinion, past_remark, past_sessions,
    sentence,
};
use crate::terminal::{Look, clean};
use crate::text::Delivery;

/// Runs a command of `viva history`; without one, the list.
pub(super) fn run(command: Option<&HistoryCommand>, shared: &SharedArgs) -> Result<Exit, Failure> {
    let settings = settings(shared)?;
    let look = look(shared, &settings.config, false);
    let folder = folder(&settings)?;
    let opened = || Store::open_existing(folder);
    let store = match command {
        Some(HistoryCommand::Path | HistoryCommand::Import { .. }) => None,
        // What is damaged anywhere is kept aside whole: some of it may be read by other means.
        Some(HistoryCommand::Delete { all: true, .. }) => {
            match opened().and_then(|store| store.map(Store::checked).transpose()) {
                Err(StoreError::Damaged { .. }) => {
                    return delete::set_aside(folder, shared, look);
                }
                checked => checked?,
            }
        }
        _ => opened()?,
    };
    match command {
        None | Some(HistoryCommand::List) => list(store.as_ref(), shared, &look),
        Some(HistoryCommand::Show { session }) => show(&existing(store)?, *session, shared, &look),
        Some(HistoryCommand::Export) => export(store.as_ref()),
        Some(HistoryCommand::Delete { sessions, all }) => {
            delete::run(&existing(store)?, sessions, *all, shared, look)
        }
        Some(HistoryCommand::Regrade { sessions, personal }) => {
            regrade::run(&existing(store)?, sessions, *personal, shared, &look)
        }
        Some(HistoryCommand::Dispute(args)) => dispute::run(&existing(store)?, args, shared, look),
        Some(HistoryCommand::Import { file }) => import::run(folder, file, shared, &look),
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
        Some(store) => store.sessions()?,
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
    let kept = store.session(session)?;
    if shared.json {
        print_json(&lines_of(store, &kept)?)?;
        return Ok(Exit::Done);
    }
    let attempts = store.attempts(session)?;
    let notes = store.notes(session)?;
    let regrades = store.regrades(session)?;
    let remarks = store.remarks(session)?;
    let deliveries = store.deliveries(session)?;
    let worked = store.worked(session)?;
    let warm_ups = usize::from(attempts.iter().any(|attempt| attempt.warm_up));
    let mut text = past_sessions(&[past(&kept, &TimeZone::system())], look);
    for (at, attempt) in attempts.iter().enumerate() {
        let is_last = is_last_try(&attempts, at);
        let of_question: Vec<&str> = notes
            .iter()
            .filter(|note| is_last && note.position == attempt.position)
            .map(|note| note.text.as_str())
            .collect();
        let later = regrades
            .iter()
            .find(|later| (later.position, later.take) == (attempt.position, attempt.take))
            .map(|later| (later.score, later.engine.as_str()));
        let number = (attempt.position + 1)
            .checked_sub(warm_ups)
            .filter(|_| !attempt.warm_up);
        text.push_str(&past_attempt(number, attempt, later, &of_question, look));
        text.push_str(&overruled(&worked, attempt, look));
        for kept in &deliveries {
            if (kept.position, kept.take) == (attempt.position, attempt.take) {
                text.push_str(&delivery(&kept.delivery, look));
                if let Some(file) = &kept.recording {
                    text.push_str(&recording(store, file, look));
                }
            }
        }
        for kept in &remarks {
            if (kept.position, kept.take) == (attempt.position, attempt.take) {
                text.push_str(&remarked(&kept.remark, look));
            }
        }
    }
    let was_tried = |position| attempts.iter().any(|attempt| attempt.position == position);
    for note in notes.iter().filter(|note| !was_tried(note.position)) {
        text.push_str(&past_note(&note.text, look));
    }
    print(&text)?;
    Ok(Exit::Done)
}

/// What phrases of the learner's own made of an attempt.
fn overruled(worked: &[Worked], attempt: &Attempt, look: &Look) -> String {
    let here = |worked: &&Worked| (worked.place.position, worked.place.take) == place_of(attempt);
    match (worked.iter().find(here), attempt.final_grade()) {
        (Some(worked), Some(grade)) => {
            let mut text = adjusted(&worked.adjusted, grade.score, look);
            if worked.bank != attempt.content_hash {
                text.push_str(&sentence(
                    "The question or its rubric had changed by then: the adjusted score is by the later one.",
                    look,
                ));
            }
            text
        }
        _ => String::new(),
    }
}

const fn place_of(attempt: &Attempt) -> (usize, u32) {
    (attempt.position, attempt.take)
}

/// Where the recording of an answer is.
fn recording(store: &Store, file: &str, look: &Look) -> String {
    let path = recording_file(store.folder(), file);
    let told = path.map(|path| format!("Recording: {}", path.display()));
    told.map_or(String::new(), |told| sentence(&clean(&told), look))
}

/// What a language model said of an attempt.
fn remarked(remark: &Remark, look: &Look) -> String {
    let label = format!("{}, prompt {}, {}", remark.model, remark.prompt, remark.day);
    match remark.kind {
        RemarkKind::Opinion => past_opinion(&remark.text, &label, look),
        kind => past_remark(
            kind == RemarkKind::Discussion,
            remark.asked.as_deref(),
            &remark.text,
            &label,
            look,
        ),
    }
}

fn export(store: Option<&Store>) -> Result<Exit, Failure> {
    let Some(store) = store else {
        return Ok(Exit::Done);
    };
    let mut sessions = store.sessions()?;
    sessions.reverse();
    for kept in sessions {
        print_json(&lines_of(store, &kept)?)?;
    }
    Ok(Exit::Done)
}

fn lines_of(store: &Store, kept: &Kept) -> Result<String, Failure> {
    let attempts = store.attempts(kept.session)?;
    let regrades = store.regrades(kept.session)?;
    let parcels = store.parcels(kept.session)?;
    let notes = store.notes(kept.session)?;
    let deliveries = store.deliveries(kept.session)?;
    let worked = store.worked(kept.session)?;
    let mut lines = Vec::new();
    for (at, (attempt, parcel)) in attempts.iter().zip(&parcels).enumerate() {
        let later = regrades
            .iter()
            .find(|later| (later.position, later.take) == (attempt.position, attempt.take))
            .map(|later| Later {
                score: later.score.points(),
                engine: &later.engine,
                bank: &later.content_hash,
            });
        // What was noted at a question stands with the last try at it, as when the session is shown.
        let is_last = is_last_try(&attempts, at);
        let here = notes
            .iter()
            .filter(|note| is_last && note.position == attempt.position);
        let spoken = deliveries
            .iter()
            .filter(|kept| (kept.position, kept.take) == (attempt.position, attempt.take))
            .find(|kept| matches!(kept.delivery, Delivery::Spoken(_)));
        let exported = Exported {
            notes: here.map(|note| note.text.as_str()).collect(),
            later,
            personal: (worked.iter())
                .find(|worked| (worked.place.position, worked.place.take) == place_of(attempt))
                .map(|worked| personal_json(&worked.adjusted)),
            delivery: spoken.map(|kept| delivery_json(&kept.delivery)),
            // A row of names and values is always JSON.
            row: to_raw_value(parcel).ok(),
        };
        lines.push(attempt_line(kept.session, &kept.mode, attempt, exported) + "\n");
    }
    let was_tried = |position| attempts.iter().any(|attempt| attempt.position == position);
    for note in notes.iter().filter(|note| !was_tried(note.position)) {
        let place = (note.position, &note.question);
        let line = note_line(kept.session, &kept.mode, place, &note.text, note.written_at);
        lines.push(line + "\n");
    }
    Ok(lines.concat())
}
