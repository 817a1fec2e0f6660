//! A learner's own phrases: words by which they overruled a verdict, kept as patterns of the rubric's own notation. What they
//! say of an answer is worked out beside its grade, by the grade's own arithmetic, and never in it.

mod phrase;
mod ready;
#[cfg(test)]
mod tests;

pub use phrase::{Refusal, Said, phrase_of, usual_words};

use super::grade::{Confidence, Evidence, Grade, Score, Verdict};
use super::probe::{allow, recover};
use super::rescore::rescore;
use super::{Prepared, grade};
use crate::assessment::{Answer, Rubric};
use ready::{Ready, overlaps};

/// What a verdict is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// A key point, by its id.
    KeyPoint(String),
    /// A misconception, by its id.
    Misconception(String),
}

impl Claim {
    /// The claim of that kind (`key_point` or `misconception`).
    pub fn of(kind: &str, id: &str) -> Option<Self> {
        match kind {
            "key_point" => Some(Self::KeyPoint(id.to_owned())),
            "misconception" => Some(Self::Misconception(id.to_owned())),
            _ => None,
        }
    }

    /// The kind, in the store and in JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::KeyPoint(_) => "key_point",
            Self::Misconception(_) => "misconception",
        }
    }

    /// The id in the rubric.
    pub fn id(&self) -> &str {
        match self {
            Self::KeyPoint(id) | Self::Misconception(id) => id,
        }
    }

    /// Its place among the rubric's points or misconceptions; none where it has left the rubric.
    fn place(&self, rubric: &Rubric) -> Option<usize> {
        match self {
            Self::KeyPoint(id) => rubric.key_points.iter().position(|point| point.id == *id),
            Self::Misconception(id) => rubric.misconceptions.iter().position(|m| m.id == *id),
        }
    }

    /// The point or belief as a sentence; none where it has left the rubric.
    pub fn statement<'a>(&self, rubric: &'a Rubric) -> Option<&'a str> {
        let place = self.place(rubric)?;
        Some(match self {
            Self::KeyPoint(_) => &rubric.key_points[place].statement,
            Self::Misconception(_) => &rubric.misconceptions[place].belief,
        })
    }
}

/// A learner's own phrase: of a key point another way of saying it, of a misconception words that do not show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// What it is about.
    pub claim: Claim,
    /// The words as they stood in an answer.
    pub words: String,
    /// The pattern that was made of them, in the rubric's notation.
    pub pattern: String,
}

/// What phrases make of a grade.
#[derive(Debug, Clone, PartialEq)]
pub struct Adjusted {
    /// The score with the verdicts that they overrule, 0 to 100.
    pub score: Score,
    /// The verdicts that they overrule, in the rubric's order, points first.
    pub overruled: Vec<Overruled>,
    /// The phrases that can't be applied: what they are about has left the rubric.
    pub gone: Vec<Phrase>,
}

/// A verdict that a phrase overrules.
#[derive(Debug, Clone, PartialEq)]
pub struct Overruled {
    /// The phrase.
    pub phrase: Phrase,
    /// The point or belief as a sentence.
    pub statement: String,
    /// The verdict of the grade, which stands: `missing`, `partial`, `contradicted`, or `held`.
    pub verdict: &'static str,
    /// The words of the answer, or of the answer to a follow-up.
    pub evidence: Evidence,
    /// The words stand in the answer to this follow-up, from 0.
    pub probe: Option<usize>,
}

/// What these phrases make of the grade of an answer and of its follow-ups, each with the place of the point that it asked
/// for; none where they change nothing of it and none of them is gone.
pub fn adjust(
    prepared: &Prepared,
    phrases: &[Phrase],
    answer: &Answer,
    probes: &[(usize, &Answer)],
) -> Option<Adjusted> {
    let ready = Ready::of(prepared, phrases);
    let gone = ready.gone();
    if phrases.is_empty() {
        return None;
    }
    let (rulings, mut overruled) = ready.rulings(answer);
    let rescored = rescore(prepared, answer, &rulings);
    // What says nothing as a whole earns nothing by a phrase either.
    overruled.retain(|found| match &found.phrase.claim {
        claim @ Claim::KeyPoint(_) => claim
            .place(&prepared.rubric)
            .is_some_and(|place| rescored.key_points[place].verdict == Verdict::Met),
        Claim::Misconception(_) => true,
    });
    let mut grade = Grade {
        score: rescored.score,
        confidence: Confidence::new(0.0),
        key_points: rescored.key_points,
        misconceptions: rescored.misconceptions,
        arithmetic: rescored.arithmetic,
        notes: Vec::new(),
    };
    for (number, (index, said)) in probes.iter().enumerate() {
        if *index >= grade.key_points.len() {
            continue;
        }
        let before = grade.key_points[*index].verdict;
        grade = recover(prepared, &grade, *index, said).after;
        if grade.key_points[*index].verdict == Verdict::Met {
            continue;
        }
        if let Some((phrase, evidence)) = ready.said_in_probe(*index, said) {
            grade = allow(&grade, *index, evidence.clone());
            overruled.push(Overruled {
                phrase: phrases[phrase].clone(),
                statement: grade.key_points[*index].statement.clone(),
                verdict: before.name(),
                evidence,
                probe: Some(number),
            });
        }
    }
    (!overruled.is_empty() || !gone.is_empty()).then_some(Adjusted {
        score: grade.score,
        overruled,
        gone,
    })
}

/// The verdict on a claim in a grade that can be overruled, with the words that it rests on: of a point one that is not met, of
/// a belief one that is held.
pub fn to_overrule<'a>(grade: &'a Grade, claim: &Claim) -> Option<(&'static str, &'a [Evidence])> {
    match claim {
        Claim::KeyPoint(id) => {
            let mut points = grade.key_points.iter();
            let point = points.find(|point| point.id == *id && point.verdict != Verdict::Met)?;
            Some((point.verdict.name(), &point.evidence))
        }
        Claim::Misconception(id) => {
            let held = grade.misconceptions.iter().find(|held| held.id == *id)?;
            Some(("held", &held.evidence))
        }
    }
}

/// What of a grade can be overruled, in the order of its numbers: the points that are not met, then the beliefs held.
pub fn disputable(grade: &Grade) -> Vec<Claim> {
    let points = (grade.key_points.iter())
        .filter(|point| point.verdict != Verdict::Met)
        .map(|point| Claim::KeyPoint(point.id.clone()));
    let beliefs = (grade.misconceptions.iter()).map(|held| Claim::Misconception(held.id.clone()));
    points.chain(beliefs).collect()
}

/// Whether a sample of the rubric that is no answer would gain by a phrase: a point that it does not make, or a belief that it
/// shows.
fn gains_in_sample(prepared: &Prepared, phrase: &Phrase, sample: &str) -> bool {
    let answer = Answer::typed(sample);
    let gained = adjust(prepared, std::slice::from_ref(phrase), &answer, &[]);
    let local = grade(prepared, &answer);
    gained.is_some_and(|gained| !gained.overruled.is_empty() && gained.score >= local.score)
}
