//! The class as one JSON object. The structs are the published shape.

use serde::Serialize;

use super::figures::{figures, mean};
use super::{Answered, Class, Question};
use crate::grading::Verdict;
use crate::report::json_line;

/// The version of the shape.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct ClassJson<'a> {
    schema: u32,
    answers: usize,
    not_graded: u64,
    replaced: u64,
    mean: Option<f64>,
    median: Option<f64>,
    band: Option<&'static str>,
    /// Scores of 0 to 9, 10 to 19, ... 90 to 100.
    distribution: [usize; 10],
    low_confidence: usize,
    hardest: Vec<PointJson<'a>>,
    misconceptions: Vec<BeliefJson<'a>>,
    questions: Vec<QuestionJson<'a>>,
    students: Vec<StudentJson<'a>>,
}

#[derive(Serialize)]
struct PointJson<'a> {
    question: Option<&'a str>,
    id: &'a str,
    statement: &'a str,
    said: usize,
    opposite: usize,
    answers: usize,
}

#[derive(Serialize)]
struct BeliefJson<'a> {
    question: Option<&'a str>,
    id: &'a str,
    belief: &'a str,
    correction: &'a str,
    held: usize,
    answers: usize,
}

#[derive(Serialize)]
struct QuestionJson<'a> {
    question: Option<&'a str>,
    bank: &'a str,
    /// None where the bank does not have it any more.
    prompt: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    answers: usize,
    mean: f64,
}

#[derive(Serialize)]
struct StudentJson<'a> {
    student: Option<&'a str>,
    mean: Option<f64>,
    band: Option<&'static str>,
    answers: Vec<AnswerJson<'a>>,
}

#[derive(Serialize)]
struct AnswerJson<'a> {
    line: u64,
    question: Option<&'a str>,
    score: f64,
    band: &'static str,
    confidence: f64,
    met: Vec<&'a str>,
    partial: Vec<&'a str>,
    missing: Vec<&'a str>,
    contradicted: Vec<&'a str>,
    misconceptions: Vec<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'a [String],
}

/// The class as one line of JSON, without its newline.
pub fn class_json(class: &Class) -> String {
    let figures = figures(class);
    let question = |place: usize| &class.questions[place];
    json_line(&ClassJson {
        schema: SCHEMA,
        answers: figures.answers,
        not_graded: class.not_graded,
        replaced: class.replaced,
        mean: figures.mean.map(|mean| mean.points()),
        median: figures.median.map(|median| median.points()),
        band: figures.mean.map(|mean| mean.band().name()),
        distribution: figures.tens,
        low_confidence: figures.unsure,
        hardest: figures
            .hardest
            .iter()
            .map(|hard| {
                let point = &question(hard.question).points[hard.point];
                PointJson {
                    question: id_of(question(hard.question)),
                    id: &point.id,
                    statement: &point.statement,
                    said: hard.said,
                    opposite: hard.opposite,
                    answers: hard.answers,
                }
            })
            .collect(),
        misconceptions: figures
            .most_held
            .iter()
            .map(|held| {
                let text = &question(held.question).beliefs[held.belief];
                BeliefJson {
                    question: id_of(question(held.question)),
                    id: &text.id,
                    belief: &text.belief,
                    correction: &text.correction,
                    held: held.held,
                    answers: held.answers,
                }
            })
            .collect(),
        questions: figures
            .questions
            .iter()
            .map(|figures| (figures, question(figures.question)))
            .map(|(figures, question)| QuestionJson {
                question: id_of(question),
                bank: &question.bank,
                prompt: question.wording.as_ref().map(|text| &*text.prompt),
                code: question
                    .wording
                    .as_ref()
                    .and_then(|text| text.code.as_deref()),
                answers: figures.answers,
                mean: figures.mean.points(),
            })
            .collect(),
        students: class
            .students
            .iter()
            .map(|(student, answers)| {
                let scores: Vec<f64> = answers.iter().map(|a| a.score.points()).collect();
                let mean = mean(&scores);
                StudentJson {
                    student: Some(student.name.as_str()).filter(|name| !name.is_empty()),
                    mean: mean.map(|mean| mean.points()),
                    band: mean.map(|mean| mean.band().name()),
                    answers: answers
                        .iter()
                        .map(|answer| answer_json(answer, question(answer.question)))
                        .collect(),
                }
            })
            .collect(),
    })
}

fn id_of(question: &Question) -> Option<&str> {
    question.id.as_ref().map(|id| id.as_str())
}

fn answer_json<'a>(answer: &'a Answered, question: &'a Question) -> AnswerJson<'a> {
    let with = |verdict| {
        let points = question.points.iter().zip(&answer.points);
        points
            .filter(|(_, graded)| graded.verdict == verdict)
            .map(|(text, _)| text.id.as_str())
            .collect()
    };
    AnswerJson {
        line: answer.line,
        question: id_of(question),
        score: answer.score.points(),
        band: answer.score.band().name(),
        confidence: answer.confidence.value(),
        met: with(Verdict::Met),
        partial: with(Verdict::Partial),
        missing: with(Verdict::Missing),
        contradicted: with(Verdict::Contradicted),
        misconceptions: answer
            .held
            .iter()
            .map(|(belief, _)| question.beliefs[*belief].id.as_str())
            .collect(),
        notes: &answer.notes,
    }
}
