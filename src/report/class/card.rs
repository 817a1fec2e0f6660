//! An answer of a student, as the page shows it.

use super::{Answered, Question};
use crate::report::transcript::card::{Belief, Point, reason, sign};
use crate::report::transcript::charts::{class as class_of, percent};
use crate::report::transcript::marks::{Mark, letter};
use crate::report::transcript::visible::visible_line;
use crate::report::transcript::words;

/// An answer of a student.
pub(super) struct CardView {
    pub(super) anchor: String,
    pub(super) title: String,
    pub(super) topic: String,
    pub(super) points: String,
    pub(super) says: &'static str,
    pub(super) class: &'static str,
    pub(super) width: String,
    pub(super) remark: String,
    pub(super) beliefs: Vec<Belief>,
    pub(super) key_points: Vec<Point>,
}

/// The card of an answer.
pub(super) fn card(answer: &Answered, question: &Question) -> CardView {
    let points = question.points.iter().zip(&answer.points).enumerate();
    CardView {
        anchor: String::new(),
        title: question.title(),
        topic: question.topic(),
        points: words::points(answer.score),
        says: words::band(answer.score),
        class: class_of(Some(answer.score)),
        width: percent(answer.score.points()),
        remark: remark(answer),
        beliefs: answer
            .held
            .iter()
            .enumerate()
            .map(|(at, (belief, quotes))| Belief {
                label: letter(at),
                belief: words::sentence(&question.beliefs[*belief].belief),
                correction: visible_line(&question.beliefs[*belief].correction),
                quotes: quotes.iter().map(|quote| visible_line(quote)).collect(),
            })
            .collect(),
        key_points: points
            .map(|(at, (text, graded))| Point {
                label: (at + 1).to_string(),
                statement: visible_line(&text.statement),
                class: Mark::of(graded.verdict).map_or("missing", Mark::class),
                sign: sign(graded.verdict),
                says: words::verdict(graded.verdict).to_owned(),
                essential: false,
                weight: percent(text.weight),
                why: reason(graded.verdict, &graded.why),
                quotes: graded
                    .quotes
                    .iter()
                    .map(|quote| visible_line(quote))
                    .collect(),
            })
            .collect(),
    }
}

/// What should be known of a grade that is not sure.
pub(super) fn remark(answer: &Answered) -> String {
    if !answer.confidence.is_low() {
        return String::new();
    }
    format!(
        "Worth a second look: the confidence in this grade is only {:.2}.",
        answer.confidence.value()
    )
}
