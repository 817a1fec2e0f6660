//! From text to words that can be compared: cut, normalize, stem, find clauses, mark what is denied. Pure, and it
//! cannot fail. What the words earn is for `grading`.

mod analysis;
mod distance;
mod normalize;
mod polarity;
mod span;
mod spoken_names;
mod stem;
mod tokenize;
mod word_order;
mod words;

#[cfg(test)]
mod tests;

pub use analysis::{Analysis, Token, analyze, plain_words};
pub use distance::{TrigramSet, is_typo_of, trigram_recall, trigrams, trigrams_in_order};
pub use span::Span;
pub use stem::stem;
pub use word_order::{neighbour_classes, usual_order};
pub use words::{WordList, is_auxiliary, is_function_word, is_pronoun, starts_clause};
