//! The words that the texts of the bank use most, each with its stem, so that the stemmer need not work them out for every
//! answer: `cargo run --example common_stems > stems.txt && mv stems.txt src/text/common_stems.txt`.

#![allow(clippy::print_stdout, reason = "the table is what it is for")]

use std::collections::BTreeMap;

use viva::bank::Bank;
use viva::text::{plain_words, stem};

/// So many words are nearly all of an answer; the rest come once in a while.
const WORDS: usize = 4000;

fn main() {
    let bank = Bank::open(&[], &[], false);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for entry in bank.entries() {
        let Ok(item) = bank.read(entry) else {
            continue;
        };
        let samples = item.rubric.samples.into_iter().map(|sample| sample.answer);
        for text in samples.chain([item.question.model_answer]) {
            for word in plain_words(&text) {
                *counts.entry(word.into_owned()).or_default() += 1;
            }
        }
    }
    let is_plain = |word: &str| word.len() <= 15 && word.bytes().all(|b| b.is_ascii_lowercase());
    let mut words: Vec<(usize, String)> = counts
        .into_iter()
        .filter(|(word, _)| is_plain(word))
        .map(|(word, count)| (count, word))
        .collect();
    words.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    words.truncate(WORDS);
    let mut words: Vec<String> = words.into_iter().map(|(_, word)| word).collect();
    words.sort_unstable();
    for word in words {
        println!("{word} {}", stem(&word));
    }
}
