//! A rubric that a model proposes for a question, from its model answer. What is kept is what can be a rubric and quotes the answer;
//! none of it counts before an author has confirmed it.

use serde_json::{Value, json};

use super::fence::one_line;
use super::ground::{Folded, find_evidence};
use super::links::reduce;
use super::opinion::{list_of, object};
use super::prompts;
use super::proposal::{
    NoProposal, ProposedBelief, ProposedPoint, Refused, RubricProposal, WhyRefused,
};
use super::reply::objects;
use super::request::Request;
use crate::assessment::{Answer, KeyPoint, Lexicon, Misconception, Question, Rubric};
use crate::grading::{grade, prepare};

/// Tokens of reply that are of use.
const MAX_TOKENS: u32 = 2400;

/// A longer reply is none to what was asked.
const REPLY_BYTES: usize = 256 * 1024;

/// At most so many key points and misconceptions are kept, the first ones.
const POINTS: usize = 8;
const BELIEFS: usize = 4;

/// At most this many entries of a list are looked at.
const ENTRIES: usize = 40;

/// Of the points, at most so many are essential.
const ESSENTIAL: usize = 3;

/// At most this many characters of a statement or belief: more is no single point.
const STATEMENT_CHARS: usize = 240;

/// At most this many characters of a correction.
const CORRECTION_CHARS: usize = 400;

/// At most so many patterns of a point, of so many characters.
const PATTERNS: usize = 8;
const PATTERN_CHARS: usize = 120;

/// At most so many quotations of a point are kept.
const QUOTES: usize = 2;

/// At most this many characters of what was refused are told.
const TOLD_CHARS: usize = 80;

/// Asks for a rubric of a question that has a model answer.
pub fn draft_request(question: &Question) -> Request {
    let mut request = prompts::draft(question, MAX_TOKENS);
    request.schema = Some(schema());
    request
}

/// Asks once more after a reply that could not be used.
pub fn draft_again(request: &Request, problem: NoProposal) -> Request {
    Request {
        user: prompts::again(&request.user, &problem.to_string()),
        ..request.clone()
    }
}

/// What of a reply can be a rubric. Prose and fences around the object are passed over; of several objects with key points the
/// last counts, for what comes before it was thinking.
pub fn parse_draft(
    reply: &str,
    question: &Question,
    lexicon: &Lexicon,
) -> Result<RubricProposal, NoProposal> {
    if reply.len() > REPLY_BYTES {
        return Err(NoProposal::TooLong);
    }
    let (objects, broken_off) = objects(reply);
    let object = objects
        .iter()
        .rev()
        .find(|object| object["key_points"].is_array())
        .ok_or(match (objects.is_empty(), broken_off) {
            (_, true) => NoProposal::BrokenOff,
            (true, false) => NoProposal::NoJson,
            (false, false) => NoProposal::NoKeyPoints,
        })?;
    let mut proposal = RubricProposal::default();
    let answer = Folded::new(&question.model_answer);
    for entry in entries(&object["key_points"]) {
        add_point(&mut proposal, entry, &answer, &question.model_answer);
    }
    if proposal.points.is_empty() {
        return Err(NoProposal::NothingStands);
    }
    for entry in entries(&object["misconceptions"]) {
        add_belief(&mut proposal, entry);
    }
    refuse_unreadable_patterns(&mut proposal, question, lexicon);
    refuse_what_the_answer_says(&mut proposal, question, lexicon);
    Ok(proposal)
}

fn entries(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten().take(ENTRIES)
}

fn add_point(proposal: &mut RubricProposal, entry: &Value, answer: &Folded, text: &str) {
    let Some(statement) = statement(&entry["statement"]) else {
        return refuse(proposal, &entry["statement"], WhyRefused::NoStatement);
    };
    let mut quotes: Vec<String> = Vec::new();
    for quote in strings(&entry["quotes"]) {
        if let Some(span) = find_evidence(answer, &quote) {
            let words = span.of(text).to_owned();
            if !quotes.contains(&words) {
                quotes.push(words);
            }
        }
    }
    quotes.truncate(QUOTES);
    let why = if quotes.is_empty() {
        WhyRefused::NotInAnswer
    } else if proposal
        .points
        .iter()
        .any(|point| is_same(&point.statement, &statement))
    {
        WhyRefused::Repeated
    } else if proposal.points.len() >= POINTS {
        WhyRefused::TooMany
    } else {
        let essential = proposal.points.iter().filter(|point| point.essential);
        let essential = essential.count() < ESSENTIAL && entry["essential"] == true;
        proposal.points.push(ProposedPoint {
            statement,
            weight: weight(&entry["weight"]),
            essential,
            patterns: strings(&entry["patterns"]).collect(),
            quotes,
        });
        return;
    };
    refuse(proposal, &entry["statement"], why);
}

fn add_belief(proposal: &mut RubricProposal, entry: &Value) {
    let Some(belief) = statement(&entry["belief"]) else {
        return refuse(proposal, &entry["belief"], WhyRefused::NoStatement);
    };
    let is_there = |other: &str| is_same(other, &belief);
    let beliefs = &proposal.misconceptions;
    if beliefs.iter().any(|other| is_there(&other.belief))
        || proposal
            .points
            .iter()
            .any(|point| is_there(&point.statement))
    {
        refuse(proposal, &entry["belief"], WhyRefused::Repeated);
    } else if beliefs.len() >= BELIEFS {
        refuse(proposal, &entry["belief"], WhyRefused::TooMany);
    } else {
        proposal.misconceptions.push(ProposedBelief {
            belief,
            correction: plain(&entry["correction"], CORRECTION_CHARS),
            patterns: strings(&entry["patterns"]).collect(),
        });
    }
}

/// A pattern is read as the grader reads it. One of a single word would pay for mentioning a topic.
fn refuse_unreadable_patterns(
    proposal: &mut RubricProposal,
    question: &Question,
    lexicon: &Lexicon,
) {
    let mut refused = Vec::new();
    let lists = proposal
        .points
        .iter_mut()
        .map(|point| &mut point.patterns)
        .chain(
            proposal
                .misconceptions
                .iter_mut()
                .map(|belief| &mut belief.patterns),
        );
    for patterns in lists {
        let mut kept: Vec<String> = Vec::new();
        for pattern in patterns.drain(..).take(ENTRIES) {
            let is_kept = kept.len() < PATTERNS
                && !kept.contains(&pattern)
                && pattern.chars().count() <= PATTERN_CHARS
                && pattern.split_whitespace().count() > 1
                && pattern_problem(&pattern, question, lexicon).is_none();
            if is_kept {
                kept.push(pattern);
            } else {
                refused.push(Refused {
                    what: one_line(&pattern, TOLD_CHARS),
                    why: WhyRefused::NoPattern,
                });
            }
        }
        *patterns = kept;
    }
    proposal.refused.extend(refused);
}

/// What keeps a pattern from being read; none where it can be.
pub fn pattern_problem(pattern: &str, question: &Question, lexicon: &Lexicon) -> Option<String> {
    let rubric = Rubric {
        key_points: vec![key_point("", "", 1.0, vec![pattern.to_owned()])],
        ..Rubric::default()
    };
    let (_, problems) = prepare(&rubric, &question.prompt, question.kind, lexicon);
    problems.into_iter().next().map(|problem| problem.message)
}

/// A belief that the grader finds in the model answer would be held against everyone who says what is right.
fn refuse_what_the_answer_says(
    proposal: &mut RubricProposal,
    question: &Question,
    lexicon: &Lexicon,
) {
    let beliefs = proposal.misconceptions.iter().enumerate();
    let rubric = Rubric {
        key_points: proposal
            .points
            .iter()
            .map(|point| key_point("", &point.statement, point.weight, point.patterns.clone()))
            .collect(),
        misconceptions: beliefs
            .map(|(at, belief)| Misconception {
                id: at.to_string(),
                belief: belief.belief.clone(),
                correction: belief.correction.clone(),
                penalty: 25.0,
                subject: None,
                patterns: belief.patterns.clone(),
            })
            .collect(),
        ..Rubric::default()
    };
    let (prepared, _) = prepare(&rubric, &question.shown(), question.kind, lexicon);
    let held = grade(&prepared, &Answer::typed(question.model_answer.clone())).misconceptions;
    let mut at = 0;
    let refused = &mut proposal.refused;
    proposal.misconceptions.retain(|belief| {
        let is_held = held.iter().any(|held| held.id == at.to_string());
        at += 1;
        if is_held {
            refused.push(Refused {
                what: one_line(&belief.belief, TOLD_CHARS),
                why: WhyRefused::HeldByAnswer,
            });
        }
        !is_held
    });
}

fn key_point(id: &str, statement: &str, weight: f64, patterns: Vec<String>) -> KeyPoint {
    KeyPoint {
        id: id.to_owned(),
        statement: statement.to_owned(),
        weight,
        essential: false,
        subject: None,
        patterns,
        wrong: Vec::new(),
        probe: None,
    }
}

fn refuse(proposal: &mut RubricProposal, what: &Value, why: WhyRefused) {
    proposal.refused.push(Refused {
        what: plain(what, TOLD_CHARS),
        why,
    });
}

/// A short sentence, cleaned; none where it is none.
fn statement(value: &Value) -> Option<String> {
    let said = plain(value, STATEMENT_CHARS + 1);
    let said = said.trim_end_matches('.');
    let is_short = said.chars().count() <= STATEMENT_CHARS;
    (is_short && said.split_whitespace().count() > 1 && said.contains(char::is_alphabetic))
        .then(|| said.to_owned())
}

/// A text on one line, without links and without what can't be seen.
fn plain(value: &Value, limit: usize) -> String {
    let said = one_line(value.as_str().unwrap_or_default(), 4 * limit);
    one_line(&reduce(&said), limit)
}

fn strings(list: &Value) -> impl Iterator<Item = String> {
    entries(list)
        .filter_map(Value::as_str)
        .map(|text| one_line(text, 2 * STATEMENT_CHARS))
        .filter(|text| !text.is_empty())
}

/// The nearest half from 1 to 3; 1 where there is no number.
fn weight(value: &Value) -> f64 {
    let weight = value.as_f64().unwrap_or(1.0);
    (weight.clamp(1.0, 3.0) * 2.0).round() / 2.0
}

fn is_same(one: &str, other: &str) -> bool {
    let folded = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    folded(one) == folded(other)
}

/// The reply as a JSON schema, in the part of the language that strict servers take.
fn schema() -> Value {
    let texts = json!({"type": "array", "items": {"type": "string"}});
    let point = json!({
        "quotes": texts,
        "statement": {"type": "string"},
        "weight": {"type": "number"},
        "essential": {"type": "boolean"},
        "patterns": texts,
    });
    let belief = json!({
        "belief": {"type": "string"},
        "correction": {"type": "string"},
        "patterns": texts,
    });
    object(json!({"key_points": list_of(point), "misconceptions": list_of(belief)}))
}
