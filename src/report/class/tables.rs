//! The tables of a class's page: the hardest points, the most held misconceptions, what is worth a second look, questions and
//! students.

use super::figures::Figures;
use super::html::{anchor, anchor_of_answer, mean_of};
use super::{Answered, Class, StudentName};
use crate::report::transcript::charts::class as class_of;
use crate::report::transcript::visible::visible_line;
use crate::report::transcript::words;

/// A key point that few made.
pub(super) struct Hard {
    pub(super) statement: String,
    pub(super) title: String,
    pub(super) said: String,
    pub(super) opposite: String,
}

/// A misconception that was held.
pub(super) struct Held {
    pub(super) belief: String,
    pub(super) correction: String,
    pub(super) title: String,
    pub(super) by: String,
}

/// A question with what was scored.
pub(super) struct QuestionRow {
    pub(super) title: String,
    pub(super) topic: String,
    pub(super) answers: usize,
    pub(super) points: String,
    pub(super) band: &'static str,
    pub(super) class: &'static str,
}

/// A student with what they scored.
pub(super) struct StudentRow {
    pub(super) name: String,
    pub(super) link: String,
    pub(super) answers: usize,
    pub(super) points: String,
    pub(super) band: &'static str,
    pub(super) class: &'static str,
    pub(super) beliefs: usize,
}

/// An answer to be read by the teacher.
pub(super) struct SecondLookRow {
    pub(super) name: String,
    pub(super) link: String,
    pub(super) title: String,
    pub(super) points: String,
    pub(super) confidence: String,
}

/// An answer whose grade is not sure.
pub(super) struct SecondLook<'a> {
    pub(super) name: &'a StudentName,
    pub(super) answer: &'a Answered,
    /// The places of the student and of the answer among theirs.
    student: usize,
    place: usize,
}

/// The hardest points.
pub(super) fn hardest(class: &Class, figures: &Figures) -> Vec<Hard> {
    let hardest = figures.hardest.iter();
    hardest
        .map(|hard| {
            let question = &class.questions[hard.question];
            Hard {
                statement: visible_line(&question.points[hard.point].statement),
                title: question.title(),
                said: format!("{} of {}", hard.said, hard.answers),
                opposite: match hard.opposite {
                    0 => "-".to_owned(),
                    opposite => opposite.to_string(),
                },
            }
        })
        .collect()
}

/// The most held misconceptions.
pub(super) fn most_held(class: &Class, figures: &Figures) -> Vec<Held> {
    let most_held = figures.most_held.iter();
    most_held
        .map(|held| {
            let question = &class.questions[held.question];
            let text = &question.beliefs[held.belief];
            Held {
                belief: words::sentence(&text.belief),
                correction: visible_line(&text.correction),
                title: question.title(),
                by: format!("{} of {}", held.held, held.answers),
            }
        })
        .collect()
}

/// The questions, lowest mean first.
pub(super) fn questions(class: &Class, figures: &Figures) -> Vec<QuestionRow> {
    let questions = figures.questions.iter();
    questions
        .map(|figures| QuestionRow {
            title: class.questions[figures.question].title(),
            topic: class.questions[figures.question].topic(),
            answers: figures.answers,
            points: words::points(figures.mean),
            band: words::band(figures.mean),
            class: class_of(Some(figures.mean)),
        })
        .collect()
}

/// The students by name.
pub(super) fn rows(class: &Class, links: Option<&[String]>) -> Vec<StudentRow> {
    let students = class.students.iter().enumerate();
    students
        .map(|(number, (name, answers))| {
            let mean = mean_of(answers);
            StudentRow {
                name: name.shown().to_owned(),
                link: match links.and_then(|links| links.get(number)) {
                    Some(file) => file.clone(),
                    None => format!("#{}", anchor(number)),
                },
                answers: answers.len(),
                points: mean.map_or_else(|| "-".to_owned(), words::points),
                band: mean.map_or("", words::band),
                class: class_of(mean),
                beliefs: answers.iter().map(|answer| answer.held.len()).sum(),
            }
        })
        .collect()
}

/// The answers whose grade is not sure, by student.
pub(super) fn second_looks(class: &Class) -> Vec<SecondLook<'_>> {
    let students = class.students.iter().enumerate();
    students
        .flat_map(|(student, (name, answers))| {
            let unsure = answers.iter().enumerate();
            unsure
                .filter(|(_, answer)| answer.confidence.is_low())
                .map(move |(place, answer)| SecondLook {
                    name,
                    answer,
                    student,
                    place,
                })
        })
        .collect()
}

/// The same as rows with links.
pub(super) fn second_look_rows(class: &Class, links: Option<&[String]>) -> Vec<SecondLookRow> {
    let looks = second_looks(class).into_iter();
    looks
        .map(|look| {
            let file = links.and_then(|links| links.get(look.student));
            let anchor = anchor_of_answer(look.student, look.place);
            SecondLookRow {
                name: look.name.shown().to_owned(),
                link: format!("{}#{anchor}", file.map_or("", String::as_str)),
                title: class.questions[look.answer.question].title(),
                points: words::points(look.answer.score),
                confidence: format!("{:.2}", look.answer.confidence.value()),
            }
        })
        .collect()
}
