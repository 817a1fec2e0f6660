//! Why something could not be kept or found.

use std::io;
use std::path::PathBuf;

/// Why something could not be kept or found.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder can't be made or written.
    #[error("{}: {error}", path.display())]
    Folder {
        /// The folder or file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The file is no database, or a damaged one. It is left as it is.
    #[error("{}: not a database, or a damaged one", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// The file was written by a newer version.
    #[error("{}: written by a newer viva (schema {found}, this one reads {known})", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema that this program reads.
        known: i64,
    },
    /// Another program holds the file.
    #[error("{}: held by another program", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// There is no room left.
    #[error("{}: the disk is full", path.display())]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// The file can't be written: read-only, ...
    #[error("{}: {message}", path.display())]
    Refused {
        /// The file.
        path: PathBuf,
        /// Why, in SQLite's words.
        message: String,
    },
    /// Another program is running that session.
    #[error("session {0} is open in another viva")]
    Running(i64),
    /// There is no such session.
    #[error("there is no session {0}")]
    NoSession(i64),
    /// The session is over.
    #[error("session {0} is finished")]
    Finished(i64),
    /// A stored value can't be read back.
    #[error("session {session}: {what} can't be read back")]
    Unreadable {
        /// The session.
        session: i64,
        /// What.
        what: String,
    },
}
