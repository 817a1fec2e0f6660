//! The report as one JSON object. As with results, the structs are the published shape; an attempt is the object that
//! `viva history export` prints.

use serde::Serialize;
use serde_json::value::RawValue;

use super::figures::figures;
use super::{PastSession, Transcript};
use crate::assessment::QuestionId;
use crate::interview::{Scorecard, Share, is_last_try};
use crate::report::{Exported, attempt_line, json_line, personal_json};

/// The version of the report's shape.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct ReportJson<'a> {
    schema: u32,
    figures: FiguresJson,
    sessions: Vec<SessionJson<'a>>,
    questions: Vec<QuestionJson<'a>>,
}

#[derive(Serialize)]
struct SessionJson<'a> {
    session: i64,
    mode: &'a str,
    state: &'a str,
    started_at: String,
    figures: FiguresJson,
    attempts: Vec<Box<RawValue>>,
    notes: Vec<NoteJson<'a>>,
}

#[derive(Serialize)]
struct FiguresJson {
    asked: usize,
    answered: usize,
    mean: Option<f64>,
    band: Option<&'static str>,
    seconds: f64,
    recovered: f64,
    beliefs: Vec<String>,
    topics: Vec<ShareJson>,
    levels: Vec<ShareJson>,
    calibration: Option<CalibrationJson>,
    repeat: Vec<String>,
}

#[derive(Serialize)]
struct ShareJson {
    name: String,
    asked: usize,
    mean: Option<f64>,
}

#[derive(Serialize)]
struct CalibrationJson {
    guesses: usize,
    mean_estimate: f64,
    mean_score: f64,
    mean_difference: f64,
}

#[derive(Serialize)]
struct NoteJson<'a> {
    position: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct QuestionJson<'a> {
    id: &'a str,
    prompt: &'a str,
    code: Option<&'a str>,
    level: &'static str,
    minutes: u8,
    model_answer: &'a str,
}

/// The report as one line of JSON, without its newline.
pub fn transcript_json(transcript: &Transcript) -> String {
    json_line(&ReportJson {
        schema: SCHEMA,
        figures: figures_json(&figures(&transcript.sessions, &transcript.questions)),
        sessions: transcript
            .sessions
            .iter()
            .map(|session| session_json(session, transcript))
            .collect(),
        questions: transcript
            .questions
            .iter()
            .map(|(id, question)| QuestionJson {
                id: id.as_str(),
                prompt: &question.prompt,
                code: question.code.as_deref(),
                level: question.level.name(),
                minutes: question.minutes,
                model_answer: &question.model_answer,
            })
            .collect(),
    })
}

fn session_json<'a>(session: &'a PastSession, transcript: &Transcript) -> SessionJson<'a> {
    let alone = figures(std::slice::from_ref(session), &transcript.questions);
    let attempts = session.attempts.iter().enumerate().map(|(at, attempt)| {
        let is_last = is_last_try(&session.attempts, at);
        let notes = session.notes.iter();
        let here = notes.filter(|note| is_last && note.position == attempt.position);
        let place = (attempt.position, attempt.take);
        let mut deliveries = session.deliveries.iter();
        let exported = Exported {
            delivery: deliveries
                .find(|(at, _)| *at == place)
                .map(|(_, delivery)| delivery.clone()),
            personal: session.adjusted(attempt).map(personal_json),
            notes: here.map(|note| note.text.as_str()).collect(),
            ..Exported::default()
        };
        RawValue::from_string(attempt_line(
            session.session,
            &session.mode,
            attempt,
            exported,
        ))
    });
    SessionJson {
        session: session.session,
        mode: &session.mode,
        state: session.state,
        started_at: session.started_at.to_string(),
        figures: figures_json(&alone),
        attempts: attempts.filter_map(Result::ok).collect(),
        notes: session
            .notes
            .iter()
            .map(|note| NoteJson {
                position: note.position,
                text: &note.text,
            })
            .collect(),
    }
}

fn figures_json(figures: &Scorecard) -> FiguresJson {
    let summary = &figures.summary;
    FiguresJson {
        asked: summary.lines.len(),
        answered: summary.answered(),
        mean: summary.mean.map(|mean| mean.points()),
        band: summary.mean.map(|mean| mean.band().name()),
        seconds: tenths(figures.took.as_secs_f64()),
        recovered: tenths(summary.recovered),
        beliefs: summary.beliefs.clone(),
        topics: figures.topics.iter().map(share).collect(),
        levels: figures.levels.iter().map(share).collect(),
        calibration: summary.estimates.map(|bias| CalibrationJson {
            guesses: bias.estimates,
            mean_estimate: tenths(bias.mean + bias.too_high),
            mean_score: tenths(bias.mean),
            mean_difference: tenths(bias.off),
        }),
        repeat: figures.repeat.iter().map(QuestionId::to_string).collect(),
    }
}

fn share(share: &Share) -> ShareJson {
    ShareJson {
        name: share.name.clone(),
        asked: share.asked,
        mean: share.mean.map(|mean| mean.points()),
    }
}

fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
