//! Sessions taken over from another store.

use super::{attempt, day, new_session, time};
use crate::history::{Parcel, State, Store};

/// What an import is given for a line.
type Line = (usize, Result<(i64, Parcel), String>);

/// The lines of two sessions, with one note and two answers each.
fn exported() -> Vec<(i64, Parcel)> {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    let mut lines = Vec::new();
    for start in [0, 100] {
        let session = store.begin(&new_session(), time(start)).unwrap();
        for position in [0, 1] {
            let answered = attempt(position, "a tuple is immutable");
            store.record(session, &answered, day(1)).unwrap();
        }
        store
            .record_note(session, (0, "p/t/one"), "look it up", time(start))
            .unwrap();
        store
            .end(session, State::Finished, time(start + 50))
            .unwrap();
        let parcels = store.parcels(session).unwrap();
        lines.extend(parcels.into_iter().map(|parcel| (session, parcel)));
    }
    lines
}

fn numbered(lines: Vec<(i64, Parcel)>) -> impl Iterator<Item = Line> {
    (1..)
        .zip(lines)
        .map(|(line, (session, parcel))| (line, Ok((session, parcel))))
}

#[test]
fn an_import_that_waits_for_a_line_holds_nobody_up() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let mut other = Store::open(folder.path()).unwrap();
    other
        .connection
        .busy_timeout(std::time::Duration::ZERO)
        .unwrap();
    // Between any two lines someone else saves an answer.
    let lines = numbered(exported()).inspect(|_| {
        let session = other.begin(&new_session(), time(7)).unwrap();
        other
            .record(session, &attempt(0, "an answer"), day(2))
            .unwrap();
    });
    let imported = store.import(lines).unwrap();
    assert_eq!((imported.sessions, imported.attempts), (2, 4));
    assert_eq!(imported.left_out, []);
    assert_eq!(store.sessions().unwrap().len(), 2 + 4);
}

#[test]
fn what_could_not_be_read_back_is_left_out() {
    for (part, column, wrong) in [
        ("attempt", "hints", serde_json::json!(-1)),
        ("attempt", "position", serde_json::json!(-1)),
        ("attempt", "take", serde_json::json!(1_u64 << 40)),
        ("attempt", "asked_at", serde_json::json!("soon")),
        ("attempt", "score", serde_json::json!(101)),
        ("notes", "written_at", serde_json::json!("soon")),
        ("notes", "position", serde_json::json!(-1)),
        ("session", "started_at", serde_json::json!("soon")),
        ("session", "state", serde_json::json!("lost")),
    ] {
        let mut lines = exported();
        let mut first = serde_json::to_value(&lines[0].1).unwrap();
        match &mut first[part] {
            serde_json::Value::Array(rows) => rows[0][column] = wrong,
            columns => columns[column] = wrong,
        }
        lines[0].1 = serde_json::from_value(first).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let imported = store.import(numbered(lines)).unwrap();
        let left_out: Vec<usize> = imported.left_out.iter().map(|(line, _)| *line).collect();
        // Without the line that begins it, the other line of that session has nowhere to go.
        assert_eq!(left_out, [1, 2], "{part}.{column}: {:?}", imported.left_out);
        assert_eq!((imported.sessions, imported.attempts), (1, 2));
        for kept in store.sessions().unwrap() {
            store.attempts(kept.session).unwrap();
            store.notes(kept.session).unwrap();
        }
    }
}
