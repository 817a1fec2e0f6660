//! A clock that jumps, to anywhere: what was said is kept and read back, and no time becomes nonsense.

use jiff::Timestamp;
use jiff::civil::Date;
use proptest::prelude::*;

use super::{attempt, new_session};
use crate::history::Store;
use crate::interview::Attempt;

/// A moment between the years 1 and 9999: seconds on any scale around a day in 2026, and the far ends.
fn any_moment() -> impl Strategy<Value = Timestamp> {
    let around = |seconds: i64| Timestamp::from_second(1_780_000_000 + seconds).unwrap();
    prop_oneof![
        4 => (-100..100_i64).prop_map(around),
        2 => (-100_000..100_000_i64).prop_map(around),
        2 => (-1_000_000_000..1_000_000_000_i64).prop_map(around),
        1 => prop::sample::select(vec!["0001-01-02T00:00:00Z", "1969-12-31T23:59:59Z", "9999-12-29T00:00:00Z"])
            .prop_map(|moment| moment.parse().unwrap()),
    ]
}

fn day_of(moment: Timestamp) -> Date {
    moment.to_zoned(jiff::tz::TimeZone::UTC).date()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_clock_says_what_is_kept_reads_back_and_is_no_nonsense(
        moments in prop::collection::vec((any_moment(), any_moment()), 1..6),
        seen_on in any_moment(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(folder.path()).unwrap();
        let session = store.begin(&new_session(), moments[0].0).unwrap();
        let said = attempt(0, "a tuple is immutable");
        let mut tried = Vec::new();
        for (take, &(asked_at, ended_at)) in (1..).zip(&moments) {
            let attempt = Attempt { take, asked_at, ended_at, probes: Vec::new(), ..said.clone() };
            store.record(session, &attempt, day_of(ended_at)).unwrap();
            tried.push(attempt);
        }
        prop_assert_eq!(&store.load(session).unwrap().attempts, &tried);
        let least: f64 = store
            .connection
            .query_row("SELECT min(seconds) FROM attempts", [], |row| row.get(0))
            .unwrap();
        prop_assert!(least >= 0.0);
        let days = moments.iter().flat_map(|&(asked, ended)| [asked, ended]).chain([seen_on]);
        for day in days.map(day_of) {
            for of in store.cards(day).unwrap() {
                prop_assert!(of.card.first_day <= of.card.last_day, "{:?}", of);
                prop_assert!(of.card.last_day <= day && of.card.last_day <= of.card.due, "{:?}", of);
                prop_assert!((0.0..=1.0).contains(&of.recall) && of.card.stability > 0.0, "{:?}", of);
            }
        }
        store.end(session, crate::history::State::Finished, seen_on).unwrap();
        prop_assert_eq!(store.sessions().unwrap().len(), 1);
    }
}
