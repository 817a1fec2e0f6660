//! What statistics read of a period. Grades take up nearly all of a history, so nothing here reads a row of `attempts` or
//! `probes`: indexes hold all that is asked for, but for the wording of the few key points that are shown.

use std::collections::HashMap;
use std::time::Duration;

use jiff::civil::Date;
use rusqlite::types::ValueRef;
use rusqlite::{OptionalExtension, Params, Row, Transaction, TransactionBehavior};
use serde::Deserialize;

use super::cards::{CardOf, day};
use super::due::Rating;
use super::error::StoreError;
use super::store::{Store, refused};
use crate::assessment::QuestionId;
use crate::grading::Score;
use crate::interview::{Answered, AnswersTo, MissedPoint, Practiced};

/// Every attempt of a period, in the order of its days.
pub(super) const ATTEMPTS: &str =
    "SELECT day, counts, question, score, estimate, seconds, session_id, position, take, hints, id
     FROM attempts WHERE day BETWEEN ? AND ?";

/// The seconds that the follow-ups of a period took.
pub(super) const FOLLOW_UPS: &str = "SELECT total(seconds) FROM probes WHERE day BETWEEN ? AND ?";

/// The days up to a day that have an answer that counts, latest first: one look-up for each.
pub(super) const DAYS: &str = "WITH RECURSIVE answered (day) AS (
       SELECT max(day) FROM attempts WHERE counts = 1 AND day <= ?
       UNION ALL
       SELECT (SELECT max(day) FROM attempts WHERE counts = 1 AND day < answered.day) FROM answered WHERE day IS NOT NULL
     )
     SELECT day FROM answered WHERE day IS NOT NULL";

/// What the attempts from one number to another missed, in the order of these numbers.
pub(super) const MISSED: &str =
    "SELECT attempt_id, key_point FROM missed WHERE attempt_id BETWEEN ? AND ? ORDER BY attempt_id";

/// The grade of an attempt.
pub(super) const GRADE: &str = "SELECT grade FROM attempts WHERE id = ?";

impl Store {
    /// What was practised from one day to another, both included. `cards` are those of the last day.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn practiced(
        &self,
        from: Date,
        today: Date,
        cards: &[CardOf],
    ) -> Result<Practiced, StoreError> {
        let read = || -> rusqlite::Result<Practiced> {
            // One moment of the history for all of it, whoever writes meanwhile.
            let _moment =
                Transaction::new_unchecked(&self.connection, TransactionBehavior::Deferred)?;
            let mut period = Period::default();
            let days = (from.to_string(), today.to_string());
            self.each(ATTEMPTS, (&days.0, &days.1), |row| period.add(row))?;
            let follow_ups: f64 =
                self.connection
                    .query_row(FOLLOW_UPS, (&days.0, &days.1), |row| row.get(0))?;
            let mut answered_days = Vec::new();
            self.each(DAYS, [&days.1], |row| {
                answered_days.push(day(row, 0)?);
                Ok(())
            })?;
            let missed = self.missed_in(&mut period)?;
            let first_days: HashMap<&str, Date> = cards
                .iter()
                .map(|of| (of.question.as_str(), of.card.first_day))
                .collect();
            Ok(Practiced {
                from,
                today,
                took: Duration::try_from_secs_f64(period.seconds + follow_ups).unwrap_or_default(),
                answers: period
                    .questions
                    .into_iter()
                    .map(|(question, answers)| AnswersTo {
                        first_day: first_days.get(question.as_str()).copied(),
                        question: QuestionId::new(question),
                        answers,
                    })
                    .collect(),
                days: answered_days,
                missed,
                due: cards
                    .iter()
                    .map(|of| (of.question.clone(), of.card.due))
                    .collect(),
            })
        };
        read().map_err(|error| refused(&self.path, error))
    }

    /// What a key point says, as an answer was graded by it; none when that can't be told any more.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn statement(&self, answer: i64, key_point: &str) -> Result<Option<String>, StoreError> {
        let grade: Option<Option<String>> = self
            .connection
            .query_row(GRADE, [answer], |row| row.get(0))
            .optional()
            .map_err(|error| refused(&self.path, error))?;
        let points: Option<Points> = grade
            .flatten()
            .and_then(|grade| serde_json::from_str(&grade).ok());
        Ok(points.and_then(|grade| {
            let found = grade
                .key_points
                .into_iter()
                .find(|point| point.id == key_point);
            found.map(|point| point.statement)
        }))
    }

    /// The key points that the answers of a period missed, each with how often.
    fn missed_in(&self, period: &mut Period) -> rusqlite::Result<Vec<MissedPoint>> {
        period.numbers.sort_unstable();
        let (Some(first), Some(last)) = (period.numbers.first(), period.numbers.last()) else {
            return Ok(Vec::new());
        };
        let mut missed: Vec<Vec<MissedPoint>> = vec![Vec::new(); period.questions.len()];
        // Both stand in the order of the attempts' numbers, so one pass over both joins them.
        let mut answers = period.numbers.iter().peekable();
        self.each(MISSED, (first.0, last.0), |row| {
            let number: i64 = row.get(0)?;
            while answers.next_if(|answer| answer.0 < number).is_some() {}
            let Some((_, day, question)) = answers.peek().filter(|answer| answer.0 == number)
            else {
                return Ok(());
            };
            let key_point = row.get_ref(1)?.as_str()?;
            let of_question = &mut missed[*question];
            match of_question
                .iter_mut()
                .find(|point| point.key_point == key_point)
            {
                Some(point) => {
                    point.times += 1;
                    point.last_day = point.last_day.max(*day);
                    point.last_answer = number;
                }
                None => of_question.push(MissedPoint {
                    question: QuestionId::new(&period.questions[*question].0),
                    key_point: key_point.to_owned(),
                    times: 1,
                    last_day: *day,
                    last_answer: number,
                    statement: None,
                }),
            }
            Ok(())
        })?;
        Ok(missed.into_iter().flatten().collect())
    }

    /// Runs over the rows of a query.
    fn each(
        &self,
        query: &str,
        values: impl Params,
        mut take: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare_cached(query)?;
        let mut rows = statement.query(values)?;
        while let Some(row) = rows.next()? {
            take(row)?;
        }
        Ok(())
    }
}

/// The attempts of a period as they are read.
#[derive(Default)]
struct Period {
    /// The time of all attempts.
    seconds: f64,
    /// The answers that count, by question.
    questions: Vec<(String, Vec<Answered>)>,
    /// Where a question stands among them.
    places: HashMap<String, usize>,
    /// For each answer that counts its number, its day and the place of its question.
    numbers: Vec<(i64, Date, usize)>,
    /// The day of the latest row, as text and as a day: most rows have the day of the one before.
    day: Option<(String, Date)>,
}

impl Period {
    fn add(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        self.seconds += row.get::<_, f64>(5)?;
        let (true, Some(score)) = (row.get(1)?, row.get::<_, Option<f64>>(3)?) else {
            return Ok(());
        };
        let score = Score::new(score);
        let answered = Answered {
            day: self.day(row)?,
            number: row.get(10)?,
            session: row.get(6)?,
            position: row.get(7)?,
            take: row.get(8)?,
            score,
            estimate: row.get(4)?,
            is_recalled: Rating::of(score, row.get(9)?).is_recalled(),
        };
        let place = self.place(row.get_ref(2)?.as_str()?);
        self.numbers.push((answered.number, answered.day, place));
        self.questions[place].1.push(answered);
        Ok(())
    }

    fn place(&mut self, question: &str) -> usize {
        if let Some(place) = self.places.get(question) {
            return *place;
        }
        let place = self.questions.len();
        self.places.insert(question.to_owned(), place);
        self.questions.push((question.to_owned(), Vec::new()));
        place
    }

    fn day(&mut self, row: &Row<'_>) -> rusqlite::Result<Date> {
        if let Some((text, day)) = &self.day
            && row.get_ref(0)? == ValueRef::Text(text.as_bytes())
        {
            return Ok(*day);
        }
        let day = day(row, 0)?;
        self.day = Some((row.get(0)?, day));
        Ok(day)
    }
}

/// As much of a stored grade as tells what its key points say.
#[derive(Deserialize)]
struct Points {
    key_points: Vec<Point>,
}

#[derive(Deserialize)]
struct Point {
    id: String,
    statement: String,
}
