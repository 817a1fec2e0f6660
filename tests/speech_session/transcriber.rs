//! Whatever a recognizer does, the question stands.

use super::{CTRL_C, ENTER, HEARS, ONE, home, kept, listening, script, speak, start, type_it};

#[test]
fn whatever_a_transcriber_does_it_is_told_and_the_answer_is_typed() {
    let cases = [
        ("exit 0", "It is not written down: `sh` gave nothing"),
        (
            "echo '[BLANK_AUDIO]'",
            "It is not written down: `sh` gave nothing",
        ),
        (
            "yes 'a tuple is immutable'",
            "It is not written down: `sh` printed more than",
        ),
        (
            "echo 'error: no model' >&2; exit 2",
            "It is not written down: `sh` failed with exit code 2: error: no model",
        ),
    ];
    for (transcriber, told) in cases {
        let (home, mut terminal) = listening(HEARS, transcriber);
        speak(&mut terminal);
        terminal.wait_for(told);
        type_it(&home, &mut terminal);
    }
    let gone = home(&[
        ("recorder", script(HEARS)),
        ("transcriber", "[\"no-such-transcriber\"]".to_owned()),
    ]);
    let mut terminal = start(&gone, &[ONE, &["--listen"]].concat());
    terminal.wait_for("> ");
    speak(&mut terminal);
    terminal.wait_for("`no-such-transcriber` isn't installed");
    type_it(&gone, &mut terminal);
}

#[test]
fn a_transcriber_that_hangs_is_given_up_with_ctrl_c() {
    let (home, mut terminal) = listening(HEARS, "touch hanging; exec sleep 600");
    speak(&mut terminal);
    terminal.wait_for("writing it down");
    terminal.press(CTRL_C);
    terminal.wait_for("Dropped.");
    type_it(&home, &mut terminal);
}

#[test]
fn control_characters_of_a_transcriber_reach_neither_the_line_nor_the_store() {
    let (home, mut terminal) = listening(
        HEARS,
        "printf 'a tuple\\033[2J is\\007 immutable\\377 \\033]0;title\\007now\\n'",
    );
    speak(&mut terminal);
    terminal.wait_for("now");
    terminal.press(ENTER);
    terminal.finish();
    let answer = kept(&home, "answer").unwrap();
    assert!(!answer.contains(char::is_control), "{answer:?}");
    assert!(answer.starts_with("a tuple is immutable"), "{answer:?}");
}
