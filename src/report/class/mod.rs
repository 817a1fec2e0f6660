//! What a class came to: the results of many students, gathered one by one, as a page, as Markdown or as JSON. It knows
//! results (`viva grade --jsonl` prints them) and the questions' wording; answers are quoted where they earned or lost something.

mod card;
mod figures;
mod html;
mod json;
mod markdown;
mod read;
mod tables;

use std::collections::BTreeMap;

pub use html::{class_html, student_html};
pub use json::class_json;
pub use markdown::class_markdown;
pub use read::{Line, NotAResult, read_line};

use crate::assessment::QuestionId;
use crate::grading::{Confidence, Score, Verdict};
use crate::interview::title_of;
use crate::report::PastQuestion;
use crate::report::transcript::visible::visible_line;

/// The results of a class. Texts of questions are kept once, so it grows by what students said alone.
#[derive(Debug, Clone, Default)]
pub struct Class {
    questions: Vec<Question>,
    /// The places of the questions, by id and hash.
    known: BTreeMap<(String, String), usize>,
    /// By name; those without one under the empty name.
    students: BTreeMap<StudentName, Vec<Answered>>,
    not_graded: u64,
    replaced: u64,
}

/// A student's name, ordered as people order names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct StudentName {
    lower_case: String,
    name: String,
}

/// A question that the class answered.
#[derive(Debug, Clone)]
struct Question {
    /// None where the rubric came with the requests.
    id: Option<QuestionId>,
    /// The hash of question and rubric.
    bank: String,
    /// What the bank has of it now; none where it is not there, or was not looked up.
    wording: Option<PastQuestion>,
    points: Vec<PointText>,
    /// The misconceptions that anyone held.
    beliefs: Vec<BeliefText>,
}

#[derive(Debug, Clone, PartialEq)]
struct PointText {
    id: String,
    statement: String,
    weight: f64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct BeliefText {
    id: String,
    belief: String,
    correction: String,
}

/// One graded answer.
#[derive(Debug, Clone)]
struct Answered {
    /// The line of its result.
    line: u64,
    question: usize,
    score: Score,
    confidence: Confidence,
    /// In the order of the question's points.
    points: Vec<PointGraded>,
    /// Places among the question's beliefs, with the words that showed them.
    held: Vec<(usize, Vec<String>)>,
    /// What else its grade says.
    notes: Vec<String>,
}

#[derive(Debug, Clone)]
struct PointGraded {
    verdict: Verdict,
    why: String,
    quotes: Vec<String>,
}

/// What became of a result that was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// It is counted.
    Counted,
    /// It is counted in place of an earlier one: the same student answered the same question twice.
    InPlaceOf {
        /// The student.
        student: String,
        /// The question in short.
        question: String,
        /// The line of the earlier result.
        line: u64,
    },
    /// It says that an answer could not be graded.
    NotGraded,
}

impl Class {
    /// How many answers count.
    pub fn answers(&self) -> usize {
        self.students.values().map(Vec::len).sum()
    }

    /// How many answers could not be graded.
    pub fn not_graded(&self) -> u64 {
        self.not_graded
    }

    /// How many results were set aside for a later one of the same student and question.
    pub fn replaced(&self) -> u64 {
        self.replaced
    }

    /// How many results name no student.
    pub fn nameless(&self) -> usize {
        self.students.get(&StudentName::of("")).map_or(0, Vec::len)
    }

    /// The names of the students, as they are shown, in their order; an empty one for those without a name.
    pub fn students(&self) -> impl Iterator<Item = &str> {
        self.students.keys().map(|student| student.name.as_str())
    }

    /// Looks each question up by its id, to be shown with its text; tells how many were not found.
    pub fn look_up(&mut self, find: impl Fn(&QuestionId) -> Option<PastQuestion>) -> usize {
        let mut gone = 0;
        for question in &mut self.questions {
            let Some(id) = &question.id else { continue };
            question.wording = find(id);
            gone += usize::from(question.wording.is_none());
        }
        gone
    }

    /// Adds the result of a line.
    ///
    /// # Errors
    /// When its key points are not those of the results of the same question before it.
    pub fn add(&mut self, number: u64, line: Line) -> Result<Added, NotAResult> {
        let result = match line {
            Line::NotGraded => {
                self.not_graded += 1;
                return Ok(Added::NotGraded);
            }
            Line::Result(result) => result,
        };
        let question = self.question_of(&result)?;
        let texts = &mut self.questions[question];
        let held = result.held.into_iter().map(|(text, quotes)| {
            let known = texts.beliefs.iter().position(|belief| *belief == text);
            let place = known.unwrap_or_else(|| {
                texts.beliefs.push(text);
                texts.beliefs.len() - 1
            });
            (place, quotes)
        });
        let answered = Answered {
            line: number,
            question,
            score: result.score,
            confidence: result.confidence,
            held: held.collect(),
            notes: result.notes,
            points: result
                .points
                .into_iter()
                .map(|(_, graded)| graded)
                .collect(),
        };
        let student = StudentName::of(&result.student);
        let name = student.name.clone();
        let answers = self.students.entry(student).or_default();
        // Nobody knows whether two without a name are one.
        let before = answers
            .iter_mut()
            .find(|before| !name.is_empty() && before.question == question);
        let Some(before) = before else {
            answers.push(answered);
            return Ok(Added::Counted);
        };
        self.replaced += 1;
        let earlier = std::mem::replace(before, answered);
        Ok(Added::InPlaceOf {
            student: name,
            question: self.questions[question].title(),
            line: earlier.line,
        })
    }

    fn question_of(&mut self, result: &read::ResultRead) -> Result<usize, NotAResult> {
        let key = (result.question.clone(), result.bank.clone());
        if let Some(&known) = self.known.get(&key) {
            let texts = result.points.iter().map(|(text, _)| text);
            return if self.questions[known].points.iter().eq(texts) {
                Ok(known)
            } else {
                Err(NotAResult::OtherPoints)
            };
        }
        self.questions.push(Question {
            id: Some(QuestionId::new(key.0.as_str())).filter(|id| !id.as_str().is_empty()),
            bank: key.1.clone(),
            wording: None,
            points: result.points.iter().map(|(text, _)| text.clone()).collect(),
            beliefs: Vec::new(),
        });
        self.known.insert(key, self.questions.len() - 1);
        Ok(self.questions.len() - 1)
    }
}

impl StudentName {
    /// The name on one line, without what would hide or turn its letters.
    fn of(name: &str) -> Self {
        let name = visible_line(name);
        Self {
            lower_case: name.to_lowercase(),
            name,
        }
    }

    fn shown(&self) -> &str {
        if self.name.is_empty() {
            "No name given"
        } else {
            &self.name
        }
    }
}

impl Question {
    /// Its short name.
    fn title(&self) -> String {
        match &self.id {
            Some(id) => visible_line(&title_of(id)),
            None => visible_line(&format!("a question of its own ({:.8})", self.bank)),
        }
    }

    /// Its topic in words; empty where it has none.
    fn topic(&self) -> String {
        let topic = self.id.as_ref().map_or("", QuestionId::topic);
        visible_line(&topic.replace('-', " "))
    }
}
