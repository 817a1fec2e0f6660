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
