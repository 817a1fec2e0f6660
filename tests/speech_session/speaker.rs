//! Questions and grades spoken, and speakers that do not.

use super::support::Home;
use super::{ONE, home, kept, start};

#[test]
fn questions_and_grades_are_spoken_and_a_key_stops_it() {
    let home = home(&[(
        "speaker",
        serde_json::json!([
            "sh",
            "-c",
            "cat >> said; echo >> said; echo speaking > /dev/tty; test -e stopped || exec sleep 600"
        ])
        .to_string(),
    )]);
    let mut terminal = start(
        &home,
        &[
            "practice",
            "--question",
            "list/one",
            "--probes",
            "1",
            "--speak",
        ],
    );
    terminal.wait_for("What is a tuple?");
    terminal.wait_for("speaking");
    // The speaker would go on for minutes; the key stops it and begins the answer.
    terminal.press("b");
    terminal.wait_for("> b");
    std::fs::write(home.path().join("stopped"), "").unwrap();
    terminal.press("anana\r");
    terminal.wait_for("And what else?");
    terminal.wait_for("> ");
    terminal.press("a tuple is immutable\r");
    terminal.finish();
    let said = std::fs::read_to_string(home.path().join("said")).unwrap();
    let lines: Vec<&str> = said.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(
        lines,
        [
            "What is a tuple?",
            "16, weak. And what else?",
            "100, strong."
        ]
    );
    assert_eq!(kept(&home, "answer").unwrap(), "banana");
}

#[test]
fn a_speaker_that_fails_is_told_once_and_the_session_goes_on() {
    let home = home(&[(
        "speaker",
        serde_json::json!([
            "sh",
            "-c",
            "cat > /dev/null; echo no sound card >&2; exit 1"
        ])
        .to_string(),
    )]);
    let mut terminal = start(&home, &[ONE, &["--speak"]].concat());
    terminal.wait_for("no sound card. Questions are not spoken in this session");
    terminal.wait_for("> ");
    terminal.press("a tuple is immutable\r");
    let (rest, code) = terminal.finish();
    assert_eq!(code, 0);
    assert!(!rest.contains("no sound card"), "{rest}");
}

#[test]
fn through_a_pipe_out_loud_is_refused_in_a_line_and_lines_are_answers() {
    let home = Home::new();
    let ran = home.run(
        &[ONE, &["--listen", "--speak"]].concat(),
        "a tuple is immutable\n",
    );
    assert_eq!(ran.code, Some(0));
    assert!(ran.stderr.contains("need a terminal"), "{}", ran.stderr);
    assert!(ran.stdout.contains("100"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("How you"), "{}", ran.stdout);
}
