//! How usual the order of an answer's words is: people put "the" before a noun and "does" before "not", shuffled words stand
//! anyhow. A small model of neighbours, counted over the prose of the bank; it knows grammar words and endings, no content.

use std::sync::LazyLock;

use super::analysis::{Analysis, analyze};
use super::words::WordTable;

/// How often a class of words stands before another in the bank's model answers, hints and statements, one class a line: the
/// class, then each class that follows it with its count. Made by `cargo run --example word_order`.
const COUNTS: &str = include_str!("word_order.txt");

/// Grammar words, each a class of its own. Unlike `is_function_word` this list holds the negators.
pub(super) const GRAMMAR: &str = "a about after again all although always am an and another any are as at be because been before being both but by \
can could did do does doing done down each either every for from had has have having he her here how i if in instead into is it \
its just many may me might more most much must my neither never no nor not nothing of often on one ones only or other our out \
over rather same she should since so some such than that the their them then there these they this those though to too \
unless until up us very was we were what when where whereas whether which while who why will with without would you your";

/// Added to what was counted and to what chance would give, so that a rare pair says little.
const CAUTION: f64 = 2.0;

/// The benefit of the doubt of a single pair; that of a mean shrinks with the root of the pairs.
const DOUBT: f64 = 0.8;

/// From this share of signs and numbers on, a text is code.
const CODE_FROM: f64 = 0.15;

/// The classes of words that are no grammar: signs and numbers, endings, the rest.
pub(super) const OTHERS: [&str; 6] = ["#", "-ing", "-ed", "-ly", "-s", "-"];

/// All classes: the grammar words, sorted, then the others. A class is a place in it.
static CLASSES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut words: Vec<&str> = GRAMMAR.split_whitespace().collect();
    words.sort_unstable();
    words.into_iter().chain(OTHERS).collect()
});

/// The places of the grammar words among the classes.
static GRAMMAR_CLASSES: LazyLock<WordTable<usize>> = LazyLock::new(|| {
    let grammar = &CLASSES[..CLASSES.len() - OTHERS.len()];
    WordTable::of(grammar.iter().enumerate().map(|(at, word)| (*word, at)))
});

/// The class of a word: itself, where it is grammar, else its ending.
fn class(form: &str) -> usize {
    if let Some(found) = GRAMMAR_CLASSES.get(form) {
        return *found;
    }
    CLASSES.len() - OTHERS.len() + ending(form)
}

/// The place of a word that is no grammar among the others, by its ending.
pub(super) fn ending(form: &str) -> usize {
    let ends =
        |ending: &str, longer_than: usize| form.len() > longer_than && form.ends_with(ending);
    {
        if !form.starts_with(char::is_alphabetic) {
            0
        } else if ends("ing", 5) {
            1
        } else if ends("ed", 4) {
            2
        } else if ends("ly", 4) {
            3
        } else if ends("s", 3) && !form.ends_with("ss") {
            4
        } else {
            5
        }
    }
}

/// The classes of neighbours in the same sentence; a word comes with the number of its sentence.
fn neighbours(words: &[(&str, u32)]) -> Vec<(usize, usize)> {
    let classes: Vec<(usize, u32)> = words
        .iter()
        .map(|(form, sentence)| (class(form), *sentence))
        .collect();
    classes
        .windows(2)
        .filter(|pair| pair[0].1 == pair[1].1)
        .map(|pair| (pair[0].0, pair[1].0))
        .collect()
}

/// The classes of neighbours in a text, by name, for counting.
pub fn neighbour_classes(text: &str) -> Vec<(&'static str, &'static str)> {
    let named = |(first, second): (usize, usize)| (CLASSES[first], CLASSES[second]);
    neighbours(&in_order(&analyze(text)))
        .into_iter()
        .map(named)
        .collect()
}

/// The words of a text, each with the number of its sentence.
fn in_order<'a>(analysis: &'a Analysis<'_>) -> Vec<(&'a str, u32)> {
    analysis
        .tokens
        .iter()
        .map(|token| (token.form.as_ref(), token.sentence))
        .collect()
}

/// How much more usual the neighbours of a text are than chance: the mean over its pairs of the logarithm of how often
/// they are met over how often chance would have them meet (their mutual information). About 0.3 for prose, -0.3 for shuffled
/// prose, with the benefit of the doubt for a short one. None where there are fewer pairs than `at_least`, and for code, which
/// has an order of its own.
pub fn usual_order(words: &[(&str, u32)], at_least: usize) -> Option<f64> {
    let signs = words
        .iter()
        .filter(|(form, _)| !form.starts_with(char::is_alphabetic))
        .count();
    if signs as f64 > CODE_FROM * words.len() as f64 {
        return None;
    }
    let pairs = neighbours(words);
    let sum: f64 = pairs
        .iter()
        .map(|(first, second)| USUAL[first * CLASSES.len() + second])
        .sum();
    let count = pairs.len() as f64;
    (pairs.len() >= at_least.max(1)).then(|| sum / count + DOUBT / count.sqrt())
}

/// For each pair of classes the logarithm of how often it is met over how often chance would have it meet.
static USUAL: LazyLock<Vec<f64>> = LazyLock::new(|| {
    let n = CLASSES.len();
    let place = |name: &str| CLASSES.iter().position(|class| *class == name);
    let mut met = vec![0.0; n * n];
    for line in COUNTS.lines() {
        let mut fields = line.split(' ');
        let first = fields.next().and_then(place);
        while let (Some(second), Some(count)) = (fields.next(), fields.next()) {
            if let (Some(first), Some(second)) = (first, place(second)) {
                met[first * n + second] += count.parse().unwrap_or(0.0);
            }
        }
    }
    let all: f64 = met.iter().sum::<f64>().max(1.0);
    let first: Vec<f64> = met.chunks(n).map(|row| row.iter().sum()).collect();
    let second: Vec<f64> = (0..n)
        .map(|column| met.iter().skip(column).step_by(n).sum())
        .collect();
    (0..n * n)
        .map(|at| {
            let chance = first[at / n] * second[at % n] / all;
            ((met[at] + CAUTION) / (chance + CAUTION)).ln()
        })
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    fn order(text: &str) -> Option<f64> {
        usual_order(&in_order(&analyze(text)), 5)
    }

    #[test]
    fn a_sentence_is_more_usual_than_its_words_shuffled() {
        for (said, shuffled) in [
            (
                "a tuple can't be changed after it was made, so it can be a key in a dictionary",
                "dictionary key be changed so it a tuple made in a can't after be was it can a",
            ),
            (
                "the interpreter holds a lock while it runs the code of one thread",
                "while one lock code a the runs of thread it holds interpreter the",
            ),
        ] {
            assert!(
                order(said) > order(shuffled),
                "{said}: {:?}, {:?}",
                order(said),
                order(shuffled)
            );
        }
    }

    #[test]
    fn short_texts_and_code_have_no_order_to_speak_of() {
        assert_eq!(order("by its length"), None);
        assert_eq!(order("s = 0 for x in xs: s += x * 2"), None);
    }
}
