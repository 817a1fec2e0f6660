//! The questions and their rubrics: the embedded bank, folders that add to it or override it, and the linter.

mod canonical;
mod embedded;
mod file;
pub mod lint;
mod load;
mod place;
mod read;

pub use file::{QuestionFile, RubricFile};
pub use load::{Bank, Entry, Item};
pub use place::Place;
pub use read::{Problem, rubric_from_json, rubric_from_toml};
