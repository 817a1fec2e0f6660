//! What the candidate said, before anything is made of it.

/// An answer as it was given; never normalized, so that evidence can quote it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// The very text, valid UTF-8 (what was not became U+FFFD at the edge).
    pub text: String,
    /// How it came in.
    pub medium: Medium,
}

impl Answer {
    /// A typed answer.
    pub fn typed(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            medium: Medium::Typed,
        }
    }
}

/// How an answer came in. It never changes a score by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Medium {
    /// At the keyboard, or in a file.
    #[default]
    Typed,
    /// Through a speech recognizer.
    Spoken,
}

impl Medium {
    /// The name in the store and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Typed => "typed",
            Self::Spoken => "spoken",
        }
    }
}
