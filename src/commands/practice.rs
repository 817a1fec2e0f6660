//! `viva practice`, and the plain `viva`: chooses the questions and starts the session.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use super::effects::{Output, Stage};
use super::keeper::Keeper;
use super::open_bank::{find_question, nearest, open_bank};
use super::wiring::{Settings, editor, is_interactive, look, settings};
use super::{Exit, Failure};
use crate::assessment::{Level, QuestionId};
use crate::bank::{Bank, Entry};
use crate::cli::{SessionArgs, SharedArgs};
use crate::history::{NewSession, SessionOptions};
use crate::interview::{Candidate, Policy, Session, choose};
use crate::terminal::{Look, Pipe, Reader, Repl, ReplOptions, stdin_has_more};

/// Runs `viva practice`.
pub(super) fn run(
    topics: &[String],
    args: &SessionArgs,
    shared: &SharedArgs,
) -> Result<Exit, Failure> {
    let settings = settings(shared)?;
    let look = look(shared, &settings.config, args.plain);
    start(topics, args, shared, &settings, look)
}

/// Starts a new practice session.
pub(super) fn start(
    topics: &[String],
    args: &SessionArgs,
    shared: &SharedArgs,
    settings: &Settings,
    look: Look,
) -> Result<Exit, Failure> {
    let bank = open_bank(shared);
    let seed = args.seed.unwrap_or_else(fresh_seed);
    let count = usize::from(args.count.unwrap_or(settings.config.practice.count));
    let plan = plan(&bank, topics, args, seed, count)?;
    let interactive = is_interactive(shared);
    let probes = args.probes.unwrap_or(if is_talking() {
        settings.config.practice.probes
    } else {
        0
    });
    let began = NewSession {
        mode: "practice".to_owned(),
        plan: plan.iter().map(ToString::to_string).collect(),
        seed,
        options: SessionOptions {
            probes,
            bank: absolute(&shared.bank),
            only_bank: absolute(&shared.only_bank),
            ..SessionOptions::default()
        },
    };
    let keeper = if args.no_save {
        Keeper::Off
    } else {
        Keeper::Pending {
            folder: settings.data.clone(),
            began: Box::new(began),
        }
    };
    Stage {
        bank: &bank,
        reader: reader(interactive, look, keeper.is_keeping())?,
        output: output(interactive, shared),
        keeper,
        look,
        widest: usize::from(settings.config.display.width),
    }
    .run(Session::new(Policy::practice(probes), plan, Vec::new()))
}

/// Who listens: a line editor at a terminal, else a reader of lines.
pub(super) fn reader(
    interactive: bool,
    look: Look,
    keeping: bool,
) -> Result<Box<dyn Reader>, Failure> {
    if !interactive {
        return Ok(Box::new(Pipe::new(io::stdin(), stdin_has_more)));
    }
    let options = ReplOptions {
        look,
        editor: editor(),
        leave_question: if keeping {
            "Leave? The session is saved."
        } else {
            "Leave? Nothing of this session is saved."
        }
        .to_owned(),
    };
    Repl::new(options)
        .map(|repl| Box::new(repl) as Box<dyn Reader>)
        .map_err(|error| {
            Failure::outside(format!("the terminal can't be read: {error}"))
                .hint("answers may also come through a pipe, one a line")
        })
}

/// What is printed.
pub(super) const fn output(interactive: bool, shared: &SharedArgs) -> Output {
    match (shared.json, interactive) {
        (true, _) => Output::Json,
        (false, true) => Output::Terminal,
        (false, false) => Output::Text,
    }
}

/// Whether someone types, wherever the output goes.
pub(super) fn is_talking() -> bool {
    io::IsTerminal::is_terminal(&io::stdin())
}

fn plan(
    bank: &Bank,
    topics: &[String],
    args: &SessionArgs,
    seed: u64,
    count: usize,
) -> Result<Vec<QuestionId>, Failure> {
    if !args.question.is_empty() {
        return named(bank, &args.question);
    }
    let entries = candidates(bank, topics, args)?;
    let candidates: Vec<Candidate> = entries.into_iter().map(candidate).collect();
    Ok(choose(&candidates, seed, count))
}

/// The questions asked for by name.
pub(super) fn named(bank: &Bank, names: &[String]) -> Result<Vec<QuestionId>, Failure> {
    names
        .iter()
        .map(|name| find_question(bank, name).map(|entry| entry.id.clone()))
        .collect()
}

pub(super) fn candidate(entry: &Entry) -> Candidate {
    Candidate {
        id: entry.id.clone(),
        variant_of: entry.variant_of.clone(),
    }
}

/// The questions of the topics and the level that were asked for; all of them, where none was.
pub(super) fn candidates<'a>(
    bank: &'a Bank,
    topics: &[String],
    args: &SessionArgs,
) -> Result<Vec<&'a Entry>, Failure> {
    let wanted = topics
        .iter()
        .chain(&args.topic)
        .map(|topic| known_topic(bank, topic))
        .collect::<Result<BTreeSet<String>, Failure>>()?;
    let level = args.level.as_deref().and_then(Level::from_name);
    let found: Vec<&Entry> = bank
        .entries()
        .filter(|entry| wanted.is_empty() || wanted.contains(entry.id.topic()))
        .filter(|entry| level.is_none_or(|level| entry.level == level))
        .collect();
    if found.is_empty() {
        return Err(no_candidates(bank));
    }
    Ok(found)
}

fn no_candidates(bank: &Bank) -> Failure {
    if bank.entries().next().is_some() {
        return Failure::usage("no question has that topic and level")
            .hint("leave --level away, or see `viva bank list`");
    }
    Failure::usage("the bank holds no questions")
        .hint("a bank folder holds questions/<track>/<topic>/<slug>.toml and a rubric under the same path in rubrics/")
}

fn known_topic(bank: &Bank, name: &str) -> Result<String, Failure> {
    let topic = name.trim().to_lowercase().replace([' ', '_'], "-");
    let topics: BTreeSet<&str> = bank.entries().map(|entry| entry.id.topic()).collect();
    if topics.contains(topic.as_str()) {
        return Ok(topic);
    }
    let list = topics.iter().copied().collect::<Vec<_>>().join(", ");
    let failure = Failure::usage(format!("there is no topic `{name}`"));
    Err(match nearest(&topic, topics.iter().copied()) {
        Some(near) => failure.hint(format!("did you mean `{near}`? The topics: {list}")),
        None => failure.hint(format!("the topics: {list}")),
    })
}

pub(super) fn absolute(folders: &[PathBuf]) -> Vec<String> {
    folders
        .iter()
        .map(|folder: &PathBuf| {
            std::path::absolute(folder)
                .unwrap_or_else(|_| Path::new(folder).to_owned())
                .display()
                .to_string()
        })
        .collect()
}

/// A number that differs from start to start: the keys that the standard library draws for its hash tables. Small enough
/// to be typed again.
pub(super) fn fresh_seed() -> u64 {
    std::hash::RandomState::new().build_hasher().finish() % 1_000_000
}
