//! What grading returns: verdicts with their evidence, the score, and its arithmetic. Plain data; others print it.

use std::fmt;

use crate::text::Span;

/// The version of the grading engine, stored with every grade. A change that can move a score raises it.
pub const ENGINE_VERSION: &str = "1.5.0";

/// A score of 0 to 100, rounded to one decimal.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Score(f64);

impl Score {
    /// The nearest score: clamped to 0..100 and rounded to one decimal. Not a number becomes 0.
    pub fn new(points: f64) -> Self {
        if points.is_nan() {
            return Self(0.0);
        }
        Self((points.clamp(0.0, 100.0) * 10.0).round() / 10.0)
    }

    /// Points of 100.
    pub const fn points(self) -> f64 {
        self.0
    }

    /// The band it falls in.
    pub fn band(self) -> Band {
        Band::of(self)
    }

    /// The mean of scores; none without any.
    pub fn mean(scores: impl IntoIterator<Item = Self>) -> Option<Self> {
        let (mut sum, mut count) = (0.0, 0);
        for score in scores {
            sum += score.0;
            count += 1;
        }
        (count > 0).then(|| Self::new(sum / f64::from(count)))
    }
}

/// A score as people read it: whole points, rounded down, so that a number never looks like the next band's.
pub fn whole_points(score: Score) -> String {
    score.0.floor().to_string()
}

/// A grade's band, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band {
    /// From 85.
    Strong,
    /// From 65.
    Solid,
    /// From 40.
    Partial,
    /// From 15.
    Weak,
    /// Below 15.
    None,
}

impl Band {
    /// All of them, best first.
    pub const ALL: [Self; 5] = [
        Self::Strong,
        Self::Solid,
        Self::Partial,
        Self::Weak,
        Self::None,
    ];

    /// The points from which on it is given.
    pub const fn from(self) -> f64 {
        match self {
            Self::Strong => 85.0,
            Self::Solid => 65.0,
            Self::Partial => 40.0,
            Self::Weak => 15.0,
            Self::None => 0.0,
        }
    }

    /// The band of a score.
    pub fn of(score: Score) -> Self {
        let given = Self::ALL
            .into_iter()
            .find(|band| score.points() >= band.from());
        given.unwrap_or(Self::None)
    }

    /// Whether it is solid at least: the question need not be repeated.
    pub const fn is_solid(self) -> bool {
        matches!(self, Self::Strong | Self::Solid)
    }

    /// The name in cards and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Solid => "solid",
            Self::Partial => "partial",
            Self::Weak => "weak",
            Self::None => "none",
        }
    }
}

impl fmt::Display for Band {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How much a grade is to be trusted, 0 to 1, rounded to two decimals.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Confidence(f64);

impl Confidence {
    /// The nearest confidence.
    pub fn new(value: f64) -> Self {
        Self((value.clamp(0.0, 1.0) * 100.0).round() / 100.0)
    }

    /// 0 to 1.
    pub const fn value(self) -> f64 {
        self.0
    }

    /// Below this a grade is worth a second look.
    pub fn is_low(self) -> bool {
        self.0 < 0.65
    }
}

/// What an answer says of a key point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Said.
    Met,
    /// Said in part, or nearly.
    Partial,
    /// Not said.
    Missing,
    /// The opposite was said.
    Contradicted,
}

impl Verdict {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Partial => "partial",
            Self::Missing => "missing",
            Self::Contradicted => "contradicted",
        }
    }
}

/// How a piece of evidence was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Method {
    /// By a pattern of the rubric.
    Phrase,
    /// By the words of the statement itself.
    Coverage,
    /// By someone else, who quoted them.
    Quoted,
}

impl Method {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Phrase => "phrase",
            Self::Coverage => "coverage",
            Self::Quoted => "quoted",
        }
    }
}

/// The very words that earned or lost something.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Evidence {
    /// Where they stand in the answer.
    pub span: Span,
    /// The words: `answer[span]`.
    pub text: String,
    /// How they were found.
    pub method: Method,
}

/// The verdict on one key point.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct KeyPointGrade {
    /// The point's id.
    pub id: String,
    /// The point as a sentence.
    pub statement: String,
    /// Its weight in the rubric.
    pub weight: f64,
    /// Whether it is essential.
    pub essential: bool,
    /// What the answer says of it.
    pub verdict: Verdict,
    /// Share of the weight earned, 0 to 1.
    pub credit: f64,
    /// Why, in a few words for the candidate.
    pub why: String,
    /// The words it rests on.
    pub evidence: Vec<Evidence>,
}

/// A wrong belief that the answer shows.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct HeldMisconception {
    /// The misconception's id.
    pub id: String,
    /// The belief.
    pub belief: String,
    /// What is true instead.
    pub correction: String,
    /// Points of 100 the rubric asks for it.
    pub penalty: f64,
    /// The words that show it.
    pub evidence: Vec<Evidence>,
}

/// How a score came about, for `/why`. The steps, in order, lead from 0 to the score.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Arithmetic {
    /// Sum of the weights met, partial ones by their share.
    pub earned: f64,
    /// Sum of all weights.
    pub possible: f64,
    /// Share of the short full answer's ideas that the answer covers, 0 to 1; none without a reference.
    pub reference: Option<f64>,
    /// Each step that moved the score: its name, and the score after it.
    pub steps: Vec<Step>,
}

/// One step of the arithmetic.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Step {
    /// What was looked at, as a sentence for the candidate.
    pub reason: String,
    /// The score after this step, 0 to 100.
    pub score: f64,
}

/// A grade: verdicts, held beliefs, score, and how it came about.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Grade {
    /// 0 to 100.
    pub score: Score,
    /// How much to trust it.
    pub confidence: Confidence,
    /// One for each key point of the rubric, in its order.
    pub key_points: Vec<KeyPointGrade>,
    /// The misconceptions held, in the rubric's order.
    pub misconceptions: Vec<HeldMisconception>,
    /// How the score came about.
    pub arithmetic: Arithmetic,
    /// What the candidate should know about this grade besides: "this does not look like English", ...
    pub notes: Vec<String>,
}

impl Grade {
    /// The band of the score.
    pub fn band(&self) -> Band {
        self.score.band()
    }
}
