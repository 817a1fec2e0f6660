//! Grades by a later engine or rubric, in columns of their own: the grade of its day stays with each answer.

use rusqlite::params;

use super::error::StoreError;
use super::record::{GradeRecord, medium_of};
use super::store::{Store, refused};
use crate::assessment::{Answer, QuestionId};
use crate::grading::{ENGINE_VERSION, Grade, Score};

/// An answer that was graded on its day.
#[derive(Debug, Clone, PartialEq)]
pub struct GradedAnswer {
    /// Its row in the store.
    pub id: i64,
    /// What was answered.
    pub answer: Answer,
    /// The score of its day.
    pub score: Score,
    /// The hash of question, rubric and concepts that its latest grade was made by.
    pub content_hash: String,
    /// The engine of its latest grade.
    pub engine: String,
}

/// A later grade beside the one of its day.
#[derive(Debug, Clone, PartialEq)]
pub struct Regraded {
    /// The question's place in the session, from 0.
    pub position: usize,
    /// Which try it is, from 1.
    pub take: u32,
    /// The later score.
    pub score: Score,
    /// The engine that made it.
    pub engine: String,
    /// The hash of question, rubric and concepts that it was made by.
    pub content_hash: String,
}

impl Store {
    /// The questions that were tried, in all sessions or in these.
    ///
    /// # Errors
    /// When there is no such session, or they can't be read.
    pub fn tried_questions(&self, sessions: &[i64]) -> Result<Vec<QuestionId>, StoreError> {
        for session in sessions {
            self.must_exist(*session)?;
        }
        let read = || -> rusqlite::Result<Vec<QuestionId>> {
            self.connection
                .prepare(&format!(
                    "SELECT DISTINCT question FROM attempts WHERE true {} ORDER BY question",
                    among(sessions)
                ))?
                .query_map([], |row| row.get::<_, String>(0).map(QuestionId::new))?
                .collect()
        };
        read().map_err(|error| refused(&self.path, error))
    }

    /// The graded answers to a question, in all sessions or in these. An empty one is no answer.
    ///
    /// # Errors
    /// When they can't be read.
    pub fn graded_answers(
        &self,
        question: &QuestionId,
        sessions: &[i64],
    ) -> Result<Vec<GradedAnswer>, StoreError> {
        let read = || -> rusqlite::Result<Vec<GradedAnswer>> {
            let mut answers: Vec<GradedAnswer> = self
                .connection
                .prepare(&format!(
                    "SELECT id, answer, medium, score, coalesce(regraded_hash, content_hash), coalesce(regraded_engine, engine)
                     FROM attempts WHERE question = ? AND score IS NOT NULL AND answer IS NOT NULL {} ORDER BY id",
                    among(sessions)
                ))?
                .query_map([question.as_str()], |row| {
                    Ok(GradedAnswer {
                        id: row.get(0)?,
                        answer: Answer {
                            text: row.get(1)?,
                            medium: medium_of(&row.get::<_, String>(2)?),
                        },
                        score: Score::new(row.get(3)?),
                        content_hash: row.get(4)?,
                        engine: row.get(5)?,
                    })
                })?
                .collect::<Result<_, _>>()?;
            answers.retain(|graded| !graded.answer.text.trim().is_empty());
            Ok(answers)
        };
        read().map_err(|error| refused(&self.path, error))
    }

    /// Keeps grades by this engine beside those of their day, all of them or none.
    ///
    /// # Errors
    /// When they can't be written; nothing is changed then.
    pub fn record_regrades(
        &self,
        grades: &[(i64, Grade)],
        content_hash: &str,
    ) -> Result<(), StoreError> {
        let record = || -> rusqlite::Result<()> {
            let transaction = self.connection.unchecked_transaction()?;
            for (id, grade) in grades {
                transaction
                    .prepare_cached(
                        "UPDATE attempts SET regraded = ?, regraded_score = ?, regraded_engine = ?, regraded_hash = ? WHERE id = ?",
                    )?
                    .execute(params![
                        serde_json::to_string(&GradeRecord::of(grade)).ok(),
                        grade.score.points(),
                        ENGINE_VERSION,
                        content_hash,
                        id,
                    ])?;
            }
            transaction.commit()
        };
        record().map_err(|error| refused(&self.path, error))
    }

    /// The later grades of a session, in order.
    ///
    /// # Errors
    /// When they can't be read.
    pub fn regrades(&self, session: i64) -> Result<Vec<Regraded>, StoreError> {
        let read = || -> rusqlite::Result<Vec<Regraded>> {
            self.connection
                .prepare_cached(
                    "SELECT position, take, regraded_score, regraded_engine, regraded_hash FROM attempts
                     WHERE session_id = ? AND regraded_score IS NOT NULL ORDER BY id",
                )?
                .query_map([session], |row| {
                    Ok(Regraded {
                        position: row.get(0)?,
                        take: row.get(1)?,
                        score: Score::new(row.get(2)?),
                        engine: row.get(3)?,
                        content_hash: row.get(4)?,
                    })
                })?
                .collect()
        };
        read().map_err(|error| refused(&self.path, error))
    }
}

/// A condition that holds for the attempts of these sessions, or for all where none is named.
fn among(sessions: &[i64]) -> String {
    if sessions.is_empty() {
        return String::new();
    }
    let numbers: Vec<String> = sessions.iter().map(ToString::to_string).collect();
    format!("AND session_id IN ({})", numbers.join(", "))
}
