//! `/ask`: the interviewer discusses a grade, and can't change it.

use super::checker::Checker;
use super::ground::Ground;
use super::prompts;
use super::request::Request;
use super::scores::{Token, tokens};
use crate::assessment::{Answer, Question, Rubric};
use crate::grading::Grade;

/// At most this many tokens of reply.
const MAX_TOKENS: u32 = 500;

/// One exchange about a grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// What the candidate said.
    pub asked: String,
    /// What the model replied.
    pub replied: String,
}

/// Asks for a reply to `text`, after what was said before, oldest first.
pub fn discussion_request(
    turns: &[Turn],
    question: &Question,
    rubric: &Rubric,
    grade: &Grade,
    answer: &Answer,
    text: &str,
) -> Request {
    prompts::discussion(turns, question, rubric, grade, answer, (text, MAX_TOKENS))
}

/// The figures of a grade that a discussion of it may name: for [`discussion_checker`].
pub fn figures_of(grade: &Grade) -> Vec<f64> {
    let mut figures = vec![grade.score.points(), grade.score.points().round()];
    for step in &grade.arithmetic.steps {
        figures.extend([step.score.round(), (step.score * 10.0).round() / 10.0]);
        figures.extend(tokens(&step.reason).iter().filter_map(|token| match token {
            Token::Number { value, .. } => Some(*value),
            _ => None,
        }));
    }
    figures
}

/// Checks the reply while it arrives: a score other than the grade's is left out.
pub fn discussion_checker<'a>(ground: &'a Ground, figures: &'a [f64]) -> Checker<'a> {
    Checker::with_figures(ground, figures)
}
