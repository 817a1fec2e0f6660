//! `viva grade QUESTION`: one answer, as a card or as one JSON object.

use std::io::{self, IsTerminal as _, Read as _};

use super::grader::{Asked, Grader};
use super::{open_input, reaches};
use crate::assessment::Answer;
use crate::cli::{GradeArgs, SharedArgs};
use crate::commands::open_bank::{exit_of, find_typed, open_bank};
use crate::commands::output::{print, print_json};
use crate::commands::wiring::{look, settings};
use crate::commands::{Exit, Failure};
use crate::grading::feedback;
use crate::report::{Tally, grade_line};
use crate::terminal::render::grade_card;

/// Grades the answer of `--answer`.
pub(super) fn run(args: &GradeArgs, shared: &SharedArgs) -> Result<Exit, Failure> {
    let name = args.question.as_deref().unwrap_or_default();
    let grader = Grader::new(open_bank(shared));
    let question = find_typed(grader.bank(), name)?.id.to_string();
    if args.answer.as_os_str() == "-" && io::stdin().is_terminal() {
        anstream::eprintln!("type the answer, then Ctrl-D on a line of its own");
    }
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
    let (ready, grade) = grader
        .grade(&Asked::Question(question), &answer)
        .map_err(Failure::usage)?;
    if shared.json {
        print_json(&format!(
            "{}\n",
            grade_line(&(), ready.question.as_ref(), &ready.hash, &grade)
        ))?;
    } else {
        let look = look(shared, &settings(shared)?.config, false);
        print(&grade_card(&grade, &feedback(&grade), &look))?;
    }
    let mut tally = Tally::default();
    tally.add(grade.score);
    if args.summary {
        anstream::eprintln!("{tally}");
    }
    let exit = if reaches(&tally, args.fail_under) {
        Exit::Done
    } else {
        Exit::No
    };
    Ok(exit_of(grader.bank(), exit))
}
