//! The questions and their rubrics: the embedded bank, folders that add to it or override it, and the linter.

mod canonical;
mod embedded;
mod file;
pub mod lint;
mod load;
mod place;

pub use file::{QuestionFile, RubricFile};
pub use load::{Bank, Entry, Item, Problem};
pub use place::Place;
