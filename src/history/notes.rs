//! The notes of a session as they are exported.

use jiff::Timestamp;

use super::error::StoreError;
use super::resume::time;
use super::store::{Store, refused};
use crate::assessment::QuestionId;

/// A note with all that is kept of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenNote {
    /// The place in the session of the question that it was taken at, from 0.
    pub position: usize,
    /// That question.
    pub question: QuestionId,
    /// The note.
    pub text: String,
    /// When it was taken.
    pub written_at: Timestamp,
}

impl Store {
    /// The notes of a session with all that is kept of them, in order.
    ///
    /// # Errors
    /// When they can't be read.
    pub fn written_notes(&self, session: i64) -> Result<Vec<WrittenNote>, StoreError> {
        let read = || -> rusqlite::Result<Vec<WrittenNote>> {
            let mut statement = self.connection.prepare_cached(
                "SELECT position, question, text, written_at FROM notes WHERE session_id = ? ORDER BY id",
            )?;
            let rows = statement.query_map([session], |row| {
                Ok(WrittenNote {
                    position: row.get(0)?,
                    question: QuestionId::new(row.get::<_, String>(1)?),
                    text: row.get(2)?,
                    written_at: time(row, 3)?,
                })
            })?;
            rows.collect()
        };
        read().map_err(|error| refused(&self.path, error))
    }
}
