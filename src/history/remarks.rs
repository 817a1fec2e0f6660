//! What a language model said of an attempt. It is kept with it and moves no score.

use jiff::civil::Date;
use rusqlite::params;

use super::cards::day;
use super::error::StoreError;
use super::store::{Store, refused};

/// What kind of remark it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemarkKind {
    /// A narrative about the answer.
    Narrative,
    /// A second opinion, as JSON.
    Opinion,
    /// A reply to what the candidate said about the grade.
    Discussion,
}

impl RemarkKind {
    /// The name in the store and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Narrative => "narrative",
            Self::Opinion => "opinion",
            Self::Discussion => "discussion",
        }
    }

    /// The kind of that name; the store allows no other.
    fn of(name: &str) -> Self {
        [Self::Opinion, Self::Discussion]
            .into_iter()
            .find(|kind| kind.name() == name)
            .unwrap_or(Self::Narrative)
    }
}

/// What a language model said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The kind.
    pub kind: RemarkKind,
    /// The model, as the endpoint was asked for it.
    pub model: String,
    /// Name and version of the prompt.
    pub prompt: String,
    /// The learner's local day.
    pub day: Date,
    /// What the candidate had said, in a discussion.
    pub asked: Option<String>,
    /// What was shown, as Markdown; of an opinion the JSON.
    pub text: String,
    /// Whether it came to its end.
    pub is_complete: bool,
}

/// A remark with the place of its attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRemark {
    /// The question's place in the session, from 0.
    pub position: usize,
    /// Which try it is, from 1.
    pub take: u32,
    /// The remark.
    pub remark: Remark,
}

impl Store {
    /// Keeps a remark with the attempt of that session, position and take.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn record_remark(
        &self,
        session: i64,
        (position, take): (usize, u32),
        remark: &Remark,
    ) -> Result<(), StoreError> {
        self.connection
            .execute(
                "INSERT INTO remarks (attempt_id, kind, model, prompt, day, asked, text, complete)
                 SELECT id, ?, ?, ?, ?, ?, ?, ? FROM attempts WHERE session_id = ? AND position = ? AND take = ?",
                params![
                    remark.kind.name(),
                    remark.model,
                    remark.prompt,
                    remark.day.to_string(),
                    remark.asked,
                    remark.text,
                    remark.is_complete,
                    session,
                    position,
                    take,
                ],
            )
            .map(drop)
            .map_err(|error| refused(&self.path, error))
    }

    /// The remarks of a session, in order.
    ///
    /// # Errors
    /// When they can't be read.
    pub fn remarks(&self, session: i64) -> Result<Vec<KeptRemark>, StoreError> {
        let read = || -> rusqlite::Result<Vec<KeptRemark>> {
            self.connection
                .prepare_cached(
                    "SELECT position, take, kind, model, prompt, remarks.day, asked, text, complete
                     FROM attempts JOIN remarks ON attempt_id = attempts.id WHERE session_id = ? ORDER BY remarks.id",
                )?
                .query_map([session], |row| {
                    Ok(KeptRemark {
                        position: row.get(0)?,
                        take: row.get(1)?,
                        remark: Remark {
                            kind: RemarkKind::of(&row.get::<_, String>(2)?),
                            model: row.get(3)?,
                            prompt: row.get(4)?,
                            day: day(row, 5)?,
                            asked: row.get(6)?,
                            text: row.get(7)?,
                            is_complete: row.get(8)?,
                        },
                    })
                })?
                .collect()
        };
        read().map_err(|error| refused(&self.path, error))
    }
}
