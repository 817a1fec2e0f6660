//! From text to words that can be compared: cut, normalize, stem, find clauses (inferred where nothing marks them), mark what is denied. Pure, and it
//! cannot fail. What the words earn is for `grading`. Beside it: how an answer was given, what no reader can see, and wording
//! that outputs share.

mod analysis;
mod clause_ends;
mod delivery;
mod distance;
mod normalize;
mod polarity;
mod repair;
mod span;
mod spoken_names;
mod stem;
mod tokenize;
mod visible;
mod word_order;
mod wording;
mod words;

#[cfg(test)]
mod tests;

pub use analysis::{Analysis, Token, analyze, analyze_run_on, plain_words};
pub use clause_ends::{Mark, gap_features, is_grammar, marked_words};
pub use delivery::{
    Delivery, FILLER_CAVEAT, Length, SpokenDelivery, TimedWord, TypedDelivery, USUAL_PACE,
    counted_phrase, spoken_delivery, typed_delivery,
};
pub use distance::{Trigram, TrigramSet, is_typo_of, trigram_recall, trigrams, trigrams_in_order};
pub use span::Span;
pub use spoken_names::spoken_form;
pub use stem::stem;
pub use visible::is_invisible;
pub use word_order::{neighbour_classes, usual_order};
pub use wording::{capitalized, count};
pub use words::{
    WordList, WordTable, function_words, is_auxiliary, is_function_word, is_pronoun, starts_clause,
};
