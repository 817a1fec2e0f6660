//! A language model beside a session: what it is told, when, and that nothing waits for it.

use super::bench::Bench;
use crate::interview::{Effect, Event, Policy};

const GOOD: &str = "A tuple is immutable.";

fn beside(policy: Policy, words_probes: bool) -> Bench {
    let mut bench = Bench::new(policy, 2, Vec::new());
    bench.session = bench.session.beside_model(words_probes);
    bench
}

#[test]
fn a_model_is_told_of_an_answer_after_it_is_kept_and_graded_and_before_the_probe() {
    let mut bench = beside(Policy::practice(1), false);
    bench.start();
    assert_eq!(
        bench.answer(GOOD),
        ["record 0.1", "grade", "consult 0.1", "probe"]
    );
    assert_eq!(
        bench.apply(Event::ExplanationRequested("why".to_owned())),
        ["discuss why"]
    );
    assert_eq!(
        bench.apply(Event::ExplanationRequested(" ".to_owned())),
        ["say EmptyQuestion"]
    );
}

#[test]
fn a_session_without_a_model_tells_nobody() {
    let mut bench = Bench::new(Policy::practice(1), 2, Vec::new());
    bench.start();
    assert_eq!(bench.answer(GOOD), ["record 0.1", "grade", "probe"]);
}

#[test]
fn a_probe_is_put_in_the_models_words_or_in_the_rubrics() {
    for (worded, put) in [
        (Some("Why so?".to_owned()), "Why so?"),
        (None, "And what of order?"),
    ] {
        let mut bench = beside(Policy::practice(1), true);
        bench.start();
        let told = bench.answer(GOOD);
        assert!(
            told.last()
                .is_some_and(|last| last.starts_with("seek probe")),
            "{told:?}"
        );
        assert_eq!(bench.apply(Event::ProbeWorded(worded)), ["probe"]);
        let Some(Effect::AskProbe { prompt, .. }) = bench.last.last() else {
            panic!("{:?}", bench.last);
        };
        assert_eq!(prompt, put);
        let recorded = bench.answer("it keeps its order");
        assert_eq!(recorded[0], "record probe 0.1.0");
    }
}

#[test]
fn an_interview_tells_of_its_weakest_answer_at_the_end() {
    let mut bench = beside(
        Policy {
            feedback_at_once: false,
            last_word: false,
            ..Policy::practice(0)
        },
        false,
    );
    bench.start();
    assert_eq!(
        bench.answer("banana"),
        ["record 0.1", "hold grade", "ask 2 of 2"]
    );
    let told = bench.answer(GOOD);
    assert_eq!(
        told.last().map(String::as_str),
        Some("consult 0.1"),
        "{told:?}"
    );
}
