//! What a full answer holds, and what people get wrong. Patterns are kept in the notation of
//! `docs/authoring.md`; `grading` compiles them.

use std::collections::BTreeMap;

/// The rubric of one question.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rubric {
    /// A concise full-mark answer: the second witness beside the patterns. May be empty.
    pub reference: String,
    /// The things compared, each with the names people give it. Empty where nothing is compared.
    pub subjects: BTreeMap<String, Vec<String>>,
    /// Word lists of this rubric alone; they hide shared concepts of the same name.
    pub concepts: BTreeMap<String, Vec<String>>,
    /// What a full answer says.
    pub key_points: Vec<KeyPoint>,
    /// What people wrongly believe.
    pub misconceptions: Vec<Misconception>,
    /// Drafted by the program from an answer, and not yet confirmed by an author.
    pub drafted: bool,
    /// How many key points and misconceptions a language model proposed that the author has not looked at. They are no part
    /// of the rubric.
    pub waiting: usize,
    /// Answers with a reader's mark, replayed by `bank check`.
    pub samples: Vec<MarkedSample>,
}

/// One thing that a full answer says.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyPoint {
    /// Unique within the rubric.
    pub id: String,
    /// The point as a sentence that a person can read.
    pub statement: String,
    /// Its share of the whole, relative to the other points; above 0.
    pub weight: f64,
    /// Whether an answer without any such point is no answer.
    pub essential: bool,
    /// The subject it must be said of.
    pub subject: Option<String>,
    /// Ways of saying it. Empty: the statement's own words are looked for.
    pub patterns: Vec<String>,
    /// Ways of saying its opposite.
    pub wrong: Vec<String>,
    /// A question that invites this point without giving it away.
    pub probe: Option<String>,
}

/// A wrong belief that answers to this question show.
#[derive(Debug, Clone, PartialEq)]
pub struct Misconception {
    /// Unique within the rubric.
    pub id: String,
    /// The belief, as its holder would put it.
    pub belief: String,
    /// What is true instead, in a sentence or two that teach.
    pub correction: String,
    /// Points of 100 it costs: 40 to 50 fatal inversion, 25 to 30 wrong mechanism, 20 detail.
    pub penalty: f64,
    /// The subject it must be said of.
    pub subject: Option<String>,
    /// Ways of saying it. Empty: the belief's own words are looked for.
    pub patterns: Vec<String>,
}

/// An answer with a reader's mark.
#[derive(Debug, Clone, PartialEq)]
pub struct MarkedSample {
    /// What manner of answer it is: strong, plain, concise, partial, wrong, empty, ...
    pub kind: String,
    /// The reader's mark, 0 to 100.
    pub human: f64,
    /// The answer.
    pub answer: String,
}
