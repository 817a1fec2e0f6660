//! `viva bank check --marked`: replays answers that people marked; prints how far the grades agree, and what an author can do
//! about it.

mod rows;
mod text;

use std::collections::BTreeMap;
use std::path::PathBuf;

use rayon::prelude::*;
use serde::Serialize;

use crate::assessment::{Kind, MarkedSample};
use crate::bank::Bank;
use crate::cli::SharedArgs;
use crate::commands::grade::{Asked, grader_of};
use crate::commands::open_bank::exit_of;
use crate::commands::output::{print, print_json};
use crate::commands::wiring::{look, settings};
use crate::commands::{Exit, Failure};
use crate::report::{Agreement, Case, Details, json_line};
use crate::terminal::{Look, clean};
use rows::{Replayed, Row, read, replay};

/// How the figures are told.
struct Manner<'a> {
    /// Every question, point, answer and pattern, not only the worst.
    all: bool,
    shared: &'a SharedArgs,
    look: Look,
}

/// Replays each file, and all of them together where there are several; the details are told once, of all.
pub(super) fn run(
    files: &[PathBuf],
    all: bool,
    personal: bool,
    shared: &SharedArgs,
) -> Result<Exit, Failure> {
    let manner = Manner {
        all,
        shared,
        look: look(shared, &settings(shared)?.config, false),
    };
    let texts: Vec<String> = files
        .iter()
        .map(|file| read(file))
        .collect::<Result<_, _>>()?;
    let grader = grader_of(personal, shared)?;
    let mut replayed: Vec<Replayed> = files
        .iter()
        .zip(&texts)
        .map(|(file, text)| replay(&grader, file, text))
        .collect();
    let together = match replayed.len() {
        1 => replayed.remove(0),
        _ => {
            for one in &replayed {
                tell(one, None, &manner)?;
            }
            Replayed::joined(replayed)
        }
    };
    let details = details(grader.bank(), &together.rows);
    tell(&together, Some(&details), &manner)?;
    for error in &together.errors {
        anstream::eprintln!("{}", clean(error));
    }
    let exit = if together.errors.is_empty() {
        Exit::Done
    } else {
        Exit::No
    };
    Ok(exit_of(grader.bank(), exit))
}

#[derive(Serialize)]
struct FileJson<'a> {
    schema: u32,
    file: &'a str,
    of: usize,
    errors: usize,
    #[serde(flatten)]
    agreement: &'a Agreement,
    false_positives: ErrorJson,
    false_negatives: ErrorJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    personal: Option<&'a Agreement>,
    #[serde(flatten)]
    details: Option<&'a Details>,
}

/// How many answers were graded on the wrong side, of how many, and what that means.
#[derive(Serialize)]
struct ErrorJson {
    count: usize,
    of: usize,
    human: &'static str,
    score: &'static str,
}

fn tell(
    replayed: &Replayed,
    details: Option<&Details>,
    manner: &Manner<'_>,
) -> Result<(), Failure> {
    let agreement = Agreement::of(&replayed.marked());
    let personal = replayed.marked_with_phrases();
    let personal = (!personal.is_empty()).then(|| Agreement::of(&personal));
    let of = replayed.rows.len() + replayed.errors.len();
    if manner.shared.json {
        let error = |(count, of), human, score| ErrorJson {
            count,
            of,
            human,
            score,
        };
        let line = json_line(&FileJson {
            schema: 1,
            file: &replayed.file,
            of,
            errors: replayed.errors.len(),
            false_positives: error(agreement.counts.accepted_wrong, "<= 20", ">= 50"),
            false_negatives: error(agreement.counts.rejected_good, ">= 85", "< 50"),
            agreement: &agreement,
            personal: personal.as_ref(),
            details,
        });
        return print_json(&(line + "\n"));
    }
    let beside = personal.map_or_else(String::new, |personal| {
        format!("with your own phrases:\n{personal}")
    });
    print(&clean(&format!(
        "{}: graded {} of {of}\n{agreement}{beside}",
        replayed.file, agreement.graded
    )))?;
    details.map_or(Ok(()), |details| {
        print(&text::told(details, manner.all, &manner.look))
    })
}

/// What a look is worth in these answers.
fn details(bank: &Bank, rows: &[Row]) -> Details {
    let mut questions: BTreeMap<(&str, &str), Vec<&Row>> = BTreeMap::new();
    for row in rows {
        let name = row.ready.question.as_ref();
        let name = name.map_or(row.group.as_str(), |id| id.as_str());
        // One name may stand for several rubrics that came with the rows.
        let key = (name, row.ready.hash.as_str());
        questions.entry(key).or_default().push(row);
    }
    let questions: Vec<((&str, &str), Vec<&Row>)> = questions.into_iter().collect();
    let parts: Vec<Details> = questions
        .par_iter()
        .map(|((name, _), rows)| of_question(bank, name, rows))
        .collect();
    Details::joined(parts)
}

fn of_question(bank: &Bank, name: &str, rows: &[&Row]) -> Details {
    let (mut shown, mut kind) = (String::new(), Kind::Open);
    let mut samples: Vec<MarkedSample> = Vec::new();
    match &rows[0].asked {
        Asked::Question(question) => {
            // It was read a moment ago; one that was damaged since has no samples to go by.
            let item = bank.find(question).and_then(|entry| bank.read(entry).ok());
            if let Some(item) = item {
                shown = item.question.shown();
                kind = item.question.kind;
                samples = item.rubric.samples;
            }
        }
        Asked::Rubric { prompt, .. } | Asked::Reference { prompt, .. } => shown.clone_from(prompt),
    }
    let case = Case {
        question: name.to_owned(),
        shown,
        kind,
        prepared: &rows[0].ready.prepared,
        is_authored: !matches!(rows[0].asked, Asked::Reference { .. }),
        samples: &samples,
        answers: rows.iter().map(|row| row.graded.clone()).collect(),
    };
    Details::of(&case, bank.lexicon())
}
