//! Recognizers, good and bad.

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use viva::speech::{CommandError, CommandLine, Transcriber, transcribe};

use super::{LONG, NEVER, transcriber};

fn heard(script: &str) -> Result<String, CommandError> {
    let sound = Path::new("answer.wav");
    transcribe(&transcriber(script), sound, LONG, &NEVER).map(|transcript| transcript.text)
}

#[test]
fn the_file_is_handed_over_where_the_command_says_or_at_its_end() {
    assert_eq!(heard("echo heard \"$1\"").unwrap(), "heard answer.wav");
    for words in [
        &["echo", "--file={file}", "-n"][..],
        &["echo", "--file=answer.wav -n"],
    ] {
        let command = CommandLine::new(words.iter().copied()).unwrap();
        let sound = Path::new("answer.wav");
        let heard = transcribe(&Transcriber { command }, sound, LONG, &NEVER).unwrap();
        assert!(heard.text.starts_with("--file=answer.wav -n"), "{heard:?}");
    }
}

#[test]
fn what_a_recognizer_prints_is_made_text() {
    let colours =
        r"printf '\033[32m[00:00.000 --> 00:01.000]\033[0m\n  a \001tuple\377 (music)\r\n'";
    assert_eq!(heard(colours).unwrap(), "a tuple\u{fffd}");
}

#[test]
fn a_recognizer_that_hears_nothing_is_told_from_one_that_failed() {
    for silent in [
        "exit 0",
        "printf ' \\n\\n'",
        "echo '[BLANK_AUDIO]'",
        "echo '(silence)'",
    ] {
        let error = heard(silent).unwrap_err();
        assert!(
            matches!(error, CommandError::Nothing { .. }),
            "{silent}: {error:?}"
        );
    }
    let error = heard("echo reading >&2; echo 'error: no model' >&2; exit 7").unwrap_err();
    assert_eq!(
        error.to_string(),
        "`sh` failed with exit code 7: error: no model"
    );
    let error = heard("exec no-such-recognizer-at-all").unwrap_err();
    assert!(matches!(error, CommandError::Died { .. }), "{error:?}");
    let command = CommandLine::new(["/no/such/recognizer"]).unwrap();
    let error = transcribe(&Transcriber { command }, Path::new("a.wav"), LONG, &NEVER).unwrap_err();
    assert!(matches!(error, CommandError::NotFound { .. }), "{error:?}");
    let command = CommandLine::new(["/"]).unwrap();
    let error = transcribe(&Transcriber { command }, Path::new("a.wav"), LONG, &NEVER).unwrap_err();
    assert!(
        matches!(error, CommandError::NotStarted { .. }),
        "{error:?}"
    );
}

#[test]
fn a_recognizer_that_prints_without_end_is_stopped() {
    for endless in [
        "exec yes tuple",
        "yes tuple & wait",
        "yes error >&2 & exec yes",
        // No more than may be printed, and more than anybody says.
        "yes 'a tuple is immutable' | head -c 100000",
    ] {
        let error = heard(endless).unwrap_err();
        assert!(
            matches!(error, CommandError::TooMuch { .. }),
            "{endless}: {error:?}"
        );
    }
}

#[test]
fn complaints_without_end_do_not_hold_up_the_words() {
    let chatty = "head -c 3000000 /dev/zero >&2; echo a tuple";
    assert_eq!(heard(chatty).unwrap(), "a tuple");
}

/// A script that holds a pipe open, itself and by a child, until both are gone.
fn holding_a_pipe(folder: &Path) -> (String, std::path::PathBuf) {
    let pipe = folder.join("alive");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let path = pipe.display();
    (format!("exec 3> '{path}'; (sleep 600) & sleep 600"), pipe)
}

#[test]
fn a_recognizer_that_hangs_is_ended_with_its_children() {
    let folder = tempfile::tempdir().unwrap();
    let (script, pipe) = holding_a_pipe(folder.path());
    let all_gone = thread::spawn(move || {
        let mut said = String::new();
        fs::File::open(pipe)
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
    });
    let given = Duration::from_secs(1);
    let sound = Path::new("answer.wav");
    let error = transcribe(&transcriber(&script), sound, given, &NEVER).unwrap_err();
    assert!(
        matches!(error, CommandError::TimedOut { after, .. } if after == given),
        "{error:?}"
    );
    all_gone.join().unwrap();
}

#[test]
fn a_recognizer_that_closes_its_output_and_stays_is_ended_too() {
    let given = Duration::from_secs(1);
    let stays = transcriber("echo words; exec >&- 2>&-; sleep 600");
    let error = transcribe(&stays, Path::new("answer.wav"), given, &NEVER).unwrap_err();
    assert!(matches!(error, CommandError::TimedOut { .. }), "{error:?}");
}

#[test]
fn what_a_recognizer_leaves_behind_does_not_hold_up_the_words() {
    assert_eq!(heard("sleep 600 & echo a tuple").unwrap(), "a tuple");
}

#[test]
fn transcribing_can_be_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let (script, pipe) = holding_a_pipe(folder.path());
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let waiting = scope.spawn(|| {
            let sound = Path::new("answer.wav");
            transcribe(&transcriber(&script), sound, LONG, &stop)
        });
        // Opening the pipe waits until the recognizer runs.
        let mut alive = fs::File::open(&pipe).unwrap();
        stop.store(true, Ordering::Relaxed);
        let error = waiting.join().unwrap().unwrap_err();
        assert!(matches!(error, CommandError::Stopped { .. }), "{error:?}");
        assert_eq!(alive.read(&mut [0; 1]).unwrap(), 0);
    });
}
