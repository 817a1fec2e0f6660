//! `viva bank check --marked`: replays answers that people marked, and prints how far the grades agree.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::assessment::Answer;
use crate::cli::SharedArgs;
use crate::commands::grade::{Asked, Grader, medium_of, read_json};
use crate::commands::open_bank::{exit_of, open_bank};
use crate::commands::output::print;
use crate::commands::{Exit, Failure};
use crate::report::{Agreement, Marked, json_line};
use crate::terminal::clean;

/// A marked answer as written, one a line.
#[derive(Deserialize)]
struct Row<'a> {
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

/// The grades of a file.
struct Replayed {
    file: String,
    answers: Vec<Marked>,
    /// Lines that could not be graded, as `path:line: message`.
    errors: Vec<String>,
}

#[derive(Serialize)]
struct FileJson<'a> {
    file: &'a str,
    of: usize,
    errors: usize,
    #[serde(flatten)]
    agreement: &'a Agreement,
}

/// Replays each file, and all of them together where there are several.
pub(super) fn run(files: &[PathBuf], shared: &SharedArgs) -> Result<Exit, Failure> {
    let texts: Vec<String> = files
        .iter()
        .map(|file| read(file))
        .collect::<Result<_, _>>()?;
    let grader = Grader::new(open_bank(shared));
    let mut all = Replayed {
        file: format!("all {} files", files.len()),
        answers: Vec::new(),
        errors: Vec::new(),
    };
    for (number, (file, text)) in files.iter().zip(&texts).enumerate() {
        let replayed = replay(&grader, file, text);
        tell(&replayed, shared)?;
        // The same group name in two files may mean two questions.
        all.answers
            .extend(replayed.answers.into_iter().map(|answer| Marked {
                group: format!("{number} {}", answer.group),
                ..answer
            }));
        all.errors.extend(replayed.errors);
    }
    if files.len() > 1 {
        tell(&all, shared)?;
    }
    for error in &all.errors {
        anstream::eprintln!("{}", clean(error));
    }
    let exit = if all.errors.is_empty() {
        Exit::Done
    } else {
        Exit::No
    };
    Ok(exit_of(grader.bank(), exit))
}

fn read(file: &Path) -> Result<String, Failure> {
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

fn tell(replayed: &Replayed, shared: &SharedArgs) -> Result<(), Failure> {
    let agreement = Agreement::of(&replayed.answers);
    let of = replayed.answers.len() + replayed.errors.len();
    let text = if shared.json {
        json_line(&FileJson {
            file: &replayed.file,
            of,
            errors: replayed.errors.len(),
            agreement: &agreement,
        }) + "\n"
    } else {
        clean(&format!(
            "{}: graded {} of {of}\n{agreement}",
            replayed.file, agreement.graded
        ))
    };
    print(&text)
}

fn replay(grader: &Grader, file: &Path, text: &str) -> Replayed {
    let shown = file.display().to_string();
    let lines: Vec<(usize, &str)> = (1..)
        .zip(text.trim_start_matches('\u{feff}').lines())
        .filter(|(_, line)| !line.trim().is_empty())
        .collect();
    let graded: Vec<Result<Marked, String>> = lines
        .par_iter()
        .map(|(number, line)| {
            grade(grader, line).map_err(|message| format!("{shown}:{number}: {message}"))
        })
        .collect();
    let mut replayed = Replayed {
        file: shown.clone(),
        answers: Vec::with_capacity(graded.len()),
        errors: Vec::new(),
    };
    for result in graded {
        match result {
            Ok(marked) => replayed.answers.push(marked),
            Err(error) => replayed.errors.push(error),
        }
    }
    replayed
}

fn grade(grader: &Grader, line: &str) -> Result<Marked, String> {
    let row: Row<'_> = read_json(line)?;
    if !(0.0..=100.0).contains(&row.human) {
        return Err(format!("`human` is {}: a mark is 0 to 100", row.human));
    }
    let asked = asked(&row)?;
    let answer = Answer {
        medium: medium_of(row.medium.as_deref())?,
        text: row.answer,
    };
    let (_, grade) = grader.grade(&asked, &answer)?;
    let group = row
        .source
        .or(row.group)
        .or(row.question)
        .or(row.prompt)
        .unwrap_or_default();
    Ok(Marked {
        group,
        kind: row.kind,
        human: row.human,
        score: grade.score.points(),
    })
}

/// What a row is graded by: its question or source, else its rubric, else its reference.
fn asked(row: &Row<'_>) -> Result<Asked, String> {
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
