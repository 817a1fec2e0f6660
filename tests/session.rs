//! Whole sessions through a pipe: what a script may rely on.

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use support::{BOTH, Home, asked, piped, results, run, with};

#[test]
fn line_k_answers_question_k_and_the_round_is_summarised() {
    let home = Home::new();
    let ran = home.run(BOTH, "a tuple is immutable\nbanana\n");
    assert_eq!(asked(&ran), ["What is a tuple?", "What is a dictionary?"]);
    assert!(
        ran.stdout.contains("✓ A tuple is immutable"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("That was the round: 2 questions."));
    assert!(ran.stdout.contains("Saved as session 1."));
    assert!(!ran.stdout.contains('\u{1b}') && !ran.stdout.contains("> "));
    assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(0)));
}

#[test]
fn no_probe_is_put_unless_it_is_asked_for() {
    let home = Home::new();
    let quiet = home.run(BOTH, "banana\nbanana\n");
    assert!(!quiet.stdout.contains("And what else?"));
    let probed = home.run(
        &with(BOTH, &["--probes", "1"]),
        "banana\nbanana\nbanana\nbanana\n",
    );
    assert_eq!(probed.stdout.matches("And what else?").count(), 2);
    assert!(probed.stdout.contains("That was the round"));
}

#[test]
fn json_is_one_object_an_answer_and_nothing_else() {
    let home = Home::new();
    let ran = home.run(&with(BOTH, &["--json"]), "a tuple is immutable\n\n");
    let lines = results(&ran);
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["question"], "track/topic/one");
    assert_eq!(lines[1]["score"], 0.0);
    assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(0)));
    let skipped = home.run(&with(BOTH, &["--json"]), "/hint\n/skip\n/help\n/quit\n");
    assert_eq!((skipped.stdout.as_str(), skipped.code), ("", Some(0)));
}

#[test]
fn a_result_comes_as_soon_as_its_answer_is_in() {
    let home = Home::new();
    let mut child = home
        .viva(&with(BOTH, &["--json"]))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..2 {
        writeln!(stdin, "banana").unwrap();
        stdin.flush().unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert!(line.starts_with('{'), "{line:?}");
    }
    assert!(child.wait().unwrap().success());
}

#[test]
fn commands_sent_after_the_last_answer_look_back_at_it() {
    let home = Home::new();
    let ran = home.run(
        BOTH,
        "banana\nbanana\n/why\n/redo\na dictionary maps keys to values\n",
    );
    assert!(ran.stdout.contains("How the score came about"));
    assert!(ran.stdout.contains("Question 2 of 2, once more"));
    assert!(ran.stdout.contains("That was the round: 2 questions."));
    assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(0)));
    let json = home.run(
        &with(BOTH, &["--json"]),
        "banana\nbanana\n/why\none too many\n",
    );
    assert_eq!(results(&json).len(), 2);
}

#[test]
fn a_block_is_one_answer_and_an_unknown_command_is_one_too() {
    let home = Home::new();
    let ran = home.run(
        &with(BOTH, &["--json"]),
        "\"\"\"\na tuple\n\n/skip is immutable\n\"\"\"\n/usr/bin maps keys to values\n",
    );
    let lines = results(&ran);
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[1]["question"], "track/topic/two");
}

#[test]
fn every_command_does_its_work_through_a_pipe() {
    let home = Home::new();
    let commands = "/help\n/hint\n/hint\n/hint\n/repeat\n/why\n/edit\n/answer\nbanana\n/why\n/redo\n/skip\n/right I meant it\n/ask why\n/note look it up\n/note\n/pause\n";
    let ran = home.run(BOTH, commands);
    for expected in [
        "/note TEXT",
        "Hint 1 of 2: a nudge",
        "Hint 2 of 2: a push",
        "No more hints",
        "Nothing is graded yet.",
        "As a strong candidate might say it:",
        "counts as not answered",
        "How the score came about",
        "Question 1 of 2, once more",
        "Noted with this answer.",
        "needs a language model",
        "Noted.",
        "Write the note after the command",
        "Saved as session 1, with 1 question to go.",
    ] {
        assert!(ran.stdout.contains(expected), "{expected}\n{}", ran.stdout);
    }
    assert_eq!(
        ran.stderr,
        "warning: /edit needs a terminal; /redo asks the question again\n"
    );
    assert_eq!(ran.code, Some(0));
}

#[test]
fn the_end_of_input_pauses_and_resume_goes_on_where_it_was() {
    let home = Home::new();
    let left = home.run(BOTH, "banana\n");
    assert_eq!(asked(&left).len(), 2);
    assert!(
        left.stdout.contains("with 1 question to go"),
        "{}",
        left.stdout
    );
    assert_eq!(left.code, Some(0));
    let resumed = run(
        home.viva(&["resume"]).env("VIVA_DATA_DIR", home.data()),
        "a dictionary maps keys to values\n",
    );
    assert_eq!(asked(&resumed), ["What is a dictionary?"]);
    assert!(resumed.stdout.contains("That was the round: 2 questions."));
    assert!(resumed.stdout.contains("Saved as session 1."));
    let again = home.run(&["resume"], "");
    assert_eq!(
        again.stderr,
        "error: there is no session to go on with\n\nhint: `viva practice` starts a new one\n"
    );
    assert_eq!(again.code, Some(2));
    let finished = home.run(&["resume", "1"], "");
    assert!(
        finished
            .stderr
            .starts_with("error: session 1 is finished\n")
    );
    let unknown = home.run(&["resume", "7"], "");
    assert!(unknown.stderr.starts_with("error: there is no session 7\n"));
}

#[test]
fn resuming_finds_the_bank_that_the_session_began_with() {
    let home = Home::new();
    home.run(BOTH, "banana\n");
    let mut command = std::process::Command::new(support::VIVA);
    let ran = run(
        command
            .args(["resume", "1", "--data-dir"])
            .arg(home.data())
            .env("HOME", home.path())
            .env_remove("VIVA_CONFIG"),
        "banana\n",
    );
    assert_eq!(asked(&ran), ["What is a dictionary?"]);
}

#[test]
fn the_same_seed_is_the_same_session() {
    let home = Home::new();
    let ask = |seed: &str| {
        let ran = home.run(&["practice", "--no-save", "--seed", seed], "");
        asked(&ran)
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    let ten: Vec<Vec<String>> = (0..10).map(|seed| ask(&seed.to_string())).collect();
    assert_eq!(
        ten,
        (0..10)
            .map(|seed| ask(&seed.to_string()))
            .collect::<Vec<_>>()
    );
    assert!(ten.iter().any(|session| session != &ten[0]));
}

#[test]
fn an_unknown_topic_or_question_is_refused_with_the_nearest_one() {
    let home = Home::new();
    let topic = home.run(&["practice", "topik"], "");
    assert_eq!(
        topic.stderr,
        "error: there is no topic `topik`\n\nhint: did you mean `topic`? The topics: topic\n"
    );
    let question = home.run(&["practice", "--question", "list/onne"], "");
    assert!(
        question.stderr.contains("did you mean"),
        "{}",
        question.stderr
    );
    let level = home.run(&["practice", "--level", "advanced"], "");
    assert!(
        level
            .stderr
            .starts_with("error: no question has that topic and level\n")
    );
    for ran in [topic, question, level] {
        assert_eq!((ran.stdout.as_str(), ran.code), ("", Some(2)));
    }
}

#[test]
fn strange_input_is_graded_and_never_reaches_the_terminal_raw() {
    let home = Home::new();
    let mut huge = vec![b'a'; 10 << 20];
    huge.push(b'\n');
    let cases: Vec<Vec<u8>> = vec![
        huge,
        b"immutable\0\x07\x1b[2J\x1b]0;x\x07 tuple\n".to_vec(),
        b"\xff\xfe\xc3\n".to_vec(),
        "🎉🎉 你好 \u{202e}olleh\n".as_bytes().to_vec(),
        b"\r\n".to_vec(),
        b"\"\"\"\nnever closed".to_vec(),
    ];
    for input in cases {
        let ran = home.run(&["practice", "--question", "list/one", "--no-save"], &input);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        assert!(ran.stdout.contains("That was the round"), "{}", ran.stdout);
        assert!(!ran.stdout.contains(['\u{1b}', '\u{7}', '\0', '\u{202e}']));
        assert_eq!(ran.stderr, "");
    }
}

#[test]
fn no_save_writes_nothing() {
    let home = Home::new();
    let ran = home.run(&with(BOTH, &["--no-save"]), "banana\n");
    assert!(ran.stdout.contains("This session was not saved."));
    assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(0)));
    assert!(!home.data().exists());
}

#[test]
fn a_store_that_cannot_be_used_is_told_once_and_the_session_goes_on() {
    let no_home = Home::new();
    no_home.write("blocked", "a file where a folder should be");
    let damaged = Home::new();
    damaged.write("data/viva.db", [b'x'; 4096]);
    let cases = [
        (
            run(
                no_home
                    .viva(BOTH)
                    .env("VIVA_DATA_DIR", no_home.path().join("blocked/data")),
                "banana\nbanana\n",
            ),
            "so nothing of this session is being saved",
        ),
        (
            damaged.run(BOTH, "banana\nbanana\n"),
            "not a database, or a damaged one, so nothing of this session is being saved",
        ),
    ];
    for (ran, reason) in cases {
        assert_eq!(ran.stderr.matches("warning:").count(), 1, "{}", ran.stderr);
        assert!(ran.stderr.contains(reason), "{}", ran.stderr);
        assert!(ran.stderr.contains("\n\nhint: "));
        assert!(ran.stdout.contains("That was the round: 2 questions."));
        assert!(ran.stdout.contains("This session was not saved."));
        assert_eq!(ran.code, Some(0));
    }
    assert_eq!(
        std::fs::read(damaged.data().join("viva.db")).unwrap(),
        [b'x'; 4096]
    );
}

#[test]
fn a_damaged_bank_file_is_told_the_rest_serves_and_the_exit_code_says_so() {
    let home = Home::new();
    home.write("bank/questions/track/topic/three.toml", "prompt = \n");
    let ran = home.run(&["practice", "--no-save", "-n", "3"], "banana\nbanana\n");
    assert_eq!(asked(&ran).len(), 2);
    assert!(ran.stderr.contains("three.toml:1:"), "{}", ran.stderr);
    assert_eq!(ran.code, Some(2));
}

#[test]
fn a_broken_pipe_is_silence() {
    let home = Home::new();
    let mut child = piped(&mut home.viva(BOTH));
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let _ = stdin.write_all(b"banana\nbanana\n");
    drop(stdin);
    let mut stderr = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut stderr)
        .unwrap();
    assert_eq!(stderr, "");
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn the_plain_viva_through_a_pipe_starts_a_round_without_a_menu() {
    let home = Home::new();
    home.run(BOTH, "banana\n");
    let ran = home.run(&["--seed", "1"], "banana\n");
    assert_eq!(asked(&ran).len(), 2);
    assert!(!ran.stdout.contains("Welcome") && !ran.stdout.contains("Go on with it?"));
}

#[test]
fn what_an_error_names_cannot_steer_the_terminal() {
    let home = Home::new();
    home.write(
        "bank/questions/track/topic/bad.toml",
        "\"\\u001b[2J\" = 1\n",
    );
    let cases: [&[&str]; 2] = [
        &["practice", "x\u{1b}[2Jy"],
        &["practice", "--question", "x\u{1b}]0;t\u{7}y"],
    ];
    for arguments in cases {
        let ran = home.run(arguments, "");
        assert!(ran.stderr.contains("`xy`"), "{:?}", ran.stderr);
        assert!(
            !ran.stderr.contains(['\u{1b}', '\u{7}']),
            "{:?}",
            ran.stderr
        );
        assert_eq!(ran.code, Some(2));
    }
}
