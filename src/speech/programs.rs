//! Which programs of this machine speak, record and transcribe, and what installs them where there is none.

use std::ffi::OsStr;

use super::command::CommandLine;
use super::{recorders, speakers, transcribers};

/// What a program is needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Speaking questions.
    Speaker,
    /// Recording answers.
    Recorder,
    /// Writing them down.
    Transcriber,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Speaker, Self::Recorder, Self::Transcriber];

    /// The commands of this machine that do it, best first. `path` is the search path, that of the environment where none is given.
    pub fn found(self, path: Option<&OsStr>) -> Vec<CommandLine> {
        match self {
            Self::Speaker => commands(speakers(path), |found| found.command),
            Self::Recorder => commands(recorders(path), |found| found.command),
            Self::Transcriber => commands(transcribers(path), |found| found.command),
        }
    }

    /// The programs that are looked for.
    pub const fn known(self) -> &'static str {
        match self {
            Self::Speaker => "espeak-ng, say, spd-say",
            Self::Recorder => "pw-record, parecord, arecord, rec, ffmpeg",
            Self::Transcriber => "pocketsphinx, pocketsphinx_continuous",
        }
    }

    /// The setting under `[speech]` that names another program.
    pub const fn setting(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Recorder => "recorder",
            Self::Transcriber => "transcriber",
        }
    }

    /// The one command that installs such a program, by system. What it installs is found by itself, but on Windows, where
    /// [`then`](Self::then) says what else is to be done. (Fedora's whisper-cpp is a library alone.)
    pub const fn install(self) -> [(&'static str, &'static str); 4] {
        match self {
            Self::Speaker => [
                ("Debian", "apt install espeak-ng"),
                ("Fedora", "dnf install espeak-ng"),
                ("macOS", "brew install espeak-ng"),
                ("Windows", "winget install eSpeak-NG.eSpeak-NG"),
            ],
            Self::Recorder => [
                ("Debian", "apt install alsa-utils"),
                ("Fedora", "dnf install alsa-utils"),
                ("macOS", "brew install sox"),
                ("Windows", "winget install Gyan.FFmpeg"),
            ],
            Self::Transcriber => [
                ("Debian", "apt install pocketsphinx pocketsphinx-en-us"),
                ("Fedora", "dnf install pocketsphinx"),
                ("macOS", "brew install cmu-pocketsphinx"),
                ("Windows", "pip install vosk"),
            ],
        }
    }
}

fn commands<T>(found: Vec<T>, command: impl Fn(T) -> CommandLine) -> Vec<CommandLine> {
    found.into_iter().map(command).collect()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_is_installed_is_found_and_all_that_is_known_is_named() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = Some(folder.path().as_os_str());
        for part in Part::ALL {
            assert_eq!(part.found(path), []);
            for name in part.known().split(", ") {
                let program = folder.path().join(name);
                std::fs::write(&program, "#!/bin/sh\n").unwrap();
                std::fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).unwrap();
            }
            let found = part.found(path);
            let names: Vec<&str> = found.iter().map(CommandLine::program).collect();
            assert_eq!(names.join(", "), part.known());
            assert!(
                part.install()
                    .iter()
                    .all(|(_, command)| command.contains("install "))
            );
        }
    }
}
