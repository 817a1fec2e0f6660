//! Out loud, at a pseudo-terminal: a whole question by voice with real programs, and everything that recorders, recognizers and
//! speakers do wrong. Whatever they do, the question stands and typing answers it.

#![cfg(unix)]

#[path = "support/server.rs"]
mod server;
#[path = "support/sound.rs"]
mod sound;
mod support;

use std::fmt::Write as _;

use server::{Does, Server, response};
use sound::{as_recorded, has, spoken_into, tone, write_wav};
use support::Home;
use support::terminal::Terminal;
use viva::speech::read_wav;

const ENTER: &str = "\r";
const CTRL_C: &str = "\u{3}";

const ONE: &[&str] = &["practice", "--question", "list/one", "--probes", "0"];

/// Gives the file it is asked for what the microphone hears, and goes on until it is stopped.
const HEARS: &str = "cat microphone.wav > \"$1\"; exec sleep 600";
/// Writes down what was said.
const WRITES: &str = "test -s \"$1\" && echo um a tuple is immutable you know";

/// A shell script as a command in the configuration; the file is `$1`.
fn script(text: &str) -> String {
    serde_json::json!(["sh", "-c", text, "script", "{file}"]).to_string()
}

/// A home with a microphone that hears a tone for two seconds, and these commands, each with its setting.
fn home(settings: &[(&str, String)]) -> Home {
    let home = Home::new();
    let sound = [tone(200.0, 1.0), tone(9000.0, 2.0)].concat();
    write_wav(&home.path().join("microphone.wav"), &sound);
    // Wide, so that what is waited for stands on one line.
    let mut config = "[display]\nwidth = 200\n[speech]\n".to_owned();
    for (name, value) in settings {
        writeln!(config, "{name} = {value}").unwrap();
    }
    home.write("config.toml", config);
    home
}

/// The key of an endpoint, as the environment holds it.
const KEY: (&str, &str) = ("VIVA_TEST_KEY", "sk-0123456789abcdef");

fn start(home: &Home, arguments: &[&str]) -> Terminal {
    let config = home.path().join("config.toml").display().to_string();
    Terminal::start_at(
        200,
        home,
        &[arguments, &["--config", &config]].concat(),
        &[KEY],
    )
}

/// A session that listens by these scripts.
fn listening(recorder: &str, transcriber: &str) -> (Home, Terminal) {
    let home = home(&[
        ("recorder", script(recorder)),
        ("transcriber", script(transcriber)),
    ]);
    let mut terminal = start(&home, &[ONE, &["--listen"]].concat());
    terminal.wait_for("Enter starts recording and Enter stops it; or type your answer.");
    terminal.wait_for("> ");
    (home, terminal)
}

/// Records until something was heard, and stops.
fn speak(terminal: &mut Terminal) {
    terminal.press(ENTER);
    terminal.wait_for("0:03");
    terminal.press(ENTER);
}

/// Column of the only attempt.
fn kept(home: &Home, column: &str) -> Option<String> {
    let connection = rusqlite::Connection::open(home.data().join("viva.db")).unwrap();
    let query = format!("SELECT {column} FROM attempts");
    connection.query_row(&query, [], |row| row.get(0)).unwrap()
}

/// Types the answer after all, which is graded as ever.
fn type_it(home: &Home, terminal: &mut Terminal) {
    terminal.wait_for("or type your answer.");
    terminal.wait_for("> ");
    terminal.press("a tuple is immutable\r");
    terminal.wait_for("100  strong");
    terminal.wait_for("How you typed it");
    let (_, code) = terminal.finish();
    assert_eq!(code, 0);
    assert_eq!(kept(home, "answer").unwrap(), "a tuple is immutable");
    assert_eq!(kept(home, "medium").unwrap(), "typed");
}

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
    let file = std::fs::read_to_string(home.path().join("where")).unwrap();
    assert!(!std::path::Path::new(file.trim()).exists(), "{file}");
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
            "cat microphone.wav > \"$1\"; exit 3",
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

#[test]
fn a_signal_while_recording_ends_the_recorder_too() {
    let (home, mut terminal) = listening(
        "echo $$ > id; cat microphone.wav > \"$1\"; exec sleep 600",
        WRITES,
    );
    terminal.press(ENTER);
    terminal.wait_for("0:03");
    let id = std::fs::read_to_string(home.path().join("id")).unwrap();
    let is_alive = || std::path::Path::new("/proc").join(id.trim()).exists();
    assert!(is_alive() || !cfg!(target_os = "linux"));
    terminal.signal("TERM");
    terminal.end();
    assert!(!is_alive(), "the recorder runs on");
}

#[test]
fn for_a_screen_reader_words_are_said_once() {
    let home = home(&[("recorder", script(HEARS)), ("transcriber", script(WRITES))]);
    let mut terminal = start(&home, &[ONE, &["--listen", "--plain"]].concat());
    terminal.wait_for("> ");
    terminal.press(ENTER);
    terminal.wait_for("Recording. Enter stops, Control C drops it.");
    // Nothing tells when the file is there.
    std::thread::sleep(std::time::Duration::from_secs(1));
    terminal.press(ENTER);
    let told = terminal.wait_for("you know");
    assert!(!told.contains("0:0") && !told.contains('█'), "{told}");
    assert!(told.contains("Writing it down."), "{told}");
    terminal.press(ENTER);
    terminal.finish();
    assert_eq!(kept(&home, "medium").unwrap(), "spoken");
}

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

/// A home that listens, and lets a server write down.
fn home_of(url: &str) -> Home {
    home(&[
        ("recorder", script(HEARS)),
        ("transcribe_by_endpoint", "true".to_owned()),
        ("base_url", format!("{url:?}")),
        ("api_key_env", format!("{:?}", KEY.0)),
    ])
}

const JSON: &str = "content-type: application/json\r\n";

#[test]
fn an_endpoint_writes_down_what_was_said_with_the_times_of_words() {
    let words = serde_json::json!({"task": "transcribe", "text": " A tuple is immutable.", "words": [
        {"word": "A", "start": 1.0, "end": 1.2}, {"word": "tuple", "start": 1.2, "end": 1.6},
        {"word": "is", "start": 3.1, "end": 3.2}, {"word": "immutable", "start": 3.2, "end": 3.9}]});
    let server = Server::start(vec![response("200 OK", JSON, &words.to_string())]);
    // A base, and the whole address of whisper.cpp's server.
    for (path, asked_at) in [
        ("/v1", "/v1/audio/transcriptions"),
        ("/inference", "/inference"),
    ] {
        let home = home_of(&(server.url() + path));
        let mut terminal = start(&home, &[ONE, &["--listen"]].concat());
        terminal.wait_for("recordings are sent to 127.0.0.1");
        terminal.wait_for("> ");
        speak(&mut terminal);
        terminal.wait_for("A tuple is immutable.");
        terminal.press(ENTER);
        terminal.wait_for("100  strong");
        terminal.wait_for("First word after 1.0 s");
        terminal.wait_for("Longest pause 1.5 s");
        let (last, _) = terminal.finish();
        assert!(!last.contains(KEY.1));
        assert_eq!(kept(&home, "medium").unwrap(), "spoken");
        let asked = server.asked().pop().unwrap();
        assert_eq!(
            (asked.method.as_str(), asked.path.as_str()),
            ("POST", asked_at)
        );
        assert_eq!(
            asked.header("authorization").unwrap(),
            format!("Bearer {}", KEY.1)
        );
        for part in [
            "verbose_json",
            "whisper-1",
            "filename=\"answer.wav\"",
            "RIFF",
            "WAVE",
        ] {
            assert!(asked.body.contains(part), "{part}");
        }
    }
}

#[test]
fn whatever_an_endpoint_does_it_is_told_without_the_key_and_the_answer_is_typed() {
    let refused = format!("{{\"error\": {{\"message\": \"bad key {}\"}}}}", KEY.1);
    let cases = [
        response("401 Unauthorized", JSON, &refused),
        response("200 OK", JSON, "{\"text\": \"\"}"),
        response("500 Internal Server Error", "", "out of memory"),
        Does::Sends(Vec::new()),
    ];
    for does in cases {
        let server = Server::start(vec![does]);
        let home = home_of(&server.url());
        let mut terminal = start(&home, &[ONE, &["--listen"]].concat());
        terminal.wait_for("> ");
        speak(&mut terminal);
        let told = terminal.wait_for("It is not written down: ") + &terminal.wait_for(". Enter");
        assert!(!told.contains(KEY.1), "{told}");
        assert_eq!(server.asked().len(), 1, "nothing is sent twice");
        type_it(&home, &mut terminal);
    }
}

#[test]
fn a_hanging_endpoint_is_given_up_and_offline_asks_none() {
    let server = Server::start(vec![Does::SendsAndHolds(Vec::new())]);
    let home = home_of(&server.url());
    let mut terminal = start(&home, &[ONE, &["--listen"]].concat());
    terminal.wait_for("> ");
    speak(&mut terminal);
    terminal.wait_for("writing it down");
    terminal.press(CTRL_C);
    terminal.wait_for("Dropped.");
    type_it(&home, &mut terminal);
    let before = server.asked().len();

    let home = home_of(&server.url());
    let mut terminal = start(&home, &[ONE, &["--listen", "--offline"]].concat());
    terminal.wait_for("--offline wins");
    terminal.wait_for("> ");
    terminal.press("a tuple is immutable\r");
    terminal.finish();
    assert_eq!(server.asked().len(), before);
}

#[test]
fn an_endpoint_speaks_and_a_program_plays_it() {
    // Text, so that it can stand in a response of text: what is played is the player's to judge.
    let server = Server::start(vec![response(
        "200 OK",
        "content-type: audio/wav\r\n",
        "RIFF and sound",
    )]);
    let player = "cat \"$1\" > played; echo playing > /dev/tty; exec sleep 600";
    let home = home(&[
        ("speaker", script(player)),
        ("speak_by_endpoint", "true".to_owned()),
        ("base_url", format!("{:?}", server.url())),
    ]);
    let mut terminal = start(&home, &[ONE, &["--speak"]].concat());
    terminal.wait_for("questions are sent to 127.0.0.1");
    terminal.wait_for("playing");
    terminal.press(" ");
    terminal.wait_for("> ");
    let asked = server.asked().pop().unwrap();
    assert_eq!(asked.path, "/v1/audio/speech");
    assert_eq!(asked.header("authorization"), None);
    let body: serde_json::Value = serde_json::from_str(&asked.body).unwrap();
    assert_eq!(
        body,
        serde_json::json!({"input": "What is a tuple?", "model": "tts-1", "voice": "alloy", "response_format": "wav"})
    );
    let played = std::fs::read_to_string(home.path().join("played")).unwrap();
    assert_eq!(played, "RIFF and sound");
    terminal.press("/quit\r");
    let (_, code) = terminal.end();
    assert_eq!(code, 0);
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
