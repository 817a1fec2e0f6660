//! Fits the model that says where clauses end in words without punctuation, to the punctuation of the bank's prose:
//! `cargo run --release --example clause_ends > src/text/clause_ends.txt`. On the way it says how well a model of half of the
//! questions finds the marks of the other half.

#![allow(clippy::print_stdout, reason = "the table is what it is for")]
#![allow(clippy::print_stderr, reason = "what it is worth is worth reading")]

use std::collections::BTreeMap;

use viva::bank::Bank;
use viva::speech::speakable;
use viva::text::{Mark, WordList, gap_features, is_grammar, marked_words};

/// So many words beside those of grammar count one by one.
const COMMON: usize = 300;

/// A feature that is rarer says nothing.
const SEEN_AT_LEAST: usize = 24;

/// A shorter text is a name or a title.
const WORDS_AT_LEAST: usize = 8;

/// Rounds of fitting; after so many the marks of the other half are found no better.
const ROUNDS: usize = 12;

/// How far a weight moves at first.
const STEP: f64 = 0.15;

/// What holds weights back, for each gap they are seen in.
const PULL: f64 = 1e-3;

/// A weight of fewer hundredths is left out.
const WEIGHS_AT_LEAST: i32 = 15;

/// A gap: what is seen of it, and the mark in it.
struct Gap {
    features: Vec<usize>,
    mark: Mark,
    in_first_half: bool,
}

fn main() {
    let texts = texts();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (words, _) in &texts {
        for (word, _) in words.iter().filter(|(word, _)| !is_grammar(word)) {
            *counts.entry(word).or_default() += 1;
        }
    }
    let mut common: Vec<(&str, usize)> = counts
        .into_iter()
        .filter(|(word, _)| word.len() <= 15 && word.chars().all(|c| c.is_ascii_lowercase()))
        .collect();
    common.sort_by_key(|(word, count)| (std::cmp::Reverse(*count), *word));
    let common: Vec<&str> = common.iter().take(COMMON).map(|(word, _)| *word).collect();
    let (names, gaps) = gaps(&texts, &WordList::of(common.iter().copied()));

    for half in [true, false] {
        let learnt: Vec<&Gap> = gaps
            .iter()
            .filter(|gap| gap.in_first_half == half)
            .collect();
        let asked: Vec<&Gap> = gaps
            .iter()
            .filter(|gap| gap.in_first_half != half)
            .collect();
        for (name, from, at_least) in [
            ("clause", Mark::Clause, -1.4),
            ("sentence", Mark::Sentence, 0.0),
        ] {
            let weights = fit(&learnt, names.len(), from);
            let found = |gap: &&&Gap| odds(&weights, &gap.features) >= at_least;
            let marked = |gap: &&&Gap| gap.mark >= from;
            let both = asked.iter().filter(found).filter(marked).count() as f64;
            let precision = both / asked.iter().filter(found).count() as f64;
            let recall = both / asked.iter().filter(marked).count() as f64;
            eprintln!(
                "{name}: {precision:.3} of the ends found are marked, {recall:.3} of those marked are found"
            );
        }
    }

    let all: Vec<&Gap> = gaps.iter().collect();
    let hundredths = |weights: Vec<f64>| -> Vec<i32> {
        weights
            .iter()
            .map(|weight| (weight * 100.0).round() as i32)
            .collect()
    };
    let clause = hundredths(fit(&all, names.len(), Mark::Clause));
    let sentence = hundredths(fit(&all, names.len(), Mark::Sentence));
    println!("common {}", common.join(" "));
    println!("bias {} {}", clause[0], sentence[0]);
    let mut rows: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (at, name) in names.iter().enumerate().skip(1) {
        if clause[at].abs().max(sentence[at].abs()) >= WEIGHS_AT_LEAST
            && let Some((row, class)) = name.rsplit_once(' ')
        {
            let weights = format!("{class} {} {}", clause[at], sentence[at]);
            rows.entry(row).or_default().push(weights);
        }
    }
    for (row, weights) in rows {
        println!("{row} {}", weights.join(" "));
    }
}

type Text = (Vec<(String, Mark)>, bool);

/// The prose of the bank as it is said, and whether its question is of the first half. Answers that say nothing are no prose.
fn texts() -> Vec<Text> {
    let bank = Bank::open(&[], &[], false);
    let mut texts = Vec::new();
    for (number, entry) in bank.entries().enumerate() {
        let Ok(item) = bank.read(entry) else {
            continue;
        };
        let (question, rubric) = (item.question, item.rubric);
        let mut of_question = vec![question.model_answer, rubric.reference];
        of_question.extend(question.hints);
        for point in rubric.key_points {
            of_question.push(point.statement);
            of_question.extend(point.probe);
        }
        for misconception in rubric.misconceptions {
            of_question.extend([misconception.belief, misconception.correction]);
        }
        let prose = |kind: &str| !matches!(kind, "empty" | "gamed");
        let samples = rubric.samples.into_iter();
        of_question.extend(
            samples
                .filter(|sample| prose(&sample.kind))
                .map(|sample| sample.answer),
        );
        let said = of_question
            .iter()
            .map(|text| marked_words(&speakable(text)));
        let long = said.filter(|words| words.len() >= WORDS_AT_LEAST);
        texts.extend(long.map(|words| (words, number % 2 == 0)));
    }
    texts
}

/// The names of the features, the bias first, and every gap with the numbers of its own.
fn gaps(texts: &[Text], common: &WordList) -> (Vec<String>, Vec<Gap>) {
    let seen: Vec<(Vec<Vec<String>>, &Text)> = texts
        .iter()
        .map(|text| {
            let words: Vec<&str> = text.0.iter().map(|(word, _)| word.as_str()).collect();
            (gap_features(&words, common), text)
        })
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in seen.iter().flat_map(|(gaps, _)| gaps).flatten() {
        *counts.entry(name).or_default() += 1;
    }
    counts.retain(|_, count| *count >= SEEN_AT_LEAST);
    let names: Vec<String> = std::iter::once("bias")
        .chain(counts.keys().copied())
        .map(str::to_owned)
        .collect();
    let numbers: BTreeMap<&str, usize> = counts.keys().copied().zip(1..).collect();
    let mut gaps = Vec::new();
    for (of_text, (words, in_first_half)) in &seen {
        // After the last word there is nothing to part.
        for (features, (_, mark)) in of_text.iter().zip(words).take(words.len() - 1) {
            let known = features
                .iter()
                .filter_map(|name| numbers.get(name.as_str()));
            gaps.push(Gap {
                features: std::iter::once(0).chain(known.copied()).collect(),
                mark: *mark,
                in_first_half: *in_first_half,
            });
        }
    }
    (names, gaps)
}

fn odds(weights: &[f64], features: &[usize]) -> f64 {
    features.iter().map(|at| weights[*at]).sum()
}

/// Logistic regression by steps that shrink with what a weight has moved already (AdaGrad), the gaps in a fixed order.
fn fit(gaps: &[&Gap], count: usize, from: Mark) -> Vec<f64> {
    let mut weights = vec![0.0; count];
    let mut moved = vec![1e-6; count];
    for round in 0..ROUNDS {
        for n in 0..gaps.len() {
            // A stride that shares no divisor with most lengths mixes the texts.
            let gap = gaps[(n * 7919 + round) % gaps.len()];
            let likely = 1.0 / (1.0 + (-odds(&weights, &gap.features)).exp());
            let wrong = likely - f64::from(u8::from(gap.mark >= from));
            for at in &gap.features {
                let slope = wrong + PULL * weights[*at];
                moved[*at] += slope * slope;
                weights[*at] -= STEP * slope / moved[*at].sqrt();
            }
        }
    }
    weights
}
