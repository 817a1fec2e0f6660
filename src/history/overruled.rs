//! Verdicts that the learner overruled, the phrases that did it, and what phrases made of answers. A grade is never touched.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::record::EvidenceRecord;
use super::resume::time;
use super::store::{Store, refused};
use crate::assessment::QuestionId;
use crate::grading::{Adjusted, Claim, ENGINE_VERSION, Overruled, Phrase, Score, Verdict};

/// Where an attempt stands: its session, the question's place in it from 0, and which try it is from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The session.
    pub session: i64,
    /// The question's place in it, from 0.
    pub position: usize,
    /// Which try it is, from 1.
    pub take: u32,
}

/// A verdict that the learner overruled, with the phrase that is kept of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overruling {
    /// Its number.
    pub number: i64,
    /// The attempt.
    pub place: Place,
    /// The question.
    pub question: QuestionId,
    /// What it is about, and the words.
    pub phrase: Phrase,
    /// The point or belief as it was worded then.
    pub statement: String,
    /// The verdict that was overruled: `missing`, `partial`, `contradicted`, `held`.
    pub verdict: String,
    /// When.
    pub written_at: Timestamp,
}

/// What phrases made of an attempt, beside its grade.
#[derive(Debug, Clone, PartialEq)]
pub struct Worked {
    /// The attempt.
    pub place: Place,
    /// The hash of question, rubric and concepts that it was worked out by.
    pub bank: String,
    /// The engine.
    pub engine: String,
    /// What they made of it.
    pub adjusted: Adjusted,
}

const OVERRULINGS: &str = "SELECT overruled.id, session_id, position, take, overruled.question, kind, claim, words, pattern, statement, verdict, written_at
     FROM overruled JOIN attempts ON attempts.id = attempt_id";

const WORKED: &str =
    "SELECT session_id, position, take, bank, adjusted.engine, adjusted.score, overruled
     FROM adjusted JOIN attempts ON attempts.id = attempt_id";

impl Store {
    /// Keeps an overruling with what it makes of its attempt, both or nothing; its number here. None where the attempt is not kept,
    /// or the same was overruled by the same phrase before.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn overrule(
        &self,
        new: &Overruling,
        worked: Option<&Worked>,
    ) -> Result<Option<i64>, StoreError> {
        let write = || -> rusqlite::Result<Option<i64>> {
            let transaction = self.connection.unchecked_transaction()?;
            let Some(attempt) = attempt_at(&transaction, new.place)? else {
                return Ok(None);
            };
            let claim = &new.phrase.claim;
            let written = transaction.execute(
                "INSERT OR IGNORE INTO overruled (attempt_id, question, kind, claim, statement, verdict, words, pattern, written_at)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    attempt,
                    new.question.as_str(),
                    claim.kind(),
                    claim.id(),
                    new.statement,
                    new.verdict,
                    new.phrase.words,
                    new.phrase.pattern,
                    new.written_at.to_string(),
                ],
            )?;
            if written == 0 {
                return Ok(None);
            }
            let number = transaction.last_insert_rowid();
            transaction.execute("UPDATE attempts SET disputed = 1 WHERE id = ?", [attempt])?;
            write_worked(&transaction, attempt, worked)?;
            transaction.commit()?;
            Ok(Some(number))
        };
        write().map_err(|error| refused(&self.path, error))
    }

    /// Takes overrulings back, with what is left of their phrases in other answers, all of it or nothing. An attempt of which
    /// nothing is overruled any more is no longer disputed.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn withdraw(
        &self,
        numbers: &[i64],
        left: &[(Place, Option<Worked>)],
    ) -> Result<(), StoreError> {
        let write = || -> rusqlite::Result<()> {
            // The words of an answer do not stay behind in the file.
            self.connection.pragma_update(None, "secure_delete", true)?;
            let transaction = self.connection.unchecked_transaction()?;
            for number in numbers {
                transaction.execute(
                    "UPDATE attempts SET disputed = 0 WHERE id = (SELECT attempt_id FROM overruled WHERE id = ?1)
                     AND NOT EXISTS (SELECT 1 FROM overruled WHERE attempt_id = attempts.id AND id <> ?1)",
                    [number],
                )?;
                transaction.execute("DELETE FROM overruled WHERE id = ?", [number])?;
            }
            for (place, worked) in left {
                if let Some(attempt) = attempt_at(&transaction, *place)? {
                    write_worked(&transaction, attempt, worked.as_ref())?;
                }
            }
            transaction.commit()
        };
        write().map_err(|error| refused(&self.path, error))
    }

    /// Keeps what phrases make of an attempt; where they make nothing of it, nothing is kept.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn record_worked(&self, place: Place, worked: Option<&Worked>) -> Result<(), StoreError> {
        let write = || -> rusqlite::Result<()> {
            let transaction = self.connection.unchecked_transaction()?;
            if let Some(attempt) = attempt_at(&transaction, place)? {
                write_worked(&transaction, attempt, worked)?;
            }
            transaction.commit()
        };
        write().map_err(|error| refused(&self.path, error))
    }

    /// All overrulings, in the order of their making.
    ///
    /// # Errors
    /// When they can't be read.
    pub fn overrulings(&self) -> Result<Vec<Overruling>, StoreError> {
        let read = || -> rusqlite::Result<Vec<Overruling>> {
            self.connection
                .prepare_cached(&format!("{OVERRULINGS} ORDER BY overruled.id"))?
                .query_map([], overruling)?
                .collect()
        };
        read().map_err(|error| refused(&self.path, error))
    }

    /// What phrases made of the attempts of a session, in order.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn worked(&self, session: i64) -> Result<Vec<Worked>, StoreError> {
        self.all_worked("WHERE session_id = ?", &session.to_string())
    }

    /// What phrases made of the attempts at a question, in order.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn worked_of_question(&self, question: &QuestionId) -> Result<Vec<Worked>, StoreError> {
        self.all_worked("WHERE attempts.question = ?", question.as_str())
    }

    fn all_worked(&self, condition: &str, value: &str) -> Result<Vec<Worked>, StoreError> {
        let read = || -> rusqlite::Result<Vec<Worked>> {
            let mut statement =
                (self.connection).prepare(&format!("{WORKED} {condition} ORDER BY attempts.id"))?;
            let rows = statement.query_map([value], worked)?;
            // One that can't be read back is none: it can be worked out again.
            let found: Result<Vec<Option<Worked>>, _> = rows.collect();
            Ok(found?.into_iter().flatten().collect())
        };
        read().map_err(|error| refused(&self.path, error))
    }
}

fn attempt_at(connection: &Connection, place: Place) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached(
            "SELECT id FROM attempts WHERE session_id = ? AND position = ? AND take = ?",
        )?
        .query_row(params![place.session, place.position, place.take], |row| {
            row.get(0)
        })
        .optional()
}

fn write_worked(
    connection: &Connection,
    attempt: i64,
    worked: Option<&Worked>,
) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM adjusted WHERE attempt_id = ?", [attempt])?;
    let Some(worked) = worked.filter(|worked| !worked.adjusted.overruled.is_empty()) else {
        return Ok(());
    };
    let overruled: Vec<OverruledRecord> = (worked.adjusted.overruled.iter())
        .map(OverruledRecord::of)
        .collect();
    connection.execute(
        "INSERT INTO adjusted (attempt_id, score, bank, engine, overruled) VALUES (?, ?, ?, ?, ?)",
        params![
            attempt,
            worked.adjusted.score.points(),
            worked.bank,
            worked.engine,
            serde_json::to_string(&overruled).unwrap_or_default(),
        ],
    )?;
    Ok(())
}

fn place(row: &Row<'_>, from: usize) -> rusqlite::Result<Place> {
    Ok(Place {
        session: row.get(from)?,
        position: row.get(from + 1)?,
        take: row.get(from + 2)?,
    })
}

fn overruling(row: &Row<'_>) -> rusqlite::Result<Overruling> {
    let (kind, id): (String, String) = (row.get(5)?, row.get(6)?);
    Ok(Overruling {
        number: row.get(0)?,
        place: place(row, 1)?,
        question: QuestionId::new(row.get::<_, String>(4)?),
        phrase: Phrase {
            // The store allows no other kind.
            claim: Claim::of(&kind, &id).unwrap_or(Claim::KeyPoint(id)),
            words: row.get(7)?,
            pattern: row.get(8)?,
        },
        statement: row.get(9)?,
        verdict: row.get(10)?,
        written_at: time(row, 11)?,
    })
}

fn worked(row: &Row<'_>) -> rusqlite::Result<Option<Worked>> {
    let records: Option<Vec<OverruledRecord>> =
        serde_json::from_str(&row.get::<_, String>(6)?).ok();
    let overruled: Option<Vec<Overruled>> =
        records.and_then(|records| records.into_iter().map(OverruledRecord::read).collect());
    let Some(overruled) = overruled else {
        return Ok(None);
    };
    Ok(Some(Worked {
        place: place(row, 0)?,
        bank: row.get(3)?,
        engine: row.get(4)?,
        adjusted: Adjusted {
            score: Score::new(row.get(5)?),
            overruled,
            gone: Vec::new(),
        },
    }))
}

impl Worked {
    /// What phrases make of an attempt now, by a rubric of this hash.
    pub fn now(place: Place, bank: &str, adjusted: Adjusted) -> Self {
        Self {
            place,
            bank: bank.to_owned(),
            engine: ENGINE_VERSION.to_owned(),
            adjusted,
        }
    }
}

/// An overruled verdict as it is stored.
#[derive(Debug, Serialize, Deserialize)]
struct OverruledRecord {
    kind: String,
    id: String,
    phrase: String,
    pattern: String,
    statement: String,
    verdict: String,
    evidence: EvidenceRecord,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    probe: Option<usize>,
}

impl OverruledRecord {
    fn of(overruled: &Overruled) -> Self {
        Self {
            kind: overruled.phrase.claim.kind().to_owned(),
            id: overruled.phrase.claim.id().to_owned(),
            phrase: overruled.phrase.words.clone(),
            pattern: overruled.phrase.pattern.clone(),
            statement: overruled.statement.clone(),
            verdict: overruled.verdict.to_owned(),
            evidence: EvidenceRecord::of(&overruled.evidence),
            probe: overruled.probe,
        }
    }

    fn read(self) -> Option<Overruled> {
        let verdicts = [Verdict::Missing, Verdict::Partial, Verdict::Contradicted];
        let mut names = (verdicts.into_iter().map(Verdict::name)).chain(["held"]);
        Some(Overruled {
            phrase: Phrase {
                claim: Claim::of(&self.kind, &self.id)?,
                words: self.phrase,
                pattern: self.pattern,
            },
            statement: self.statement,
            verdict: names.find(|name| *name == self.verdict)?,
            evidence: self.evidence.read()?,
            probe: self.probe,
        })
    }
}
