//! `viva practice`, and the plain `viva`: chooses the questions and starts the session.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use super::effects::{Output, Stage, complain};
use super::keeper::Keeper;
use super::model::Model;
use super::open_bank::{find_typed, nearest, open_bank};
use super::resume::{failure, open};
use super::voice::Voice;
use super::wiring::{Settings, editor, is_interactive, look, settings};
use super::{Exit, Failure, rules, warm_up};
use crate::assessment::{Level, QuestionId};
use crate::bank::{Bank, Entry};
use crate::cli::{LlmArgs, PracticeArgs, SessionArgs, SharedArgs, VoiceArgs};
use crate::grading::Score;
use crate::history::{NewSession, SessionOptions};
use crate::interview::{Candidate, Session, choose, summarize};
use crate::terminal::{Look, Pipe, Reader, Repl, ReplOptions, stdin_has_more};

/// Runs `viva practice`.
pub(super) fn run(args: &PracticeArgs, shared: &SharedArgs) -> Result<Exit, Failure> {
    let settings = settings(shared)?;
    let look = look(shared, &settings.config, args.session.plain);
    start(args, shared, &settings, look)
}

/// Starts a new practice session.
pub(super) fn start(
    round: &PracticeArgs,
    shared: &SharedArgs,
    settings: &Settings,
    look: Look,
) -> Result<Exit, Failure> {
    let PracticeArgs {
        topics,
        session: args,
        round,
    } = round;
    let bank = open_bank(shared);
    let seed = args.seed.unwrap_or_else(fresh_seed);
    let mut plan = plan(&bank, topics, args, seed, settings)?;
    let config = &settings.config.practice;
    let mut options = SessionOptions {
        probes: args.probes.unwrap_or(config.probes),
        probes_asked: args.probes.is_some(),
        warm_up: round.warm_up.unwrap_or(config.warm_up),
        estimate: round.estimate.unwrap_or(config.estimate),
        estimate_asked: round.estimate.is_some(),
        calm: round.calm.unwrap_or(config.calm),
        bank: absolute(&shared.bank),
        only_bank: absolute(&shared.only_bank),
        ..SessionOptions::default()
    };
    if options.warm_up {
        // Where no topic is named, those of the round are wanted.
        let of_round = plan.iter().map(|id| id.topic().to_owned());
        let wanted = match wanted_topics(&bank, topics, args)? {
            named if named.is_empty() => of_round.collect(),
            named => named,
        };
        match warm_up::question(&bank, &wanted, &plan, seed) {
            Some(easy) => plan.insert(0, easy),
            None => {
                complain("the round asks every question there is, so none is left for a warm-up");
                options.warm_up = false;
            }
        }
    }
    let policy = rules::practice(&options, shared);
    let began = NewSession {
        mode: "practice".to_owned(),
        plan: plan.iter().map(ToString::to_string).collect(),
        seed,
        options,
    };
    let keeper = if args.no_save {
        Keeper::off()
    } else {
        Keeper::of(settings.data.clone(), began, args.at)
    };
    let session = Session::new(policy, plan, Vec::new());
    hold(
        session,
        &bank,
        keeper,
        (&args.llm, &args.voice),
        shared,
        settings,
        look,
    )
}

/// Holds a session: at a terminal, through a pipe, or for a script; with a language model beside it and out loud
/// where that is wanted.
pub(super) fn hold(
    session: Session,
    bank: &Bank,
    keeper: Keeper,
    (llm, out_loud): (&LlmArgs, &VoiceArgs),
    shared: &SharedArgs,
    settings: &Settings,
    look: Look,
) -> Result<Exit, Failure> {
    let interactive = is_interactive(shared);
    let model = Model::open(llm, shared, settings);
    let session = match &model {
        Some(model) => session.beside_model(model.follow_ups),
        None => session,
    };
    let voice = Voice::open((llm, out_loud), shared, settings, interactive);
    let look = Look {
        numbers: session.policy().numbers,
        ..look
    };
    Stage {
        bank,
        reader: reader(interactive, look, keeper.is_keeping(), voice.listens())?,
        output: output(interactive, shared),
        keeper,
        look,
        widest: usize::from(settings.config.display.width),
        model,
        voice,
        delivery: None,
        waiting: None,
    }
    .run(session)
}

/// Who listens: a line editor at a terminal, else a reader of lines.
fn reader(
    interactive: bool,
    look: Look,
    keeping: bool,
    listens: bool,
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
        listens,
    };
    Repl::new(options)
        .map(|repl| Box::new(repl) as Box<dyn Reader>)
        .map_err(|error| {
            Failure::outside(format!("the terminal can't be read: {error}"))
                .hint("answers may also come through a pipe, one a line")
        })
}

/// What is printed.
const fn output(interactive: bool, shared: &SharedArgs) -> Output {
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
    settings: &Settings,
) -> Result<Vec<QuestionId>, Failure> {
    let entries = candidates(bank, topics, args, settings.data.as_deref())?;
    // What is named is asked in the order of naming, and what was missed from the weakest on.
    let is_ordered = args.missed || !args.question.is_empty();
    let count = match args.count {
        Some(count) => usize::from(count),
        // All that was named or missed, or what fits into the time.
        None if is_ordered || args.minutes.is_some() => entries.len(),
        None => usize::from(settings.config.practice.count),
    };
    let chosen: Vec<QuestionId> = if is_ordered {
        let ids = entries.into_iter().map(|entry| entry.id.clone());
        ids.take(count).collect()
    } else {
        let candidates: Vec<Candidate> = entries.into_iter().map(candidate).collect();
        choose(&candidates, seed, count)
    };
    Ok(in_time(bank, chosen, args.minutes))
}

/// As many of the questions, in their order, as fit into so many minutes.
pub(super) fn in_time(
    bank: &Bank,
    chosen: Vec<QuestionId>,
    minutes: Option<u16>,
) -> Vec<QuestionId> {
    let Some(limit) = minutes else {
        return chosen;
    };
    let mut minutes = 0;
    let fits = |id: &QuestionId| {
        minutes += bank
            .find(id.as_str())
            .map_or(0, |entry| u16::from(entry.minutes));
        minutes <= limit
    };
    let fitting: Vec<QuestionId> = chosen.iter().cloned().take_while(fits).collect();
    // One is asked however short the time.
    if fitting.is_empty() {
        chosen.into_iter().take(1).collect()
    } else {
        fitting
    }
}

pub(super) fn candidate(entry: &Entry) -> Candidate {
    Candidate {
        id: entry.id.clone(),
        variant_of: entry.variant_of.clone(),
    }
}

/// The questions that were asked for: by name; what was missed, weakest first; or those of the topics and the level, all of
/// them where none was named. `data` is where the history is.
pub(super) fn candidates<'a>(
    bank: &'a Bank,
    topics: &[String],
    args: &SessionArgs,
    data: Option<&Path>,
) -> Result<Vec<&'a Entry>, Failure> {
    if !args.question.is_empty() {
        return args
            .question
            .iter()
            .map(|name| find_typed(bank, name))
            .collect();
    }
    let mut wanted = wanted_topics(bank, topics, args)?;
    let missed = match args.missed {
        true => Some(missed_last_time(data)?),
        false => None,
    };
    if args.weak {
        wanted = weakest_topics(bank, data, &wanted)?;
    }
    let level = args.level.as_deref().and_then(Level::from_name);
    let all: Vec<&Entry> = match &missed {
        Some(missed) => {
            let entries = missed.iter().filter_map(|id| bank.find(id.as_str()));
            entries.collect()
        }
        None => bank.entries().collect(),
    };
    let found: Vec<&Entry> = all
        .into_iter()
        .filter(|entry| wanted.is_empty() || wanted.contains(entry.id.topic()))
        .filter(|entry| level.is_none_or(|level| entry.level == level))
        .collect();
    if found.is_empty() {
        return Err(match missed {
            Some(_) => Failure::usage(
                "what was missed last time has left the bank, or is of another topic or level",
            )
            .hint("`viva practice` asks something new"),
            None => no_candidates(bank),
        });
    }
    Ok(found)
}

/// The topics that are named; none where none is.
fn wanted_topics(
    bank: &Bank,
    topics: &[String],
    args: &SessionArgs,
) -> Result<BTreeSet<String>, Failure> {
    let named = topics.iter().chain(&args.topic);
    named.map(|topic| known_topic(bank, topic)).collect()
}

/// The questions that the latest session left below solid or without an answer, weakest first. A session that got no further
/// than its warm-up tried nothing.
fn missed_last_time(data: Option<&Path>) -> Result<Vec<QuestionId>, Failure> {
    let nothing = || {
        Failure::usage("nothing was missed last time").hint("`viva practice` asks something new")
    };
    let store = open(data)?.ok_or_else(nothing)?;
    let sessions = store.sessions().map_err(failure)?;
    for kept in sessions.iter().filter(|kept| kept.tried > 0) {
        let attempts = store.attempts(kept.session).map_err(failure)?;
        if attempts.iter().all(|attempt| attempt.warm_up) {
            continue;
        }
        let missed = summarize(0, &attempts).repeat;
        return match missed.is_empty() {
            true => Err(nothing()),
            false => Ok(missed),
        };
    }
    Err(nothing())
}

/// The topics with the lowest mean of the latest scores, three at most, of those wanted.
fn weakest_topics(
    bank: &Bank,
    data: Option<&Path>,
    wanted: &BTreeSet<String>,
) -> Result<BTreeSet<String>, Failure> {
    let scores = match open(data)? {
        Some(store) => store.latest_scores().map_err(failure)?,
        None => Vec::new(),
    };
    let weakest = weakest(bank, &scores, wanted);
    if weakest.is_empty() {
        return Err(Failure::usage("no topic has a score yet")
            .hint("`viva practice` without --weak asks a bit of everything"));
    }
    Ok(weakest.into_iter().map(|(topic, _)| topic).collect())
}

/// The topics of the bank with the lowest mean of these scores, weakest first, three at most; of those wanted, or of all
/// where none is named.
pub(super) fn weakest(
    bank: &Bank,
    scores: &[(QuestionId, Score)],
    wanted: &BTreeSet<String>,
) -> Vec<(String, Score)> {
    let mut of_topic: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (question, score) in scores {
        let topic = question.topic();
        let is_wanted = wanted.is_empty() || wanted.contains(topic);
        if is_wanted && bank.entries().any(|entry| entry.id.topic() == topic) {
            of_topic.entry(topic).or_default().push(score.points());
        }
    }
    let mut means: Vec<(f64, &str)> = of_topic
        .into_iter()
        .map(|(topic, scores)| (scores.iter().sum::<f64>() / scores.len() as f64, topic))
        .collect();
    means.sort_by(|a, b| a.0.total_cmp(&b.0));
    means
        .into_iter()
        .take(3)
        .map(|(mean, topic)| (topic.to_owned(), Score::new(mean)))
        .collect()
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
