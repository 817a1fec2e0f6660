//! From the files of earlier schemas (tests/schemas) to this one.

use crate::grading::Score;
use crate::history::Store;

/// A store whose file an earlier version wrote.
fn store_of_schema(dump: &str) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    rusqlite::Connection::open(Store::path_in(folder.path()))
        .unwrap()
        .execute_batch(dump)
        .unwrap();
    let store = Store::open(folder.path()).unwrap();
    (folder, store)
}

#[test]
fn a_history_of_schema_1_is_carried_over() {
    let (_folder, store) = store_of_schema(include_str!("../../../tests/schemas/1.sql"));
    let sessions = store.sessions().unwrap();
    let means: Vec<Option<f64>> = sessions
        .iter()
        .map(|kept| kept.mean.map(crate::grading::Score::points))
        .collect();
    // A second try replaces the first; what was left blank is not answered.
    assert_eq!(means, [Some(0.0), Some(7.7), Some(53.1)]);
    let attempts = store.attempts(1).unwrap();
    assert_eq!(attempts.len(), 1);
    assert!(
        attempts[0]
            .answer
            .as_ref()
            .unwrap()
            .text
            .contains("dictionary key")
    );
    assert_eq!(attempts[0].probes.len(), 1);
    assert!(attempts[0].counts() && attempts[0].estimate.is_none());
    assert_eq!(store.notes(1).unwrap()[0].text, "read on");
    // The first answer of the day makes the card: 53 is hard, due in a day.
    let cards = store.cards(jiff::civil::date(2026, 12, 1)).unwrap();
    let questions: Vec<&str> = cards.iter().map(|card| card.question.as_str()).collect();
    assert_eq!(
        questions,
        [
            "python/data-model/list-vs-tuple",
            "python/packaging/venv-layout"
        ]
    );
    let card = cards[0].card;
    assert_eq!((card.due - card.first_day).get_days(), 1);
    let missed: i64 = store
        .connection
        .query_row("SELECT count(*) FROM missed", [], |row| row.get(0))
        .unwrap();
    assert!(missed > 0);
    // A follow-up is of the day of its attempt.
    let practiced = store
        .practiced(
            cards[0].card.first_day,
            jiff::civil::date(2026, 12, 1),
            &cards,
        )
        .unwrap();
    assert_eq!(practiced.days.len(), 1);
    let follow_ups: i64 = store
        .connection
        .query_row(
            "SELECT count(*) FROM probes WHERE day = ?",
            [practiced.days[0].to_string()],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(follow_ups, 1);
}

#[test]
fn a_history_of_schema_2_is_carried_over() {
    let (_folder, store) = store_of_schema(include_str!("../../../tests/schemas/2.sql"));
    let told: Vec<(i64, usize, Option<f64>)> = (store.sessions().unwrap().iter())
        .map(|kept| (kept.session, kept.answered, kept.mean.map(Score::points)))
        .collect();
    assert_eq!(
        told,
        [(3, 1, Some(1.3)), (2, 1, Some(38.7)), (1, 2, Some(40.5))]
    );
    let attempts = store.attempts(1).unwrap();
    assert_eq!(attempts.len(), 3);
    assert!(attempts[0].warm_up && attempts[0].estimate == Some(20));
    assert_eq!(attempts[1].probes.len(), 1);
    // Who disagreed with a grade still does, and has overruled nothing by it.
    let again = store.attempts(2).unwrap();
    let disputed: Vec<bool> = again.iter().map(|attempt| attempt.disputed).collect();
    assert_eq!(disputed, [true, false, false]);
    assert_eq!(store.notes(2).unwrap()[0].text, "it says so");
    assert_eq!(store.overrulings().unwrap(), []);
    assert_eq!(store.worked(2).unwrap(), []);
    let cards = store.cards(jiff::civil::date(2026, 12, 1)).unwrap();
    assert_eq!(cards.len(), 3);
}

#[test]
fn a_carried_over_file_has_the_columns_of_a_new_one() {
    for dump in [
        include_str!("../../../tests/schemas/1.sql"),
        include_str!("../../../tests/schemas/2.sql"),
    ] {
        has_the_columns_of_a_new_one(dump);
    }
}

fn has_the_columns_of_a_new_one(dump: &str) {
    let (_folder, old) = store_of_schema(dump);
    let folder = tempfile::tempdir().unwrap();
    let new = Store::open(folder.path()).unwrap();
    let columns = |store: &Store| -> Vec<String> {
        store
            .connection
            .prepare(
                "SELECT m.name || '.' || c.name || ' ' || c.type FROM sqlite_master AS m, pragma_table_info(m.name) AS c
                 WHERE m.type IN ('table', 'index') ORDER BY 1",
            )
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap()
    };
    assert_eq!(columns(&old), columns(&new));
}
