//! Counts which classes of words stand side by side in the prose of the bank:
//! `cargo run --example word_order > src/text/word_order.txt`. Each text is counted as it was written and without its
//! punctuation, as a recognizer would give it.

#![allow(clippy::print_stdout, reason = "the table is what it is for")]

use std::collections::BTreeMap;

use viva::bank::Bank;
use viva::text::neighbour_classes;

fn main() {
    let bank = Bank::open(&[], &[], false);
    let mut texts: Vec<String> = Vec::new();
    for entry in bank.entries() {
        let Ok(item) = bank.read(entry) else {
            continue;
        };
        let (question, rubric) = (item.question, item.rubric);
        let spoken = question
            .model_answer
            .replace([',', '.', ':', ';', '?', '!'], "")
            .to_lowercase();
        texts.extend([
            question.prompt,
            question.model_answer,
            spoken,
            rubric.reference,
        ]);
        texts.extend(question.hints);
        texts.extend(question.follow_ups);
        for point in rubric.key_points {
            texts.push(point.statement);
            texts.extend(point.probe);
        }
        for misconception in rubric.misconceptions {
            texts.extend([misconception.belief, misconception.correction]);
        }
    }
    let mut counts: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for text in &texts {
        for (first, second) in neighbour_classes(text) {
            let followers = counts.entry(first.to_owned()).or_default();
            *followers.entry(second.to_owned()).or_default() += 1;
        }
    }
    for (first, followers) in counts {
        let shown: Vec<String> = followers
            .iter()
            .map(|(second, count)| format!("{second} {count}"))
            .collect();
        println!("{first} {}", shown.join(" "));
    }
}
