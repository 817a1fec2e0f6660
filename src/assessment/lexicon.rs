//! The shared concepts: how people say a thing, in jargon and in plain words.

use std::collections::BTreeMap;

/// Concept name to its sayings, each in the notation of a pattern's alternative (`docs/authoring.md`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lexicon {
    concepts: BTreeMap<String, Vec<String>>,
}

impl Lexicon {
    /// Adds sayings to a concept, making it if it is new.
    pub fn add(&mut self, concept: &str, sayings: impl IntoIterator<Item = String>) {
        self.concepts
            .entry(concept.to_owned())
            .or_default()
            .extend(sayings);
    }

    /// The sayings of a concept.
    pub fn sayings(&self, concept: &str) -> Option<&[String]> {
        self.concepts.get(concept).map(Vec::as_slice)
    }

    /// All concepts, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.concepts
            .iter()
            .map(|(name, sayings)| (name.as_str(), sayings.as_slice()))
    }
}
