//! Programs that hang: each try has its time, and its children end with it.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::thread::{JoinHandle, spawn};

use super::*;
use crate::terminal::render::Outcome;

const SHORT: Duration = Duration::from_millis(300);

/// Tries these commands, given as scripts, and tells what came of each part.
fn tried(scripts: &[(Part, &str)]) -> Vec<Check> {
    let mut config = config::Speech::default();
    for (part, script) in scripts {
        let words = ["sh", "-c", script, "script", "{file}"].map(str::to_owned);
        match part {
            Part::Speaker => config.speaker = words.to_vec(),
            Part::Recorder => config.recorder = words.to_vec(),
            Part::Transcriber => config.transcriber = words.to_vec(),
        }
    }
    let trial = Trial {
        config: &config,
        times: Times {
            speak: SHORT,
            record: SHORT,
            write: SHORT,
        },
        endpoint: &|_| Err(NotAsked::Kept("--offline")),
    };
    let mut checks = Vec::new();
    for (part, _) in scripts {
        match part {
            Part::Speaker => {
                trial.speaker(&mut |check| checks.push(check));
            }
            Part::Recorder => trial.recorder(&mut |check| checks.push(check)),
            Part::Transcriber => trial.transcriber(None, &mut |check| checks.push(check)),
        }
    }
    checks
}

/// A pipe, and who waits until nobody holds it open any more.
fn held(folder: &Path) -> (PathBuf, JoinHandle<()>) {
    let pipe = folder.join("alive");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let path = pipe.clone();
    let all_gone = spawn(move || {
        let mut said = String::new();
        File::open(path).unwrap().read_to_string(&mut said).unwrap();
    });
    (pipe, all_gone)
}

#[test]
fn what_hangs_is_ended_with_its_children_and_told() {
    for (part, told) in [
        (
            Part::Speaker,
            "speaker: `sh` took longer than 0 s and was stopped",
        ),
        (Part::Recorder, "recorder: `sh` recorded nothing within 0 s"),
        (
            Part::Transcriber,
            "transcriber: `sh` took longer than 0 s and was stopped",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let (pipe, all_gone) = held(folder.path());
        let script = format!("exec 3> '{}'; sleep 600 & sleep 600", pipe.display());
        let checks = tried(&[(part, &script)]);
        assert_eq!(checks.len(), 1, "{checks:?}");
        assert_eq!(checks[0].told, told);
        assert_eq!(checks[0].outcome, Outcome::Missing);
        assert!(checks[0].advice.as_ref().unwrap().contains("in a shell"));
        all_gone.join().unwrap();
    }
}

#[test]
fn a_recorder_that_begins_and_stops_writing_is_ended() {
    let sound = crate::speech::Sound {
        rate: 16_000,
        samples: [0.1, -0.1].repeat(1000),
    };
    let folder = tempfile::tempdir().unwrap();
    let short = folder.path().join("short.wav");
    crate::speech::write_for_recognizer(&sound, &short).unwrap();
    let script = format!("cat '{}' > \"$1\"; exec sleep 600", short.display());
    let checks = tried(&[(Part::Recorder, &script)]);
    assert_eq!(checks[0].told, "recorder: `sh` ended after 0.1 s of sound");
}
