//! A history that can be read and not written: on a medium that is read-only, or in another user's folder.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::migrations::SCHEMA;
use super::store::Store;

impl Store {
    /// The store of a folder, to be read and left exactly as it is; none where there is none of this schema.
    pub fn read_only(folder: &Path) -> Option<Self> {
        Self::only_to_read(folder)
    }

    /// The store of a folder in which nothing can be written; none where it can't be read that way either, or is of another
    /// schema.
    pub(super) fn only_to_read(folder: &Path) -> Option<Self> {
        let path = Self::path_in(folder);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let schema = |connection: &Connection| -> rusqlite::Result<i64> {
            connection.pragma_query_value(None, "user_version", |row| row.get(0))
        };
        let is_ours = |connection: &Connection| schema(connection).is_ok_and(|at| at == SCHEMA);
        let connection = Connection::open_with_flags(&path, flags).ok()?;
        if is_ours(&connection) {
            return Some(Self::of(connection, folder));
        }
        // With nothing in its log the file alone is the history, and SQLite need not make the files beside it.
        let log = path.with_extension("db-wal");
        if log.metadata().is_ok_and(|log| log.len() > 0) {
            return None;
        }
        let address = format!("file:{}?immutable=1", escaped(&path)?);
        let connection =
            Connection::open_with_flags(address, flags | OpenFlags::SQLITE_OPEN_URI).ok()?;
        is_ours(&connection).then(|| Self::of(connection, folder))
    }
}

/// A path as it stands in the address of a file.
fn escaped(path: &Path) -> Option<String> {
    let path = path.to_str()?.replace('%', "%25");
    Some(path.replace('?', "%3f").replace('#', "%23"))
}
