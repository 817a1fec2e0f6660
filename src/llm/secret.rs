//! A key that can be sent and never be printed.

use std::fmt;

/// A key for an endpoint: visible ASCII, so that it always fits into a header. Neither `Debug` nor `Display` shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// Why a text is no key. The text is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// Nothing but white space.
    #[error("the key is empty")]
    Empty,
    /// Several lines, spaces, or characters that no header may hold.
    #[error("the key holds spaces, line breaks or characters that a key cannot have")]
    Unsendable,
}

/// Shorter keys are words that local servers take for a key ("none", "ollama"): hiding them would only garble texts.
const SHORTEST_HIDDEN: usize = 8;

impl Secret {
    /// Takes a key, without the white space around it.
    ///
    /// # Errors
    /// When nothing is left, or something that can't stand in a header.
    pub fn new(text: &str) -> Result<Self, SecretError> {
        let text = text.trim();
        if text.is_empty() {
            Err(SecretError::Empty)
        } else if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            Err(SecretError::Unsendable)
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// The key itself, for the one header it belongs into.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }

    /// The text that has to be replaced wherever a server repeats it; none when the key is too short to be one.
    pub(super) fn to_hide(&self) -> Option<&str> {
        (self.0.len() >= SHORTEST_HIDDEN).then_some(self.0.as_str())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

#[cfg(test)]
mod tests {
    use super::{Secret, SecretError};

    #[test]
    fn a_key_is_never_printed() {
        let key = Secret::new(" sk-abc123456 \n").unwrap();
        assert_eq!(key.reveal(), "sk-abc123456");
        assert_eq!(
            format!("{key} {key:?} {:#?}", Some(&key)),
            "*** Secret(***) Some(\n    Secret(***),\n)"
        );
    }

    #[test]
    fn what_no_header_can_hold_is_no_key() {
        assert_eq!(Secret::new(" \n"), Err(SecretError::Empty));
        for bad in ["two words", "two\nlines", "sk-\u{e9}", "a\0b"] {
            assert_eq!(Secret::new(bad), Err(SecretError::Unsendable), "{bad:?}");
        }
    }
}
