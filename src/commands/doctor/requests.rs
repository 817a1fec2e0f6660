//! What the test of a language model asks: a few words, and a question of the bank with its model answer. Nothing of the user's.

use serde_json::{Value, json};

use crate::assessment::Answer;
use crate::bank::{Bank, Item};
use crate::commands::model::{self, Form};
use crate::examiner::narrative_request;
use crate::grading::{grade, prepare};
use crate::llm::{Delivery, Endpoint, Format, Message, Request, Role, request_preview};

/// Tokens of the tiny answer.
pub(super) const TINY: u32 = 8;

/// Tokens for an answer in JSON.
const OBJECT: u32 = 40;

fn user(content: &str) -> Vec<Message> {
    vec![Message {
        role: Role::User,
        content: content.to_owned(),
    }]
}

pub(super) fn hello(tokens: u32) -> Request {
    Request {
        messages: user("Reply with the one word: ready"),
        temperature: Some(0.0),
        max_tokens: Some(tokens),
        ..Request::default()
    }
}

pub(super) fn object(format: Format, tokens: u32) -> Request {
    Request {
        messages: user("Reply with this JSON object and nothing else: {\"ready\": true}"),
        max_tokens: Some(tokens.max(OBJECT)),
        format,
        ..hello(tokens)
    }
}

pub(super) fn schema_form() -> Format {
    Format::JsonSchema {
        name: "ready".to_owned(),
        schema: json!({
            "type": "object",
            "properties": {"ready": {"type": "boolean"}},
            "required": ["ready"],
            "additionalProperties": false,
        }),
    }
}

pub(super) fn is_as_asked(reply: &str) -> bool {
    serde_json::from_str::<Value>(reply.trim()).is_ok_and(|value| value["ready"].is_boolean())
}

/// What a session asks about an answer: here the longest model answer of the built-in bank.
pub(super) fn narrative() -> Option<Request> {
    let bank = Bank::open(&[], &[], false);
    let items = bank.entries().filter_map(|entry| bank.read(entry).ok());
    let Item {
        question, rubric, ..
    } = items.max_by_key(|item| item.question.model_answer.len())?;
    let answer = Answer::typed(&question.model_answer);
    let (prepared, _) = prepare(&rubric, &question.shown(), question.kind, bank.lexicon());
    let grade = grade(&prepared, &answer);
    let asked = narrative_request(&question, &rubric, &grade, &answer);
    Some(model::request(&asked, Form::Text))
}

/// Every request of a chat in the test, as it would be sent.
pub(super) fn preview(endpoint: &Endpoint) -> String {
    let requests = [
        (hello(TINY), Delivery::Whole),
        (hello(TINY), Delivery::Streamed),
        (object(schema_form(), TINY), Delivery::Whole),
    ];
    let narrative = narrative().map(|request| (request, Delivery::Streamed));
    requests
        .into_iter()
        .chain(narrative)
        .map(|(request, delivery)| request_preview(endpoint, &request, delivery) + "\n")
        .collect()
}
