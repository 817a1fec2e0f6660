//! `viva resume`, and the offer of the plain `viva` to go on with what was interrupted.

use std::path::{Path, PathBuf};

use super::keeper::Keeper;
use super::open_bank::open_bank;
use super::practice::hold;
use super::wiring::{Settings, look, settings};
use super::{Exit, Failure, interview};
use crate::assessment::QuestionId;
use crate::cli::{ResumeArgs, SharedArgs};
use crate::history::{Store, StoreError};
use crate::interview::{Policy, Session};
use crate::terminal::Look;

/// Runs `viva resume`.
pub(super) fn run(args: &ResumeArgs, shared: &SharedArgs) -> Result<Exit, Failure> {
    let settings = settings(shared)?;
    let look = look(shared, &settings.config, args.plain);
    let Some(store) = open(settings.data.as_deref())? else {
        return Err(nothing_to_resume());
    };
    let session = match args.session {
        Some(session) => session,
        None => {
            store
                .unfinished()
                .map_err(failure)?
                .first()
                .ok_or_else(nothing_to_resume)?
                .session
        }
    };
    go_on(store, session, shared, &settings, look)
}

/// Goes on with a session where it was.
pub(super) fn go_on(
    store: Store,
    session: i64,
    shared: &SharedArgs,
    settings: &Settings,
    look: Look,
) -> Result<Exit, Failure> {
    let stored = store.load(session).map_err(failure)?;
    let keeper = Keeper::taking_over(store, session).map_err(failure)?;
    let options = &stored.began.options;
    let mut banks = shared.clone();
    if banks.bank.is_empty() && banks.only_bank.is_empty() {
        banks.bank = options.bank.iter().map(PathBuf::from).collect();
        banks.only_bank = options.only_bank.iter().map(PathBuf::from).collect();
    }
    let bank = open_bank(&banks);
    let plan: Vec<QuestionId> = stored.began.plan.iter().map(QuestionId::new).collect();
    let session = if stored.began.mode == interview::MODE {
        interview::session(&bank, &plan, stored.began.seed, options, stored.attempts)
    } else {
        Session::new(Policy::practice(options.probes), plan, stored.attempts)
    };
    hold(session, &bank, keeper, shared, settings, look)
}

pub(super) fn open(data: Option<&Path>) -> Result<Option<Store>, Failure> {
    match data {
        None => Ok(None),
        Some(data) => Store::open_existing(data).map_err(failure),
    }
}

fn nothing_to_resume() -> Failure {
    Failure::usage("there is no session to go on with").hint("`viva practice` starts a new one")
}

/// What a refusal of the store means where the store was the whole job.
pub(super) fn failure(error: StoreError) -> Failure {
    match &error {
        StoreError::NoSession(_) | StoreError::Finished(_) => Failure::usage(error.to_string())
            .hint("`viva resume` goes on with the latest that was not finished"),
        StoreError::Running(_) => {
            Failure::usage(error.to_string()).hint("go on there, or end that program first")
        }
        StoreError::Damaged { .. } => Failure::outside(error.to_string())
            .hint("the file is left as it is; `viva history delete --all` keeps it aside and begins a new history"),
        _ => Failure::outside(error.to_string())
            .hint("the folder must be readable and writable; --data-dir DIR names another one"),
    }
}
