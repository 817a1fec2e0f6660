//! The shapes of rows and of the JSON in them. Core types know nothing of serde.

use serde::{Deserialize, Serialize};

use crate::assessment::{Medium, QuestionId};
use crate::grading::{
    Arithmetic, Confidence, Evidence, Grade, HeldMisconception, KeyPointGrade, Method, Score, Step,
    Verdict,
};
use crate::text::Span;

/// What is kept of a session when it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    /// `practice`, `review` or `interview`.
    pub mode: String,
    /// The questions, in the order of asking; of an interview the pool that it chooses from.
    pub plan: Vec<QuestionId>,
    /// What the questions were chosen by.
    pub seed: u64,
    /// What else is needed to go on with it.
    pub options: SessionOptions,
}

/// What is needed to go on with a session under the same rules.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionOptions {
    /// Probes a question at most, on a terminal.
    pub probes: u8,
    /// Whether probes were asked for by name, so that they are put through a pipe too.
    #[serde(default)]
    pub probes_asked: bool,
    /// Whether the first question of the plan is a warm-up.
    #[serde(default)]
    pub warm_up: bool,
    /// Whether each score is guessed before it is shown, on a terminal.
    #[serde(default)]
    pub estimate: bool,
    /// Whether guesses were asked for by name, so that they are read through a pipe too.
    #[serde(default)]
    pub estimate_asked: bool,
    /// Whether words stand in place of scores.
    #[serde(default)]
    pub calm: bool,
    /// Bank folders beside the built-in one.
    #[serde(default)]
    pub bank: Vec<String>,
    /// Bank folders instead of the built-in one.
    #[serde(default)]
    pub only_bank: Vec<String>,
    /// Of an interview: how many questions it asks at most. Its plan is the pool that it chooses from.
    #[serde(default)]
    pub count: Option<usize>,
    /// Of an interview: how many minutes it takes, if that is limited.
    #[serde(default)]
    pub minutes: Option<u16>,
}

/// Where a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// A program runs it, or was interrupted.
    Running,
    /// It was left, to go on later.
    Paused,
    /// Every question was asked.
    Finished,
}

impl State {
    /// The name in the store and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Finished => "finished",
        }
    }

    /// The state of that name; the store allows no other.
    pub(super) fn of(name: &str) -> Self {
        [Self::Paused, Self::Finished]
            .into_iter()
            .find(|state| state.name() == name)
            .unwrap_or(Self::Running)
    }
}

/// A session that can be gone on with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// Its number.
    pub session: i64,
    /// Its mode.
    pub mode: String,
    /// When it began.
    pub started_at: jiff::Timestamp,
    /// How many questions it has, without a warm-up; none where its time decides.
    pub planned: Option<usize>,
    /// How many of them were tried.
    pub tried: usize,
    /// Whether it was left on purpose, or its program died.
    pub paused: bool,
}

impl Unfinished {
    /// Whether there is something to go on with: who left before the first answer left nothing.
    pub const fn is_begun(&self) -> bool {
        self.tried > 0 || !self.paused
    }
}

pub(super) fn medium_of(name: &str) -> Medium {
    if name == "spoken" {
        Medium::Spoken
    } else {
        Medium::Typed
    }
}

/// A grade as it is stored.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct GradeRecord {
    score: f64,
    confidence: f64,
    key_points: Vec<KeyPointRecord>,
    misconceptions: Vec<MisconceptionRecord>,
    earned: f64,
    possible: f64,
    reference: Option<f64>,
    steps: Vec<(String, f64)>,
    #[serde(default)]
    notes: Vec<String>,
}

/// A verdict as it is stored.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct KeyPointRecord {
    id: String,
    statement: String,
    weight: f64,
    essential: bool,
    verdict: String,
    credit: f64,
    why: String,
    evidence: Vec<EvidenceRecord>,
}

#[derive(Debug, Serialize, Deserialize)]
struct MisconceptionRecord {
    id: String,
    belief: String,
    correction: String,
    penalty: f64,
    evidence: Vec<EvidenceRecord>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct EvidenceRecord {
    start: usize,
    end: usize,
    text: String,
    method: String,
}

impl GradeRecord {
    pub(super) fn of(grade: &Grade) -> Self {
        Self {
            score: grade.score.points(),
            confidence: grade.confidence.value(),
            key_points: grade.key_points.iter().map(KeyPointRecord::of).collect(),
            misconceptions: grade
                .misconceptions
                .iter()
                .map(|held| MisconceptionRecord {
                    id: held.id.clone(),
                    belief: held.belief.clone(),
                    correction: held.correction.clone(),
                    penalty: held.penalty,
                    evidence: held.evidence.iter().map(EvidenceRecord::of).collect(),
                })
                .collect(),
            earned: grade.arithmetic.earned,
            possible: grade.arithmetic.possible,
            reference: grade.arithmetic.reference,
            steps: grade
                .arithmetic
                .steps
                .iter()
                .map(|step| (step.reason.clone(), step.score))
                .collect(),
            notes: grade.notes.clone(),
        }
    }

    pub(super) fn into_grade(self) -> Option<Grade> {
        Some(Grade {
            score: Score::new(self.score),
            confidence: Confidence::new(self.confidence),
            key_points: self
                .key_points
                .into_iter()
                .map(KeyPointRecord::into_key_point)
                .collect::<Option<_>>()?,
            misconceptions: self
                .misconceptions
                .into_iter()
                .map(|held| {
                    Some(HeldMisconception {
                        id: held.id,
                        belief: held.belief,
                        correction: held.correction,
                        penalty: held.penalty,
                        evidence: evidence_of(held.evidence)?,
                    })
                })
                .collect::<Option<_>>()?,
            arithmetic: Arithmetic {
                earned: self.earned,
                possible: self.possible,
                reference: self.reference,
                steps: self
                    .steps
                    .into_iter()
                    .map(|(reason, score)| Step { reason, score })
                    .collect(),
            },
            notes: self.notes,
        })
    }
}

impl KeyPointRecord {
    pub(super) fn of(point: &KeyPointGrade) -> Self {
        Self {
            id: point.id.clone(),
            statement: point.statement.clone(),
            weight: point.weight,
            essential: point.essential,
            verdict: point.verdict.name().to_owned(),
            credit: point.credit,
            why: point.why.clone(),
            evidence: point.evidence.iter().map(EvidenceRecord::of).collect(),
        }
    }

    pub(super) fn into_key_point(self) -> Option<KeyPointGrade> {
        Some(KeyPointGrade {
            id: self.id,
            statement: self.statement,
            weight: self.weight,
            essential: self.essential,
            verdict: [
                Verdict::Met,
                Verdict::Partial,
                Verdict::Missing,
                Verdict::Contradicted,
            ]
            .into_iter()
            .find(|verdict| verdict.name() == self.verdict)?,
            credit: self.credit,
            why: self.why,
            evidence: evidence_of(self.evidence)?,
        })
    }
}

impl EvidenceRecord {
    pub(super) fn read(self) -> Option<Evidence> {
        Some(Evidence {
            span: Span::new(self.start, self.end),
            text: self.text,
            method: [Method::Phrase, Method::Coverage, Method::Quoted]
                .into_iter()
                .find(|method| method.name() == self.method)?,
        })
    }

    pub(super) fn of(evidence: &Evidence) -> Self {
        Self {
            start: evidence.span.start,
            end: evidence.span.end,
            text: evidence.text.clone(),
            method: evidence.method.name().to_owned(),
        }
    }
}

fn evidence_of(records: Vec<EvidenceRecord>) -> Option<Vec<Evidence>> {
    records.into_iter().map(EvidenceRecord::read).collect()
}
