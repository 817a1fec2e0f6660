//! Cards follow the answers that count.

use super::{attempt, day, new_session, time};
use crate::history::{Card, Store};

/// Records an answer of a session and returns the card of its question, as of that day.
fn card_after(store: &Store, session: i64, take: u32, text: &str, on: i8) -> Option<Card> {
    let mut answered = attempt(0, text);
    answered.take = take;
    answered.hints = 0;
    store.record(session, &answered, day(on)).unwrap();
    card_on(store, on)
}

fn card_on(store: &Store, on: i8) -> Option<Card> {
    let cards = store.cards(day(on)).unwrap();
    cards.first().map(|of| of.card)
}

const GOOD: &str = "a tuple is immutable and keeps its order";

#[test]
fn the_first_answer_of_a_day_makes_the_card_and_later_ones_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    let session = store.begin(&new_session(), time(0)).unwrap();
    let first = card_after(&store, session, 1, GOOD, 1).unwrap();
    assert!(first.due > day(2), "{first:?}");
    assert_eq!(
        card_after(&store, session, 2, "it is a box", 1),
        Some(first)
    );
    let forgotten = card_after(&store, session, 3, "it is a box", 20).unwrap();
    assert!(forgotten.due <= day(23), "{forgotten:?}");
    assert_eq!((forgotten.first_day, forgotten.last_day), (day(1), day(20)));
    // What does not count makes no card.
    let mut warm_up = attempt(0, GOOD);
    (warm_up.take, warm_up.warm_up) = (4, true);
    store.record(session, &warm_up, day(25)).unwrap();
    assert_eq!(card_on(&store, 25), Some(forgotten));
    // Without the session its questions are new again.
    store.delete(&[session]).unwrap();
    assert_eq!(card_on(&store, 25), None);
}

#[test]
fn a_clock_that_was_ahead_does_not_spoil_the_card() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    let session = store.begin(&new_session(), time(0)).unwrap();
    let first = card_after(&store, session, 1, GOOD, 1).unwrap();
    card_after(&store, session, 2, "it is a box", 28).unwrap();
    // Seen from an earlier day, the later answer was not given yet.
    assert_eq!(card_on(&store, 5), Some(first));
    let after = card_after(&store, session, 3, GOOD, 5).unwrap();
    assert_eq!(after.last_day, day(5));
    assert!(after.due > first.due);
}

#[test]
fn who_aims_higher_is_asked_sooner_and_a_fit_needs_enough() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    let session = store.begin(&new_session(), time(0)).unwrap();
    let usual = card_after(&store, session, 1, GOOD, 1).unwrap();
    store.aim_at(0.97).unwrap();
    assert!(card_on(&store, 1).unwrap().due < usual.due);
    store.aim_at(0.9).unwrap();
    assert_eq!(card_on(&store, 1), Some(usual));
    let fitted = store.fit_schedule(time(0)).unwrap();
    assert_eq!((fitted.reviews, fitted.is_fitted), (0, false));
}
