//! What statistics read: the answers that count, the time of all, and nothing by reading grades.

use std::time::Duration;

use super::{attempt, day, new_session, time};
use crate::history::cards::{NEWEST, QUESTIONS, REVIEWS};
use crate::history::figures::{ATTEMPTS, DAYS, FOLLOW_UPS, GRADE, MISSED};
use crate::history::resume::UNFINISHED;
use crate::history::{State, Store};
use crate::interview::{Answered, Practiced};

fn practiced(store: &Store, from: i8, today: i8) -> Practiced {
    let cards = store.cards(day(today)).unwrap();
    store.practiced(day(from), day(today), &cards).unwrap()
}

/// The answers to the only question.
fn answers(practiced: &Practiced) -> &[Answered] {
    assert!(practiced.answers.len() <= 1);
    practiced.answers.first().map_or(&[], |of| &of.answers)
}

const HALF: &str = "a tuple is immutable";

#[test]
fn answers_that_count_are_read_and_of_others_only_the_time() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    let session = store.begin(&new_session(), time(0)).unwrap();
    let mut answered = attempt(0, HALF);
    answered.estimate = Some(70);
    store.record(session, &answered, day(2)).unwrap();
    store
        .record_probe(session, (0, 1), 0, &answered.probes[0])
        .unwrap();
    let mut warm_up = attempt(1, HALF);
    warm_up.warm_up = true;
    store.record(session, &warm_up, day(2)).unwrap();
    store.record(session, &attempt(2, " \n"), day(3)).unwrap();
    store.record(session, &attempt(3, HALF), day(9)).unwrap();
    let other = store.begin(&new_session(), time(0)).unwrap();
    store.record(other, &attempt(0, HALF), day(20)).unwrap();
    store.end(other, State::Finished, time(9)).unwrap();

    let first_days = practiced(&store, 1, 5);
    // Three attempts of half a minute, and one follow-up.
    assert_eq!(first_days.took, Duration::from_millis(97_500));
    assert_eq!(first_days.days, [day(2)]);
    let [only] = answers(&first_days) else {
        panic!("{first_days:?}");
    };
    assert_eq!((only.day, only.position, only.take), (day(2), 0, 1));
    assert_eq!((only.session, only.estimate), (session, Some(70)));
    assert_eq!(only.score, answered.grade.as_ref().unwrap().score);
    assert_eq!(first_days.answers[0].first_day, Some(day(2)));
    assert_eq!(first_days.due.len(), 1);

    let later = practiced(&store, 5, 25);
    assert_eq!(answers(&later).len(), 2);
    assert_eq!(later.days, [day(20), day(9), day(2)]);
    // Answered before the period: what comes within it are reviews.
    assert_eq!(later.answers[0].first_day, Some(day(2)));
    assert_eq!(answers(&practiced(&store, 10, 15)), []);
}

#[test]
fn missed_points_are_counted_in_the_period_and_told_in_their_own_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    let session = store.begin(&new_session(), time(0)).unwrap();
    for (position, text, on) in [
        (0, HALF, 2),
        (1, HALF, 4),
        (2, "it keeps its order", 3),
        (3, HALF, 28),
    ] {
        store
            .record(session, &attempt(position, text), day(on))
            .unwrap();
    }
    let missed = practiced(&store, 2, 10).missed;
    let counted: Vec<(&str, usize, _)> = missed
        .iter()
        .map(|point| (point.key_point.as_str(), point.times, point.last_day))
        .collect();
    assert_eq!(counted, [("1", 2, day(4)), ("0", 1, day(3))]);
    let statement = |number: usize| {
        let point = &missed[number];
        store
            .statement(point.last_answer, &point.key_point)
            .unwrap()
    };
    assert_eq!(statement(0).as_deref(), Some("A tuple keeps its order"));
    assert_eq!(store.statement(1, "no-such-point").unwrap(), None);
    assert_eq!(store.statement(99, "0").unwrap(), None);
}

/// How SQLite answers a query, step by step.
fn plan(store: &Store, query: &str) -> Vec<String> {
    let mut statement = store
        .connection
        .prepare(&format!("EXPLAIN QUERY PLAN {query}"))
        .unwrap();
    let values = vec!["1"; statement.parameter_count()];
    statement
        .query_map(rusqlite::params_from_iter(values), |row| row.get(3))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

#[test]
fn a_start_looks_at_unfinished_sessions_alone() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let steps = plan(&store, UNFINISHED);
    assert_eq!(steps[0], "SCAN sessions USING INDEX sessions_unfinished");
    assert!(
        !steps
            .iter()
            .any(|step| step.contains("TEMP B-TREE FOR ORDER")),
        "{steps:#?}"
    );
}

#[test]
fn statistics_and_cards_read_indexes_and_no_rows_of_attempts() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let in_index = |query: &str, table: &str, index: &str| {
        let steps = plan(&store, query);
        let sought = format!("SEARCH {table} USING {index} (");
        let of_table: Vec<&String> = steps.iter().filter(|step| step.contains(table)).collect();
        assert!(!of_table.is_empty(), "{steps:#?}");
        for step in of_table {
            assert!(step.starts_with(&sought), "{step}\nin {steps:#?}");
        }
        assert!(
            !steps.iter().any(|step| step.contains("TEMP B-TREE")),
            "{steps:#?}"
        );
    };
    let by_day = "COVERING INDEX attempts_by_day";
    in_index(ATTEMPTS, "attempts", by_day);
    in_index(DAYS, "attempts", by_day);
    in_index(FOLLOW_UPS, "probes", "COVERING INDEX probes_by_day");
    in_index(MISSED, "missed", "PRIMARY KEY");
    let of_card = "COVERING INDEX attempts_of_card";
    in_index(REVIEWS, "attempts", of_card);
    in_index(NEWEST, "attempts", of_card);
    assert_eq!(
        plan(&store, QUESTIONS),
        [format!("SCAN attempts USING {of_card}")]
    );
    // The one query that reads a row, for each key point that is shown.
    in_index(GRADE, "attempts", "INTEGER PRIMARY KEY");
}
