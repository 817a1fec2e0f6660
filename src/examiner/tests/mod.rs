//! One small question, its rubric and an answer; what the tests share.

mod draft;
mod injections;
mod narrative;
mod opinion;
mod prompts;

use super::*;
use crate::assessment::{
    Answer, KeyPoint, Kind, Level, Lexicon, Misconception, Question, QuestionId, Rubric,
};
use crate::grading::{Grade, Prepared, Verdict, grade, prepare};

pub(super) fn question() -> Question {
    Question {
        id: QuestionId::new("python/data-model/list-or-tuple"),
        prompt: "How does a list differ from a tuple?".to_owned(),
        code: Some("a = [1, 2]\nb = (1, 2)".to_owned()),
        level: Level::Beginner,
        kind: Kind::Open,
        minutes: 2,
        sources: Vec::new(),
        variant_of: None,
        hints: Vec::new(),
        model_answer: "A list is mutable, a tuple is not.".to_owned(),
        follow_ups: Vec::new(),
    }
}

fn point(id: &str, statement: &str, weight: f64, patterns: &[&str]) -> KeyPoint {
    KeyPoint {
        id: id.to_owned(),
        statement: statement.to_owned(),
        weight,
        essential: weight > 2.0,
        subject: None,
        patterns: patterns.iter().map(|&pattern| pattern.to_owned()).collect(),
        wrong: Vec::new(),
        probe: Some(format!("What about {id}?")),
    }
}

pub(super) fn rubric() -> Rubric {
    Rubric {
        key_points: vec![
            point(
                "list-mutable",
                "A list is mutable: it can be changed",
                2.5,
                &["list append|mutable"],
            ),
            point(
                "tuple-immutable",
                "A tuple is immutable",
                2.5,
                &["tuple not:change|immutable"],
            ),
            point(
                "tuple-key",
                "A tuple is hashable and can be a dictionary key",
                1.0,
                &["tuple hashable|key"],
            ),
        ],
        misconceptions: vec![Misconception {
            id: "tuples-are-sorted".to_owned(),
            belief: "A tuple keeps its elements sorted".to_owned(),
            correction: "A tuple keeps the order in which it was written".to_owned(),
            penalty: 25.0,
            subject: None,
            patterns: vec!["tuple sorted".to_owned()],
        }],
        ..Rubric::default()
    }
}

const ANSWER: &str = "You can append to a list, but a tuple can't be changed once it is made. And a tuple stays sorted.";

fn ready() -> Prepared {
    let (prepared, problems) = prepare(
        &rubric(),
        &question().shown(),
        Kind::Open,
        &Lexicon::default(),
    );
    assert_eq!(problems, []);
    prepared
}

fn graded(answer: &str) -> Grade {
    grade(&ready(), &Answer::typed(answer))
}

fn label() -> Label {
    Label {
        model: "mock-1".to_owned(),
        prompt: "narrative 1".to_owned(),
        date: jiff::civil::date(2026, 1, 2),
    }
}

/// Text as it is, found quotations in {}, unfounded ones in !!, a score that was left out as #.
fn shown(segments: &[Segment]) -> String {
    segments
        .iter()
        .map(|segment| match segment {
            Segment::Text(text) => text.clone(),
            Segment::FoundQuote { text, .. } => format!("{{{text}}}"),
            Segment::UnfoundedQuote(text) => format!("!{text}!"),
            Segment::LeftOutScore => "#".to_owned(),
        })
        .collect()
}

fn checked(text: &str) -> String {
    let ground = Ground::new(&question(), &rubric(), ANSWER);
    shown(&check_narrative(text, &ground, label()).segments)
}
