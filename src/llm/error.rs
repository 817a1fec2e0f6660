//! Why there is no answer, or no more of it: as data, for whoever tells it.

use std::time::Duration;

/// Where a time ran out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Before the connection stood.
    Connect,
    /// Before the first word.
    FirstToken,
    /// Between two words.
    Idle,
    /// All of it.
    Total,
}

/// What came instead of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instead {
    /// Nothing at all.
    Nothing,
    /// A page for people.
    Html,
    /// JSON of another shape, or broken JSON.
    OtherJson,
    /// Some other text.
    OtherText,
    /// Bytes that are not HTTP.
    NotHttp,
}

/// What was longer than it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// The answer; what fits was told.
    Text,
    /// One event of the stream.
    Line,
    /// The whole body.
    Body,
}

/// Why there is no answer, or no more of it. Texts of the server are one short line without control characters and keys.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LlmError {
    /// Nothing listens there.
    #[error("{host} refused the connection")]
    Refused {
        /// Name and port.
        host: String,
    },
    /// The name is not known.
    #[error("the name {host} can't be resolved")]
    Dns {
        /// Name and port.
        host: String,
    },
    /// TLS failed: a certificate that is not trusted, no TLS on the other side.
    #[error("no trusted TLS connection to {host}: {message}")]
    Tls {
        /// Name and port.
        host: String,
        /// Why.
        message: String,
    },
    /// There is no connection for another reason.
    #[error("{host} can't be reached: {message}")]
    Unreachable {
        /// Name and port.
        host: String,
        /// Why.
        message: String,
    },
    /// The server took too long.
    #[error("the server took longer than {} seconds ({stage:?})", .after.as_secs_f32())]
    TimedOut {
        /// Where.
        stage: Stage,
        /// The time it had.
        after: Duration,
    },
    /// The server does not take the key, or wants one: 401 and 403, or what it says instead.
    #[error("the server answered {status}: {message}")]
    KeyRefused {
        /// The status.
        status: u16,
        /// What it said.
        message: String,
    },
    /// The server answered with another failure: 429 is about the rate, 5xx about itself.
    #[error("the server answered {status}: {message}")]
    Status {
        /// The status.
        status: u16,
        /// What it said.
        message: String,
        /// When it wants to be asked again.
        retry_after: Option<Duration>,
    },
    /// There is no such route.
    #[error("the server knows no {url}")]
    NotFoundUrl {
        /// What was asked.
        url: String,
        /// The base URL that is probably right.
        likely: Option<String>,
    },
    /// The server does not have that model.
    #[error("the server has no model {model}")]
    ModelNotFound {
        /// What was asked for; empty when no model was named.
        model: String,
        /// What it has, when it tells.
        models: Vec<String>,
    },
    /// The question is longer than the model's context.
    #[error("the request is longer than the model's context: {message}")]
    ContextTooLong {
        /// The context in tokens, when the server tells.
        limit: Option<u64>,
        /// What it said.
        message: String,
    },
    /// The server can't give the form of answer that was asked for; ask without.
    #[error("the server refuses the form of the answer: {message}")]
    FormatRefused {
        /// What it said.
        message: String,
    },
    /// The server does not take a field of the request.
    #[error("the server does not take the field {field}: {message}")]
    FieldRefused {
        /// The field's name.
        field: String,
        /// What it said.
        message: String,
    },
    /// The server sends us elsewhere. Neither the key nor the text went there.
    #[error("the server redirects to {to}")]
    Redirected {
        /// Where.
        to: String,
    },
    /// What came is not the protocol.
    #[error("the server does not speak the protocol: {start}")]
    NotTheProtocol {
        /// What came.
        instead: Instead,
        /// How it begins.
        start: String,
    },
    /// The server reported an error inside its answer.
    #[error("the server reports: {message}")]
    Reported {
        /// What it said.
        message: String,
    },
    /// The connection was lost before the answer was complete. What came was told.
    #[error("the connection was lost")]
    CutOff,
    /// There was more than there may be.
    #[error("more than {limit} ({bound:?})")]
    TooLong {
        /// What.
        bound: Bound,
        /// Characters of a text, bytes of a line or body.
        limit: usize,
    },
    /// Who listens wanted no more.
    #[error("cancelled")]
    Cancelled,
}

impl LlmError {
    /// Whether the same request may succeed a little later.
    pub(super) const fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::Refused { .. }
                | Self::Dns { .. }
                | Self::Unreachable { .. }
                | Self::CutOff
                | Self::Status {
                    status: 429 | 500 | 502..=599,
                    ..
                }
        )
    }

    /// When the server wants to be asked again.
    pub const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}
