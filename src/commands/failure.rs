//! What a command that can't go on says, and the exit codes of all commands.

use std::fmt;
use std::process::ExitCode;

use crate::history::StoreError;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// Done, and the answer is no: findings, below `--fail-under`, bad lines in a batch.
    No,
    /// The command line, the configuration or the bank is at fault.
    Usage,
    /// Something outside failed: a disk, a network that was the whole job.
    Outside,
    /// Ctrl-C.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::No => 1,
            Exit::Usage => 2,
            Exit::Outside => 3,
            Exit::Interrupted => 130,
        })
    }
}

/// Why a command can't go on: what happened and where, what to do next, and the exit code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What happened, where: lower case, no full stop.
    pub message: String,
    /// What to do next.
    pub hint: Option<String>,
    /// The exit code.
    pub exit: Exit,
}

impl Failure {
    /// The command line, the configuration or the bank is at fault.
    pub fn usage(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: None,
            exit: Exit::Usage,
        }
    }

    /// Something outside failed.
    pub fn outside(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: None,
            exit: Exit::Outside,
        }
    }

    /// The same with a hint.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: Some(hint.into()),
            ..self
        }
    }

    /// Message and hint on one line, for the error of a line in a batch.
    pub fn on_one_line(&self) -> String {
        match &self.hint {
            Some(hint) => format!("{}: {hint}", self.message),
            None => self.message.clone(),
        }
    }
}

impl From<StoreError> for Failure {
    /// What a refusal of the store means where the store was the whole job.
    fn from(error: StoreError) -> Self {
        let is_named_wrong = matches!(
            error,
            StoreError::NoSession(_) | StoreError::Finished(_) | StoreError::Running(_)
        );
        let failure = match is_named_wrong {
            true => Self::usage(error.to_string()),
            false => Self::outside(error.to_string()),
        };
        failure.hint(advice(&error))
    }
}

/// What to do about a refusal of the store.
pub(super) const fn advice(error: &StoreError) -> &'static str {
    match error {
        StoreError::NoSession(_) => "`viva history` lists the sessions",
        StoreError::Finished(_) => "`viva resume` goes on with the latest that was not finished",
        StoreError::Running(_) => "go on there, or end that program first",
        StoreError::Damaged { .. } => {
            "the file is left as it is; `viva history delete --all` keeps it aside and begins a new history"
        }
        StoreError::Newer { .. } => "update viva, or name another folder with --data-dir DIR",
        StoreError::Busy { .. } => "close the other program, then start again",
        StoreError::Full { .. } => {
            "make room on the disk, or name another folder with --data-dir DIR"
        }
        StoreError::Unreadable { .. } => {
            "it can't go on, and its answers are kept: `viva history show` reads them"
        }
        StoreError::Folder { .. } | StoreError::Refused { .. } => {
            "the folder must be readable and writable; --data-dir DIR names another one"
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "\n\nhint: {hint}"),
            None => Ok(()),
        }
    }
}
