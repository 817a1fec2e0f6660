//! `viva interview`: a mock interview that adapts to how it goes and grades only at the end.

use std::time::Duration;

use super::begin::Setup;
use super::effects::complain;
use super::practice::{candidate, candidates, fresh_seed};
use super::{Exit, Failure, rules};
use crate::assessment::QuestionId;
use crate::bank::Bank;
use crate::cli::{InterviewArgs, SharedArgs};
use crate::history::{NewSession, SessionOptions};
use crate::interview::{Attempt, Pool, PoolQuestion, Session, choose};

/// The mode's name in the store.
pub(super) const MODE: &str = "interview";

/// Runs `viva interview`.
pub(super) fn run(args: &InterviewArgs, shared: &SharedArgs) -> Result<Exit, Failure> {
    start(args, &Setup::of(shared, &args.session)?)
}

/// Starts a new interview.
pub(super) fn start(args: &InterviewArgs, setup: &Setup<'_>) -> Result<Exit, Failure> {
    let Setup { bank, settings, .. } = setup;
    let session = &args.session;
    let seed = session.seed.unwrap_or_else(fresh_seed);
    let entries = candidates(bank, &args.topics, session, settings)?;
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
    let began = NewSession {
        mode: MODE.to_owned(),
        plan,
        seed,
        options: SessionOptions {
            count: Some(count),
            minutes: session.minutes,
            ..setup.options(session, settings.config.interview.probes)
        },
    };
    setup.begin(began, session)
}

/// An interview as it began, with what was tried of it since.
pub(super) fn session(bank: &Bank, began: &NewSession, attempts: Vec<Attempt>) -> Session {
    let NewSession { plan, options, .. } = began;
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
    Session::interview(rules::interview(options), pool, began.seed, attempts)
}
