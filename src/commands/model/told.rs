//! What a failure of the endpoint means for people: what happened, and what to do.

use std::fmt;

use crate::llm::{Endpoint, LlmError, Stage};

/// A failure in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::commands) struct Told {
    /// What happened.
    pub(in crate::commands) what: String,
    /// What to do about it.
    pub(in crate::commands) advice: Option<String>,
    /// Whether it would go wrong the same way the next time.
    pub(in crate::commands) lasts: bool,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.advice {
            Some(advice) => write!(f, "{} ({advice})", self.what),
            None => write!(f, "{}", self.what),
        }
    }
}

/// So many models are named at most.
const NAMED: usize = 8;

/// The failure in words, for this endpoint.
pub(in crate::commands) fn told(error: &LlmError, endpoint: Option<&Endpoint>) -> Told {
    let lasting = |what: String, advice: &str| Told {
        what,
        advice: Some(advice.to_owned()),
        lasts: true,
    };
    let passing = |what: String, advice: Option<String>| Told {
        what,
        advice,
        lasts: false,
    };
    match error {
        LlmError::Refused { .. } => lasting(
            error.to_string(),
            "is the server running, and on that port?",
        ),
        LlmError::Dns { .. } => lasting(
            error.to_string(),
            "is the name right, and is there a network?",
        ),
        LlmError::Tls { message, .. } if message.contains("certificate") => lasting(
            error.to_string(),
            "if the server is yours, add the authority of its certificate to those that this system trusts",
        ),
        LlmError::Tls { .. } => lasting(
            error.to_string(),
            "a server of one's own mostly speaks http, not https",
        ),
        LlmError::Unreachable { .. } => lasting(
            error.to_string(),
            "is there a network, and is the address right?",
        ),
        LlmError::TimedOut { stage, after } => {
            let time = match after.as_secs() {
                1 => "a second".to_owned(),
                seconds => format!("{seconds} seconds"),
            };
            let what = match stage {
                Stage::Connect => format!("no connection within {time}"),
                Stage::FirstToken => format!("the model said nothing within {time}"),
                Stage::Idle => format!("the model stopped for more than {time}"),
                Stage::Total => format!("the model was not done within {time}"),
            };
            let advice = match stage {
                Stage::Connect => "is the address right?",
                _ => "a smaller model is faster; `first_word_seconds` under [llm] waits longer",
            };
            passing(what, Some(advice.to_owned()))
        }
        LlmError::KeyRefused { .. } => lasting(
            error.to_string(),
            "is the key of this server, and is it valid? See `api_key_env` and `api_key_cmd` under [llm]",
        ),
        LlmError::Status { status: 429, .. } => passing(
            error.to_string(),
            Some("too many requests, or the account is empty".to_owned()),
        ),
        LlmError::Status { .. } => passing(error.to_string(), None),
        LlmError::NotFoundUrl { likely, .. } => match likely {
            Some(likely) => lasting(error.to_string(), &format!("is the base URL {likely}?")),
            None => lasting(error.to_string(), "the base URL mostly ends in /v1"),
        },
        LlmError::ModelNotFound { model, models } => {
            let what = if model.is_empty() {
                "the server wants a model to be named".to_owned()
            } else {
                error.to_string()
            };
            let named: Vec<&str> = models.iter().take(NAMED).map(String::as_str).collect();
            let more = if models.len() > NAMED { ", ..." } else { "" };
            let advice = if named.is_empty() {
                "name one with --model NAME or `model` under [llm]".to_owned()
            } else {
                format!(
                    "it has {}{more}: name one with --model NAME",
                    named.join(", ")
                )
            };
            lasting(what, &advice)
        }
        LlmError::ContextTooLong { .. } => lasting(
            error.to_string(),
            "start the server with a larger context, 8192 tokens are enough",
        ),
        LlmError::Redirected { .. } => lasting(
            error.to_string(),
            "nothing was sent there; if it is right, make it the base URL",
        ),
        LlmError::NotTheProtocol { .. } => lasting(
            error.to_string(),
            match endpoint {
                Some(endpoint) if !endpoint.base_url().ends_with("/v1") => {
                    "the base URL mostly ends in /v1"
                }
                _ => "is this the address of an OpenAI-compatible server?",
            },
        ),
        LlmError::FormatRefused { .. } | LlmError::FieldRefused { .. } => {
            passing(error.to_string(), None)
        }
        LlmError::Reported { .. } => passing(error.to_string(), None),
        LlmError::CutOff => passing("the connection was lost".to_owned(), None),
        LlmError::TooLong { .. } => passing("the model does not come to an end".to_owned(), None),
        LlmError::Cancelled => passing("stopped".to_owned(), None),
    }
}
