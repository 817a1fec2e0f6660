//! Reading back what a session needs to go on.

use std::time::Duration;

use rusqlite::{OptionalExtension, Row, params};

use super::error::StoreError;
use super::record::{
    GradeRecord, KeyPointRecord, NewSession, SessionOptions, State, Unfinished, medium_of,
};
use super::store::{Store, refused};
use crate::assessment::{Answer, QuestionId};
use crate::grading::{Grade, Score};
use crate::interview::{Attempt, ModelAnswerSeen, ProbeTaken};

/// A session as it was stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// Its number.
    pub session: i64,
    /// What it began with.
    pub began: NewSession,
    /// What was tried so far, in order.
    pub attempts: Vec<Attempt>,
}

/// The sessions that can be gone on with, found by the index of these.
pub(super) const UNFINISHED: &str = "SELECT id, mode, plan, started_at, state, (SELECT count(DISTINCT position) FROM attempts WHERE session_id = sessions.id AND NOT warm_up), options
     FROM sessions WHERE state <> 'finished' ORDER BY id DESC";

impl Store {
    /// The sessions that can be gone on with, latest first. One that another program is running is not among them.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn unfinished(&self) -> Result<Vec<Unfinished>, StoreError> {
        let read = || -> rusqlite::Result<Vec<Unfinished>> {
            let mut statement = self.connection.prepare(UNFINISHED)?;
            statement
                .query_map([], |row| {
                    let plan: Vec<String> =
                        serde_json::from_str(&row.get::<_, String>(2)?).unwrap_or_default();
                    let options: SessionOptions =
                        serde_json::from_str(&row.get::<_, String>(6)?).unwrap_or_default();
                    Ok(Unfinished {
                        session: row.get(0)?,
                        mode: row.get(1)?,
                        planned: options.minutes.is_none().then(|| {
                            let questions = plan.len().saturating_sub(options.warm_up.into());
                            questions.min(options.count.unwrap_or(questions))
                        }),
                        started_at: time(row, 3)?,
                        paused: row.get::<_, String>(4)? == State::Paused.name(),
                        tried: row.get(5)?,
                    })
                })?
                .collect()
        };
        let mut found = read().map_err(|error| refused(&self.path, error))?;
        found.retain(|unfinished| unfinished.paused || !self.is_running(unfinished.session));
        Ok(found)
    }

    /// Reads a session to go on with it.
    ///
    /// # Errors
    /// When there is none of that number, it is finished, or it can't be read.
    pub fn load(&self, session: i64) -> Result<Stored, StoreError> {
        let found = self
            .connection
            .query_row(
                "SELECT mode, plan, seed, options, state FROM sessions WHERE id = ?",
                [session],
                |row| {
                    Ok((
                        row.get::<_, String>(0)?,
                        row.get::<_, String>(1)?,
                        row.get::<_, String>(2)?,
                        row.get::<_, String>(3)?,
                        row.get::<_, String>(4)?,
                    ))
                },
            )
            .optional()
            .map_err(|error| refused(&self.path, error))?;
        let Some((mode, plan, seed, options, state)) = found else {
            return Err(StoreError::NoSession(session));
        };
        if state == State::Finished.name() {
            return Err(StoreError::Finished(session));
        }
        let unreadable = |what: &str| StoreError::Unreadable {
            session,
            what: what.to_owned(),
        };
        let began = NewSession {
            mode,
            plan: serde_json::from_str(&plan).map_err(|_| unreadable("the plan"))?,
            seed: seed.parse().map_err(|_| unreadable("the seed"))?,
            options: serde_json::from_str::<SessionOptions>(&options)
                .map_err(|_| unreadable("the options"))?,
        };
        Ok(Stored {
            session,
            began,
            attempts: self.attempts_of(session)?,
        })
    }

    pub(super) fn attempts_of(&self, session: i64) -> Result<Vec<Attempt>, StoreError> {
        let read = || -> rusqlite::Result<Vec<(i64, Attempt)>> {
            let mut statement = self.connection.prepare(
                "SELECT id, position, take, question, content_hash, answer, medium, asked_at, ended_at, hints, model_answer_seen, grade, disputed, warm_up, estimate
                 FROM attempts WHERE session_id = ? ORDER BY id",
            )?;
            statement.query_map([session], attempt)?.collect()
        };
        let mut attempts = Vec::new();
        for (id, mut attempt) in read().map_err(|error| refused(&self.path, error))? {
            attempt.probes = self
                .probes_of(id)
                .map_err(|error| refused(&self.path, error))?;
            attempts.push(attempt);
        }
        Ok(attempts)
    }

    fn probes_of(&self, attempt: i64) -> rusqlite::Result<Vec<ProbeTaken>> {
        let mut statement = self.connection.prepare(
            "SELECT key_point_index, prompt, answer, medium, score_before, verdict, grade, seconds FROM probes WHERE attempt_id = ? ORDER BY number",
        )?;
        let probes = statement.query_map(params![attempt], |row| {
            let key_point = serde_json::from_str::<KeyPointRecord>(&row.get::<_, String>(5)?)
                .ok()
                .and_then(KeyPointRecord::into_key_point);
            let (Some(key_point), Some(after)) = (key_point, grade(&row.get::<_, String>(6)?))
            else {
                return Ok(None);
            };
            Ok(Some(ProbeTaken {
                key_point,
                index: row.get(0)?,
                prompt: row.get(1)?,
                answer: Answer {
                    text: row.get(2)?,
                    medium: medium_of(&row.get::<_, String>(3)?),
                },
                took: Duration::try_from_secs_f64(row.get(7)?).unwrap_or_default(),
                before: Score::new(row.get(4)?),
                after,
            }))
        })?;
        probes.filter_map(Result::transpose).collect()
    }
}

fn attempt(row: &Row<'_>) -> rusqlite::Result<(i64, Attempt)> {
    let text: Option<String> = row.get(5)?;
    let medium = medium_of(&row.get::<_, String>(6)?);
    Ok((
        row.get(0)?,
        Attempt {
            position: row.get(1)?,
            take: row.get(2)?,
            question: QuestionId::new(row.get::<_, String>(3)?),
            content_hash: row.get(4)?,
            answer: text.map(|text| Answer { text, medium }),
            asked_at: time(row, 7)?,
            ended_at: time(row, 8)?,
            hints: row.get(9)?,
            model_answer_seen: ModelAnswerSeen::from_name(&row.get::<_, String>(10)?)
                .unwrap_or_default(),
            grade: row.get::<_, Option<String>>(11)?.as_deref().and_then(grade),
            probes: Vec::new(),
            disputed: row.get(12)?,
            warm_up: row.get(13)?,
            estimate: row.get(14)?,
        },
    ))
}

fn grade(json: &str) -> Option<Grade> {
    serde_json::from_str::<GradeRecord>(json)
        .ok()
        .and_then(GradeRecord::into_grade)
}

pub(super) fn time(row: &Row<'_>, column: usize) -> rusqlite::Result<jiff::Timestamp> {
    let text: String = row.get(column)?;
    text.parse().map_err(|error: jiff::Error| {
        rusqlite::Error::FromSqlConversionFailure(
            column,
            rusqlite::types::Type::Text,
            Box::new(error),
        )
    })
}
