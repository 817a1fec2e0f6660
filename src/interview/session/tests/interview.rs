//! A mock interview: what it asks next, what it keeps back, when it leaves a candidate alone.

use std::time::Duration;

use super::bench::Bench;
use crate::assessment::{Level, QuestionId};
use crate::interview::{Candidate, Effect, Event, Policy, Pool, PoolQuestion, Session};

const RIGHT: &str = "A tuple is immutable and it keeps its order.";

/// Three topics, each with a question of every level.
fn pool(count: usize, minutes: Option<u64>) -> Pool {
    let questions = ["a", "b", "c"].into_iter().flat_map(|topic| {
        Level::ALL.into_iter().map(move |level| PoolQuestion {
            candidate: Candidate {
                id: QuestionId::new(format!("p/{topic}/{level}")),
                variant_of: None,
            },
            level,
            minutes: 1,
        })
    });
    Pool {
        questions: questions.collect(),
        count,
        limit: minutes.map(|minutes| Duration::from_secs(60 * minutes)),
    }
}

fn bench(probes: u8, pool: Pool) -> Bench {
    Bench {
        session: Session::interview(Policy::interview(probes), pool, 3, Vec::new()),
        second: 0,
        last: Vec::new(),
    }
}

/// The questions that were asked.
fn asked(bench: &Bench) -> Vec<&str> {
    let attempts = bench.session.attempts().iter();
    attempts.map(|attempt| attempt.question.as_str()).collect()
}

#[test]
fn it_gets_harder_as_it_goes_well_and_easier_as_it_does_not() {
    let mut well = bench(0, pool(4, None));
    well.start();
    for _ in 0..4 {
        well.answer(RIGHT);
    }
    assert_eq!(
        asked(&well),
        [
            "p/a/beginner",
            "p/b/intermediate",
            "p/c/advanced",
            "p/a/advanced"
        ]
    );
    let mut badly = bench(0, pool(4, None));
    badly.start();
    for answer in [RIGHT, "banana", "banana"] {
        badly.answer(answer);
    }
    badly.apply(Event::Skipped);
    assert_eq!(
        asked(&badly),
        [
            "p/a/beginner",
            "p/b/intermediate",
            "p/c/beginner",
            "p/b/beginner"
        ]
    );
    assert!(badly.session.is_over());
}

#[test]
fn nothing_tells_the_grade_before_the_end() {
    let mut bench = bench(1, pool(2, None));
    assert_eq!(bench.start(), ["ask 1 of some"]);
    assert_eq!(
        bench.answer("A tuple keeps its order."),
        ["record 0.1", "hold grade", "probe"]
    );
    for event in [
        Event::WhyRequested,
        Event::RedoRequested,
        Event::EditRequested,
        Event::ModelAnswerRequested,
    ] {
        assert_eq!(bench.apply(event), ["say FeedbackAtTheEnd"]);
    }
    let disagreed = bench.apply(Event::Disagreed(String::new()));
    assert_eq!(disagreed, ["say DisputeAtTheEnd"]);
    assert_eq!(
        bench.answer("It is immutable."),
        ["record probe 0.1.0", "hold recovery", "ask 2 of some"]
    );
    bench.answer(RIGHT);
    let Some(Effect::Finish {
        scorecard: Some(card),
        ..
    }) = bench.last.last()
    else {
        panic!("no scorecard: {:?}", bench.last);
    };
    assert_eq!(card.summary.lines.len(), 2);
    assert_eq!(card.summary.recovered_in, 1);
    let levels: Vec<(&str, usize)> = card
        .levels
        .iter()
        .map(|share| (share.name.as_str(), share.asked))
        .collect();
    assert_eq!(levels, [("beginner", 1), ("intermediate", 1)]);
    // The bench lets ten seconds pass before each of the events: an answer, five that were refused, a probe's answer, an answer.
    assert_eq!(card.took, Duration::from_secs(80));
}

#[test]
fn who_declines_is_not_followed_up() {
    for answer in [
        "I don't know.",
        "",
        "no idea, sorry",
        "dunno",
        "pass",
        "It keeps its order. That's all I know.",
    ] {
        let mut bench = bench(2, pool(1, None));
        bench.start();
        assert!(
            !bench.answer(answer).contains(&"probe".to_owned()),
            "{answer}"
        );
    }
    let mut bench = bench(2, pool(1, None));
    bench.start();
    assert!(
        bench
            .answer("It is a thing of beauty.")
            .contains(&"probe".to_owned())
    );
    assert!(!bench.answer("no idea").contains(&"probe".to_owned()));
}

#[test]
fn a_point_that_was_declined_is_not_followed_up_and_another_one_is() {
    let probe_after = |answer| {
        let mut bench = bench(2, pool(1, None));
        bench.start();
        bench.answer(answer);
        bench.last.iter().find_map(|effect| match effect {
            Effect::AskProbe { prompt, .. } => Some(prompt.clone()),
            _ => None,
        })
    };
    let declining = "It is a thing of beauty. I don't know whether it is immutable.";
    assert_eq!(
        probe_after("It is a thing of beauty.").as_deref(),
        Some("And what of change?")
    );
    assert_eq!(
        probe_after(declining).as_deref(),
        Some("And what of order?")
    );
    let knows_one = "It keeps its order. I have no idea how it is changed.";
    assert_eq!(probe_after(knows_one), None);
}

#[test]
fn no_question_is_begun_after_the_time() {
    let mut bench = bench(0, pool(9, Some(2)));
    bench.start();
    bench.second = 50;
    let effects = bench.answer(RIGHT);
    assert!(effects.contains(&"ask 2 of some".to_owned()), "{effects:?}");
    bench.second = 110;
    bench.answer(RIGHT);
    assert!(bench.session.is_over());
}

#[test]
fn a_resumed_interview_goes_on_as_it_would_have() {
    let mut whole = bench(0, pool(4, None));
    whole.start();
    for _ in 0..2 {
        whole.answer(RIGHT);
    }
    let tried = whole.session.attempts().to_vec();
    let mut resumed = Bench {
        session: Session::interview(Policy::interview(0), pool(4, None), 3, tried),
        second: 100,
        last: Vec::new(),
    };
    resumed.start();
    for _ in 0..2 {
        whole.answer(RIGHT);
        resumed.answer(RIGHT);
    }
    assert_eq!(asked(&whole), asked(&resumed));
}

#[test]
fn no_word_between_questions_comes_twice_also_after_a_skipped_follow_up_or_slow_answers() {
    let mut bench = bench(2, pool(9, None));
    bench.start();
    let mut said = Vec::new();
    while !bench.session.is_over() {
        for effect in &bench.last {
            match effect {
                Effect::Ask(asked) => said.extend(asked.intro.clone()),
                Effect::AskProbe { intro, .. } => said.extend(intro.clone()),
                _ => {}
            }
        }
        if bench.session.is_probing() {
            bench.apply(Event::Skipped);
        } else {
            bench.second += 300;
            bench.answer("It is a thing of beauty.");
        }
    }
    let mut sentences: Vec<&str> = said.iter().flat_map(|line| line.split(". ")).collect();
    sentences.retain(|sentence| !sentence.is_empty());
    let count = sentences.len();
    sentences.sort_unstable();
    sentences.dedup();
    assert_eq!(sentences.len(), count, "{said:#?}");
    assert!(count > 18, "{said:#?}");
    let slow = said.iter().filter(|line| line.contains("took a while"));
    assert_eq!(slow.count(), 1, "{said:#?}");
}
