//! Good answers put to questions that they don't answer. An answer is foreign to a question when it comes from another topic and
//! does not hold all the words of the question's name (the last part of its id): it can't be about what is asked.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use viva::assessment::Kind;
use viva::grading::Verdict;
use viva::text::{analyze, is_function_word};

use crate::exam::{Exam, rate};

/// A good answer, as its reader marked it.
const GOOD_FROM: f64 = 85.0;

/// The score of a solid answer.
const SOLID: f64 = 65.0;

/// What holds today, as shares of the pairs.
const OPEN_TODAY: f64 = 0.000_26;
const FACTS_TODAY: f64 = 0.002_1;

/// So many pairs more, where only some are graded.
const SLACK: f64 = if cfg!(debug_assertions) { 8.0 } else { 0.0 };

/// One of so many pairs is graded; all of them where the build is optimized.
const ONE_OF: usize = if cfg!(debug_assertions) { 60 } else { 1 };

/// A foreign answer that was put to a question.
struct Crossed {
    score: f64,
    /// The answer's place.
    answer: usize,
    /// The question's place.
    to: usize,
}

/// The stems of the words that mean something by themselves.
fn stems(text: &str) -> BTreeSet<String> {
    let tokens = analyze(text).tokens.into_iter();
    tokens
        .filter(|token| !is_function_word(&token.form) && token.form != "vs")
        .map(|token| token.stem.into_owned())
        .collect()
}

fn name(exam: &Exam) -> BTreeSet<String> {
    let id = exam.id();
    stems(&id.rsplit('/').next().unwrap_or_default().replace('-', " "))
}

/// The model answer and the samples that were marked as good, with the place of their question.
fn good_answers(exams: &[Exam]) -> Vec<(usize, String)> {
    let of = |(at, exam): (usize, &Exam)| {
        let samples = exam.rubric.samples.iter();
        let good = samples.filter(|sample| sample.human >= GOOD_FROM);
        let mut answers = vec![(at, exam.model())];
        answers.extend(good.map(|sample| (at, sample.answer.clone())));
        answers
    };
    exams.iter().enumerate().flat_map(of).collect()
}

fn cross(exams: &[Exam], answers: &[(usize, String)]) -> Vec<Crossed> {
    let names: Vec<BTreeSet<String>> = exams.iter().map(name).collect();
    answers
        .par_iter()
        .enumerate()
        .flat_map_iter(|(answer, (from, text))| {
            let said = stems(text);
            let is_foreign = |to: &usize| {
                exams[*to].question.id.topic() != exams[*from].question.id.topic()
                    && !names[*to].is_subset(&said)
            };
            let to: Vec<usize> = (0..exams.len())
                .filter(|to| (answer + to) % ONE_OF == 0)
                .filter(is_foreign)
                .collect();
            to.into_iter().map(move |to| Crossed {
                score: exams[to].score(text),
                answer,
                to,
            })
        })
        .collect()
}

/// What a question's rubric took for an answer.
fn taken(exam: &Exam, text: &str) -> String {
    let points = exam.grade(text).key_points;
    let met = points.iter().filter(|point| point.verdict == Verdict::Met);
    let quotes = met.flat_map(|point| point.evidence.first().map(|found| (&point.id, &found.text)));
    let told: Vec<String> = quotes
        .map(|(id, quote)| format!("{id} \"{quote}\""))
        .collect();
    told.join(", ")
}

#[test]
fn a_good_answer_to_one_question_is_no_solid_one_to_an_unrelated() {
    let exams = Exam::all();
    let answers = good_answers(&exams);
    let mut crossed = cross(&exams, &answers);
    crossed.sort_by(|a, b| b.score.total_cmp(&a.score));
    let is_fact = |pair: &&Crossed| exams[pair.to].question.kind == Kind::Fact;
    let (facts, open): (Vec<&Crossed>, Vec<&Crossed>) = crossed.iter().partition(is_fact);
    println!(
        "{} good answers, put to questions of other topics whose names they don't hold; solid there:",
        answers.len()
    );
    let [open_paid, facts_paid] =
        [("open questions", open), ("questions for a fact", facts)].map(|(name, pairs)| {
            let solid = pairs.iter().filter(|pair| pair.score >= SOLID).count();
            println!("  {name}: {}", rate(solid, pairs.len()));
            (solid as f64 - SLACK) / pairs.len() as f64
        });
    let solid: Vec<&Crossed> = crossed.iter().filter(|pair| pair.score >= SOLID).collect();
    let mut by_question: BTreeMap<usize, usize> = BTreeMap::new();
    for pair in &solid {
        *by_question.entry(pair.to).or_default() += 1;
    }
    let mut most: Vec<(usize, usize)> = by_question.into_iter().collect();
    most.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    println!(
        "by {} of {} questions; those that take most:",
        most.len(),
        exams.len()
    );
    for (to, count) in most.iter().take(10) {
        println!("  {count:4}  {}", exams[*to].id());
    }
    for (name, kind) in [
        ("open questions", Kind::Open),
        ("questions for a fact", Kind::Fact),
    ] {
        println!("the worst ten pairs of {name}, with what was taken for an answer:");
        let mut seen = BTreeSet::new();
        let worst = crossed
            .iter()
            .filter(|pair| exams[pair.to].question.kind == kind)
            .filter(|pair| seen.insert((answers[pair.answer].0, pair.to)));
        for pair in worst.take(10) {
            let (from, text) = &answers[pair.answer];
            let (from, to) = (exams[*from].id(), &exams[pair.to]);
            println!(
                "  {:5.1}  {from}, put to {}: {}",
                pair.score,
                to.id(),
                taken(to, text)
            );
        }
    }
    // None is the aim; these are what holds today. A question for a fact is answered by a word or two, and a long answer to
    // another question may hold them.
    assert!(open_paid <= OPEN_TODAY, "{open_paid}");
    assert!(facts_paid <= FACTS_TODAY, "{facts_paid}");
}
