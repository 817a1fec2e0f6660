//! What the fuzzers do with their bytes, a function each, and what two of them need. A function panics where a claim about the
//! program fails; the targets in `fuzz_targets` and the test of the seeds call them.

mod bank;
mod grade;
mod import;
mod jsonl;
mod speech;
mod sse;

pub use bank::bank;
pub use grade::grade;
pub use import::import;
pub use jsonl::jsonl;
pub use speech::speech;
pub use sse::sse;

use std::sync::LazyLock;

use viva::assessment::Answer;
use viva::bank::Bank;
use viva::grading::{Grade, Prepared, explain, prepare, recover};

/// The built-in bank.
static BANK: LazyLock<Bank> = LazyLock::new(|| Bank::open(&[], &[], false));

/// The shared concepts alone: what stands beside questions of other people.
static NO_QUESTIONS: LazyLock<Bank> = LazyLock::new(|| Bank::open(&[], &[], true));

/// Rubrics of many kinds: things compared, numbers, code, a fact.
static RUBRICS: LazyLock<Vec<Prepared>> = LazyLock::new(|| {
    [
        "python/data-model/list-vs-tuple",
        "python/concurrency/gil",
        "python/basics/sum-of-list",
        "python/systems/redis-counter-race",
    ]
    .into_iter()
    .map(|id| {
        let item = BANK.read(BANK.find(id).unwrap()).unwrap();
        let question = &item.question;
        prepare(
            &item.rubric,
            &question.shown(),
            question.kind,
            BANK.lexicon(),
        )
        .0
    })
    .collect()
});

/// A rubric by any number.
fn rubric(number: u8) -> &'static Prepared {
    &RUBRICS[usize::from(number) % RUBRICS.len()]
}

/// What holds of every grade: a score from 0 to 100, quotes that are the very words of the answer, something said of each point.
fn check_grade(prepared: &Prepared, answer: &Answer, graded: &Grade) {
    assert!((0.0..=100.0).contains(&graded.score.points()));
    let of_points = graded.key_points.iter().flat_map(|point| &point.evidence);
    let of_beliefs = graded.misconceptions.iter().flat_map(|held| &held.evidence);
    for piece in of_points.chain(of_beliefs) {
        assert_eq!(piece.span.of(&answer.text), piece.text);
    }
    assert_eq!(
        explain(prepared, answer, graded).len(),
        graded.key_points.len()
    );
}

/// What holds when a follow-up on a point is answered.
fn check_recovery(prepared: &Prepared, graded: &Grade, point: u8, answer: &Answer) {
    if !graded.key_points.is_empty() {
        let point = usize::from(point) % graded.key_points.len();
        let recovered = recover(prepared, graded, point, answer);
        assert!((0.0..=100.0).contains(&recovered.after.score.points()));
    }
}
