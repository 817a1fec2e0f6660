//! Input that nobody plans for: every case ends in a grade or in a message that helps, and nothing in it reaches a
//! terminal.

mod support;

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
fn a_damaged_bank_file_is_told_with_its_place_and_the_rest_serves() {
    for (path, text, told) in [
        (
            "questions/track/topic/bad.toml",
            "prompt = \"x\nlevel = 3",
            ":1:12: invalid basic string, expected `\"`",
        ),
        (
            "questions/track/topic/bad.toml",
            "prompt = \"x\"\nlevel = \"easy\"\nminutes = 1",
            ":2:1: `easy` is no level: write beginner, intermediate or advanced",
        ),
        (
            "questions/track/topic/bad.toml",
            "prompt = \"x\"\nlevel = \"beginner\"\nminutes = 99",
            ":3:1: 99 minutes: write 1 to 15",
        ),
        (
            "questions/track/Bad Name.toml",
            "",
            ":1:1: `track/Bad Name` is no question id: put the file at questions/<track>/<topic>/<slug>.toml, in lower-case letters, digits and hyphens",
        ),
        (
            "rubrics/concepts/bad.toml",
            "[concepts]\nfast = 3\n",
            ":2:8: invalid type: integer `3`, expected a sequence",
        ),
        ("rubrics/concepts/bad.toml", "concepts = \u{1b}[2J", ""),
    ] {
        let home = Home::new();
        home.write(&format!("bank/{path}"), text);
        let file = home.bank().join(path);
        let ran = home.run(&["bank", "list", "--json"], "");
        assert_eq!(ran.stdout.lines().count(), 2, "{path}");
        assert!(
            ran.stderr.starts_with(&format!("{}{told}", file.display())),
            "{}",
            ran.stderr
        );
        assert!(!ran.stderr.contains('\u{1b}'));
        assert_eq!(ran.code, Some(2), "{path}");
        let ran = home.run(
            &["grade", "--jsonl"],
            "{\"question\": \"list/one\", \"answer\": \"\"}",
        );
        assert!(ran.stdout.contains("\"score\""), "{}", ran.stdout);
        assert_eq!(ran.code, Some(2), "{path}");
    }
}

#[test]
fn a_damaged_rubric_is_told_when_its_question_is_asked_for() {
    let home = Home::new();
    home.write(
        "bank/rubrics/track/topic/one.toml",
        "[[key_points]]\nstatement = \"\"\n",
    );
    let file = home.bank().join("rubrics/track/topic/one.toml");
    let problem = format!(
        "{}:2:1: the statement is empty: say the point as a sentence",
        file.display()
    );
    let ran = home.run(
        &["grade", "--jsonl"],
        "{\"question\": \"list/one\", \"answer\": \"\"}\n{\"question\": \"list/two\", \"answer\": \"\"}\n",
    );
    let first: Value = serde_json::from_str(ran.stdout.lines().next().unwrap()).unwrap();
    assert_eq!(first, json!({"line": 1, "id": null, "error": problem}));
    assert_eq!(
        (ran.stdout.lines().count(), ran.stderr.as_str(), ran.code),
        (2, "", Some(1))
    );
    let ran = home.run(&["grade", "list/one"], "");
    assert_eq!(
        (ran.stderr, ran.code),
        (format!("error: {problem}\n"), Some(2))
    );
    let ran = home.run(&["bank", "check"], "");
    assert!(
        ran.stdout.lines().any(|line| line
            == format!(
                "{}:2: the statement is empty: say the point as a sentence",
                file.display()
            )),
        "{}",
        ran.stdout
    );
    assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(1)));
}

#[test]
fn a_question_of_a_damaged_file_is_told_by_its_problem() {
    let home = Home::new();
    home.write("bank/questions/track/topic/bad.toml", "prompt = ");
    let ran = home.run(
        &["grade", "--jsonl"],
        "{\"question\": \"track/topic/bad\", \"answer\": \"\"}",
    );
    let file = home.bank().join("questions/track/topic/bad.toml");
    let result: Value = serde_json::from_str(&ran.stdout).unwrap();
    let error = result["error"].as_str().unwrap();
    assert!(
        error.starts_with(&format!("{}:1:10: ", file.display())),
        "{error}"
    );
    assert_eq!(ran.code, Some(2));
}

#[test]
fn a_bank_that_is_not_there_is_told() {
    let home = Home::new();
    let ran = home.run(&["bank", "list", "--json", "--bank", "/no/such/bank"], "");
    assert_eq!(
        (ran.stdout.lines().count(), ran.stderr.as_str(), ran.code),
        (
            2,
            "/no/such/bank:1:1: no such folder: a bank folder holds `questions/` and `rubrics/`\n",
            Some(2)
        )
    );
    let ran = home.run(&["bank", "check", "--bank", "/no/such/bank"], "");
    assert_eq!(
        (ran.stdout.as_str(), ran.stderr.as_str(), ran.code),
        (
            "",
            "error: `/no/such/bank`: no such file or folder\n\nhint: a bank folder holds questions/<track>/<topic>/<slug>.toml, and a rubric under the same path in rubrics/\n",
            Some(2)
        )
    );
}

#[test]
fn marked_answers_that_can_not_be_graded_are_told_with_their_line() {
    let home = Home::new();
    home.write(
        "marked.jsonl",
        "{\"question\": \"list/one\", \"answer\": \"a tuple is immutable\", \"human\": 100}\n\n{\"answer\": \"x\"}\n{\"source\": \"list/9\", \"answer\": \"x\", \"human\": 0}\n{\"source\": \"list/two\", \"answer\": \"x\", \"human\": 101}\n",
    );
    let file = home.path().join("marked.jsonl");
    let file = file.to_str().unwrap();
    let ran = home.run(&["bank", "check", "--marked", file], "");
    assert!(
        ran.stdout.starts_with(&format!("{file}: graded 1 of 4\n")),
        "{}",
        ran.stdout
    );
    assert_eq!(
        ran.stderr,
        format!(
            "{file}:3: missing field `human` at byte 15\n{file}:4: no question `list/9`: `viva bank list` shows every question\n{file}:5: `human` is 101: a mark is 0 to 100\n"
        )
    );
    assert_eq!(ran.code, Some(1));
}

#[cfg(unix)]
#[test]
fn pipes_and_folders_in_circles_in_a_bank_are_not_waited_for() {
    let home = Home::new();
    let topic = home.bank().join("questions/track/topic");
    let made = std::process::Command::new("mkfifo")
        .arg(topic.join("pipe.toml"))
        .status()
        .unwrap();
    assert!(made.success());
    std::os::unix::fs::symlink(home.bank(), topic.join("around")).unwrap();
    std::os::unix::fs::symlink("self.toml", topic.join("self.toml")).unwrap();
    let ran = home.run(&["bank", "list", "--json"], "");
    assert_eq!(ran.stdout.lines().count(), 2, "{}", ran.stdout);
    let told: Vec<&str> = ran.stderr.lines().collect();
    assert_eq!(told.len(), 2, "{}", ran.stderr);
    assert!(
        told[0].ends_with(
            "pipe.toml:1:1: not a file: put a question or rubric file here, or remove it"
        ),
        "{}",
        told[0]
    );
    assert!(
        told[1].contains("self.toml:1:1: can't be read"),
        "{}",
        told[1]
    );
    assert_eq!(ran.code, Some(2));
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

#[cfg(unix)]
#[test]
fn a_bank_folder_that_can_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt as _;

    let home = Home::new();
    let topic = home.bank().join("questions/track/shut");
    std::fs::create_dir(&topic).unwrap();
    std::fs::set_permissions(&topic, std::fs::Permissions::from_mode(0o000)).unwrap();
    // Who may do everything, may read it all the same.
    let may_read = std::fs::read_dir(&topic).is_ok();
    for arguments in [&["bank", "list", "--json"][..], &["bank", "check"]] {
        let ran = home.run(arguments, "");
        let told = format!("{}{}", ran.stdout, ran.stderr);
        assert!(
            may_read || told.contains("shut:1:1: the folder can't be read"),
            "{told}"
        );
    }
}
