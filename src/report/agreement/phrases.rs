//! Patterns for what good answers say and no pattern meets: pairs of words that recur, close together, where several answers
//! that a reader gave 85 or more are said to miss the same key point. Each is tried on all marked answers before it is
//! suggested; it stays a suggestion, because a recurring pair may belong to something else.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::case::{Case, Graded};
use crate::assessment::{Lexicon, Rubric};
use crate::grading::{PatternOf, Verdict, firings, prepare};
use crate::text::{Token, analyze, is_function_word, plain_words, stem};

/// So many answers have to say it; and so many where nothing beside it has to do with the key point.
const RECURS: usize = 2;
const RECURS_ALONE: usize = 3;
/// Two words this far apart, in words of content, belong together.
const NEAR: usize = 4;
/// At most so many pairs of a point are tried, and so many suggested.
const TRIED: usize = 40;
const SUGGESTED: usize = 3;
/// Words that only deny another one: a pattern says that with `not:`.
const DENYING: [&str; 9] = [
    "never", "not", "no", "without", "none", "neither", "nor", "cannot", "n't",
];

/// A pattern that would meet a key point where good answers are said to miss it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// The question.
    pub question: String,
    /// The key point's id.
    pub key_point: String,
    /// The key point as a sentence.
    pub statement: String,
    /// The pattern, in the notation of rubrics.
    pub pattern: String,
    /// How many answers it would meet that are marked 85 or more and miss the point.
    pub good: usize,
    /// How many answers marked below 40 it would meet.
    pub poor: usize,
    /// The words that it meets in two of the good ones.
    pub words: Vec<String>,
}

/// Suggestions for each key point that two good answers or more miss.
pub(super) fn suggestions(case: &Case<'_>, lexicon: &Lexicon) -> Vec<Suggestion> {
    let rubric = case.prepared.rubric();
    let concepts = concepts_of(lexicon, rubric);
    let mut of_points: Vec<Vec<Candidate>> = (0..rubric.key_points.len())
        .map(|point| {
            let missing = |answer: &&Graded| misses(answer, point);
            let missing: Vec<&Graded> = case.answers.iter().filter(missing).collect();
            candidates(case, point, &missing, &concepts)
        })
        .collect();
    // What would serve two points belongs to the one that it is closer to, the first of equals.
    let mut belongs: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (point, candidates) in of_points.iter().enumerate() {
        for candidate in candidates {
            let closest = belongs
                .entry(candidate.pattern.clone())
                .or_insert((candidate.closeness, point));
            if candidate.closeness > closest.0 {
                *closest = (candidate.closeness, point);
            }
        }
    }
    for (point, candidates) in of_points.iter_mut().enumerate() {
        candidates.retain(|candidate| belongs[&candidate.pattern].1 == point);
    }
    let points = of_points.iter().enumerate();
    points
        .flat_map(|(point, candidates)| tried(case, lexicon, point, candidates))
        .collect()
}

/// Whether a good answer is said to miss a key point.
fn misses(answer: &Graded, point: usize) -> bool {
    let graded = answer.grade.key_points.get(point);
    answer.is_full()
        && graded
            .is_some_and(|graded| matches!(graded.verdict, Verdict::Missing | Verdict::Partial))
}

/// For each stem, the concept that it is a saying of: the first by name.
fn concepts_of(lexicon: &Lexicon, rubric: &Rubric) -> BTreeMap<String, String> {
    let own = rubric.concepts.iter();
    let own = own.map(|(name, sayings)| (name.as_str(), sayings.as_slice()));
    let mut concepts = BTreeMap::new();
    for (name, sayings) in own.chain(lexicon.iter()) {
        for saying in sayings {
            if saying.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                let stem = stem(saying).to_string();
                concepts.entry(stem).or_insert_with(|| format!("@{name}"));
            }
        }
    }
    concepts
}

/// A term of a pair: how a pattern says it, and whether it has to do with the key point.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Term {
    /// Its own word before the concept that it is a saying of: the word is more precise.
    is_concept: bool,
    said: String,
    belongs: bool,
}

/// A pattern to be tried.
struct Candidate {
    pattern: String,
    /// How much it has to do with the key point: two for each of its words that does, one where the words around it do.
    closeness: usize,
}

/// In which answers a pair stands, and in which of them beside words of the key point.
struct Recurring {
    /// In the order in which it was said first.
    said: [Term; 2],
    answers: BTreeSet<usize>,
    beside: BTreeSet<usize>,
}

/// Pairs that recur in the answers, the likeliest first, as patterns.
fn candidates(
    case: &Case<'_>,
    point: usize,
    answers: &[&Graded],
    concepts: &BTreeMap<String, String>,
) -> Vec<Candidate> {
    if answers.len() < RECURS {
        return Vec::new();
    }
    let rubric = case.prepared.rubric();
    let point = &rubric.key_points[point];
    let told: Vec<&str> = point.patterns.iter().map(String::as_str).collect();
    let about = stems(&format!("{} {}", point.statement, told.join(" ")));
    // A match of the question's own words earns nothing, and a subject is told by `subject`.
    let mut said_by_all = stems(&case.shown);
    for names in rubric.subjects.values() {
        said_by_all.extend(stems(&names.join(" ")));
    }
    let mut found: BTreeMap<[Term; 2], Recurring> = BTreeMap::new();
    // The stem stands for its word in a pattern; the shortest form reads best.
    let mut forms: BTreeMap<String, String> = BTreeMap::new();
    for (number, answer) in answers.iter().enumerate() {
        let words = words_of(answer, &said_by_all);
        for token in &words {
            let form = forms
                .entry(token.stem.to_string())
                .or_insert_with(|| token.form.to_string());
            if token.form.len() < form.len() {
                *form = token.form.to_string();
            }
        }
        let told = |sentence: u32| {
            let mut here = words.iter().filter(|token| token.sentence == sentence);
            here.any(|token| about.contains(&token.stem.to_string()))
        };
        for (at, one) in words.iter().enumerate() {
            let is_beside = told(one.sentence);
            for other in words[at + 1..].iter().take(NEAR) {
                if one.sentence != other.sentence || one.stem == other.stem {
                    continue;
                }
                for first in terms(one, &about, concepts) {
                    for second in terms(other, &about, concepts) {
                        let said = [first.clone(), second];
                        let mut pair = said.clone();
                        pair.sort();
                        if pair[0] != pair[1] {
                            let recurring = found.entry(pair).or_insert_with(|| Recurring {
                                said,
                                answers: BTreeSet::new(),
                                beside: BTreeSet::new(),
                            });
                            recurring.answers.insert(number);
                            if is_beside {
                                recurring.beside.insert(number);
                            }
                        }
                    }
                }
            }
        }
    }
    let closeness = |recurring: &Recurring| {
        let own = recurring.said.iter().filter(|term| term.belongs).count();
        let is_beside = recurring.beside.len() * 2 >= recurring.answers.len();
        2 * own + usize::from(is_beside)
    };
    let mut pairs: Vec<(usize, usize, [Term; 2])> = found
        .into_values()
        .map(|recurring| {
            (
                recurring.answers.len(),
                closeness(&recurring),
                recurring.said,
            )
        })
        .filter(|(answers, closeness, _)| {
            *answers >= if *closeness > 0 { RECURS } else { RECURS_ALONE }
        })
        .collect();
    let concepts = |pair: &[Term; 2]| pair.iter().filter(|term| term.is_concept).count();
    pairs.sort_by_key(|(answers, closeness, pair)| {
        let nearness = (*closeness == 0, Reverse(*answers), Reverse(*closeness));
        (nearness, concepts(pair))
    });
    pairs.truncate(TRIED);
    pairs
        .into_iter()
        .map(|(_, closeness, pair)| {
            let said = pair.map(|term| match term.said.strip_prefix("not:") {
                Some(stem) => format!("not:{}", forms.get(stem).map_or(stem, String::as_str)),
                None => forms.get(&term.said).cloned().unwrap_or(term.said),
            });
            Candidate {
                pattern: said.join(" "),
                closeness,
            }
        })
        .collect()
}

/// The content words of an answer that no evidence of its grade covers and a pattern can name.
fn words_of<'a>(answer: &'a Graded, said_by_all: &BTreeSet<String>) -> Vec<Token<'a>> {
    let points = answer.grade.key_points.iter();
    let covered: Vec<_> = points
        .filter(|point| point.verdict == Verdict::Met)
        .flat_map(|point| &point.evidence)
        .map(|evidence| evidence.span)
        .collect();
    let is_open = |token: &Token<'_>| {
        let stands_in =
            |span: &crate::text::Span| span.start <= token.span.start && token.span.end <= span.end;
        !covered.iter().any(stands_in)
    };
    analyze(&answer.answer.text)
        .tokens
        .into_iter()
        .filter(|token| is_content(&token.form) && is_open(token))
        .filter(|token| !said_by_all.contains(&token.stem.to_string()))
        .collect()
}

fn is_content(form: &str) -> bool {
    form.len() > 1
        && form.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && !is_function_word(form)
        && !DENYING.contains(&form)
}

/// How a pattern may say a word: by its stem, and by the concept that it is a saying of.
fn terms(
    token: &Token<'_>,
    about: &BTreeSet<String>,
    concepts: &BTreeMap<String, String>,
) -> Vec<Term> {
    let denied = if token.negator.is_some() { "not:" } else { "" };
    let stem = token.stem.to_string();
    let concept = concepts.get(&stem);
    let belongs = about.contains(&stem)
        || concept.is_some_and(|name| {
            about.contains(name) || about.iter().any(|one| concepts.get(one) == Some(name))
        });
    let term = |is_concept, said: &str| Term {
        is_concept,
        said: format!("{denied}{said}"),
        belongs,
    };
    let word = term(false, &stem);
    let concept = concept.map(|name| term(true, name));
    [Some(word), concept].into_iter().flatten().collect()
}

/// The stems of a text's words of content; of the concepts that it names, `@name`.
fn stems(text: &str) -> BTreeSet<String> {
    let named = text.split_whitespace().filter(|word| word.contains('@'));
    let concepts: Vec<String> = named
        .flat_map(|word| word.split(['|', '(', ')', ':']))
        .filter(|name| name.starts_with('@'))
        .map(str::to_owned)
        .collect();
    plain_words(text)
        .filter(|word| is_content(word))
        .map(|word| stem(&word).to_string())
        .chain(concepts)
        .collect()
}

/// The patterns that hold when they are tried: they meet good answers that miss the point, hardly a poor one and no wrong one,
/// and each meets a good answer that the ones before it don't.
fn tried(
    case: &Case<'_>,
    lexicon: &Lexicon,
    point: usize,
    candidates: &[Candidate],
) -> Vec<Suggestion> {
    if candidates.is_empty() {
        return Vec::new();
    }
    let mut trial = case.prepared.rubric().clone();
    trial.key_points[point].patterns = candidates
        .iter()
        .map(|candidate| candidate.pattern.clone())
        .collect();
    let (prepared, _) = prepare(&trial, &case.shown, case.kind, lexicon);
    let mut meets: Vec<BTreeMap<usize, String>> = vec![BTreeMap::new(); candidates.len()];
    for (number, answer) in case.answers.iter().enumerate() {
        for firing in firings(&prepared, &answer.answer) {
            if firing.of == PatternOf::KeyPoint(point) {
                meets[firing.pattern].insert(number, firing.text);
            }
        }
    }
    let counted = |meets: &BTreeMap<usize, String>, is: fn(&Graded) -> bool| {
        meets
            .keys()
            .filter(|number| is(&case.answers[**number]))
            .count()
    };
    let of = |is: fn(&Graded) -> bool| case.answers.iter().filter(|answer| is(answer)).count();
    let (all_good, all_poor) = (of(Graded::is_good), of(Graded::is_poor));
    let mut suggested: Vec<Suggestion> = Vec::new();
    let mut recovered: BTreeSet<usize> = BTreeSet::new();
    for (candidate, meets) in candidates.iter().zip(&meets) {
        let recovers: Vec<usize> = meets
            .keys()
            .copied()
            .filter(|&number| misses(&case.answers[number], point))
            .collect();
        let (good, poor) = (
            counted(meets, Graded::is_good),
            counted(meets, Graded::is_poor),
        );
        // At least three times as often in good answers, compared without dividing.
        let tells_apart = good * all_poor >= 3 * poor * all_good;
        if recovers.len() < RECURS
            || counted(meets, Graded::is_wrong) > 0
            || !tells_apart
            || recovers.iter().all(|number| recovered.contains(number))
        {
            continue;
        }
        recovered.extend(&recovers);
        let key_point = &trial.key_points[point];
        suggested.push(Suggestion {
            question: case.question.clone(),
            key_point: key_point.id.clone(),
            statement: key_point.statement.clone(),
            pattern: candidate.pattern.clone(),
            good: recovers.len(),
            poor,
            words: recovers
                .iter()
                .take(2)
                .map(|number| meets[number].clone())
                .collect(),
        });
        if suggested.len() == SUGGESTED {
            break;
        }
    }
    suggested
}
