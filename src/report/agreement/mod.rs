//! How far grades agree with the marks of readers, in figures, and what an author can do about it: questions, key points,
//! answers and patterns that a look is worth. Pure functions of marked answers with their grades.

mod case;
mod details;
mod figures;
mod kappa;
mod patterns;
mod phrases;
mod points;
mod questions;
#[cfg(test)]
mod tests;
mod worst;

pub use case::{Case, Graded};
pub use details::Details;
pub use figures::{Agreement, Counts, KindMeans, Marked};
pub use patterns::{FiringPattern, PatternFigures, RubricPattern};
pub use phrases::Suggestion;
pub use points::{Discrimination, PointFigures, Verdicts};
pub use questions::QuestionFigures;
pub use worst::{Missed, Said, TakenOff, Wrongest};
