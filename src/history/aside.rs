//! Finding out whether a file can be read whole, and keeping one aside that can't be, so that a new history can begin.
//! Nothing of it is deleted.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::error::StoreError;
use super::store::{Store, refused};

impl Store {
    /// The store itself, once every page of its file is checked: one that opens may be damaged further in.
    ///
    /// # Errors
    /// When it is damaged, or can't be read.
    pub fn checked(self) -> Result<Self, StoreError> {
        let found: String = self
            .connection
            .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
            .map_err(|error| refused(&self.path, error))?;
        if found != "ok" {
            return Err(StoreError::Damaged { path: self.path });
        }
        self.sessions()?;
        Ok(self)
    }

    /// Moves the file of this folder aside, with what SQLite keeps beside it, and tells where it is now.
    ///
    /// # Errors
    /// When it can't be moved.
    pub fn set_aside(folder: &Path, now: Timestamp) -> Result<PathBuf, StoreError> {
        let path = Self::path_in(folder);
        let beside = |path: &Path, end: &str| {
            let mut name = path.as_os_str().to_owned();
            name.push(end);
            PathBuf::from(name)
        };
        let stamp = now.strftime("%Y%m%dT%H%M%SZ").to_string();
        let aside = (0..)
            .map(|number| match number {
                0 => beside(&path, &format!(".damaged-{stamp}")),
                number => beside(&path, &format!(".damaged-{stamp}-{number}")),
            })
            .find(|aside| !aside.exists())
            .unwrap_or_else(|| beside(&path, ".damaged"));
        // The log first: should this stop half-way, the file is not read without it as if it were whole.
        for end in ["-wal", "-shm", ""] {
            let from = beside(&path, end);
            if from.exists() {
                fs::rename(&from, beside(&aside, end))
                    .map_err(|error| StoreError::Folder { path: from, error })?;
            }
        }
        Ok(aside)
    }
}
