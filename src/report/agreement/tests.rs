//! Small rubrics with marked answers, and what an author is told of them.

use super::{Case, Details, Discrimination, Graded};
use crate::assessment::{Answer, KeyPoint, Kind, Lexicon, MarkedSample, Misconception, Rubric};
use crate::grading::{Prepared, grade, prepare};

const PROMPT: &str = "What does a semaphore do?";

fn words(patterns: &[&str]) -> Vec<String> {
    patterns.iter().map(|&pattern| pattern.to_owned()).collect()
}

fn point(id: &str, statement: &str, patterns: &[&str]) -> KeyPoint {
    KeyPoint {
        id: id.to_owned(),
        statement: statement.to_owned(),
        weight: 2.0,
        essential: false,
        subject: None,
        patterns: words(patterns),
        wrong: Vec::new(),
        probe: None,
    }
}

fn prepared() -> Prepared {
    let rubric = Rubric {
        key_points: vec![
            point(
                "several",
                "It admits several threads at once",
                &["several threads", "bounded amount"],
            ),
            point(
                "waits",
                "Whoever comes when it is full waits until another leaves",
                &["blocked full"],
            ),
            point("word", "It is a tool for concurrency", &["concurrency"]),
        ],
        misconceptions: vec![Misconception {
            id: "one".to_owned(),
            belief: "It admits one thread".to_owned(),
            correction: "It admits several.".to_owned(),
            penalty: 25.0,
            subject: None,
            patterns: words(&["only one", "turn"]),
        }],
        ..Rubric::default()
    };
    prepare(&rubric, PROMPT, Kind::Open, &Lexicon::default()).0
}

const ANSWERS: [(&str, f64, &str); 6] = [
    (
        "strong",
        95.0,
        "It lets several threads in. Newcomers queue outside until somebody leaves.",
    ),
    (
        "strong",
        90.0,
        "It admits several threads together. When it is full newcomers queue up and wait their turn.",
    ),
    (
        "plain",
        88.0,
        "Up to several threads may be inside, and newcomers have to queue before the door.",
    ),
    ("partial", 50.0, "It counts several threads."),
    ("wrong", 5.0, "It is for concurrency and lets only one in."),
    (
        "wrong",
        0.0,
        "Concurrency gets faster by it, several threads swap memory.",
    ),
];

fn details(samples: &[MarkedSample]) -> Details {
    let prepared = prepared();
    let answers = (1..).zip(ANSWERS).map(|(line, (kind, human, answer))| {
        let answer = Answer::typed(answer);
        Graded {
            place: format!("marked.jsonl:{line}"),
            kind: Some(kind.to_owned()),
            human,
            grade: grade(&prepared, &answer),
            answer,
        }
    });
    let case = Case {
        question: "track/topic/semaphore".to_owned(),
        shown: PROMPT.to_owned(),
        kind: Kind::Open,
        prepared: &prepared,
        is_authored: true,
        samples,
        answers: answers.collect(),
    };
    Details::joined([Details::of(&case, &Lexicon::default())])
}

#[test]
fn a_point_that_poor_answers_meet_and_one_that_nobody_meets_are_told() {
    let findings: Vec<_> = details(&[])
        .key_points
        .into_iter()
        .map(|point| (point.id, point.finding))
        .collect();
    assert_eq!(
        findings,
        [
            ("word".to_owned(), Some(Discrimination::NeverMet)),
            ("waits".to_owned(), Some(Discrimination::NeverMet)),
            ("several".to_owned(), None),
        ]
    );
}

#[test]
fn a_phrase_that_good_answers_share_is_suggested_for_the_point_they_miss() {
    let suggestions = details(&[]).suggestions;
    let told: Vec<_> = suggestions
        .iter()
        .map(|one| {
            (
                one.key_point.as_str(),
                one.pattern.as_str(),
                one.good,
                one.poor,
            )
        })
        .collect();
    assert_eq!(told, [("waits", "newcomers queue", 3, 0)]);
}

#[test]
fn patterns_that_never_fire_credit_wrong_answers_or_accuse_good_ones_are_told() {
    let figures = details(&[]).patterns;
    let never: Vec<_> = figures
        .never
        .iter()
        .map(|one| one.pattern.as_str())
        .collect();
    assert_eq!(
        (figures.all, never),
        (6, vec!["bounded amount", "blocked full"])
    );
    let on_wrong: Vec<_> = figures
        .on_wrong
        .iter()
        .map(|one| (one.pattern.pattern.as_str(), one.good, one.wrong))
        .collect();
    assert_eq!(on_wrong, [("concurrency", 0, 2), ("several threads", 3, 1)]);
    let on_good: Vec<_> = figures
        .on_good
        .iter()
        .map(|one| (one.pattern.pattern.as_str(), one.good, one.words.as_str()))
        .collect();
    assert_eq!(
        on_good,
        [(
            "turn",
            1,
            "When it is full newcomers queue up and wait their turn"
        )]
    );
}

#[test]
fn a_pattern_that_meets_a_sample_of_its_rubric_is_in_use() {
    let sample = MarkedSample {
        kind: "concise".to_owned(),
        human: 60.0,
        answer: "a bounded amount of them".to_owned(),
    };
    let never = details(&[sample]).patterns.never;
    let never: Vec<_> = never.iter().map(|one| one.pattern.as_str()).collect();
    assert_eq!(never, ["blocked full"]);
}

#[test]
fn the_answer_furthest_from_its_mark_comes_first_with_its_reasons() {
    let worst = &details(&[]).worst;
    let first = &worst[0];
    assert!(first.off.abs() >= worst[1].off.abs());
    insta::assert_snapshot!(serde_json::to_string_pretty(first).unwrap(), @r#"
    {
      "place": "marked.jsonl:2",
      "question": "track/topic/semaphore",
      "kind": "strong",
      "human": 90.0,
      "score": 14.1,
      "off": -75.9,
      "answer": "It admits several threads together. When it is full newcomers queue up and wait their turn.",
      "given": [
        {
          "id": "several",
          "statement": "It admits several threads at once",
          "words": "It admits several threads together"
        }
      ],
      "missed": [
        {
          "id": "waits",
          "statement": "Whoever comes when it is full waits until another leaves",
          "why": "not mentioned",
          "closest": "When it is full newcomers queue up and wait their turn",
          "lacking": [
            "blocked"
          ]
        },
        {
          "id": "word",
          "statement": "It is a tool for concurrency",
          "why": "not mentioned",
          "closest": null,
          "lacking": []
        }
      ],
      "wrong": [
        {
          "id": "one",
          "statement": "It admits one thread",
          "words": "When it is full newcomers queue up and wait their turn"
        }
      ],
      "taken_off": [
        {
          "reason": "1 held belief: 25 points off",
          "from": 39.1,
          "to": 14.1
        }
      ]
    }
    "#);
}
