//! `viva resume`, and the offer of the plain `viva` to go on with what was interrupted.

use std::path::{Path, PathBuf};

use super::keeper::Keeper;
use super::open_bank::open_bank;
use super::practice::hold;
use super::wiring::{Settings, look, settings};
use super::{Exit, Failure, interview, rules};
use crate::assessment::QuestionId;
use crate::bank::Bank;
use crate::cli::{ResumeArgs, SharedArgs};
use crate::history::{Store, StoreError};
use crate::interview::Session;
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
    go_on(store, session, args, shared, &settings, look)
}

/// Goes on with a session where it was, with what the arguments say beside its number.
pub(super) fn go_on(
    store: Store,
    session: i64,
    args: &ResumeArgs,
    shared: &SharedArgs,
    settings: &Settings,
    look: Look,
) -> Result<Exit, Failure> {
    let mut stored = store.load(session).map_err(failure)?;
    let options = &mut stored.began.options;
    if let Some(probes) = args.probes {
        (options.probes, options.probes_asked) = (probes, true);
    }
    let mut banks = shared.clone();
    if banks.bank.is_empty() && banks.only_bank.is_empty() {
        banks.bank = options.bank.iter().map(PathBuf::from).collect();
        banks.only_bank = options.only_bank.iter().map(PathBuf::from).collect();
    }
    let plan: Vec<QuestionId> = stored.began.plan.iter().map(QuestionId::new).collect();
    let tried = |id: &&QuestionId| {
        stored
            .attempts
            .iter()
            .any(|attempt| attempt.question == **id)
    };
    let left: Vec<&QuestionId> = plan.iter().filter(|id| !tried(id)).collect();
    let bank = bank_of(session, &banks, &left)?;
    // Only now: what can't go on stays as it was left.
    let keeper = Keeper::taking_over(store, session).map_err(failure)?;
    let began = &stored.began;
    let session = if began.mode == interview::MODE {
        interview::session(&bank, &plan, began.seed, &began.options, stored.attempts)
    } else {
        Session::new(
            rules::practice(&began.options, shared),
            plan,
            stored.attempts,
        )
    };
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

/// The bank of a session that has these questions left, unless it is gone: then they would be passed over one by one and
/// the session would be at its end.
fn bank_of(session: i64, banks: &SharedArgs, left: &[&QuestionId]) -> Result<Bank, Failure> {
    let hint = "bring it back, or name another one with --bank DIR or --only-bank DIR; the session stays as it is";
    let folders = banks.bank.iter().chain(&banks.only_bank);
    let mut gone = folders.filter(|folder| !folder.is_dir());
    if let Some(folder) = gone.next().filter(|_| !left.is_empty()) {
        let folder = folder.display();
        return Err(Failure::usage(format!(
            "there is no bank folder `{folder}`, so session {session} can't go on"
        ))
        .hint(hint));
    }
    let bank = open_bank(banks);
    if !left.is_empty() && left.iter().all(|id| bank.find(id.as_str()).is_none()) {
        return Err(Failure::usage(format!(
            "none of the questions that session {session} has left is in the bank, so it can't go on"
        ))
        .hint(hint));
    }
    Ok(bank)
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
