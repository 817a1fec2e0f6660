//! Looking at a history from outside: what it is, how large, and whether it is whole. It changes nothing and migrates nothing.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::error::StoreError;
use super::migrations::SCHEMA;
use super::store::{Store, refused};

/// What a history is, from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// Its file.
    pub path: PathBuf,
    /// The size of the file, in bytes.
    pub bytes: u64,
    /// The schema that it was written in; 0 for an empty file.
    pub schema: i64,
    /// The schema that this program writes.
    pub newest: i64,
    /// How many sessions it holds.
    pub sessions: u64,
    /// How many answers it holds, with second tries.
    pub answers: u64,
    /// Whether it can be written.
    pub is_writable: bool,
    /// What SQLite found damaged; none where it is whole.
    pub damage: Option<String>,
}

impl Store {
    /// Looks at the history of this folder; none where there is none.
    ///
    /// # Errors
    /// When it can't be opened or is no database, or a newer program wrote it.
    pub fn inspect(folder: &Path) -> Result<Option<Inspection>, StoreError> {
        let path = Self::path_in(folder);
        let Ok(metadata) = fs::metadata(&path) else {
            return Ok(None);
        };
        let inspection = look(&path, metadata.len()).map_err(|error| refused(&path, error))?;
        if inspection.schema > SCHEMA {
            return Err(StoreError::Newer {
                path,
                found: inspection.schema,
                known: SCHEMA,
            });
        }
        Ok(Some(inspection))
    }
}

fn look(path: &Path, bytes: u64) -> rusqlite::Result<Inspection> {
    // Opened for writing, so that SQLite takes away at the end what it keeps beside the file meanwhile.
    let flags = OpenFlags::default() & !OpenFlags::SQLITE_OPEN_CREATE;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.pragma_update(None, "query_only", true)?;
    let schema = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let damage = match connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)) {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt) => {
            Some(error.to_string())
        }
        checked => Some(checked?).filter(|found: &String| found != "ok"),
    };
    let count = |what: &str| -> rusqlite::Result<u64> {
        // What is damaged, or of a schema to come, is not read further.
        if damage.is_some() || !(1..=SCHEMA).contains(&schema) {
            return Ok(0);
        }
        connection.query_row(&format!("SELECT count(*) FROM {what}"), [], |row| {
            row.get(0)
        })
    };
    Ok(Inspection {
        path: path.to_owned(),
        bytes,
        schema,
        newest: SCHEMA,
        sessions: count("sessions")?,
        answers: count("attempts WHERE answer IS NOT NULL")?,
        is_writable: !connection.is_readonly("main")?,
        damage,
    })
}
