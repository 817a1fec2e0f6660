//! Any answer to a question of the bank: the first byte chooses the question, the rest is the answer. Nothing may panic, and
//! every quote must be the very words of the answer.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use viva::assessment::Answer;
use viva::bank::Bank;
use viva::grading::{Prepared, explain, grade, prepare, recover};

static RUBRICS: LazyLock<Vec<Prepared>> = LazyLock::new(|| {
    let bank = Bank::open(&[], &[], false);
    [
        "python/data-model/list-vs-tuple",
        "python/concurrency/gil",
        "python/basics/sum-of-list",
        "python/systems/redis-counter-race",
    ]
    .into_iter()
    .map(|id| {
        let item = bank.read(bank.find(id).unwrap()).unwrap();
        let question = &item.question;
        prepare(
            &item.rubric,
            &question.shown(),
            question.kind,
            bank.lexicon(),
        )
        .0
    })
    .collect()
});

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, text)) = bytes.split_first() else {
        return;
    };
    let prepared = &RUBRICS[usize::from(first) % RUBRICS.len()];
    let answer = Answer::typed(String::from_utf8_lossy(text));
    let graded = grade(prepared, &answer);
    assert!((0.0..=100.0).contains(&graded.score.points()));
    let of_points = graded.key_points.iter().flat_map(|point| &point.evidence);
    let of_beliefs = graded.misconceptions.iter().flat_map(|held| &held.evidence);
    for piece in of_points.chain(of_beliefs) {
        assert_eq!(piece.span.of(&answer.text), piece.text);
    }
    assert_eq!(
        explain(prepared, &answer, &graded).len(),
        graded.key_points.len()
    );
    let point = usize::from(first) % graded.key_points.len();
    let recovered = recover(prepared, &graded, point, &answer);
    assert!((0.0..=100.0).contains(&recovered.after.score.points()));
});
