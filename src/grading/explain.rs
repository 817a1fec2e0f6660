//! What stands behind each verdict, for `/why`: the pattern that met the words, and what came closest to a point that was
//! not met. Worked out beside the grade, not in it: a grade needs none of it.

use super::belief::find_held;
use super::compile::{CompiledPattern, CompiledPoint, CompiledTerm, Prepared};
use super::method::coverage::best_passage;
use super::pattern::{Role, ways_of_saying};
use super::reading::{Reading, Stretch};
use super::verdict::judge_all;
use super::{Grade, Verdict, analyze_answer, what_is_read};
use crate::assessment::{Answer, KeyPoint};

/// At most this many ways of saying a thing are named.
const WAYS_SHOWN: usize = 5;

/// At most this many words that are lacking are named.
const WORDS_SHOWN: usize = 6;

/// A word of the question is this share of evidence: everyone says it.
const ASKED_WORD: f64 = 0.2;

/// What stands behind the verdict on one key point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Behind {
    /// The pattern that met the words, as the author wrote it.
    Pattern(String),
    /// What came closest.
    Closest(Closest),
    /// Nothing came near it, or the verdict rests on another answer.
    Nothing,
}

/// The words that came closest to a key point that was not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closest {
    /// The words of the answer.
    pub text: String,
    /// What they would have to say besides, each with the ways of saying it.
    pub lacking: Vec<String>,
    /// Where nothing is lacking: why it is not enough all the same.
    pub but: Option<String>,
}

/// What stands behind each verdict of a grade, in the order of its key points. `answer` is the one that was graded.
pub fn explain(prepared: &Prepared, answer: &Answer, grade: &Grade) -> Vec<Behind> {
    let source = what_is_read(answer);
    let analysis = analyze_answer(answer);
    let reading = Reading::new(prepared, &analysis, None);
    let held = find_held(prepared, &reading);
    let findings = judge_all(prepared, &reading, &held);
    let points = prepared.points.iter().zip(&prepared.rubric.key_points);
    points
        .zip(findings.iter().zip(&grade.key_points))
        .map(|((point, written), (finding, graded))| {
            if finding.verdict != graded.verdict {
                return Behind::Nothing;
            }
            let closest = match finding.pattern {
                Some(number) => return pattern_of(written, finding.verdict, number),
                None if matches!(finding.verdict, Verdict::Met | Verdict::Contradicted) => None,
                None if point.patterns.is_empty() => closest_words(point, &reading, source),
                None => closest_pattern(prepared, &reading, point, written, source),
            };
            closest.map_or(Behind::Nothing, Behind::Closest)
        })
        .collect()
}

fn pattern_of(written: &KeyPoint, verdict: Verdict, number: usize) -> Behind {
    let patterns = match verdict {
        Verdict::Contradicted => &written.wrong,
        Verdict::Met | Verdict::Partial | Verdict::Missing => &written.patterns,
    };
    let pattern = patterns.get(number);
    pattern.map_or(Behind::Nothing, |pattern| Behind::Pattern(pattern.clone()))
}

/// The passage that says most of a statement, and the statement's words that it lacks.
fn closest_words(point: &CompiledPoint, reading: &Reading<'_>, source: &str) -> Option<Closest> {
    let (passage, coverage) = best_passage(&point.statement, &reading.passages)?;
    if coverage.stems == 0.0 {
        return None;
    }
    let words = &reading.words[passage.first..=passage.last];
    let lacking = point
        .statement
        .iter()
        .filter(|idea| !words.iter().any(|word| word.stem == idea.stem))
        .map(|idea| idea.form.clone());
    Some(Closest {
        text: reading.span(passage).of(source).to_owned(),
        lacking: lacking.take(WORDS_SHOWN).collect(),
        but: None,
    })
}

/// A sentence in which some of a pattern's terms stand.
struct Near {
    /// Share of the pattern's terms that stand there, 0 to 1.
    share: f64,
    place: Stretch,
    lacking: Vec<usize>,
    pattern: usize,
}

/// The sentence in which most of any one pattern stands, and the terms that it lacks.
fn closest_pattern(
    prepared: &Prepared,
    reading: &Reading<'_>,
    point: &CompiledPoint,
    written: &KeyPoint,
    source: &str,
) -> Option<Closest> {
    let near = point
        .patterns
        .iter()
        .filter_map(|pattern| nearest_sentence(prepared, reading, pattern))
        .reduce(|best, next| {
            if next.share > best.share + 1e-9 {
                next
            } else {
                best
            }
        })?;
    let ways = ways_of_saying(written.patterns.get(near.pattern)?, WAYS_SHOWN);
    let lacking = near.lacking.iter().filter_map(|&term| ways.get(term));
    let subject = reading.words[near.place.last].subject;
    let but = near.lacking.is_empty().then(|| match subject {
        Some(of) if point.subject.is_some() && point.subject != subject => {
            format!("which is said of {}", prepared.subjects[of].0)
        }
        _ => "but not in one statement".to_owned(),
    });
    Some(Closest {
        but,
        text: reading
            .span(reading.as_said(near.place))
            .of(source)
            .to_owned(),
        lacking: lacking.cloned().collect(),
    })
}

/// Where in one sentence most of the pattern's terms stand, denied or not, if any word there is not the question's.
fn nearest_sentence(
    prepared: &Prepared,
    reading: &Reading<'_>,
    pattern: &CompiledPattern,
) -> Option<Near> {
    let wanted: Vec<(usize, &CompiledTerm)> = pattern
        .terms
        .iter()
        .enumerate()
        .filter(|(_, term)| term.role != Role::Absent)
        .collect();
    let sentence_of = |stretch: Stretch| reading.words[stretch.first].sentence;
    let mut sentences: Vec<u32> = wanted
        .iter()
        .flat_map(|(_, term)| reading.places(prepared, term))
        .map(|place| sentence_of(place.stretch))
        .collect();
    sentences.sort_unstable();
    sentences.dedup();
    let mut best: Option<Near> = None;
    for sentence in sentences {
        let (mut standing, mut own) = (0.0, false);
        let mut place: Option<Stretch> = None;
        let mut lacking = Vec::new();
        for (number, term) in &wanted {
            let here = reading
                .places(prepared, term)
                .iter()
                .filter(|place| sentence_of(place.stretch) == sentence)
                .min_by_key(|place| place.denied);
            let Some(here) = here else {
                lacking.push(*number);
                continue;
            };
            let stretch = here.stretch;
            let asked = (stretch.first..=stretch.last)
                .all(|at| prepared.question.contains(reading.words[at].stem));
            own |= !asked;
            standing += if asked { ASKED_WORD } else { 1.0 };
            place = Some(place.map_or(stretch, |place| Stretch {
                first: place.first.min(stretch.first),
                last: place.last.max(stretch.last),
            }));
        }
        let share = standing / wanted.len() as f64;
        if let Some(place) = place
            && own
            && best.as_ref().is_none_or(|best| share > best.share)
        {
            best = Some(Near {
                share,
                place,
                lacking,
                pattern: pattern.number,
            });
        }
    }
    best
}
