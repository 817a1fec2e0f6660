//! What is denied. A negator reaches forward in its clause over a few content words; two cancel. Negation words are
//! never stop words, and "not only" denies nothing.

use std::sync::LazyLock;

use super::analysis::Token;
use super::words::{WordList, WordTable, is_auxiliary, is_function_word};

/// Words that deny what follows, and over how many content words they reach.
const NEGATORS: &[(&str, usize)] = &[
    ("not", 6),
    ("never", 6),
    ("no", 3),
    ("without", 3),
    ("nobody", 6),
    ("none", 6),
    ("neither", 6),
    ("nor", 6),
    ("nothing", 6),
    ("hardly", 6),
    ("rarely", 6),
    ("seldom", 6),
    ("barely", 6),
    ("unable", 6),
    ("avoid", 6),
    ("avoids", 6),
    ("avoiding", 6),
    ("prevent", 7),
    ("prevents", 7),
    ("preventing", 7),
    ("refuse", 6),
    ("refuses", 6),
    ("lack", 6),
    ("lacks", 6),
    ("lacking", 6),
    ("nowhere", 6),
    ("instead", 5),
    ("rather", 5),
    ("stop", 5),
    ("stops", 5),
    ("fail", 5),
    ("fails", 5),
];

/// The list above, ready to be asked.
static REACHES: LazyLock<WordTable<usize>> =
    LazyLock::new(|| WordTable::of(NEGATORS.iter().copied()));

/// Marks each token with the negator that denies it.
pub(super) fn mark_negation(source: &str, tokens: &mut [Token<'_>]) {
    for at in 0..tokens.len() {
        let Some(reach) = reach_of_negator(tokens, at) else {
            continue;
        };
        // The "Not" of `FileNotFoundError` denies nothing.
        let before = source[..tokens[at].span.start].chars().next_back();
        if before.is_some_and(|before| before.is_alphanumeric() || before == '_') {
            continue;
        }
        // "can not", "would never": the auxiliary is denied too.
        if at > 0
            && tokens[at - 1].clause == tokens[at].clause
            && matches!(
                tokens[at - 1].form.as_ref(),
                "can" | "could" | "will" | "would" | "may" | "should" | "must"
            )
        {
            tokens[at - 1].negator = Some(at);
        }
        deny(tokens, at, reach);
        deny_what_the_verb_is_said_of(tokens, at);
    }
}

/// "The comparison does not get faster": a denied verb denies what is said of the words before it in its clause, though
/// not the words themselves.
fn deny_what_the_verb_is_said_of(tokens: &mut [Token<'_>], negator: usize) {
    let denies_verb = tokens[negator].form == "never"
        || (tokens[negator].form == "not"
            && negator > 0
            && is_auxiliary(&tokens[negator - 1].form));
    if !denies_verb {
        return;
    }
    let clause = tokens[negator].clause;
    for at in (0..negator).rev() {
        let token = &mut tokens[at];
        let boundary = matches!(token.form.as_ref(), "and" | "or" | "that" | "which" | "who");
        if token.clause != clause || boundary {
            break;
        }
        token.predicate_negator = Some(negator);
    }
}

fn deny(tokens: &mut [Token<'_>], negator: usize, reach: usize) {
    let clause = tokens[negator].clause;
    let mut content = 0;
    for at in negator + 1..tokens.len() {
        if tokens[at].clause != clause
            || content >= reach
            || ends_denial(tokens, negator, at, content)
        {
            break;
        }
        let token = &tokens[at];
        let function_word = is_function_word(&token.form);
        let token = &mut tokens[at];
        // A second negator near the first cancels it: "never without a lock".
        token.negator = match token.negator {
            Some(_) if token.form != "any" && content < 3 => None,
            _ => Some(negator),
        };
        if !function_word {
            content += 1;
        }
    }
}

/// Whether a denial that has reached over `content` words ends before this word: another statement begins, or a means.
fn ends_denial(tokens: &[Token<'_>], negator: usize, at: usize, content: usize) -> bool {
    let form = tokens[at].form.as_ref();
    if content >= 1 && denies_a_thing(tokens, negator) && begins_a_statement(tokens, negator, at) {
        return true;
    }
    let before = tokens[at - 1].form.as_ref();
    let speaker = matches!(form, "i" | "you" | "we" | "they" | "he" | "she");
    // "it never copies it shares"
    let new_statement = form == "it"
        && tokens.get(at + 1).is_some_and(|next| {
            is_auxiliary(&next.form) || (next.form.len() > 3 && next.form.ends_with('s'))
        });
    form == "and"
        || (speaker && (content >= 1 || matches!(before, "it" | "them")))
        || (form == "by" && at > negator + 1)
        || (content >= 1 && new_statement)
}

/// Whether a negator denies the thing behind it and not what is said in its clause: "without a match", "where there is no
/// row"; in "no row is lost" it denies the loss.
fn denies_a_thing(tokens: &[Token<'_>], negator: usize) -> bool {
    match tokens[negator].form.as_ref() {
        "without" => true,
        "no" => {
            negator > 0 && {
                let before = &tokens[negator - 1];
                before.clause == tokens[negator].clause
                    && (is_auxiliary(&before.form) || THING_BEFORE.has(&before.form))
            }
        }
        _ => false,
    }
}

/// Whether a statement begins behind a thing that is missing: with its verb ("rows with no match get null"), or with what it
/// is about ("without a match the columns are null").
fn begins_a_statement(tokens: &[Token<'_>], negator: usize, at: usize) -> bool {
    let form = tokens[at].form.as_ref();
    let before = tokens[at - 1].form.as_ref();
    let after_thing = !is_function_word(before) && !before.ends_with("ing");
    // "without changing the original": the verb takes what follows.
    let is_deed = (tokens[negator + 1..at].iter()).any(|token| token.form.ends_with("ing"));
    after_thing
        && (is_auxiliary(form)
            || matches!(form, "get" | "gets" | "got")
            || !is_deed
                && matches!(
                    form,
                    "the" | "a" | "an" | "its" | "their" | "every" | "each"
                ))
}

/// Words before "no" that make it deny the thing alone, besides auxiliaries.
static THING_BEFORE: LazyLock<WordList> = LazyLock::new(|| {
    WordList::of(
        "with has have had having get gets got in of at by be find finds found".split_whitespace(),
    )
});

/// The reach of the negator at this place, or none where the word denies nothing here.
fn reach_of_negator(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let word = tokens[at].form.as_ref();
    let reach = REACHES.get(word)?;
    let next = tokens
        .get(at + 1)
        .filter(|next| next.sentence == tokens[at].sentence)
        .map(|next| next.form.as_ref());
    let denies = match (word, next) {
        ("not", Some("only" | "just" | "necessarily" | "least" | "merely" | "simply")) => false,
        ("not", Some("know" | "sure" | "tell" | "care")) => false,
        // "were it not for the lock": it is there.
        ("not", Some("for")) => {
            !(at >= 2 && matches!(tokens[at - 2].form.as_ref(), "were" | "was"))
        }
        ("no", Some("matter" | "doubt" | "problem")) => false,
        ("instead", next) => next == Some("of"),
        ("rather", next) => next == Some("than"),
        ("stop" | "stops" | "fail" | "fails", Some(next)) => {
            next.ends_with("ing")
                || matches!(
                    next,
                    "to" | "you" | "it" | "the" | "people" | "2" | "others" | "from" | "two"
                )
        }
        ("stop" | "stops" | "fail" | "fails", None) => false,
        ("without", Some("it" | "this" | "that" | "them" | "these")) => false,
        _ => true,
    };
    denies.then_some(*reach)
}
