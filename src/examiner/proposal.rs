//! A rubric that a model proposes, as data: what is kept, what is not and why.

use thiserror::Error;

/// What a model proposes, as far as it can be a rubric.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RubricProposal {
    /// 1 to 8 key points, in the model's order.
    pub points: Vec<ProposedPoint>,
    /// Beliefs that the model answer does not hold itself.
    pub misconceptions: Vec<ProposedBelief>,
    /// What is not kept, and why.
    pub refused: Vec<Refused>,
}

/// A key point that a model proposes.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposedPoint {
    /// The point as a sentence, on one line.
    pub statement: String,
    /// 1 to 3.
    pub weight: f64,
    /// Whether it is essential.
    pub essential: bool,
    /// Ways of saying it; each can be read.
    pub patterns: Vec<String>,
    /// Words of the model answer that say it, as they stand there: one at least.
    pub quotes: Vec<String>,
}

/// A misconception that a model proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedBelief {
    /// The belief, on one line.
    pub belief: String,
    /// What is true instead.
    pub correction: String,
    /// Ways of saying it; each can be read.
    pub patterns: Vec<String>,
}

/// Something of a reply that is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its beginning, on one line.
    pub what: String,
    /// Why.
    pub why: WhyRefused,
}

/// Why something of a reply is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WhyRefused {
    /// It quotes nothing that stands in the model answer.
    #[error("what it quotes is not in the answer")]
    NotInAnswer,
    /// It is no sentence of the length of one.
    #[error("it is no short statement")]
    NoStatement,
    /// It is there already.
    #[error("it is there twice")]
    Repeated,
    /// There are enough already.
    #[error("there are enough without it")]
    TooMany,
    /// By the grader, the model answer holds that belief itself.
    #[error("the answer itself says so")]
    HeldByAnswer,
    /// A pattern that can't be read, or is a single word.
    #[error("it can't be used as a pattern")]
    NoPattern,
}

/// A reply that proposes no rubric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoProposal {
    /// No object.
    #[error("it holds no JSON object")]
    NoJson,
    /// An object that never ends.
    #[error("its JSON breaks off")]
    BrokenOff,
    /// Objects, but none with key points.
    #[error("its JSON has no list `key_points`")]
    NoKeyPoints,
    /// Key points, but none that can be kept.
    #[error(
        "none of its key points has a short `statement` and `quotes` that stand in the model answer letter for letter"
    )]
    NothingStands,
    /// More than could be meant.
    #[error("it is far too long")]
    TooLong,
}
