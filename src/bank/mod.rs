//! The questions and their rubrics: the embedded bank, folders that add to it or override it, new ones and those of lists
//! that people have, and the linter.

pub mod author;
mod canonical;
mod embedded;
mod file;
#[deny(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros
)]
pub mod import;
pub mod lint;
mod load;
mod place;
mod proposed;
mod read;
#[cfg(test)]
mod schema;

pub use file::{KeyPointFile, MisconceptionFile, QuestionFile, RubricFile};
pub use load::{Bank, Entry, Item};
pub use place::Place;
pub use proposed::{ProposedFile, ProposedPointFile};
pub use read::{Problem, rubric_from_json, rubric_from_toml};
