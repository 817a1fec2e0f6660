//! What a server complains of, read from the bodies that servers send with an error: each has its own shape and words.

use std::time::Duration;

use serde_json::Value;

use super::clean::one_line;
use super::endpoint::Endpoint;
use super::error::LlmError;
use super::request::Request;

/// A complaint as it came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Complaint {
    /// What it says.
    message: String,
    /// Its code and type, in lower case.
    code: String,
    /// The field that it is about.
    field: String,
    /// The model's context in tokens.
    context: Option<u64>,
    /// A status given inside the body.
    status: Option<u16>,
}

/// Statuses with which servers say that a request is wrong.
const WRONG_REQUEST: &[u16] = &[400, 404, 413, 415, 422, 500, 501];

/// Codes and types that mean the key, whatever the status. LiteLLM looks a key that is not its own up in a database, and with a
/// status of 400 says no more than that it has none.
const KEYLESS: &[&str] = &["no_db_connection"];

/// The complaint in a body, whatever its shape: `{"error": {...}}`, `{"error": "..."}`, `{"message": ...}`, FastAPI's
/// `{"detail": ...}`, a list of one of these, or plain text.
pub(super) fn complaint_of(body: &str) -> Complaint {
    match serde_json::from_str::<Value>(body) {
        Ok(value) => complaint_in(&value),
        Err(_) => Complaint {
            message: if looks_like_html(body) {
                String::new()
            } else {
                body.to_owned()
            },
            ..Complaint::default()
        },
    }
}

/// The complaint in an object.
pub(super) fn complaint_in(value: &Value) -> Complaint {
    let value = value
        .as_array()
        .and_then(|all| all.first())
        .unwrap_or(value);
    let inner = match &value["error"] {
        Value::Null => value,
        error => error,
    };
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    let message = [
        inner,
        &inner["message"],
        &inner["detail"],
        &inner["msg"],
        &value["message"],
    ]
    .into_iter()
    .map(text)
    .find(|text| !text.is_empty())
    .unwrap_or_else(|| details(&inner["detail"]));
    Complaint {
        code: format!("{} {}", text(&inner["code"]), text(&inner["type"])).to_ascii_lowercase(),
        field: text(&inner["param"]),
        context: inner["n_ctx"].as_u64().or_else(|| context_in(&message)),
        status: inner["code"]
            .as_u64()
            .or_else(|| inner["code"].as_str()?.parse().ok())
            .and_then(|code| u16::try_from(code).ok())
            .filter(|code| (400..600).contains(code)),
        message,
    }
}

/// FastAPI's list of what is wrong with a request: where, and what.
fn details(list: &Value) -> String {
    let one = |detail: &Value| {
        let place: Vec<&str> = detail["loc"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        format!(
            "{}: {}",
            place.join("."),
            detail["msg"].as_str().unwrap_or_default()
        )
    };
    let all: Vec<String> = list
        .as_array()
        .into_iter()
        .flatten()
        .take(3)
        .map(one)
        .collect();
    all.join("; ")
}

/// The number of tokens that a message names as the context's length.
fn context_in(message: &str) -> Option<u64> {
    let lower = message.to_ascii_lowercase();
    [
        "maximum context length is ",
        "context window of ",
        "context length of only ",
        "context size (",
        "context length is ",
    ]
    .iter()
    .find_map(|words| {
        let (_, behind) = lower.split_once(words)?;
        let digits: String = behind.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    })
}

/// Whether an object holds an error.
pub(super) fn has_error(value: &Value) -> bool {
    value.get("error").is_some_and(|error| !error.is_null())
}

/// Whether an object complains without being wrapped into `error`.
pub(super) fn is_complaint(value: &Value) -> bool {
    value["object"] == "error" || (value["message"].is_string() && value.get("code").is_some())
}

/// Whether a text is a page for people.
pub(super) fn looks_like_html(text: &str) -> bool {
    text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
        .starts_with('<')
}

impl Complaint {
    /// The failure that an answer with this status stands for. `request`: what was asked, unless it was the list of models.
    pub(super) fn with_status(
        &self,
        status: u16,
        retry_after: Option<Duration>,
        endpoint: &Endpoint,
        url: &str,
        request: Option<&Request>,
    ) -> LlmError {
        let about_request = WRONG_REQUEST.contains(&status);
        if let Some(error) = self.about_the_request(endpoint, request)
            && about_request
        {
            return error;
        }
        match status {
            404 | 405 => LlmError::NotFoundUrl {
                url: url.to_owned(),
                likely: endpoint.likely_base(),
            },
            status => self.failure(status, retry_after, endpoint),
        }
    }

    /// The failure that this complaint inside an answer of status 200 stands for.
    pub(super) fn inside_an_answer(&self, endpoint: &Endpoint, request: &Request) -> LlmError {
        if let Some(error) = self.about_the_request(endpoint, Some(request)) {
            return error;
        }
        match self.status {
            Some(status) => self.failure(status, None, endpoint),
            None => LlmError::Reported {
                message: self.told(endpoint),
            },
        }
    }

    fn failure(&self, status: u16, retry_after: Option<Duration>, endpoint: &Endpoint) -> LlmError {
        let message = self.told(endpoint);
        if matches!(status, 401 | 403) || KEYLESS.iter().any(|code| self.code.contains(code)) {
            LlmError::KeyRefused { status, message }
        } else {
            LlmError::Status {
                status,
                message,
                retry_after,
            }
        }
    }

    /// Whether asking again is of no use although the status says so: the account is empty.
    pub(super) fn is_final(&self) -> bool {
        self.code.contains("insufficient_quota") || self.code.contains("billing")
    }

    fn about_the_request(
        &self,
        endpoint: &Endpoint,
        request: Option<&Request>,
    ) -> Option<LlmError> {
        let request = request?;
        let lower = self.message.to_ascii_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        let coded = |words: &[&str]| words.iter().any(|word| self.code.contains(word));
        let message = || self.told(endpoint);
        if coded(&[
            "context_length_exceeded",
            "exceed_context_size",
            "contextwindow",
        ]) || (says(&[
            "context length",
            "context window",
            "context size",
            "context the overflows",
        ]) && says(&[
            "exceed",
            "maximum",
            "too long",
            "larger",
            "not enough",
            "longer",
        ])) {
            return Some(LlmError::ContextTooLong {
                limit: self.context,
                message: message(),
            });
        }
        if request.asks_for_a_format()
            && (self.field.starts_with("response_format")
                || says(&[
                    "response_format",
                    "json_schema",
                    "json_object",
                    "json schema",
                    "json mode",
                    "structured output",
                    "grammar",
                    "guided",
                ]))
        {
            return Some(LlmError::FormatRefused { message: message() });
        }
        if coded(&["unsupported_parameter", "unsupported_value"]) && !self.field.is_empty() {
            return Some(LlmError::FieldRefused {
                field: one_line(&self.field, endpoint.key.as_ref()),
                message: message(),
            });
        }
        let about_a_model = coded(&["model_not_found", "model_not_exist"])
            || (says(&["model"])
                && !says(&["url"])
                && says(&[
                    "not found",
                    "not exist",
                    "invalid model",
                    "not a valid model",
                    "unknown model",
                    "no such model",
                    "no model",
                    "model name passed",
                ]));
        about_a_model.then(|| LlmError::ModelNotFound {
            model: endpoint.model.clone().unwrap_or_default(),
            models: Vec::new(),
        })
    }

    fn told(&self, endpoint: &Endpoint) -> String {
        let line = one_line(&self.message, endpoint.key.as_ref());
        // It is told in the middle of a sentence.
        line.trim_end_matches('.').to_owned()
    }
}
