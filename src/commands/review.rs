//! `viva review`: what the schedule says is due, then some new questions; and fitting the schedule to one's own history.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::keeper::{Keeper, local_day};
use super::open_bank::open_bank;
use super::output::{print, print_json};
use super::practice::{absolute, candidate, candidates, hold, in_time};
use super::resume::{failure, open};
use super::wiring::{Settings, look, settings};
use super::{Exit, Failure, rules};
use crate::assessment::{Level, QuestionId};
use crate::bank::Entry;
use crate::cli::{ReviewArgs, SharedArgs};
use crate::history::{CardOf, ENOUGH_TO_FIT, NewSession, SessionOptions, Store};
use crate::interview::{Due, Session, choose};
use crate::terminal::Look;
use crate::terminal::render::sentence;

/// The mode's name in the store.
const MODE: &str = "review";

/// Runs `viva review`.
pub(super) fn run(args: &ReviewArgs, shared: &SharedArgs) -> Result<Exit, Failure> {
    let settings = settings(shared)?;
    let look = look(shared, &settings.config, args.session.plain);
    start(args, shared, &settings, look)
}

/// Starts a review, or fits the schedule.
pub(super) fn start(
    args: &ReviewArgs,
    shared: &SharedArgs,
    settings: &Settings,
    look: Look,
) -> Result<Exit, Failure> {
    let store = open(settings.data.as_deref())?;
    if args.fit {
        return fit(store.as_ref(), shared, &look);
    }
    let session = &args.session;
    if session.missed || session.weak || !session.question.is_empty() {
        return Err(Failure::usage(
            "a review asks what is due: --missed, --weak and --question are for `viva practice`",
        ));
    }
    let today = session.at.unwrap_or_else(|| local_day(Timestamp::now()));
    let aim = f64::from(settings.config.review.retention) / 100.0;
    let cards = match &store {
        Some(store) => {
            store.aim_at(aim).map_err(failure)?;
            store.cards(today).map_err(failure)?
        }
        None => Vec::new(),
    };
    let bank = open_bank(shared);
    let entries = candidates(&bank, &args.topics, session, None)?;
    let seed = session.seed.unwrap_or(0);
    let agenda = agenda(
        &entries,
        &cards,
        today,
        settings.config.review.new_per_day,
        seed,
    );
    if !shared.json {
        print(&sentence(&agenda.to_string(), &look))?;
    }
    let count = session.count.map_or(usize::MAX, usize::from);
    let plan: Vec<QuestionId> = agenda
        .due
        .into_iter()
        .chain(agenda.fresh)
        .take(count)
        .collect();
    if plan.is_empty() {
        return Ok(Exit::Done);
    }
    let plan = in_time(&bank, plan, session.minutes);
    let config = &settings.config.practice;
    let options = SessionOptions {
        probes: session.probes.unwrap_or(config.probes),
        probes_asked: session.probes.is_some(),
        estimate: config.estimate,
        calm: config.calm,
        bank: absolute(&shared.bank),
        only_bank: absolute(&shared.only_bank),
        ..SessionOptions::default()
    };
    let policy = rules::practice(&options, shared);
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
    let session = Session::new(policy, plan, Vec::new());
    hold(
        session,
        &bank,
        keeper,
        (&args.session.llm, &args.session.voice),
        shared,
        settings,
        look,
    )
}

/// What a day's review asks.
#[derive(Debug, PartialEq)]
pub(super) struct Agenda {
    /// Due, the least likely to be recalled first.
    pub(super) due: Vec<QuestionId>,
    /// Never answered, easier ones first, as many as the day still takes.
    pub(super) fresh: Vec<QuestionId>,
    /// How much is due when.
    forecast: Due,
}

/// What a review asks on a day, of these questions.
pub(super) fn agenda(
    entries: &[&Entry],
    cards: &[CardOf],
    today: Date,
    new_per_day: u16,
    seed: u64,
) -> Agenda {
    let cards: BTreeMap<&QuestionId, &CardOf> =
        cards.iter().map(|card| (&card.question, card)).collect();
    let card_of = |entry: &&&Entry| cards.get(&entry.id).copied();
    let known: Vec<&CardOf> = entries.iter().filter_map(|entry| card_of(&entry)).collect();
    let mut due: Vec<&CardOf> = known
        .iter()
        .copied()
        .filter(|of| of.card.due <= today)
        .collect();
    due.sort_by(|a, b| {
        a.recall
            .total_cmp(&b.recall)
            .then_with(|| a.question.cmp(&b.question))
    });
    let begun_today = cards
        .values()
        .filter(|of| of.card.first_day == today)
        .count();
    let unknown: Vec<&Entry> = entries
        .iter()
        .filter(|entry| card_of(entry).is_none())
        .copied()
        .collect();
    let level = |id: &QuestionId| -> Option<Level> {
        let entry = unknown.iter().find(|entry| entry.id == *id);
        entry.map(|entry| entry.level)
    };
    let candidates: Vec<_> = unknown.iter().map(|entry| candidate(entry)).collect();
    let mut fresh = choose(&candidates, seed, candidates.len());
    fresh.sort_by_key(level);
    fresh.truncate(usize::from(new_per_day).saturating_sub(begun_today));
    Agenda {
        due: due.into_iter().map(|of| of.question.clone()).collect(),
        fresh,
        forecast: Due::of(known.iter().map(|of| of.card.due), today),
    }
}

impl std::fmt::Display for Agenda {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.due.len(), self.fresh.len()) {
            (0, 0) => write!(f, "Nothing is due today.")?,
            (due, 0) => write!(f, "Due today: {due}.")?,
            (0, fresh) => write!(f, "Nothing is due today. New: {fresh}.")?,
            (due, fresh) => write!(f, "Due today: {due}. New: {fresh}.")?,
        }
        let Due { tomorrow, week, .. } = self.forecast;
        write!(f, " Tomorrow: {tomorrow}. This week: {week}.")
    }
}

/// Fits the schedule and says what came of it.
fn fit(store: Option<&Store>, shared: &SharedArgs, look: &Look) -> Result<Exit, Failure> {
    let fitted = match store {
        Some(store) => Some(store.fit_schedule(Timestamp::now()).map_err(failure)?),
        None => None,
    };
    let reviews = fitted.map_or(0, |fitted| fitted.reviews);
    let is_fitted = fitted.is_some_and(|fitted| fitted.is_fitted);
    if shared.json {
        let line = serde_json::json!({
            "schema": 1, "fitted": is_fitted, "reviews": reviews, "needed": ENOUGH_TO_FIT,
        });
        print_json(&format!("{line}\n"))?;
    } else if is_fitted {
        print(&sentence(
            &format!(
                "The schedule is fitted to {reviews} repeated answers, and every due day is made anew."
            ),
            look,
        ))?;
    } else {
        print(&sentence(
            &format!(
                "Not fitted: a fit needs {ENOUGH_TO_FIT} answers to questions that were answered on an earlier day, and there are {reviews}. The usual parameters stay in force."
            ),
            look,
        ))?;
    }
    Ok(if is_fitted { Exit::Done } else { Exit::No })
}
