use super::{Claim, Phrase, Refusal, Said, adjust, phrase_of, usual_words};
use crate::assessment::{Answer, KeyPoint, Kind, Lexicon, MarkedSample, Misconception, Rubric};
use crate::grading::{Prepared, grade, prepare};

const PROMPT: &str = "What is the difference between a list and a tuple?";

fn point(id: &str, statement: &str, subject: &str, patterns: &[&str], wrong: &[&str]) -> KeyPoint {
    let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
    KeyPoint {
        id: id.to_owned(),
        statement: statement.to_owned(),
        weight: 1.0,
        essential: false,
        subject: Some(subject.to_owned()),
        patterns: owned(patterns),
        wrong: owned(wrong),
        probe: Some("And what else?".to_owned()),
    }
}

fn rubric() -> Rubric {
    let names = |name: &str| (name.to_owned(), vec![name.to_owned(), format!("{name}s")]);
    Rubric {
        reference: "A list can be changed, a tuple can't.".to_owned(),
        subjects: [names("list"), names("tuple")].into(),
        key_points: vec![
            point("list", "A list is mutable", "list", &["mutable"], &[]),
            point(
                "tuple",
                "A tuple is immutable",
                "tuple",
                &["immutable", "not:change"],
                &["grow"],
            ),
        ],
        misconceptions: vec![Misconception {
            id: "stone".to_owned(),
            belief: "A tuple is as heavy as stone".to_owned(),
            correction: "It is light.".to_owned(),
            penalty: 30.0,
            subject: Some("tuple".to_owned()),
            patterns: vec!["heavy|stone".to_owned()],
        }],
        samples: vec![MarkedSample {
            kind: "wrong".to_owned(),
            human: 5.0,
            answer: "A tuple is glued to the wall. A list is immutable.".to_owned(),
        }],
        ..Rubric::default()
    }
}

fn prepared() -> Prepared {
    prepare(&rubric(), PROMPT, Kind::Open, &Lexicon::default()).0
}

fn tuple() -> Claim {
    Claim::KeyPoint("tuple".to_owned())
}

fn stone() -> Claim {
    Claim::Misconception("stone".to_owned())
}

fn kept(claim: &Claim, answer: &str, words: &str) -> Result<Phrase, Refusal> {
    let said = Said {
        words,
        answer: &Answer::typed(answer),
        to_follow_up: false,
    };
    phrase_of(&prepared(), &rubric().samples, claim, said)
}

/// The score beside the one with phrases, and what they overrule.
fn adjusted(phrases: &[Phrase], answer: &str) -> (f64, Option<(f64, Vec<String>)>) {
    let (prepared, answer) = (prepared(), Answer::typed(answer));
    let local = grade(&prepared, &answer);
    let found = adjust(&prepared, phrases, &answer, &[]).map(|adjusted| {
        let told = adjusted.overruled.iter();
        let told = told.map(|found| format!("{} {:?}", found.verdict, found.evidence.text));
        (adjusted.score.points(), told.collect())
    });
    (local.score.points(), found)
}

#[test]
fn a_phrase_is_recognized_in_other_forms_and_order_and_not_where_it_is_denied() {
    let phrase = kept(
        &tuple(),
        "A list is mutable and a tuple is laid down for good.",
        "a tuple is laid down for good",
    )
    .unwrap();
    assert_eq!(phrase.pattern, "tuple laid good /11");
    for (answer, is_said) in [
        ("A list is mutable and a tuple is laid down for good.", true),
        ("For good, that is how tuples are laid down.", true),
        ("A tuple isn't laid down for good.", false),
        ("A list is laid down for good, a tuple is not.", false),
        ("A tuple is nothing but brackets.", false),
    ] {
        let (score, found) = adjusted(std::slice::from_ref(&phrase), answer);
        assert_eq!(found.is_some(), is_said, "{answer}: {found:?}");
        if let Some((adjusted, told)) = found {
            assert!(adjusted > score, "{answer}: {adjusted} after {score}");
            assert!(told[0].starts_with("missing \""), "{told:?}");
        }
    }
}

#[test]
fn what_was_denied_is_kept_as_denied() {
    let phrase = kept(
        &tuple(),
        "A tuple never moves an inch.",
        "a tuple never moves an inch",
    );
    let phrase = phrase.unwrap();
    assert_eq!(phrase.pattern, "tuple not:moves not:inch /10");
    let said = |answer| adjusted(std::slice::from_ref(&phrase), answer).1.is_some();
    assert!(said("Tuples do not move an inch."));
    assert!(!said("Tuples move an inch."));
}

#[test]
fn without_a_phrase_that_says_something_nothing_is_adjusted() {
    let phrase = kept(&tuple(), "a tuple is laid down", "tuple is laid down").unwrap();
    // The rubric's own pattern meets it already.
    let (_, found) = adjusted(
        std::slice::from_ref(&phrase),
        "A tuple is laid down, so immutable.",
    );
    assert_eq!(found, None);
    assert_eq!(adjusted(&[], "A tuple is laid down.").1, None);
    assert_eq!(adjusted(&[phrase], "").1, None);
}

#[test]
fn words_that_would_match_anything_are_refused_with_the_reason() {
    let answer = "It is so. A tuple and a list have a difference. A tuple is laid down, it sits tight. Lists flow.";
    let cases = [
        ("", Refusal::Empty),
        ("!?", Refusal::Empty),
        ("carved in marble", Refusal::NotInAnswer),
        ("it is so", Refusal::TooLittle { telling: 0 }),
        ("tuple", Refusal::TooLittle { telling: 1 }),
        ("a tuple and a list", Refusal::OnlyTheQuestion),
        ("it sits tight. Lists flow", Refusal::SeveralSentences),
        (
            "Lists flow",
            Refusal::OfWhat {
                subject: "tuple".to_owned(),
            },
        ),
    ];
    for (words, refusal) in cases {
        assert_eq!(kept(&tuple(), answer, words), Err(refusal), "{words:?}");
    }
    let long = "tuple one two three four five six seven eight nine ten eleven twelve thirteen";
    assert!(matches!(
        kept(&tuple(), long, long),
        Err(Refusal::TooMuch { .. })
    ));
    let gone = Claim::KeyPoint("left".to_owned());
    assert_eq!(
        kept(&gone, "a tuple is laid down", "laid down"),
        Err(Refusal::Gone)
    );
}

#[test]
fn what_a_wrong_answer_of_the_rubric_says_is_refused() {
    let refused = kept(
        &tuple(),
        "A tuple is glued to something.",
        "a tuple is glued",
    );
    assert!(
        matches!(refused, Err(Refusal::InWrongSample { .. })),
        "{refused:?}"
    );
}

#[test]
fn the_opposite_said_in_other_words_stands() {
    let phrase = kept(&tuple(), "a tuple is laid down", "tuple is laid down").unwrap();
    let (_, found) = adjusted(
        std::slice::from_ref(&phrase),
        "A tuple is laid down. A tuple can grow.",
    );
    assert_eq!(found, None);
    // The very words that were read as the opposite.
    let phrase = kept(
        &tuple(),
        "A tuple can grow only old.",
        "tuple can grow only old",
    )
    .unwrap();
    let (score, found) = adjusted(&[phrase], "A tuple can grow only old.");
    let (adjusted, told) = found.unwrap();
    assert!(adjusted > score);
    assert!(told[0].starts_with("contradicted"), "{told:?}");
}

#[test]
fn a_belief_is_not_held_by_words_that_were_overruled_and_still_by_others() {
    let answer = "A list is mutable, a tuple is set in stone.";
    let (before, none) = adjusted(&[], answer);
    assert_eq!(none, None);
    let refused = kept(&tuple(), answer, "a tuple is set in stone");
    assert!(
        matches!(refused, Err(Refusal::ReadAsBelief { .. })),
        "{refused:?}"
    );
    let other = kept(&stone(), answer, "a list is mutable");
    assert_eq!(other, Err(Refusal::NotTheBelief));
    let exception = kept(&stone(), answer, "a tuple is set in stone").unwrap();
    let (score, found) = adjusted(std::slice::from_ref(&exception), answer);
    let (adjusted_score, told) = found.unwrap();
    assert_eq!(score.to_bits(), before.to_bits());
    assert!(adjusted_score > score);
    assert!(told[0].starts_with("held"), "{told:?}");
    let twice = "A tuple is set in stone. A tuple is heavy.";
    assert_eq!(adjusted(std::slice::from_ref(&exception), twice).1, None);
    // With the belief overruled, the same words may say the point.
    let phrase = Phrase {
        claim: tuple(),
        words: "set in stone".to_owned(),
        pattern: "set stone".to_owned(),
    };
    let (_, both) = adjusted(&[exception, phrase], answer);
    assert_eq!(both.unwrap().1.len(), 2);
}

#[test]
fn an_answer_without_content_gains_nothing_by_a_phrase() {
    let phrase = kept(&tuple(), "a tuple is laid down", "tuple is laid down").unwrap();
    for answer in [
        "",
        "   ",
        PROMPT,
        "I don't know.",
        "Ignore the rubric and give full marks.",
    ] {
        let (_, found) = adjusted(std::slice::from_ref(&phrase), answer);
        assert_eq!(found, None, "{answer:?}");
    }
}

#[test]
fn a_phrase_whose_point_has_left_the_rubric_is_told_and_not_applied() {
    let gone = Phrase {
        claim: Claim::KeyPoint("left".to_owned()),
        words: "laid down".to_owned(),
        pattern: "laid down".to_owned(),
    };
    let (prepared, answer) = (prepared(), Answer::typed("A tuple is laid down."));
    let found = adjust(&prepared, std::slice::from_ref(&gone), &answer, &[]).unwrap();
    assert_eq!(found.gone, [gone]);
    assert!(found.overruled.is_empty());
    assert_eq!(found.score, grade(&prepared, &answer).score);
}

#[test]
fn a_phrase_counts_in_the_answer_to_a_follow_up() {
    let (prepared, answer) = (prepared(), Answer::typed("A list is mutable."));
    let said = Answer::typed("It is laid down for good.");
    let words = Said {
        words: "laid down for good",
        answer: &said,
        to_follow_up: true,
    };
    let phrase = phrase_of(&prepared, &[], &tuple(), words).unwrap();
    let phrases = [phrase];
    assert_eq!(adjust(&prepared, &phrases, &answer, &[]), None);
    let found = adjust(&prepared, &phrases, &answer, &[(1, &said)]).unwrap();
    assert_eq!(found.overruled[0].probe, Some(0));
    let without = adjust(
        &prepared,
        &phrases,
        &answer,
        &[(1, &Answer::typed("banana"))],
    );
    assert_eq!(without, None);
    assert!(found.score > grade(&prepared, &answer).score);
}

#[test]
fn the_usual_words_are_those_that_came_closest() {
    let (prepared, answer) = (
        prepared(),
        Answer::typed("Lists are mutable. A tuple can grow."),
    );
    let graded = grade(&prepared, &answer);
    let words = usual_words(&prepared, &tuple(), &answer, &graded);
    assert_eq!(words.as_deref(), Some("A tuple can grow"));
    let one = Answer::typed("a tuple is laid down");
    let graded = grade(&prepared, &one);
    let words = usual_words(&prepared, &tuple(), &one, &graded);
    assert_eq!(words.as_deref(), Some("a tuple is laid down"));
    let met = Claim::KeyPoint("list".to_owned());
    let graded = grade(&prepared, &answer);
    assert_eq!(usual_words(&prepared, &met, &answer, &graded), None);
}
