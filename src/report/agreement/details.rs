//! What a look is worth, over all questions, worst first.

use std::cmp::{Ordering, Reverse};

use serde::Serialize;

use super::case::Case;
use super::patterns::{PatternFigures, patterns};
use super::phrases::{Suggestion, suggestions};
use super::points::{PointFigures, points};
use super::questions::QuestionFigures;
use super::worst::Wrongest;
use crate::assessment::Lexicon;

/// An answer graded so many points off its mark is told with the reason; where there are fewer than five of them, those
/// that are off by this at least.
const FAR_OFF: f64 = 25.0;
const AT_LEAST: usize = 5;
const NOTABLE: f64 = 10.0;

/// What a look is worth, worst first.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Details {
    /// Each question.
    pub questions: Vec<QuestionFigures>,
    /// Each key point; those that tell good answers from poor ones badly come first.
    pub key_points: Vec<PointFigures>,
    /// The answers that were graded 25 points off their mark or more.
    pub worst: Vec<Wrongest>,
    /// Patterns for what good answers say and no pattern meets.
    pub suggestions: Vec<Suggestion>,
    /// Patterns that never fire, and those that fire where they should not.
    pub patterns: PatternFigures,
}

impl Details {
    /// What one question gives.
    pub fn of(case: &Case<'_>, lexicon: &Lexicon) -> Self {
        let mut details = Self {
            questions: vec![QuestionFigures::of(case)],
            key_points: points(case),
            ..Self::default()
        };
        let off = |human: f64, score: f64| (score - human).abs();
        let mut answers: Vec<_> = case.answers.iter().collect();
        answers.sort_by(|a, b| off(b.human, b.score()).total_cmp(&off(a.human, a.score())));
        details.worst = answers
            .into_iter()
            .enumerate()
            .take_while(|(place, answer)| {
                let off = off(answer.human, answer.score());
                off >= FAR_OFF || (*place < AT_LEAST && off >= NOTABLE)
            })
            .map(|(_, answer)| Wrongest::of(case, answer))
            .collect();
        if case.is_authored {
            details.suggestions = suggestions(case, lexicon);
            details.patterns = patterns(case);
        }
        details
    }

    /// What all questions give.
    pub fn joined(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::default();
        for part in parts {
            all.questions.extend(part.questions);
            all.key_points.extend(part.key_points);
            all.worst.extend(part.worst);
            all.suggestions.extend(part.suggestions);
            all.patterns.all += part.patterns.all;
            all.patterns.never.extend(part.patterns.never);
            all.patterns.on_wrong.extend(part.patterns.on_wrong);
            all.patterns.on_good.extend(part.patterns.on_good);
        }
        // The sorts are stable: what is equally bad stays in the order of the questions.
        all.questions.sort_by(|a, b| {
            let errors =
                |figures: &QuestionFigures| figures.false_positives + figures.false_negatives;
            b.off.total_cmp(&a.off).then(errors(b).cmp(&errors(a)))
        });
        all.key_points.sort_by(|a, b| {
            let found = |point: &PointFigures| (point.finding.is_none(), point.finding);
            let worse = b.poor.met.cmp(&a.poor.met);
            let worse = worse.then(b.weight.total_cmp(&a.weight));
            // Where nothing is wrong the rubric's order reads best.
            let tie = if a.finding.is_none() {
                Ordering::Equal
            } else {
                worse
            };
            found(a).cmp(&found(b)).then(tie)
        });
        all.worst
            .sort_by(|a, b| b.off.abs().total_cmp(&a.off.abs()));
        let far_off = all.worst.iter().filter(|one| one.off.abs() >= FAR_OFF);
        let kept = far_off.count().max(AT_LEAST);
        all.worst.truncate(kept);
        all.suggestions
            .sort_by_key(|suggestion| Reverse(suggestion.good));
        all.patterns
            .on_wrong
            .sort_by_key(|firing| (Reverse(firing.wrong), firing.good));
        all.patterns
            .on_good
            .sort_by_key(|firing| (Reverse(firing.good), firing.wrong));
        all
    }
}
