//! Looking back at sessions, and deleting them.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::{Connection, Params};

use super::cards;
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
    /// Its mode: `practice`, `review`, `interview`.
    pub mode: String,
    /// Where it stands.
    pub state: State,
    /// A program is running it at this moment.
    pub running: bool,
    /// When it began.
    pub started_at: Timestamp,
    /// How many questions were tried: answered, or skipped.
    pub tried: usize,
    /// How many questions were answered.
    pub answered: usize,
    /// The mean score of the answers that count, by the last try at each question and with what its follow-ups recovered, as the
    /// session itself said at its end; none where nothing was answered.
    pub mean: Option<Score>,
}

impl Kept {
    /// Where it stands, as people say it: `running`, `interrupted`, `paused`, `finished`.
    pub const fn state_name(&self) -> &'static str {
        match self.state {
            State::Running if !self.running => "interrupted",
            state => state.name(),
        }
    }
}

/// A note that was taken in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
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
    /// Every session, latest first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn sessions(&self) -> Result<Vec<Kept>, StoreError> {
        self.kept("", [])
    }

    /// One session.
    ///
    /// # Errors
    /// When there is no such session, or it can't be read.
    pub fn session(&self, session: i64) -> Result<Kept, StoreError> {
        let found = self.kept("WHERE sessions.id = ?", [session])?;
        found
            .into_iter()
            .next()
            .ok_or(StoreError::NoSession(session))
    }

    /// The latest session with an answer that counts.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn latest_answered(&self) -> Result<Option<Kept>, StoreError> {
        let latest = "WHERE sessions.id = (SELECT max(session_id) FROM attempts WHERE counts)";
        Ok(self.kept(latest, [])?.into_iter().next())
    }

    /// The latest session that got further than its warm-up: a question was answered or skipped.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn latest_tried(&self) -> Result<Option<i64>, StoreError> {
        let latest = "SELECT max(session_id) FROM attempts WHERE NOT warm_up";
        self.connection
            .query_row(latest, [], |row| row.get(0))
            .map_err(|error| refused(&self.path, error))
    }

    /// The sessions that a condition holds for, latest first.
    fn kept(&self, condition: &str, values: impl Params) -> Result<Vec<Kept>, StoreError> {
        let read = || -> rusqlite::Result<Vec<Kept>> {
            let mut statement = self.connection.prepare(&format!(
                "SELECT sessions.id, mode, state, started_at, count(tried.score),
                 avg(coalesce((SELECT score_after FROM probes WHERE attempt_id = tried.id ORDER BY number DESC LIMIT 1), tried.score)),
                 (SELECT count(DISTINCT position) FROM attempts WHERE session_id = sessions.id) FROM sessions
                 LEFT JOIN attempts AS tried ON tried.session_id = sessions.id AND tried.counts
                   AND NOT EXISTS (SELECT 1 FROM attempts AS later WHERE later.session_id = tried.session_id
                     AND later.position = tried.position AND later.take > tried.take AND later.counts)
                 {condition} GROUP BY sessions.id ORDER BY sessions.id DESC",
            ))?;
            let rows = statement.query_map(values, |row| {
                let session = row.get(0)?;
                let state = State::of(&row.get::<_, String>(2)?);
                Ok(Kept {
                    session,
                    mode: row.get(1)?,
                    running: state == State::Running && self.is_running(session),
                    state,
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
                "SELECT question, score, max(id) FROM attempts WHERE counts GROUP BY question ORDER BY question",
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
                .prepare("SELECT position, question, text, written_at FROM notes WHERE session_id = ? ORDER BY id")?;
            let rows = statement.query_map([session], |row| {
                Ok(Note {
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

    /// Whether a session can be deleted.
    ///
    /// # Errors
    /// When there is no such session, or another program is running it.
    pub fn may_delete(&self, session: i64) -> Result<(), StoreError> {
        self.must_exist(session)?;
        if self.is_running(session) {
            return Err(StoreError::Running(session));
        }
        Ok(())
    }

    /// Deletes sessions with all that belongs to them: all of them or none. What they held is overwritten in the file.
    ///
    /// # Errors
    /// When they can't be deleted.
    pub fn delete(&self, sessions: &[i64]) -> Result<(), StoreError> {
        let delete = || -> rusqlite::Result<()> {
            self.connection.pragma_update(None, "secure_delete", true)?;
            let transaction = self.connection.unchecked_transaction()?;
            let mut questions = BTreeSet::new();
            for session in sessions {
                questions.extend(questions_of(&transaction, *session)?);
                transaction.execute("DELETE FROM sessions WHERE id = ?", [session])?;
            }
            for question in questions {
                cards::renew(&transaction, &question)?;
            }
            transaction.commit()?;
            // What was deleted may still stand in the log.
            self.connection
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        };
        delete().map_err(|error| refused(&self.path, error))
    }

    pub(super) fn must_exist(&self, session: i64) -> Result<(), StoreError> {
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

/// The questions that a session tried.
fn questions_of(connection: &Connection, session: i64) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare_cached("SELECT DISTINCT question FROM attempts WHERE session_id = ?")?
        .query_map([session], |row| row.get(0))?
        .collect()
}
