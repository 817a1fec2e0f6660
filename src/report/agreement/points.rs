//! Whether each key point tells good answers from poor ones.

use serde::Serialize;

use super::case::{Case, Graded};
use crate::grading::Verdict;

/// So many answers on a side at least, before a point is said to discriminate badly.
const ENOUGH: usize = 2;

/// The verdicts on one key point.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PointFigures {
    /// The question.
    pub question: String,
    /// The point's id.
    pub id: String,
    /// The point as a sentence.
    pub statement: String,
    /// Its weight.
    pub weight: f64,
    /// In answers marked 65 or more.
    pub good: Verdicts,
    /// In answers marked below 40.
    pub poor: Verdicts,
    /// What is wrong with it, if anything.
    pub finding: Option<Discrimination>,
}

/// How often each verdict was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Verdicts {
    /// How many answers.
    pub n: usize,
    /// Said.
    pub met: usize,
    /// Said in part.
    pub partial: usize,
    /// Not said.
    pub missing: usize,
    /// The opposite was said.
    pub contradicted: usize,
}

/// Why a point tells nothing about an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Discrimination {
    /// Good answers contradict it more often than they meet it.
    ContradictedByGood,
    /// Poor answers meet it at least as often as good ones.
    AsOftenInPoor,
    /// No good answer meets it, not even in part.
    NeverMet,
}

impl Verdicts {
    fn of<'a>(point: usize, answers: impl Iterator<Item = &'a Graded>) -> Self {
        let mut counts = Self::default();
        for answer in answers {
            counts.n += 1;
            let Some(point) = answer.grade.key_points.get(point) else {
                continue;
            };
            *match point.verdict {
                Verdict::Met => &mut counts.met,
                Verdict::Partial => &mut counts.partial,
                Verdict::Missing => &mut counts.missing,
                Verdict::Contradicted => &mut counts.contradicted,
            } += 1;
        }
        counts
    }
}

/// The figures of each key point, in the rubric's order.
pub(super) fn points(case: &Case<'_>) -> Vec<PointFigures> {
    let points = case.prepared.rubric().key_points.iter();
    points
        .enumerate()
        .map(|(number, point)| {
            let good = Verdicts::of(number, case.answers.iter().filter(|one| one.is_good()));
            let poor = Verdicts::of(number, case.answers.iter().filter(|one| one.is_poor()));
            PointFigures {
                question: case.question.clone(),
                id: point.id.clone(),
                statement: point.statement.clone(),
                weight: point.weight,
                good,
                poor,
                finding: judge(good, poor),
            }
        })
        .collect()
}

fn judge(good: Verdicts, poor: Verdicts) -> Option<Discrimination> {
    if good.n < ENOUGH {
        return None;
    }
    if good.contradicted > 0 && good.contradicted >= good.met + good.partial {
        return Some(Discrimination::ContradictedByGood);
    }
    if good.met + good.partial == 0 {
        return Some(Discrimination::NeverMet);
    }
    // Compared as fractions, without dividing.
    let as_often = poor.n >= ENOUGH && poor.met > 0 && poor.met * good.n >= good.met * poor.n;
    as_often.then_some(Discrimination::AsOftenInPoor)
}
