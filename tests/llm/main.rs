//! The client of language models against servers that behave and misbehave. Nothing leaves this machine.

#[path = "../support/server.rs"]
mod server;
#[path = "../support/tls_server.rs"]
mod tls_server;

mod answers;
mod asking;
mod dialects;
mod failures;
mod limits;
mod tls;

use std::ops::ControlFlow;
use std::time::Duration;

use server::{Does, Server};
use viva::llm::{
    ChatEvent, Client, Endpoint, Limits, LlmError, Message, Reason, Request, Retries, Role, Secret,
    Usage,
};

/// A key that no text may hold.
pub(crate) const KEY: &str = "sk-0123456789abcdef";

/// Runs a future on a runtime like that of the commands.
pub(crate) fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

pub(crate) fn question() -> Request {
    Request {
        messages: vec![Message {
            role: Role::User,
            content: "What is a tuple?".to_owned(),
        }],
        ..Request::default()
    }
}

pub(crate) fn endpoint(base_url: &str) -> Endpoint {
    Endpoint::new(
        base_url,
        Some(Secret::new(KEY).unwrap()),
        Some("tiny".to_owned()),
    )
    .unwrap()
}

/// Asks again twice, without waiting.
pub(crate) fn impatient() -> Retries {
    Retries {
        first: Duration::ZERO,
        ..Retries::default()
    }
}

pub(crate) fn client(base_url: &str) -> Client {
    Client::new(endpoint(base_url), Limits::default(), impatient()).unwrap()
}

/// All that was told of an answer, joined.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Heard {
    pub(crate) text: String,
    pub(crate) reasoning: String,
    pub(crate) usage: Option<Usage>,
    pub(crate) reason: Option<Reason>,
}

impl Heard {
    pub(crate) fn of(events: impl IntoIterator<Item = ChatEvent>) -> Self {
        let mut heard = Self::default();
        for event in events {
            assert_eq!(heard.reason, None, "the end comes last");
            match event {
                ChatEvent::Text(piece) => heard.text += &piece,
                ChatEvent::Reasoning(piece) => heard.reasoning += &piece,
                ChatEvent::Usage(usage) => assert_eq!(heard.usage.replace(usage), None),
                ChatEvent::Done { reason } => heard.reason = Some(reason),
            }
        }
        heard
    }
}

/// Streams an answer.
pub(crate) fn stream_with(client: &Client, request: &Request) -> (Heard, Result<(), LlmError>) {
    let mut events = Vec::new();
    let ended = run(client.chat_stream(request, |event| {
        events.push(event);
        ControlFlow::Continue(())
    }));
    (Heard::of(events), ended)
}

/// Streams the answer of a server that does these things in turn.
pub(crate) fn streamed(script: Vec<Does>) -> (Server, Heard, Result<(), LlmError>) {
    let server = Server::start(script);
    let (heard, ended) = stream_with(&client(&server.url()), &question());
    (server, heard, ended)
}

/// The failure of a server that does these things in turn.
pub(crate) fn failed(script: Vec<Does>) -> (Server, LlmError) {
    let (server, _, ended) = streamed(script);
    let error = ended.unwrap_err();
    assert!(!format!("{error} {error:?}").contains(KEY), "{error:?}");
    (server, error)
}
