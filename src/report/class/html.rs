//! The class as a page: how scores are spread, what was hardest, what is wrongly believed, and a page for each student.
//! The same style, policy and marks as the report of a session. It is written piece by piece: a class may be large.

use std::io;

use askama::Template;

use super::card::{CardView, card};
use super::figures::{Figures, figures, mean};
use super::tables::{
    Hard, Held, QuestionRow, SecondLookRow, StudentRow, hardest, most_held, questions, rows,
    second_look_rows,
};
use super::{Answered, Class, StudentName};
use crate::grading::Score;
use crate::report::transcript::charts::{class as class_of, percent};
use crate::report::transcript::html::{Fact, Overall, STYLE, overall, policy};
use crate::report::transcript::words;

/// Height of the spread's drawing area.
const SPREAD_HIGH: f64 = 130.0;

/// The page of the class.
#[derive(Template)]
#[template(path = "class.html")]
struct Page<'a> {
    policy: String,
    style: &'static str,
    heading: String,
    lead: String,
    overall: Option<Overall>,
    facts: Vec<Fact>,
    columns: Vec<Column>,
    spread: String,
    hardest: Vec<Hard>,
    most_held: Vec<Held>,
    questions: Vec<QuestionRow>,
    second_looks: Vec<SecondLookRow>,
    rows: Vec<StudentRow>,
    class: &'a Class,
    /// Whether the students' pages follow on the same page.
    is_whole: bool,
    made: &'a str,
}

/// The page of one student alone.
#[derive(Template)]
#[template(path = "student.html")]
struct StudentPage<'a> {
    policy: String,
    style: &'static str,
    heading: String,
    lead: String,
    overall: Option<Overall>,
    facts: Vec<Fact>,
    student: StudentView<'a>,
    made: &'a str,
}

/// A ten of the spread.
struct Column {
    name: String,
    count: usize,
    class: &'static str,
    x: String,
    middle: String,
    y: String,
    height: String,
    count_y: String,
}

struct StudentView<'a> {
    number: usize,
    anchor: String,
    heading: String,
    says: String,
    class: &'a Class,
    answers: &'a [Answered],
}

/// Writes the class as a page. `made` is when, in words. `links` are the files of the students' pages, in the order of
/// [`Class::students`]; where there are none, the students follow on this page.
pub fn class_html(
    class: &Class,
    made: &str,
    links: Option<&[String]>,
    to: &mut impl io::Write,
) -> io::Result<()> {
    let figures = figures(class);
    let page = Page {
        policy: policy(),
        style: STYLE,
        heading: "Class report".to_owned(),
        lead: lead(class, &figures),
        overall: figures.mean.map(overall),
        facts: facts(class, &figures),
        columns: columns(&figures),
        spread: spread_in_words(&figures),
        hardest: hardest(class, &figures),
        most_held: most_held(class, &figures),
        questions: questions(class, &figures),
        second_looks: second_look_rows(class, links),
        rows: rows(class, links),
        class,
        is_whole: links.is_none(),
        made,
    };
    page.write_into(to)
}

/// Writes the page of one student alone, by their place in [`Class::students`]; nothing where there is none.
pub fn student_html(
    class: &Class,
    made: &str,
    student: usize,
    to: &mut impl io::Write,
) -> io::Result<()> {
    let Some((name, answers)) = class.students.iter().nth(student) else {
        return Ok(());
    };
    let mean = mean_of(answers);
    let page = StudentPage {
        policy: policy(),
        style: STYLE,
        heading: name.shown().to_owned(),
        lead: words::count(answers.len(), "answer", "answers"),
        overall: mean.map(overall),
        facts: Vec::new(),
        student: StudentView {
            heading: "The answers".to_owned(),
            ..student_view(class, student, name, answers)
        },
        made,
    };
    page.write_into(to)
}

impl Page<'_> {
    /// The students, each made when its turn comes.
    fn students(&self) -> impl Iterator<Item = StudentView<'_>> {
        let students = self.class.students.iter().enumerate();
        students
            .filter(|_| self.is_whole)
            .map(|(number, (name, answers))| student_view(self.class, number, name, answers))
    }
}

impl StudentView<'_> {
    /// The answers, each made when its turn comes.
    fn cards(&self) -> impl Iterator<Item = CardView> + '_ {
        let answers = self.answers.iter().enumerate();
        answers.map(|(at, answer)| CardView {
            anchor: anchor_of_answer(self.number, at),
            ..card(answer, &self.class.questions[answer.question])
        })
    }
}

fn lead(class: &Class, figures: &Figures) -> String {
    let named = class.students.len() - usize::from(class.nameless() > 0);
    format!(
        "{} by {} to {}",
        words::count(figures.answers, "answer", "answers"),
        words::count(named, "student", "students"),
        words::count(figures.questions.len(), "question", "questions")
    )
}

fn facts(class: &Class, figures: &Figures) -> Vec<Fact> {
    let fact = |name, value: String, more: String| Fact { name, value, more };
    let mut facts = vec![
        fact(
            "Median",
            figures.median.map_or_else(|| "-".to_owned(), words::points),
            String::new(),
        ),
        fact(
            "Answers with a wrong belief",
            figures.holding.to_string(),
            format!("of {}", figures.answers),
        ),
        fact(
            "Worth a second look",
            figures.unsure.to_string(),
            "the confidence is low; 0.10 is an answer that is not in English".to_owned(),
        ),
    ];
    if class.not_graded > 0 {
        facts.push(fact(
            "Not graded",
            class.not_graded.to_string(),
            "requests with an error".to_owned(),
        ));
    }
    if class.replaced > 0 {
        facts.push(fact(
            "Answered twice",
            class.replaced.to_string(),
            "the later answer counts".to_owned(),
        ));
    }
    facts
}

#[allow(clippy::cast_precision_loss)] // counts of answers
fn columns(figures: &Figures) -> Vec<Column> {
    let most = figures.tens.iter().max().copied().unwrap_or(0).max(1) as f64;
    let columns = (0..10_u32).zip(figures.tens);
    columns
        .map(|(ten, count)| {
            let height = SPREAD_HIGH * count as f64 / most;
            let top = SPREAD_HIGH + 20.0 - height;
            let from = f64::from(ten) * 10.0;
            Column {
                name: format!("{from} to {}", if ten == 9 { 100 } else { ten * 10 + 9 }),
                count,
                class: class_of(Some(Score::new(from + 5.0))),
                x: percent(from + 1.0),
                middle: percent(from + 5.0),
                y: percent(top),
                height: percent(height),
                count_y: percent(top - 5.0),
            }
        })
        .collect()
}

fn spread_in_words(figures: &Figures) -> String {
    let tens = columns(figures);
    let told = tens.iter().filter(|column| column.count > 0);
    let told: Vec<String> = told
        .map(|column| format!("{}: {}", column.name, column.count))
        .collect();
    words::sentence(&told.join("; "))
}

pub(super) fn mean_of(answers: &[Answered]) -> Option<Score> {
    let scores: Vec<f64> = answers.iter().map(|answer| answer.score.points()).collect();
    mean(&scores)
}

/// Where a student stands in the page.
pub(super) fn anchor(student: usize) -> String {
    format!("student-{}", student + 1)
}

/// Where an answer of a student stands.
pub(super) fn anchor_of_answer(student: usize, answer: usize) -> String {
    format!("{}-a{}", anchor(student), answer + 1)
}

fn student_view<'a>(
    class: &'a Class,
    number: usize,
    name: &'a StudentName,
    answers: &'a [Answered],
) -> StudentView<'a> {
    let mean = mean_of(answers).map_or_else(String::new, |mean| {
        format!(", mean {}", words::scored(mean))
    });
    StudentView {
        number,
        anchor: anchor(number),
        heading: name.shown().to_owned(),
        says: words::count(answers.len(), "answer", "answers") + &mean,
        class,
        answers,
    }
}
