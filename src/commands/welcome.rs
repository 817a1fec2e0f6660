//! The plain `viva`: welcomes, offers to go on with what was interrupted, else starts a practice round.

use std::io::{self, Write};

use super::wiring::{editor, is_interactive, look, settings};
use super::{Exit, Failure, practice, resume};
use crate::cli::{PracticeArgs, RoundArgs, SessionArgs, SharedArgs};
use crate::history::{Store, Unfinished};
use crate::terminal::render::sentence;
use crate::terminal::{Look, Repl, ReplOptions};

/// Runs the plain `viva`.
pub(super) fn run(
    session: &SessionArgs,
    round: &RoundArgs,
    shared: &SharedArgs,
) -> Result<Exit, Failure> {
    let settings = settings(shared)?;
    let look = look(shared, &settings.config, session.plain);
    let args = PracticeArgs {
        topics: Vec::new(),
        session: session.clone(),
        round: round.clone(),
    };
    if !is_interactive(shared) {
        return practice::start(&args, shared, &settings, look);
    }
    say(
        "Welcome to viva: an oral examination at the terminal. Answer as you would say it aloud.",
        &look,
    );
    // A store that can't be read is told about once the session wants to be kept, and only then.
    let store = settings
        .data
        .as_deref()
        .and_then(|data| Store::open_existing(data).ok().flatten());
    if let Some(store) = store
        && let Ok(unfinished) = store.unfinished()
        // Who left before the first answer left nothing to go on with.
        && let Some(latest) = unfinished
            .iter()
            .find(|session| session.tried > 0 || !session.paused)
    {
        match offer(latest, look)? {
            Some(true) => {
                return resume::go_on(store, latest.session, None, shared, &settings, look);
            }
            Some(false) => say(
                &format!(
                    "It stays where it is: viva resume {}. A new round:",
                    latest.session
                ),
                &look,
            ),
            None => return Ok(Exit::Done),
        }
    }
    practice::start(&args, shared, &settings, look)
}

/// Offers to go on; none when neither is wanted.
fn offer(latest: &Unfinished, look: Look) -> Result<Option<bool>, Failure> {
    let started = latest
        .started_at
        .to_zoned(jiff::tz::TimeZone::system())
        .strftime("%-d %B, %H:%M");
    let how = if latest.paused {
        "paused"
    } else {
        "interrupted"
    };
    let after = match latest.planned {
        Some(planned) => format!("{} of {planned} questions", latest.tried),
        None if latest.tried == 1 => "1 question".to_owned(),
        None => format!("{} questions", latest.tried),
    };
    say(
        &format!(
            "Session {} of {started} was {how} after {after}.",
            latest.session
        ),
        &look,
    );
    say("", &look);
    let options = ReplOptions {
        look,
        editor: editor(),
        leave_question: String::new(),
    };
    Repl::new(options)
        .and_then(|mut repl| repl.confirm("Go on with it?", true))
        .map_err(|error| Failure::outside(format!("the terminal can't be read: {error}")))
}

fn say(text: &str, look: &Look) {
    // A greeting that nobody reads is no reason to stop; the session will notice.
    let mut out = anstream::stdout().lock();
    let text = if text.is_empty() {
        "\n".to_owned()
    } else {
        sentence(text, look)
    };
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    let _: io::Result<()> = out.flush();
}
