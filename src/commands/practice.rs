//! `viva practice`, and the plain `viva`: chooses the questions and starts the session.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, Hasher};

use super::begin::Setup;
use super::effects::complain;
use super::open_bank::{find_typed, nearest};
use super::wiring::Settings;
use super::{Exit, Failure, warm_up};
use crate::assessment::{Level, QuestionId};
use crate::bank::{Bank, Entry};
use crate::cli::{PracticeArgs, SessionArgs, SharedArgs};
use crate::grading::Score;
use crate::history::{NewSession, SessionOptions};
use crate::interview::{Candidate, TopicMean, choose, summarize, topic_means};

/// The mode's name in the store.
const MODE: &str = "practice";

/// Runs `viva practice`.
pub(super) fn run(args: &PracticeArgs, shared: &SharedArgs) -> Result<Exit, Failure> {
    start(args, &Setup::of(shared, &args.session)?)
}

/// Starts a new practice session.
pub(super) fn start(round: &PracticeArgs, setup: &Setup<'_>) -> Result<Exit, Failure> {
    let PracticeArgs {
        topics,
        session: args,
        round,
    } = round;
    let Setup { bank, settings, .. } = setup;
    let seed = args.seed.unwrap_or_else(fresh_seed);
    let mut plan = plan(bank, topics, args, seed, settings)?;
    let config = &settings.config.practice;
    let mut options = SessionOptions {
        warm_up: round.warm_up.unwrap_or(config.warm_up),
        estimate: round.estimate.unwrap_or(config.estimate),
        estimate_asked: round.estimate.is_some(),
        calm: round.calm.unwrap_or(config.calm),
        ..setup.options(args, config.probes)
    };
    if options.warm_up {
        // Where no topic is named, those of the round are wanted.
        let of_round = plan.iter().map(|id| id.topic().to_owned());
        let wanted = match wanted_topics(bank, topics, args)? {
            named if named.is_empty() => of_round.collect(),
            named => named,
        };
        match warm_up::question(bank, &wanted, &plan, seed) {
            Some(easy) => plan.insert(0, easy),
            None => {
                complain("the round asks every question there is, so none is left for a warm-up");
                options.warm_up = false;
            }
        }
    }
    let began = NewSession {
        mode: MODE.to_owned(),
        plan,
        seed,
        options,
    };
    setup.begin(began, args)
}

fn plan(
    bank: &Bank,
    topics: &[String],
    args: &SessionArgs,
    seed: u64,
    settings: &Settings,
) -> Result<Vec<QuestionId>, Failure> {
    let entries = candidates(bank, topics, args, settings)?;
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
/// them where none was named.
pub(super) fn candidates<'a>(
    bank: &'a Bank,
    topics: &[String],
    args: &SessionArgs,
    settings: &Settings,
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
        true => Some(missed_last_time(settings)?),
        false => None,
    };
    if args.weak {
        wanted = weakest_topics(bank, settings, &wanted)?;
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
fn missed_last_time(settings: &Settings) -> Result<Vec<QuestionId>, Failure> {
    let nothing = || {
        Failure::usage("nothing was missed last time").hint("`viva practice` asks something new")
    };
    let store = settings.store()?.ok_or_else(nothing)?;
    let latest = store.latest_tried()?.ok_or_else(nothing)?;
    let missed = summarize(0, &store.attempts(latest)?).repeat;
    match missed.is_empty() {
        true => Err(nothing()),
        false => Ok(missed),
    }
}

/// The topics with the lowest mean of the latest scores, three at most, of those wanted.
fn weakest_topics(
    bank: &Bank,
    settings: &Settings,
    wanted: &BTreeSet<String>,
) -> Result<BTreeSet<String>, Failure> {
    let scores = match settings.store()? {
        Some(store) => store.latest_scores()?,
        None => Vec::new(),
    };
    let weakest = weakest(bank, &scores, wanted);
    if weakest.is_empty() {
        return Err(Failure::usage("no topic has a score yet")
            .hint("`viva practice` without --weak asks a bit of everything"));
    }
    Ok(weakest.into_iter().map(|of| of.topic).collect())
}

/// The weakest topics of the bank by these scores, three at most; of those wanted, or of all where none is named.
pub(super) fn weakest(
    bank: &Bank,
    scores: &[(QuestionId, Score)],
    wanted: &BTreeSet<String>,
) -> Vec<TopicMean> {
    let known = topics_of(bank);
    let is_asked = |topic| known.contains(topic) && (wanted.is_empty() || wanted.contains(topic));
    let scores = scores.iter().map(|(question, score)| (question, *score));
    let mut means = topic_means(scores.filter(|(question, _)| is_asked(question.topic())));
    means.truncate(3);
    means
}

fn topics_of(bank: &Bank) -> BTreeSet<&str> {
    bank.entries().map(|entry| entry.id.topic()).collect()
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
    let topics = topics_of(bank);
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

/// A number that differs from start to start: the keys that the standard library draws for its hash tables. Small enough
/// to be typed again.
pub(super) fn fresh_seed() -> u64 {
    std::hash::RandomState::new().build_hasher().finish() % 1_000_000
}
