//! Trying what speaks and records, outside of a session and without being heard where that can be: a sentence rendered into a
//! file, the same one spoken without loudness, a moment recorded. Each try has its time, and ends with all it began.

use std::io;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use hound::{SampleFormat, WavSpec, WavWriter};

use super::command::{CommandError, Handed};
use super::record::{RecordError, RecordOptions, Recorder, record};
use super::running::Running;
use super::say::{Speaker, Speaking, say};
use super::wav::{Sound, WavError, read_wav};

/// How often a recording is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// What recognizers want, in samples a second.
const RATE: u32 = 16_000;

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

/// Writes a sound as recognizers want it: one channel of 16 bits at 16 kHz.
///
/// # Errors
/// When it can't be written.
pub fn write_for_recognizer(sound: &Sound, path: &Path) -> io::Result<()> {
    let spec = WavSpec {
        channels: 1,
        sample_rate: RATE,
        bits_per_sample: 16,
        sample_format: SampleFormat::Int,
    };
    let outer = |error: hound::Error| match error {
        hound::Error::IoError(error) => error,
        other => io::Error::other(other),
    };
    let mut writer = WavWriter::create(path, spec).map_err(outer)?;
    let step = f64::from(sound.rate) / f64::from(RATE);
    let count = (sound.samples.len() as f64 / step) as usize;
    for number in 0..count {
        // Between two samples on a straight line: a voice is lower than what that spoils.
        let place = number as f64 * step;
        let (at, share) = (place as usize, place.fract() as f32);
        let before = sound.samples[at];
        let after = sound.samples.get(at + 1).copied().unwrap_or(before);
        let sample = before * (1.0 - share) + after * share;
        writer
            .write_sample((sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)) as i16)
            .map_err(outer)?;
    }
    writer.finalize().map_err(outer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sound_is_written_as_recognizers_want_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sound.wav");
        for (rate, samples, expected) in [
            (16_000, vec![0.0, 0.5, -0.5], vec![0, 16_383, -16_383]),
            (32_000, vec![0.0, 0.5, -0.5, 2.0], vec![0, -16_383]),
            (8_000, vec![0.0, 1.0], vec![0, 16_383, 32_767, 32_767]),
            (44_100, vec![], vec![]),
        ] {
            write_for_recognizer(&Sound { rate, samples }, &path).unwrap();
            let mut written = hound::WavReader::open(&path).unwrap();
            assert_eq!(written.spec().sample_rate, 16_000);
            let written: Vec<i16> = written.samples().map(Result::unwrap).collect();
            assert_eq!(written, expected, "{rate}");
        }
    }
}
