//! A round with a warm-up, with guesses, without numbers: what is counted, what is kept, in which order.

use super::bench::Bench;
use crate::interview::{Effect, Event, Outcome, Policy, Summary, summarize};

const WARM: Policy = Policy {
    warm_up: true,
    ..Policy::practice(0)
};

const GUESSING: Policy = Policy {
    estimates: true,
    ..Policy::practice(0)
};

fn summary(bench: &Bench) -> &Summary {
    let Some(Effect::Finish { summary, .. }) = bench.last.last() else {
        panic!("no summary: {:?}", bench.last);
    };
    summary
}

#[test]
fn a_warm_up_is_graded_and_counts_for_nothing() {
    let mut bench = Bench::new(WARM, 3, Vec::new());
    assert_eq!(bench.start(), ["ask warm-up of 2"]);
    assert_eq!(
        bench.answer("banana"),
        ["record 0.1", "grade", "ask 1 of 2"]
    );
    bench.answer("A tuple is immutable and it keeps its order.");
    assert_eq!(
        bench.apply(Event::Skipped),
        ["record 2.1 skipped", "finish Finished"]
    );
    let attempts = bench.session.attempts();
    assert!(attempts[0].warm_up && !attempts[0].counts() && attempts[0].grade.is_some());
    assert!(!attempts[1].warm_up && attempts[1].counts());
    let summary = summary(&bench);
    let numbers: Vec<usize> = summary.lines.iter().map(|line| line.number).collect();
    assert_eq!(numbers, [1, 2]);
    assert_eq!((summary.not_answered, summary.unasked), (1, 0));
    let Outcome::Graded { score, .. } = summary.lines[0].outcome else {
        panic!("{summary:?}");
    };
    assert_eq!(summary.mean, Some(score));
    let repeat: Vec<&str> = summary.repeat.iter().map(|id| id.as_str()).collect();
    assert_eq!(repeat, ["p/t/q3"]);
}

#[test]
fn a_warm_up_that_is_passed_over_counts_for_nothing_either() {
    let mut bench = Bench::new(WARM, 2, Vec::new());
    bench.start();
    assert_eq!(
        bench.apply(Event::Skipped),
        ["record 0.1 skipped", "ask 1 of 1"]
    );
    assert_eq!(bench.apply(Event::Ended), ["finish Left"]);
    let summary = summary(&bench);
    assert!(summary.warmed_up && summary.lines.is_empty() && summary.repeat.is_empty());
    assert_eq!((summary.not_answered, summary.unasked), (0, 1));
}

#[test]
fn a_warm_up_answered_again_is_still_one_and_so_it_is_when_resumed() {
    let mut bench = Bench::new(WARM, 2, Vec::new());
    bench.start();
    bench.answer("banana");
    assert_eq!(
        bench.apply(Event::RedoRequested),
        ["ask warm-up of 1 again"]
    );
    bench.answer("A tuple is immutable.");
    let attempts = bench.session.attempts().to_vec();
    assert!(attempts.iter().all(|attempt| attempt.warm_up));
    assert_eq!(summarize(1, &attempts).unasked, 1);
    let mut resumed = Bench::new(WARM, 2, attempts);
    assert_eq!(resumed.start(), ["ask 1 of 1"]);
    resumed.answer("banana");
    assert!(!resumed.session.attempts()[2].warm_up);
}

#[test]
fn a_guess_is_asked_for_after_the_answer_is_recorded_and_before_its_grade_is_shown() {
    let mut bench = Bench::new(GUESSING, 2, Vec::new());
    bench.start();
    assert_eq!(bench.answer("banana"), ["record 0.1", "guess?"]);
    assert!(bench.session.is_estimating());
    assert_eq!(
        bench.answer(" 70 "),
        ["amend 0.1", "grade, guessed 70", "ask 2 of 2"]
    );
    assert_eq!(bench.session.attempts()[0].estimate, Some(70));
    bench.answer("banana");
    // Enter is no guess.
    assert_eq!(bench.answer(""), ["grade", "last word"]);
    assert_eq!(bench.session.attempts()[1].estimate, None);
}

#[test]
fn words_in_place_of_a_guess_are_kept_and_it_is_asked_once_more() {
    let mut bench = Bench::new(GUESSING, 2, Vec::new());
    bench.start();
    bench.answer("banana");
    assert_eq!(
        bench.answer("3 more things: it is hashable"),
        [
            "record note 0 3 more things: it is hashable",
            "say WordsKept",
            "say NoEstimate",
            "guess?"
        ]
    );
    assert_eq!(
        bench.answer("and ordered"),
        [
            "record note 0 and ordered",
            "say WordsKept",
            "grade",
            "ask 2 of 2"
        ]
    );
    bench.answer("banana");
    assert_eq!(bench.answer("170"), ["say NoEstimate", "guess?"]);
    assert_eq!(
        bench.answer("17"),
        ["amend 1.1", "grade, guessed 17", "last word"]
    );
    assert_eq!(bench.session.attempts()[0].estimate, None);
}

#[test]
fn who_has_no_idea_has_no_guess() {
    let mut bench = Bench::new(GUESSING, 2, Vec::new());
    bench.start();
    bench.answer("banana");
    assert_eq!(bench.answer("no idea"), ["grade", "ask 2 of 2"]);
}

#[test]
fn commands_work_while_a_guess_is_asked_for_and_tell_nothing_of_the_grade() {
    let mut bench = Bench::new(GUESSING, 2, Vec::new());
    bench.start();
    bench.answer("banana");
    for event in [
        Event::HintRequested,
        Event::WhyRequested,
        Event::RedoRequested,
        Event::EditRequested,
        Event::ModelAnswerRequested,
        Event::Disagreed("no".to_owned()),
        Event::ExplanationRequested("why".to_owned()),
    ] {
        assert_eq!(bench.apply(event), ["say EstimateFirst"]);
    }
    assert_eq!(bench.apply(Event::RepeatRequested), ["guess?"]);
    assert_eq!(
        bench.apply(Event::Noted("look it up".to_owned())),
        ["record note 0 look it up", "say NoteTaken"]
    );
    assert_eq!(bench.apply(Event::Skipped), ["grade", "ask 2 of 2"]);
}

#[test]
fn leaving_instead_of_guessing_shows_the_grade_and_keeps_the_answer() {
    for (event, ending) in [(Event::Paused, "Paused"), (Event::Ended, "Left")] {
        let mut bench = Bench::new(GUESSING, 2, Vec::new());
        bench.start();
        bench.answer("banana");
        assert_eq!(
            bench.apply(event),
            ["grade".to_owned(), format!("finish {ending}")]
        );
        let attempts = bench.session.attempts().to_vec();
        assert_eq!((attempts.len(), attempts[0].estimate), (1, None));
        assert_eq!(Bench::new(GUESSING, 2, attempts).start(), ["ask 2 of 2"]);
    }
}

#[test]
fn a_probe_comes_after_the_guess_and_a_second_try_has_a_guess_of_its_own() {
    let policy = Policy {
        probes: 1,
        ..GUESSING
    };
    let mut bench = Bench::new(policy, 1, Vec::new());
    bench.start();
    bench.answer("banana");
    assert_eq!(
        bench.answer("50%"),
        ["amend 0.1", "grade, guessed 50", "probe"]
    );
    bench.answer("It is immutable.");
    bench.apply(Event::RedoRequested);
    bench.answer("A tuple is immutable.");
    assert_eq!(
        bench.answer("60"),
        ["amend 0.2", "grade again, guessed 60", "probe"]
    );
    let guesses: Vec<_> = bench
        .session
        .attempts()
        .iter()
        .map(|a| a.estimate)
        .collect();
    assert_eq!(guesses, [Some(50), Some(60)]);
}

#[test]
fn guesses_are_measured_by_the_answers_that_count() {
    let policy = Policy {
        estimates: true,
        ..WARM
    };
    let mut bench = Bench::new(policy, 4, Vec::new());
    bench.start();
    // The warm-up; then one guessed too high, one without a guess, one guessed too low.
    for (answer, guess) in [
        ("banana", "100"),
        ("banana", "30"),
        ("banana", ""),
        ("A tuple is immutable and it keeps its order.", "90"),
    ] {
        bench.answer(answer);
        bench.answer(guess);
    }
    bench.apply(Event::Ended);
    let scores: Vec<f64> = bench.session.attempts()[1..]
        .iter()
        .map(|attempt| attempt.grade.as_ref().unwrap().score.points())
        .collect();
    assert!(scores[0] < 30.0 && scores[2] > 90.0, "{scores:?}");
    let (too_high, too_low) = (30.0 - scores[0], scores[2] - 90.0);
    let bias = summary(&bench).estimates.unwrap();
    assert_eq!(bias.estimates, 2);
    assert!((bias.off - (too_high + too_low) / 2.0).abs() < 1e-9);
    assert!((bias.too_high - (too_high - too_low) / 2.0).abs() < 1e-9);
}
