//! The report as a page: one file that opens offline, asks no network for anything and runs no script. A policy in the page
//! itself forbids both; what is written in an answer stays text.

use askama::Template;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::card::{Badge, Card, anchor, card};
use super::charts::{self, Calibration, Over, Topics, Trend, class, percent};
use super::figures::{again, calibration_in_words, estimates, figures};
use super::visible::{visible, visible_line};
use super::{PastSession, Transcript, words};
use crate::assessment::QuestionId;
use crate::grading::{ENGINE_VERSION, Score};
use crate::interview::{Moment, Scorecard};

pub(in crate::report) const STYLE: &str = include_str!("../templates/report.css");

/// Circumference of the ring around the score.
const RING: f64 = 2.0 * std::f64::consts::PI * 54.0;

#[derive(Template)]
#[template(path = "report.html")]
struct Page {
    policy: String,
    style: &'static str,
    heading: String,
    lead: String,
    /// Score and band of all; none where nothing was answered.
    overall: Option<Overall>,
    facts: Vec<Fact>,
    moments: Vec<MomentView>,
    repeat: Vec<Link>,
    /// Their ids, for the command that asks them again.
    again: Vec<String>,
    topics: Option<Topics>,
    /// The means by level, in words; empty where there is one level alone.
    levels: String,
    trend: Option<Trend>,
    trend_heading: &'static str,
    calibration: Option<Calibration>,
    many: bool,
    sessions: Vec<SessionView>,
    made: String,
    engine: &'static str,
}

pub(in crate::report) struct Overall {
    pub(in crate::report) points: String,
    pub(in crate::report) band: &'static str,
    pub(in crate::report) class: &'static str,
    /// The drawn and the open part of the ring.
    pub(in crate::report) drawn: String,
    pub(in crate::report) open: String,
}

/// A figure with its name.
pub(in crate::report) struct Fact {
    pub(in crate::report) name: &'static str,
    pub(in crate::report) value: String,
    pub(in crate::report) more: String,
}

struct MomentView {
    name: &'static str,
    question: String,
    point: String,
    quote: String,
}

struct Link {
    anchor: String,
    title: String,
}

struct SessionView {
    anchor: String,
    heading: String,
    started: String,
    /// Answers and state, in words.
    tells: String,
    badge: Badge,
    cards: Vec<Card>,
    /// Notes taken at questions that were never tried.
    notes: Vec<String>,
}

/// The report as a page of HTML.
pub fn transcript_html(transcript: &Transcript) -> String {
    let figures = figures(&transcript.sessions, &transcript.questions);
    let sessions: Vec<SessionView> = transcript
        .sessions
        .iter()
        .map(|session| session_view(session, transcript))
        .collect();
    let single = transcript.single();
    let page = Page {
        policy: policy(),
        style: STYLE,
        heading: words::heading(transcript),
        lead: lead(transcript),
        overall: figures.summary.mean.map(overall),
        facts: facts(&figures),
        moments: moments(&figures),
        repeat: repeat(&figures, transcript),
        again: again(&figures),
        topics: charts::topics(&figures.topics),
        levels: levels(&figures),
        trend: match single {
            Some(_) => charts::trend(Over::Questions, &of_questions(&figures)),
            None => charts::trend(Over::Sessions, &of_sessions(transcript)),
        },
        trend_heading: match single {
            Some(_) => "Question by question",
            None => "Session by session",
        },
        calibration: charts::calibration(
            &estimates(&transcript.sessions),
            calibration_in_words(&figures),
        ),
        many: single.is_none(),
        sessions,
        made: visible_line(&transcript.made),
        engine: ENGINE_VERSION,
    };
    page.render()
        .expect("a template of plain values writes to a string")
}

/// Nothing is fetched and nothing runs; the one style sheet is known by its hash.
pub(in crate::report) fn policy() -> String {
    let hash = BASE64_STANDARD.encode(Sha256::digest(STYLE));
    format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
}

fn lead(transcript: &Transcript) -> String {
    match (transcript.sessions.first(), transcript.sessions.last()) {
        (Some(first), Some(last)) if first.session == last.session => {
            visible_line(&first.started) + &words::unfinished(first, ", ")
        }
        (Some(first), Some(last)) => {
            visible_line(&format!("{} to {}", first.started, last.started))
        }
        _ => String::new(),
    }
}

pub(in crate::report) fn overall(mean: Score) -> Overall {
    let drawn = RING * mean.points() / 100.0;
    Overall {
        points: words::points(mean),
        band: words::band(mean),
        class: class(Some(mean)),
        drawn: percent(drawn),
        open: percent(RING - drawn),
    }
}

fn facts(figures: &Scorecard) -> Vec<Fact> {
    let summary = &figures.summary;
    let mut facts = vec![
        Fact {
            name: "Answered",
            value: format!("{} of {}", summary.answered(), summary.lines.len()),
            more: match summary.not_answered {
                0 => String::new(),
                open => format!("{open} not answered"),
            },
        },
        Fact {
            name: "Time",
            value: words::length(figures.took),
            more: String::new(),
        },
        Fact {
            name: "Wrong beliefs held",
            value: match summary.beliefs.len() {
                0 => "none".to_owned(),
                held => held.to_string(),
            },
            more: String::new(),
        },
    ];
    if summary.recovered_in > 0 {
        facts.push(Fact {
            name: "Follow-ups",
            value: format!("+{:.0} points", summary.recovered),
            more: format!(
                "recovered in {}",
                words::count(summary.recovered_in, "question", "questions")
            ),
        });
    }
    facts
}

/// One level says nothing beside the overall score.
fn levels(figures: &Scorecard) -> String {
    let levels = figures.levels.iter();
    let told: Vec<String> = levels
        .map(|level| {
            let mean = level.mean.map(words::scored);
            format!(
                "{}: {}",
                level.name,
                mean.unwrap_or("not answered".to_owned())
            )
        })
        .collect();
    if told.len() > 1 {
        words::sentence(&told.join("; "))
    } else {
        String::new()
    }
}

fn moments(figures: &Scorecard) -> Vec<MomentView> {
    let view = |name, moment: &Moment| MomentView {
        name,
        question: words::title(&moment.question),
        point: words::sentence(&moment.point),
        quote: moment
            .quote
            .as_deref()
            .map(visible_line)
            .unwrap_or_default(),
    };
    let strongest = figures.strongest.iter();
    let weakest = figures.weakest.iter();
    strongest
        .map(|moment| view("Strongest moment", moment))
        .chain(weakest.map(|moment| view("Work on first", moment)))
        .collect()
}

/// Links to where the questions to repeat were asked last.
fn repeat(figures: &Scorecard, transcript: &Transcript) -> Vec<Link> {
    let last_asked = |id: &QuestionId| {
        transcript.sessions.iter().rev().find_map(|session| {
            let mut attempts = session.attempts.iter().rev();
            let attempt = attempts.find(|attempt| attempt.question == *id)?;
            Some(anchor(session.session, attempt.position))
        })
    };
    let links = figures.repeat.iter().filter_map(|id| {
        Some(Link {
            anchor: last_asked(id)?,
            title: words::title(id),
        })
    });
    links.collect()
}

fn of_questions(figures: &Scorecard) -> Vec<(String, Option<Score>)> {
    let lines = figures.summary.lines.iter();
    lines
        .map(|line| (line.number.to_string(), line.score()))
        .collect()
}

fn of_sessions(transcript: &Transcript) -> Vec<(String, Option<Score>)> {
    let sessions = transcript.sessions.iter();
    sessions
        .map(|session| (session.session.to_string(), session.summary().mean))
        .collect()
}

fn session_view(session: &PastSession, transcript: &Transcript) -> SessionView {
    let summary = session.summary();
    // One for each question but a warm-up, in the same order.
    let mut lines = summary.lines.iter();
    let questions = session.questions();
    let cards = questions.iter().filter_map(|tries| {
        let last = tries.last()?;
        let line = if last.warm_up { None } else { lines.next() };
        let question = transcript.questions.get(&last.question);
        card(session, tries, line, question)
    });
    let cards: Vec<Card> = cards.collect();
    SessionView {
        anchor: format!("s{}", session.session),
        heading: words::name(session),
        started: visible_line(&session.started),
        tells: format!(
            "{} of {} answered{}",
            summary.answered(),
            summary.lines.len(),
            words::unfinished(session, " · ")
        ),
        badge: Badge {
            points: summary.mean.map_or_else(String::new, words::points),
            before: String::new(),
            says: summary.mean.map_or("nothing answered", words::band),
            class: class(summary.mean),
            width: summary
                .mean
                .map_or_else(|| "0".to_owned(), |mean| percent(mean.points())),
        },
        notes: session
            .stray_notes()
            .map(|note| visible(&note.text))
            .collect(),
        cards,
    }
}
