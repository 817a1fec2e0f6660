//! "I was right": a verdict is overruled by words of the answer, the grade stands, and the next session honours the words.

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

#[test]
fn a_saved_answer_is_disputed_by_options() {
    let home = Home::new();
    home.run(BOTH, format!("{SAID}\nbanana\n"));
    let dispute = |more: &[&str]| home.run(&with(&["history", "dispute"], more), "");
    let listed = results(&dispute(&["--json"]));
    assert_eq!(listed.len(), 2);
    assert_eq!(
        (&listed[0]["number"], &listed[0]["id"]),
        (&json!(1), &json!("point"))
    );
    assert_eq!(listed[0]["words"], SAID);
    let unclear = dispute(&["--point", "1"]);
    assert_eq!(unclear.code, Some(2));
    assert!(
        unclear.stderr.contains("track/topic/two"),
        "{}",
        unclear.stderr
    );
    for (more, told) in [
        (
            ["--question", "nine", "--point", "1"],
            "no graded answer to `nine`",
        ),
        (["--question", "one", "--point", "5"], "no verdict `5`"),
    ] {
        let ran = dispute(&more);
        assert_eq!(ran.code, Some(2));
        assert!(ran.stderr.contains(told), "{told}: {}", ran.stderr);
    }
    let words = [
        "--question",
        "one",
        "--point",
        "point",
        "--words",
        "not at all",
    ];
    let wrong = dispute(&words);
    assert_eq!(wrong.code, Some(2));
    assert!(
        wrong
            .stderr
            .starts_with("error: those words don't stand in your answer\n"),
        "{}",
        wrong.stderr
    );
    let done = dispute(&["1", "--question", "one", "--point", "1", "--json"]);
    assert_eq!((done.stderr.as_str(), done.code), ("", Some(0)));
    let told = &results(&done)[0];
    assert_eq!(told["phrase"], SAID);
    assert!(told["personal"]["score"].as_f64() > told["score"].as_f64());
    let undone = dispute(&["1", "--question", "one", "--undo"]);
    assert!(undone.stdout.contains("Taken back"), "{}", undone.stdout);
    assert_eq!(dispute(&["1", "--question", "one", "--undo"]).code, Some(2));
    assert!(personal(&home).is_empty());
    assert_eq!(dispute(&["9"]).code, Some(2));
}

#[test]
fn an_interview_says_where_verdicts_are_overruled_and_shows_no_grade_by_it() {
    let home = Home::new();
    let asked = ["interview", "--question", "list/one"];
    let ran = home.run(&asked, format!("/right\n{SAID}\n"));
    let (before, card) = ran.stdout.split_once("Overall").unwrap();
    assert!(before.contains("no grades until its scorecard"), "{before}");
    assert!(card.contains("viva history dispute 1"), "{card}");
    let overruled = home.run(
        &["history", "dispute", "1", "--point", "1", "--words", SAID],
        "",
    );
    assert_eq!(overruled.code, Some(0), "{}", overruled.stderr);
    let again = home.run(&asked, format!("{SAID}\n")).stdout;
    let (before, card) = again.split_once("Overall").unwrap();
    assert!(!before.contains("Overruled"), "{before}");
    assert!(
        card.contains("Overruled by you, in phrases of your own: one"),
        "{card}"
    );
}

#[test]
fn phrases_go_to_the_author_as_patterns() {
    let home = Home::new();
    home.write(
        "bank/rubrics/track/topic/one.toml",
        "reference = \"A tuple is immutable.\"\n[[key_points]]\nid = \"point\"\nstatement = \"A tuple is immutable\"\npatterns = [\n  'immutable', # the word itself\n]\n",
    );
    home.run(ONE, format!("{SAID}\n{OVERRULE}\n"));
    let printed = home.run(&["bank", "personal", "export"], "");
    let pattern = personal(&home)[0]["pattern"].as_str().unwrap().to_owned();
    assert!(
        printed
            .stdout
            .starts_with("# rubrics/track/topic/one.toml\n[[key_points]]\n")
    );
    assert!(
        printed.stdout.contains(&format!("\"{pattern}\",")),
        "{}",
        printed.stdout
    );
    let folder = home.path().join("mine").display().to_string();
    for _ in 0..2 {
        let written = home.run(&["bank", "personal", "export", "--to", &folder], "");
        assert_eq!((written.stderr.as_str(), written.code), ("", Some(0)));
    }
    let rubric =
        std::fs::read_to_string(home.path().join("mine/rubrics/track/topic/one.toml")).unwrap();
    assert!(
        rubric.contains("'immutable', # the word itself"),
        "{rubric}"
    );
    assert_eq!(rubric.matches(&pattern).count(), 1, "{rubric}");
    // With that bank the phrase is the rubric's own.
    let request = json!({"question": "list/one", "answer": SAID}).to_string();
    let graded = home.run(&["grade", "--jsonl", "--bank", &folder], request);
    assert_eq!(results(&graded)[0]["key_points"][0]["verdict"], "met");
    let none = Home::new().run(&["bank", "personal"], "");
    assert!(none.stdout.contains("You have overruled nothing."));
}

#[test]
fn deleting_a_session_says_that_its_phrases_go_and_takes_their_words_along() {
    let (home, _) = overruled();
    home.run(ONE, format!("{SAID}\n"));
    let asked = home.run(&["history", "delete", "1"], "");
    assert!(
        asked.stderr.contains("session 1 and 1 phrase of your own"),
        "{}",
        asked.stderr
    );
    let deleted = home.run(&["history", "delete", "1", "--yes"], "");
    assert_eq!(deleted.code, Some(0), "{}", deleted.stderr);
    assert!(personal(&home).is_empty());
    assert_eq!(history(&home)[0]["personal"], Value::Null);
}

#[test]
fn overrulings_are_exported_and_imported() {
    let (home, _) = overruled();
    let exported = home.run(&["history", "export"], "").stdout;
    let there = Home::new();
    let taken = there.run(&["history", "import", "-"], &exported);
    assert_eq!(taken.code, Some(0), "{}", taken.stderr);
    assert_eq!(personal(&there), personal(&home));
    let next = there.run(&with(ONE, &["--json"]), format!("{SAID}\n"));
    assert!(results(&next)[0]["personal"].is_object());
}

#[cfg(unix)]
mod at_a_terminal {
    use super::support::terminal::Terminal;
    use super::{Home, ONE, SAID, personal};

    #[test]
    fn the_verdict_and_its_words_are_asked_for_and_kept_before_they_are_shown() {
        let home = Home::new();
        let mut terminal = Terminal::start(&home, &[ONE, &["--probes", "0"]].concat());
        terminal.wait_for("> ");
        terminal.press(&format!("{SAID}\r"));
        terminal.wait_for("Enter shows the summary.");
        terminal.wait_for("> ");
        terminal.press("/right\r");
        terminal.wait_for("1 ~ A tuple is immutable");
        terminal.wait_for("Its number, or Enter to leave it:");
        terminal.press("4\r");
        terminal.wait_for("A number from 1 to 1.");
        terminal.wait_for("Its number, or Enter to leave it:");
        terminal.press("1\r");
        terminal.wait_for("Which words of your answer say");
        // The closest passage stands on the line; it may be shortened.
        terminal.wait_for(&format!("Your words: {SAID}"));
        terminal.press("\u{15}");
        terminal.press("carved in marble\r");
        terminal.wait_for("don't stand in your answer");
        terminal.wait_for("Your words: carved in marble");
        terminal.press("\u{15}");
        terminal.press("never moves an inch\r");
        terminal.wait_for("Overruled by you: \"never moves an inch\"");
        // Killed the moment it is shown, it is kept.
        terminal.kill();
        let kept = personal(&home);
        assert_eq!(kept[0]["phrase"], "never moves an inch");
        let mut next = Terminal::start(&home, &[ONE, &["--probes", "0"]].concat());
        next.wait_for("> ");
        next.press("tuples never move one inch\r");
        next.wait_for("Overruled by you: with your own phrases");
        next.wait_for("You disagree: /right");
        next.wait_for("> ");
        next.press("/right 1\r");
        next.wait_for("Your words: ");
        next.press("\u{15}\r");
        next.wait_for("Nothing is overruled.");
        next.wait_for("> ");
        next.press("\r");
        let (last, code) = next.end();
        assert!(
            last.contains("Overruled by you, in phrases of your own"),
            "{last}"
        );
        assert_eq!(code, 0);
    }

    #[test]
    fn a_saved_answer_is_disputed_in_a_short_dialogue() {
        let home = Home::new();
        home.run(ONE, format!("{SAID}\n"));
        let mut terminal = Terminal::start(&home, &["history", "dispute"]);
        terminal.wait_for("1 ~ A tuple is immutable");
        terminal.wait_for("Its number:");
        terminal.press("1\r");
        terminal.wait_for(&format!("Your words: {SAID}"));
        terminal.press("\r");
        terminal.wait_for("remove 1 takes it back.");
        let (_, code) = terminal.end();
        assert_eq!(code, 0);
        assert_eq!(personal(&home)[0]["phrase"], SAID);
    }
}
