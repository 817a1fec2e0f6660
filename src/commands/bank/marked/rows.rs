//! The rows of a file of marked answers, each graded.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::assessment::Answer;
use crate::commands::Failure;
use crate::commands::grade::{Asked, Grader, Ready, medium_of, read_json};
use crate::grading::Score;
use crate::report::{Graded, Marked};

/// A marked answer as written, one a line.
#[derive(Deserialize)]
struct Written<'a> {
    answer: String,
    /// `typed` or `spoken`; typed where nothing is said.
    medium: Option<String>,
    human: f64,
    question: Option<String>,
    source: Option<String>,
    prompt: Option<String>,
    #[serde(borrow, default)]
    rubric: Option<&'a RawValue>,
    weights: Option<Vec<Option<f64>>>,
    reference: Option<String>,
    group: Option<String>,
    kind: Option<String>,
}

/// A marked answer with its grade, and what it was graded by.
pub(super) struct Row {
    /// The question, or any name for what it is compared with: by it the figures are counted.
    pub(super) group: String,
    pub(super) graded: Graded,
    /// The score that the learner's own phrases make, where these were asked for.
    pub(super) personal: Option<f64>,
    pub(super) asked: Asked,
    pub(super) ready: Arc<Ready>,
}

/// The grades of a file.
pub(super) struct Replayed {
    pub(super) file: String,
    pub(super) rows: Vec<Row>,
    /// Lines that could not be graded, as `path:line: message`.
    pub(super) errors: Vec<String>,
}

impl Replayed {
    /// What the figures are made of.
    pub(super) fn marked(&self) -> Vec<Marked> {
        let score = |row: &Row| Some(row.graded.grade.score.points());
        self.marked_by(score)
    }

    /// The same by the scores that the learner's own phrases make; empty where these were not asked for.
    pub(super) fn marked_with_phrases(&self) -> Vec<Marked> {
        self.marked_by(|row| row.personal)
    }

    fn marked_by(&self, score: impl Fn(&Row) -> Option<f64>) -> Vec<Marked> {
        let marked = |row: &Row| {
            Some(Marked {
                group: row.group.clone(),
                kind: row.graded.kind.clone(),
                human: row.graded.human,
                score: score(row)?,
            })
        };
        self.rows.iter().filter_map(marked).collect()
    }

    /// Several files as one.
    pub(super) fn joined(files: Vec<Self>) -> Self {
        let mut all = Self {
            file: format!("all {} files", files.len()),
            rows: Vec::new(),
            errors: Vec::new(),
        };
        for (number, file) in files.into_iter().enumerate() {
            // The same group name in two files may mean two questions.
            all.rows.extend(file.rows.into_iter().map(|row| Row {
                group: format!("{number} {}", row.group),
                ..row
            }));
            all.errors.extend(file.errors);
        }
        all
    }
}

pub(super) fn read(file: &Path) -> Result<String, Failure> {
    let shown = file.display();
    fs::read(file)
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .map_err(|error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::IsADirectory => {
                Failure::usage(format!("no file `{shown}`"))
                    .hint("name a file of marked answers, one JSON object a line")
            }
            _ => Failure::outside(format!("`{shown}` can't be read: {error}")),
        })
}

/// Grades every line of a file.
pub(super) fn replay(grader: &Grader, file: &Path, text: &str) -> Replayed {
    let shown = file.display().to_string();
    let lines: Vec<(usize, &str)> = (1..)
        .zip(text.trim_start_matches('\u{feff}').lines())
        .filter(|(_, line)| !line.trim().is_empty())
        .collect();
    let graded: Vec<Result<Row, String>> = lines
        .par_iter()
        .map(|(number, line)| {
            let place = format!("{shown}:{number}");
            grade(grader, line, &place).map_err(|message| format!("{place}: {message}"))
        })
        .collect();
    let mut replayed = Replayed {
        file: shown.clone(),
        rows: Vec::with_capacity(graded.len()),
        errors: Vec::new(),
    };
    for result in graded {
        match result {
            Ok(row) => replayed.rows.push(row),
            Err(error) => replayed.errors.push(error),
        }
    }
    replayed
}

fn grade(grader: &Grader, line: &str, place: &str) -> Result<Row, String> {
    let row: Written<'_> = read_json(line)?;
    if !(0.0..=100.0).contains(&row.human) {
        return Err(format!("`human` is {}: a mark is 0 to 100", row.human));
    }
    let asked = asked(&row)?;
    let answer = Answer {
        medium: medium_of(row.medium.as_deref())?,
        text: row.answer,
    };
    let (ready, grade) = grader.grade(&asked, &answer)?;
    let group = row
        .source
        .or(row.group)
        .or(row.question)
        .or(row.prompt)
        .unwrap_or_default();
    let personal = grader.is_personal().then(|| {
        let adjusted = grader.adjust(&ready, &answer);
        adjusted.map_or(grade.score, |adjusted| adjusted.score)
    });
    Ok(Row {
        group,
        personal: personal.map(Score::points),
        graded: Graded {
            place: place.to_owned(),
            kind: row.kind,
            human: row.human,
            answer,
            grade,
        },
        asked,
        ready,
    })
}

/// What a row is graded by: its question or source, else its rubric, else its reference.
fn asked(row: &Written<'_>) -> Result<Asked, String> {
    if let Some(name) = row.question.as_ref().or(row.source.as_ref()) {
        return Ok(Asked::Question(name.clone()));
    }
    let prompt = row.prompt.clone().ok_or(
        "nothing to grade by: give `question`, `source`, or `prompt` with `reference` or `rubric`",
    )?;
    if let Some(rubric) = row
        .rubric
        .and_then(|rubric| rubric_of(rubric, row.weights.as_deref()))
    {
        return Ok(Asked::Rubric {
            prompt,
            rubric,
            reference: String::new(),
        });
    }
    let reference = row
        .reference
        .clone()
        .ok_or("nothing to grade by: give `reference` or `rubric` beside `prompt`")?;
    Ok(Asked::Reference { prompt, reference })
}

/// A rubric as a request has it: an object as it stands, or one made of statements and weights; none of an empty list.
fn rubric_of(rubric: &RawValue, weights: Option<&[Option<f64>]>) -> Option<String> {
    let Ok(statements) = serde_json::from_str::<Vec<String>>(rubric.get()) else {
        return Some(rubric.get().to_owned());
    };
    let weights = weights.unwrap_or_default();
    let points: Vec<Value> = (0..)
        .zip(&statements)
        .map(|(number, statement): (usize, _)| {
            let mut point = serde_json::json!({ "statement": statement });
            if let Some(weight) = weights.get(number).copied().flatten() {
                point["weight"] = weight.into();
            }
            point
        })
        .collect();
    (!points.is_empty()).then(|| serde_json::json!({ "key_points": points }).to_string())
}
