//! How usual the order of an answer's words is: people put "the" before a noun and "does" before "not", shuffled words stand
//! anyhow. A small model of neighbours, counted over the prose of the bank; it knows grammar words and endings, no content.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How often a class of words stands before another in the bank's model answers, hints and statements, one class a line: the
/// class, then each class that follows it with its count. Made by `cargo run --example word_order`.
const COUNTS: &str = include_str!("word_order.txt");

/// Grammar words, each a class of its own. Unlike `is_function_word` this list holds the negators.
const GRAMMAR: &str = "a about after again all although always am an and another any are as at be because been before being both but by \
can could did do does doing done down each either every for from had has have having he her here how i if in instead into is it \
its just many may me might more most much must my neither never no nor not nothing of often on one ones only or other our out \
over rather same she should since so some such than that the their them then there these they this those though to too \
unless until up us very was we were what when where whereas whether which while who why will with without would you your";

/// Added to what was counted and to what chance would give, so that a rare pair says little.
const CAUTION: f64 = 2.0;

/// From this share of signs and numbers on, a text is code.
const CODE_FROM: f64 = 0.15;

static SORTED: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut words: Vec<&str> = GRAMMAR.split_whitespace().collect();
    words.sort_unstable();
    words
});

/// The class of a word: itself, where it is grammar, else its ending.
fn class(form: &str) -> &str {
    if let Ok(found) = SORTED.binary_search(&form) {
        return SORTED[found];
    }
    if !form.starts_with(char::is_alphabetic) {
        return "#";
    }
    let ends =
        |ending: &str, longer_than: usize| form.len() > longer_than && form.ends_with(ending);
    if ends("ing", 5) {
        "-ing"
    } else if ends("ed", 4) {
        "-ed"
    } else if ends("ly", 4) {
        "-ly"
    } else if ends("s", 3) && !form.ends_with("ss") {
        "-s"
    } else {
        "-"
    }
}

/// The classes of neighbours in the same sentence; a word comes with the number of its sentence.
pub fn neighbours<'a>(words: &[(&'a str, u32)]) -> impl Iterator<Item = (&'a str, &'a str)> {
    words
        .windows(2)
        .filter(|pair| pair[0].1 == pair[1].1)
        .map(|pair| (class(pair[0].0), class(pair[1].0)))
}

/// How much more usual the neighbours of a text are than chance: the mean over its pairs of the logarithm of how often
/// they are met over how often chance would have them meet (their mutual information). About 0.3 for prose, -0.3 for shuffled
/// prose. None where there are fewer pairs than `at_least`, and for code, which has an order of its own.
pub fn usual_order(words: &[(&str, u32)], at_least: usize) -> Option<f64> {
    let signs = words.iter().filter(|(form, _)| class(form) == "#").count();
    if signs as f64 > CODE_FROM * words.len() as f64 {
        return None;
    }
    let (mut sum, mut pairs) = (0.0, 0_usize);
    for (first, second) in neighbours(words) {
        sum += TABLE.usual(first, second);
        pairs += 1;
    }
    (pairs >= at_least.max(1)).then(|| sum / pairs as f64)
}

struct Table {
    pairs: BTreeMap<(&'static str, &'static str), f64>,
    first: BTreeMap<&'static str, f64>,
    second: BTreeMap<&'static str, f64>,
    all: f64,
}

impl Table {
    fn usual(&self, first: &str, second: &str) -> f64 {
        let count = |of: &BTreeMap<&str, f64>, class: &str| of.get(class).copied().unwrap_or(0.0);
        let chance = count(&self.first, first) * count(&self.second, second) / self.all;
        let met = self.pairs.get(&(first, second)).copied().unwrap_or(0.0);
        ((met + CAUTION) / (chance + CAUTION)).ln()
    }
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        pairs: BTreeMap::new(),
        first: BTreeMap::new(),
        second: BTreeMap::new(),
        all: 0.0,
    };
    for line in COUNTS.lines() {
        let mut fields = line.split(' ');
        let Some(first) = fields.next() else {
            continue;
        };
        while let (Some(second), Some(count)) = (fields.next(), fields.next()) {
            let count: f64 = count.parse().unwrap_or(0.0);
            table.pairs.insert((first, second), count);
            *table.first.entry(first).or_default() += count;
            *table.second.entry(second).or_default() += count;
            table.all += count;
        }
    }
    table
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::analyze;

    fn order(text: &str) -> Option<f64> {
        let analysis = analyze(text);
        let words: Vec<(&str, u32)> = analysis
            .tokens
            .iter()
            .map(|token| (token.form.as_str(), token.sentence))
            .collect();
        usual_order(&words, 5)
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
            assert!(order(said).unwrap() > 0.1, "{said}: {:?}", order(said));
            assert!(
                order(shuffled).unwrap() < 0.0,
                "{shuffled}: {:?}",
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
