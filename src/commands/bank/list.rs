//! `viva bank list`: the questions there are.

use rayon::prelude::*;
use serde::Serialize;

use crate::assessment::Question;
use crate::bank::{Bank, Entry, Item};
use crate::cli::SharedArgs;
use crate::commands::open_bank::{exit_of, nearest, open_bank};
use crate::commands::output::{print, print_json};
use crate::commands::wiring::{look, settings};
use crate::commands::{Exit, Failure};
use crate::report::{json_line, list_line};
use crate::terminal::clean;
use crate::terminal::render::{concept_line, question_list};

/// Prints the questions of these topics (all, where none is named) and this level.
pub(super) fn run(
    topics: &[String],
    level: Option<&str>,
    shared: &SharedArgs,
) -> Result<Exit, Failure> {
    let bank = open_bank(shared);
    let topics: Vec<String> = topics
        .iter()
        .map(|topic| topic.trim().to_lowercase().replace(' ', "-"))
        .collect();
    for topic in &topics {
        check_topic(&bank, topic)?;
    }
    let chosen: Vec<&Entry> = bank
        .entries()
        .filter(|entry| level.is_none_or(|level| entry.level.name() == level))
        .filter(|entry| topics.is_empty() || topics.iter().any(|topic| is_of_topic(entry, topic)))
        .collect();
    // Reading is parsing: a large bank is read by every core.
    let read: Vec<_> = chosen.par_iter().map(|entry| bank.read(entry)).collect();
    let mut items: Vec<Item> = Vec::with_capacity(read.len());
    let mut exit = exit_of(&bank, Exit::Done);
    for item in read {
        match item {
            Ok(item) => items.push(item),
            Err(problem) => {
                anstream::eprintln!("{}", clean(&problem.to_string()));
                exit = Exit::Usage;
            }
        }
    }
    if shared.json {
        let lines: String = items
            .iter()
            .map(|item| list_line(&item.question, &item.rubric) + "\n")
            .collect();
        print_json(&lines)?;
    } else {
        let look = look(shared, &settings(shared)?.config, false);
        let questions: Vec<&Question> = items.iter().map(|item| &item.question).collect();
        print(&question_list(&questions, &look))?;
    }
    Ok(exit)
}

/// Prints the shared concepts with their sayings.
pub(super) fn concepts(shared: &SharedArgs) -> Result<Exit, Failure> {
    let bank = open_bank(shared);
    let concepts = bank.lexicon().iter();
    if shared.json {
        let lines: String = concepts
            .map(|(concept, sayings)| json_line(&ConceptJson { concept, sayings }) + "\n")
            .collect();
        print_json(&lines)?;
    } else {
        let look = look(shared, &settings(shared)?.config, false);
        let lines: String = concepts
            .map(|(name, sayings)| concept_line(name, sayings, &look))
            .collect();
        print(&lines)?;
    }
    Ok(exit_of(&bank, Exit::Done))
}

#[derive(Serialize)]
struct ConceptJson<'a> {
    concept: &'a str,
    sayings: &'a [String],
}

fn is_of_topic(entry: &Entry, topic: &str) -> bool {
    entry.id.topic() == topic
        || entry
            .id
            .as_str()
            .strip_prefix(topic)
            .is_some_and(|rest| rest.starts_with('/'))
}

fn check_topic(bank: &Bank, topic: &str) -> Result<(), Failure> {
    if bank.entries().any(|entry| is_of_topic(entry, topic)) {
        return Ok(());
    }
    let failure = Failure::usage(format!("no topic `{topic}`"));
    Err(
        match nearest(topic, bank.entries().map(|entry| entry.id.topic())) {
            Some(near) => failure.hint(format!("did you mean `{near}`?")),
            None => failure.hint("`viva bank list` shows every topic"),
        },
    )
}
