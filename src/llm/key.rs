//! Where a key comes from: an environment variable or a command. Its output is never repeated, and its children end with it.

use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::io::AsyncReadExt as _;
use tokio::process::{Child, Command};
use tokio::time::timeout;

use super::secret::{Secret, SecretError};

/// Where a key is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum KeySource {
    /// In this environment variable.
    Variable(String),
    /// What this command of the shell prints.
    Command(String),
}

/// Why there is no key. What a command printed is not repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The variable is not set.
    #[error("{name} is not set")]
    NotSet {
        /// Its name.
        name: String,
    },
    /// What was found is no key.
    #[error("{source_name}: {why}")]
    NotAKey {
        /// The variable's name, or `api_key_cmd`.
        source_name: String,
        /// Why.
        why: SecretError,
    },
    /// The command can't be started.
    #[error("api_key_cmd can't be started: {why}")]
    NotStarted {
        /// Why.
        why: String,
    },
    /// The command ended with a failure.
    #[error("api_key_cmd failed{}", .code.map(|code| format!(" with exit code {code}")).unwrap_or_default())]
    Failed {
        /// Its exit code; none when a signal ended it.
        code: Option<i32>,
    },
    /// The command took too long and was ended.
    #[error("api_key_cmd gave no key within {} seconds", .after.as_secs_f32())]
    TooSlow {
        /// The time it had.
        after: Duration,
    },
}

/// The most that a command may print, in bytes.
const LONGEST: u64 = 64 * 1024;

/// Reads the key. `lookup` reads an environment variable; a command has `patience` to print the key.
///
/// # Errors
/// When there is none.
pub async fn read_key(
    source: &KeySource,
    lookup: impl Fn(&str) -> Option<String>,
    patience: Duration,
) -> Result<Secret, KeyError> {
    let (source_name, text) = match source {
        KeySource::Variable(name) => {
            let text = lookup(name).ok_or_else(|| KeyError::NotSet { name: name.clone() })?;
            (name.clone(), text)
        }
        KeySource::Command(line) => (
            "api_key_cmd".to_owned(),
            timeout(patience, printed_by(line))
                .await
                .unwrap_or(Err(KeyError::TooSlow { after: patience }))?,
        ),
    };
    Secret::new(&text).map_err(|why| KeyError::NotAKey { source_name, why })
}

/// What a command prints. Dropped, it ends the command and its children.
async fn printed_by(line: &str) -> Result<String, KeyError> {
    let not_started = |error: std::io::Error| KeyError::NotStarted {
        why: error.to_string(),
    };
    let mut family = Family::start(line).map_err(not_started)?;
    let mut printed = Vec::new();
    if let Some(stdout) = family.child.stdout.take() {
        let mut stdout = stdout.take(LONGEST);
        stdout
            .read_to_end(&mut printed)
            .await
            .map_err(not_started)?;
    }
    let status: ExitStatus = family.child.wait().await.map_err(not_started)?;
    if !status.success() {
        return Err(KeyError::Failed {
            code: status.code(),
        });
    }
    Ok(String::from_utf8_lossy(&printed).into_owned())
}

/// A running command with all it started.
struct Family {
    child: Child,
    #[cfg(unix)]
    group: Option<nix::unistd::Pid>,
}

impl Family {
    fn start(line: &str) -> std::io::Result<Self> {
        let mut command = shell(line);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        #[cfg(unix)]
        command.process_group(0);
        let child = command.spawn()?;
        Ok(Self {
            #[cfg(unix)]
            group: child
                .id()
                .and_then(|id| i32::try_from(id).ok())
                .map(nix::unistd::Pid::from_raw),
            child,
        })
    }
}

impl Drop for Family {
    fn drop(&mut self) {
        // Only while the child is not waited for: afterwards its number may be another's.
        #[cfg(unix)]
        if let (Some(group), Some(_)) = (self.group, self.child.id()) {
            let _ = nix::sys::signal::killpg(group, nix::sys::signal::Signal::SIGKILL);
        }
    }
}

#[cfg(unix)]
fn shell(line: &str) -> Command {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", line]);
    command
}

#[cfg(not(unix))]
fn shell(line: &str) -> Command {
    let mut command = Command::new("cmd");
    command.args(["/C", line]);
    command
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::Read as _;
    use std::time::Duration;

    use super::{KeyError, KeySource, SecretError, read_key};

    fn run(source: KeySource, patience: Duration) -> Result<String, KeyError> {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(read_key(
                &source,
                |name| (name == "KEY").then(|| " sk-1 ".to_owned()),
                patience,
            ))
            .map(|key| key.reveal().to_owned())
    }

    fn command(line: &str) -> Result<String, KeyError> {
        run(KeySource::Command(line.to_owned()), Duration::from_secs(60))
    }

    #[test]
    fn a_key_comes_from_a_variable_or_a_command() {
        let variable =
            |name: &str| run(KeySource::Variable(name.to_owned()), Duration::from_secs(1));
        assert_eq!(variable("KEY").unwrap(), "sk-1");
        let name = "OTHER".to_owned();
        assert_eq!(variable("OTHER"), Err(KeyError::NotSet { name }));
        assert_eq!(command("printf ' sk-2\\n\\n' | cat").unwrap(), "sk-2");
    }

    #[test]
    fn a_failure_is_told_without_what_was_printed() {
        assert_eq!(
            command("echo sk-3; exit 3"),
            Err(KeyError::Failed { code: Some(3) })
        );
        let not_a_key = |why| {
            Err(KeyError::NotAKey {
                source_name: "api_key_cmd".to_owned(),
                why,
            })
        };
        assert_eq!(command("true"), not_a_key(SecretError::Empty));
        assert_eq!(
            command("echo sk-4; echo rest"),
            not_a_key(SecretError::Unsendable)
        );
        // An endless output is not read for ever: the pipe closes, and the writer with it.
        assert!(command("yes sk-5").is_err());
        for error in [
            command("echo sk-3; exit 3"),
            command("echo sk-4; echo rest"),
        ] {
            let error = error.unwrap_err();
            assert!(!format!("{error} {error:?}").contains("sk-"), "{error}");
        }
    }

    #[test]
    fn a_slow_command_is_given_up() {
        let patience = Duration::from_millis(20);
        let slow = KeySource::Command("sleep 1000".to_owned());
        assert_eq!(
            run(slow, patience),
            Err(KeyError::TooSlow { after: patience })
        );
    }

    #[test]
    fn a_command_that_is_given_up_ends_with_its_children() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("alive");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        // The grandchild holds the writing end of the pipe as long as it lives, so the end of file is its end.
        let line = format!("(exec 3>'{}'; echo >&3; sleep 1000) & wait", pipe.display());
        let (lives, it_lives) = tokio::sync::oneshot::channel();
        let watch = std::thread::spawn(move || {
            let mut reader = std::fs::OpenOptions::new().read(true).open(pipe).unwrap();
            reader.read_exact(&mut [0]).unwrap();
            lives.send(()).unwrap();
            reader.read(&mut [0]).unwrap()
        });
        let source = KeySource::Command(line);
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(async {
                tokio::select! {
                    key = read_key(&source, |_| None, Duration::from_secs(600)) => panic!("{key:?}"),
                    alive = it_lives => alive.unwrap(),
                }
            });
        assert_eq!(watch.join().unwrap(), 0);
    }
}
