//! A second opinion, point by point: what is asked, and which verdicts of the reply stand. One whose quotation is not in the
//! answer is dropped.

use serde_json::{Value, json};
use thiserror::Error;

use super::fence::one_line;
use super::ground::{Folded, find_evidence};
use super::links::reduce;
use super::prompts;
use super::reply::objects;
use super::request::Request;
use super::scores::{figures, tokens};
use crate::assessment::{Answer, Question, Rubric};
use crate::grading::Verdict;
use crate::text::Span;

/// Tokens of reply that are of use: so many, and so many more for each key point.
const TOKENS: u32 = 300;
const TOKENS_A_POINT: u32 = 110;

/// A longer reply is none to what was asked.
const REPLY_BYTES: usize = 256 * 1024;

/// At most this many characters of a reason or a dropped quotation are kept.
const REASON_CHARS: usize = 240;

/// What a model says of an answer, as far as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Opinion {
    /// Of key points, in the rubric's order. A point without a verdict is not among them.
    pub points: Vec<OpinionOfPoint>,
    /// Of misconceptions, in the rubric's order. One it says nothing of is not among them.
    pub misconceptions: Vec<OpinionOfBelief>,
    /// What it said and does not count.
    pub dropped: Vec<Dropped>,
}

/// A verdict that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpinionOfPoint {
    /// The point's place in the rubric.
    pub index: usize,
    /// Its id.
    pub id: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Where the words stand that it rests on; none for `Missing`.
    pub quote: Option<Span>,
    /// Why, as the model says; one line, perhaps empty.
    pub reason: String,
}

/// Whether a misconception is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpinionOfBelief {
    /// Its place in the rubric.
    pub index: usize,
    /// Its id.
    pub id: String,
    /// Where the words stand that show it; none where it is not held.
    pub held: Option<Span>,
}

/// A verdict that does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// Of a key point or misconception.
    pub id: String,
    /// The verdict; none for a misconception said to be held.
    pub verdict: Option<Verdict>,
    /// The words it claimed to rest on; one line.
    pub quote: String,
    /// Why it does not count.
    pub why: WhyDropped,
}

/// Why a verdict does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyDropped {
    /// It quotes nothing.
    NoQuote,
    /// What it quotes is not in the answer, or is grammar words alone.
    NotInAnswer,
}

/// A reply that holds no opinion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoOpinion {
    /// No object.
    #[error("it holds no JSON object")]
    NoJson,
    /// An object that never ends: the reply was too long for the tokens it had.
    #[error("its JSON breaks off")]
    BrokenOff,
    /// Objects, but none with key points.
    #[error("its JSON has no list `key_points`")]
    NoKeyPoints,
    /// Key points, but no verdict on any of the rubric's.
    #[error("it gives no verdict on any key point of the list by its `id`")]
    NoVerdicts,
    /// More than could be meant.
    #[error("it is far too long")]
    TooLong,
}

/// Asks for a verdict on each key point. The local grade is not in it: a second opinion that knows the first is none.
pub fn opinion_request(question: &Question, rubric: &Rubric, answer: &Answer) -> Request {
    let points = rubric.key_points.len().min(prompts::POINTS) as u32;
    let mut request = prompts::opinion(question, rubric, answer, TOKENS + TOKENS_A_POINT * points);
    request.schema = Some(schema(rubric));
    request
}

/// Asks once more after a reply that could not be read.
pub fn retry_request(request: &Request, problem: NoOpinion) -> Request {
    Request {
        user: prompts::again(&request.user, &problem.to_string()),
        ..request.clone()
    }
}

/// What of a reply stands. Prose and fences around the object, unknown ids and repeated ones are passed over; of several
/// objects the last counts, for what comes before it was thinking.
pub fn parse_opinion(reply: &str, rubric: &Rubric, answer: &Answer) -> Result<Opinion, NoOpinion> {
    if reply.len() > REPLY_BYTES {
        return Err(NoOpinion::TooLong);
    }
    let (objects, broken_off) = objects(reply);
    let Some(object) = objects
        .iter()
        .rev()
        .find(|object| object["key_points"].is_array())
    else {
        return Err(match (objects.is_empty(), broken_off) {
            (_, true) => NoOpinion::BrokenOff,
            (true, false) => NoOpinion::NoJson,
            (false, false) => NoOpinion::NoKeyPoints,
        });
    };
    let folded = Folded::new(&answer.text);
    let mut opinion = Opinion::default();
    let mut any = false;
    for (index, point) in rubric.key_points.iter().enumerate() {
        let Some((entry, verdict)) = verdict_on(&object["key_points"], &point.id) else {
            continue;
        };
        any = true;
        let quote = match quoted(&folded, entry) {
            _ if verdict == Verdict::Missing => None,
            Ok(span) => Some(span),
            Err(why) => {
                opinion
                    .dropped
                    .push(dropped(&point.id, Some(verdict), entry, why));
                continue;
            }
        };
        opinion.points.push(OpinionOfPoint {
            index,
            id: point.id.clone(),
            verdict,
            quote,
            reason: reason(entry),
        });
    }
    if !any {
        return Err(NoOpinion::NoVerdicts);
    }
    if object["misconceptions"].is_array() {
        judge_beliefs(&mut opinion, &object["misconceptions"], rubric, &folded);
    }
    Ok(opinion)
}

/// A misconception that is not listed is not held; one that is listed without a quotation from the answer says nothing.
fn judge_beliefs(opinion: &mut Opinion, listed: &Value, rubric: &Rubric, answer: &Folded) {
    for (index, belief) in rubric
        .misconceptions
        .iter()
        .enumerate()
        .take(prompts::POINTS)
    {
        let held = match entry_of(listed, &belief.id).map(|entry| (entry, quoted(answer, entry))) {
            None => None,
            Some((_, Ok(span))) => Some(span),
            Some((entry, Err(why))) => {
                opinion.dropped.push(dropped(&belief.id, None, entry, why));
                continue;
            }
        };
        opinion.misconceptions.push(OpinionOfBelief {
            index,
            id: belief.id.clone(),
            held,
        });
    }
}

/// The first entry with that id.
fn entry_of<'a>(list: &'a Value, id: &str) -> Option<&'a Value> {
    let id_of = |entry: &&Value| entry["id"].as_str().is_some_and(|own| own.trim() == id);
    list.as_array()?.iter().find(id_of)
}

fn verdict_on<'a>(list: &'a Value, id: &str) -> Option<(&'a Value, Verdict)> {
    let entry = entry_of(list, id)?;
    let name = entry["verdict"].as_str()?.trim().to_lowercase();
    let verdict = VERDICTS
        .into_iter()
        .find(|verdict| verdict.name() == name)?;
    Some((entry, verdict))
}

fn quoted(answer: &Folded, entry: &Value) -> Result<Span, WhyDropped> {
    let quote = entry["quote"].as_str().unwrap_or_default();
    if !quote.contains(char::is_alphanumeric) {
        return Err(WhyDropped::NoQuote);
    }
    find_evidence(answer, quote).ok_or(WhyDropped::NotInAnswer)
}

fn dropped(id: &str, verdict: Option<Verdict>, entry: &Value, why: WhyDropped) -> Dropped {
    Dropped {
        id: id.to_owned(),
        verdict,
        quote: one_line(entry["quote"].as_str().unwrap_or_default(), REASON_CHARS),
        why,
    }
}

/// The model's reason on one line, without links; empty where it gives a score.
fn reason(entry: &Value) -> String {
    let said = one_line(
        entry["reason"].as_str().unwrap_or_default(),
        2 * REASON_CHARS,
    );
    let reason = one_line(&reduce(&said), REASON_CHARS);
    if figures(&tokens(&reason), 0).is_empty() {
        reason
    } else {
        String::new()
    }
}

const VERDICTS: [Verdict; 4] = [
    Verdict::Met,
    Verdict::Partial,
    Verdict::Missing,
    Verdict::Contradicted,
];

/// The reply as a JSON schema, in the part of the language that strict servers take: every property required, none besides.
fn schema(rubric: &Rubric) -> Value {
    let points = rubric.key_points.iter().take(prompts::POINTS);
    let beliefs = rubric.misconceptions.iter().take(prompts::POINTS);
    let point = json!({
        "id": one_of(points.map(|point| point.id.as_str()).collect()),
        "quote": {"type": "string"},
        "reason": {"type": "string"},
        "verdict": one_of(VERDICTS.map(Verdict::name).to_vec()),
    });
    let belief = json!({
        "id": one_of(beliefs.map(|belief| belief.id.as_str()).collect()),
        "quote": {"type": "string"},
    });
    object(json!({"key_points": list_of(point), "misconceptions": list_of(belief)}))
}

pub(super) fn list_of(properties: Value) -> Value {
    json!({"type": "array", "items": object(properties)})
}

pub(super) fn object(properties: Value) -> Value {
    let names: Vec<&String> = properties
        .as_object()
        .into_iter()
        .flat_map(|it| it.keys())
        .collect();
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": names,
        "properties": properties,
    })
}

/// One of these strings; any where there are none, for an empty choice is no schema.
fn one_of(names: Vec<&str>) -> Value {
    if names.is_empty() {
        json!({"type": "string"})
    } else {
        json!({"type": "string", "enum": names})
    }
}
