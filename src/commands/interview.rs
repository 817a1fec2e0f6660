//! `viva interview`: a mock interview that adapts to how it goes and grades only at the end.

use std::time::Duration;

use super::effects::complain;
use super::keeper::Keeper;
use super::open_bank::open_bank;
use super::practice::{absolute, candidate, candidates, fresh_seed, hold};
use super::wiring::{Settings, look, settings};
use super::{Exit, Failure, rules};
use crate::assessment::QuestionId;
use crate::bank::Bank;
use crate::cli::{InterviewArgs, SharedArgs};
use crate::history::{NewSession, SessionOptions};
use crate::interview::{Attempt, Pool, PoolQuestion, Session, choose};
use crate::terminal::Look;

/// The mode's name in the store.
pub(super) const MODE: &str = "interview";

/// Runs `viva interview`.
pub(super) fn run(args: &InterviewArgs, shared: &SharedArgs) -> Result<Exit, Failure> {
    let settings = settings(shared)?;
    let look = look(shared, &settings.config, args.session.plain);
    start(args, shared, &settings, look)
}

/// Starts a new interview.
pub(super) fn start(
    args: &InterviewArgs,
    shared: &SharedArgs,
    settings: &Settings,
    look: Look,
) -> Result<Exit, Failure> {
    let bank = open_bank(shared);
    let session = &args.session;
    let seed = session.seed.unwrap_or_else(fresh_seed);
    let entries = candidates(&bank, &args.topics, session, settings.data.as_deref())?;
    let plan = if session.question.is_empty() {
        let pool: Vec<_> = entries.into_iter().map(candidate).collect();
        choose(&pool, seed, pool.len())
    } else {
        let mut named: Vec<QuestionId> = Vec::new();
        for entry in entries {
            if !named.contains(&entry.id) {
                named.push(entry.id.clone());
            }
        }
        named
    };
    // With a time and no number, the time alone decides.
    let count = match (session.count, session.minutes) {
        (Some(count), _) => usize::from(count),
        (None, Some(_)) => plan.len(),
        (None, None) if !session.question.is_empty() => plan.len(),
        (None, None) => usize::from(settings.config.interview.count),
    };
    let options = SessionOptions {
        probes: (session.probes).unwrap_or(settings.config.interview.probes),
        probes_asked: session.probes.is_some(),
        bank: absolute(&shared.bank),
        only_bank: absolute(&shared.only_bank),
        count: Some(count),
        minutes: session.minutes,
        ..SessionOptions::default()
    };
    let interview = self::session(&bank, &plan, seed, &options, Vec::new());
    let keeper = if session.no_save {
        Keeper::off()
    } else {
        let began = NewSession {
            mode: MODE.to_owned(),
            plan: plan.iter().map(ToString::to_string).collect(),
            seed,
            options,
        };
        Keeper::of(settings.data.clone(), began, session.at)
    };
    hold(
        interview,
        &bank,
        keeper,
        (&session.llm, &session.voice),
        shared,
        settings,
        look,
    )
}

/// The interview over these questions, with what was answered of it before.
pub(super) fn session(
    bank: &Bank,
    plan: &[QuestionId],
    seed: u64,
    options: &SessionOptions,
    attempts: Vec<Attempt>,
) -> Session {
    // A question that has left the bank since is not asked any more.
    let questions = plan.iter().filter_map(|id| {
        let Some(entry) = bank.find(id.as_str()) else {
            complain(&format!(
                "question `{id}` is no longer in the bank: it is passed over"
            ));
            return None;
        };
        Some(PoolQuestion {
            candidate: candidate(entry),
            level: entry.level,
            minutes: entry.minutes,
        })
    });
    let pool = Pool {
        questions: questions.collect(),
        count: options.count.unwrap_or(plan.len()),
        limit: options
            .minutes
            .map(|minutes| Duration::from_secs(60 * u64::from(minutes))),
    };
    Session::interview(rules::interview(options), pool, seed, attempts)
}
