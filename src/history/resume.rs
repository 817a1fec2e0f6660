//! Reading back what a session needs to go on.

use std::time::Duration;

use rusqlite::{OptionalExtension, Row};

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

/// The attempts of a session, in order.
const ATTEMPTS: &str = "SELECT id, position, take, question, content_hash, answer, medium, asked_at, ended_at, hints, model_answer_seen, grade, disputed, warm_up, estimate
     FROM attempts WHERE session_id = ? ORDER BY id";

/// The probes of a session, in the order of its attempts.
const PROBES: &str = "SELECT attempt_id, key_point_index, prompt, answer, medium, score_before, verdict, grade, seconds
     FROM probes WHERE attempt_id IN (SELECT id FROM attempts WHERE session_id = ?) ORDER BY attempt_id, number";

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
            plan: serde_json::from_str::<Vec<String>>(&plan)
                .map_err(|_| unreadable("the plan"))?
                .into_iter()
                .map(QuestionId::new)
                .collect(),
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
        let read = || -> rusqlite::Result<Vec<Attempt>> {
            let mut attempts: Vec<(i64, Attempt)> = self
                .connection
                .prepare_cached(ATTEMPTS)?
                .query_map([session], attempt)?
                .collect::<Result<_, _>>()?;
            let mut statement = self.connection.prepare_cached(PROBES)?;
            // Both stand in the order of the attempts' numbers.
            let mut probes = statement.query_map([session], probe)?.peekable();
            for (id, attempt) in &mut attempts {
                while let Some(of_attempt) =
                    probes.next_if(|row| row.as_ref().map_or(true, |(of, _)| of == id))
                {
                    attempt.probes.extend(of_attempt?.1);
                }
            }
            Ok(attempts.into_iter().map(|(_, attempt)| attempt).collect())
        };
        read().map_err(|error| refused(&self.path, error))
    }
}

/// A probe with the number of its attempt; none in place of one that can't be read back.
fn probe(row: &Row<'_>) -> rusqlite::Result<(i64, Option<ProbeTaken>)> {
    let key_point = serde_json::from_str::<KeyPointRecord>(&row.get::<_, String>(6)?)
        .ok()
        .and_then(KeyPointRecord::into_key_point);
    let (Some(key_point), Some(after)) = (key_point, grade(&row.get::<_, String>(7)?)) else {
        return Ok((row.get(0)?, None));
    };
    let probe = ProbeTaken {
        key_point,
        index: row.get(1)?,
        prompt: row.get(2)?,
        answer: Answer {
            text: row.get(3)?,
            medium: medium_of(&row.get::<_, String>(4)?),
        },
        took: Duration::try_from_secs_f64(row.get(8)?).unwrap_or_default(),
        before: Score::new(row.get(5)?),
        after,
    };
    Ok((row.get(0)?, Some(probe)))
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
