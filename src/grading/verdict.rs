//! The verdict on each key point: said, said in part, not said, or the opposite said; with the words, and why.

use super::belief::{Held, is_reported};
use super::compile::{CompiledPattern, CompiledPoint, Prepared};
use super::grade::{Evidence, KeyPointGrade, Method, Verdict};
use super::method::coverage::{best_passage, cover, is_turned_round, polarities};
use super::method::phrase::{Manner, Match, find};
use super::reading::{Reading, Stretch};
use super::weights;
use crate::assessment::KeyPoint;

/// What was found of one key point.
#[derive(Debug, Clone)]
pub(super) struct Finding {
    pub(super) verdict: Verdict,
    /// Share of the weight earned, 0 to 1.
    pub(super) credit: f64,
    pub(super) why: String,
    pub(super) evidence: Vec<(Stretch, Method)>,
    /// The pattern that it rests on, as its place in the author's list.
    pub(super) pattern: Option<usize>,
    /// Contradicted by the author's own patterns, not by a guess from negation or subject.
    pub(super) accused: bool,
}

/// A pattern's place in the author's list, and the words that met it.
type Found = (usize, Match);

/// Judges every key point.
pub(super) fn judge_all(prepared: &Prepared, reading: &Reading<'_>, held: &[Held]) -> Vec<Finding> {
    prepared
        .points
        .iter()
        .map(|point| judge(prepared, reading, point, held))
        .collect()
}

/// Judges one key point. What stands in the words that show a held misconception supports nothing.
pub(super) fn judge(
    prepared: &Prepared,
    reading: &Reading<'_>,
    point: &CompiledPoint,
    held: &[Held],
) -> Finding {
    if point.patterns.is_empty() {
        return judge_statement(point, reading);
    }
    let (tainted, supports): (Vec<Found>, Vec<Found>) = point
        .patterns
        .iter()
        .filter_map(|pattern| {
            let found = find(prepared, reading, pattern, point.subject, Manner::Support)?;
            Some((pattern.number, found))
        })
        .partition(|(_, found)| {
            held.iter()
                .flat_map(|held| &held.places)
                .any(|place| place.overlaps(found.whole()))
        });
    let contradiction = point.wrong.iter().find_map(|pattern| {
        find(prepared, reading, pattern, point.subject, Manner::Accuse)
            .filter(|found| !is_reported(prepared, reading, found.whole()))
            .map(|found| (pattern.number, found))
    });
    if let Some((number, found)) = contradiction {
        return Finding {
            verdict: Verdict::Contradicted,
            credit: 0.0,
            why: "you said the opposite".to_owned(),
            evidence: vec![(found.whole(), Method::Phrase)],
            pattern: Some(number),
            accused: true,
        };
    }
    if let Some((number, best)) = shortest(&supports) {
        return Finding {
            verdict: Verdict::Met,
            credit: 1.0,
            why: format!("met by {}", shown(reading, best)),
            evidence: vec![(best.whole(), Method::Phrase)],
            pattern: Some(*number),
            accused: false,
        };
    }
    if !tainted.is_empty() {
        return missing("mentioned, but only in a wrong statement");
    }
    if let Some((found, why)) = guessed_contradiction(prepared, reading, point) {
        return Finding {
            verdict: Verdict::Contradicted,
            credit: 0.0,
            why,
            evidence: vec![(found.whole(), Method::Phrase)],
            pattern: None,
            accused: false,
        };
    }
    near_miss(prepared, reading, point)
}

/// The grade of a key point, as others see it.
pub(super) fn to_grade(
    point: &KeyPoint,
    finding: Finding,
    reading: &Reading<'_>,
    source: &str,
) -> KeyPointGrade {
    KeyPointGrade {
        id: point.id.clone(),
        statement: point.statement.clone(),
        weight: point.weight,
        essential: point.essential,
        verdict: finding.verdict,
        credit: finding.credit,
        why: finding.why,
        evidence: finding
            .evidence
            .into_iter()
            .map(|(stretch, method)| evidence(reading, stretch, method, source))
            .collect(),
    }
}

/// A stretch of words as evidence that points into the answer.
pub(super) fn evidence(
    reading: &Reading<'_>,
    stretch: Stretch,
    method: Method,
    source: &str,
) -> Evidence {
    let span = reading.span(match method {
        Method::Phrase => reading.as_said(stretch),
        Method::Coverage | Method::Quoted => stretch,
    });
    Evidence {
        span,
        text: span.of(source).to_owned(),
        method,
    }
}

/// A point without patterns: its own words are looked for.
fn judge_statement(point: &CompiledPoint, reading: &Reading<'_>) -> Finding {
    let Some((passage, near)) = best_passage(&point.statement, &reading.passages) else {
        return missing("not mentioned");
    };
    let whole = cover(&point.statement, &reading.content);
    let covered =
        weights::PASSAGE_SHARE * near.mean() + (1.0 - weights::PASSAGE_SHARE) * whole.mean();
    let credit = ((covered - weights::STATEMENT_FLOOR)
        / (weights::STATEMENT_FULL - weights::STATEMENT_FLOOR))
        .clamp(0.0, 1.0);
    let evidence = vec![(passage, Method::Coverage)];
    if credit > 0.0 && is_turned_round(&point.statement, reading, passage) {
        return Finding {
            verdict: Verdict::Contradicted,
            credit: 0.0,
            why: "the words are there, but denied".to_owned(),
            evidence,
            pattern: None,
            accused: false,
        };
    }
    let share = (covered * 100.0).round();
    match credit {
        c if c >= weights::MET_FROM => Finding {
            verdict: Verdict::Met,
            credit,
            why: format!("{share} % of its words are there"),
            evidence,
            pattern: None,
            accused: false,
        },
        c if c > 0.0 => Finding {
            verdict: Verdict::Partial,
            credit,
            why: format!("{share} % of its words are there"),
            evidence,
            pattern: None,
            accused: false,
        },
        _ => missing("not mentioned"),
    }
}

/// The point denied as a whole, or said of the other of two subjects.
fn guessed_contradiction(
    prepared: &Prepared,
    reading: &Reading<'_>,
    point: &CompiledPoint,
) -> Option<(Match, String)> {
    if point.essential {
        for pattern in point
            .patterns
            .iter()
            .filter(|pattern| is_plain(prepared, pattern))
        {
            if let Some(found) = find(prepared, reading, pattern, point.subject, Manner::Denied) {
                return Some((found, "said, but denied".to_owned()));
            }
        }
    }
    // Roles are swapped only where both are spoken of.
    if prepared.subjects.len() == 2 && point.subject.is_some() && is_spoken_of(reading, point) {
        for pattern in &point.patterns {
            if let Some(found) = find(
                prepared,
                reading,
                pattern,
                point.subject,
                Manner::Misattributed,
            ) {
                let of = reading.words[found.whole().last]
                    .subject
                    .map_or("the wrong thing", |subject| &prepared.subjects[subject].0);
                return Some((found, format!("said of {of}")));
            }
        }
    }
    None
}

/// Whether anything is said of what the point is about.
fn is_spoken_of(reading: &Reading<'_>, point: &CompiledPoint) -> bool {
    reading
        .words
        .iter()
        .any(|word| word.subject == point.subject)
}

/// Whether a pattern asks for no denial, so that denying it says the opposite.
fn is_plain(prepared: &Prepared, pattern: &CompiledPattern) -> bool {
    let terms = &mut pattern.terms.iter();
    terms.all(|term| prepared.sayings.at(term.sayings).is_plain)
}

/// Not said by any pattern: perhaps most of the statement's own words stand together.
fn near_miss(prepared: &Prepared, reading: &Reading<'_>, point: &CompiledPoint) -> Finding {
    let Some((passage, coverage)) = best_passage(&point.statement, &reading.passages) else {
        return missing("not mentioned");
    };
    let nearly = coverage.mean() >= weights::NEARLY_SAID
        && point.statement.len() >= weights::NEARLY_OF_IDEAS
        && polarities(&point.statement, reading, passage).1 == 0;
    if nearly {
        return Finding {
            verdict: Verdict::Partial,
            credit: weights::NEARLY_CREDIT,
            why: "nearly said".to_owned(),
            evidence: vec![(passage, Method::Coverage)],
            pattern: None,
            accused: false,
        };
    }
    for pattern in &point.patterns {
        let elsewhere = find(prepared, reading, pattern, None, Manner::Support);
        if let Some(found) = elsewhere.filter(|_| point.subject.is_some()) {
            let of = reading.words[found.whole().last].subject;
            return missing(&match of {
                // Of what was never spoken of nothing was said, right or wrong.
                Some(of) if Some(of) != point.subject && is_spoken_of(reading, point) => {
                    format!("said of {}", prepared.subjects[of].0)
                }
                Some(of) if Some(of) != point.subject => "not mentioned".to_owned(),
                _ => "said, but it is unclear of what".to_owned(),
            });
        }
        if is_plain(prepared, pattern)
            && find(prepared, reading, pattern, point.subject, Manner::Denied).is_some()
        {
            return missing("mentioned, but not clearly said");
        }
    }
    missing(if coverage.mean() >= weights::TOUCHED_ON {
        "only touched on"
    } else {
        "not mentioned"
    })
}

/// Nothing was found, and why.
pub(super) fn missing(why: &str) -> Finding {
    Finding {
        verdict: Verdict::Missing,
        credit: 0.0,
        why: why.to_owned(),
        evidence: Vec::new(),
        pattern: None,
        accused: false,
    }
}

/// The tightest match quotes best; the first of equals.
fn shortest(matches: &[Found]) -> Option<&Found> {
    matches.iter().min_by_key(|(_, found)| {
        let whole = found.whole();
        whole.last - whole.first
    })
}

/// The words that met a pattern, in the order of the answer: `tuple + not change`.
fn shown(reading: &Reading<'_>, found: &Match) -> String {
    let mut stretches = found.stretches.clone();
    stretches.sort_unstable();
    let terms: Vec<String> = stretches
        .into_iter()
        .map(|stretch| {
            let words = &reading.words[stretch.first..=stretch.last];
            let denied = words
                .first()
                .and_then(|word| word.negator)
                .is_some_and(|negator| !(stretch.first..=stretch.last).contains(&negator));
            let said: Vec<&str> = words.iter().map(|word| word.form).collect();
            format!("{}{}", if denied { "not " } else { "" }, said.join(" "))
        })
        .collect();
    terms.join(" + ")
}
