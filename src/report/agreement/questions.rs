//! Agreement question by question.

use serde::Serialize;

use super::case::{Case, Graded};
use super::figures::{GOOD_FROM, HALF, WRONG_UP_TO, mean, rounded};

/// The figures of one question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuestionFigures {
    /// The question.
    pub question: String,
    /// How many answers.
    pub n: usize,
    /// The readers' mean mark, to one decimal.
    pub human: f64,
    /// The grader's mean score, to one decimal.
    pub viva: f64,
    /// The mean absolute difference, to one decimal.
    pub off: f64,
    /// Answers marked 20 or less that score 50 or more.
    pub false_positives: usize,
    /// Answers marked 85 or more that score below 50.
    pub false_negatives: usize,
}

impl QuestionFigures {
    pub(super) fn of(case: &Case<'_>) -> Self {
        let answers = &case.answers;
        let one_decimal = |figure: fn(&Graded) -> f64| {
            rounded(mean(answers.iter().map(figure)), 1).unwrap_or(0.0)
        };
        let count = |is: fn(&Graded) -> bool| answers.iter().filter(|answer| is(answer)).count();
        Self {
            question: case.question.clone(),
            n: answers.len(),
            human: one_decimal(|answer| answer.human),
            viva: one_decimal(Graded::score),
            off: one_decimal(|answer| (answer.score() - answer.human).abs()),
            false_positives: count(|answer| answer.human <= WRONG_UP_TO && answer.score() >= HALF),
            false_negatives: count(|answer| answer.human >= GOOD_FROM && answer.score() < HALF),
        }
    }
}
