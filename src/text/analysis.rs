//! The analyzed text: words with their stems, where clauses and sentences end, and what is denied.

use std::borrow::Cow;

use super::Span;
use super::normalize::normalize;
use super::polarity::mark_negation;
use super::stem::kept_stem;
use super::tokenize::{RawKind, tokenize};
use super::words::starts_clause;

/// One word of the text, as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where it was written. Words of one contraction or spoken name share a span.
    pub span: Span,
    /// The word in lower case, contractions and spoken names undone.
    pub form: String,
    /// Its stem.
    pub stem: Cow<'static, str>,
    /// The sentence it stands in, from 0.
    pub sentence: u32,
    /// The clause it stands in, from 0, counted over the whole text.
    pub clause: u32,
    /// The token that denies it.
    pub negator: Option<usize>,
    /// The token that denies the verb of its clause, where that verb follows.
    pub predicate_negator: Option<usize>,
}

/// A text taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Analysis {
    /// The text as it was given; every span points into it.
    pub source: String,
    /// Its words, in order.
    pub tokens: Vec<Token>,
}

/// The words of a text in lower case, contractions and spoken names undone, and nothing else of them.
pub fn plain_words(source: &str) -> impl Iterator<Item = String> {
    normalize(tokenize(source))
        .into_iter()
        .filter_map(|plain| match plain.kind {
            RawKind::Word(form) => Some(form),
            RawKind::Clause | RawKind::Sentence => None,
        })
}

/// Takes a text apart. It cannot fail: any text is a text.
pub fn analyze(source: &str) -> Analysis {
    let mut tokens: Vec<Token> = Vec::new();
    let (mut sentence, mut clause) = (0, 0);
    for plain in normalize(tokenize(source)) {
        match plain.kind {
            RawKind::Clause => clause += 1,
            RawKind::Sentence => {
                clause += 1;
                sentence += 1;
            }
            RawKind::Word(form) => {
                if starts_clause(&form) {
                    clause += 1;
                }
                tokens.push(Token {
                    span: plain.span,
                    stem: kept_stem(&form),
                    form,
                    sentence,
                    clause,
                    negator: None,
                    predicate_negator: None,
                });
            }
        }
    }
    mark_negation(source, &mut tokens);
    Analysis {
        source: source.to_owned(),
        tokens,
    }
}
