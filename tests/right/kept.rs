//! What becomes of overrulings afterwards: disputed later, handed to an author, deleted, taken elsewhere.

use serde_json::{Value, json};

use crate::support::{BOTH, Home, ONE, results, with};
use crate::{OVERRULE, SAID, history, overruled, personal};

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
