//! Mock interviews through a pipe: what is kept back, what the scorecard says, how they go on.

mod support;

use support::{Home, results};

const TWO: &[&str] = &[
    "interview",
    "--question",
    "list/one",
    "--question",
    "list/two",
    "--seed",
    "7",
];

#[test]
fn grades_wait_for_the_scorecard() {
    let home = Home::new();
    let ran = home.run(TWO, "a tuple is immutable\n/why\n/hint\nbanana\n");
    let (before, card) = ran.stdout.split_once("Interview ·").unwrap();
    assert!(before.contains("What is a tuple?") && before.contains("What is a dictionary?"));
    assert!(before.contains("no feedback until its scorecard") && before.contains("no hints"));
    assert!(
        !before.contains('✓') && !before.contains("strong"),
        "{before}"
    );
    assert!(
        card.contains("Overall") && card.contains("beginner"),
        "{card}"
    );
    assert!(
        card.contains("Strongest: \"a tuple is immutable\""),
        "{card}"
    );
    assert!(card.contains("Not answered: 0."), "{card}");
    assert!(card.contains("viva practice --question"), "{card}");
    assert!(card.contains("Saved as session 1."), "{card}");
    assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(0)));
}

#[test]
fn a_script_gets_the_grade_of_each_answer() {
    let home = Home::new();
    let mut arguments = TWO.to_vec();
    arguments.push("--json");
    let ran = home.run(&arguments, "a tuple is immutable\n\n");
    let results = results(&ran);
    assert_eq!(results.len(), 2, "{}", ran.stdout);
    assert!(results[0]["score"].as_f64() > results[1]["score"].as_f64());
}

#[test]
fn a_paused_interview_goes_on() {
    let home = Home::new();
    let first = home.run(TWO, "a tuple is immutable\n");
    assert!(first.stdout.contains("viva resume 1"), "{}", first.stdout);
    let rest = home.run(&["resume"], "a dictionary maps keys to values\n");
    assert!(!rest.stdout.contains("What is a tuple?"), "{}", rest.stdout);
    assert!(rest.stdout.contains("2 questions"), "{}", rest.stdout);
    assert!(
        rest.stdout.contains("Saved as session 1."),
        "{}",
        rest.stdout
    );
}

#[test]
fn the_same_seed_is_the_same_interview() {
    let home = Home::new();
    let answers = "a tuple is immutable\nbanana\n";
    let run = || {
        home.run(
            &["interview", "--seed", "3", "--no-save", "--plain"],
            answers,
        )
    };
    assert_eq!(run().stdout, run().stdout);
    let minutes = home.run(&["interview", "--minutes", "0"], "");
    assert_eq!(minutes.code, Some(2));
}
