//! The user's own editor: for an answer that outgrows the line, and for the files of a question.

use std::io::{self, Write};
use std::path::Path;
use std::process::Command;

/// Why the editor brought nothing back.
#[derive(Debug, thiserror::Error)]
pub enum EditorError {
    /// None is set.
    #[error("no editor is set: set VISUAL or EDITOR, for example EDITOR=nano")]
    NotSet,
    /// The command can't be split into words.
    #[error("the editor command `{0}` has an unclosed quote: set VISUAL or EDITOR anew")]
    Unreadable(String),
    /// It can't be started.
    #[error(
        "`{command}` can't be started ({error}): set VISUAL or EDITOR to an editor that is installed"
    )]
    NotStarted {
        /// The command.
        command: String,
        /// Why.
        error: io::Error,
    },
    /// It said that it failed.
    #[error("`{0}` ended with an error, so the text is as it was before")]
    Failed(String),
    /// The file between us can't be written or read.
    #[error("the text can't be handed over: {0}")]
    File(#[from] io::Error),
}

/// Opens the editor on the text and returns what it was made into.
pub(super) fn edit(command: Option<&str>, text: &str) -> Result<String, EditorError> {
    let mut file = tempfile::Builder::new()
        .prefix("viva-answer-")
        .suffix(".md")
        .tempfile()?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    // Closed while the editor runs: some systems let only one program open a file.
    let path = file.into_temp_path();
    edit_files(command, &[&path])?;
    let bytes = std::fs::read(&path)?;
    Ok(String::from_utf8_lossy(&bytes)
        .replace("\r\n", "\n")
        .trim_end()
        .to_owned())
}

/// Opens the editor on files, and waits until it is closed.
pub fn edit_files(command: Option<&str>, paths: &[&Path]) -> Result<(), EditorError> {
    let command = command.ok_or(EditorError::NotSet)?;
    let words = shlex::split(command).ok_or_else(|| EditorError::Unreadable(command.to_owned()))?;
    let (program, arguments) = words.split_first().ok_or(EditorError::NotSet)?;
    let status = Command::new(program)
        .args(arguments)
        .args(paths)
        .status()
        .map_err(|error| EditorError::NotStarted {
            command: command.to_owned(),
            error,
        })?;
    if status.success() {
        Ok(())
    } else {
        Err(EditorError::Failed(command.to_owned()))
    }
}
