//! Verdicts that were overruled: kept whole, taken back whole, never in place of a grade.

use super::{attempt, day, new_session, time};
use crate::assessment::QuestionId;
use crate::grading::{Adjusted, Claim, Evidence, Method, Overruled, Phrase, Score};
use crate::history::{Overruling, Place, State, Store, Worked};
use crate::text::Span;

fn phrase() -> Phrase {
    Phrase {
        claim: Claim::KeyPoint("change".to_owned()),
        words: "put in stone".to_owned(),
        pattern: "put stone /7".to_owned(),
    }
}

fn overruling(place: Place) -> Overruling {
    Overruling {
        number: 0,
        place,
        question: QuestionId::new("p/t/one"),
        phrase: phrase(),
        statement: "A tuple is immutable".to_owned(),
        verdict: "missing".to_owned(),
        written_at: time(60),
    }
}

fn worked(place: Place) -> Worked {
    let adjusted = Adjusted {
        score: Score::new(70.0),
        overruled: vec![Overruled {
            phrase: phrase(),
            statement: "A tuple is immutable".to_owned(),
            verdict: "missing",
            evidence: Evidence {
                span: Span::new(8, 20),
                text: "put in stone".to_owned(),
                method: Method::Phrase,
            },
            probe: None,
        }],
        gone: Vec::new(),
    };
    Worked::now(place, "hash", adjusted)
}

/// A store with one session of two answers, of which the first is overruled.
fn overruled() -> (tempfile::TempDir, Store, Place) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    let session = store.begin(&new_session(), time(0)).unwrap();
    for position in [0, 1] {
        let answered = attempt(position, "a tuple is put in stone");
        store.record(session, &answered, day(1)).unwrap();
    }
    let place = Place {
        session,
        position: 0,
        take: 1,
    };
    let number = store
        .overrule(&overruling(place), Some(&worked(place)))
        .unwrap();
    assert_eq!(number, Some(1));
    (folder, store, place)
}

#[test]
fn an_overruling_is_read_back_whole_and_its_grade_is_untouched() {
    let (_folder, store, place) = overruled();
    let kept = store.overrulings().unwrap();
    assert_eq!(
        kept,
        [Overruling {
            number: 1,
            ..overruling(place)
        }]
    );
    assert_eq!(store.worked(place.session).unwrap(), [worked(place)]);
    let question = QuestionId::new("p/t/one");
    assert_eq!(
        store.worked_of_question(&question).unwrap(),
        [worked(place)]
    );
    let attempts = store.attempts(place.session).unwrap();
    assert!(attempts[0].disputed && !attempts[1].disputed);
    let graded = attempt(0, "a tuple is put in stone");
    assert_eq!(attempts[0].grade, graded.grade);
    // What is said about the attempt later does not unsay it.
    store.amend(place.session, &graded).unwrap();
    assert!(store.attempts(place.session).unwrap()[0].disputed);
}

#[test]
fn nothing_is_overruled_twice_by_the_same_words_nor_where_nothing_is_kept() {
    let (_folder, store, place) = overruled();
    assert_eq!(store.overrule(&overruling(place), None).unwrap(), None);
    assert_eq!(store.worked(place.session).unwrap().len(), 1);
    let nowhere = Place { take: 9, ..place };
    assert_eq!(store.overrule(&overruling(nowhere), None).unwrap(), None);
    assert_eq!(store.overrulings().unwrap().len(), 1);
}

#[test]
fn what_is_taken_back_leaves_the_answer_as_it_was() {
    let (_folder, store, place) = overruled();
    store.withdraw(&[1], &[(place, None)]).unwrap();
    assert_eq!(store.overrulings().unwrap(), []);
    assert_eq!(store.worked(place.session).unwrap(), []);
    let attempts = store.attempts(place.session).unwrap();
    assert_eq!(attempts[0], {
        let mut first = attempt(0, "a tuple is put in stone");
        first.probes.clear();
        first
    });
}

#[test]
fn a_deleted_session_takes_its_phrases_along() {
    let (_folder, mut store, place) = overruled();
    store.end(place.session, State::Finished, time(90)).unwrap();
    store.delete(&[place.session]).unwrap();
    assert_eq!(store.overrulings().unwrap(), []);
}

#[test]
fn overrulings_go_with_their_session_to_another_store() {
    let (_folder, store, place) = overruled();
    let there = tempfile::tempdir().unwrap();
    let other = Store::open(there.path()).unwrap();
    let lines = store.parcels(place.session).unwrap().into_iter();
    let lines = (1..).zip(lines.map(|parcel| Ok((place.session, parcel))));
    let imported = other.import(lines).unwrap();
    assert_eq!(imported.left_out, []);
    assert_eq!(other.overrulings().unwrap(), store.overrulings().unwrap());
    assert_eq!(
        other.worked(1).unwrap(),
        store.worked(place.session).unwrap()
    );
}
