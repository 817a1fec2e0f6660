//! Patterns that a look is worth: those that meet no answer at all, those that credit wrong answers, and those that accuse
//! good ones.

use std::collections::BTreeMap;

use serde::Serialize;

use super::case::Case;
use crate::assessment::{Answer, Rubric};
use crate::grading::{Firing, PatternOf, Verdict, firings};

/// A pattern of a rubric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RubricPattern {
    /// The question.
    pub question: String,
    /// The id of the key point or misconception that it belongs to.
    pub of: String,
    /// The list it stands in: `key point`, `wrong` or `misconception`.
    pub list: &'static str,
    /// The pattern as its author wrote it.
    pub pattern: String,
}

/// A pattern that meets answers which it should not meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FiringPattern {
    /// The pattern.
    #[serde(flatten)]
    pub pattern: RubricPattern,
    /// Of the answers marked 85 or more, how many it meets.
    pub good: usize,
    /// Of those that are wrong (marked below 15, or of the kind `wrong`), how many it meets.
    pub wrong: usize,
    /// The words that it meets in the first of those that it should not.
    pub words: String,
}

/// The patterns of the questions that were answered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct PatternFigures {
    /// How many patterns there are.
    pub all: usize,
    /// Those that meet no marked answer and no marked sample of their rubric.
    pub never: Vec<RubricPattern>,
    /// Those of key points that credit wrong answers.
    pub on_wrong: Vec<FiringPattern>,
    /// Those of misconceptions and of `wrong` that accuse good answers.
    pub on_good: Vec<FiringPattern>,
}

#[derive(Default)]
struct Counts {
    any: usize,
    good: usize,
    wrong: usize,
    words: String,
}

/// The figures of a rubric's patterns.
pub(super) fn patterns(case: &Case<'_>) -> PatternFigures {
    let rubric = case.prepared.rubric();
    let mut counts: BTreeMap<(PatternOf, usize), Counts> = all_of(rubric)
        .map(|(of, number, _)| ((of, number), Counts::default()))
        .collect();
    for sample in case.samples {
        for firing in firings(case.prepared, &Answer::typed(&sample.answer)) {
            if let Some(counts) = counts.get_mut(&(firing.of, firing.pattern)) {
                counts.any += 1;
            }
        }
    }
    for answer in &case.answers {
        for Firing { of, pattern, text } in firings(case.prepared, &answer.answer) {
            let Some(counts) = counts.get_mut(&(of, pattern)) else {
                continue;
            };
            counts.any += 1;
            let misleads = match of {
                // What stands in a wrong statement, or in a list of terms, earned nothing.
                PatternOf::KeyPoint(point) => {
                    let is_met = |n: usize| answer.grade.key_points[n].verdict == Verdict::Met;
                    answer.is_wrong() && is_met(point)
                }
                PatternOf::Opposite(_) | PatternOf::Misconception(_) => answer.is_full(),
            };
            counts.good += usize::from(answer.is_full());
            counts.wrong += usize::from(answer.is_wrong() && (misleads || !is_credit(of)));
            if misleads && counts.words.is_empty() {
                counts.words = text;
            }
        }
    }
    let mut figures = PatternFigures::default();
    for (of, number, source) in all_of(rubric) {
        let Some(counts) = counts.remove(&(of, number)) else {
            continue;
        };
        let pattern = named(case, rubric, of, source);
        figures.all += 1;
        if counts.any == 0 {
            figures.never.push(pattern);
            continue;
        }
        if counts.words.is_empty() {
            continue;
        }
        let Counts {
            good, wrong, words, ..
        } = counts;
        let firing = FiringPattern {
            pattern,
            good,
            wrong,
            words,
        };
        if is_credit(of) {
            figures.on_wrong.push(firing);
        } else {
            figures.on_good.push(firing);
        }
    }
    figures
}

const fn is_credit(of: PatternOf) -> bool {
    matches!(of, PatternOf::KeyPoint(_))
}

/// Every pattern of a rubric, with its place.
fn all_of(rubric: &Rubric) -> impl Iterator<Item = (PatternOf, usize, &String)> {
    let points = rubric.key_points.iter().enumerate().flat_map(|(n, point)| {
        let credits = point.patterns.iter().enumerate();
        let accuses = point.wrong.iter().enumerate();
        credits
            .map(move |(at, pattern)| (PatternOf::KeyPoint(n), at, pattern))
            .chain(accuses.map(move |(at, pattern)| (PatternOf::Opposite(n), at, pattern)))
    });
    let beliefs = rubric.misconceptions.iter().enumerate();
    points.chain(beliefs.flat_map(|(n, belief)| {
        let patterns = belief.patterns.iter().enumerate();
        patterns.map(move |(at, pattern)| (PatternOf::Misconception(n), at, pattern))
    }))
}

fn named(case: &Case<'_>, rubric: &Rubric, of: PatternOf, pattern: &str) -> RubricPattern {
    let (id, list) = match of {
        PatternOf::KeyPoint(n) => (&rubric.key_points[n].id, "key point"),
        PatternOf::Opposite(n) => (&rubric.key_points[n].id, "wrong"),
        PatternOf::Misconception(n) => (&rubric.misconceptions[n].id, "misconception"),
    };
    RubricPattern {
        question: case.question.clone(),
        of: id.clone(),
        list,
        pattern: pattern.to_owned(),
    }
}
