//! The answers that wait for a mark: of files, or of one's own sessions.

use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;

use crate::assessment::QuestionId;
use crate::bank::Bank;
use crate::cli::SharedArgs;
use crate::commands::Failure;
use crate::commands::grade::read_json;
use crate::commands::open_bank::find_typed;
use crate::commands::wiring::settings;

/// An answer that waits for a mark.
pub(super) struct Waiting {
    /// Where it comes from, for messages.
    pub(super) place: String,
    /// The question: an id or a source.
    pub(super) question: String,
    pub(super) answer: String,
    /// What manner of answer it is said to be.
    pub(super) kind: Option<String>,
}

/// A row of a file.
#[derive(Deserialize)]
struct Row {
    answer: String,
    question: Option<String>,
    source: Option<String>,
    kind: Option<String>,
}

/// The answers of a file; of a line that holds none, its place and why.
pub(super) fn of_file(path: &Path) -> Result<Vec<Result<Waiting, String>>, Failure> {
    let shown = path.display();
    let bytes = fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::IsADirectory => {
            Failure::usage(format!("no file `{shown}`"))
        }
        _ => Failure::outside(format!("`{shown}` can't be read: {error}")),
    })?;
    let text = String::from_utf8_lossy(&bytes);
    let lines = (1..).zip(text.trim_start_matches('\u{feff}').lines());
    Ok(lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| {
            let place = format!("{shown}:{number}");
            read_row(line, &place).map_err(|message| format!("{place}: {message}"))
        })
        .collect())
}

fn read_row(line: &str, place: &str) -> Result<Waiting, String> {
    let row: Row = read_json(line)?;
    let question = row
        .question
        .or(row.source)
        .ok_or("no `question` and no `source`: a mark is kept with a question's rubric")?;
    if row.answer.trim().is_empty() {
        return Err("`answer` is empty: there is nothing to mark".to_owned());
    }
    Ok(Waiting {
        place: place.to_owned(),
        question,
        answer: row.answer.replace("\r\n", "\n"),
        kind: row.kind.filter(|kind| !kind.trim().is_empty()),
    })
}

/// The answers of one's own sessions: to these questions, or to all.
pub(super) fn of_history(
    bank: &Bank,
    questions: &[String],
    shared: &SharedArgs,
) -> Result<Vec<Waiting>, Failure> {
    let store = settings(shared)?.store()?.ok_or_else(|| {
        Failure::usage("there are no sessions yet").hint("`viva practice` begins one")
    })?;
    let questions: Vec<QuestionId> = match questions {
        [] => store.tried_questions(&[])?,
        named => named
            .iter()
            .map(|name| find_typed(bank, name).map(|entry| entry.id.clone()))
            .collect::<Result<_, _>>()?,
    };
    let mut waiting = Vec::new();
    for question in &questions {
        for graded in store.graded_answers(question, &[])? {
            waiting.push(Waiting {
                place: format!("history, answer {}", graded.id),
                question: question.to_string(),
                answer: graded.answer.text,
                kind: None,
            });
        }
    }
    Ok(waiting)
}
