//! Out loud, at a pseudo-terminal: a whole question by voice with real programs, and everything that recorders, recognizers and
//! speakers do wrong. Whatever they do, the question stands and typing answers it.

#![cfg(unix)]

#[path = "../support/server.rs"]
mod server;
#[path = "../support/sound.rs"]
mod sound;
#[path = "../support/mod.rs"]
mod support;

mod answers;
mod endpoint;
mod recorder;
mod speaker;
mod transcriber;

use std::fmt::Write as _;

use sound::{tone, write_wav};
use support::Home;
use support::terminal::Terminal;

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
    // What a killed program leaves goes with the home.
    let temporary = home.path().display().to_string();
    Terminal::start_at(
        200,
        home,
        &[arguments, &["--config", &config]].concat(),
        &[KEY, ("TMPDIR", &temporary)],
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
