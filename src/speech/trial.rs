//! Trying what speaks and records, outside of a session and without being heard where that can be: a sentence rendered into a
//! file, the same one spoken without loudness, a moment recorded. Each try has its time, and ends with all it began.

use std::io;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use super::command::{CommandError, Handed};
use super::record::{RecordError, RecordOptions, Recorder, record};
use super::running::Running;
use super::say::{Speaker, Speaking, say};
use super::wav::{Sound, WavError, read_wav};

/// How often a recording is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// Why a try gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum TrialError {
    /// The program.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// What it wrote.
    #[error("`{program}`: {error}")]
    Wav {
        /// The program.
        program: String,
        /// What is wrong with its file.
        error: WavError,
    },
    /// It ran and wrote no sound, until it was stopped.
    #[error("`{program}` recorded nothing within {} s", .after.as_secs())]
    NothingCame {
        /// The program.
        program: String,
        /// How long it was given.
        after: Duration,
    },
    /// There is no room for its file.
    #[error("no room for a sound file: {0}")]
    File(#[from] io::Error),
}

/// What a speaker did with a loudspeaker, or without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// How long it spoke.
    pub took: Duration,
    /// Whether it could be heard.
    pub aloud: bool,
    /// The line of its complaint that tells most; may be empty. Some complain and speak.
    pub said: String,
}

/// Lets a speaker render a text into a file, where it can.
///
/// # Errors
/// When it fails, hangs, or writes no sound.
pub fn render(speaker: &Speaker, text: &str, time: Duration) -> Result<Option<Sound>, TrialError> {
    let Some(command) = &speaker.into_file else {
        return Ok(None);
    };
    let file = tempfile::Builder::new()
        .prefix("viva-trial-")
        .suffix(".wav")
        .tempfile()?
        .into_temp_path();
    let handed = Handed {
        text: Some(text),
        file: Some(&file),
        ..Handed::default()
    };
    let running = Running::start(command, handed, Stdio::null())?;
    to_its_end(&mut Speaking::of(running), command.program(), time)?;
    read_wav(&file).map(Some).map_err(|error| TrialError::Wav {
        program: command.program().to_owned(),
        error,
    })
}

/// Lets a speaker speak a text, without loudness where it can.
///
/// # Errors
/// When it fails or hangs.
pub fn speak(speaker: &Speaker, text: &str, time: Duration) -> Result<Spoken, TrialError> {
    let quiet = speaker.quietly.clone().map(Speaker::of);
    let began = Instant::now();
    let mut speaking = say(quiet.as_ref().unwrap_or(speaker), text)?;
    to_its_end(&mut speaking, speaker.command.program(), time)?;
    Ok(Spoken {
        took: began.elapsed(),
        aloud: quiet.is_none(),
        said: speaking.complaint(),
    })
}

fn to_its_end(speaking: &mut Speaking, program: &str, time: Duration) -> Result<(), CommandError> {
    if speaking.wait(time)? {
        return Ok(());
    }
    Err(CommandError::TimedOut {
        program: program.to_owned(),
        after: time,
    })
}

/// Records for so long, and gives what came; the file is deleted. `time` is what the first sound may take.
///
/// # Errors
/// When nothing comes, or no sound.
pub fn listen(recorder: &Recorder, length: Duration, time: Duration) -> Result<Sound, TrialError> {
    let program = recorder.command.program();
    let odd = |error| TrialError::Wav {
        program: program.to_owned(),
        error,
    };
    let failed = |error| match error {
        RecordError::Command(error) => error.into(),
        RecordError::File(error) => error.into(),
        RecordError::Wav(error) => odd(error),
    };
    let options = RecordOptions {
        limit: length + time,
        silence: None,
    };
    let began = Instant::now();
    let mut recording = record(recorder, options).map_err(failed)?;
    loop {
        let moment = recording.look().map_err(failed)?;
        if moment.elapsed >= length || moment.ended.is_some() {
            break;
        }
        if began.elapsed() >= time + length {
            if moment.elapsed.is_zero() {
                return Err(TrialError::NothingCame {
                    program: program.to_owned(),
                    after: time,
                });
            }
            // It began and came to a stop: what is there is looked at.
            break;
        }
        thread::sleep(LOOK);
    }
    let recorded = recording.stop().map_err(failed)?;
    recorded.sound().map_err(odd)
}
