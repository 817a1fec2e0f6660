//! What people read, at 80 columns, without colour.

mod screens;

use super::*;
use crate::assessment::{Kind, Level, Question, QuestionId};
use crate::grading::{
    Arithmetic, Behind, Closest, Confidence, Evidence, Feedback, Grade, HeldMisconception,
    KeyPointGrade, Method, Score, Step, Verdict,
};
use crate::interview::{Asked, Ending, GradeShown, Outcome, Summary, SummaryLine};
use crate::terminal::{Look, slash_commands};
use crate::text::Span;

pub(super) const LOOK: Look = Look {
    width: 80,
    plain: false,
    colored: false,
    numbers: true,
};

pub(super) const PLAIN: Look = Look {
    plain: true,
    ..LOOK
};

fn evidence(text: &str) -> Vec<Evidence> {
    vec![Evidence {
        span: Span::new(0, text.len()),
        text: text.to_owned(),
        method: Method::Phrase,
    }]
}

fn point(statement: &str, verdict: Verdict, why: &str, quoted: Option<&str>) -> KeyPointGrade {
    KeyPointGrade {
        id: statement.to_owned(),
        statement: statement.to_owned(),
        weight: 2.5,
        essential: statement.contains("immutable"),
        verdict,
        credit: if verdict == Verdict::Met { 1.0 } else { 0.0 },
        why: why.to_owned(),
        evidence: quoted.map(evidence).unwrap_or_default(),
    }
}

fn grade(key_points: Vec<KeyPointGrade>) -> Grade {
    Grade {
        score: Score::new(71.4),
        confidence: Confidence::new(0.83),
        key_points,
        misconceptions: Vec::new(),
        arithmetic: Arithmetic {
            earned: 6.0,
            possible: 8.5,
            reference: Some(0.6),
            steps: vec![
                Step {
                    reason: "6.0 of 8.5 weights met".to_owned(),
                    score: 70.0,
                },
                Step {
                    reason: "6 of 9 ideas of the short full answer covered, which is more than such answers usually cover".to_owned(),
                    score: 71.4,
                },
            ],
        },
        notes: Vec::new(),
    }
}

fn short() -> Grade {
    grade(vec![
        point(
            "a list is mutable",
            Verdict::Met,
            "said",
            Some("a list can be changed after you made it"),
        ),
        point(
            "a tuple is immutable",
            Verdict::Met,
            "said",
            Some("a tuple\ncant"),
        ),
        point(
            "when to choose which",
            Verdict::Partial,
            "only order is mentioned",
            Some("both keep order"),
        ),
        point(
            "tuples for fixed records",
            Verdict::Missing,
            "not mentioned",
            None,
        ),
    ])
}

fn long() -> Grade {
    let mut grade = grade(vec![
        point(
            "A tuple is immutable: its items can't be changed, added or removed once it is there",
            Verdict::Contradicted,
            "you said the opposite",
            Some(
                "a tuple is the flexible one: you append to it, and then you append to it again, and it grows",
            ),
        ),
        point(
            "A list is written with square brackets, a tuple with commas and usually parentheses.",
            Verdict::Missing,
            "not mentioned",
            None,
        ),
        point(
            "Both keep order",
            Verdict::Met,
            "said",
            Some("both keep order"),
        ),
    ]);
    grade.score = Score::new(12.9);
    grade.confidence = Confidence::new(0.3);
    grade.misconceptions = vec![HeldMisconception {
        id: "hash".to_owned(),
        belief: "Lists are hashable".to_owned(),
        correction: "It is the other way round: only what cannot change can be hashed, because a key that changed could no longer be found.".to_owned(),
        penalty: 40.0,
        evidence: evidence("lists are hashable and make good dictionary keys"),
    }];
    grade.notes = vec!["This does not look like English.".to_owned()];
    grade
}

fn next_time() -> Feedback {
    Feedback {
        next_time: vec!["Next time, add one sentence on choice: growing collections of one kind are lists, fixed records are tuples.".to_owned()],
    }
}

#[test]
fn short_statements_stand_beside_their_quotation() {
    insta::assert_snapshot!(grade_card(&short(), &next_time(), &LOOK));
}

#[test]
fn long_statements_stand_above_their_quotation() {
    insta::assert_snapshot!(grade_card(&long(), &Feedback::default(), &LOOK));
}

#[test]
fn a_plain_card_says_everything_in_words() {
    let card = grade_card(&short(), &next_time(), &PLAIN)
        + &grade_card(&long(), &Feedback::default(), &PLAIN);
    assert!(!card.contains(['✓', '~', '·', '✗', '→']), "{card}");
    insta::assert_snapshot!(card);
}

#[test]
fn a_narrow_terminal_is_respected() {
    for width in [32, 40, 60] {
        let look = Look { width, ..LOOK };
        let card = grade_card(&long(), &next_time(), &look) + &slash_commands::help(&look);
        for line in card.lines() {
            let columns = unicode_width::UnicodeWidthStr::width(line);
            assert!(columns <= width, "{columns} > {width}: {line}");
        }
    }
}

#[test]
fn colour_adds_nothing_but_codes() {
    let colored = Look {
        colored: true,
        ..LOOK
    };
    let card = grade_card(&long(), &next_time(), &colored);
    assert!(card.contains("\u{1b}["));
    assert_eq!(
        anstream::adapter::strip_str(&card).to_string(),
        grade_card(&long(), &next_time(), &LOOK)
    );
}

#[test]
fn an_answer_cannot_steer_the_terminal() {
    let mut grade = short();
    grade.key_points[0].evidence = evidence("\u{1b}[2J\u{1b}]0;owned\u{7}changed\u{202e}");
    let card = grade_card(&grade, &next_time(), &LOOK) + &why(&grade, &[], &LOOK);
    assert!(!card.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{card:?}");
    assert!(card.contains("\"changed\""));
}

/// A grade of 71.4 as a session shows it.
fn shown(before: Option<f64>, estimate: Option<u8>) -> GradeShown {
    GradeShown {
        question: QuestionId::new("python/data-model/list-vs-tuple"),
        content_hash: String::new(),
        grade: grade(Vec::new()),
        feedback: Feedback::default(),
        before: before.map(Score::new),
        estimate,
    }
}

#[test]
fn a_second_try_and_a_probe_show_before_and_after() {
    let text = shown_card(&shown(Some(40.0), None), &LOOK)
        + &recovery(
            &short().key_points[1],
            Score::new(64.9),
            &grade(Vec::new()),
            &LOOK,
        )
        + &recovery(
            &short().key_points[1],
            Score::new(64.9),
            &grade(Vec::new()),
            &PLAIN,
        );
    insta::assert_snapshot!(text);
}

/// What stands behind the verdicts of `short`.
fn behind() -> Vec<Behind> {
    vec![
        Behind::Pattern("list|lists @change|append".to_owned()),
        Behind::Nothing,
        Behind::Closest(Closest {
            text: "both keep order".to_owned(),
            lacking: vec!["use, choose, prefer, take, pick, ...".to_owned()],
            but: None,
        }),
        Behind::Closest(Closest {
            text: "a tuple\u{1b}[2J holds two numbers".to_owned(),
            lacking: Vec::new(),
            but: Some("which is said of list".to_owned()),
        }),
    ]
}

#[test]
fn the_arithmetic_of_a_score_is_told() {
    insta::assert_snapshot!(why(&short(), &behind(), &LOOK) + &why(&short(), &behind(), &PLAIN));
}

/// A question with code that no terminal is wide enough for.
fn asked() -> Asked {
    Asked {
        intro: None,
        question: Question {
            id: QuestionId::new("python/data-model/list-vs-tuple"),
            prompt: "Say a colleague asks you what this prints, and why.\nWhat do you tell them?".to_owned(),
            code: Some("for n in range(3):\n\tprint(n, \"a line of code that is longer than eighty columns and is not wrapped\")\n\nprint('\u{1b}[31m')".to_owned()),
            level: Level::Beginner,
            kind: Kind::Open,
            minutes: 2,
            sources: Vec::new(),
            variant_of: None,
            hints: Vec::new(),
            model_answer: String::new(),
            follow_ups: Vec::new(),
        },
        number: 1,
        total: Some(5),
        warm_up: false,
        again: false,
        hints: true,
    }
}

#[test]
fn a_question_is_put_with_its_code_as_it_stands() {
    let asked = asked();
    insta::assert_snapshot!(
        question(&asked, &LOOK)
            + &key_hints(true, &LOOK)
            + &probe(
                None,
                "you need to return a latitude and a longitude from a function. Which of the two, and why?",
                &LOOK
            )
            + &hint(1, 3, "Think of keys.", &LOOK)
            + &model_answer("The one.\n\nAnd the other.", &LOOK)
    );
}

/// What five questions came to: two answered, one twice; one skipped, one read, one wrong.
fn figures() -> Summary {
    let line = |number, id: &str, outcome, missed: Option<&str>| SummaryLine {
        number,
        question: QuestionId::new(id),
        outcome,
        met: None,
        missed: missed.map(str::to_owned),
    };
    let of = |score| Outcome::Graded {
        score: Score::new(score),
        first: None,
    };
    Summary {
        lines: vec![
            line(
                1,
                "python/concurrency/gil",
                of(84.9),
                Some("It protects references."),
            ),
            line(
                2,
                "python/data-model/list-vs-tuple",
                Outcome::Graded {
                    score: Score::new(71.0),
                    first: Some(Score::new(40.0)),
                },
                None,
            ),
            line(
                3,
                "python/packaging/module-vs-package",
                Outcome::NotAnswered,
                None,
            ),
            line(
                4,
                "python/systems/hit-ratio",
                Outcome::ModelAnswerRead,
                None,
            ),
            line(
                5,
                "python/functions/decorators",
                of(12.0),
                Some("A decorator takes a function and returns one"),
            ),
        ],
        warmed_up: false,
        unasked: 0,
        mean: Some(Score::new(56.0)),
        not_answered: 2,
        beliefs: vec!["threads speed up CPU work".to_owned()],
        recovered: 9.4,
        recovered_in: 2,
        repeat: vec![
            QuestionId::new("python/packaging/module-vs-package"),
            QuestionId::new("python/functions/decorators"),
        ],
        estimates: None,
    }
}

#[test]
fn the_summary_tells_not_answered_from_wrong() {
    let figures = figures();
    let none = Summary {
        lines: Vec::new(),
        warmed_up: false,
        unasked: 5,
        mean: None,
        not_answered: 0,
        beliefs: Vec::new(),
        recovered: 0.0,
        recovered_in: 0,
        repeat: Vec::new(),
        estimates: None,
    };
    insta::assert_snapshot!(
        summary(Ending::Finished, &figures, Saved::As(12), &LOOK)
            + "----\n"
            + &summary(Ending::Finished, &figures, Saved::InPart(12), &PLAIN)
            + "----\n"
            + &summary(Ending::Left, &none, Saved::No, &LOOK)
            + "----\n"
            + &summary(Ending::Paused, &none, Saved::As(13), &LOOK)
    );
}

#[test]
fn what_came_to_nothing_is_not_called_the_strongest() {
    let figures = |best: f64| {
        let mut figures = figures();
        let scores = [best, 0.2];
        for (line, score) in figures.lines.iter_mut().zip(scores.map(Score::new)) {
            line.outcome = Outcome::Graded { score, first: None };
        }
        summary(Ending::Finished, &figures, Saved::No, &LOOK)
    };
    assert!(!figures(3.0).contains("Strongest"), "{}", figures(3.0));
    assert!(figures(50.0).contains("Strongest: gil."));
}

#[test]
fn help_lists_every_command() {
    insta::assert_snapshot!(slash_commands::help(&LOOK));
}
