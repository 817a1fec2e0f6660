//! Asking a server: with its time-outs, asking again where that may help, and never after the first word. Everything stops when
//! its future is dropped.

use std::ops::ControlFlow;
use std::time::{Duration, SystemTime};

use reqwest::Response;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue, LOCATION, RETRY_AFTER};
use tokio::time::{Instant, sleep, timeout_at};

use super::clean::one_line;
use super::decoder::{ChatEvent, Decoder, Progress};
use super::endpoint::Endpoint;
use super::error::{Bound, Instead, LlmError, Stage};
use super::fault::complaint_of;
use super::limits::{Limits, Retries};
use super::models::models_in;
use super::reply::{Reason, Usage};
use super::request::{Delivery, Request, Wire};
use super::transport::{client_for, failure};

/// A client of one endpoint.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    endpoint: Endpoint,
    limits: Limits,
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

/// A failure, and whether the same request may be sent again.
struct Failed {
    error: LlmError,
    again: bool,
}

impl Failed {
    const fn finally(error: LlmError) -> Self {
        Self {
            error,
            again: false,
        }
    }

    const fn perhaps(error: LlmError) -> Self {
        Self {
            again: error.may_pass(),
            error,
        }
    }
}

/// The time until which something may take, and what to say when it did not suffice.
#[derive(Clone, Copy)]
struct Until {
    at: Instant,
    stage: Stage,
    after: Duration,
}

impl Until {
    fn new(from: Instant, stage: Stage, after: Duration) -> Self {
        // An absurdly long time is a day.
        let capped = after.min(Duration::from_secs(86_400));
        Self {
            at: from + capped,
            stage,
            after,
        }
    }

    fn sooner(self, other: Self) -> Self {
        if other.at < self.at { other } else { self }
    }

    fn over(self) -> LlmError {
        LlmError::TimedOut {
            stage: self.stage,
            after: self.after,
        }
    }
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
    pub async fn models(&self) -> Result<Vec<String>, LlmError> {
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
        let mut wire = Wire::chat(&self.endpoint, request, delivery);
        let mut number = 0;
        loop {
            let failed = match self.converse(&wire, request, delivery, total, listen).await {
                Ok(()) => return Ok(()),
                Err(failed) => failed,
            };
            match failed.error {
                // Newer models of OpenAI's take other fields; each is adapted once, so this ends.
                LlmError::FieldRefused { ref field, .. } if wire.adapt(field) => {}
                LlmError::ModelNotFound { model, .. } => {
                    let models = self.models().await.unwrap_or_default();
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
            let step = match arrived {
                Ok(Ok(Some(bytes))) => decoder.push(&bytes, &mut told),
                Ok(Ok(None)) => decoder.end(&mut told).map(|()| Progress::Finished),
                // The answer is there; what the server still wanted to say is its own affair.
                _ if decoder.is_complete() => decoder.end(&mut told).map(|()| Progress::Finished),
                Ok(Err(_)) => {
                    decoder.flush(&mut told);
                    Err(LlmError::CutOff)
                }
                Err(_) => {
                    decoder.flush(&mut told);
                    Err(patience.over())
                }
            };
            if told.iter().any(is_word) {
                patience = until(true);
            }
            for event in told.drain(..) {
                if listen(event).is_break() {
                    return Err(Failed::finally(LlmError::Cancelled));
                }
            }
            match step {
                Ok(Progress::More) => {}
                Ok(Progress::Finished) => return Ok(()),
                Err(error) if decoder.heard() => return Err(Failed::finally(error)),
                Err(error) => return Err(Failed::perhaps(error)),
            }
        }
    }

    /// One try of the list of models.
    async fn list(&self, wire: &Wire, until: Until) -> Result<Vec<String>, Failed> {
        let mut response = self.open(wire, None, until).await?;
        let body = self
            .body(&mut response, self.limits.body_bytes, until)
            .await;
        let body = body.map_err(Failed::perhaps)?;
        models_in(&body, &self.endpoint).map_err(Failed::finally)
    }

    /// Sends, and waits for an answer of success to begin.
    async fn open(
        &self,
        wire: &Wire,
        request: Option<&Request>,
        until: Until,
    ) -> Result<Response, Failed> {
        let failed = |error: reqwest::Error| {
            Failed::perhaps(failure(&error, &self.endpoint, self.limits.connect))
        };
        let prepared = self.prepared(wire).map_err(failed)?;
        let mut response = timeout_at(until.at, self.http.execute(prepared))
            .await
            .map_err(|_| Failed::finally(until.over()))?
            .map_err(failed)?;
        let status = response.status();
        if status.is_success() {
            return Ok(response);
        }
        if status.is_redirection() {
            return Err(Failed::finally(self.redirected(&response)));
        }
        let retry_after = asked_wait(response.headers(), SystemTime::now());
        let body = self.body(&mut response, ERROR_BYTES, until).await;
        let complaint = complaint_of(&String::from_utf8_lossy(&body.unwrap_or_default()));
        let error = complaint.with_status(
            status.as_u16(),
            retry_after,
            &self.endpoint,
            &wire.url,
            request,
        );
        let failed = Failed::perhaps(error);
        Err(Failed {
            again: failed.again && !complaint.is_final(),
            ..failed
        })
    }

    fn prepared(&self, wire: &Wire) -> Result<reqwest::Request, reqwest::Error> {
        let mut builder = match wire.method {
            "GET" => self.http.get(&wire.url),
            _ => self.http.post(&wire.url),
        };
        for (name, value) in &wire.headers {
            builder = builder.header(*name, *value);
        }
        let key = self.endpoint.key.as_ref();
        let bearer = key.map(|key| HeaderValue::from_str(&format!("Bearer {}", key.reveal())));
        if let Some(Ok(mut bearer)) = bearer {
            bearer.set_sensitive(true);
            builder = builder.header(AUTHORIZATION, bearer);
        }
        if let Some(body) = &wire.body {
            builder = builder.body(body.to_string());
        }
        builder.build()
    }

    /// A body of bounded length.
    async fn body(
        &self,
        response: &mut Response,
        limit: usize,
        until: Until,
    ) -> Result<Vec<u8>, LlmError> {
        let mut body = Vec::new();
        loop {
            let arrived = timeout_at(until.at, response.chunk()).await;
            let Some(bytes) = arrived
                .map_err(|_| until.over())?
                .map_err(|_| LlmError::CutOff)?
            else {
                return Ok(body);
            };
            if body.len() + bytes.len() > limit {
                return Err(LlmError::TooLong {
                    bound: Bound::Body,
                    limit,
                });
            }
            body.extend_from_slice(&bytes);
        }
    }

    fn redirected(&self, response: &Response) -> LlmError {
        let to = response.headers().get(LOCATION).map(|to| {
            let to = String::from_utf8_lossy(to.as_bytes());
            let whole = response.url().join(&to).map(|url| url.to_string());
            one_line(
                &whole.unwrap_or_else(|_| to.into_owned()),
                self.endpoint.key.as_ref(),
            )
        });
        match to {
            Some(to) => LlmError::Redirected { to },
            None => LlmError::NotTheProtocol {
                instead: Instead::Nothing,
                start: response.status().to_string(),
            },
        }
    }
}

/// The most that is read of an error's body, in bytes.
const ERROR_BYTES: usize = 64 * 1024;

const fn is_word(event: &ChatEvent) -> bool {
    matches!(event, ChatEvent::Text(_) | ChatEvent::Reasoning(_))
}

/// How long the server wants us to wait: `Retry-After` in seconds or as a date.
fn asked_wait(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    match value.parse::<f64>() {
        Ok(seconds) => Duration::try_from_secs_f64(seconds.max(0.0)).ok(),
        Err(_) => {
            let date = httpdate::parse_http_date(value).ok()?;
            Some(date.duration_since(now).unwrap_or_default())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_names_its_wait_in_seconds_or_as_a_date() {
        let now = httpdate::parse_http_date("Fri, 21 Nov 2025 10:00:00 GMT").unwrap();
        let asked = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_static(value));
            asked_wait(&headers, now)
        };
        let cases = [
            ("7", Some(Duration::from_secs(7))),
            ("0.5", Some(Duration::from_millis(500))),
            ("-3", Some(Duration::ZERO)),
            (
                "Fri, 21 Nov 2025 10:00:30 GMT",
                Some(Duration::from_secs(30)),
            ),
            ("Fri, 21 Nov 2025 09:00:00 GMT", Some(Duration::ZERO)),
            ("1e300", None),
            ("NaN", Some(Duration::ZERO)),
            ("soon", None),
        ];
        for (value, expected) in cases {
            assert_eq!(asked(value), expected, "{value}");
        }
        assert_eq!(asked_wait(&HeaderMap::new(), now), None);
    }
}
