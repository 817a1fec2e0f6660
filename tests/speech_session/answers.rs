//! Answers by voice: to a question, a follow-up, an interview; what is kept of them.

use super::sound::{as_recorded, has, spoken_into, tone, write_wav};
use super::{
    CTRL_C, ENTER, HEARS, ONE, WRITES, home, kept, listening, script, speak, start, type_it,
};
use viva::speech::read_wav;

#[test]
fn a_question_is_answered_by_voice_with_real_programs_and_the_transcript_edited() {
    if !has(&["espeak-ng", "pocketsphinx_continuous"]) {
        return;
    }
    let home = home(&[
        ("recorder", script(HEARS)),
        ("keep_recordings", "true".to_owned()),
    ]);
    let voice = home.path().join("voice.wav");
    let spoken = spoken_into(
        &voice,
        "one can be changed and the other can not be changed",
    );
    as_recorded(&spoken, &home.path().join("microphone.wav"));
    let mut terminal = start(&home, &[ONE, &["--listen"]].concat());
    terminal.wait_for("> ");
    let length = read_wav(&home.path().join("microphone.wav"))
        .unwrap()
        .length();
    terminal.press(ENTER);
    terminal.wait_for(&format!("0:0{}", length.as_secs()));
    terminal.press(ENTER);
    terminal.wait_for("Edit it if need be");
    let line = terminal.wait_for("changed");
    assert!(line.contains("> "), "{line}");
    terminal.press(" and a tuple is immutable");
    terminal.wait_for("immutable");
    terminal.press(ENTER);
    terminal.wait_for("✓ A tuple is immutable");
    terminal.wait_for("How you said it, no part of the score");
    terminal.wait_for("words a minute (usual: 120 to 160)");
    terminal.wait_for("Longest pause");
    let (_, code) = terminal.finish();
    assert_eq!(code, 0);

    let answer = kept(&home, "answer").unwrap();
    assert!(
        answer.contains("changed") && answer.ends_with(" and a tuple is immutable"),
        "{answer}"
    );
    assert_eq!(kept(&home, "medium").unwrap(), "spoken");
    let shown = home.run(&["history", "show", "1"], "").stdout;
    assert!(shown.contains("How you said it"), "{shown}");
    let exported = home.run(&["history", "export"], "").stdout;
    let line: serde_json::Value = serde_json::from_str(exported.trim()).unwrap();
    assert_eq!(line["delivery"]["medium"], "spoken");
    assert!(line["delivery"]["words_per_minute"].as_f64().unwrap() > 60.0);
    assert!(line["delivery"]["first_word"].as_f64().unwrap() > 0.5);
    assert_eq!(line["result"]["delivery"], serde_json::Value::Null);
    let report = home.run(&["report", "--format", "json"], "").stdout;
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!(
        report["sessions"][0]["attempts"][0]["delivery"],
        line["delivery"]
    );
    // What another machine takes over names no file of this one.
    assert!(!exported.contains("1-0-1.wav"), "{exported}");

    // The recording is kept, told, and deleted with its session.
    let recording = home.data().join("recordings").join("1-0-1.wav");
    assert!(recording.is_file());
    assert!(shown.contains("1-0-1.wav"), "{shown}");
    let deleted = home.run(&["history", "delete", "1", "--yes"], "");
    assert_eq!(deleted.code, Some(0), "{}", deleted.stderr);
    assert!(!recording.exists());
}

#[test]
fn a_spoken_answer_is_graded_with_its_figures_beside_and_the_recording_is_gone() {
    let (home, mut terminal) = listening(
        "echo \"$1\" > where; cat microphone.wav > \"$1\"; exec sleep 600",
        WRITES,
    );
    speak(&mut terminal);
    terminal.wait_for("Edit it if need be");
    terminal.wait_for("you know");
    // Nothing that ends the program from here on can leave it there.
    let file = std::fs::read_to_string(home.path().join("where")).unwrap();
    assert!(!std::path::Path::new(file.trim()).exists(), "{file}");
    terminal.press(ENTER);
    terminal.wait_for("100  strong");
    terminal.wait_for("2 fillers");
    terminal.wait_for("less than half of the suggested time");
    terminal.finish();
    assert_eq!(
        kept(&home, "answer").unwrap(),
        "um a tuple is immutable you know"
    );
    assert_eq!(kept(&home, "medium").unwrap(), "spoken");
    assert_eq!(kept(&home, "recording"), None);
}

#[test]
fn commands_and_typed_answers_work_at_the_same_prompt() {
    let (home, mut terminal) = listening(HEARS, WRITES);
    terminal.press("/hint\r");
    terminal.wait_for("a nudge");
    terminal.wait_for("> ");
    speak(&mut terminal);
    terminal.wait_for("you know");
    // The whole line goes, and Enter on the empty one records anew.
    terminal.press(CTRL_C);
    terminal.press(ENTER);
    terminal.wait_for("0:03");
    terminal.press(CTRL_C);
    terminal.wait_for("Dropped.");
    type_it(&home, &mut terminal);
}

#[test]
fn a_follow_up_may_be_spoken_too() {
    let home = home(&[("recorder", script(HEARS)), ("transcriber", script(WRITES))]);
    let mut terminal = start(&home, &["practice", "--question", "list/one", "--listen"]);
    terminal.wait_for("> ");
    terminal.press("banana\r");
    terminal.wait_for("And what else?");
    terminal.wait_for("> ");
    speak(&mut terminal);
    terminal.wait_for("you know");
    terminal.press(ENTER);
    terminal.wait_for(" → 100");
    terminal.finish();
    let connection = rusqlite::Connection::open(home.data().join("viva.db")).unwrap();
    let medium: String = connection
        .query_row("SELECT medium FROM probes", [], |row| row.get(0))
        .unwrap();
    assert_eq!(medium, "spoken");
}

#[test]
fn an_interview_is_answered_by_voice_and_goes_on_by_voice_when_it_is_resumed() {
    let home = home(&[
        ("recorder", script(HEARS)),
        ("transcriber", script(WRITES)),
        ("listen", "true".to_owned()),
    ]);
    let both = ["interview", "-n", "2", "--probes", "0"];
    let mut terminal = start(&home, &both);
    terminal.wait_for("Enter starts recording");
    terminal.wait_for("> ");
    speak(&mut terminal);
    terminal.wait_for("you know");
    terminal.press(ENTER);
    terminal.wait_for("Question 2");
    terminal.wait_for("> ");
    terminal.press("/pause\r");
    let (last, _) = terminal.end();
    // No feedback until the scorecard, on the delivery neither.
    assert!(!last.contains("How you said it"), "{last}");
    let mut terminal = start(&home, &["resume"]);
    terminal.wait_for("> ");
    speak(&mut terminal);
    terminal.wait_for("you know");
    terminal.press(ENTER);
    terminal.end();
    let shown = home.run(&["history", "show", "1"], "").stdout;
    assert_eq!(shown.matches("How you said it").count(), 2, "{shown}");

    // A flag sets the configuration aside.
    let mut terminal = start(&home, &[ONE, &["--listen=false"]].concat());
    let told = terminal.wait_for("> ");
    assert!(!told.contains("Enter starts recording"), "{told}");
    terminal.press("/quit\r");
    terminal.end();
}

#[test]
fn a_recording_of_a_follow_up_is_kept_and_deleted_with_its_session() {
    let home = home(&[
        ("recorder", script(HEARS)),
        ("transcriber", script(WRITES)),
        ("keep_recordings", "true".to_owned()),
    ]);
    let mut terminal = start(&home, &["practice", "--question", "list/one", "--listen"]);
    terminal.wait_for("> ");
    terminal.press("banana\r");
    terminal.wait_for("And what else?");
    terminal.wait_for("> ");
    speak(&mut terminal);
    terminal.wait_for("you know");
    terminal.press(ENTER);
    terminal.finish();
    let recording = home.data().join("recordings").join("1-0-1-0.wav");
    assert!(read_wav(&recording).is_ok());
    let deleted = home.run(&["history", "delete", "--all", "--yes"], "");
    assert_eq!(deleted.code, Some(0), "{}", deleted.stderr);
    assert!(!recording.exists());
}

#[test]
fn a_recording_ends_at_its_limit_and_on_silence_where_that_is_set() {
    let home = home(&[
        ("recorder", script(HEARS)),
        ("transcriber", script(WRITES)),
        ("limit_minutes", "1".to_owned()),
    ]);
    let long = [tone(200.0, 1.0), tone(9000.0, 60.0)].concat();
    write_wav(&home.path().join("microphone.wav"), &long);
    let mut terminal = start(&home, &[ONE, &["--listen"]].concat());
    terminal.wait_for("> ");
    terminal.press(ENTER);
    terminal.wait_for("as long as it may be (`limit_minutes` under [speech])");
    terminal.wait_for("you know");
    terminal.press(ENTER);
    terminal.finish();
    assert_eq!(kept(&home, "medium").unwrap(), "spoken");

    // What follows the voice comes when it was heard.
    let recorder = "mkfifo go; head -c 96044 microphone.wav > \"$1\"; read -r on < go; tail -c +96045 microphone.wav >> \"$1\"; exec sleep 600";
    let home = super::home(&[
        ("recorder", script(recorder)),
        ("transcriber", script(WRITES)),
        ("stop_on_silence_seconds", "2".to_owned()),
    ]);
    let parts = [tone(20.0, 1.0), tone(9000.0, 2.0), tone(20.0, 2.5)];
    write_wav(&home.path().join("microphone.wav"), &parts.concat());
    let mut terminal = start(&home, &[ONE, &["--listen"]].concat());
    terminal.wait_for("> ");
    terminal.press(ENTER);
    terminal.wait_for("0:03");
    std::fs::write(home.path().join("go"), "on\n").unwrap();
    terminal.wait_for("Silence: the recording has ended.");
    terminal.wait_for("you know");
    terminal.press(ENTER);
    terminal.finish();
    assert_eq!(kept(&home, "medium").unwrap(), "spoken");
}

#[test]
fn a_review_is_answered_by_voice() {
    let home = home(&[("recorder", script(HEARS)), ("transcriber", script(WRITES))]);
    let mut terminal = start(&home, &["review", "-n", "1", "--probes", "0", "--listen"]);
    terminal.wait_for("Enter starts recording");
    terminal.wait_for("> ");
    speak(&mut terminal);
    terminal.wait_for("you know");
    terminal.press(ENTER);
    terminal.wait_for("How you said it");
    terminal.finish();
    assert_eq!(kept(&home, "medium").unwrap(), "spoken");
}
