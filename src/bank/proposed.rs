//! What a language model proposes for a rubric, in the rubric's file. Nothing grades by it.

use serde::{Deserialize, Serialize};

use super::file::{KeyPointFile, MisconceptionFile, one};

/// What a language model proposed and no author has confirmed yet.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct ProposedFile {
    /// The model, the prompt's version, and the day.
    #[serde(default)]
    pub by: String,
    /// Key points. One that is right moves up to `[[key_points]]`, without its `quotes`.
    #[serde(default)]
    pub key_points: Vec<ProposedPointFile>,
    /// Misconceptions. One that is right moves up to `[[misconceptions]]`.
    #[serde(default)]
    pub misconceptions: Vec<MisconceptionFile>,
}

/// A key point that a language model proposed.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct ProposedPointFile {
    /// Unique within the rubric.
    #[serde(default)]
    pub id: String,
    /// The point as a sentence.
    pub statement: String,
    /// Relative weight; 1 when absent.
    #[serde(default = "one")]
    #[cfg_attr(test, schemars(extend("exclusiveMinimum" = 0, "maximum" = 1000)))]
    pub weight: f64,
    /// Whether it is essential.
    #[serde(default)]
    pub essential: bool,
    /// Ways of saying it.
    #[serde(default)]
    pub patterns: Vec<String>,
    /// The words of the model answer that it was taken from.
    #[serde(default)]
    pub quotes: Vec<String>,
}

impl ProposedFile {
    /// How many key points and misconceptions wait for the author.
    pub const fn waiting(&self) -> usize {
        self.key_points.len() + self.misconceptions.len()
    }
}

impl ProposedPointFile {
    /// The key point that it becomes when an author confirms it.
    pub fn into_key_point(self) -> KeyPointFile {
        KeyPointFile {
            id: self.id,
            statement: self.statement,
            weight: self.weight,
            essential: self.essential,
            subject: None,
            patterns: self.patterns,
            wrong: Vec::new(),
            probe: None,
        }
    }
}
