//! Out loud, through the library: the whole way from a voice to a grade with real programs where they are installed
//! (espeak-ng, pocketsphinx), and everything that recorders and recognizers do wrong, played by small scripts.

#![cfg(unix)]
#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

mod recording;
#[path = "../support/sound.rs"]
mod sound;
mod transcribing;
mod voice;

use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::{Duration, Instant};

use viva::speech::{CommandLine, Moment, RecordError, Recorder, Recording, Transcriber};

/// Long enough for anything that works.
const LONG: Duration = Duration::from_secs(60);

static NEVER: AtomicBool = AtomicBool::new(false);

/// A script; the file it is given is `$1`.
fn script(text: &str) -> CommandLine {
    CommandLine::new(["sh", "-c", text, "script", "{file}"]).expect("a command")
}

fn recorder(text: &str) -> Recorder {
    Recorder {
        command: script(text),
    }
}

fn transcriber(text: &str) -> Transcriber {
    Transcriber {
        command: script(text),
    }
}

/// Looks at a recording as a session does until it is as wanted.
fn look_until(
    recording: &mut Recording,
    wanted: impl Fn(&Moment) -> bool,
) -> Result<Moment, RecordError> {
    let began = Instant::now();
    loop {
        let moment = recording.look()?;
        if wanted(&moment) {
            return Ok(moment);
        }
        assert!(began.elapsed() < LONG, "it never came: {moment:?}");
        thread::sleep(Duration::from_millis(10));
    }
}
