//! The plain `viva`: welcomes, offers to go on with what was interrupted, then a menu to those who have a history, else
//! a practice round.

use std::collections::BTreeSet;
use std::io::Write;

use super::begin::Setup;
use super::keeper::local_day;
use super::wiring::{is_interactive, look, repl, settings, unreadable};
use super::{Exit, Failure, interview, practice, resume, review};
use crate::assessment::QuestionId;
use crate::cli::{
    InterviewArgs, PracticeArgs, ResumeArgs, ReviewArgs, RoundArgs, SessionArgs, SharedArgs,
};
use crate::grading::Score;
use crate::history::{Store, Unfinished};
use crate::terminal::Look;
use crate::terminal::Reply;
use crate::terminal::render::{Choice, menu, points, sentence};
use crate::text::count;

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
        return practice::start(&args, &Setup::new(shared, settings, look));
    }
    say(
        "Welcome to viva: an oral examination at the terminal. Answer as you would say it aloud.",
        &look,
    );
    // A store that can't be read is told about once the session wants to be kept, and only then.
    let Some(store) = settings.store().ok().flatten() else {
        return practice::start(&args, &Setup::new(shared, settings, look));
    };
    if let Ok(unfinished) = store.unfinished()
        && let Some(latest) = unfinished.iter().find(|session| session.is_begun())
    {
        match offer(latest, look)? {
            Reply::Said(true) => {
                let resumed = ResumeArgs {
                    session: Some(latest.session),
                    probes: args.session.probes,
                    plain: args.session.plain,
                    voice: args.session.voice,
                    llm: args.session.llm,
                };
                return resume::go_on(store, latest.session, &resumed, shared, settings, look);
            }
            Reply::Said(false) => say(
                &format!("It stays where it is: viva resume {}.", latest.session),
                &look,
            ),
            Reply::End => return Ok(Exit::Done),
            Reply::Interrupted => return Ok(Exit::Interrupted),
        }
    }
    choose(store, args, &Setup::new(shared, settings, look))
}

/// Lets someone who has answered before choose what to do; who says already what is wanted is asked nothing.
fn choose(store: Store, mut args: PracticeArgs, setup: &Setup<'_>) -> Result<Exit, Failure> {
    let nothing_said = SessionArgs {
        plain: args.session.plain,
        voice: args.session.voice.clone(),
        ..SessionArgs::default()
    };
    let scores = store.latest_scores().unwrap_or_default();
    if args.session != nothing_said || args.round != RoundArgs::default() || scores.is_empty() {
        return practice::start(&args, setup);
    }
    say_text(&menu(&choices(&store, &scores, setup), &setup.look));
    drop(store);
    say("", &setup.look);
    let picked = repl(setup.look, "")?
        .choose("A number, or Enter for practice:", CHOICES)
        .map_err(unreadable)?;
    let (topics, session) = (Vec::new(), args.session.clone());
    match picked {
        Reply::End => Ok(Exit::Done),
        Reply::Interrupted => Ok(Exit::Interrupted),
        Reply::Said(2) => {
            let args = ReviewArgs {
                topics,
                fit: false,
                session,
            };
            review::start(&args, setup)
        }
        Reply::Said(4) => interview::start(&InterviewArgs { topics, session }, setup),
        Reply::Said(number) => {
            args.session.weak = number == 3;
            practice::start(&args, setup)
        }
    }
}

/// How many there are to choose from.
const CHOICES: usize = 4;

fn choices(store: &Store, scores: &[(QuestionId, Score)], setup: &Setup<'_>) -> [Choice; CHOICES] {
    let Setup { bank, settings, .. } = setup;
    let entries: Vec<_> = bank.entries().filter(|entry| entry.is_gradable).collect();
    let today = local_day(jiff::Timestamp::now());
    // What is due by another wanted recall is told once the review has aimed at it.
    let cards = store.cards(today).unwrap_or_default();
    let agenda = review::agenda(
        &entries,
        &cards,
        today,
        settings.config.review.new_per_day,
        0,
    );
    let weak: Vec<String> = practice::weakest(bank, scores, &BTreeSet::new())
        .into_iter()
        .map(|of| format!("{} {}", of.topic.replace('-', " "), points(of.mean)))
        .collect();
    let choice = |name, told| Choice { name, told };
    [
        choice(
            "Practice",
            format!(
                "{} questions, graded one by one",
                settings.config.practice.count
            ),
        ),
        choice(
            "Review",
            format!("{} due today, {} new", agenda.due.len(), agenda.fresh.len()),
        ),
        choice("Weak topics", weak.join(", ")),
        choice(
            "Interview",
            "harder as it goes well, graded at the end".to_owned(),
        ),
    ]
}

/// Offers to go on.
fn offer(latest: &Unfinished, look: Look) -> Result<Reply<bool>, Failure> {
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
        None => count(latest.tried, "question", "questions"),
    };
    say(
        &format!(
            "Session {} of {started} was {how} after {after}.",
            latest.session
        ),
        &look,
    );
    say("", &look);
    repl(look, "")?
        .confirm("Go on with it?", true)
        .map_err(unreadable)
}

fn say(text: &str, look: &Look) {
    if text.is_empty() {
        say_text("\n");
    } else {
        say_text(&sentence(text, look));
    }
}

fn say_text(text: &str) {
    // A greeting that nobody reads is no reason to stop; the session will notice.
    let mut out = anstream::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
