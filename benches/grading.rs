//! How long the steps take that people wait for: opening the bank, preparing a rubric, grading an answer.

use divan::{Bencher, black_box};
use viva::assessment::{Answer, Kind};
use viva::bank::Bank;
use viva::bank::lint::{Sources, check};
use viva::grading::{Prepared, draft_rubric, grade, prepare};
use viva::text::analyze;

const QUESTION: &str = "python/data-model/list-vs-tuple";
/// 120 words, right, plain and rambling.
const ANSWER: &str = "so the way i think about it a list is the thing you change all the time, you append to it, you \
remove stuff, you sort it in place, and everybody who holds the same list sees the change. a tuple on the other hand is \
fixed, once you made it you cannot change which things are in it, python gives you a type error if you try. because of \
that you can use a tuple as a key in a dictionary, at least when what is inside can be hashed too, and with a list that \
never works. both of them keep the order and you can index and slice them. i take tuples for small records like a pair \
of coordinates and lists for collections that grow.";

fn main() {
    divan::main();
}

fn prepared(bank: &Bank) -> Prepared {
    let item = bank.read(bank.find(QUESTION).unwrap()).unwrap();
    prepare(
        &item.rubric,
        &item.question.shown(),
        item.question.kind,
        bank.lexicon(),
    )
    .0
}

#[divan::bench]
fn grade_120_words(bencher: Bencher<'_, '_>) {
    let prepared = prepared(&Bank::open(&[], &[], false));
    let answer = Answer::typed(ANSWER);
    bencher.bench(|| grade(black_box(&prepared), black_box(&answer)));
}

/// Bytes of an answer. Of more than 64 KiB only the beginning is read.
const LENGTHS: [usize; 5] = [1_000, 10_000, 60_000, 1_000_000, 10_000_000];

#[divan::bench(args = LENGTHS)]
fn grade_by_length(bencher: Bencher<'_, '_>, bytes: usize) {
    let prepared = prepared(&Bank::open(&[], &[], false));
    let answer = Answer::typed(long_answer(bytes));
    bencher.bench(|| grade(black_box(&prepared), black_box(&answer)));
}

/// Taking a text apart has no such limit.
#[divan::bench(args = LENGTHS)]
fn analyze_by_length(bencher: Bencher<'_, '_>, bytes: usize) {
    let text = long_answer(bytes);
    bencher.bench(|| analyze(black_box(&text)));
}

fn long_answer(bytes: usize) -> String {
    let mut text = ANSWER.repeat(1 + bytes / ANSWER.len());
    text.truncate(bytes);
    text
}

#[divan::bench]
fn prepare_a_rubric(bencher: Bencher<'_, '_>) {
    let bank = Bank::open(&[], &[], false);
    let item = bank.read(bank.find(QUESTION).unwrap()).unwrap();
    bencher.bench(|| {
        prepare(
            black_box(&item.rubric),
            &item.question.prompt,
            item.question.kind,
            bank.lexicon(),
        )
    });
}

#[divan::bench]
fn draft_and_prepare_from_a_reference(bencher: Bencher<'_, '_>) {
    let bank = Bank::open(&[], &[], false);
    bencher.bench(|| {
        prepare(
            &draft_rubric("How do they differ?", black_box(ANSWER)),
            "How do they differ?",
            Kind::Open,
            bank.lexicon(),
        )
    });
}

#[divan::bench]
fn open_the_bank_and_read_a_question() -> usize {
    let bank = Bank::open(&[], &[], false);
    bank.read(bank.find(QUESTION).unwrap())
        .unwrap()
        .question
        .prompt
        .len()
}

#[divan::bench(sample_count = 10)]
fn check_the_whole_bank(bencher: Bencher<'_, '_>) {
    let bank = Bank::open(&[], &[], false);
    let mut sources = Sources::default();
    sources.add_embedded();
    bencher.bench(|| check(black_box(&sources), &bank));
}
