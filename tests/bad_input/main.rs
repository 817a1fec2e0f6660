//! Input that nobody plans for: every case ends in a grade or in a message that helps, and nothing in it reaches a
//! terminal.

#[path = "../support/mod.rs"]
mod support;

mod bank;

use serde_json::{Value, json};
use support::{Home, Ran};

/// Grades one answer through the stream.
fn graded(answer: &[u8]) -> (Ran, Value) {
    let home = Home::new();
    let mut line = b"{\"question\": \"list/one\", \"answer\": \"".to_vec();
    line.extend_from_slice(answer);
    line.extend_from_slice(b"\"}\n");
    let ran = home.run(&["grade", "--jsonl"], line);
    let result = serde_json::from_str(&ran.stdout).unwrap_or(Value::Null);
    (ran, result)
}

#[test]
fn any_answer_gets_a_grade() {
    let megabytes = "a tuple is immutable and hashable. ".repeat(300_000);
    for (name, answer) in [
        ("nothing", &b""[..]),
        ("one word", b"immutable"),
        ("10 MB of sentences", megabytes.as_bytes()),
        ("10 MB without a space", &[b'x'; 10_000_000]),
        ("emoji", "👩‍🚀🔥".repeat(1000).as_bytes()),
        (
            "combining marks",
            "e\u{301}\u{327}".repeat(10_000).as_bytes(),
        ),
        ("escaped controls", b"\\u0000\\u0007\\u001b[2J\\u009b31m"),
        ("directions", "\u{202e}elbatummi\u{2066}\u{feff}".as_bytes()),
        (
            "another language",
            "Ein Tupel kann nach dem Erzeugen nicht mehr verändert werden, eine Liste schon."
                .as_bytes(),
        ),
        (
            "another script",
            "元组是不可变的，列表是可变的。".as_bytes(),
        ),
        (
            "bytes that are no text",
            b"a tuple \xff\xfe is \xc3 immutable",
        ),
        ("half a pair", b"\\ud800 immutable"),
        ("brackets", "[".repeat(100_000).as_bytes()),
        ("only stops", ". ! ? ; ".repeat(10_000).as_bytes()),
    ] {
        let (ran, result) = graded(answer);
        assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(0)), "{name}");
        let score = result["score"].as_f64().unwrap_or(-1.0);
        assert!((0.0..=100.0).contains(&score), "{name}: {result}");
        let hidden = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
        assert!(!ran.stdout.contains(hidden), "{name}: {}", ran.stdout);
    }
}

#[test]
fn evidence_points_into_the_answer_after_its_bytes_became_text() {
    let answer = "\u{fffd}\u{fffd} a tuple is immutable \u{fffd}";
    let (_, result) = graded(b"\xff\xfe a tuple is immutable \xc3");
    let evidence = &result["key_points"][0]["evidence"][0];
    let at = |field: &str| usize::try_from(evidence[field].as_u64().unwrap()).unwrap();
    assert_eq!(evidence["text"], answer[at("start")..at("end")]);
}

#[test]
fn lines_that_are_no_requests_are_told_and_the_rest_goes_on() {
    let deep_answer = format!("{{\"answer\": {}1", "[".repeat(200_000));
    let deep_unknown = json!({"question": "list/one", "answer": ""})
        .to_string()
        .replace(
            "\"answer\"",
            &format!(
                "\"deep\": {}{}, \"answer\"",
                "[".repeat(50_000),
                "]".repeat(50_000)
            ),
        );
    let deep_rubric = format!(
        "{{\"prompt\": \"\", \"answer\": \"\", \"rubric\": {{\"key_points\": {}{}}}}}",
        "[".repeat(50_000),
        "]".repeat(50_000)
    );
    let good = json!({"question": "list/one", "answer": ""}).to_string();
    for (name, line, fails) in [
        ("NUL", b"\0".to_vec(), true),
        ("no text", vec![0xff; 1000], true),
        ("deep answer", deep_answer.into_bytes(), true),
        ("deep unknown field", deep_unknown.into_bytes(), false),
        ("deep rubric", deep_rubric.into_bytes(), true),
        (
            "a long name",
            json!({"question": "x".repeat(1_000_000), "answer": ""})
                .to_string()
                .into_bytes(),
            true,
        ),
        (
            "a number too large",
            b"{\"question\": \"list/one\", \"answer\": \"\", \"seconds\": 1e999999}".to_vec(),
            false,
        ),
    ] {
        let mut input = line;
        input.push(b'\n');
        input.extend_from_slice(good.as_bytes());
        let ran = Home::new().run(&["grade", "--jsonl"], input);
        let lines: Vec<Value> = ran
            .stdout
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(lines.len(), 2, "{name}");
        assert_eq!(
            lines[0].get("error").is_some(),
            fails,
            "{name}: {}",
            lines[0]
        );
        assert!(lines[1].get("score").is_some(), "{name}");
        assert_eq!(
            (ran.stderr.as_str(), ran.code),
            ("", Some(i32::from(fails))),
            "{name}"
        );
    }
}

#[test]
fn what_a_terminal_would_act_on_is_cleaned_out_of_mistakes_and_escaped_in_json() {
    let home = Home::new();
    let evil = "ev\u{1b}[31mil\u{202e}";
    for arguments in [
        vec![evil],
        vec!["practice", "--level", evil],
        vec!["practice", "--question", evil],
        vec!["grade", "list/one", "--answer", evil],
        vec!["config", "show", "--config", evil],
    ] {
        let ran = home.run(&arguments, "");
        assert!(
            ran.stderr.contains("`evil`")
                || ran.stderr.contains("'evil'")
                || ran.stderr.contains("evil:"),
            "{}",
            ran.stderr
        );
        assert!(
            !ran.stderr.contains(['\u{1b}', '\u{202e}']),
            "{arguments:?}"
        );
        assert_eq!(ran.code, Some(2), "{arguments:?}");
    }
    let request = "{\"question\": \"list/one\", \"answer\": \"a tuple \u{202e}is immutable\", \"id\": \"\u{9b}31m\"}\n";
    let ran = home.run(&["grade", "--jsonl"], request);
    let result: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(result["id"], "\u{9b}31m");
    assert!(
        !ran.stdout.contains(['\u{9b}', '\u{202e}']),
        "{}",
        ran.stdout
    );
}

#[test]
fn a_mean_outside_of_0_to_100_can_not_be_asked_for() {
    let home = Home::new();
    for least in ["nan", "101", "-5", "abc"] {
        let ran = home.run(&["grade", "--jsonl", "--fail-under", least], "");
        assert!(
            ran.stderr.contains("write a score from 0 to 100"),
            "{}",
            ran.stderr
        );
        assert_eq!(ran.code, Some(2), "{least}");
    }
}

#[test]
fn a_reference_that_says_nothing_is_nothing_to_grade_by() {
    let home = Home::new();
    for reference in ["", " . ", "..."] {
        let line = json!({"prompt": "What?", "reference": reference, "answer": "a good one"});
        let ran = home.run(&["grade", "--jsonl"], format!("{line}\n"));
        assert!(
            ran.stdout.contains("nothing in it to grade by"),
            "{}",
            ran.stdout
        );
        assert_eq!(ran.code, Some(1));
    }
}

#[test]
fn a_slip_in_the_last_part_of_an_id_is_recognized() {
    let home = Home::new();
    let ran = home.run(&["grade", "ond"], "");
    assert!(
        ran.stderr.contains("did you mean `track/topic/one`?"),
        "{}",
        ran.stderr
    );
}
