//! What goes out, and what a reply is labelled with.

use std::fmt;

use jiff::civil::Date;

/// What a model is asked: one system message, one user message.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Name and version of the prompt, such as `narrative 1`.
    pub prompt: &'static str,
    /// The rules. The same bytes whatever the answer.
    pub system: String,
    /// The question, the rubric and, fenced, the answer.
    pub user: String,
    /// The JSON schema of the reply; none where text is asked for.
    pub schema: Option<serde_json::Value>,
    /// At most this many tokens of reply are of use.
    pub max_tokens: u32,
}

/// Where a text came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The model's name, as the endpoint was asked for it.
    pub model: String,
    /// Name and version of the prompt: [`Request::prompt`].
    pub prompt: String,
    /// The day, where the user is.
    pub date: Date,
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            model,
            prompt,
            date,
        } = self;
        write!(f, "{model}, prompt {prompt}, {date}")
    }
}
