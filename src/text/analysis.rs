//! The analyzed text: words with their stems, where clauses and sentences end, and what is denied.

use std::borrow::Cow;

use super::Span;
use super::clause_ends::{End, inferred_ends};
use super::normalize::{Plain, normalize};
use super::polarity::mark_negation;
use super::stem::kept_stem;
use super::tokenize::{RawKind, tokenize};
use super::words::starts_clause;

/// One word of the text, as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'a> {
    /// Where it was written. Words of one contraction or spoken name share a span.
    pub span: Span,
    /// The word in lower case, contractions and spoken names undone: a part of the text, where it was written so.
    pub form: Cow<'a, str>,
    /// Its stem.
    pub stem: Cow<'static, str>,
    /// The sentence it stands in, from 0.
    pub sentence: u32,
    /// The clause it stands in, from 0, counted over the whole text.
    pub clause: u32,
    /// The statement it stands in, from 0, counted over the whole text: its sentence, where punctuation tells.
    pub statement: u32,
    /// The token that denies it.
    pub negator: Option<usize>,
    /// The token that denies the verb of its clause, where that verb follows.
    pub predicate_negator: Option<usize>,
}

/// A text taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Analysis<'a> {
    /// The text as it was given; every span points into it.
    pub source: &'a str,
    /// Its words, in order.
    pub tokens: Vec<Token<'a>>,
    /// How many ends of clauses were inferred: none where the text has punctuation.
    pub inferred_ends: usize,
}

/// The words of a text in lower case, contractions and spoken names undone, and nothing else of them.
pub fn plain_words(source: &str) -> impl Iterator<Item = Cow<'_, str>> {
    normalize(tokenize(source))
        .into_iter()
        .filter_map(|plain| match plain.kind {
            RawKind::Word(form) => Some(form),
            RawKind::Clause | RawKind::Sentence => None,
        })
}

/// Takes a text apart. It cannot fail: any text is a text.
pub fn analyze(source: &str) -> Analysis<'_> {
    taken_apart(source, normalize(tokenize(source)), &[])
}

/// Takes a text apart that may have come without punctuation. Where no mark but the last cuts it, clauses end where they would
/// be marked; what is parted so stays one sentence.
pub fn analyze_run_on(source: &str) -> Analysis<'_> {
    let pieces = normalize(tokenize(source));
    let ends = inferred_ends(&pieces).unwrap_or_default();
    taken_apart(source, pieces, &ends)
}

/// The pieces as words in clauses; `ends` are those inferred after each piece, if any.
fn taken_apart<'a>(source: &'a str, pieces: Vec<Plain<'a>>, ends: &[End]) -> Analysis<'a> {
    let mut tokens: Vec<Token<'a>> = Vec::with_capacity(pieces.len());
    let (mut sentence, mut statement, mut clause, mut inferred) = (0, 0, 0, 0);
    for (at, plain) in pieces.into_iter().enumerate() {
        match plain.kind {
            RawKind::Clause => clause += 1,
            RawKind::Sentence => {
                clause += 1;
                statement += 1;
                sentence += 1;
            }
            RawKind::Word(form) => {
                if starts_clause(&form) {
                    clause += 1;
                }
                let end = at.checked_sub(1).and_then(|before| ends.get(before));
                // No clause ends inside a contraction.
                let parted = tokens.last().is_some_and(|last| last.span != plain.span);
                if let Some(end) = end.filter(|end| parted && **end != End::None) {
                    clause += 1;
                    statement += u32::from(*end == End::Statement);
                    inferred += 1;
                }
                tokens.push(Token {
                    span: plain.span,
                    stem: kept_stem(&form),
                    form,
                    sentence,
                    statement,
                    clause,
                    negator: None,
                    predicate_negator: None,
                });
            }
        }
    }
    mark_negation(source, &mut tokens);
    Analysis {
        source,
        tokens,
        inferred_ends: inferred,
    }
}
