//! What must hold of every grade, whatever the answer.

use proptest::prelude::*;
use viva::assessment::{Answer, Kind, Lexicon, Rubric};
use viva::bank::Bank;
use viva::grading::{Grade, Prepared, Verdict, grade, prepare, recover};

/// Some rubrics of the bank, compiled: with subjects, without, and a fact.
fn rubrics() -> &'static [(Rubric, Prepared, Lexicon)] {
    static RUBRICS: std::sync::LazyLock<Vec<(Rubric, Prepared, Lexicon)>> =
        std::sync::LazyLock::new(|| {
            let bank = Bank::open(&[], &[], false);
            [
                "python/data-model/list-vs-tuple",
                "python/concurrency/gil",
                "python/testing/parametrize-ids",
            ]
            .into_iter()
            .map(|id| {
                let item = bank
                    .read(bank.find(id).expect("an embedded question"))
                    .expect("a sound question");
                let (prepared, problems) = prepare(
                    &item.rubric,
                    &item.question.prompt,
                    item.question.kind,
                    bank.lexicon(),
                );
                assert_eq!(problems, []);
                (item.rubric, prepared, bank.lexicon().clone())
            })
            .collect()
        });
    &RUBRICS
}

/// Text of any kind: arbitrary characters, or the words of a rubric's own subject, with punctuation between.
fn any_answer() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "list",
        "tuple",
        "the",
        "is",
        "not",
        "can't",
        "mutable",
        "immutable",
        "GIL",
        "thread",
        "lock",
        "only",
        "one",
        "at",
        "a",
        "time",
        "it",
        "they",
        "the other",
        "ids",
        "pytest",
        "parametrize",
        "never",
        "dictionary",
        "key",
        "unlike",
        "than",
        "and",
        "but",
        "dunder",
        "init",
        "__init__",
        "O(n)",
        "==",
        "don’t",
        "🙂",
        "e.g.",
        "3.12",
    ]);
    let joint = prop::sample::select(vec![" ", ", ", ". ", "\n", " - ", "; ", "/", "_", ""]);
    prop_oneof![
        1 => any::<String>(),
        3 => prop::collection::vec((word, joint), 0..60)
            .prop_map(|parts| parts.into_iter().flat_map(|(word, joint)| [word, joint]).collect::<String>()),
    ]
}

fn check_shape(rubric: &Rubric, answer: &str, graded: &Grade) {
    assert!((0.0..=100.0).contains(&graded.score.points()));
    assert!((0.0..=1.0).contains(&graded.confidence.value()));
    assert_eq!(graded.key_points.len(), rubric.key_points.len());
    let quotes = graded
        .key_points
        .iter()
        .flat_map(|point| &point.evidence)
        .chain(graded.misconceptions.iter().flat_map(|held| &held.evidence));
    for evidence in quotes {
        assert_eq!(evidence.span.of(answer), evidence.text);
        assert!(!evidence.text.is_empty());
    }
    for point in &graded.key_points {
        assert!((0.0..=1.0).contains(&point.credit));
        let earns = matches!(point.verdict, Verdict::Met | Verdict::Partial);
        assert_eq!(earns, point.credit > 0.0, "{point:?}");
        // What is only mentioned in an answer that says nothing is quoted all the same.
        assert!(
            point.verdict == Verdict::Missing || !point.evidence.is_empty(),
            "{point:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gets_a_sound_grade(answer in any_answer(), which in 0..3_usize) {
        let (rubric, prepared, _) = &rubrics()[which];
        let graded = grade(prepared, &Answer::typed(answer.clone()));
        check_shape(rubric, &answer, &graded);
        prop_assert_eq!(grade(prepared, &Answer::typed(answer)), graded);
    }

    #[test]
    fn the_order_of_key_points_changes_no_score(answer in any_answer(), which in 0..3_usize) {
        let (rubric, prepared, lexicon) = &rubrics()[which];
        let mut turned = rubric.clone();
        turned.key_points.reverse();
        turned.misconceptions.reverse();
        let (turned, _) = prepare(&turned, "", Kind::Open, lexicon);
        let (straight, _) = prepare(rubric, "", Kind::Open, lexicon);
        let answer = Answer::typed(answer);
        prop_assert_eq!(grade(&turned, &answer).score, grade(&straight, &answer).score);
        let _ = prepared;
    }

    #[test]
    fn blanks_around_and_between_words_change_no_score(answer in "[a-z ,.]{0,200}", which in 0..3_usize) {
        let (_, prepared, _) = &rubrics()[which];
        let wide = format!("  {}  ", answer.replace(' ', "   "));
        prop_assert_eq!(
            grade(prepared, &Answer::typed(wide)).score,
            grade(prepared, &Answer::typed(answer)).score
        );
    }

    #[test]
    fn no_words_no_points(answer in "[ \\t\\n.,;:!?()\u{1f600}-\u{1f64f}]{0,80}", which in 0..3_usize) {
        let (_, prepared, _) = &rubrics()[which];
        prop_assert_eq!(grade(prepared, &Answer::typed(answer)).score.points(), 0.0);
    }

    #[test]
    fn the_model_answer_after_any_words_of_another_still_earns_its_points(prefix in "[b-d]{0,12}") {
        let bank = Bank::open(&[], &[], false);
        let item = bank.read(bank.find("python/concurrency/gil").expect("embedded")).expect("sound");
        let (_, prepared, _) = &rubrics()[1];
        let alone = grade(prepared, &Answer::typed(item.question.model_answer.clone()));
        let longer = format!("{prefix}. {}", item.question.model_answer);
        let with_prefix = grade(prepared, &Answer::typed(longer));
        prop_assert!(with_prefix.arithmetic.earned >= alone.arithmetic.earned);
    }
}

/// Over the whole bank: a follow-up recovers nothing by an answer that says nothing.
#[test]
fn an_answer_without_content_recovers_nothing() {
    let bank = Bank::open(&[], &[], false);
    let mut recovered = Vec::new();
    for entry in bank.entries() {
        let item = bank.read(entry).expect("a sound question");
        let (prepared, _) = prepare(
            &item.rubric,
            &item.question.prompt,
            item.question.kind,
            bank.lexicon(),
        );
        let before = grade(&prepared, &Answer::typed("I have nothing to say."));
        for (index, point) in item.rubric.key_points.iter().enumerate() {
            let probe = point.probe.clone().unwrap_or_default();
            for answer in [
                "",
                "I don't know",
                "Yes.",
                "No.",
                "It depends.",
                "I am not sure about that, sorry.",
                &probe,
            ] {
                let after = recover(&prepared, &before, index, &Answer::typed(answer));
                if after.key_point.credit > 0.0 {
                    recovered.push(format!("{} {}: {answer}", entry.id, point.id));
                }
            }
        }
    }
    assert_eq!(recovered, Vec::<String>::new());
}
