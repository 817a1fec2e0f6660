//! Speaking: a text handed to a program that says it, without waiting for its end.

use std::ffi::OsStr;
use std::process::Stdio;
use std::time::Duration;

use super::command::{CommandError, CommandLine, Handed};
use super::running::Running;

/// A program that is known to speak, as words; a command without words is none.
struct Known {
    speaks: &'static [&'static str],
    /// Stops what it began.
    cancels: &'static [&'static str],
    /// Speaks into a file.
    into_file: &'static [&'static str],
    /// Speaks without loudness.
    quietly: &'static [&'static str],
}

/// The programs that speak, best known first. `spd-say` hands the text to a service that goes on by itself. All but it read the
/// text from their standard input, so that it can be of any length.
const KNOWN: [Known; 3] = [
    Known {
        speaks: &["espeak-ng", "-v", "en-us", "-s", "165", "--stdin"],
        cancels: &[],
        // The voice that recognizers understand best.
        into_file: &[
            "espeak-ng",
            "-v",
            "en-us+f2",
            "-s",
            "150",
            "--stdin",
            "-w",
            "{file}",
        ],
        quietly: &[
            "espeak-ng",
            "-v",
            "en-us",
            "-s",
            "165",
            "-a",
            "0",
            "--stdin",
        ],
    },
    Known {
        speaks: &["say", "-f", "-"],
        cancels: &[],
        into_file: &[
            "say",
            "-f",
            "-",
            "--file-format=WAVE",
            "--data-format=LEI16@16000",
            "-o",
            "{file}",
        ],
        quietly: &[],
    },
    Known {
        speaks: &["spd-say", "--wait", "--language", "en", "--", "{text}"],
        cancels: &["spd-say", "--cancel"],
        into_file: &[],
        quietly: &[
            "spd-say",
            "--wait",
            "--language",
            "en",
            "--volume",
            "-100",
            "--",
            "{text}",
        ],
    },
];

/// A program that speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// What speaks a text.
    pub command: CommandLine,
    /// What else must run to stop it.
    cancel: Option<CommandLine>,
    /// What speaks into a file instead.
    pub(super) into_file: Option<CommandLine>,
    /// What speaks without loudness.
    pub(super) quietly: Option<CommandLine>,
}

impl Speaker {
    /// A program of one's own.
    pub fn of(command: CommandLine) -> Self {
        Self {
            command,
            cancel: None,
            into_file: None,
            quietly: None,
        }
    }

    /// Whether it can speak without loudness.
    pub const fn can_be_quiet(&self) -> bool {
        self.quietly.is_some()
    }
}

/// The speaking programs that are installed, best first. `path` is the search path, that of the environment where none is given.
pub fn speakers(path: Option<&OsStr>) -> Vec<Speaker> {
    KNOWN
        .iter()
        .filter_map(|known| {
            let command = |words: &[&'static str]| CommandLine::new(words.iter().copied());
            Some(Speaker {
                command: command(known.speaks)?,
                cancel: command(known.cancels),
                into_file: command(known.into_file),
                quietly: command(known.quietly),
            })
        })
        .filter(|speaker| speaker.command.is_installed(path))
        .collect()
}

/// Speech that is under way. Dropping it stops it.
#[derive(Debug)]
pub struct Speaking {
    running: Running,
    cancel: Option<CommandLine>,
}

/// Begins to speak; `text` should have been made speakable.
///
/// # Errors
/// When the program can't be started.
pub fn say(speaker: &Speaker, text: &str) -> Result<Speaking, CommandError> {
    let handed = Handed {
        text: Some(text),
        ..Handed::default()
    };
    Ok(Speaking {
        running: Running::start(&speaker.command, handed, Stdio::null())?,
        cancel: speaker.cancel.clone(),
    })
}

impl Speaking {
    /// What a program says or plays that needs nothing else to be stopped.
    pub(super) const fn of(running: Running) -> Self {
        Self {
            running,
            cancel: None,
        }
    }

    /// Whether it has ended; never waits.
    ///
    /// # Errors
    /// When the program failed, once and for all.
    pub fn is_over(&mut self) -> Result<bool, CommandError> {
        self.wait(Duration::ZERO)
    }

    /// Waits for the end, at most so long, and tells whether it was reached.
    ///
    /// # Errors
    /// When the program failed.
    pub fn wait(&mut self, at_most: Duration) -> Result<bool, CommandError> {
        match self.running.wait(at_most)? {
            Some(status) if status.success() => Ok(true),
            Some(_) => Err(self.running.death()),
            None => Ok(false),
        }
    }

    /// What it complained of, once it is over; may be empty.
    pub fn complaint(&mut self) -> String {
        self.running.complaint()
    }

    /// Falls silent at once.
    pub fn stop(self) {}
}

impl Drop for Speaking {
    fn drop(&mut self) {
        let was_over = !matches!(self.running.ended(), Ok(None));
        self.running.kill();
        if let (Some(cancel), false) = (&self.cancel, was_over)
            && let Ok(mut cancelling) = Running::start(cancel, Handed::default(), Stdio::null())
        {
            let _ = cancelling.wait(Duration::from_secs(1));
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::Read as _;

    use super::*;

    fn shell(script: &str) -> Speaker {
        Speaker::of(CommandLine::new(["sh", "-c", script]).unwrap())
    }

    #[test]
    fn the_text_reaches_the_program_by_its_input_or_as_an_argument() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("said");
        let by_input = shell(&format!("cat > '{}'", out.display()));
        let mut speaking = say(&by_input, "How do lists and tuples differ?").unwrap();
        assert!(speaking.wait(Duration::from_secs(10)).unwrap());
        assert_eq!(
            std::fs::read_to_string(&out).unwrap(),
            "How do lists and tuples differ?"
        );
        let script = format!("printf %s \"$1\" > '{}'", out.display());
        let words = ["sh", "-c", &script, "speaker", "{text}"];
        let as_argument = Speaker::of(CommandLine::new(words).unwrap());
        let mut speaking = say(&as_argument, "-n \"$(exit)\"").unwrap();
        assert!(speaking.wait(Duration::from_secs(10)).unwrap());
        assert_eq!(std::fs::read_to_string(&out).unwrap(), " -n \"$(exit)\"");
    }

    #[test]
    fn speech_is_stopped_at_once_with_all_that_speaks() {
        let folder = tempfile::tempdir().unwrap();
        let alive = folder.path().join("alive");
        // A child of the speaker holds the pipe for as long as it lives.
        let fifo = std::process::Command::new("mkfifo").arg(&alive).status();
        assert!(fifo.unwrap().success());
        let script = format!(
            "(echo begun; exec sleep 600) > '{}' & wait",
            alive.display()
        );
        let mut speaking = say(&shell(&script), "a long text").unwrap();
        let mut pipe = std::fs::File::open(&alive).unwrap();
        let mut begun = [0; 6];
        pipe.read_exact(&mut begun).unwrap();
        assert_eq!(&begun, b"begun\n");
        assert!(!speaking.is_over().unwrap());
        speaking.stop();
        // The end of the pipe comes when the child is gone.
        assert_eq!(pipe.read(&mut begun).unwrap(), 0);
    }

    #[test]
    fn a_service_is_told_to_be_silent_too() {
        let folder = tempfile::tempdir().unwrap();
        let told = folder.path().join("told");
        let script = format!("touch '{}'", told.display());
        let cancel = CommandLine::new(["sh", "-c", &script]);
        let speaker = Speaker {
            cancel,
            ..shell("exec sleep 600")
        };
        say(&speaker, "text").unwrap().stop();
        assert!(told.exists());
    }

    #[test]
    fn a_speaker_that_fails_or_is_not_there_is_told() {
        let mut speaking = say(&shell("echo no sound card >&2; exit 3"), "text").unwrap();
        let error = speaking.wait(Duration::from_secs(10)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`sh` failed with exit code 3: no sound card"
        );
        let gone = Speaker::of(CommandLine::new(["no-such-speaker"]).unwrap());
        let error = say(&gone, "text").unwrap_err();
        assert!(
            matches!(error, CommandError::NotFound { program } if program == "no-such-speaker")
        );
    }

    #[test]
    fn only_installed_programs_are_found_and_the_best_is_first() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = Some(folder.path().as_os_str());
        assert_eq!(speakers(path), []);
        for name in ["spd-say", "espeak-ng"] {
            let program = folder.path().join(name);
            std::fs::write(&program, "#!/bin/sh\n").unwrap();
            std::fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).unwrap();
        }
        std::fs::write(folder.path().join("say"), "not a program").unwrap();
        let found = speakers(path);
        let names: Vec<&str> = found.iter().map(|s| s.command.program()).collect();
        assert_eq!(names, ["espeak-ng", "spd-say"]);
    }
}
