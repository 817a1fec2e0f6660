//! `viva review`: what the schedule says is due, then some new questions; and fitting the schedule to one's own history.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::begin::Setup;
use super::keeper::local_day;
use super::output::{print, print_json};
use super::practice::{candidate, candidates, in_time};
use super::wiring::{look, settings};
use super::{Exit, Failure};
use crate::assessment::{Level, QuestionId};
use crate::bank::Entry;
use crate::cli::{ReviewArgs, SharedArgs};
use crate::history::{CardOf, ENOUGH_TO_FIT, NewSession, SessionOptions};
use crate::interview::{Due, choose};
use crate::terminal::render::sentence;

/// The mode's name in the store.
const MODE: &str = "review";

/// Runs `viva review`: asks, or fits the schedule.
pub(super) fn run(args: &ReviewArgs, shared: &SharedArgs) -> Result<Exit, Failure> {
    if args.fit {
        return fit(args, shared);
    }
    start(args, &Setup::of(shared, &args.session)?)
}

/// Starts a review.
pub(super) fn start(args: &ReviewArgs, setup: &Setup<'_>) -> Result<Exit, Failure> {
    let Setup { bank, settings, .. } = setup;
    let session = &args.session;
    if session.missed || session.weak || !session.question.is_empty() {
        return Err(Failure::usage(
            "a review asks what is due: --missed, --weak and --question are for `viva practice`",
        ));
    }
    let today = session.at.unwrap_or_else(|| local_day(Timestamp::now()));
    let aim = f64::from(settings.config.review.retention) / 100.0;
    let cards = match settings.store()? {
        Some(store) => {
            store.aim_at(aim)?;
            store.cards(today)?
        }
        None => Vec::new(),
    };
    let entries = candidates(bank, &args.topics, session, settings)?;
    let seed = session.seed.unwrap_or(0);
    let agenda = agenda(
        &entries,
        &cards,
        today,
        settings.config.review.new_per_day,
        seed,
    );
    if !setup.shared.json {
        print(&sentence(&agenda.to_string(), &setup.look))?;
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
    let config = &settings.config.practice;
    let began = NewSession {
        mode: MODE.to_owned(),
        plan: in_time(bank, plan, session.minutes),
        seed,
        options: SessionOptions {
            estimate: config.estimate,
            calm: config.calm,
            ..setup.options(session, config.probes)
        },
    };
    setup.begin(began, session)
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
    let begun_today = cards.iter().filter(|of| of.card.first_day == today).count();
    let cards: BTreeMap<&QuestionId, &CardOf> = cards.iter().map(|of| (&of.question, of)).collect();
    let known: Vec<&CardOf> = entries
        .iter()
        .filter_map(|entry| cards.get(&entry.id).copied())
        .collect();
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
    let unknown = || {
        entries
            .iter()
            .filter(|entry| !cards.contains_key(&entry.id))
    };
    let levels: BTreeMap<&QuestionId, Level> =
        unknown().map(|entry| (&entry.id, entry.level)).collect();
    let candidates: Vec<_> = unknown().map(|entry| candidate(entry)).collect();
    let mut fresh = choose(&candidates, seed, candidates.len());
    fresh.sort_by_key(|id| levels.get(id).copied());
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
fn fit(args: &ReviewArgs, shared: &SharedArgs) -> Result<Exit, Failure> {
    let settings = settings(shared)?;
    let look = look(shared, &settings.config, args.session.plain);
    let fitted = match settings.store()? {
        Some(store) => Some(store.fit_schedule(Timestamp::now())?),
        None => None,
    };
    let reviews = fitted.map_or(0, |fitted| fitted.reviews);
    let is_fitted = fitted.is_some_and(|fitted| fitted.is_fitted);
    if shared.json {
        let line = serde_json::json!({
            "schema": 1, "fitted": is_fitted, "reviews": reviews, "needed": ENOUGH_TO_FIT,
        });
        print_json(&format!("{line}\n"))?;
    } else {
        let told = match is_fitted {
            true => format!(
                "The schedule is fitted to {reviews} repeated answers, and every due day is made anew."
            ),
            false => format!(
                "Not fitted: a fit needs {ENOUGH_TO_FIT} answers to questions that were answered on an earlier day, and there are {reviews}. The usual parameters stay in force."
            ),
        };
        print(&sentence(&told, &look))?;
    }
    Ok(if is_fitted { Exit::Done } else { Exit::No })
}
