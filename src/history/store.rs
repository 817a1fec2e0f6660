//! Writing: every answer in one transaction of its own, so that what was shown is what was kept.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior, params};

use super::cards;
use super::error::StoreError;
use super::lock::SessionLock;
use super::migrations::migrate;
use super::record::{GradeRecord, KeyPointRecord, NewSession, State};
use crate::assessment::QuestionId;
use crate::grading::{ENGINE_VERSION, Verdict};
use crate::interview::{Attempt, ProbeTaken};

/// How long to wait for another program that is writing.
const PATIENCE: Duration = Duration::from_millis(1500);

/// The store of all sessions.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
    folder: PathBuf,
    locks: Vec<(i64, SessionLock)>,
}

impl Store {
    /// The store's file in a data folder.
    pub fn path_in(folder: &Path) -> PathBuf {
        folder.join("viva.db")
    }

    /// Opens the store in this folder, making both where they are missing.
    ///
    /// # Errors
    /// When the folder or file can't be used. A damaged file is left as it is.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        fs::create_dir_all(folder).map_err(|error| StoreError::Folder {
            path: folder.to_owned(),
            error,
        })?;
        Self::connect(folder, OpenFlags::default())
    }

    /// Opens the store in this folder if there is one; makes nothing. Where nothing can be written, it can still be read.
    ///
    /// # Errors
    /// When there is a file and it can't be used.
    pub fn open_existing(folder: &Path) -> Result<Option<Self>, StoreError> {
        if !Self::path_in(folder).exists() {
            return Ok(None);
        }
        let flags = OpenFlags::default() & !OpenFlags::SQLITE_OPEN_CREATE;
        match Self::connect(folder, flags) {
            Err(refusal @ StoreError::Refused { .. }) => {
                Self::only_to_read(folder).map_or(Err(refusal), |store| Ok(Some(store)))
            }
            opened => opened.map(Some),
        }
    }

    fn connect(folder: &Path, flags: OpenFlags) -> Result<Self, StoreError> {
        let path = Self::path_in(folder);
        let open = || -> rusqlite::Result<Connection> {
            let mut connection = Connection::open_with_flags(&path, flags)?;
            connection.busy_timeout(PATIENCE)?;
            // A transaction that reads before it writes would be refused at once where another program wrote in between.
            connection.set_transaction_behavior(TransactionBehavior::Immediate);
            connection.pragma_update(None, "foreign_keys", true)?;
            // With the log, a reader never waits for a writer; FULL, because a graded answer must survive a power cut.
            connection.pragma_update(None, "journal_mode", "wal")?;
            connection.pragma_update(None, "synchronous", "full")?;
            Ok(connection)
        };
        let mut connection = open().map_err(|error| refused(&path, error))?;
        migrate(&mut connection, &path)?;
        Ok(Self::of(connection, folder))
    }

    /// The store of a folder, once it is open.
    pub(super) fn of(connection: Connection, folder: &Path) -> Self {
        let path = Self::path_in(folder);
        Self {
            connection,
            path,
            folder: folder.to_owned(),
            locks: Vec::new(),
        }
    }

    /// Begins a session and holds its lock; returns its number.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn begin(&mut self, session: &NewSession, now: Timestamp) -> Result<i64, StoreError> {
        let json = |value: serde_json::Result<String>| value.unwrap_or_default();
        let plan: Vec<&str> = session.plan.iter().map(QuestionId::as_str).collect();
        // The lock is taken inside the transaction, so that no one sees a running session without one.
        let transaction = self
            .connection
            .transaction()
            .map_err(|error| refused(&self.path, error))?;
        transaction
            .execute(
                "INSERT INTO sessions (mode, plan, seed, options, state, started_at) VALUES (?, ?, ?, ?, ?, ?)",
                params![
                    session.mode,
                    json(serde_json::to_string(&plan)),
                    session.seed.to_string(),
                    json(serde_json::to_string(&session.options)),
                    State::Running.name(),
                    now.to_string(),
                ],
            )
            .map_err(|error| refused(&self.path, error))?;
        let number = transaction.last_insert_rowid();
        let lock = take_lock(&self.folder, number)?;
        transaction
            .commit()
            .map_err(|error| refused(&self.path, error))?;
        self.locks.push((number, lock));
        Ok(number)
    }

    /// Takes an unfinished session over: holds its lock and marks it as running.
    ///
    /// # Errors
    /// When another program runs it, or it can't be written.
    pub fn take_over(&mut self, session: i64) -> Result<(), StoreError> {
        let lock = take_lock(&self.folder, session)?;
        self.locks.push((session, lock));
        self.execute(
            "UPDATE sessions SET state = ?, ended_at = NULL WHERE id = ?",
            params![State::Running.name(), session],
        )
    }

    /// Marks a session as paused or finished and releases its lock.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn end(&mut self, session: i64, state: State, now: Timestamp) -> Result<(), StoreError> {
        let ended = self.execute(
            "UPDATE sessions SET state = ?, ended_at = ? WHERE id = ?",
            params![state.name(), now.to_string(), session],
        );
        self.locks.retain(|(locked, _)| *locked != session);
        ended
    }

    /// Keeps an attempt with its grade and what it makes of the question's card. `day` is the learner's local day.
    ///
    /// # Errors
    /// When it can't be written; nothing of it is then.
    pub fn record(&self, session: i64, attempt: &Attempt, day: Date) -> Result<(), StoreError> {
        let record = || -> rusqlite::Result<()> {
            let transaction = self.connection.unchecked_transaction()?;
            insert(&transaction, session, attempt, day)?;
            if attempt.counts() {
                cards::renew(&transaction, attempt.question.as_str())?;
            }
            transaction.commit()
        };
        record().map_err(|error| refused(&self.path, error))
    }

    /// Keeps what was said about an attempt after it was recorded.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn amend(&self, session: i64, attempt: &Attempt) -> Result<(), StoreError> {
        self.execute(
            "UPDATE attempts SET model_answer_seen = ?, estimate = ?,
             disputed = ? OR EXISTS (SELECT 1 FROM overruled WHERE attempt_id = attempts.id)
             WHERE session_id = ? AND position = ? AND take = ?",
            params![
                attempt.model_answer_seen.name(),
                attempt.estimate,
                attempt.disputed,
                session,
                attempt.position,
                attempt.take
            ],
        )
    }

    /// Keeps a probe with its attempt.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn record_probe(
        &self,
        session: i64,
        (position, take): (usize, u32),
        number: usize,
        probe: &ProbeTaken,
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO probes (attempt_id, number, key_point, key_point_index, prompt, answer, medium, score_before, score_after, verdict, grade, seconds, day)
             SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, day FROM attempts WHERE session_id = ? AND position = ? AND take = ?",
            params![
                number,
                probe.key_point.id,
                probe.index,
                probe.prompt,
                probe.answer.text,
                probe.answer.medium.name(),
                probe.before.points(),
                probe.after.score.points(),
                serde_json::to_string(&KeyPointRecord::of(&probe.key_point)).unwrap_or_default(),
                serde_json::to_string(&GradeRecord::of(&probe.after)).unwrap_or_default(),
                probe.took.as_secs_f64(),
                session,
                position,
                take,
            ],
        )
    }

    /// Keeps a note.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn record_note(
        &self,
        session: i64,
        (position, question): (usize, &str),
        text: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO notes (session_id, position, question, text, written_at) VALUES (?, ?, ?, ?, ?)",
            params![session, position, question, text, now.to_string()],
        )
    }

    pub(super) fn execute(
        &self,
        statement: &str,
        values: impl rusqlite::Params,
    ) -> Result<(), StoreError> {
        self.connection
            .execute(statement, values)
            .map(drop)
            .map_err(|error| refused(&self.path, error))
    }

    /// The data folder that it is in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn is_running(&self, session: i64) -> bool {
        SessionLock::is_held(&self.folder, session)
    }
}

fn take_lock(folder: &Path, session: i64) -> Result<SessionLock, StoreError> {
    SessionLock::take(folder, session)
        .map_err(|error| StoreError::Folder {
            path: folder.to_owned(),
            error,
        })?
        .ok_or(StoreError::Running(session))
}

/// What SQLite's refusal means for the user.
pub(super) fn refused(path: &Path, error: rusqlite::Error) -> StoreError {
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => StoreError::Damaged { path },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy { path },
        Some(ErrorCode::ReadOnly) => StoreError::Refused {
            path,
            message: "can't be written".to_owned(),
        },
        Some(ErrorCode::DiskFull) => StoreError::Full { path },
        Some(ErrorCode::CannotOpen) => StoreError::Refused {
            path,
            message: "can't be opened".to_owned(),
        },
        // Every value was written by us, so one that can't be read back was changed by something else.
        _ if is_unreadable(&error) => StoreError::Damaged { path },
        _ => StoreError::Refused {
            path,
            message: error.to_string(),
        },
    }
}

fn is_unreadable(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::{
        FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error,
    };
    matches!(
        error,
        FromSqlConversionFailure(..)
            | IntegralValueOutOfRange(..)
            | InvalidColumnType(..)
            | Utf8Error(..)
    )
}

/// Inserts an attempt with the points that it missed.
fn insert(
    connection: &Connection,
    session: i64,
    attempt: &Attempt,
    day: Date,
) -> rusqlite::Result<()> {
    let grade = attempt.grade.as_ref();
    let seconds = attempt
        .ended_at
        .duration_since(attempt.asked_at)
        .as_secs_f64()
        .max(0.0);
    connection
        .prepare_cached(
            "INSERT INTO attempts (session_id, position, take, question, content_hash, engine, answer, medium, asked_at, ended_at, seconds, hints, model_answer_seen, score, band, confidence, grade, disputed, day, warm_up, counts, estimate)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            session,
            attempt.position,
            attempt.take,
            attempt.question.as_str(),
            attempt.content_hash,
            ENGINE_VERSION,
            attempt.answer.as_ref().map(|answer| &answer.text),
            attempt.answer.as_ref().map(|answer| answer.medium).unwrap_or_default().name(),
            attempt.asked_at.to_string(),
            attempt.ended_at.to_string(),
            seconds,
            attempt.hints,
            attempt.model_answer_seen.name(),
            grade.map(|grade| grade.score.points()),
            grade.map(|grade| grade.band().name()),
            grade.map(|grade| grade.confidence.value()),
            grade.and_then(|grade| serde_json::to_string(&GradeRecord::of(grade)).ok()),
            attempt.disputed,
            day.to_string(),
            attempt.warm_up,
            attempt.counts(),
            attempt.estimate,
        ])?;
    let id = connection.last_insert_rowid();
    let points = grade
        .filter(|_| attempt.counts())
        .map(|grade| &grade.key_points);
    let missed = points
        .into_iter()
        .flatten()
        .filter(|point| matches!(point.verdict, Verdict::Missing | Verdict::Contradicted));
    for point in missed {
        connection
            .prepare_cached("INSERT OR IGNORE INTO missed (attempt_id, key_point) VALUES (?, ?)")?
            .execute(params![id, point.id])?;
    }
    Ok(())
}
