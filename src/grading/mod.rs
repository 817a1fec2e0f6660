//! From an answer to a grade, in four steps: evidence, verdicts, score, feedback. Pure: same values in, same grade out.

mod grade;

pub use grade::{
    Arithmetic, Band, Confidence, ENGINE_VERSION, Evidence, Grade, HeldMisconception,
    KeyPointGrade, Method, Score, Step, Verdict,
};

use crate::assessment::{Answer, Lexicon, Rubric};

/// A rubric made ready for grading: compile once, grade many.
#[derive(Debug, Clone)]
pub struct Prepared {
    rubric: Rubric,
}

impl Prepared {
    /// The rubric it was made from.
    pub fn rubric(&self) -> &Rubric {
        &self.rubric
    }
}

/// A pattern or concept that can't be read, or can never match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternProblem {
    /// The path of keys to the pattern in the rubric file, such as `key_points`, `2`, `patterns`, `0`.
    pub keys: Vec<String>,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// Compiles a rubric. `prompt` is what is asked (with its code), so that an echo of it earns nothing. Patterns with
/// problems are left out of the result.
pub fn prepare(
    rubric: &Rubric,
    prompt: &str,
    lexicon: &Lexicon,
) -> (Prepared, Vec<PatternProblem>) {
    let _ = (prompt, lexicon);
    (
        Prepared {
            rubric: rubric.clone(),
        },
        Vec::new(),
    )
}

/// Grades an answer.
pub fn grade(prepared: &Prepared, answer: &Answer) -> Grade {
    let _ = answer;
    Grade {
        score: Score::new(0.0),
        confidence: Confidence::new(0.5),
        key_points: prepared
            .rubric
            .key_points
            .iter()
            .map(|point| KeyPointGrade {
                id: point.id.clone(),
                statement: point.statement.clone(),
                weight: point.weight,
                essential: point.essential,
                verdict: Verdict::Missing,
                credit: 0.0,
                why: "not mentioned".to_owned(),
                evidence: Vec::new(),
            })
            .collect(),
        misconceptions: Vec::new(),
        arithmetic: Arithmetic {
            earned: 0.0,
            possible: 1.0,
            reference: None,
            steps: Vec::new(),
        },
        notes: Vec::new(),
    }
}

/// What a second answer, to a probe for one key point, made of a grade.
#[derive(Debug, Clone, PartialEq)]
pub struct Recovery {
    /// The point after the second answer; its evidence points into the second answer.
    pub key_point: KeyPointGrade,
    /// The grade with that point's verdict replaced if it is better, and the score that follows. The evidence of
    /// that point points into the second answer.
    pub after: Grade,
}

/// Grades the answer to a probe for the key point at `index`.
pub fn recover(prepared: &Prepared, before: &Grade, index: usize, answer: &Answer) -> Recovery {
    let _ = (prepared, answer);
    Recovery {
        key_point: before.key_points[index].clone(),
        after: before.clone(),
    }
}

/// The key point most worth asking about again: the heaviest essential, contradicted, missing or partial one that has a
/// probe and is not in `asked`.
pub fn next_probe(prepared: &Prepared, grade: &Grade, asked: &[usize]) -> Option<usize> {
    let _ = (prepared, grade, asked);
    None
}

/// Drafts a rubric from a reference answer, for a request that has no authored one.
pub fn draft_rubric(prompt: &str, reference: &str) -> Rubric {
    let _ = prompt;
    Rubric {
        reference: reference.to_owned(),
        ..Rubric::default()
    }
}

/// What to tell the candidate after a grade.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Feedback {
    /// One or two sentences: what to say next time.
    pub next_time: Vec<String>,
}

/// What to tell the candidate after a grade.
pub fn feedback(grade: &Grade) -> Feedback {
    let _ = grade;
    Feedback::default()
}
