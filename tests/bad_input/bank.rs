//! A bank that is damaged, missing, or no bank at all.

use super::*;

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
            ":2:8: wrong kind of value: the number `3`, expected a list",
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
