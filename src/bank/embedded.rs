//! The bank that is part of the program.

/// A question and rubric as text, with what choosing a question needs.
pub(super) struct EmbeddedItem {
    pub(super) id: &'static str,
    pub(super) level: &'static str,
    pub(super) kind: &'static str,
    pub(super) minutes: u8,
    pub(super) sources: &'static [&'static str],
    pub(super) variant_of: Option<&'static str>,
    pub(super) question: &'static str,
    pub(super) rubric: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/bank.rs"));
