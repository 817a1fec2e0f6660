//! The nouns of an examination: question, rubric, key point, misconception, answer.
//! Plain values; nothing here reads, matches or grades.

mod answer;
mod id;
mod lexicon;
mod question;
mod rubric;

pub use answer::{Answer, Medium};
pub use id::{QuestionId, SourceId};
pub use lexicon::Lexicon;
pub use question::{Kind, Level, Question};
pub use rubric::{KeyPoint, MarkedSample, Misconception, Rubric};
