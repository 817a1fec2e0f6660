//! `viva review`: what is due on which day, and what is new.

mod support;

use support::{BOTH, Home, ONE, with};

const TUPLE: &str = "a tuple is immutable\n";

fn due(home: &Home, day: &str) -> String {
    let ran = home.run(&["review", "--at", day, "--no-save"], "");
    assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(0)));
    let line = ran.stdout.lines().nth(1).unwrap_or_default();
    line.trim().to_owned()
}

#[test]
fn a_question_comes_back_on_its_day_and_not_before() {
    let home = Home::new();
    assert_eq!(
        due(&home, "2026-03-01"),
        "Nothing is due today. New: 2. Tomorrow: 0. This week: 0."
    );
    // One is answered well, the other not at all.
    let first = home.run(
        &with(BOTH, &["--at", "2026-03-01", "--json"]),
        "a tuple is immutable\n\n",
    );
    assert_eq!(first.stdout.lines().count(), 2, "{}", first.stderr);
    assert_eq!(
        due(&home, "2026-03-01"),
        "Nothing is due today. New: 1. Tomorrow: 0. This week: 0."
    );
    assert_eq!(
        due(&home, "2026-03-08"),
        "Nothing is due today. New: 1. Tomorrow: 1. This week: 1."
    );
    // What was left blank was not answered: it is still new.
    assert_eq!(
        due(&home, "2026-03-20"),
        "Due today: 1. New: 1. Tomorrow: 0. This week: 1."
    );
    let asked = home.run(&["review", "--at", "2026-03-20", "-n", "1"], TUPLE);
    assert!(
        asked.stdout.contains("What is a tuple?"),
        "{}",
        asked.stdout
    );
    // The same day once more changes nothing by itself.
    let after = due(&home, "2026-03-21");
    home.run(&with(ONE, &["--at", "2026-03-20"]), "no idea\n");
    assert_eq!(due(&home, "2026-03-21"), after);
    assert!(
        after.starts_with("Nothing is due today. New: 1."),
        "{after}"
    );
}

#[test]
fn a_day_takes_so_many_new_questions_and_no_more() {
    let home = Home::new();
    home.write("config.toml", "[review]\nnew_per_day = 1\n");
    let config = home.path().join("config.toml");
    let review = |day: &str| {
        let mut viva = home.viva(&["review", "--json", "--at", day]);
        viva.arg("--config").arg(&config);
        support::run(&mut viva, TUPLE).stdout.lines().count()
    };
    assert_eq!(review("2026-03-01"), 1);
    assert_eq!(review("2026-03-01"), 0);
    assert_eq!(review("2026-03-02"), 1);
}

#[test]
fn a_fit_says_how_much_it_lacks() {
    let home = Home::new();
    home.run(ONE, TUPLE);
    let fit = home.run(&["review", "--fit"], "");
    assert_eq!(fit.code, Some(1));
    assert!(fit.stdout.contains("there are 0"), "{}", fit.stdout);
}

#[test]
fn a_day_that_is_none_is_refused() {
    let home = Home::new();
    let ran = home.run(&["review", "--at", "tomorrow"], "");
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.stderr.contains("write a day as YYYY-MM-DD"),
        "{}",
        ran.stderr
    );
}
