//! Asking a server: with its time-outs, asking again where that may help, and never after the first word. Everything stops when
//! its future is dropped.

use std::ops::ControlFlow;

use tokio::time::{Instant, sleep, timeout_at};

use super::decoder::{Decoder, Progress};
use super::endpoint::Endpoint;
use super::error::{LlmError, Stage};
use super::exchange::{Failed, Until};
use super::limits::{Limits, Retries};
use super::models::{Listed, models_in};
use super::reply::{ChatEvent, Reason, Usage};
use super::request::{Delivery, Request, Wire};
use super::transport::client_for;

/// A client of one endpoint.
#[derive(Debug, Clone)]
pub struct Client {
    pub(super) http: reqwest::Client,
    pub(super) endpoint: Endpoint,
    pub(super) limits: Limits,
    retries: Retries,
}

/// A whole answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The answer.
    pub text: String,
    /// The reasoning that led to it.
    pub reasoning: String,
    /// What it took, if the server tells.
    pub usage: Option<Usage>,
    /// Why the model stopped.
    pub reason: Reason,
}

impl Client {
    /// A client of this endpoint. It opens no connection yet.
    ///
    /// # Errors
    /// When TLS is needed and there are no certificates to trust.
    pub fn new(endpoint: Endpoint, limits: Limits, retries: Retries) -> Result<Self, LlmError> {
        Ok(Self {
            http: client_for(&endpoint, &limits)?,
            endpoint,
            limits,
            retries,
        })
    }

    /// The endpoint that is asked.
    pub const fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// Asks and tells the answer as it comes, ending with [`ChatEvent::Done`]. `listen` stops it by breaking.
    ///
    /// # Errors
    /// When there is no answer, or no more of it: what came was told.
    pub async fn chat_stream(
        &self,
        request: &Request,
        mut listen: impl FnMut(ChatEvent) -> ControlFlow<()>,
    ) -> Result<(), LlmError> {
        self.ask(request, Delivery::Streamed, &mut listen).await
    }

    /// Asks and waits for the whole answer.
    ///
    /// # Errors
    /// When there is no complete answer.
    pub async fn chat(&self, request: &Request) -> Result<Reply, LlmError> {
        let mut reply = Reply {
            text: String::new(),
            reasoning: String::new(),
            usage: None,
            reason: Reason::Unsaid,
        };
        let mut listen = |event| {
            match event {
                ChatEvent::Text(piece) => reply.text += &piece,
                ChatEvent::Reasoning(piece) => reply.reasoning += &piece,
                ChatEvent::Usage(usage) => reply.usage = Some(usage),
                ChatEvent::Done { reason } => reply.reason = reason,
            }
            ControlFlow::Continue(())
        };
        self.ask(request, Delivery::Whole, &mut listen).await?;
        Ok(reply)
    }

    /// The models that the server has.
    ///
    /// # Errors
    /// When it does not tell.
    pub async fn models(&self) -> Result<Vec<Listed>, LlmError> {
        let until = Until::new(Instant::now(), Stage::Total, self.limits.list);
        let wire = Wire::models(&self.endpoint);
        let mut number = 0;
        loop {
            number += 1;
            match self.list(&wire, until).await {
                Ok(models) => return Ok(models),
                Err(failed) => self.wait(number, failed, until).await?,
            }
        }
    }

    async fn ask(
        &self,
        request: &Request,
        delivery: Delivery,
        listen: &mut impl FnMut(ChatEvent) -> ControlFlow<()>,
    ) -> Result<(), LlmError> {
        let total = Until::new(Instant::now(), Stage::Total, self.limits.total);
        let mut delivery = delivery;
        let mut wire = Wire::chat(&self.endpoint, request, delivery);
        let mut number = 0;
        loop {
            let failed = match self.converse(&wire, request, delivery, total, listen).await {
                Ok(()) => return Ok(()),
                Err(failed) => failed,
            };
            match failed.error {
                // Newer models of OpenAI's take other fields; each is adapted once, so this ends.
                LlmError::FieldRefused { ref field, .. } if failed.fresh && wire.adapt(field) => {}
                LlmError::FormatRefused { .. } if failed.fresh && wire.loosen_schema() => {}
                // llama-cpp-python begins to stream before it sets to work: what goes wrong then, such as a context that is too
                // small, it tells only those who wait for the whole answer. LiteLLM makes of its silence an answer without a word.
                _ if delivery == Delivery::Streamed && failed.broke_off() => {
                    delivery = Delivery::Whole;
                    wire.take_whole();
                }
                LlmError::ModelNotFound { model, .. } => {
                    let listed = self.models().await.unwrap_or_default();
                    let models = listed.into_iter().map(|listed| listed.name).collect();
                    return Err(LlmError::ModelNotFound { model, models });
                }
                _ => {
                    number += 1;
                    self.wait(number, failed, total).await?;
                }
            }
        }
    }

    /// Waits before the next try, or gives the failure back when there is none.
    async fn wait(&self, number: u32, failed: Failed, until: Until) -> Result<(), LlmError> {
        let wait = self.retries.wait(number, failed.error.retry_after());
        match wait.filter(|_| failed.again) {
            Some(wait) if Instant::now() + wait < until.at => {
                sleep(wait).await;
                Ok(())
            }
            _ => Err(failed.error),
        }
    }

    /// One try of a chat.
    async fn converse(
        &self,
        wire: &Wire,
        request: &Request,
        delivery: Delivery,
        total: Until,
        listen: &mut impl FnMut(ChatEvent) -> ControlFlow<()>,
    ) -> Result<(), Failed> {
        let until = |heard: bool| {
            let now = Instant::now();
            match (delivery, heard) {
                (Delivery::Whole, _) => total,
                (_, false) => {
                    Until::new(now, Stage::FirstToken, self.limits.first_token).sooner(total)
                }
                (_, true) => Until::new(now, Stage::Idle, self.limits.idle).sooner(total),
            }
        };
        let mut patience = until(false);
        let mut response = self.open(wire, Some(request), patience).await?;
        let mut decoder = Decoder::new(&self.limits, &self.endpoint, request);
        let mut told = Vec::new();
        loop {
            let arrived = timeout_at(patience.at, response.chunk()).await;
            // A server that sends without a pause must not outrun the clock.
            let over = Instant::now() >= patience.at;
            let step = match arrived {
                Ok(Ok(Some(bytes))) if !over => decoder.push(&bytes, &mut told),
                Ok(Ok(None)) => decoder.end(&mut told).map(|()| Progress::Finished),
                // The answer is there; what the server still wanted to say is its own affair.
                _ if decoder.is_complete() => decoder.end(&mut told).map(|()| Progress::Finished),
                Ok(Err(_)) => {
                    decoder.flush(&mut told);
                    Err(LlmError::CutOff)
                }
                Ok(Ok(Some(_))) | Err(_) => {
                    decoder.flush(&mut told);
                    Err(patience.over())
                }
            };
            if told.iter().any(is_word) {
                patience = until(true);
            }
            let is_over = matches!(step, Ok(Progress::Finished));
            if is_over && delivery == Delivery::Streamed && !decoder.heard() {
                return Err(Failed::without_a_word());
            }
            for event in told.drain(..) {
                if listen(event).is_break() {
                    return Err(Failed::in_the_middle(LlmError::Cancelled));
                }
            }
            match step {
                Ok(Progress::More) => {}
                Ok(Progress::Finished) => return Ok(()),
                Err(error) if decoder.heard() => return Err(Failed::in_the_middle(error)),
                Err(error) => return Err(Failed::after_the_beginning(error)),
            }
        }
    }

    /// One try of the list of models.
    async fn list(&self, wire: &Wire, until: Until) -> Result<Vec<Listed>, Failed> {
        let mut response = self.open(wire, None, until).await?;
        let mut body = Vec::new();
        self.read(&mut response, &mut body, self.limits.body_bytes, until)
            .await
            .map_err(Failed::perhaps)?;
        models_in(&body, &self.endpoint).map_err(Failed::finally)
    }
}

const fn is_word(event: &ChatEvent) -> bool {
    matches!(event, ChatEvent::Text(_) | ChatEvent::Reasoning(_))
}
