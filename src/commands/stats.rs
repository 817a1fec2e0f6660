//! `viva stats`: what a learner came to.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Span, Timestamp};

use super::keeper::local_day;
use super::open_bank::open_bank;
use super::output::{print, print_json};
use super::wiring::{look, settings};
use super::{Exit, Failure};
use crate::cli::{SharedArgs, StatsArgs};
use crate::history::{Store, StoreError};
use crate::interview::{Practiced, Progress, progress};
use crate::report::stats_line;
use crate::terminal::render::{PeriodName, stats};

/// How many days are looked at where nothing else is said.
const DAYS: u16 = 30;

/// Runs `viva stats`.
pub(super) fn run(args: &StatsArgs, shared: &SharedArgs) -> Result<Exit, Failure> {
    let settings = settings(shared)?;
    let today = args.at.unwrap_or_else(|| local_day(Timestamp::now()));
    let days = args.days.unwrap_or(DAYS);
    let (from, period) = match args.since {
        Some(day) => (day, PeriodName::Since(day)),
        None => (
            today.saturating_sub(Span::new().days(i64::from(days) - 1)),
            PeriodName::Days(days),
        ),
    };
    let progress = match settings.store()? {
        Some(store) => of_history(&store, from, today, shared)?,
        None => progress(&Practiced::nothing(from, today), &BTreeMap::new()),
    };
    if shared.json {
        print_json(&(stats_line(&progress) + "\n"))?;
    } else {
        let look = look(shared, &settings.config, args.plain);
        print(&stats(&progress, period, &look))?;
    }
    Ok(Exit::Done)
}

fn of_history(
    store: &Store,
    from: Date,
    today: Date,
    shared: &SharedArgs,
) -> Result<Progress, StoreError> {
    let cards = store.cards(today)?;
    let practiced = store.practiced(from, today, &cards)?;
    let bank = open_bank(shared);
    let levels = bank
        .entries()
        .map(|entry| (entry.id.clone(), entry.level))
        .collect();
    let mut progress = progress(&practiced, &levels);
    for point in &mut progress.missed {
        point.statement = store.statement(point.last_answer, &point.key_point)?;
    }
    Ok(progress)
}
