//! Recording: a program that writes a sound file while we watch the file grow. It is asked to end as by Ctrl-C, so that it can
//! finish the file; where it does not, the file is finished here.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use tempfile::TempPath;

use super::command::{CommandError, CommandLine, Handed};
use super::gate::loud_from;
use super::recognizable::{is_for_recognizer, write_for_recognizer};
use super::running::Running;
use super::wav::{HEADER_WITHIN, Header, LONGEST, Sound, WavError, finish_wav, loudness, read_wav};

/// The programs that record, best known first: 16 kHz, one channel, 16 bits, and where they can, no longer than asked. Buffers
/// are small, for the level to be of now: parecord's own of two seconds would even be lost when it is stopped.
const KNOWN: &[&[&str]] = &[
    &[
        "pw-record",
        "--rate",
        "16000",
        "--channels",
        "1",
        "--format",
        "s16",
        "{file}",
    ],
    &[
        "parecord",
        "--rate=16000",
        "--channels=1",
        "--format=s16le",
        "--file-format=wav",
        "--latency-msec=50",
        "{file}",
    ],
    &[
        "arecord",
        "-q",
        "-t",
        "wav",
        "-f",
        "S16_LE",
        "-r",
        "16000",
        "-c",
        "1",
        "-d",
        "{seconds}",
        "{file}",
    ],
    &[
        "rec",
        "-q",
        "--buffer",
        "2048",
        "-r",
        "16000",
        "-c",
        "1",
        "-b",
        "16",
        "{file}",
        "trim",
        "0",
        "{seconds}",
    ],
    #[cfg(target_os = "linux")]
    &[
        "ffmpeg",
        "-loglevel",
        "error",
        "-nostdin",
        "-y",
        "-f",
        "alsa",
        "-i",
        "default",
        "-ac",
        "1",
        "-ar",
        "16000",
        "-c:a",
        "pcm_s16le",
        "-flush_packets",
        "1",
        "-t",
        "{seconds}",
        "{file}",
    ],
    #[cfg(target_os = "macos")]
    &[
        "ffmpeg",
        "-loglevel",
        "error",
        "-nostdin",
        "-y",
        "-f",
        "avfoundation",
        "-i",
        ":0",
        "-ac",
        "1",
        "-ar",
        "16000",
        "-c:a",
        "pcm_s16le",
        "-flush_packets",
        "1",
        "-t",
        "{seconds}",
        "{file}",
    ],
];

/// How long a recorder gets to finish its file.
const TO_FINISH: Duration = Duration::from_secs(3);

/// How much longer than the limit a recorder may run that writes nothing.
const GRACE: Duration = Duration::from_secs(5);

/// At most so much of what is new is looked at for its loudness.
const LOOK_BACK: Duration = Duration::from_secs(1);

/// A program that records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorder {
    /// What records into a file.
    pub command: CommandLine,
}

/// The recording programs that are installed, best first. `path` is the search path, that of the environment where none is
/// given.
pub fn recorders(path: Option<&OsStr>) -> Vec<Recorder> {
    KNOWN
        .iter()
        .filter_map(|words| CommandLine::new(words.iter().copied()))
        .filter(|command| command.is_installed(path))
        .map(|command| Recorder { command })
        .collect()
}

/// When a recording ends by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordOptions {
    /// It gets no longer than this.
    pub limit: Duration,
    /// It ends when nothing more was said for so long, after something was.
    pub silence: Option<Duration>,
}

impl Default for RecordOptions {
    /// Ten minutes, whatever the pauses: people think while they answer.
    fn default() -> Self {
        Self {
            limit: Duration::from_secs(600),
            silence: None,
        }
    }
}

/// Why there is no recording.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The recorder.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// What it wrote.
    #[error(transparent)]
    Wav(#[from] WavError),
    /// The file it should write to.
    #[error("no room for a recording: {0}")]
    File(#[from] io::Error),
}

/// A recording under way. Dropping it ends the recorder and deletes the file.
#[derive(Debug)]
pub struct Recording {
    running: Running,
    file: TempPath,
    options: RecordOptions,
    started: Instant,
    header: Option<Header>,
    /// Up to where the file was looked at.
    seen: u64,
    /// The quietest that was measured, in dB: what hums all the time.
    hum: f32,
    /// When something was last said, by the recording's own time.
    said_at: Option<Duration>,
}

/// A recording at one moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moment {
    /// How much is recorded; nothing until the first sound came from the microphone.
    pub elapsed: Duration,
    /// How loud it was since the last look, in dB of full scale, -100 to 0; none where nothing was new.
    pub level: Option<f32>,
    /// Why it should be stopped now.
    pub ended: Option<Ended>,
}

/// Why a recording ended by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It is as long as it may be.
    Limit,
    /// Nothing was said for a while.
    Silence,
    /// The recorder ended well.
    Recorder,
}

/// Begins to record, into a file that only its owner may read.
///
/// # Errors
/// When the file can't be made or the recorder can't be started.
pub fn record(recorder: &Recorder, options: RecordOptions) -> Result<Recording, RecordError> {
    let file = tempfile::Builder::new()
        .prefix("viva-answer-")
        .suffix(".wav")
        .tempfile()?
        .into_temp_path();
    let handed = Handed {
        file: Some(&file),
        seconds: options.limit.as_secs().max(1),
        ..Handed::default()
    };
    Ok(Recording {
        running: Running::start(&recorder.command, handed, Stdio::null())?,
        file,
        options,
        started: Instant::now(),
        header: None,
        seen: 0,
        hum: 0.0,
        said_at: None,
    })
}

impl Recording {
    /// How it stands now; asked some ten times a second it never waits.
    ///
    /// # Errors
    /// When the recorder has died, or writes something else than sound.
    pub fn look(&mut self) -> Result<Moment, RecordError> {
        let status = self.running.ended()?;
        let (elapsed, level) = self.look_at_file()?;
        if let Some(level) = level {
            self.hum = self.hum.min(level);
            if level >= loud_from(self.hum) {
                self.said_at = Some(elapsed);
            }
        }
        let silent_for = self.said_at.map(|at| elapsed.saturating_sub(at));
        let ended = match status {
            Some(status) if status.success() && !elapsed.is_zero() => Some(Ended::Recorder),
            Some(_) => return Err(self.running.death().into()),
            None if elapsed >= self.options.limit => Some(Ended::Limit),
            None if self.started.elapsed() >= self.options.limit + GRACE => Some(Ended::Limit),
            None => match (silent_for, self.options.silence) {
                (Some(silent), Some(enough)) if silent >= enough => Some(Ended::Silence),
                _ => None,
            },
        };
        Ok(Moment {
            elapsed,
            level,
            ended,
        })
    }

    /// Ends the recording; the recorder gets a moment to finish its file.
    ///
    /// # Errors
    /// When it recorded nothing, or something else than sound.
    pub fn stop(mut self) -> Result<Recorded, RecordError> {
        self.running.interrupt();
        if self.running.wait(TO_FINISH)?.is_none() {
            self.running.kill();
        }
        match finish_wav(&self.file) {
            Ok(()) => Ok(Recorded { file: self.file }),
            // Why a recorder wrote nothing it has mostly said.
            Err(WavError::Empty | WavError::NotWav) if !self.running.complaint().is_empty() => {
                Err(self.running.death().into())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// How much is recorded, and how loud what is new is.
    fn look_at_file(&mut self) -> Result<(Duration, Option<f32>), RecordError> {
        // By its name each time: a recorder may put another file in its place, and it must be one: a pipe would be waited for.
        let length = match std::fs::metadata(&self.file) {
            Ok(found) if !found.is_file() => return Err(WavError::NotWav.into()),
            Ok(found) => found.len(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok((Duration::ZERO, None));
            }
            Err(error) => return Err(error.into()),
        };
        if length > LONGEST {
            return Err(WavError::TooLong(LONGEST).into());
        }
        let mut file = File::open(&self.file)?;
        if self.header.is_none() {
            let mut start = Vec::new();
            (&mut file).take(HEADER_WITHIN).read_to_end(&mut start)?;
            self.header = Header::parse(&start)?;
            if self.header.is_none() && length >= HEADER_WITHIN {
                return Err(WavError::NotWav.into());
            }
        }
        let Some(header) = &self.header else {
            return Ok((Duration::ZERO, None));
        };
        let recorded = length.saturating_sub(header.data_at);
        let whole = recorded - recorded % header.block;
        let elapsed = Duration::from_secs_f64(whole as f64 / header.pace as f64);
        let back = header.pace * LOOK_BACK.as_secs();
        let from = self
            .seen
            .max(whole.saturating_sub(back - back % header.block));
        if from >= whole {
            return Ok((elapsed, None));
        }
        self.seen = whole;
        let mut new = vec![0; usize::try_from(whole - from).unwrap_or(0)];
        file.seek(SeekFrom::Start(header.data_at + from))?;
        file.read_exact(&mut new)?;
        let sound = header.decode(&new)?;
        Ok((elapsed, Some(loudness(&sound.samples))))
    }
}

/// A finished recording. Dropping it deletes the file.
#[derive(Debug)]
pub struct Recorded {
    file: TempPath,
}

impl Recorded {
    /// The file.
    pub fn path(&self) -> &Path {
        &self.file
    }

    /// What it holds.
    ///
    /// # Errors
    /// As [`read_wav`].
    pub fn sound(&self) -> Result<Sound, WavError> {
        read_wav(&self.file)
    }

    /// Makes it what recognizers take, where the recorder wrote something else; `sound` is what it holds.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn make_recognizable(&self, sound: &Sound) -> io::Result<()> {
        if is_for_recognizer(&self.file) {
            return Ok(());
        }
        write_for_recognizer(sound, &self.file)
    }

    /// Keeps it under another name instead of deleting it.
    ///
    /// # Errors
    /// When it can't be written there; then it is deleted.
    pub fn keep(self, to: &Path) -> io::Result<()> {
        // A temporary folder is often on another disk, so it is copied.
        std::fs::copy(&self.file, to).map(|_| ())
    }
}
