//! Sessions that are gone on with: under the rules they began with, or not at all.

mod support;

use support::{BOTH, Home, asked, results, run, with};

#[test]
fn a_resumed_round_goes_by_the_rules_it_began_with() {
    let home = Home::new();
    let begun = with(
        &["practice", "-n", "1", "--seed", "1"],
        &["--warm-up", "--calm"],
    );
    home.run(&begun, "banana\n");
    let resumed = home.run(&["resume"], "banana\n");
    assert!(
        resumed.stdout.contains("Question 1 of 1"),
        "{}",
        resumed.stdout
    );
    assert!(resumed.stdout.contains("The warm-up is not counted."));
    assert!(!resumed.stdout.contains("Mean"), "{}", resumed.stdout);
}

#[test]
fn probes_through_a_pipe_are_those_that_were_asked_for() {
    let home = Home::new();
    home.run(BOTH, "banana\n");
    let quiet = home.run(&["resume"], "banana\n");
    assert!(!quiet.stdout.contains("And what else?"), "{}", quiet.stdout);
    home.run(&with(BOTH, &["--probes", "1"]), "banana\nbanana\n");
    let probed = home.run(&["resume"], "banana\nbanana\n");
    assert!(
        probed.stdout.contains("And what else?"),
        "{}",
        probed.stdout
    );
    home.run(BOTH, "banana\n");
    let now = home.run(&["resume", "--probes", "1"], "banana\nbanana\n");
    assert!(now.stdout.contains("And what else?"), "{}", now.stdout);
}

#[test]
fn a_session_whose_bank_is_gone_is_left_as_it_was() {
    for mode in ["practice", "interview"] {
        let home = Home::new();
        home.run(&with(&[mode], &BOTH[1..]), "banana\n");
        let bank = home.bank();
        let away = home.path().join("away");
        std::fs::rename(&bank, &away).unwrap();
        let resume = |arguments: &[&str]| {
            let mut command = std::process::Command::new(support::VIVA);
            command.env("HOME", home.path()).env_remove("VIVA_CONFIG");
            command.arg("resume").args(arguments);
            run(command.arg("--data-dir").arg(home.data()), "banana\n")
        };
        let refused = resume(&[]);
        assert_eq!((refused.stdout.as_str(), refused.code), ("", Some(2)));
        assert!(
            refused.stderr.contains("so session 1 can't go on"),
            "{refused:?}"
        );
        // The same where another bank knows none of its questions.
        std::fs::create_dir_all(home.path().join("empty/questions")).unwrap();
        let other = home.path().join("empty").display().to_string();
        let refused = resume(&["--only-bank", &other]);
        assert_eq!(refused.code, Some(2), "{refused:?}");
        assert!(refused.stderr.contains("is in the bank"), "{refused:?}");
        let list = results(&home.run(&["history", "list", "--json"], ""));
        assert_eq!(list[0]["state"], "paused", "{mode}");
        std::fs::rename(&away, &bank).unwrap();
        let resumed = resume(&[]);
        assert!(
            resumed.stdout.contains("Saved as session 1."),
            "{resumed:?}"
        );
        assert_eq!(asked(&resumed).len(), 1);
    }
}

#[test]
fn a_round_that_was_left_at_once_does_not_stand_before_one_that_was_begun() {
    let home = Home::new();
    home.run(BOTH, "banana\n");
    home.run(BOTH, "");
    let resumed = home.run(&["resume"], "banana\n");
    assert!(
        resumed.stdout.contains("Saved as session 1."),
        "{resumed:?}"
    );
    // Nothing else is left.
    let resumed = home.run(&["resume"], "banana\nbanana\n");
    assert!(
        resumed.stdout.contains("Saved as session 2."),
        "{resumed:?}"
    );
}

/// A rubric without anything to grade by.
const EMPTY: &str = "reference = \"A dictionary maps keys to values.\"\n";

const RUBRIC_TWO: &str = "bank/rubrics/track/topic/two.toml";

#[test]
fn a_question_that_lost_its_key_points_is_neither_asked_nor_graded_anew() {
    let home = Home::new();
    home.run(BOTH, "banana\n");
    let rubric = std::fs::read_to_string(home.path().join(RUBRIC_TWO)).unwrap();
    home.write(RUBRIC_TWO, EMPTY);
    let refused = home.run(&["resume"], "banana\n");
    assert_eq!(
        (refused.stdout.as_str(), refused.code),
        ("", Some(2)),
        "{refused:?}"
    );
    assert!(refused.stderr.contains("with an answer to grade by"));
    home.write(RUBRIC_TWO, rubric);
    home.run(&["resume"], "it maps keys to values\n");
    home.write(RUBRIC_TWO, EMPTY);
    let regraded = home.run(&["history", "regrade", "--json"], "");
    let figures: serde_json::Value = serde_json::from_str(&regraded.stdout).unwrap();
    assert_eq!(
        (&figures["ungradable"], &figures["regraded"]),
        (&1.into(), &0.into()),
        "{figures}"
    );
    let told = home.run(&["history", "regrade"], "").stdout;
    assert!(told.contains("no key points to grade by now: 1"), "{told}");
}

#[cfg(unix)]
#[test]
fn a_rubric_that_is_edited_while_a_session_runs_is_read_when_its_question_comes() {
    use support::terminal::Terminal;

    for (edited, told) in [
        // Better than it was: graded by what it says now.
        (
            "drafted = true\n[[key_points]]\nstatement = \"A banana is yellow\"\n",
            "A banana is yellow",
        ),
        (EMPTY, "has no key points to grade by any more"),
        ("[[key_points]]\nstatement = ", "two.toml:2"),
    ] {
        let home = Home::new();
        let mut terminal = Terminal::start(&home, &with(BOTH, &["--probes", "0"]));
        terminal.wait_for("What is a tuple?");
        home.write(RUBRIC_TWO, edited);
        terminal.wait_for("> ");
        terminal.press("a tuple is immutable\r");
        terminal.wait_for("A tuple is immutable");
        if edited.starts_with("drafted") {
            terminal.wait_for("What is a dictionary?");
            terminal.wait_for("> ");
            terminal.press("a banana is yellow\r");
            terminal.wait_for("The rubric of this question is a draft");
        }
        terminal.wait_for(told);
    }
}
