//! Answers without content: nothing said, the question echoed, terms without predicates, words to the grader, "I don't
//! know". What such an answer mentions it does not say.

use std::sync::LazyLock;

use super::compile::Prepared;
use super::own_words::{elsewhere, lists_single_terms, without_order};
use super::predication::Counts;
use super::reading::Reading;
use super::weights;
use crate::assessment::Kind;
use crate::text::{Span, WordList, is_function_word, usual_order};

/// How an answer fails to say anything.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Emptiness {
    /// No word at all.
    Blank,
    /// It speaks to whoever grades it.
    AddressesGrader,
    /// Terms in a row, nothing said of them.
    BareList,
    /// Terms joined by articles and by verbs that say nothing.
    JoinedTerms,
    /// Words in an order that makes no sentences.
    Shuffled,
    /// Long sentences in which nothing is, does, can or depends.
    AssertsNothing,
    /// The question's own words.
    Echo,
    /// It says that it doesn't know.
    DoesNotKnow,
    /// Its words are strange to the rubric, so many beyond what may be.
    Elsewhere(f64),
}

impl Emptiness {
    /// Why what an answer mentions is not said, for answers that say nothing whatever they mention.
    pub(super) fn only_mentioned(self) -> Option<&'static str> {
        match self {
            Self::BareList => Some("only in a list"),
            Self::JoinedTerms | Self::AssertsNothing => {
                Some("mentioned, but nothing is said of it")
            }
            Self::Shuffled => Some("only words, in no order that says it"),
            Self::AddressesGrader => Some("only in words to the grader"),
            Self::Blank | Self::Echo | Self::DoesNotKnow | Self::Elsewhere(_) => None,
        }
    }

    /// The sentence for the candidate.
    pub(super) fn reason(self) -> &'static str {
        match self {
            Self::Blank => "nothing was said",
            Self::AddressesGrader => "the answer speaks to the grader, not to the question",
            Self::BareList => "terms are listed, but nothing is said of them",
            Self::JoinedTerms => "terms are joined to sentences, but nothing is said of them",
            Self::Shuffled => "the words are in no order that makes sentences",
            Self::AssertsNothing => "long sentences, but hardly anything is asserted in them",
            Self::Echo => "mostly the question's own words",
            Self::DoesNotKnow => "the answer says that it does not know",
            Self::Elsewhere(_) => "the answer seems to speak of something else than was asked",
        }
    }
}

/// Phrases that speak to whoever grades.
const GRADER_PHRASES: [&str; 34] = [
    "maximum score",
    "full credit",
    "full mark",
    "full marks",
    "full score",
    "full points",
    "rubric",
    "grader",
    "evaluator",
    "examiner",
    "marker",
    "assessor",
    "award",
    "top mark",
    "top marks",
    "highest score",
    "highest mark",
    "highest grade",
    "scoring system",
    "grading",
    "ignore previous",
    "ignore all",
    "ignore the previous",
    "every point",
    "all points",
    "all criteria",
    "every criterion",
    "key points",
    "as covered",
    "as satisfied",
    "as correct",
    "as met",
    "deserves",
    "system prompt",
];

/// Phrases that admit not knowing.
const NOT_KNOWING_PHRASES: [&str; 20] = [
    "i do not know",
    "i do not really know",
    "i do not remember",
    "i do not recall",
    "not sure",
    "not really sure",
    "no idea",
    "never used",
    "never worked",
    "never tried",
    "never looked",
    "rather not guess",
    "can not say",
    "can not remember",
    "have to look",
    "would have to check",
    "have to google",
    "have to search",
    "skip this",
    "pass on this",
];

/// How the answer fails to say anything, if it does. `coverage` is the share of the rubric's weights met.
pub(super) fn emptiness(
    prepared: &Prepared,
    reading: &Reading<'_>,
    source: &str,
    coverage: f64,
) -> Option<Emptiness> {
    let words: Vec<&str> = reading
        .words
        .iter()
        .filter(|word| !word.repeated)
        .map(|word| {
            if is_part_of_name(source, word.span) {
                ""
            } else {
                word.form
            }
        })
        .collect();
    if !words
        .iter()
        .any(|word| word.chars().any(char::is_alphanumeric))
    {
        return Some(Emptiness::Blank);
    }
    if count(&words, &TO_THE_GRADER) >= 2 {
        return Some(Emptiness::AddressesGrader);
    }
    let content = &reading.content;
    let own = content.own(prepared);
    if !prepared.has_patterns() {
        // Coverage by words counts the question's words for little and pays for a list what a teacher would.
        if own == 0 {
            return Some(Emptiness::Echo);
        }
        return (coverage < weights::KNOWS_SOMETHING && count(&words, &NOT_KNOWING) >= 1)
            .then_some(Emptiness::DoesNotKnow);
    }
    let counts = Counts::of(&words);
    let is_end = |byte: &u8| b",;\n/".contains(byte);
    let unwritten = weights::marks_of(reading.inferred_ends);
    let parts = 1 + source.bytes().filter(is_end).count() + unwritten;
    let listed = words.len() > 8
        && (counts.grammar as f64) < weights::LIST_GRAMMAR * words.len() as f64
        && (words.len() as f64) < weights::LIST_PART * parts as f64;
    // A fact may be names in a row, a line of code, or a definition without a verb.
    let asks_for_account = prepared.kind == Kind::Open;
    // The signs of code, and colons and parentheses, say what verbs would, but not where they stand in single terms.
    let single_terms = (words.len() as f64) < weights::HOARD_PART * parts as f64;
    let explained = !single_terms && (has_code(source) || explains_by_signs(source, parts));
    let is_list = asks_for_account && listed && !explained;
    if is_list || !has_names(source) && hoards_terms(prepared, reading, &counts, parts) {
        return Some(Emptiness::BareList);
    }
    let sentences = reading.passages.len();
    if lists_single_terms(prepared, reading, &words, own, sentences.max(parts)) {
        return Some(Emptiness::BareList);
    }
    if asks_for_account && counts.joins_terms() {
        return Some(Emptiness::JoinedTerms);
    }
    let in_order = in_order(prepared, reading);
    // A telegram has few grammar words, and so no order that could be usual.
    let least = if (counts.grammar as f64) < weights::TELEGRAM * words.len() as f64 {
        weights::USUAL_ORDER_OF_TELEGRAM
    } else {
        weights::USUAL_ORDER
    };
    let order = usual_order(&in_order, weights::ORDER_PAIRS);
    if !has_code(source) && order.is_some_and(|order| order < least) {
        return Some(Emptiness::Shuffled);
    }
    if without_order(prepared, reading, (&in_order, order), sentences.max(parts)) {
        return Some(Emptiness::Shuffled);
    }
    if asks_for_account && counts.asserts_nothing(source, unwritten) {
        return Some(Emptiness::AssertsNothing);
    }
    if content.len() > 0 && (own as f64) < weights::ECHO_OWN * content.len() as f64 {
        return Some(Emptiness::Echo);
    }
    if coverage < weights::KNOWS_SOMETHING && count(&words, &NOT_KNOWING) >= 1 {
        return Some(Emptiness::DoesNotKnow);
    }
    if coverage > 0.0 {
        return elsewhere(prepared, reading, own).map(Emptiness::Elsewhere);
    }
    None
}

/// The words with their sentences, as their order is judged: the `a` of `a | b` is a name, no article, and so is an `is` that
/// the question compares with `==`.
fn in_order<'a>(prepared: &Prepared, reading: &Reading<'a>) -> Vec<(&'a str, u32)> {
    let written: Vec<_> = reading.words.iter().filter(|word| !word.repeated).collect();
    let is_sign = |at: usize| {
        let word = written.get(at);
        word.is_some_and(|word| !word.form.contains(char::is_alphanumeric))
    };
    let compared = prepared.rubric.subjects.keys();
    let is_compared = |form: &str| compared.clone().any(|name| name == form);
    let form = |at: usize| match written[at].form {
        "a" if is_sign(at + 1) || at > 0 && is_sign(at - 1) => "x",
        form if is_function_word(form) && is_compared(form) => "x",
        form => form,
    };
    (0..written.len())
        .map(|at| (form(at), written[at].sentence))
        .collect()
}

/// Whether colons and parentheses say what belongs to what: "NumPy (arrays), pandas (tables)", "stack: last in, first out".
fn explains_by_signs(source: &str, parts: usize) -> bool {
    let opens = |(at, sign): &(usize, u8)| match sign {
        b':' => true,
        b'(' => source[at + 1..].starts_with(char::is_alphabetic),
        _ => false,
    };
    let signs = source.bytes().enumerate().filter(opens).count();
    signs >= 2 && signs as f64 >= weights::EXPLAINING_SIGNS * parts as f64
}

/// Whether operators, brackets and numbers are many enough for code or formulas; names and calls alone are not.
fn has_code(source: &str) -> bool {
    const SIGNS: [bool; 256] = signs(b"=[]{}<>|+%0123456789");
    share_of_bytes(source, &SIGNS) >= weights::CODE_SIGNS
}

/// Whether calls and names are many, perhaps besides code.
fn has_names(source: &str) -> bool {
    const SIGNS: [bool; 256] = signs(b"!\"#$%&()*+/:<=>?@[\\]^_`{|}~");
    share_of_bytes(source, &SIGNS) >= weights::CODE_SIGNS
}

/// For each byte whether it is one of these.
const fn signs(bytes: &[u8]) -> [bool; 256] {
    let mut signs = [false; 256];
    let mut at = 0;
    while at < bytes.len() {
        signs[bytes[at] as usize] = true;
        at += 1;
    }
    signs
}

fn share_of_bytes(source: &str, counted: &[bool; 256]) -> f64 {
    let count = source
        .bytes()
        .filter(|&byte| counted[usize::from(byte)])
        .count();
    count as f64 / source.len().max(1) as f64
}

/// Whether an answer is a long list of terms of a word or two, commas between, or names many more words than the short full
/// answer has and hardly says anything of them. Names, a line of code or a definition without a verb may well answer a fact,
/// but are no longer than it.
fn hoards_terms(prepared: &Prepared, reading: &Reading<'_>, counts: &Counts, parts: usize) -> bool {
    let words = counts.words;
    let terms_apart =
        parts >= weights::HOARD_PARTS && (words as f64) < weights::HOARD_PART * parts as f64;
    let terms_in_a_row = words >= weights::HOARD_WORDS
        && (counts.grammar as f64) < weights::HOARD_GRAMMAR * words as f64
        && reading.content.len() as f64
            > weights::HOARD_OF_REFERENCE * prepared.reference.len() as f64;
    terms_apart || terms_in_a_row
}

/// Whether a word is a part of a name such as `return_when` or `r.get`: there it carries no grammar.
pub(super) fn is_part_of_name(source: &str, span: Span) -> bool {
    let before = source[..span.start].chars().next_back();
    let mut after = source[span.end..].chars();
    let (next, one_more) = (after.next(), after.next());
    before == Some('_')
        || next == Some('_')
        || (next == Some('.') && one_more.is_some_and(char::is_alphanumeric))
        || (before == Some('.') && span.start >= 2)
}

/// Phrases, with the words that begin them.
pub(super) struct Phrases {
    phrases: &'static [&'static str],
    openers: WordList,
}

impl Phrases {
    pub(super) fn of(phrases: &'static [&'static str]) -> Self {
        let openers = phrases.iter().filter_map(|phrase| phrase.split(' ').next());
        Self {
            openers: WordList::of(openers),
            phrases,
        }
    }
}

static TO_THE_GRADER: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&GRADER_PHRASES));
pub(super) static NOT_KNOWING: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of(&NOT_KNOWING_PHRASES));

/// How many of the phrases occur.
pub(super) fn count(words: &[&str], Phrases { phrases, openers }: &Phrases) -> usize {
    // Few words of an answer begin any of them.
    let starts: Vec<usize> = (0..words.len())
        .filter(|&at| openers.has(words[at]))
        .collect();
    let stands_at = |phrase: &str, at: usize| {
        phrase
            .split(' ')
            .enumerate()
            .all(|(n, wanted)| words.get(at + n) == Some(&wanted))
    };
    phrases
        .iter()
        .filter(|phrase| starts.iter().any(|&at| stands_at(phrase, at)))
        .count()
}
