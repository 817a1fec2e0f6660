//! The language model, tested: reached, key taken, model there, an answer, a stream, a form, room for a narrative.

use std::ops::ControlFlow;

use tokio::runtime::Runtime;

use super::requests::{TINY, hello, is_as_asked, narrative, object, schema_form};
use super::{fine, missing, note};
use crate::commands::model::told;
use crate::llm::{
    ChatEvent, Client, Endpoint, Format, Listed, LlmError, Place, Reason, Reply, Request, Stage,
};
use crate::terminal::render::Check;

/// Tokens of an answer where a tiny one is refused, as some servers do for models that reason.
const ENOUGH: u32 = 600;

/// Room for the longest answer that is sent, with its rubric and the reply.
const ROOM: u64 = 8192;

/// A test of an endpoint.
pub(super) struct Trial<'a> {
    client: &'a Client,
    runtime: &'a Runtime,
    /// Whether second opinions are wanted.
    wants_opinion: bool,
    /// Tokens of an answer.
    tokens: u32,
}

impl<'a> Trial<'a> {
    pub(super) const fn new(client: &'a Client, runtime: &'a Runtime, wants_opinion: bool) -> Self {
        Self {
            client,
            runtime,
            wants_opinion,
            tokens: TINY,
        }
    }

    /// Tests, and tells each check as it is known. It stops at the first that leaves nothing to test.
    pub(super) fn run(mut self, tell: &mut dyn FnMut(Check)) {
        if let Err(fault) = self.test(tell) {
            tell(fault);
        }
    }

    fn test(&mut self, tell: &mut dyn FnMut(Check)) -> Result<(), Check> {
        let listed = self.runtime.block_on(self.client.models());
        if let Err(error) = &listed
            && ends_here(error)
        {
            if !is_about_the_connection(error) {
                tell(self.connected());
            }
            return Err(self.fault("model-list", error));
        }
        tell(self.connected());
        self.answer()?;
        if self.client.endpoint().key.is_some() {
            tell(fine("key", "its key is taken"));
        }
        tell(self.model(&listed));
        tell(fine("answer", "it answers"));
        self.stream()?;
        tell(fine("stream", "its answer comes as it is made"));
        tell(self.form());
        self.narrative()?;
        tell(context(self.context(&listed)));
        Ok(())
    }

    fn connected(&self) -> Check {
        let host = self.client.endpoint().host();
        let how = if host.encrypted {
            " over TLS, with a certificate that is trusted"
        } else {
            ""
        };
        fine("connection", format!("{} is reached{how}", host.name))
    }

    /// A tiny answer as a whole.
    fn answer(&mut self) -> Result<(), Check> {
        let mut answered = self.ask(&hello(self.tokens));
        if matches!(answered, Err(LlmError::Status { status: 400, .. })) {
            self.tokens = ENOUGH;
            answered = self.ask(&hello(self.tokens));
        }
        answered
            .map(drop)
            .map_err(|error| self.fault("answer", &error))
    }

    fn ask(&self, request: &Request) -> Result<Reply, LlmError> {
        self.runtime.block_on(self.client.chat(request))
    }

    /// Whether the model is in the list. It answered already, so that a list without it is no fault.
    fn model(&self, listed: &Result<Vec<Listed>, LlmError>) -> Check {
        const NAME: &str = "model";
        let listed = match listed {
            Ok(listed) => listed,
            Err(error) => {
                let told = format!("its list of models can't be read: {error}");
                return note(NAME, told, "it answers all the same");
            }
        };
        let names: Vec<&str> = listed.iter().map(|one| one.name.as_str()).collect();
        match self.client.endpoint().model.as_deref() {
            Some(model) if names.contains(&model) => fine(NAME, format!("its list names {model}")),
            Some(model) => note(
                NAME,
                format!("its list does not name {model}, and it answers all the same"),
                format!("it names {}", few(&names)),
            ),
            None => note(
                NAME,
                format!("it chooses the model; its list names {}", few(&names)),
                "--model NAME, or `model` beside the base URL, chooses one",
            ),
        }
    }

    /// A tiny answer as it is made, up to its end.
    fn stream(&self) -> Result<(), Check> {
        let all = |_: ChatEvent| ControlFlow::Continue(());
        self.runtime
            .block_on(self.client.chat_stream(&hello(self.tokens), all))
            .map_err(|error| self.fault("stream", &error))
    }

    /// The strictest form of answer that it gives. A second opinion does with any of them.
    fn form(&self) -> Check {
        const NAME: &str = "json";
        let forms = [
            ("a JSON schema", schema_form()),
            ("JSON", Format::JsonObject),
        ];
        for (form, format) in forms {
            match self.ask(&object(format, self.tokens)) {
                Ok(reply) if is_as_asked(&reply.text) => {
                    return fine(
                        NAME,
                        format!("it keeps to {form}, as a second opinion asks"),
                    );
                }
                Ok(reply) => {
                    let how = if reply.reason == Reason::Length {
                        "and its answer was cut before its end"
                    } else {
                        "and does not keep to it"
                    };
                    return note(
                        NAME,
                        format!("it takes the request for {form}, {how}"),
                        "a second opinion may fail; another model may do better",
                    );
                }
                Err(LlmError::FormatRefused { .. }) => {}
                Err(error) if self.wants_opinion => return self.fault(NAME, &error),
                Err(error) => {
                    let told = told(&error, Some(self.client.endpoint()));
                    let what = format!("asked for {form}: {}", told.what);
                    return note(NAME, what, "only a second opinion asks for it");
                }
            }
        }
        note(
            NAME,
            "it takes neither a JSON schema nor a request for JSON",
            "a second opinion is read from its text then, and may fail",
        )
    }

    /// What a session asks, up to the first word.
    fn narrative(&self) -> Result<(), Check> {
        let Some(request) = narrative() else {
            return Ok(());
        };
        let first = |event: ChatEvent| match event {
            ChatEvent::Text(_) | ChatEvent::Reasoning(_) => ControlFlow::Break(()),
            ChatEvent::Usage(_) | ChatEvent::Done { .. } => ControlFlow::Continue(()),
        };
        match self
            .runtime
            .block_on(self.client.chat_stream(&request, first))
        {
            Ok(()) | Err(LlmError::Cancelled) => Ok(()),
            Err(error) => Err(self.fault("context", &error)),
        }
    }

    /// The context in tokens, where its list tells.
    fn context(&self, listed: &Result<Vec<Listed>, LlmError>) -> Option<u64> {
        let listed = listed.as_ref().ok()?;
        match (&self.client.endpoint().model, listed.as_slice()) {
            (Some(model), _) => listed.iter().find(|one| one.name == *model)?.context,
            (None, [only]) => only.context,
            (None, _) => None,
        }
    }

    /// A failure as a check: what happened, and what to do.
    fn fault(&self, name: &'static str, error: &LlmError) -> Check {
        let endpoint = self.client.endpoint();
        let told = told(error, Some(endpoint));
        let mut advice = told
            .advice
            .unwrap_or_else(|| "try again; what the server logs may say more".to_owned());
        let name = match error {
            LlmError::KeyRefused { .. } => {
                if endpoint.key.is_none() {
                    "it wants a key, and none is configured with this base URL: see `api_key_env` and `api_key_cmd` under [llm]"
                        .clone_into(&mut advice);
                }
                "key"
            }
            LlmError::ModelNotFound { .. } => "model",
            LlmError::ContextTooLong { .. } => "context",
            LlmError::NotFoundUrl { .. }
            | LlmError::Redirected { .. }
            | LlmError::NotTheProtocol { .. } => "address",
            error if is_about_the_connection(error) => {
                if let Some(variable) = proxy(endpoint) {
                    advice += &format!("; {variable} names a proxy, is it the right one?");
                }
                "connection"
            }
            _ => name,
        };
        let limit = match error {
            LlmError::ContextTooLong {
                limit: Some(limit), ..
            } => format!(" ({limit} tokens)"),
            _ => String::new(),
        };
        missing(name, told.what + &limit, advice)
    }
}

/// Whether after this failure there is nothing to test. A server without a list of models may answer all the same.
const fn ends_here(error: &LlmError) -> bool {
    is_about_the_connection(error)
        || matches!(
            error,
            LlmError::Redirected { .. } | LlmError::KeyRefused { .. }
        )
}

/// Whether no answer began.
const fn is_about_the_connection(error: &LlmError) -> bool {
    matches!(
        error,
        LlmError::Refused { .. }
            | LlmError::Dns { .. }
            | LlmError::Tls { .. }
            | LlmError::Unreachable { .. }
            | LlmError::TimedOut {
                stage: Stage::Connect,
                ..
            }
    )
}

/// The variable that names a proxy for this endpoint, if it may. The proxy's address may hold a password.
fn proxy(endpoint: &Endpoint) -> Option<&'static str> {
    let of_scheme = if endpoint.host().encrypted {
        ["HTTPS_PROXY", "https_proxy"]
    } else {
        ["HTTP_PROXY", "http_proxy"]
    };
    of_scheme
        .into_iter()
        .chain(["ALL_PROXY", "all_proxy"])
        .filter(|_| endpoint.host().place != Place::ThisMachine)
        .find(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

fn context(tokens: Option<u64>) -> Check {
    const NAME: &str = "context";
    let told = "the longest model answer of the bank, with its rubric, fits into its context";
    match tokens {
        Some(tokens) if tokens < ROOM => note(
            NAME,
            format!("{told} of {tokens} tokens"),
            format!("a much longer answer may not fit: {ROOM} tokens are enough for all"),
        ),
        Some(tokens) => fine(NAME, format!("{told} of {tokens} tokens")),
        None => fine(NAME, told),
    }
}

/// At most a few names.
fn few(names: &[&str]) -> String {
    const NAMED: usize = 8;
    match names {
        [] => "no model".to_owned(),
        names if names.len() > NAMED => format!(
            "{} and {} more",
            names[..NAMED].join(", "),
            names.len() - NAMED
        ),
        names => names.join(", "),
    }
}
