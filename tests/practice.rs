//! Practice rounds as options and configuration make them: with a warm-up, with guesses, calm, over what was missed.

mod support;

use support::{BOTH, Home, ONE, Ran, asked, results, run, with};

/// An answer to the first question, and one to the second.
const RIGHT: [&str; 2] = ["a tuple is immutable", "a dictionary maps keys to values"];

fn exported(home: &Home) -> Vec<serde_json::Value> {
    results(&home.run(&["history", "export"], ""))
}

/// Runs with this configuration.
fn configured(home: &Home, config: &str, arguments: &[&str], input: &str) -> Ran {
    home.write("config.toml", config);
    let path = home.path().join("config.toml");
    run(home.viva(arguments).env("VIVA_CONFIG", path), input)
}

#[test]
fn a_warm_up_comes_before_the_questions_and_is_not_counted() {
    let home = Home::new();
    let warm = with(ONE, &["--warm-up"]);
    let ran = home.run(&warm, format!("banana\n{}\n", RIGHT[0]));
    assert_eq!(asked(&ran), ["What is a dictionary?", "What is a tuple?"]);
    for told in [
        "Warm-up, not counted · topic · beginner",
        "Question 1 of 1 ·",
        "That was the round: 1 question.",
        "The warm-up is not counted.",
    ] {
        assert!(ran.stdout.contains(told), "{told}: {}", ran.stdout);
    }
    assert!(!ran.stdout.contains("Not answered: 1"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("To repeat"), "{}", ran.stdout);
    assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(0)));
    let lines = exported(&home);
    let warm_ups: Vec<bool> = lines
        .iter()
        .map(|line| line["warm_up"].as_bool().unwrap())
        .collect();
    assert_eq!(warm_ups, [true, false]);
    assert!(lines[0]["result"]["score"].as_f64().is_some(), "graded");
    let list = home.run(&["history", "list", "--json"], "");
    assert_eq!(results(&list)[0]["answered"], 1);
    let shown = home.run(&["history", "show", "1"], "").stdout;
    assert!(
        shown.contains("Warm-up, not counted. topic: two"),
        "{shown}"
    );
    assert!(shown.contains("1. topic: one"), "{shown}");
    let connection = rusqlite::Connection::open(home.data().join("viva.db")).unwrap();
    let cards: Vec<String> = connection
        .prepare("SELECT question FROM cards")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(cards, ["track/topic/one"], "a warm-up is not scheduled");
    // What went badly in the warm-up was not missed.
    assert_eq!(home.run(&["practice", "--missed"], "").code, Some(2));
}

#[test]
fn a_round_that_asks_everything_says_that_there_is_no_warm_up() {
    let home = Home::new();
    let ran = home.run(&with(BOTH, &["--warm-up"]), "banana\nbanana\n");
    assert_eq!(asked(&ran).len(), 2);
    assert!(ran.stderr.contains("none is left for a warm-up"), "{ran:?}");
    assert!(!ran.stdout.contains("Warm-up"), "{}", ran.stdout);
    assert_eq!(ran.code, Some(0));
}

#[test]
fn a_session_that_got_no_further_than_its_warm_up_tried_nothing() {
    let home = Home::new();
    home.run(BOTH, format!("banana\n{}\n", RIGHT[1]));
    let left = home.run(&with(ONE, &["--warm-up"]), "banana\n");
    assert!(
        left.stdout.contains("So far: the warm-up"),
        "{}",
        left.stdout
    );
    let again = home.run(&["practice", "--missed", "--no-save"], "");
    assert_eq!(asked(&again), ["What is a tuple?"]);
}

#[test]
fn each_line_after_an_answer_is_its_guess_where_guesses_are_asked_for() {
    let home = Home::new();
    let input = format!("{}\n90\nbanana\nbut wait\n 40 %\n", RIGHT[0]);
    let ran = home.run(&with(BOTH, &["--estimate"]), &input);
    assert_eq!(asked(&ran).len(), 2);
    assert_eq!(
        ran.stdout
            .matches("Your guess, 0 to 100, or Enter:")
            .count(),
        3
    );
    assert!(ran.stdout.contains("   you guessed 90"), "{}", ran.stdout);
    assert!(ran.stdout.contains("no number from 0 to 100"));
    // Two guesses tell nothing yet.
    assert!(!ran.stdout.contains("guesses were"), "{}", ran.stdout);
    let lines = exported(&home);
    let guesses: Vec<&serde_json::Value> = lines.iter().map(|line| &line["estimate"]).collect();
    assert_eq!(guesses, [90, 40]);
    assert_eq!(lines[1]["notes"], serde_json::json!(["but wait"]));
    let shown = home.run(&["history", "show", "1"], "").stdout;
    assert!(shown.contains("you guessed 90"), "{shown}");
}

#[test]
fn three_guesses_are_weighed_in_the_summary() {
    let home = Home::new();
    let high = "banana\n90\n/redo\nbanana\n80\nbanana\n95\n";
    let ran = home.run(&with(BOTH, &["--estimate"]), high);
    assert!(
        ran.stdout.contains("Your 3 guesses were off by") && ran.stdout.contains("mostly too high"),
        "{}",
        ran.stdout
    );
}

#[test]
fn a_guess_that_never_comes_loses_no_answer_and_no_result() {
    let home = Home::new();
    let ran = home.run(&with(BOTH, &["--estimate", "--json"]), "banana\n");
    assert_eq!(results(&ran).len(), 1, "{}", ran.stdout);
    let resumed = home.run(&["resume", "--json"], "banana\n20\n");
    assert_eq!(results(&resumed).len(), 1, "{}", resumed.stdout);
    let lines = exported(&home);
    assert_eq!(lines.len(), 2);
    assert_eq!(
        (&lines[0]["estimate"], &lines[1]["estimate"]),
        (&serde_json::Value::Null, &serde_json::json!(20))
    );
}

#[test]
fn the_configuration_asks_for_no_guess_through_a_pipe() {
    let home = Home::new();
    let config = "[practice]\nestimate = true\nwarm_up = true\ncalm = true\n";
    let ran = configured(&home, config, ONE, "banana\nbanana\n");
    assert_eq!(asked(&ran).len(), 2, "{}", ran.stdout);
    assert!(!ran.stdout.contains("Your guess"), "{}", ran.stdout);
    assert!(ran.stdout.contains("Warm-up") && !ran.stdout.contains("Mean"));
    let plain = with(ONE, &["--warm-up=false", "--calm=false"]);
    let set_aside = configured(&home, config, &plain, "banana\n");
    assert_eq!(asked(&set_aside).len(), 1);
    assert!(set_aside.stdout.contains("Mean"), "{}", set_aside.stdout);
}

/// The bands that a grade may fall in.
const BANDS: [&str; 5] = ["strong", "solid", "partial", "weak", "none"];

fn assert_calm(text: &str) {
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let is_band = |word: &&str| BANDS.contains(word);
        assert!(!words.iter().any(is_band), "a band: {line}");
        assert!(!line.contains("→") && !line.contains('%'), "{line}");
        // Numbers of questions, hints and sessions are no scores.
        let counts = [
            "Question",
            "question",
            "session",
            "Wrong beliefs",
            "1. ",
            "2. ",
        ];
        if !counts.iter().any(|count| line.contains(count)) {
            assert!(!line.contains(|c: char| c.is_ascii_digit()), "{line}");
        }
    }
}

#[test]
fn a_calm_round_tells_in_words_and_keeps_the_numbers() {
    let home = Home::new();
    let input = format!(
        "banana\n/why\n/redo\n{}\n/redo\n{}\na dictionary is for keys\n/why\nit maps keys to values\n",
        RIGHT[0], RIGHT[0]
    );
    let ran = home.run(&with(BOTH, &["--calm"]), &input);
    assert_calm(&ran.stdout);
    for told in [
        "· A tuple is immutable  not mentioned",
        "Next time",
        "✓ A tuple is immutable",
        "Why each point has its verdict",
        "Better than the try before.",
        "As good as the try before.",
        "1. topic: one: better than the first try",
        "Said: A tuple is immutable.",
        "Still to say: A dictionary maps keys to values.",
        "Work on first:",
    ] {
        assert!(ran.stdout.contains(told), "{told}: {}", ran.stdout);
    }
    let lines = exported(&home);
    assert_eq!(lines.len(), 4);
    let score = |at: usize| lines[at]["result"]["score"].as_f64().unwrap();
    assert!(score(0) < score(1), "kept");
    let json = home.run(&with(ONE, &["--calm", "--json"]), "banana\n");
    assert!(results(&json)[0]["score"].as_f64().is_some());
    let shown = home.run(&["history", "show", "1"], "").stdout;
    assert!(
        shown.contains("solid") || shown.contains("strong"),
        "{shown}"
    );
}

#[test]
fn a_calm_follow_up_and_a_calm_guess_show_no_number() {
    let home = Home::new();
    let options = ["--calm", "--estimate", "--probes", "1", "--plain"];
    let ran = home.run(
        &with(ONE, &options),
        "banana\n70\na tuple is immutable\n/redo\nbanana\n60\nbanana\n",
    );
    assert!(
        ran.stdout.contains("That adds to your answer."),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stdout.contains("That adds nothing new."),
        "{}",
        ran.stdout
    );
    assert!(!ran.stdout.contains("you guessed"), "{}", ran.stdout);
    let without_prompts = ran.stdout.replace("0 to 100", "");
    assert_calm(&without_prompts);
    let guesses: Vec<_> = exported(&home)
        .iter()
        .map(|l| l["estimate"].clone())
        .collect();
    assert_eq!(guesses, [70, 60]);
}

#[test]
fn a_second_try_shows_before_and_after_on_its_card_and_in_the_summary() {
    let home = Home::new();
    let ran = home.run(BOTH, format!("banana\n/redo\n{}\n/skip\n", RIGHT[0]));
    let moved: Vec<&str> = ran
        .stdout
        .lines()
        .filter(|line| line.contains(" → "))
        .collect();
    assert_eq!(moved.len(), 2, "{}", ran.stdout);
    assert!(moved[1].contains("topic: one"), "{}", ran.stdout);
    let of = |line: &str| {
        let (_, after) = line.split_once(" → ").unwrap();
        after.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(of(moved[0]), of(moved[1]));
}

#[test]
fn what_was_missed_is_asked_weakest_first_and_all_of_it() {
    let home = Home::new();
    // The first is half right, the second skipped: that is weaker.
    home.run(BOTH, "a tuple\n/skip\n");
    let again = home.run(&["practice", "--missed", "--no-save"], "");
    assert_eq!(
        asked(&again),
        ["What is a dictionary?"],
        "one waits for its answer"
    );
    let both = home.run(&["practice", "--missed", "--no-save"], "banana\nbanana\n");
    assert_eq!(asked(&both), ["What is a dictionary?", "What is a tuple?"]);
    let weakest = home.run(
        &["practice", "--missed", "-n", "1", "--no-save"],
        "banana\n",
    );
    assert_eq!(asked(&weakest), ["What is a dictionary?"]);
    // A session that was left before its first answer missed nothing.
    home.run(ONE, "");
    let still = home.run(&["practice", "--missed", "--no-save"], "banana\nbanana\n");
    assert_eq!(asked(&still).len(), 2);
}

#[test]
fn named_questions_are_asked_as_far_as_the_time_reaches() {
    let home = Home::new();
    let short = home.run(&with(BOTH, &["--minutes", "1", "--no-save"]), "banana\n");
    assert_eq!(asked(&short), ["What is a tuple?"]);
    let long = home.run(
        &with(BOTH, &["--minutes", "2", "--no-save"]),
        "banana\nbanana\n",
    );
    assert_eq!(asked(&long).len(), 2);
}

#[test]
fn an_interview_is_as_long_as_the_configuration_says() {
    let home = Home::new();
    let ran = configured(
        &home,
        "[interview]\ncount = 1\n",
        &["interview"],
        "banana\n",
    );
    assert_eq!(asked(&ran).len(), 1, "{}", ran.stdout);
    assert!(ran.stdout.contains("Interview ·"), "{}", ran.stdout);
    let flagged = configured(
        &home,
        "[interview]\ncount = 1\n",
        &["interview", "-n", "2"],
        "banana\nbanana\n",
    );
    assert_eq!(asked(&flagged).len(), 2);
}

#[test]
fn notes_are_exported_with_what_they_belong_to() {
    let home = Home::new();
    home.run(BOTH, "banana\n/redo\n/note first\nbanana\n/note second\n");
    let lines = exported(&home);
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert_eq!(lines[0]["notes"], serde_json::json!([]));
    assert_eq!(lines[1]["notes"], serde_json::json!(["first"]));
    // The second question was left unanswered; its note is there all the same.
    assert_eq!(lines[2]["note"], "second");
    assert_eq!(lines[2]["question"], "track/topic/two");
    assert!(lines[2]["written_at"].as_str().unwrap().ends_with('Z'));
}
