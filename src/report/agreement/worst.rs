//! The answers that were graded furthest from their marks, with what the grade rests on: what it gave and for which words,
//! what it missed and what came closest, which beliefs it saw, and what took points off.

use serde::Serialize;

use super::case::{Case, Graded};
use super::figures::rounded;
use crate::grading::{Behind, Evidence, KeyPointGrade, Prepared, Verdict, explain};

/// Steps of the arithmetic that cost less than so many points explain nothing.
const COSTLY: f64 = 3.0;

/// An answer that was graded far from its mark.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Wrongest {
    /// Where it stands: file and line.
    pub place: String,
    /// The question.
    pub question: String,
    /// What manner of answer it is.
    pub kind: Option<String>,
    /// The reader's mark.
    pub human: f64,
    /// The score.
    pub score: f64,
    /// The difference, to one decimal: above 0 where the score is too high.
    pub off: f64,
    /// The answer.
    pub answer: String,
    /// Key points that were given, with the words.
    pub given: Vec<Said>,
    /// Key points that were missed.
    pub missed: Vec<Missed>,
    /// Key points of which the opposite was read, and beliefs that were seen, with the words.
    pub wrong: Vec<Said>,
    /// What took points off, or held them down.
    pub taken_off: Vec<TakenOff>,
}

/// Something that the grade reads in the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The key point's or misconception's id.
    pub id: String,
    /// The statement or belief.
    pub statement: String,
    /// The words of the answer; empty where none is quoted.
    pub words: String,
}

/// A key point that was missed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missed {
    /// The point's id.
    pub id: String,
    /// The point as a sentence.
    pub statement: String,
    /// Why, in a few words.
    pub why: String,
    /// The words that came closest.
    pub closest: Option<String>,
    /// What they do not say, each with ways of saying it.
    pub lacking: Vec<String>,
}

/// A step of the arithmetic that cost points.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TakenOff {
    /// What was looked at.
    pub reason: String,
    /// The score before it.
    pub from: f64,
    /// The score after it.
    pub to: f64,
}

impl Wrongest {
    /// What the grade of an answer rests on.
    pub(super) fn of(case: &Case<'_>, answer: &Graded) -> Self {
        let points = || answer.grade.key_points.iter();
        let given = points()
            .filter(|point| matches!(point.verdict, Verdict::Met | Verdict::Partial))
            .map(said);
        let contradicted = points()
            .filter(|point| point.verdict == Verdict::Contradicted)
            .map(said);
        let held = answer.grade.misconceptions.iter().map(|held| Said {
            id: held.id.clone(),
            statement: held.belief.clone(),
            words: quoted(&held.evidence),
        });
        Self {
            place: answer.place.clone(),
            question: case.question.clone(),
            kind: answer.kind.clone(),
            human: answer.human,
            score: answer.score(),
            off: rounded(Some(answer.score() - answer.human), 1).unwrap_or(0.0),
            answer: answer.answer.text.clone(),
            given: given.collect(),
            missed: missed(case.prepared, answer),
            wrong: contradicted.chain(held).collect(),
            taken_off: taken_off(answer),
        }
    }
}

fn said(point: &KeyPointGrade) -> Said {
    Said {
        id: point.id.clone(),
        statement: point.statement.clone(),
        words: quoted(&point.evidence),
    }
}

fn quoted(evidence: &[Evidence]) -> String {
    let words: Vec<&str> = evidence.iter().map(|piece| piece.text.as_str()).collect();
    words.join(" … ")
}

fn missed(prepared: &Prepared, answer: &Graded) -> Vec<Missed> {
    let behind = explain(prepared, &answer.answer, &answer.grade);
    answer
        .grade
        .key_points
        .iter()
        .zip(behind)
        .filter(|(point, _)| point.verdict == Verdict::Missing)
        .map(|(point, behind)| {
            let (closest, lacking) = match behind {
                Behind::Closest(closest) => (Some(closest.text), closest.lacking),
                Behind::Pattern(_) | Behind::Nothing => (None, Vec::new()),
            };
            Missed {
                id: point.id.clone(),
                statement: point.statement.clone(),
                why: point.why.clone(),
                closest,
                lacking,
            }
        })
        .collect()
}

fn taken_off(answer: &Graded) -> Vec<TakenOff> {
    let steps = &answer.grade.arithmetic.steps;
    let one_decimal = |points| rounded(Some(points), 1).unwrap_or(points);
    steps
        .windows(2)
        .filter(|pair| pair[0].score - pair[1].score >= COSTLY)
        .map(|pair| TakenOff {
            reason: pair[1].reason.clone(),
            from: one_decimal(pair[0].score),
            to: one_decimal(pair[1].score),
        })
        .collect()
}
