//! The content words of a statement, made ready to be compared with those of an answer.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::text::{Trigram, analyze, is_function_word, trigrams};

/// A content word of a statement, with what soft matching needs.
#[derive(Debug, Clone)]
pub(super) struct Idea {
    /// As it is written, in lower case.
    pub(super) form: String,
    pub(super) stem: Cow<'static, str>,
    /// Where the stem falls among those of an answer's content.
    pub(super) place: u8,
    pub(super) trigrams: Vec<Trigram>,
    /// It stands in the question too.
    pub(super) in_question: bool,
    /// It is denied in the statement.
    pub(super) denied: bool,
}

/// The distinct content words of a statement.
pub(super) fn ideas(statement: &str, question: &BTreeSet<String>) -> Vec<Idea> {
    let mut found: Vec<Idea> = Vec::new();
    for token in analyze(statement).tokens {
        let content =
            !is_function_word(&token.form) && token.form.chars().any(char::is_alphanumeric);
        if content && !found.iter().any(|idea| idea.stem == token.stem) {
            found.push(Idea {
                place: place_of(&token.stem),
                trigrams: trigrams(&token.stem),
                in_question: question.contains(&*token.stem),
                denied: token.negator.is_some(),
                form: token.form.into_owned(),
                stem: token.stem,
            });
        }
    }
    found
}

/// One of 256 places for a stem.
pub(super) fn place_of(stem: &str) -> u8 {
    let spread = |place: u32, byte: u8| (place ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let place = stem.bytes().fold(0x811c_9dc5, spread);
    place.to_le_bytes()[2]
}
