//! Looking back at sessions, and deleting them.

use jiff::Timestamp;

use super::error::StoreError;
use super::record::State;
use super::resume::time;
use super::store::{Store, refused};
use crate::assessment::QuestionId;
use crate::grading::Score;
use crate::interview::Attempt;

/// A session in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Its number.
    pub session: i64,
    /// Its mode: `practice`, `interview`.
    pub mode: String,
    /// Where it stands.
    pub state: State,
    /// When it began.
    pub started_at: Timestamp,
    /// How many questions were tried: answered, or skipped.
    pub tried: usize,
    /// How many questions were answered.
    pub answered: usize,
    /// The mean score of the answers, by the last try at each question and without follow-ups; none where nothing was
    /// answered.
    pub mean: Option<Score>,
}

/// A note that was taken in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The id of the question that it was taken at.
    pub question: String,
    /// The note.
    pub text: String,
}

impl Store {
    /// Every session, latest first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn sessions(&self) -> Result<Vec<Kept>, StoreError> {
        let read = || -> rusqlite::Result<Vec<Kept>> {
            let mut statement = self.connection.prepare(
                "SELECT sessions.id, mode, state, started_at, count(tried.score), avg(tried.score),
                 (SELECT count(DISTINCT position) FROM attempts WHERE session_id = sessions.id) FROM sessions
                 LEFT JOIN attempts AS tried ON tried.session_id = sessions.id
                   AND trim(tried.answer) <> '' AND tried.model_answer_seen <> 'before'
                   AND NOT EXISTS (SELECT 1 FROM attempts AS later WHERE later.session_id = tried.session_id
                     AND later.position = tried.position AND later.take > tried.take AND trim(later.answer) <> '')
                 GROUP BY sessions.id ORDER BY sessions.id DESC",
            )?;
            let rows = statement.query_map([], |row| {
                Ok(Kept {
                    session: row.get(0)?,
                    mode: row.get(1)?,
                    state: State::of(&row.get::<_, String>(2)?),
                    started_at: time(row, 3)?,
                    tried: row.get(6)?,
                    answered: row.get(4)?,
                    mean: row.get::<_, Option<f64>>(5)?.map(Score::new),
                })
            })?;
            rows.collect()
        };
        read().map_err(|error| refused(&self.path, error))
    }

    /// The latest score of every question that was ever answered, in the order of their ids.
    ///
    /// # Errors
    /// When they can't be read.
    pub fn latest_scores(&self) -> Result<Vec<(QuestionId, Score)>, StoreError> {
        let read = || -> rusqlite::Result<Vec<(QuestionId, Score)>> {
            // SQLite takes the other columns from the row of the maximum.
            let mut statement = self.connection.prepare(
                "SELECT question, score, max(ended_at) FROM attempts
                 WHERE score IS NOT NULL AND trim(answer) <> '' AND model_answer_seen <> 'before'
                 GROUP BY question ORDER BY question",
            )?;
            let rows = statement.query_map([], |row| {
                Ok((
                    QuestionId::new(row.get::<_, String>(0)?),
                    Score::new(row.get(1)?),
                ))
            })?;
            rows.collect()
        };
        read().map_err(|error| refused(&self.path, error))
    }

    /// The attempts of a session, in order, whether it is finished or not.
    ///
    /// # Errors
    /// When there is no such session, or it can't be read.
    pub fn attempts(&self, session: i64) -> Result<Vec<Attempt>, StoreError> {
        self.must_exist(session)?;
        self.attempts_of(session)
    }

    /// The notes of a session, in order.
    ///
    /// # Errors
    /// When they can't be read.
    pub fn notes(&self, session: i64) -> Result<Vec<Note>, StoreError> {
        let read = || -> rusqlite::Result<Vec<Note>> {
            let mut statement = self
                .connection
                .prepare("SELECT question, text FROM notes WHERE session_id = ? ORDER BY id")?;
            let rows = statement.query_map([session], |row| {
                Ok(Note {
                    question: row.get(0)?,
                    text: row.get(1)?,
                })
            })?;
            rows.collect()
        };
        read().map_err(|error| refused(&self.path, error))
    }

    /// Deletes a session with all that belongs to it.
    ///
    /// # Errors
    /// When there is no such session, another program is running it, or it can't be deleted.
    pub fn delete(&self, session: i64) -> Result<(), StoreError> {
        self.must_exist(session)?;
        if self.is_running(session) {
            return Err(StoreError::Running(session));
        }
        self.connection
            .execute("DELETE FROM sessions WHERE id = ?", [session])
            .map(drop)
            .map_err(|error| refused(&self.path, error))
    }

    fn must_exist(&self, session: i64) -> Result<(), StoreError> {
        let found: i64 = self
            .connection
            .query_row(
                "SELECT count(*) FROM sessions WHERE id = ?",
                [session],
                |row| row.get(0),
            )
            .map_err(|error| refused(&self.path, error))?;
        if found == 0 {
            return Err(StoreError::NoSession(session));
        }
        Ok(())
    }
}
