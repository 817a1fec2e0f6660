//! `viva grade QUESTION`: one answer, as a card or as one JSON object.

use std::io::{self, Read as _, Write as _};

use super::open_input;
use crate::assessment::Answer;
use crate::cli::{GradeArgs, SharedArgs};
use crate::commands::open_bank::{exit_of, open_bank, read_question};
use crate::commands::{Exit, Failure};
use crate::grading::{grade, prepare};
use crate::report::{Tally, grade_line};

/// Grades the answer of `--answer`.
pub(super) fn run(args: &GradeArgs, shared: &SharedArgs) -> Result<Exit, Failure> {
    let bank = open_bank(shared);
    let item = read_question(&bank, args.question.as_deref().unwrap_or_default())?;
    let mut bytes = Vec::new();
    open_input(&args.answer)?
        .read_to_end(&mut bytes)
        .map_err(|error| {
            Failure::outside(format!(
                "`{}` can't be read: {error}",
                args.answer.display()
            ))
        })?;
    let answer = Answer::typed(String::from_utf8_lossy(&bytes));
    let (prepared, _) = prepare(&item.rubric, &item.question.prompt, bank.lexicon());
    let grade = grade(&prepared, &answer);
    let mut tally = Tally::default();
    tally.add(grade.score);
    let line = grade_line(
        &serde_json::Value::Null,
        Some(&item.question.id),
        &item.hash,
        &grade,
    );
    match writeln!(io::stdout(), "{line}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            return Err(Failure::outside(format!("standard output: {error}")));
        }
        _ => {}
    }
    let exit = if super::reaches(&tally, args.fail_under) {
        Exit::Done
    } else {
        Exit::No
    };
    Ok(exit_of(&bank, exit))
}
