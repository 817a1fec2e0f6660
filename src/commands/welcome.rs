//! The plain `viva`: welcomes, offers to go on with what was interrupted, then a menu to those who have a history, else
//! a practice round.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::keeper::local_day;
use super::open_bank::open_bank;
use super::wiring::{Settings, editor, is_interactive, look, settings};
use super::{Exit, Failure, interview, practice, resume, review};
use crate::assessment::QuestionId;
use crate::cli::{
    InterviewArgs, PracticeArgs, ResumeArgs, ReviewArgs, RoundArgs, SessionArgs, SharedArgs,
};
use crate::grading::Score;
use crate::history::{Store, Unfinished};
use crate::terminal::render::{Choice, menu, points, sentence};
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
    let Some(store) = store else {
        return practice::start(&args, shared, &settings, look);
    };
    if let Ok(unfinished) = store.unfinished()
        // Who left before the first answer left nothing to go on with.
        && let Some(latest) = unfinished
            .iter()
            .find(|session| session.tried > 0 || !session.paused)
    {
        match offer(latest, look)? {
            Some(true) => {
                let resumed = ResumeArgs {
                    session: Some(latest.session),
                    probes: args.session.probes,
                    plain: args.session.plain,
                    voice: args.session.voice,
                    llm: args.session.llm,
                };
                return resume::go_on(store, latest.session, &resumed, shared, &settings, look);
            }
            Some(false) => say(
                &format!("It stays where it is: viva resume {}.", latest.session),
                &look,
            ),
            None => return Ok(Exit::Done),
        }
    }
    choose(&store, args, shared, &settings, look)
}

/// Lets someone who has answered before choose what to do; who says already what is wanted is asked nothing.
fn choose(
    store: &Store,
    mut args: PracticeArgs,
    shared: &SharedArgs,
    settings: &Settings,
    look: Look,
) -> Result<Exit, Failure> {
    let nothing_said = SessionArgs {
        plain: args.session.plain,
        voice: args.session.voice.clone(),
        ..SessionArgs::default()
    };
    let scores = store.latest_scores().unwrap_or_default();
    if args.session != nothing_said || args.round != RoundArgs::default() || scores.is_empty() {
        return practice::start(&args, shared, settings, look);
    }
    say_text(&menu(&choices(store, &scores, shared, settings), &look));
    say("", &look);
    let picked = repl(look)?
        .choose("A number, or Enter for practice:", CHOICES)
        .map_err(unreadable)?;
    let PracticeArgs {
        topics, session, ..
    } = args.clone();
    match picked {
        None => Ok(Exit::Done),
        Some(2) => {
            let args = ReviewArgs {
                topics,
                fit: false,
                session,
            };
            review::start(&args, shared, settings, look)
        }
        Some(4) => interview::start(&InterviewArgs { topics, session }, shared, settings, look),
        Some(number) => {
            args.session.weak = number == 3;
            practice::start(&args, shared, settings, look)
        }
    }
}

/// How many there are to choose from.
const CHOICES: usize = 4;

fn choices(
    store: &Store,
    scores: &[(QuestionId, Score)],
    shared: &SharedArgs,
    settings: &Settings,
) -> [Choice; CHOICES] {
    let bank = open_bank(shared);
    let entries: Vec<_> = bank.entries().collect();
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
    let weak: Vec<String> = practice::weakest(&bank, scores, &BTreeSet::new())
        .into_iter()
        .map(|(topic, score)| format!("{} {}", topic.replace('-', " "), points(score)))
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
    repl(look)?
        .confirm("Go on with it?", true)
        .map_err(unreadable)
}

fn repl(look: Look) -> Result<Repl, Failure> {
    Repl::new(ReplOptions {
        look,
        editor: editor(),
        leave_question: String::new(),
        listens: false,
    })
    .map_err(unreadable)
}

fn unreadable(error: io::Error) -> Failure {
    Failure::outside(format!("the terminal can't be read: {error}"))
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
