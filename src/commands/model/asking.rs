//! Waiting for a reply: pieces are told as they come, Ctrl-C stops the reply and nothing else.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::time::Duration;

use tokio::time::{Instant, interval};

use super::Model;
use crate::examiner;
use crate::llm::{
    ChatEvent, Delivery, Format, LlmError, Message, Request, Role, Stage, request_preview,
};

/// How often it is looked whether Ctrl-C was pressed.
const LOOK: Duration = Duration::from_millis(50);

/// Nothing said for so long is told quietly.
const SLOW: Duration = Duration::from_millis(1500);

/// Whoever hears a reply.
pub(super) trait Hearer {
    /// A piece of the reply. Breaks when no more is wanted.
    fn hear(&mut self, piece: &str) -> ControlFlow<()>;
    /// Nothing was said for a while.
    fn wait(&mut self);
}

impl Model {
    /// Asks and tells the reply as it comes.
    pub(super) fn stream(
        &self,
        request: &Request,
        hearer: &mut dyn Hearer,
    ) -> Result<(), LlmError> {
        let Some(runtime) = &self.runtime else {
            return Err(LlmError::Cancelled);
        };
        let hearer = RefCell::new(hearer);
        let listening = self.interrupts.listen();
        runtime.block_on(async {
            let chat = self.client.chat_stream(request, |event| match event {
                ChatEvent::Text(piece) => hearer.borrow_mut().hear(&piece),
                ChatEvent::Reasoning(_) | ChatEvent::Usage(_) | ChatEvent::Done { .. } => {
                    ControlFlow::Continue(())
                }
            });
            tokio::pin!(chat);
            let begun = Instant::now();
            let mut ticks = interval(LOOK);
            loop {
                tokio::select! {
                    done = &mut chat => return done,
                    _ = ticks.tick() => {
                        if listening.came() {
                            return Err(LlmError::Cancelled);
                        }
                        if begun.elapsed() > SLOW {
                            hearer.borrow_mut().wait();
                        }
                    }
                }
            }
        })
    }

    /// Asks and waits for the whole reply, at most so long.
    pub(super) fn whole(&self, request: &Request, at_most: Duration) -> Result<String, LlmError> {
        let Some(runtime) = &self.runtime else {
            return Err(LlmError::Cancelled);
        };
        let listening = self.interrupts.listen();
        runtime.block_on(async {
            let chat = self.client.chat(request);
            tokio::pin!(chat);
            let begun = Instant::now();
            let mut ticks = interval(LOOK);
            loop {
                tokio::select! {
                    done = &mut chat => return done.map(|reply| reply.text),
                    _ = ticks.tick() => {
                        if listening.came() {
                            return Err(LlmError::Cancelled);
                        }
                        if begun.elapsed() > at_most {
                            let stage = Stage::Total;
                            return Err(LlmError::TimedOut { stage, after: at_most });
                        }
                    }
                }
            }
        })
    }

    /// The exact request, as text.
    pub(super) fn preview(&self, request: &Request, delivery: Delivery) -> String {
        request_preview(self.client.endpoint(), request, delivery)
    }
}

/// Why a request for JSON brought nothing.
pub(super) enum Unusable<P> {
    /// The asking failed.
    Failed(LlmError),
    /// Nor could the second reply be read.
    Reply(P),
}

impl Model {
    /// Asks for JSON in the strictest form that the server knows, and once more where the reply can't be read.
    pub(super) fn in_form<T, P>(
        &self,
        asked: &examiner::Request,
        at_most: Duration,
        parse: impl Fn(&str) -> Result<T, P>,
        retry: impl Fn(&examiner::Request, P) -> examiner::Request,
    ) -> Result<T, Unusable<P>> {
        let mut form = Form::Schema;
        let mut again = None;
        loop {
            let reply = match self.whole(&request(again.as_ref().unwrap_or(asked), form), at_most) {
                Ok(reply) => reply,
                Err(LlmError::FormatRefused { .. }) if form != Form::Text => {
                    form = if form == Form::Schema {
                        Form::Object
                    } else {
                        Form::Text
                    };
                    continue;
                }
                Err(error) => return Err(Unusable::Failed(error)),
            };
            match parse(&reply) {
                Ok(parsed) => return Ok(parsed),
                Err(problem) if again.is_none() => again = Some(retry(asked, problem)),
                Err(problem) => return Err(Unusable::Reply(problem)),
            }
        }
    }
}

/// What the examiner wants asked, as the protocol says it.
pub(in crate::commands) fn request(asked: &examiner::Request, form: Form) -> Request {
    let message = |role, content: &str| Message {
        role,
        content: content.to_owned(),
    };
    Request {
        messages: vec![
            message(Role::System, &asked.system),
            message(Role::User, &asked.user),
        ],
        temperature: Some(0.2),
        max_tokens: Some(asked.max_tokens),
        seed: None,
        format: match (form, &asked.schema) {
            (Form::Schema, Some(schema)) => Format::JsonSchema {
                name: asked
                    .prompt
                    .split(' ')
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
                schema: schema.clone(),
            },
            (Form::Object, Some(_)) => Format::JsonObject,
            _ => Format::Text,
        },
    }
}

/// The form of reply that is asked for, strictest first; a server may know only the later ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::commands) enum Form {
    /// JSON of a schema, where the examiner has one.
    Schema,
    /// Some JSON object, where the examiner has a schema.
    Object,
    /// Text.
    Text,
}
