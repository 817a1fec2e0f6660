//! One request and the beginning of its answer: sent with the key, judged by its status, read within bounds.

use std::time::{Duration, SystemTime};

use reqwest::Response;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue, LOCATION, RETRY_AFTER};
use tokio::time::{Instant, timeout_at};

use super::clean::one_line;
use super::client::Client;
use super::error::{Bound, Instead, LlmError, Stage};
use super::fault::complaint_of;
use super::request::{Request, Wire};
use super::transport::failure;
/// A failure, and whether the same request may be sent again.
pub(super) struct Failed {
    pub(super) error: LlmError,
    /// Whether to send the same again.
    pub(super) again: bool,
    /// Whether nothing was heard yet.
    pub(super) fresh: bool,
    /// Whether an answer of success had begun.
    began: bool,
}

impl Failed {
    /// Not to be sent again.
    pub(super) const fn finally(error: LlmError) -> Self {
        Self {
            error,
            again: false,
            fresh: true,
            began: false,
        }
    }

    /// To be sent again if the failure may pass.
    pub(super) const fn perhaps(error: LlmError) -> Self {
        Self {
            again: error.may_pass(),
            error,
            fresh: true,
            began: false,
        }
    }

    /// After an answer of success began and before its first word: to be sent again if the failure may pass.
    pub(super) fn after_the_beginning(error: LlmError) -> Self {
        Self {
            began: true,
            ..Self::perhaps(error)
        }
    }

    /// A stream that came to its end without a word.
    pub(super) fn without_a_word() -> Self {
        Self::after_the_beginning(LlmError::CutOff)
    }

    /// After the first word: nothing is sent again.
    pub(super) const fn in_the_middle(error: LlmError) -> Self {
        Self {
            error,
            again: false,
            fresh: false,
            began: true,
        }
    }

    /// Whether an answer broke off between its beginning and its first word.
    pub(super) fn broke_off(&self) -> bool {
        let nothing = matches!(
            self.error,
            LlmError::CutOff
                | LlmError::NotTheProtocol {
                    instead: Instead::Nothing,
                    ..
                }
        );
        self.began && self.fresh && nothing
    }
}

/// The time until which something may take, and what to say when it did not suffice.
#[derive(Clone, Copy)]
pub(super) struct Until {
    pub(super) at: Instant,
    stage: Stage,
    after: Duration,
}

impl Until {
    /// So long from then on.
    pub(super) fn new(from: Instant, stage: Stage, after: Duration) -> Self {
        // An absurdly long time is a day.
        let capped = after.min(Duration::from_secs(86_400));
        Self {
            at: from + capped,
            stage,
            after,
        }
    }

    /// Whichever comes first.
    pub(super) fn sooner(self, other: Self) -> Self {
        if other.at < self.at { other } else { self }
    }

    /// What to say when it is over.
    pub(super) fn over(self) -> LlmError {
        LlmError::TimedOut {
            stage: self.stage,
            after: self.after,
        }
    }
}

impl Client {
    /// Sends, and waits for an answer of success to begin.
    pub(super) async fn open(
        &self,
        wire: &Wire,
        request: Option<&Request>,
        until: Until,
    ) -> Result<Response, Failed> {
        self.begin(self.prepared(wire), &wire.url, request, until)
            .await
    }

    /// The same for a request that is prepared.
    pub(super) async fn begin(
        &self,
        prepared: Result<reqwest::Request, reqwest::Error>,
        url: &str,
        request: Option<&Request>,
        until: Until,
    ) -> Result<Response, Failed> {
        let failed = |error: reqwest::Error| {
            Failed::perhaps(failure(&error, &self.endpoint, self.limits.connect))
        };
        let prepared = prepared.map_err(failed)?;
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
        #[expect(
            clippy::disallowed_methods,
            reason = "a date to wait for is compared with today's"
        )]
        let retry_after = asked_wait(response.headers(), SystemTime::now());
        let mut body = Vec::new();
        // What came of it will do.
        let _ = self
            .read(&mut response, &mut body, ERROR_BYTES, until)
            .await;
        let complaint = complaint_of(&String::from_utf8_lossy(&body));
        let error =
            complaint.with_status(status.as_u16(), retry_after, &self.endpoint, url, request);
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

    /// Adds the body's bytes.
    ///
    /// # Errors
    /// At too many, at a lost connection, and when the time is over. What came was added.
    pub(super) async fn read(
        &self,
        response: &mut Response,
        body: &mut Vec<u8>,
        limit: usize,
        until: Until,
    ) -> Result<(), LlmError> {
        loop {
            let arrived = timeout_at(until.at, response.chunk()).await;
            let arrived = arrived.map_err(|_| until.over())?;
            let Some(bytes) = arrived.map_err(|_| LlmError::CutOff)? else {
                return Ok(());
            };
            let room = limit - body.len();
            body.extend_from_slice(&bytes[..bytes.len().min(room)]);
            if bytes.len() > room {
                return Err(LlmError::TooLong {
                    bound: Bound::Body,
                    limit,
                });
            }
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
