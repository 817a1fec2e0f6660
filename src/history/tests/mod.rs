//! The store: what was kept is read back, and nothing is lost or made up.

mod cards;
mod clock;
mod figures;
mod migrations;
mod overruled;
mod transfer;

use std::fs;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::assessment::{Answer, KeyPoint, Kind, Lexicon, QuestionId, Rubric};
use crate::grading::{grade, next_probe, prepare, recover};
use crate::history::{NewSession, SessionOptions, State, Store, StoreError};
use crate::interview::{Attempt, ModelAnswerSeen, ProbeTaken};

fn time(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

fn day(day: i8) -> Date {
    jiff::civil::date(2026, 3, day)
}

fn new_session() -> NewSession {
    NewSession {
        mode: "practice".to_owned(),
        plan: ["p/t/one", "p/t/two"].map(QuestionId::new).into(),
        seed: u64::MAX,
        options: SessionOptions {
            probes: 2,
            bank: vec!["/some/where".to_owned()],
            only_bank: Vec::new(),
            ..SessionOptions::default()
        },
    }
}

/// An attempt with a real grade and an answered probe.
fn attempt(position: usize, text: &str) -> Attempt {
    let rubric = Rubric {
        reference: "A tuple is immutable and keeps its order.".to_owned(),
        key_points: ["A tuple is immutable", "A tuple keeps its order"]
            .into_iter()
            .enumerate()
            .map(|(number, statement)| KeyPoint {
                id: number.to_string(),
                statement: statement.to_owned(),
                weight: 1.5,
                essential: number == 0,
                subject: None,
                patterns: Vec::new(),
                wrong: Vec::new(),
                probe: Some("And?".to_owned()),
            })
            .collect(),
        ..Rubric::default()
    };
    let (prepared, _) = prepare(&rubric, "What is a tuple?", Kind::Open, &Lexicon::default());
    let answer = Answer::typed(text);
    let grade = grade(&prepared, &answer);
    let index = next_probe(&prepared, &grade, &[]).unwrap_or(1);
    let second = Answer::typed("it keeps its order");
    let recovery = recover(&prepared, &grade, index, &second);
    Attempt {
        position,
        take: 1,
        question: QuestionId::new("p/t/one"),
        content_hash: "hash".to_owned(),
        answer: Some(answer),
        asked_at: time(0),
        ended_at: time(30),
        hints: 1,
        model_answer_seen: ModelAnswerSeen::No,
        probes: vec![ProbeTaken {
            took: std::time::Duration::from_millis(7500),
            key_point: recovery.key_point,
            index,
            prompt: "And?".to_owned(),
            answer: second,
            before: grade.score,
            after: recovery.after,
        }],
        grade: Some(grade),
        disputed: false,
        warm_up: false,
        estimate: None,
    }
}

fn skipped(position: usize) -> Attempt {
    Attempt {
        answer: None,
        grade: None,
        probes: Vec::new(),
        content_hash: String::new(),
        ..attempt(position, "")
    }
}

#[test]
fn what_was_kept_is_read_back_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    let session = store.begin(&new_session(), time(0)).unwrap();
    let mut answered = attempt(0, "a tuple is immutable\0 🎉");
    store.record(session, &answered, day(1)).unwrap();
    store
        .record_probe(session, (0, 1), 0, &answered.probes[0])
        .unwrap();
    answered.disputed = true;
    answered.model_answer_seen = ModelAnswerSeen::After;
    answered.estimate = Some(70);
    store.amend(session, &answered).unwrap();
    let skipped = skipped(1);
    store.record(session, &skipped, day(1)).unwrap();
    store
        .record_note(session, (0, "p/t/one"), "look it up", time(40))
        .unwrap();
    drop(store);
    let store = Store::open_existing(folder.path()).unwrap().unwrap();
    let stored = store.load(session).unwrap();
    assert_eq!(stored.began, new_session());
    assert_eq!(stored.attempts, [answered, skipped]);
}

#[test]
fn a_session_is_offered_when_it_was_left_and_not_while_it_runs() {
    let folder = tempfile::tempdir().unwrap();
    let mut running = Store::open(folder.path()).unwrap();
    let session = running.begin(&new_session(), time(0)).unwrap();
    running.record(session, &skipped(0), day(1)).unwrap();
    let mut other = Store::open(folder.path()).unwrap();
    assert_eq!(other.unfinished().unwrap(), []);
    assert!(matches!(
        other.take_over(session),
        Err(StoreError::Running(number)) if number == session
    ));
    // The program dies: its locks go with it, and nothing else is written.
    drop(running);
    let offered = other.unfinished().unwrap();
    assert_eq!(offered.len(), 1);
    assert_eq!((offered[0].tried, offered[0].planned), (1, Some(2)));
    assert!(!offered[0].paused);
    other.take_over(session).unwrap();
    other.end(session, State::Paused, time(50)).unwrap();
    assert!(other.unfinished().unwrap()[0].paused);
    other.take_over(session).unwrap();
    other.end(session, State::Finished, time(60)).unwrap();
    assert_eq!(other.unfinished().unwrap(), []);
    assert!(matches!(
        other.load(session),
        Err(StoreError::Finished(number)) if number == session
    ));
    assert!(matches!(other.load(99), Err(StoreError::NoSession(99))));
}

#[test]
fn the_latest_unfinished_session_comes_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    for _ in 0..3 {
        let session = store.begin(&new_session(), time(0)).unwrap();
        store.end(session, State::Paused, time(1)).unwrap();
    }
    let numbers: Vec<i64> = store
        .unfinished()
        .unwrap()
        .iter()
        .map(|unfinished| unfinished.session)
        .collect();
    assert_eq!(numbers, [3, 2, 1]);
}

#[test]
fn a_damaged_file_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = Store::path_in(folder.path());
    for content in [
        &b"not a database, but long enough to look at"[..],
        &[0x53; 8192],
    ] {
        fs::write(&path, content).unwrap();
        assert!(matches!(
            Store::open(folder.path()),
            Err(StoreError::Damaged { .. })
        ));
        assert_eq!(fs::read(&path).unwrap(), content);
    }
}

#[test]
fn a_file_of_a_newer_version_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    store
        .connection
        .pragma_update(None, "user_version", 99)
        .unwrap();
    drop(store);
    assert!(matches!(
        Store::open(folder.path()),
        Err(StoreError::Newer { found: 99, .. })
    ));
}

#[test]
fn another_program_that_holds_the_file_is_named_as_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    let holder = Store::open(folder.path()).unwrap();
    store
        .connection
        .busy_timeout(std::time::Duration::ZERO)
        .unwrap();
    holder.connection.execute_batch("BEGIN EXCLUSIVE").unwrap();
    assert!(matches!(
        store.begin(&new_session(), time(0)),
        Err(StoreError::Busy { .. })
    ));
}

#[test]
fn nothing_is_made_where_there_is_nothing_to_read() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Store::open_existing(folder.path()).unwrap().is_none());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn what_can_not_be_written_is_read_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    let session = store.begin(&new_session(), time(0)).unwrap();
    store.end(session, State::Paused, time(1)).unwrap();
    drop(store);
    let before = fs::read(Store::path_in(folder.path())).unwrap();
    let mut store = Store::only_to_read(folder.path()).unwrap();
    assert_eq!(store.sessions().unwrap().len(), 1);
    assert!(store.aim_at(0.9).is_ok());
    assert!(matches!(
        store.begin(&new_session(), time(2)),
        Err(StoreError::Refused { .. })
    ));
    drop(store);
    assert_eq!(fs::read(Store::path_in(folder.path())).unwrap(), before);
    assert!(Store::only_to_read(tempfile::tempdir().unwrap().path()).is_none());
}
