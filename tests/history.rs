//! Past sessions: listed, read, exported, deleted.

mod support;

use support::{BOTH, Home, ONE, asked};

fn practised() -> Home {
    let home = Home::new();
    for _ in 0..2 {
        home.run(
            &["practice", "--question", "list/one", "--probes", "1"],
            "a tuple is \u{1b}[2Jimmutable\nit keeps its order\n/note read on\n",
        );
    }
    home
}

#[test]
fn sessions_are_listed_and_read_again() {
    let home = practised();
    let list = home.run(&["history"], "");
    let lines: Vec<&str> = list.stdout.lines().map(str::trim).collect();
    assert_eq!(lines.len(), 2, "{}", list.stdout);
    assert!(
        lines[0].starts_with("2 ")
            && lines[0].contains("practice")
            && lines[0].contains("1 answer")
    );
    assert_eq!((list.stderr.as_str(), list.code), ("", Some(0)));
    let shown = home.run(&["history", "show", "1"], "");
    for told in [
        "> a tuple is immutable",
        "68  solid",
        "And what else?",
        "Note: read on",
    ] {
        assert!(shown.stdout.contains(told), "{told}: {}", shown.stdout);
    }
    assert!(!shown.stdout.contains('\u{1b}'), "{}", shown.stdout);
    let none = home.run(&["history", "show", "9"], "");
    assert_eq!(none.code, Some(2), "{}", none.stderr);
    assert!(none.stderr.contains("there is no session 9"));
}

#[test]
fn the_list_says_what_a_session_said_at_its_end() {
    for mode in ["practice", "interview"] {
        let home = Home::new();
        let asked = [mode, "--question", "list/one", "--probes", "1"];
        let ran = home.run(&asked, "banana\na tuple is immutable\n");
        let said = ["Mean ", "Overall "].into_iter().find_map(|before| {
            let rest = ran.stdout.split_once(before)?.1;
            rest.split_once(|c: char| !c.is_ascii_digit())
        });
        let (mean, _) = said.unwrap();
        let list = home.run(&["history"], "").stdout;
        assert!(list.contains(&format!("  {mean}, ")), "{mean}: {list}");
        assert_ne!(mean, "0", "{}", ran.stdout);
    }
}

#[test]
fn everything_is_exported_as_json_lines() {
    let home = practised();
    let exported = home.run(&["history", "export"], "");
    let lines: Vec<serde_json::Value> = exported
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["session"], 1);
    assert!(lines[0]["answer"].as_str().unwrap().contains("immutable"));
    assert!(lines[0]["result"]["score"].as_f64().is_some());
    assert_eq!(lines[0]["result"]["question"], lines[0]["question"]);
    let list = home.run(&["history", "list", "--json"], "");
    assert_eq!(list.stdout.lines().count(), 2);
}

#[test]
fn nothing_is_deleted_unless_it_is_said_twice() {
    let home = practised();
    let refused = home.run(&["history", "delete", "1"], "");
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("--yes"), "{}", refused.stderr);
    assert_eq!(home.run(&["history"], "").stdout.lines().count(), 2);
    let one = home.run(&["history", "delete", "1", "--yes"], "");
    assert_eq!(
        (one.stdout.as_str(), one.code),
        ("Deleted session 1.\n", Some(0))
    );
    assert_eq!(home.run(&["history"], "").stdout.lines().count(), 1);
    home.run(&["history", "delete", "--all", "--yes"], "");
    assert!(home.run(&["history", "export"], "").stdout.is_empty());
    assert!(
        home.run(&["history"], "")
            .stdout
            .contains("No sessions yet")
    );
}

#[test]
fn a_new_home_has_no_history() {
    let home = Home::new();
    assert!(
        home.run(&["history"], "")
            .stdout
            .contains("No sessions yet")
    );
    assert_eq!(
        home.run(&["history", "delete", "--all", "--yes"], "").code,
        Some(2)
    );
    assert!(
        home.run(&["history", "path"], "")
            .stdout
            .contains("viva.db")
    );
}

#[test]
fn what_was_missed_last_time_is_asked_again_and_nothing_else() {
    let home = Home::new();
    let nothing = home.run(&["practice", "--missed"], "");
    assert_eq!(nothing.code, Some(2));
    assert!(nothing.stderr.contains("nothing was missed last time"));
    home.run(BOTH, "a tuple is immutable\nbanana\n");
    let again = home.run(&["practice", "--missed", "--no-save"], "");
    assert_eq!(asked(&again), ["What is a dictionary?"]);
    home.run(
        BOTH,
        "a tuple is immutable\na dictionary maps keys to values\n",
    );
    assert_eq!(home.run(&["practice", "--missed"], "").code, Some(2));
}

#[test]
fn weak_topics_and_short_rounds_are_chosen() {
    let home = Home::new();
    assert_eq!(home.run(&["practice", "--weak"], "").code, Some(2));
    home.run(ONE, "banana\n");
    let weak = home.run(&["practice", "--weak", "--no-save"], "banana\nbanana\n");
    assert_eq!(asked(&weak).len(), 2, "{}", weak.stdout);
    let short = home.run(&["practice", "--minutes", "1", "--no-save"], "banana\n");
    assert_eq!(asked(&short).len(), 1, "{}", short.stdout);
}

#[test]
fn old_answers_are_graded_anew_beside_the_grades_of_their_day() {
    let home = practised();
    let unchanged = home.run(&["history", "regrade"], "");
    assert_eq!(
        unchanged.stdout.trim(),
        "Nothing to grade anew. Graded by today's engine and rubric already: 2."
    );
    // The rubric asks for more by now.
    home.write(
        "bank/rubrics/track/topic/one.toml",
        "reference = \"A tuple is immutable.\"\n[[key_points]]\nid = \"point\"\nstatement = \"A tuple is immutable\"\n[[key_points]]\nid = \"more\"\nstatement = \"A tuple can be a dictionary key\"\n",
    );
    let regraded = home.run(&["history", "regrade", "1", "--json"], "");
    let figures: serde_json::Value = serde_json::from_str(&regraded.stdout).unwrap();
    assert_eq!(
        (&figures["regraded"], &figures["current"]),
        (&1.into(), &0.into())
    );
    assert!(
        figures["mean_after"].as_f64() < figures["mean_before"].as_f64(),
        "{figures}"
    );
    let shown = home.run(&["history", "show", "1"], "").stdout;
    assert!(
        shown.contains("68  solid") && shown.contains("Graded anew by engine"),
        "{shown}"
    );
    let exported = support::results(&home.run(&["history", "export"], ""));
    assert!(exported[0]["regraded"]["score"].as_f64() < exported[0]["result"]["score"].as_f64());
    assert!(exported[1]["regraded"].is_null());
    let nothing_more = home.run(&["history", "regrade", "1"], "");
    assert!(
        nothing_more.stdout.contains("Nothing to grade anew"),
        "{}",
        nothing_more.stdout
    );
    assert_eq!(home.run(&["history", "regrade", "9"], "").code, Some(2));
    // What was left empty is not answered, and no grade of it is wrong.
    home.run(&["practice", "--question", "list/one"], "\n");
    let all = home.run(&["history", "regrade", "--json"], "").stdout;
    assert!(all.contains("\"current\":1,"), "{all}");
}

#[test]
fn a_history_that_cant_be_read_is_kept_aside_when_that_is_said() {
    let home = practised();
    let file = home.data().join("viva.db");
    home.write(
        "data/viva.db",
        "this is no database, and long enough to look at it closely",
    );
    let failed = home.run(&["history"], "");
    assert_eq!(failed.code, Some(3));
    assert!(
        failed.stderr.contains("viva history delete --all"),
        "{}",
        failed.stderr
    );
    let refused = home.run(&["history", "delete", "--all"], "");
    assert_eq!(refused.code, Some(2));
    assert!(
        refused.stderr.contains("--yes") && file.exists(),
        "{}",
        refused.stderr
    );
    for recording in ["1-0-1.wav", "1-0-1-0.wav", "of-mine.wav"] {
        home.write(&format!("data/recordings/{recording}"), "sound");
    }
    let aside = home.run(&["history", "delete", "--all", "--yes"], "");
    assert_eq!(aside.code, Some(0), "{}", aside.stderr);
    // Its recordings are gone; what Viva did not write stays.
    assert!(
        aside.stdout.ends_with(" Its 2 recordings are deleted.\n"),
        "{aside:?}"
    );
    let left = std::fs::read_dir(home.data().join("recordings")).unwrap();
    let left: Vec<_> = left.map(|file| file.unwrap().file_name()).collect();
    assert_eq!(left, ["of-mine.wav"]);
    let told = aside.stdout.strip_prefix("Kept aside as ").unwrap();
    let path = told.split(". The next").next().unwrap();
    assert!(
        std::fs::read(path)
            .unwrap()
            .starts_with(b"this is no database")
    );
    assert!(!file.exists());
    home.run(&["practice", "-n", "1"], "a tuple is immutable\n");
    assert_eq!(home.run(&["history"], "").stdout.lines().count(), 1);
}

#[test]
fn a_history_that_is_damaged_further_in_is_kept_aside_and_not_deleted() {
    const PAGE: usize = 4096;
    let home = practised();
    let file = home.data().join("viva.db");
    let whole = std::fs::read(&file).unwrap();
    let mut kept_aside = 0;
    for page in 1..whole.len() / PAGE {
        let mut damaged = whole.clone();
        damaged[page * PAGE..(page + 1) * PAGE].fill(0);
        std::fs::write(&file, &damaged).unwrap();
        let done = home.run(&["history", "delete", "--all", "--yes"], "");
        assert_eq!(done.code, Some(0), "page {page}: {}", done.stderr);
        if let Some(told) = done.stdout.strip_prefix("Kept aside as ") {
            let path = told.split(". The next").next().unwrap();
            assert_eq!(std::fs::read(path).unwrap().len(), whole.len());
            assert!(!file.exists());
            kept_aside += 1;
        }
    }
    assert!(kept_aside > whole.len() / PAGE / 2, "{kept_aside}");
}

#[test]
fn what_can_be_done_about_a_refusal_is_told() {
    let home = practised();
    let file = home.data().join("viva.db");
    let history = rusqlite::Connection::open(&file).unwrap();
    let hint = |arguments: &[&str]| {
        let ran = home.run(arguments, "");
        assert_eq!(ran.code, Some(3), "{}", ran.stderr);
        ran.stderr.split("hint: ").nth(1).unwrap().to_owned()
    };
    // What no viva wrote there.
    let unreadable = "UPDATE sessions SET started_at = 'no time'";
    history.execute_batch(unreadable).unwrap();
    assert!(hint(&["history"]).contains("viva history delete --all"));
    history.pragma_update(None, "user_version", 99).unwrap();
    for command in [&["history"][..], &["stats"], &["resume"], &["report"]] {
        assert!(hint(command).starts_with("update viva"), "{command:?}");
    }
}

#[test]
fn what_is_exported_can_be_taken_over_elsewhere_whole_and_once() {
    let home = practised();
    home.run(&["history", "regrade"], "");
    let exported = home.run(&["history", "export"], "").stdout;
    let elsewhere = Home::new();
    let import = |text: &str| {
        elsewhere.write("exported.jsonl", text);
        let file = elsewhere.path().join("exported.jsonl");
        elsewhere.run(&["history", "import", file.to_str().unwrap()], "")
    };
    let first = import(&exported);
    assert_eq!(
        (first.stdout.trim(), first.stderr.as_str(), first.code),
        ("Taken over: 2 sessions with 2 answers.", "", Some(0))
    );
    assert_eq!(elsewhere.run(&["history", "export"], "").stdout, exported);
    let again = import(&exported);
    assert!(
        again.stdout.contains("Here already: 2."),
        "{}",
        again.stdout
    );
    assert_eq!(elsewhere.run(&["history", "export"], "").stdout, exported);
    // The schedule knows the question, and the notes came along.
    let due = elsewhere.run(&["review", "--at", "2099-01-01", "--no-save"], "");
    assert!(due.stdout.contains("Due today: 1."), "{}", due.stdout);
    let shown = elsewhere.run(&["history", "show", "1"], "").stdout;
    assert!(shown.contains("Note: read on"), "{shown}");
}

#[test]
fn lines_that_cant_be_taken_over_are_told_and_the_rest_is_done() {
    let home = practised();
    let exported = home.run(&["history", "export"], "").stdout;
    let (first, second) = exported.split_once('\n').unwrap();
    let cases = [
        ("not json", "line 1: not a line"),
        ("{\"session\": 1}", "line 1: not a line"),
        (
            &first.replace("\"score\":68", "\"score\":\"high\""),
            "line 1: ",
        ),
        (
            &first.replace("\"hints\":0", "\"hints\":\"; DROP TABLE attempts\""),
            "line 1: ",
        ),
        (
            &first.replace("\"seed\":", "\"seed); DROP TABLE attempts; --\":"),
            "line 1: ",
        ),
        (&with_no_day(first), "line 1: `day` is no day"),
        (
            &first.replace("\"position\":0", "\"position\":-1"),
            "line 1: `position` is no whole number",
        ),
        (
            &first.replace("\"written_at\":\"2", "\"written_at\":\"about 2"),
            "line 1: `written_at` is no time",
        ),
        (
            &first.replace("\"regraded_score\":null", "\"regraded_score\":50"),
            "line 1: `regraded_score` is no score",
        ),
    ];
    for (line, told) in cases {
        let elsewhere = Home::new();
        elsewhere.write("exported.jsonl", format!("{line}\n\n{second}"));
        let file = elsewhere.path().join("exported.jsonl");
        let ran = elsewhere.run(&["history", "import", file.to_str().unwrap()], "");
        assert_eq!(ran.code, Some(1), "{line}: {}", ran.stdout);
        assert!(ran.stderr.starts_with(told), "{}", ran.stderr);
        assert!(ran.stdout.contains("with 1 answer."), "{}", ran.stdout);
    }
    let missing = home.run(&["history", "import", "/nowhere/at/all"], "");
    assert_eq!(missing.code, Some(2));
}

/// The line with a day that is none.
fn with_no_day(line: &str) -> String {
    let at = line.find("\"day\":\"").unwrap() + 7;
    format!("{}never-more{}", &line[..at], &line[at + 10..])
}
