//! Meaning, not mention: what happens to the grades of the bank's model answers when what they say is turned round,
//! jumbled, faked or only worded otherwise. Each test prints its rates (`cargo test --test meaning -- --nocapture`);
//! docs/grading.md quotes them.

#![allow(clippy::print_stdout, reason = "the rates are what people run it for")]

mod crossing;
mod exam;
mod gaming;
mod negation;
mod own_words;
mod rewording;
mod swapping;
mod transcript;
