//! "I was right": a verdict is overruled by words of the answer, the grade stands, and the next session honours the words.

#[cfg(unix)]
mod at_a_terminal;
mod kept;
#[path = "../support/mod.rs"]
mod support;

use serde_json::{Value, json};
use support::{BOTH, Home, ONE, Ran, results, with};

/// An answer that says the point in words that no rubric foresaw.
const SAID: &str = "a tuple never moves an inch";

const OVERRULE: &str = "/right 1 \"never moves an inch\"";

/// A text whatever its line breaks.
fn flowed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn history(home: &Home) -> Vec<Value> {
    results(&home.run(&["history", "export"], ""))
}

fn personal(home: &Home) -> Vec<Value> {
    results(&home.run(&["bank", "personal", "--json"], ""))
}

/// A home in which the first session overruled one verdict.
fn overruled() -> (Home, Ran) {
    let home = Home::new();
    let ran = home.run(ONE, format!("{SAID}\n{OVERRULE}\n"));
    assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(0)));
    (home, ran)
}

#[test]
fn the_grade_stands_and_an_adjusted_score_stands_beside_it() {
    let (home, ran) = overruled();
    for told in [
        "Overruled by you: \"never moves an inch\" says \"A tuple is immutable\".",
        "The grade stays",
        "with your own phrases it would be",
        "/right undo takes it back",
        "Overruled by you, in phrases of your own: one ",
    ] {
        assert!(flowed(&ran.stdout).contains(told), "{told}: {}", ran.stdout);
    }
    let line = &history(&home)[0];
    assert_eq!(line["disputed"], true);
    assert_eq!(line["result"]["key_points"][0]["verdict"], "partial");
    let found = &line["personal"];
    assert!(
        found["score"].as_f64() > line["result"]["score"].as_f64(),
        "{line}"
    );
    assert_eq!(found["overruled"][0]["verdict"], "partial");
    assert_eq!(found["overruled"][0]["phrase"], "never moves an inch");
    let shown = home.run(&["history", "show", "1"], "").stdout;
    assert!(
        shown.contains("Overruled by you: with your own phrases"),
        "{shown}"
    );
    for format in ["html", "md", "json"] {
        let report = home.run(&["report", "1", "--format", format, "-o", "-"], "");
        let told = match format {
            "json" => "\"personal\":{\"",
            _ => "Overruled by you: with your own phrases",
        };
        assert!(report.stdout.contains(told), "{format}: {}", report.stdout);
    }
}

#[test]
fn the_next_session_honours_the_phrase_and_its_score_is_the_same_as_ever() {
    let (home, _) = overruled();
    let next = "tuples don't move an inch";
    let fresh = Home::new();
    let before = fresh.run(&with(ONE, &["--json"]), format!("{next}\n"));
    let after = home.run(&with(ONE, &["--json"]), format!("{next}\n"));
    let (start, rest) = after.stdout.split_once(",\"personal\":").unwrap();
    assert_eq!(format!("{start}}}\n"), before.stdout, "{rest}");
    let line = &results(&after)[0];
    assert!(line["personal"]["score"].as_f64() > line["score"].as_f64());
    let text = home.run(ONE, format!("{next}\n")).stdout;
    assert!(
        text.contains("Overruled by you: with your own phrases"),
        "{text}"
    );
    assert!(
        text.contains("said, not in part: A tuple is immutable"),
        "{text}"
    );
    // What is denied is not what was said.
    let denied = home.run(&with(ONE, &["--json"]), "a tuple moves an inch\n");
    assert!(!denied.stdout.contains("personal"), "{}", denied.stdout);
    let unsaved = home.run(&with(ONE, &["--no-save", "--json"]), format!("{next}\n"));
    assert_eq!(results(&unsaved)[0]["personal"], line["personal"]);
    // The schedule, the statistics and the means are made of the score.
    let means: Vec<Value> = results(&home.run(&["history", "--json"], ""))
        .iter()
        .map(|kept| kept["mean"].clone())
        .collect();
    assert_eq!(means[2], line["score"], "{means:?}");
}

#[test]
fn grades_know_nothing_of_phrases_unless_they_are_asked_to() {
    let (home, _) = overruled();
    let fresh = Home::new();
    let request = json!({"question": "list/one", "answer": SAID}).to_string();
    let marked = json!({"question": "list/one", "answer": SAID, "human": 90}).to_string();
    fresh.write("marked.jsonl", &marked);
    home.write("marked.jsonl", &marked);
    home.write("answer", SAID);
    let marked = |home: &Home, more: &[&str]| {
        let file = home.path().join("marked.jsonl").display().to_string();
        home.run(
            &with(&["bank", "check", "--marked", &file, "--json"], more),
            "",
        )
    };
    let jsonl = |home: &Home, more: &[&str]| home.run(&with(&["grade", "--jsonl"], more), &request);
    let plain = jsonl(&home, &[]);
    assert_eq!(plain, jsonl(&fresh, &[]));
    assert_eq!(jsonl(&fresh, &["--personal"]), plain);
    let asked = jsonl(&home, &["--personal"]);
    let (start, _) = asked.stdout.split_once(",\"personal\":").unwrap();
    assert_eq!(format!("{start}}}\n"), plain.stdout);
    let without = |ran: Ran| results(&ran)[0]["mae"].clone();
    assert_eq!(without(marked(&home, &[])), without(marked(&fresh, &[])));
    let told = &results(&marked(&home, &["--personal"]))[0];
    assert!(
        told["personal"]["mae"].as_f64() < told["mae"].as_f64(),
        "{told}"
    );
    let file = home.path().join("answer").display().to_string();
    let card = |more: &[&str]| {
        home.run(&with(&["grade", "list/one", "--answer", &file], more), "")
            .stdout
    };
    assert!(!card(&[]).contains("Overruled"));
    assert_eq!(card(&["--personal"]).matches("Overruled by you").count(), 1);
    assert!(card(&["--personal"]).starts_with(&card(&[])));
    let table = home.run(
        &["grade", "--csv", "--personal"],
        "student,question,answer\n",
    );
    assert_eq!(table.code, Some(2));
}

#[test]
fn old_answers_are_adjusted_only_by_a_regrade_that_asks_for_it() {
    let home = Home::new();
    home.run(ONE, format!("{SAID}\n"));
    home.run(ONE, format!("{SAID}\n{OVERRULE}\n"));
    assert_eq!(history(&home)[0]["personal"], Value::Null);
    home.run(&["history", "regrade"], "");
    assert_eq!(history(&home)[0]["personal"], Value::Null);
    let told = home.run(&["history", "regrade", "--personal", "--json"], "");
    assert_eq!(results(&told)[0]["adjusted"], 2);
    let lines = history(&home);
    assert_eq!(lines[0]["personal"]["score"], lines[1]["personal"]["score"]);
    assert_eq!(lines[0]["disputed"], false);
}

#[test]
fn what_can_not_overrule_says_why_and_the_lines_that_follow_are_answers() {
    let home = Home::new();
    let ran = home.run(
        BOTH,
        format!(
            "/right 1\n{SAID}\n/right\n/right 7\n/right 0 \"moves\"\n/right 1 \"carved in marble\"\n/right 1 \"a tuple\"\n\
             /right 1 \"a\"\n/right undo\n{OVERRULE}\n{OVERRULE}\n/right it is all there\na dictionary maps keys to values\n/right\n"
        ),
    );
    assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(0)));
    let text = flowed(&ran.stdout);
    let mut rest = text.as_str();
    for told in [
        "Nothing is graded yet.",
        "Which verdict is wrong?",
        "1 ~ A tuple is immutable",
        "/right 1 \"words of your answer\" overrules the first of them.",
        "There is no number 7",
        "There is no number 0",
        "Those words don't stand in your answer.",
        "One word says too little",
        "grammar words alone",
        "There is nothing to take back",
        "Overruled by you: \"never moves an inch\"",
        "nothing is kept twice",
        "Noted with this answer.",
        "✓ A dictionary maps keys to values",
        "there is no verdict to overrule",
        "That was the round: 2 questions.",
    ] {
        let (_, after) = rest
            .split_once(told)
            .unwrap_or_else(|| panic!("{told}: {rest}"));
        rest = after;
    }
    assert_eq!(personal(&home).len(), 1);
    assert_eq!(history(&home)[0]["notes"], json!(["it is all there"]));
}

#[test]
fn with_json_nothing_but_results_is_printed() {
    let home = Home::new();
    let ran = home.run(
        &with(BOTH, &["--json"]),
        format!("{SAID}\n/right\n{OVERRULE}\n/right 1 \"nowhere\"\n/right undo\nbanana\n"),
    );
    assert_eq!(results(&ran).len(), 2, "{}", ran.stdout);
    for told in [
        "says which verdict",
        "Overruled by you",
        "don't stand in",
        "Taken back",
    ] {
        assert!(ran.stderr.contains(told), "{told}: {}", ran.stderr);
    }
    assert!(personal(&home).is_empty());
    assert_eq!(history(&home)[0]["disputed"], false);
}

#[test]
fn a_phrase_that_is_taken_back_is_gone_from_all_that_it_adjusted() {
    let (home, _) = overruled();
    home.run(ONE, format!("{SAID}\n"));
    assert!(
        history(&home)
            .iter()
            .all(|line| line["personal"].is_object())
    );
    let unknown = home.run(&["bank", "personal", "remove", "1", "9"], "");
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.stderr.contains("no phrase 9"), "{}", unknown.stderr);
    assert_eq!(personal(&home).len(), 1);
    let removed = home.run(&["bank", "personal", "remove", "1"], "");
    assert_eq!((removed.stderr.as_str(), removed.code), ("", Some(0)));
    assert!(personal(&home).is_empty());
    let lines = history(&home);
    assert!(lines.iter().all(|line| line["personal"].is_null()));
    assert!(lines.iter().all(|line| line["disputed"] == false));
    let next = home.run(&with(ONE, &["--json"]), format!("{SAID}\n"));
    assert!(!next.stdout.contains("personal"));
}

#[test]
fn a_point_that_left_the_rubric_keeps_the_phrase_and_says_so() {
    let (home, _) = overruled();
    home.write(
        "bank/rubrics/track/topic/one.toml",
        "reference = \"A tuple is immutable.\"\n[[key_points]]\nid = \"renamed\"\nstatement = \"A tuple is immutable\"\n",
    );
    let kept = personal(&home);
    assert_eq!(kept[0]["applied"], false);
    assert_eq!(kept[0]["why_not"], "what it says has left the rubric");
    let ran = home.run(ONE, format!("{SAID}\n"));
    let told = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        told.contains("Not applied: your phrase \"never moves an inch\""),
        "{told}"
    );
    assert!(!told.contains("with your own phrases"), "{told}");
    let disputed = home.run(
        &[
            "history",
            "dispute",
            "1",
            "--point",
            "point",
            "--words",
            "moves an inch",
        ],
        "",
    );
    assert_eq!(disputed.code, Some(2));
    assert!(
        disputed.stderr.contains("has left the rubric"),
        "{}",
        disputed.stderr
    );
    std::fs::remove_file(home.bank().join("questions/track/topic/one.toml")).unwrap();
    assert_eq!(
        personal(&home)[0]["why_not"],
        "its question is not in the bank"
    );
}
