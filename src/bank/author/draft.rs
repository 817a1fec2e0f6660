//! A question and the rubric that its answer gives: what an author begins with. The points are those that `grading` drafts
//! from a reference; nothing here is confirmed.

use crate::assessment::{Kind, Level, Lexicon};
use crate::bank::file::{KeyPointFile, QuestionFile, RubricFile};
use crate::bank::import::prose;
use crate::grading::{draft_rubric, suggest_patterns};

use super::id::point_id;
use super::toml_text;

/// More points than this nobody says in one breath.
const MOST_POINTS: usize = 8;
/// Up to so many words answer a question that asks for a fact.
const FACT_WORDS: usize = 6;

/// What is known of a new question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafting {
    /// What is asked.
    pub prompt: String,
    /// Code to look at.
    pub code: Option<String>,
    /// Its level.
    pub level: Level,
    /// Its kind; none: by the length of the answer.
    pub kind: Option<Kind>,
    /// The answer; empty where there is none.
    pub answer: String,
    /// Where it comes from, for the first line of the files.
    pub origin: String,
}

/// A question file and its rubric file, not yet written.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The question.
    pub question: QuestionFile,
    /// The rubric; without key points where there is no answer.
    pub rubric: RubricFile,
    /// Patterns that each point's words suggest. They are no part of the rubric: measured on the built-in bank's 2637 marked
    /// samples, rubrics drafted from the references agree less with readers when they grade by such patterns (0.51) than
    /// without (0.55), and reject 442 of 1187 good answers instead of 88.
    pub suggested: Vec<Vec<String>>,
    /// Where it comes from.
    pub origin: String,
}

impl Draft {
    /// The texts of the question file and of the rubric file.
    pub fn texts(&self) -> (String, String) {
        (toml_text::question(self), toml_text::rubric(self))
    }

    /// Whether there is an answer to grade by.
    pub fn has_points(&self) -> bool {
        !self.rubric.key_points.is_empty()
    }
}

/// Drafts the files of a question.
pub fn draft(drafting: &Drafting, lexicon: &Lexicon) -> Draft {
    let answer = drafting.answer.trim();
    let points = points(&drafting.prompt, answer);
    let words = answer.split_whitespace().count();
    let kind = drafting.kind.unwrap_or({
        if points.len() == 1 && words <= FACT_WORDS {
            Kind::Fact
        } else {
            Kind::Open
        }
    });
    let reference = match points.as_slice() {
        [] => answer.to_owned(),
        points => in_short(points),
    };
    let suggested = points
        .iter()
        .map(|point| suggest_patterns(&drafting.prompt, &point.statement, lexicon))
        .collect();
    Draft {
        question: QuestionFile {
            format: 1,
            prompt: drafting.prompt.trim().to_owned(),
            code: drafting.code.clone(),
            level: drafting.level.name().to_owned(),
            kind: kind.name().to_owned(),
            minutes: match (kind, drafting.level) {
                (Kind::Fact, _) => 1,
                (Kind::Open, Level::Advanced) => 3,
                (Kind::Open, _) => 2,
            },
            sources: Vec::new(),
            variant_of: None,
            hints: Vec::new(),
            // Without a point there is nothing to grade by; the answer waits in the rubric's reference.
            model_answer: if points.is_empty() {
                String::new()
            } else {
                answer.to_owned()
            },
            follow_ups: Vec::new(),
        },
        rubric: RubricFile {
            format: 1,
            drafted: true,
            reference,
            key_points: points,
            ..RubricFile::default()
        },
        suggested,
        origin: drafting.origin.clone(),
    }
}

/// The points of an answer, in its order: the first sentence, and those that say most.
fn points(prompt: &str, answer: &str) -> Vec<KeyPointFile> {
    let mut drafted = draft_rubric(prompt, &prose(answer)).key_points;
    if drafted.is_empty() {
        drafted = draft_rubric(prompt, answer).key_points;
    }
    // A term alone, a cell of a table: where there are sentences, they say it.
    let said: Vec<_> = drafted
        .iter()
        .filter(|point| point.weight >= 3.0)
        .cloned()
        .collect();
    if said.len() >= 3 {
        drafted = said;
    }
    let mut order: Vec<usize> = (0..drafted.len()).collect();
    order.sort_by(|&a, &b| {
        (a != 0)
            .cmp(&(b != 0))
            .then(drafted[b].weight.total_cmp(&drafted[a].weight))
            .then(a.cmp(&b))
    });
    order.truncate(MOST_POINTS);
    order.sort_unstable();
    let mut points: Vec<KeyPointFile> = Vec::with_capacity(order.len());
    for at in order {
        let point = &drafted[at];
        let id = point_id(&point.statement, |id| {
            points.iter().any(|other| other.id == id)
        });
        points.push(KeyPointFile {
            id,
            statement: point
                .statement
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            // By how much it says: 1 to 3, as authors weigh.
            weight: (point.weight / 2.0).round().clamp(2.0, 6.0) / 2.0,
            essential: false,
            subject: None,
            patterns: Vec::new(),
            wrong: Vec::new(),
            probe: None,
        });
    }
    points
}

/// The points as one text.
pub(super) fn in_short(points: &[KeyPointFile]) -> String {
    let sentences = points.iter().map(|point| ended(&point.statement));
    sentences.collect::<Vec<_>>().join(" ")
}

/// A statement as a sentence.
fn ended(statement: &str) -> String {
    if statement.ends_with(['.', '!', '?', ':']) {
        statement.to_owned()
    } else {
        format!("{statement}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drafted(prompt: &str, answer: &str) -> Draft {
        draft(
            &Drafting {
                prompt: prompt.to_owned(),
                code: None,
                level: Level::Beginner,
                kind: None,
                answer: answer.to_owned(),
                origin: String::new(),
            },
            &Lexicon::default(),
        )
    }

    #[test]
    fn an_answer_gives_points_and_its_code_none() {
        let draft = drafted(
            "What is a generator?",
            "A generator yields one value at a time.\n\nExample:\n\n```\ndef f():\n    yield 1\n```\n\n- It saves memory because nothing is stored.",
        );
        let points: Vec<_> = draft
            .rubric
            .key_points
            .iter()
            .map(|p| (p.id.as_str(), p.statement.as_str()))
            .collect();
        assert_eq!(
            points,
            [
                (
                    "generator-yields-value-time",
                    "A generator yields one value at a time"
                ),
                (
                    "saves-memory-nothing-stored",
                    "It saves memory because nothing is stored"
                ),
            ]
        );
        assert_eq!(
            draft.rubric.reference,
            "A generator yields one value at a time. It saves memory because nothing is stored."
        );
        assert!(draft.rubric.drafted && draft.question.model_answer.contains("yield 1"));
    }

    #[test]
    fn without_an_answer_there_is_nothing_to_grade_by() {
        let draft = drafted("What is a generator?", "");
        assert!(!draft.has_points());
        assert_eq!(
            (
                draft.question.model_answer.as_str(),
                draft.rubric.reference.as_str()
            ),
            ("", "")
        );
    }

    #[test]
    fn a_long_answer_gives_eight_points() {
        let answer = (0..30)
            .map(|n| format!("Sentence number{n} tells something about topic{n}. "))
            .collect::<String>();
        assert_eq!(
            drafted("What?", &answer).rubric.key_points.len(),
            MOST_POINTS
        );
    }

    #[test]
    fn the_kind_that_an_author_names_holds() {
        let drafting = Drafting {
            prompt: "Which is it?".to_owned(),
            code: None,
            level: Level::Advanced,
            kind: Some(Kind::Fact),
            answer: "It is the first one. It is never the second one.".to_owned(),
            origin: String::new(),
        };
        let question = draft(&drafting, &Lexicon::default()).question;
        assert_eq!((question.kind.as_str(), question.minutes), ("fact", 1));
    }

    #[test]
    fn a_short_answer_is_a_fact() {
        assert_eq!(
            drafted("Which keyword makes a generator?", "yield")
                .question
                .kind,
            "fact"
        );
        assert_eq!(
            drafted("Which is it?", "O(n)").rubric.key_points[0].statement,
            "O(n)"
        );
    }
}
