//! `viva resume`, and the offer of the plain `viva` to go on with what was interrupted.

use std::path::PathBuf;

use super::begin::Setup;
use super::keeper::Keeper;
use super::open_bank::open_bank;
use super::wiring::{Settings, look, settings};
use super::{Exit, Failure};
use crate::assessment::QuestionId;
use crate::bank::Bank;
use crate::cli::{ResumeArgs, SharedArgs};
use crate::history::Store;
use crate::terminal::Look;

/// Runs `viva resume`.
pub(super) fn run(args: &ResumeArgs, shared: &SharedArgs) -> Result<Exit, Failure> {
    let settings = settings(shared)?;
    let look = look(shared, &settings.config, args.plain);
    let Some(store) = settings.store()? else {
        return Err(nothing_to_resume());
    };
    let session = match args.session {
        Some(session) => session,
        None => {
            let unfinished = store.unfinished()?;
            let begun = unfinished.iter().find(|session| session.is_begun());
            (begun.or(unfinished.first()))
                .ok_or_else(nothing_to_resume)?
                .session
        }
    };
    go_on(store, session, args, shared, settings, look)
}

/// Goes on with a session where it was, with what the arguments say beside its number.
pub(super) fn go_on(
    store: Store,
    session: i64,
    args: &ResumeArgs,
    shared: &SharedArgs,
    settings: Settings,
    look: Look,
) -> Result<Exit, Failure> {
    let mut stored = store.load(session)?;
    let options = &mut stored.began.options;
    if let Some(probes) = args.probes {
        (options.probes, options.probes_asked) = (probes, true);
    }
    let mut banks = shared.clone();
    if banks.bank.is_empty() && banks.only_bank.is_empty() {
        banks.bank = options.bank.iter().map(PathBuf::from).collect();
        banks.only_bank = options.only_bank.iter().map(PathBuf::from).collect();
    }
    let tried = |id: &&QuestionId| {
        stored
            .attempts
            .iter()
            .any(|attempt| attempt.question == **id)
    };
    let left: Vec<&QuestionId> = stored.began.plan.iter().filter(|id| !tried(id)).collect();
    let bank = bank_of(session, &banks, &left)?;
    // Only now: what can't go on stays as it was left.
    let keeper = Keeper::taking_over(store, session)?;
    let setup = Setup {
        shared,
        settings,
        look,
        bank,
    };
    setup.hold(
        setup.session(&stored.began, stored.attempts),
        keeper,
        (&args.llm, &args.voice),
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
    let can_be_asked = |id: &&QuestionId| {
        let entry = bank.find(id.as_str());
        let item = entry.and_then(|entry| bank.read(entry).ok());
        item.is_some_and(|item| item.is_gradable())
    };
    if !left.is_empty() && !left.iter().any(can_be_asked) {
        return Err(Failure::usage(format!(
            "none of the questions that session {session} has left is in the bank with an answer to grade by, so it can't go on"
        ))
        .hint(hint));
    }
    Ok(bank)
}

fn nothing_to_resume() -> Failure {
    Failure::usage("there is no session to go on with").hint("`viva practice` starts a new one")
}
