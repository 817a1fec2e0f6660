//! A server that speaks and writes down.

use super::server::{Does, Server, response};
use super::sound::{tone, write_wav};
use super::support::Home;
use super::{CTRL_C, ENTER, HEARS, KEY, ONE, home, kept, script, speak, start, type_it};

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
fn a_recording_that_is_too_large_for_an_endpoint_is_not_sent() {
    let server = Server::start(vec![response("200 OK", JSON, "{\"text\": \"sent\"}")]);
    let home = home(&[
        ("recorder", script(HEARS)),
        ("transcribe_by_endpoint", "true".to_owned()),
        ("base_url", format!("{:?}", server.url())),
        ("limit_minutes", "20".to_owned()),
    ]);
    // 25 MB are 13 minutes and 39 seconds.
    write_wav(&home.path().join("microphone.wav"), &tone(9000.0, 820.0));
    let mut terminal = start(&home, &[ONE, &["--listen"]].concat());
    terminal.wait_for("> ");
    terminal.press(ENTER);
    terminal.wait_for("13:40");
    terminal.press(ENTER);
    terminal.wait_for("larger than the 25 MB that an endpoint takes");
    terminal.wait_for("`limit_minutes` under [speech]");
    assert!(server.asked().is_empty());
    type_it(&home, &mut terminal);
}
