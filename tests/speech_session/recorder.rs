//! Whatever a recorder does, the question stands; and whatever ends the program, it ends the recorder.

use std::io::Read as _;
use std::sync::mpsc::channel;
use std::time::Duration;

use super::sound::write_wav;
use super::support::terminal::Terminal;
use super::{ENTER, HEARS, ONE, WRITES, home, kept, listening, script, speak, start, type_it};

#[test]
fn whatever_a_recorder_does_it_is_told_and_the_answer_is_typed() {
    let cases = [
        (
            "echo 'arecord: main: no such device' >&2; exit 1",
            "The recording failed: `sh` failed with exit code 1: arecord: main: no such device",
        ),
        (
            "exit 0",
            "The recording failed: `sh` failed with exit code 0",
        ),
        (
            "head -c 20000 microphone.wav > \"$1\"; exit 3",
            "The recording failed: `sh` failed with exit code 3",
        ),
        (
            "head -c 100000 /dev/zero > \"$1\"; exec sleep 600",
            "The recording failed: ",
        ),
        ("kill -9 $$", "The recording failed: `sh` failed"),
    ];
    for (recorder, told) in cases {
        let (home, mut terminal) = listening(recorder, WRITES);
        terminal.press(ENTER);
        terminal.wait_for(told);
        type_it(&home, &mut terminal);
    }
}

#[test]
fn a_recorder_that_is_not_there_never_begins_or_never_stops_is_told() {
    let gone = home(&[
        ("recorder", "[\"no-such-recorder\"]".to_owned()),
        ("transcriber", script(WRITES)),
    ]);
    let mut terminal = start(&gone, &[ONE, &["--listen"]].concat());
    terminal.wait_for("> ");
    terminal.press(ENTER);
    terminal.wait_for("`no-such-recorder` isn't installed");
    type_it(&gone, &mut terminal);

    let (home, mut terminal) = listening("exec sleep 600", WRITES);
    terminal.press(ENTER);
    terminal.wait_for("waiting for the microphone");
    terminal.press(ENTER);
    terminal.wait_for("The recording failed: ");
    type_it(&home, &mut terminal);

    // One that hears no Ctrl-C is ended all the same, and what it recorded counts.
    let (home, mut terminal) = listening(
        "trap '' INT TERM; cat microphone.wav > \"$1\"; while :; do sleep 1; done",
        WRITES,
    );
    speak(&mut terminal);
    terminal.wait_for("you know");
    terminal.press(ENTER);
    terminal.finish();
    assert_eq!(kept(&home, "medium").unwrap(), "spoken");
}

#[test]
fn what_a_recorder_wrote_before_it_died_counts() {
    let (home, mut terminal) = listening(
        "cat microphone.wav > \"$1\"; echo 'sh: the device is gone.' >&2; exit 3",
        WRITES,
    );
    terminal.press(ENTER);
    terminal.wait_for("The recorder failed: `sh` failed with exit code 3: sh: the device is gone. What it recorded until then counts.");
    terminal.wait_for("you know");
    terminal.press(ENTER);
    terminal.finish();
    assert_eq!(kept(&home, "medium").unwrap(), "spoken");
}

#[test]
fn where_a_terminal_sends_whole_lines_answers_are_typed() {
    let home = home(&[("recorder", script(HEARS)), ("transcriber", script(WRITES))]);
    let config = home.path().join("config.toml").display().to_string();
    let arguments = [ONE, &["--listen", "--config", &config]].concat();
    let mut terminal = Terminal::start_at(200, &home, &arguments, &[("TERM", "dumb")]);
    terminal.wait_for("don't work at a terminal that sends whole lines (see TERM)");
    let asked = terminal.wait_for("> ");
    assert!(!asked.contains("Enter starts recording"), "{asked}");
    terminal.press("a tuple is immutable\r");
    terminal.wait_for("100  strong");
    terminal.finish();
    assert_eq!(kept(&home, "medium").unwrap(), "typed");
}

#[test]
fn silence_is_not_transcribed() {
    let (home, mut terminal) = listening(
        "cat quiet.wav > \"$1\"; exec sleep 600",
        "touch transcribed; echo thank you for watching",
    );
    let quiet: Vec<i16> = (0..25_000).flat_map(|n| [n % 9 - 4, n % 7 - 3]).collect();
    write_wav(&home.path().join("quiet.wav"), &quiet);
    speak(&mut terminal);
    terminal.wait_for("I heard nothing: it is too quiet");
    type_it(&home, &mut terminal);
    assert!(!home.path().join("transcribed").exists());
}

#[test]
fn whatever_ends_the_program_ends_the_recorder_too() {
    for signal in ["INT", "TERM", "HUP", "QUIT", "KILL"] {
        // The pipe is open for as long as the recorder or a child of it lives.
        let (home, mut terminal) = listening(
            "mkfifo alive; echo \"$1\" > where; cat microphone.wav > \"$1\"; (exec 3> alive; sleep 600) & exec 3> alive; wait",
            WRITES,
        );
        terminal.press(ENTER);
        terminal.wait_for("0:03");
        let mut alive = std::fs::File::open(home.path().join("alive")).unwrap();
        if signal == "KILL" {
            terminal.kill();
        } else {
            terminal.signal(signal);
            // With the terminal as it was found, and without the recording.
            terminal.end();
            let file = std::fs::read_to_string(home.path().join("where")).unwrap();
            assert!(!std::path::Path::new(file.trim()).exists(), "{signal}");
        }
        let (sender, all_gone) = channel();
        std::thread::spawn(move || sender.send(alive.read_to_end(&mut Vec::new())));
        let gone = all_gone.recv_timeout(Duration::from_secs(20));
        assert!(gone.is_ok(), "the recorder outlives {signal}");
    }
}

#[test]
fn for_a_screen_reader_words_are_said_once() {
    let home = home(&[("recorder", script(HEARS)), ("transcriber", script(WRITES))]);
    let mut terminal = start(&home, &[ONE, &["--listen", "--plain"]].concat());
    terminal.wait_for("> ");
    terminal.press(ENTER);
    terminal.wait_for("Recording. Enter stops, Control C drops it.");
    // Nothing tells when the file is there.
    std::thread::sleep(Duration::from_secs(1));
    terminal.press(ENTER);
    let told = terminal.wait_for("you know");
    assert!(!told.contains("0:0") && !told.contains('█'), "{told}");
    assert!(told.contains("Writing it down."), "{told}");
    terminal.press(ENTER);
    terminal.finish();
    assert_eq!(kept(&home, "medium").unwrap(), "spoken");
}
