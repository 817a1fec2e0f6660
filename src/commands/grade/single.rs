//! `viva grade QUESTION`: one answer, as a card or as one JSON object.

use std::io::{self, IsTerminal as _, Read as _};
use std::sync::Arc;

use super::grader::{Asked, Grader};
use super::{grader_of, open_input, reaches};
use crate::assessment::Answer;
use crate::cli::{GradeArgs, SharedArgs};
use crate::commands::effects::said_fields;
use crate::commands::model::{Consulted, Model, Shown, say};
use crate::commands::open_bank::{exit_of, find_typed, read_question};
use crate::commands::output::{print, print_json};
use crate::commands::wiring::{look, settings};
use crate::commands::{Exit, Failure};
use crate::grading::{Grade, feedback};
use crate::interview::Consultation;
use crate::report::{Tally, grade_line, personal_json, with_fields};
use crate::terminal::render::{adjusted, grade_card};
use crate::terminal::{Interrupts, Look};

/// Grades the answer of `--answer`.
pub(super) fn run(args: &GradeArgs, shared: &SharedArgs) -> Result<Exit, Failure> {
    let name = args.question.as_deref().unwrap_or_default();
    let grader = grader_of(args.personal, shared)?;
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
        .grade(&Asked::Question(question.clone()), &answer)
        .map_err(Failure::usage)?;
    let personal = grader.adjust(&ready, &answer);
    let settings = settings(shared)?;
    let look = look(shared, &settings.config, false);
    if !shared.json {
        print(&grade_card(&grade, &feedback(&grade), &look))?;
        if let Some(found) = &personal {
            print(&adjusted(found, grade.score, &look))?;
        }
    }
    let consulted = match Model::open(&args.llm, shared, &settings, &Interrupts::new()) {
        Some(mut model) => consult(
            &mut model,
            &grader,
            &question,
            (answer, &grade),
            shared,
            look,
        )?,
        None => Consulted::default(),
    };
    if shared.json {
        let line = grade_line(&(), ready.question.as_ref(), &ready.hash, &grade);
        let Consulted { narrative, opinion } = &consulted;
        let said = said_fields(narrative.as_ref(), opinion.as_ref());
        let personal = personal
            .as_ref()
            .map(|found| ("personal", personal_json(found)));
        let fields: Vec<_> = personal.into_iter().chain(said).collect();
        print_json(&format!("{}\n", with_fields(&line, &fields)))?;
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

/// Tells the model of the answer and shows what it says; for a script nothing is shown.
fn consult(
    model: &mut Model,
    grader: &Grader,
    question: &str,
    (answer, grade): (Answer, &Grade),
    shared: &SharedArgs,
    look: Look,
) -> Result<Consulted, Failure> {
    let item = read_question(grader.bank(), question)?;
    let prepared = grader.bank().prepare_item(&item);
    let about = Consultation {
        position: 0,
        take: 1,
        question: item.question,
        prepared: Arc::new(prepared),
        answer,
        grade: grade.clone(),
    };
    let is_dry = model.is_dry();
    let mut show = |text: &str| say(text, shared.json, is_dry);
    model
        .consult(
            &about,
            &mut Shown {
                look,
                is_live: io::stdout().is_terminal() && !shared.json,
                print: &mut show,
            },
        )
        .or_else(|error| match error.kind() {
            io::ErrorKind::BrokenPipe => Ok(Consulted::default()),
            _ => Err(Failure::outside(format!("standard output: {error}"))),
        })
}
