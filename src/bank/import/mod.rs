//! Lists that people have, read as questions: text in, questions and what was left out. It reads no file and writes none.
//!
//! `detect` names the format; tables, JSON and Anki exports say which part is the question; Markdown and plain text become
//! blocks, and `outline` finds the questions among them.

mod anki;
mod block;
mod body;
mod code;
mod columns;
mod decode;
mod detect;
mod heading;
mod html;
mod json;
mod key;
mod key_marks;
mod label;
mod level;
mod markdown;
mod outline;
mod plain;
mod prose;
mod structure;
mod table;
#[cfg(test)]
mod tests;
mod tidy;
mod wording;

use std::collections::BTreeMap;

use super::author::asked_words;
use crate::assessment::Level;

pub use decode::{DecodeError, Decoded, decode};
pub use detect::Format;
pub use prose::prose;

/// A longer question is a text that something went wrong with, such as a quote that was never closed.
pub const LONGEST_PROMPT: usize = 2_000;
/// Of an answer so many bytes are kept: as many as a grade reads.
pub const LONGEST_ANSWER: usize = 64 * 1024;
/// So many questions are taken from one list.
pub const MOST_QUESTIONS: usize = 5_000;

/// So many parts that were left out are told one by one.
const MOST_TOLD: usize = 1_000;

/// A question of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Where it stands, from 1.
    pub line: usize,
    /// What is asked.
    pub prompt: String,
    /// The name that the list gives it, such as `Mutability`.
    pub title: Option<String>,
    /// Code that belongs to the question.
    pub code: Option<String>,
    /// The heading or category it stands under.
    pub topic: Option<String>,
    /// Its level, where the list says one.
    pub level: Option<Level>,
    /// The answer as it was written; empty where there is none.
    pub answer: String,
}

/// Something of a list that became no question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Where it stands, from 1.
    pub line: usize,
    /// What it is, and why it was left out.
    pub why: String,
    /// Whether it should have been a question.
    pub cause: Cause,
}

/// Why a part of a list became no question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// It asks nothing: an introduction, a footer.
    Aside,
    /// It can't be read as the question that it should be.
    Damaged,
}

/// What a list held.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// In the order of the list.
    pub questions: Vec<Found>,
    /// By line.
    pub left_out: Vec<LeftOut>,
}

impl Imported {
    fn leave_out(&mut self, line: usize, cause: Cause, why: impl Into<String>) {
        self.left_out.push(LeftOut {
            line,
            why: why.into(),
            cause,
        });
    }
}

/// Reads a list in a format.
pub fn read(format: Format, text: &str) -> Imported {
    let mut read = match format {
        Format::Plain => key::read(&tidy::without_marks(text), plain::blocks),
        Format::Markdown => key::read(&tidy::without_marks(text), markdown::blocks),
        Format::Table { delimiter } => table::read(text, delimiter),
        Format::Json => json::read(text),
        Format::JsonLines => json::read_lines(text),
        Format::Anki => anki::read(text),
    };
    read.questions.iter_mut().for_each(tidy::settle_choices);
    leave_contents(&mut read);
    let (kept, left_out) = std::mem::take(&mut read.questions)
        .into_iter()
        .map(within_limits)
        .fold((Vec::new(), read.left_out), |(mut kept, mut out), one| {
            match one {
                Ok((question, cut)) => {
                    out.extend(cut);
                    kept.push(question);
                }
                Err(left_out) => out.push(left_out),
            }
            (kept, out)
        });
    let mut read = Imported {
        questions: kept,
        left_out,
    };
    if let Some(line) = read.questions.get(MOST_QUESTIONS).map(|next| next.line) {
        let more = read.questions.len() - MOST_QUESTIONS;
        read.questions.truncate(MOST_QUESTIONS);
        read.leave_out(
            line,
            Cause::Damaged,
            format!(
                "{more} questions from here on: one list gives at most {MOST_QUESTIONS}, split it"
            ),
        );
    }
    // What should have been a question is told first where there is too much to tell.
    read.left_out
        .sort_by_key(|left_out| (left_out.cause == Cause::Aside, left_out.line));
    if let Some(first) = read.left_out.get(MOST_TOLD) {
        let (line, more) = (first.line, read.left_out.len() - MOST_TOLD);
        read.left_out.truncate(MOST_TOLD);
        read.leave_out(
            line,
            Cause::Aside,
            format!("{more} more parts from here on"),
        );
    }
    read.left_out.sort_by_key(|left_out| left_out.line);
    read
}

/// A question without an answer that is asked again further down, with one, is a line of the table of contents.
fn leave_contents(read: &mut Imported) {
    let answered: BTreeMap<String, usize> = read
        .questions
        .iter()
        .filter(|question| !question.answer.is_empty())
        .map(|question| (asked_words(&question.prompt), question.line))
        .collect();
    let left_out = &mut read.left_out;
    read.questions.retain(|question| {
        let again = answered
            .get(&asked_words(&question.prompt))
            .filter(|&&line| line > question.line);
        let is_contents = question.answer.is_empty() && again.is_some();
        if let Some(line) = again.filter(|_| is_contents) {
            left_out.push(LeftOut {
                line: question.line,
                why: format!("a line of the contents: asked and answered on line {line}"),
                cause: Cause::Aside,
            });
        }
        !is_contents
    });
}

/// A question that is not too long, with what was cut off its answer; or why it can't be one.
fn within_limits(mut question: Found) -> Result<(Found, Option<LeftOut>), LeftOut> {
    let damaged = |why: String| LeftOut {
        line: question.line,
        why,
        cause: Cause::Damaged,
    };
    let length = question.prompt.chars().count();
    if length > LONGEST_PROMPT {
        return Err(damaged(format!(
            "a question of {length} characters, more than {LONGEST_PROMPT}: {}",
            excerpt(&question.prompt)
        )));
    }
    if !question.prompt.contains(|c: char| !c.is_whitespace()) {
        return Err(damaged("no question in it".to_owned()));
    }
    let cut = (question.answer.len() > LONGEST_ANSWER).then(|| {
        damaged(format!(
            "the end of an answer of {} bytes: {LONGEST_ANSWER} are kept",
            question.answer.len()
        ))
    });
    let end = question.answer.floor_char_boundary(LONGEST_ANSWER);
    question.answer.truncate(end);
    Ok((question, cut))
}

/// The beginning of a text, quoted, on one line.
fn excerpt(text: &str) -> String {
    const SHOWN: usize = 60;
    let line = text
        .split_whitespace()
        .take(SHOWN)
        .collect::<Vec<_>>()
        .join(" ");
    let shown: String = line.chars().take(SHOWN).collect();
    let more = if shown.len() < line.len() { "…" } else { "" };
    format!("\"{shown}{more}\"")
}
