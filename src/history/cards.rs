//! The schedule in the store: one card a question, made anew from the attempts that count whenever one is added or
//! deleted, so that cards and attempts never tell two stories.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::types::Type;
use rusqlite::{Connection, Row, params};

use super::due::Rating;
use super::error::StoreError;
use super::schedule::{Card, Review, Scheduler, fit, to_learn_from};
use super::store::{Store, refused};
use crate::assessment::QuestionId;
use crate::grading::Score;

/// The questions that have an answer that counts.
pub(super) const QUESTIONS: &str =
    "SELECT DISTINCT question FROM attempts WHERE counts ORDER BY question";

/// The day of the newest answer to a question.
pub(super) const NEWEST: &str = "SELECT day, max(id) FROM attempts WHERE question = ? AND counts";

/// The answers to a question up to a day, in the order of their days.
pub(super) const REVIEWS: &str = "SELECT day, score, hints FROM attempts
     WHERE question = ? AND counts AND day <= ? ORDER BY day, id";

/// A card with its question, seen from a day.
#[derive(Debug, Clone, PartialEq)]
pub struct CardOf {
    /// The question.
    pub question: QuestionId,
    /// Its card.
    pub card: Card,
    /// The chance, 0 to 1, that it is recalled on that day.
    pub recall: f32,
}

impl Store {
    /// Every card as it was on a day, in the order of the questions' ids. What was reviewed after that day, by a clock that
    /// was ahead, is left out of account.
    ///
    /// # Errors
    /// When they can't be read.
    pub fn cards(&self, day: Date) -> Result<Vec<CardOf>, StoreError> {
        let read = || -> rusqlite::Result<Vec<CardOf>> {
            let scheduler = scheduler(&self.connection)?;
            let mut statement = self.connection.prepare_cached(
                "SELECT question, stability, difficulty, first_day, last_day, due FROM cards ORDER BY question",
            )?;
            let stored: Vec<(String, Card)> = statement
                .query_map([], |row| Ok((row.get(0)?, card(row)?)))?
                .collect::<Result<_, _>>()?;
            let mut cards = Vec::with_capacity(stored.len());
            for (question, stored) in stored {
                let card = if stored.last_day <= day {
                    Some(stored)
                } else {
                    scheduler.card(&reviews(&self.connection, &question, day)?)
                };
                cards.extend(card.map(|card| CardOf {
                    question: QuestionId::new(question),
                    recall: scheduler.recall(&card, day),
                    card,
                }));
            }
            Ok(cards)
        };
        read().map_err(|error| refused(&self.path, error))
    }

    /// Aims at this chance of recall (0.7 to 0.99) from now on; every card is made anew when it was another one.
    ///
    /// # Errors
    /// When it can't be written; nothing is changed then.
    pub fn aim_at(&self, retention: f64) -> Result<(), StoreError> {
        let aim = || -> rusqlite::Result<()> {
            // Mostly it is the same, and then nothing is written: another program may be writing, or nobody may.
            let aimed: f64 =
                self.connection
                    .query_row("SELECT retention FROM schedule", [], |row| row.get(0))?;
            if aimed == retention {
                return Ok(());
            }
            let transaction = self.connection.unchecked_transaction()?;
            transaction.execute("UPDATE schedule SET retention = ?", [retention])?;
            rebuild(&transaction)?;
            transaction.commit()
        };
        aim().map_err(|error| refused(&self.path, error))
    }

    /// Fits the schedule to this history and makes every card anew; tells how many reviews there were to learn from, and
    /// whether they were enough.
    ///
    /// # Errors
    /// When it can't be read or written; nothing is changed then.
    pub fn fit_schedule(&self, now: Timestamp) -> Result<Fitted, StoreError> {
        let fit = || -> rusqlite::Result<Fitted> {
            let mut histories = Vec::new();
            for question in questions(&self.connection)? {
                histories.push(reviews(&self.connection, &question, Date::MAX)?);
            }
            let reviews = to_learn_from(&histories);
            // Outside of any transaction: this takes seconds, and meanwhile others may save their answers.
            let Some(parameters) = fit(&histories) else {
                return Ok(Fitted {
                    reviews,
                    is_fitted: false,
                });
            };
            let transaction = self.connection.unchecked_transaction()?;
            transaction.execute(
                "UPDATE schedule SET parameters = ?, fitted_at = ?, fitted_to = ?",
                params![
                    serde_json::to_string(&parameters).unwrap_or_default(),
                    now.to_string(),
                    reviews
                ],
            )?;
            rebuild(&transaction)?;
            transaction.commit()?;
            Ok(Fitted {
                reviews,
                is_fitted: true,
            })
        };
        fit().map_err(|error| refused(&self.path, error))
    }
}

/// What came of fitting the schedule to a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fitted {
    /// Reviews there were to learn from: all but the first of each question.
    pub reviews: usize,
    /// Whether they were enough.
    pub is_fitted: bool,
}

/// Makes the card of a question anew, seen from the day of its newest attempt.
pub(super) fn renew(connection: &Connection, question: &str) -> rusqlite::Result<()> {
    let newest: Option<String> = connection
        .prepare_cached(NEWEST)?
        .query_row([question], |row| row.get(0))?;
    let today = newest.and_then(|day| day.parse().ok()).unwrap_or(Date::MAX);
    let reviews = reviews(connection, question, today)?;
    let Some(card) = scheduler(connection)?.card(&reviews) else {
        connection.execute("DELETE FROM cards WHERE question = ?", [question])?;
        return Ok(());
    };
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO cards (question, stability, difficulty, first_day, last_day, due) VALUES (?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            question,
            card.stability,
            card.difficulty,
            card.first_day.to_string(),
            card.last_day.to_string(),
            card.due.to_string(),
        ])
        .map(drop)
}

/// Makes every card anew.
pub(super) fn rebuild(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM cards", [])?;
    for question in questions(connection)? {
        renew(connection, &question)?;
    }
    Ok(())
}

fn questions(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare(QUESTIONS)?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// The reviews of a question up to a day, in the order of their days: the first answer of each day, because what comes
/// after it has seen the grade.
fn reviews(connection: &Connection, question: &str, today: Date) -> rusqlite::Result<Vec<Review>> {
    let mut statement = connection.prepare_cached(REVIEWS)?;
    let mut rows = statement.query(params![question, today.to_string()])?;
    let mut reviews: Vec<Review> = Vec::new();
    while let Some(row) = rows.next()? {
        let day = day(row, 0)?;
        if reviews.last().is_none_or(|last| last.day < day) {
            reviews.push(Review {
                day,
                rating: Rating::of(Score::new(row.get(1)?), row.get(2)?),
            });
        }
    }
    Ok(reviews)
}

fn scheduler(connection: &Connection) -> rusqlite::Result<Scheduler> {
    let (retention, parameters): (f32, Option<String>) = connection
        .prepare_cached("SELECT retention, parameters FROM schedule")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let parameters: Vec<f32> = parameters
        .and_then(|json| serde_json::from_str(&json).ok())
        .unwrap_or_default();
    Ok(Scheduler::new(&parameters, retention))
}

fn card(row: &Row<'_>) -> rusqlite::Result<Card> {
    Ok(Card {
        stability: row.get(1)?,
        difficulty: row.get(2)?,
        first_day: day(row, 3)?,
        last_day: day(row, 4)?,
        due: day(row, 5)?,
    })
}

/// A day, as it stands in a column.
pub(super) fn day(row: &Row<'_>, column: usize) -> rusqlite::Result<Date> {
    let text: String = row.get(column)?;
    text.parse().map_err(|error: jiff::Error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
    })
}
