//! An answer of a student, as the page shows it.

use super::{Answered, Question};
use crate::report::transcript::card::{Belief, Point};
use crate::report::transcript::charts::{class as class_of, percent};
use crate::report::transcript::marks::{Mark, letter};
use crate::report::transcript::visible::{reflowed, visible, visible_line};
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
    /// The question's text; empty where the bank doesn't have it.
    pub(super) prompt: String,
    pub(super) code: Option<String>,
    /// What should be known of the question or of the grade.
    pub(super) remarks: Vec<String>,
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
        prompt: prompt(question),
        code: code(question),
        remarks: remarks(answer, question),
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
            .map(|(at, (text, graded))| {
                (at, text, graded, words::told(graded.verdict, &graded.why))
            })
            .map(|(at, text, graded, (says, why))| Point {
                label: (at + 1).to_string(),
                statement: visible_line(&text.statement),
                class: Mark::of(graded.verdict).map_or("missing", Mark::class),
                sign: words::sign(graded.verdict),
                says,
                essential: false,
                weight: percent(text.weight),
                why,
                quotes: graded
                    .quotes
                    .iter()
                    .map(|quote| visible_line(quote))
                    .collect(),
            })
            .collect(),
    }
}

/// The question's text; empty where the bank doesn't have it.
pub(super) fn prompt(question: &Question) -> String {
    let wording = question.wording.as_ref();
    wording.map_or_else(String::new, |wording| reflowed(&wording.prompt))
}

/// Its code, where it has some.
pub(super) fn code(question: &Question) -> Option<String> {
    let code = question.wording.as_ref()?.code.as_ref()?;
    Some(visible(code.trim_end()))
}

/// What should be known of the question and of its grade.
pub(super) fn remarks(answer: &Answered, question: &Question) -> Vec<String> {
    let mut remarks = Vec::new();
    match (&question.id, &question.wording) {
        (Some(_), None) => remarks.push(words::GONE.to_owned()),
        (_, Some(wording)) if wording.hash != question.bank => remarks.push(
            "The question or its rubric has changed since: the grade is that of its day."
                .to_owned(),
        ),
        _ => {}
    }
    remarks.extend(answer.notes.iter().map(|note| words::sentence(note)));
    if answer.confidence.is_low() {
        remarks.push(format!(
            "Worth a second look: the confidence in this grade is only {:.2}.",
            answer.confidence.value()
        ));
    }
    remarks
}
