//! What a learner came to, through the program: from sessions that were kept, as text and as JSON.

mod support;

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};
use support::{Home, ONE, Ran};
use viva::assessment::{Answer, KeyPoint, Kind, Lexicon, QuestionId, Rubric};
use viva::grading::{Grade, grade, prepare};
use viva::history::{NewSession, SessionOptions, State, Store};
use viva::interview::{Attempt, ModelAnswerSeen};

/// The day that is taken for today.
const TODAY: Date = date(2026, 3, 20);

const GOOD: &str = "a tuple is immutable, and it keeps its order";
const HALF: &str = "a tuple is immutable";
const BAD: &str = "banana";

fn grade_of(text: &str) -> Grade {
    let point = |id: &str, statement: &str| KeyPoint {
        id: id.to_owned(),
        statement: statement.to_owned(),
        weight: 1.0,
        essential: false,
        subject: None,
        patterns: Vec::new(),
        wrong: Vec::new(),
        probe: None,
    };
    let rubric = Rubric {
        reference: "A tuple is immutable and keeps its order.".to_owned(),
        key_points: vec![
            point("sealed", "A tuple is immutable"),
            point("order", "A tuple keeps its \u{1b}[2Jorder."),
        ],
        ..Rubric::default()
    };
    let (prepared, _) = prepare(&rubric, "What is a tuple?", Kind::Open, &Lexicon::default());
    grade(&prepared, &Answer::typed(text))
}

/// An answer after half a minute.
fn answer(position: usize, slug: &str, text: &str) -> Attempt {
    let asked_at: Timestamp = "2026-03-01T10:00:00Z".parse().unwrap();
    Attempt {
        position,
        take: 1,
        question: QuestionId::new(format!("track/topic/{slug}")),
        content_hash: "hash".to_owned(),
        answer: Some(Answer::typed(text)),
        asked_at,
        ended_at: asked_at + 30.seconds(),
        hints: 0,
        model_answer_seen: ModelAnswerSeen::No,
        grade: Some(grade_of(text)),
        probes: Vec::new(),
        disputed: false,
        warm_up: false,
        estimate: None,
    }
}

/// Keeps a finished session of a day.
fn keep(home: &Home, day: Date, attempts: &[Attempt]) {
    let mut store = Store::open(&home.data()).unwrap();
    let began = NewSession {
        mode: "practice".to_owned(),
        plan: Vec::new(),
        seed: 1,
        options: SessionOptions::default(),
    };
    let session = store.begin(&began, Timestamp::UNIX_EPOCH).unwrap();
    for attempt in attempts {
        store.record(session, attempt, day).unwrap();
    }
    let ended = Timestamp::UNIX_EPOCH + 1.hour();
    store.end(session, State::Finished, ended).unwrap();
}

/// Three days in March, a long time before, and a day when the clock was ahead.
fn practised() -> Home {
    let home = Home::new();
    let guessed = |attempt: Attempt| Attempt {
        estimate: Some(90),
        ..attempt
    };
    keep(&home, date(2025, 6, 1), &[answer(0, "one", BAD)]);
    keep(
        &home,
        date(2026, 3, 18),
        &[
            Attempt {
                warm_up: true,
                ..answer(0, "two", BAD)
            },
            guessed(answer(1, "one", HALF)),
            guessed(answer(2, "two", BAD)),
            answer(3, "two", " "),
        ],
    );
    keep(
        &home,
        date(2026, 3, 19),
        &[
            guessed(answer(0, "one", BAD)),
            Attempt {
                take: 2,
                ..guessed(answer(0, "one", GOOD))
            },
            guessed(answer(1, "two", GOOD)),
        ],
    );
    keep(&home, date(2027, 1, 1), &[answer(0, "one", BAD)]);
    home
}

fn stats(home: &Home, options: &[&str]) -> Ran {
    let ran = home.run(&[&["stats", "--at", "2026-03-20"], options].concat(), "");
    assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(0)), "{ran:?}");
    assert!(!ran.stdout.contains('\u{1b}'), "{}", ran.stdout);
    ran
}

fn figures(home: &Home, options: &[&str]) -> Value {
    let ran = stats(home, &[options, &["--json"]].concat());
    assert_eq!(ran.stdout.lines().count(), 1);
    serde_json::from_str(&ran.stdout).unwrap()
}

#[test]
fn a_new_home_has_nothing_to_show_and_that_is_no_error() {
    let home = Home::new();
    let ran = stats(&home, &[]);
    assert!(ran.stdout.contains("Nothing to show yet"), "{}", ran.stdout);
    let zeros = json!({
        "schema": 1, "since": "2026-02-19", "until": "2026-03-20", "sessions": 0, "answers": 0, "seconds": 0, "streak": 0,
        "last_answered": null, "mean": null, "trend": [], "topics": [], "missed": [],
        "retention": {"reviews": 0, "recalled": 0, "share": null}, "calibration": null,
        "due": {"today": 0, "tomorrow": 0, "week": 0},
    });
    assert_eq!(figures(&home, &[]), zeros);
    assert!(!home.data().exists(), "a look must not make a history");
}

#[test]
fn the_figures_are_those_of_the_answers_that_count() {
    let home = practised();
    let scores = [HALF, BAD, GOOD, GOOD].map(|text| grade_of(text).score.points());
    let mean = |scores: &[f64]| {
        let mean = scores.iter().sum::<f64>() / scores.len() as f64;
        (mean * 10.0).round() / 10.0
    };
    let figures = figures(&home, &[]);
    assert_eq!(figures["sessions"], 2);
    assert_eq!(figures["answers"], 4);
    // Seven tries, the warm-up and the empty one among them.
    assert_eq!(figures["seconds"], 7 * 30);
    // Today has no answer yet.
    assert_eq!(figures["streak"], 2);
    assert_eq!(figures["last_answered"], "2026-03-19");
    assert_eq!(figures["mean"], mean(&scores));
    assert_eq!(
        figures["trend"],
        json!([
            {"from": "2026-03-18", "to": "2026-03-18", "answers": 2, "mean": mean(&scores[..2])},
            {"from": "2026-03-19", "to": "2026-03-19", "answers": 2, "mean": mean(&scores[2..])},
        ])
    );
    assert_eq!(
        figures["topics"],
        json!([{"topic": "topic", "answers": 4, "mean": mean(&scores)}])
    );
    let missed = &figures["missed"][0];
    assert_eq!(missed["question"], "track/topic/one");
    assert_eq!(
        (&missed["key_point"], &missed["times"]),
        (&json!("order"), &json!(2))
    );
    assert_eq!(missed["last"], "2026-03-19");
    // `one` was answered a year ago: recalled on the 18th, not at the first try of the 19th. `two` was recalled.
    assert_eq!(
        figures["retention"],
        json!({"reviews": 3, "recalled": 2, "share": 0.67})
    );
    let of_level = figures["calibration"]["levels"][0].as_object().unwrap();
    assert_eq!(of_level["level"], "beginner");
    assert_eq!(
        (&of_level["estimates"], &figures["calibration"]["estimates"]),
        (&json!(5), &json!(5))
    );
    assert_eq!(of_level["too_high"], figures["calibration"]["too_high"]);
    assert!(figures["calibration"]["too_high"].as_f64().unwrap() > 0.0);
}

#[test]
fn a_period_is_chosen_by_days_or_by_its_first_day() {
    let home = practised();
    assert_eq!(figures(&home, &["--days", "2"])["answers"], 2);
    assert_eq!(figures(&home, &["--days", "1"])["answers"], 0);
    assert_eq!(figures(&home, &["--since", "2026-03-19"])["answers"], 2);
    assert_eq!(figures(&home, &["--since", "2000-01-01"])["answers"], 5);
    assert_eq!(figures(&home, &["--since", "2026-04-01"])["answers"], 0);
    let text = stats(&home, &["--days", "1"]).stdout;
    assert!(
        text.contains("no answers; the latest was on 2026-03-19"),
        "{text}"
    );
    for wrong in [
        &["--since", "yesterday"][..],
        &["--days", "0"],
        &["--days", "2", "--since", "2026-03-19"],
    ] {
        let ran = home.run(&[&["stats"], wrong].concat(), "");
        assert_eq!(ran.code, Some(2), "{wrong:?}: {}", ran.stderr);
    }
}

#[test]
fn what_people_read_says_the_same() {
    let home = practised();
    let text = stats(&home, &[]).stdout;
    for told in [
        "Last 30 days    2 sessions · 4 answers · 4 min · streak 2 days",
        "Weakest         topic ",
        "Missed most     2× \"A tuple keeps its order\", in one",
        "Retention       66 %: 2 of 3 questions recalled on a later day",
        "Self-estimate   you guess ",
        "Due             ",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
    let plain = stats(&home, &["--plain"]).stdout;
    assert!(plain.contains("Trend: from "), "{plain}");
    assert!(!plain.contains(['·', '→', '×', '▁', '█']), "{plain}");
}

#[test]
fn what_is_due_are_questions_of_the_bank() {
    let home = practised();
    keep(&home, date(2026, 3, 19), &[answer(0, "vanished", BAD)]);
    let due = figures(&home, &[])["due"].clone();
    let cards = Store::open(&home.data()).unwrap().cards(TODAY).unwrap();
    let within = |days: i64| {
        let until = TODAY + days.days();
        let of_bank = cards
            .iter()
            .filter(|of| !of.question.as_str().ends_with("vanished"));
        of_bank.filter(|of| of.card.due <= until).count()
    };
    assert_eq!(cards.len(), 3);
    assert_eq!(
        due,
        json!({"today": within(0), "tomorrow": within(1) - within(0), "week": within(6)})
    );
    // A month later all of it is overdue.
    let later = home.run(&["stats", "--at", "2026-05-20", "--json"], "");
    let later: Value = serde_json::from_str(&later.stdout).unwrap();
    assert_eq!(later["due"], json!({"today": 2, "tomorrow": 0, "week": 2}));
}

#[test]
fn a_session_that_was_just_held_shows_today() {
    let home = Home::new();
    home.run(ONE, "a tuple is immutable\n");
    let ran = home.run(&["stats", "--days", "1", "--json"], "");
    let figures: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(
        (&figures["answers"], &figures["sessions"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(figures["streak"], 1);
}

#[test]
fn a_damaged_history_is_told_and_left_as_it_is() {
    let home = Home::new();
    home.write(
        "data/viva.db",
        "no database, though it is long enough to be looked at",
    );
    let ran = home.run(&["stats"], "");
    assert_eq!((ran.stdout.as_str(), ran.code), ("", Some(3)));
    assert!(ran.stderr.contains("viva.db"), "{}", ran.stderr);
}
