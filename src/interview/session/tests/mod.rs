mod bench;
mod interview;
mod model;
mod practice;
mod property;
mod watch;

use super::Session;
use crate::assessment::QuestionId;
use crate::interview::{Effect, Ending, Event, ModelAnswerSeen, Outcome, Policy};
use bench::{Bench, at, name};

#[test]
fn an_answer_is_recorded_before_its_grade_is_shown() {
    let mut bench = Bench::new(Policy::practice(0), 2, Vec::new());
    assert_eq!(bench.start(), ["ask 1 of 2"]);
    assert_eq!(
        bench.answer("banana"),
        ["record 0.1", "grade", "ask 2 of 2"]
    );
    assert_eq!(bench.answer("banana"), ["record 1.1", "grade", "last word"]);
    assert_eq!(bench.apply(Event::Ended), ["finish Finished"]);
    assert!(bench.session.is_over());
    assert!(bench.answer("too late").is_empty());
}

#[test]
fn a_missed_point_is_probed_as_often_as_the_policy_allows() {
    let mut bench = Bench::new(Policy::practice(2), 1, Vec::new());
    bench.start();
    assert_eq!(bench.answer("banana"), ["record 0.1", "grade", "probe"]);
    assert_eq!(
        bench.answer("banana"),
        ["record probe 0.1.0", "recovery", "probe"]
    );
    assert_eq!(
        bench.answer("banana"),
        ["record probe 0.1.1", "recovery", "last word"]
    );
    let probes = &bench.session.attempts()[0].probes;
    assert_ne!(probes[0].index, probes[1].index);
}

#[test]
fn an_empty_answer_is_graded_and_not_probed() {
    let mut bench = Bench::new(Policy::practice(1), 2, Vec::new());
    bench.start();
    assert_eq!(bench.answer(""), ["record 0.1", "grade", "ask 2 of 2"]);
}

#[test]
fn hints_go_from_first_to_last_and_are_counted() {
    let mut bench = Bench::new(Policy::practice(1), 1, Vec::new());
    bench.start();
    assert_eq!(bench.apply(Event::HintRequested), ["hint 1 of 2"]);
    assert_eq!(bench.apply(Event::HintRequested), ["hint 2 of 2"]);
    assert_eq!(bench.apply(Event::HintRequested), ["say NoMoreHints"]);
    bench.answer("banana");
    assert_eq!(bench.session.attempts()[0].hints, 2);
    assert_eq!(bench.apply(Event::HintRequested), ["say NoHintsForProbe"]);
    let mut strict = Bench::new(
        Policy {
            hints: false,
            last_word: false,
            ..Policy::practice(0)
        },
        1,
        Vec::new(),
    );
    strict.start();
    assert_eq!(strict.apply(Event::HintRequested), ["say HintsOff"]);
    assert_eq!(
        strict.answer("banana"),
        ["record 0.1", "grade", "finish Finished"]
    );
}

#[test]
fn skipping_a_question_records_it_and_skipping_a_probe_does_not() {
    let mut bench = Bench::new(Policy::practice(1), 2, Vec::new());
    bench.start();
    assert_eq!(
        bench.apply(Event::Skipped),
        ["record 0.1 skipped", "ask 2 of 2"]
    );
    bench.answer("banana");
    assert!(bench.session.is_probing());
    assert_eq!(bench.apply(Event::Skipped), ["finish Finished"]);
}

#[test]
fn redo_asks_the_last_answered_question_again_and_shows_before_and_after() {
    let mut bench = Bench::new(Policy::practice(0), 2, Vec::new());
    bench.start();
    assert_eq!(bench.apply(Event::RedoRequested), ["say NothingAnswered"]);
    bench.answer("banana");
    assert_eq!(bench.apply(Event::RedoRequested), ["ask 1 of 2 again"]);
    assert_eq!(
        bench.answer("a tuple is immutable"),
        ["record 0.2", "grade again", "ask 2 of 2"]
    );
    assert_eq!(
        bench.apply(Event::EditRequested),
        ["ask 1 of 2 again", "prefill a tuple is immutable"]
    );
    // Giving the second try up leaves the first one standing.
    assert_eq!(bench.apply(Event::Skipped), ["ask 2 of 2"]);
}

#[test]
fn the_model_answer_before_an_answer_counts_as_not_answered() {
    let mut bench = Bench::new(Policy::practice(1), 1, Vec::new());
    bench.start();
    assert_eq!(
        bench.apply(Event::ModelAnswerRequested),
        ["model answer", "say SeenBeforeAnswer"]
    );
    assert_eq!(
        bench.answer("a tuple is immutable"),
        ["record 0.1", "grade", "last word"]
    );
    assert_eq!(
        bench.session.attempts()[0].model_answer_seen,
        ModelAnswerSeen::Before
    );
    bench.apply(Event::Ended);
    let Some(Effect::Finish { summary, .. }) = bench.last.last() else {
        panic!("no summary");
    };
    assert_eq!(summary.lines[0].outcome, Outcome::ModelAnswerRead);
    assert_eq!((summary.not_answered, summary.mean), (1, None));
}

#[test]
fn the_model_answer_after_an_answer_drops_the_probe_and_spoils_only_the_next_try() {
    let mut bench = Bench::new(Policy::practice(1), 2, Vec::new());
    bench.start();
    bench.answer("banana");
    assert_eq!(
        bench.apply(Event::ModelAnswerRequested),
        [
            "model answer",
            "amend 0.1",
            "say ProbeDropped",
            "ask 2 of 2"
        ]
    );
    assert!(bench.session.attempts()[0].is_answered());
    bench.apply(Event::RedoRequested);
    bench.answer("a tuple is immutable");
    assert!(!bench.session.attempts()[1].is_answered());
}

#[test]
fn after_the_last_question_its_grade_can_still_be_looked_back_at() {
    let mut bench = Bench::new(Policy::practice(1), 1, Vec::new());
    bench.start();
    bench.answer("banana");
    assert_eq!(
        bench.answer("banana"),
        ["record probe 0.1.0", "recovery", "last word"]
    );
    assert!(bench.session.is_looking_back());
    assert_eq!(bench.apply(Event::WhyRequested), ["why"]);
    assert_eq!(bench.apply(Event::RepeatRequested), ["last word"]);
    assert_eq!(bench.apply(Event::HintRequested), ["say AllAsked"]);
    assert_eq!(bench.answer("thanks"), ["say AllAsked"]);
    assert_eq!(
        bench.apply(Event::EditRequested),
        ["ask 1 of 1 again", "prefill banana"]
    );
    assert_eq!(
        bench.answer("a tuple is immutable, it keeps its order"),
        ["record 0.2", "grade again", "last word"]
    );
    assert_eq!(
        bench.apply(Event::ModelAnswerRequested),
        ["model answer", "amend 0.2"]
    );
    assert_eq!(
        bench.apply(Event::Disagreed(String::new())),
        ["amend 0.2", "overrule Which"]
    );
    assert_eq!(bench.apply(Event::Skipped), ["finish Finished"]);
}

#[test]
fn a_model_answer_that_drops_the_last_probe_leaves_a_last_word() {
    let mut bench = Bench::new(Policy::practice(1), 1, Vec::new());
    bench.start();
    bench.answer("banana");
    assert_eq!(
        bench.apply(Event::ModelAnswerRequested),
        ["model answer", "amend 0.1", "say ProbeDropped", "last word"]
    );
}

#[test]
fn why_notes_and_disagreement_belong_to_the_last_grade() {
    let mut bench = Bench::new(Policy::practice(0), 2, Vec::new());
    bench.start();
    assert_eq!(bench.apply(Event::WhyRequested), ["say NothingGraded"]);
    assert_eq!(
        bench.apply(Event::Disagreed(String::new())),
        ["say NothingGraded"]
    );
    bench.answer("banana");
    assert_eq!(bench.apply(Event::WhyRequested), ["why"]);
    assert_eq!(
        bench.apply(Event::Disagreed("I said it".to_owned())),
        [
            "amend 0.1",
            "record note 0 I said it",
            "say DisagreementNoted"
        ]
    );
    assert!(bench.session.attempts()[0].disputed);
    let undone = bench.apply(Event::Disagreed("undo".to_owned()));
    assert_eq!(undone, ["amend 0.1", "overrule Undo"]);
    assert!(!bench.session.attempts()[0].disputed);
    let number = bench.apply(Event::Disagreed("1".to_owned()));
    assert_eq!(
        number,
        ["amend 0.1", "overrule Verdict { number: 1, words: None }"]
    );
    assert_eq!(
        bench.apply(Event::Noted("look it up".to_owned())),
        ["record note 1 look it up", "say NoteTaken"]
    );
    assert_eq!(bench.apply(Event::Noted(" ".to_owned())), ["say EmptyNote"]);
    assert_eq!(
        bench.apply(Event::ExplanationRequested("why".to_owned())),
        ["say ExplanationNeedsModel"]
    );
}

#[test]
fn repeat_puts_what_is_asked_now_once_more() {
    let mut bench = Bench::new(Policy::practice(1), 1, Vec::new());
    bench.start();
    assert_eq!(bench.apply(Event::RepeatRequested), ["ask 1 of 1"]);
    bench.answer("banana");
    assert_eq!(bench.apply(Event::RepeatRequested), ["probe"]);
}

#[test]
fn leaving_keeps_the_session_open_unless_nothing_is_left_to_ask() {
    for (event, ending) in [
        (Event::Ended, Ending::Left),
        (Event::Paused, Ending::Paused),
    ] {
        let mut bench = Bench::new(Policy::practice(1), 2, Vec::new());
        bench.start();
        bench.answer("banana");
        assert_eq!(bench.apply(event), [format!("finish {ending:?}")]);
    }
    let mut bench = Bench::new(Policy::practice(1), 1, Vec::new());
    bench.start();
    bench.answer("banana");
    assert_eq!(bench.apply(Event::Ended), ["finish Finished"]);
}

#[test]
fn a_resumed_session_asks_what_has_no_attempt() {
    let mut bench = Bench::new(Policy::practice(0), 3, Vec::new());
    bench.start();
    bench.answer("banana");
    bench.apply(Event::Skipped);
    let attempts = bench.session.attempts().to_vec();
    let mut resumed = Bench::new(Policy::practice(0), 3, attempts);
    assert_eq!(resumed.start(), ["ask 3 of 3"]);
    assert_eq!(
        resumed.answer("a tuple keeps its order"),
        ["record 2.1", "grade", "last word"]
    );
    resumed.apply(Event::Ended);
    let Some(Effect::Finish { summary, .. }) = resumed.last.last() else {
        panic!("no summary");
    };
    assert_eq!(summary.lines.len(), 3);
    assert_eq!(summary.not_answered, 1);
}

#[test]
fn a_question_that_cant_be_read_is_passed_over() {
    let mut session = Session::new(
        Policy::practice(0),
        vec![QuestionId::new("p/t/gone")],
        Vec::new(),
    );
    session.start();
    let names: Vec<String> = session
        .apply(Event::Unreadable, &at(0))
        .iter()
        .map(name)
        .collect();
    assert_eq!(names, ["record 0.1 skipped", "finish Finished"]);
}

#[test]
fn the_time_of_an_answer_runs_from_its_question() {
    let mut bench = Bench::new(Policy::practice(0), 2, Vec::new());
    bench.start();
    bench.answer("banana");
    bench.answer("banana");
    let second = &bench.session.attempts()[1];
    assert_eq!(second.asked_at, at(10).now);
    assert_eq!(second.ended_at, at(20).now);
}
