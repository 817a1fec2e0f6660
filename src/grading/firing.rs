//! Which patterns of a rubric meet an answer, whatever became of them in its grade: for authors, who look for patterns that
//! never fire and for those that fire where they should not. A grade needs none of it.

use super::belief::is_reported;
use super::compile::{CompiledPattern, Prepared};
use super::grade::Method;
use super::method::phrase::{Manner, find};
use super::reading::Reading;
use super::verdict::evidence;
use super::{analyze_answer, what_is_read};
use crate::assessment::Answer;

/// Whose pattern it is; the number is the place in the rubric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PatternOf {
    /// One of a key point's `patterns`.
    KeyPoint(usize),
    /// One of a key point's `wrong` patterns.
    Opposite(usize),
    /// One of a misconception's patterns.
    Misconception(usize),
}

/// A pattern that meets an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Firing {
    /// Whose pattern it is.
    pub of: PatternOf,
    /// Its place in the author's list.
    pub pattern: usize,
    /// The words that it meets, as they were said.
    pub text: String,
}

/// Every pattern that meets the answer, each once, in the rubric's order.
pub fn firings(prepared: &Prepared, answer: &Answer) -> Vec<Firing> {
    let source = what_is_read(answer);
    let analysis = analyze_answer(answer);
    let reading = Reading::new(prepared, &analysis, None);
    let mut fired = Vec::new();
    let mut look = |of, patterns: &[CompiledPattern], subject, manner| {
        for pattern in patterns {
            let Some(found) = find(prepared, &reading, pattern, subject, manner) else {
                continue;
            };
            let whole = found.whole();
            if manner == Manner::Accuse && is_reported(prepared, &reading, whole) {
                continue;
            }
            fired.push(Firing {
                of,
                pattern: pattern.number,
                text: evidence(&reading, whole, Method::Phrase, source).text,
            });
        }
    };
    for (number, point) in prepared.points.iter().enumerate() {
        let (of, against) = (PatternOf::KeyPoint(number), PatternOf::Opposite(number));
        look(of, &point.patterns, point.subject, Manner::Support);
        look(against, &point.wrong, point.subject, Manner::Accuse);
    }
    for (number, belief) in prepared.beliefs.iter().enumerate() {
        let of = PatternOf::Misconception(number);
        look(of, &belief.patterns, belief.subject, Manner::Accuse);
    }
    fired
}

#[cfg(test)]
mod tests {
    use super::{PatternOf, firings};
    use crate::assessment::{Answer, KeyPoint, Kind, Lexicon, Misconception, Rubric};
    use crate::grading::prepare;

    fn fired(answer: &str) -> Vec<(PatternOf, usize, String)> {
        let words = |patterns: &[&str]| patterns.iter().map(|&p| p.to_owned()).collect();
        let rubric = Rubric {
            key_points: vec![KeyPoint {
                id: "one".to_owned(),
                statement: "A lock admits one thread at a time".to_owned(),
                weight: 2.0,
                essential: true,
                subject: None,
                patterns: words(&["one thread", "single thread", "exclusive"]),
                wrong: words(&["any number"]),
                probe: None,
            }],
            misconceptions: vec![Misconception {
                id: "fast".to_owned(),
                belief: "Locks make programs faster".to_owned(),
                correction: String::new(),
                penalty: 25.0,
                subject: None,
                patterns: words(&["faster"]),
            }],
            ..Rubric::default()
        };
        let (prepared, _) = prepare(&rubric, "What is a lock?", Kind::Open, &Lexicon::default());
        firings(&prepared, &Answer::typed(answer))
            .into_iter()
            .map(|firing| (firing.of, firing.pattern, firing.text))
            .collect()
    }

    #[test]
    fn every_pattern_that_meets_the_answer_is_told_once() {
        assert_eq!(
            fired(
                "Only one thread may enter, a single thread. It lets any number in and is faster."
            ),
            [
                (
                    PatternOf::KeyPoint(0),
                    0,
                    "Only one thread may enter".to_owned()
                ),
                (
                    PatternOf::KeyPoint(0),
                    1,
                    "Only one thread may enter, a single thread".to_owned()
                ),
                (
                    PatternOf::Opposite(0),
                    0,
                    "It lets any number in and is faster".to_owned()
                ),
                (
                    PatternOf::Misconception(0),
                    0,
                    "It lets any number in and is faster".to_owned()
                ),
            ]
        );
    }

    #[test]
    fn what_is_denied_or_reported_of_others_does_not_fire() {
        assert!(fired("It is not exclusive.").is_empty());
        assert!(fired("Many people think it makes programs faster.").is_empty());
    }
}
