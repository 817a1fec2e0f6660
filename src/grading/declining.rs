//! What a candidate declines to speak of: "dunno", "I have no idea about hashing", "that's all I know". No grade is made
//! of it; it tells which follow-ups to leave out.

use std::sync::LazyLock;

use super::compile::Prepared;
use super::content::{NOT_KNOWING, Phrases, count};
use super::weights;
use crate::assessment::Answer;
use crate::text::{Analysis, Token, analyze, is_function_word};

/// Phrases that leave a question be, besides those that admit not knowing.
const LEAVING_PHRASES: [&str; 24] = [
    "dunno",
    "idk",
    "no clue",
    "not a clue",
    "i forgot",
    "have forgotten",
    "forgotten that",
    "no comment",
    "can not answer",
    "can not recall",
    "can not tell you",
    "rather not",
    "give up",
    "next question",
    "next one please",
    "move on",
    "skip it",
    "skip that",
    "not my area",
    "never heard",
    "have not heard",
    "have not used",
    "have not worked",
    "not familiar",
];

/// What leaves a question be where it begins the answer; inside one it may speak of anything.
const LEAVING_AT_ONCE: [&str; 4] = [
    "do not know",
    "do not remember",
    "do not recall",
    "not a thing",
];

/// Words that leave a question be where no other word stands than these and those of courtesy.
const LEAVING_ALONE: [&str; 3] = ["pass", "skip", "next"];

/// What may stand beside one of them.
const COURTESY: [&str; 9] = [
    "please", "sorry", "i", "it", "this", "that", "one", "question", "ok",
];

/// Phrases after which stands what is declined, said of oneself.
const DECLINING: [&str; 19] = [
    "do not know",
    "do not really know",
    "no idea",
    "no clue",
    "not a clue",
    "do not remember",
    "do not recall",
    "can not remember",
    "can not recall",
    "can not say",
    "forgot",
    "have forgotten",
    "never used",
    "never worked with",
    "never heard",
    "not familiar with",
    "rather not",
    "rather skip",
    "not ask me",
];

/// Phrases that end an answer with all that there is to it.
const ALL_THERE_IS_PHRASES: [&str; 6] = [
    "all i know",
    "all i can say",
    "all i remember",
    "all i have",
    "nothing more to say",
    "nothing to add",
];

/// What is declined by these words is everything that is left.
const THE_REST: [&str; 9] = [
    "rest",
    "else",
    "anything",
    "further",
    "remaining",
    "detail",
    "exactly",
    "precisely",
    "beyond",
];

static LEAVING: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&LEAVING_PHRASES));
static ALL_THERE_IS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&ALL_THERE_IS_PHRASES));

/// What an answer declines to go on about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Declined {
    /// These key points of the rubric, by their indexes; mostly none.
    Points(Vec<usize>),
    /// Whatever is left.
    Everything,
}

/// Whether an answer only says that there is none: nothing, or a few words such as "no idea".
pub fn declines(answer: &Answer) -> bool {
    let analysis = analyze(&answer.text);
    let words: Vec<&str> = forms(&analysis.tokens).collect();
    let says = |phrases: &Phrases| count(&words, phrases) >= 1;
    let begins = |phrase: &&str| phrase.split(' ').eq(words.iter().copied().take(3));
    words.is_empty()
        || words.len() <= weights::DECLINES_WITHIN
            && (says(&NOT_KNOWING) || says(&LEAVING) || LEAVING_AT_ONCE.iter().any(begins))
        || (words.iter()).any(|word| LEAVING_ALONE.contains(word))
            && (words.iter()).all(|word| LEAVING_ALONE.contains(word) || COURTESY.contains(word))
}

/// What an answer declines to go on about, whatever else it says.
pub fn declined(prepared: &Prepared, answer: &Answer) -> Declined {
    let analysis = analyze(super::what_is_read(answer));
    let tokens = &analysis.tokens;
    let last: Vec<&str> = forms(&tokens[tokens.len().saturating_sub(5)..]).collect();
    if count(&last, &ALL_THERE_IS) >= 1 {
        return Declined::Everything;
    }
    let mut points = Vec::new();
    for start in 0..tokens.len() {
        let said = DECLINING.iter().find_map(|phrase| {
            let words = phrase.split(' ').count();
            let is_here = phrase
                .split(' ')
                .eq(forms(tokens.get(start..start + words)?));
            (is_here && (phrase.ends_with(" me") || of_oneself(tokens, start)))
                .then_some(start + words)
        });
        let Some(end) = said else { continue };
        let follows = what_follows(tokens, end);
        let named: Vec<&Token<'_>> = follows
            .iter()
            .filter(|token| !is_function_word(&token.form))
            .collect();
        let ends_here = end + follows.len() == tokens.len();
        let is_rest = |token: &&Token<'_>| THE_REST.contains(&token.form.as_ref());
        if ends_here && named.iter().all(is_rest) {
            return Declined::Everything;
        }
        points.extend(points_named(prepared, &named));
    }
    points.sort_unstable();
    points.dedup();
    Declined::Points(points)
}

fn forms<'a>(tokens: &'a [Token<'_>]) -> impl Iterator<Item = &'a str> {
    tokens.iter().map(|token| token.form.as_ref())
}

/// Whether what begins here is said by the candidate of the candidate: after an "I", or where a clause begins. What is done
/// "when I don't know how many there are" declines nothing.
fn of_oneself(tokens: &[Token<'_>], start: usize) -> bool {
    let before = tokens[start.saturating_sub(4)..start].iter();
    let before: Vec<&str> = before
        .filter(|token| token.sentence == tokens[start].sentence)
        .map(|token| token.form.as_ref())
        .collect();
    let has = |words: &[&str]| before.iter().any(|form| words.contains(form));
    let begins = start == 0 || tokens[start - 1].clause != tokens[start].clause;
    (begins || has(&["i"])) && !has(&["if", "when", "whenever", "where", "you"])
}

/// The words that follow up to a comma, to the end of the sentence, or to a word that turns to something else.
fn what_follows<'t, 'a>(tokens: &'t [Token<'a>], end: usize) -> &'t [Token<'a>] {
    // "I don't know when": the word begins a clause, which is what is declined.
    let asks = |token: &Token<'_>| ["when", "if", "unless", "until"].contains(&token.form.as_ref());
    let ends = |pair: &[Token<'_>]| {
        let (before, token) = (&pair[0], &pair[1]);
        token.sentence != before.sentence || token.clause != before.clause && !asks(token)
    };
    let rest = &tokens[end - 1..];
    let length = rest.windows(2).position(ends).unwrap_or(rest.len() - 1);
    &tokens[end..end + length]
}

/// The points whose statement or follow-up speaks of one of these words.
fn points_named(prepared: &Prepared, named: &[&Token<'_>]) -> Vec<usize> {
    let speaks_of = |stem: &str| named.iter().any(|token| alike(&token.stem, stem));
    let points = prepared.rubric().key_points.iter().enumerate();
    let is_named = |text: &str| {
        let Analysis { tokens, .. } = analyze(text);
        let mut content = tokens.iter().filter(|token| !is_function_word(&token.form));
        content.any(|token| speaks_of(&token.stem))
    };
    points
        .filter(|(_, point)| {
            is_named(&point.statement) || point.probe.as_deref().is_some_and(is_named)
        })
        .map(|(index, _)| index)
        .collect()
}

/// Whether two stems are of one family, such as `hash` and `hashabl`.
fn alike(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    short == long || short.len() >= 4 && long.starts_with(short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::{KeyPoint, Kind, Lexicon, Rubric};
    use crate::grading::prepare;

    fn rubric() -> Prepared {
        let point = |id: &str, statement: &str, probe: &str| KeyPoint {
            id: id.to_owned(),
            statement: statement.to_owned(),
            probe: Some(probe.to_owned()),
            weight: 1.0,
            essential: false,
            subject: None,
            patterns: Vec::new(),
            wrong: Vec::new(),
        };
        let rubric = Rubric {
            key_points: vec![
                point("keys", "A tuple is hashable", "May it be a dictionary key?"),
                point(
                    "use",
                    "Lists are for what grows",
                    "When do you take a list?",
                ),
                point("order", "Both keep their order", "What of the order?"),
            ],
            ..Rubric::default()
        };
        prepare(
            &rubric,
            "How do they differ?",
            Kind::Open,
            &Lexicon::default(),
        )
        .0
    }

    #[test]
    fn a_few_words_that_leave_the_question_be_decline_it() {
        for answer in [
            "",
            "?",
            "dunno",
            "idk",
            "Don't know.",
            "I don't know",
            "no clue",
            "pass",
            "Skip, please",
            "next question please",
            "sorry, I can't answer that",
            "I forgot",
            "not my area, let's move on",
            "I would rather not answer this",
            "I haven't used that much, can we move on?",
        ] {
            assert!(declines(&Answer::typed(answer)), "{answer}");
        }
        for answer in [
            "no",
            "it is pass by value",
            "the next element",
            "threads do not know of each other",
        ] {
            assert!(!declines(&Answer::typed(answer)), "{answer}");
        }
    }

    #[test]
    fn what_is_declined_is_known_by_its_words() {
        let (points, everything) = (Declined::Points, Declined::Everything);
        let cases = [
            ("A tuple can't be changed.", points(vec![])),
            ("It can't. I have no idea about hashing.", points(vec![0])),
            (
                "No idea about dictionary keys, but both are sequences.",
                points(vec![0]),
            ),
            (
                "It can't. I don't know when one would take which.",
                points(vec![1]),
            ),
            (
                "I've never used them as keys, and please don't ask me about their order.",
                points(vec![0, 2]),
            ),
            ("I don't know, I think a tuple is hashable.", points(vec![])),
            ("Other threads don't know the order.", points(vec![])),
            (
                "I take a list if I don't know the order yet.",
                points(vec![]),
            ),
            ("It can't, but I don't know the rest.", everything.clone()),
            ("It can't. I don't know exactly why.", everything.clone()),
            (
                "It can't be changed. That's all I know.",
                everything.clone(),
            ),
            ("It can't be changed, I forgot.", everything),
        ];
        for (answer, expected) in cases {
            assert_eq!(
                declined(&rubric(), &Answer::typed(answer)),
                expected,
                "{answer}"
            );
        }
    }
}
