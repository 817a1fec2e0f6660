//! Which misconceptions an answer shows. Accusations are strict: said of exactly that subject, close together, not
//! denied; a belief that an answer names in order to warn of it is not held.

use super::compile::Prepared;
use super::grade::{HeldMisconception, Method};
use super::idea::Idea;
use super::method::coverage::{best_passage, is_turned_round};
use super::method::phrase::{Manner, find};
use super::reading::{Reading, Stretch};
use super::verdict::evidence;
use super::weights;

/// A misconception that the answer shows.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub(super) index: usize,
    /// Separate places that show it, 1 or more.
    pub(super) places: Vec<Stretch>,
    pub(super) method: Method,
}

/// The misconceptions held, in the rubric's order.
pub(super) fn find_held(prepared: &Prepared, reading: &Reading<'_>) -> Vec<Held> {
    let mut held = Vec::new();
    for (index, belief) in prepared.beliefs.iter().enumerate() {
        let mut places: Vec<Stretch> = Vec::new();
        for pattern in &belief.patterns {
            let Some(found) = find(prepared, reading, pattern, belief.subject, Manner::Accuse)
            else {
                continue;
            };
            let whole = found.whole();
            if is_reported(prepared, reading, whole) {
                continue;
            }
            if !places.iter().any(|place| place.overlaps(whole)) {
                places.push(whole);
            }
        }
        if !places.is_empty() {
            held.push(Held {
                index,
                places,
                method: Method::Phrase,
            });
        } else if belief.patterns.is_empty() {
            held.extend(by_its_own_words(&belief.statement, reading, index));
        }
    }
    held
}

/// A held misconception, as others see it.
pub(super) fn to_grade(
    prepared: &Prepared,
    held: &Held,
    reading: &Reading<'_>,
    source: &str,
) -> HeldMisconception {
    let belief = &prepared.rubric.misconceptions[held.index];
    HeldMisconception {
        id: belief.id.clone(),
        belief: belief.belief.clone(),
        correction: belief.correction.clone(),
        penalty: belief.penalty,
        evidence: held
            .places
            .iter()
            .map(|place| evidence(reading, *place, held.method, source))
            .collect(),
    }
}

/// "People think that ...", "a common mistake is ...": the sentence reports a belief of others.
pub(super) fn is_reported(prepared: &Prepared, reading: &Reading<'_>, place: Stretch) -> bool {
    let sentence = reading.words[place.first].sentence;
    let before = reading.words[..place.first]
        .iter()
        .rev()
        .take_while(|word| word.sentence == sentence)
        .take(weights::REPORT_REACH)
        .chain(&reading.words[place.first..=place.last]);
    // Where the question asks for the mistake, naming it is no report.
    let words: Vec<&str> = before
        .filter(|word| !prepared.question.contains(word.stem))
        .map(|word| word.form)
        .collect();
    words.iter().any(|word| {
        matches!(
            *word,
            "mistake"
                | "mistakenly"
                | "misconception"
                | "myth"
                | "misunderstanding"
                | "wrongly"
                | "trap"
                | "pitfall"
        )
    }) || [
        "people",
        "beginners",
        "newcomers",
        "many",
        "some",
        "often",
        "everyone",
        "developers",
        "folks",
    ]
    .iter()
    .any(|who| words.contains(who))
        && [
            "think", "thinks", "believe", "assume", "assumes", "expect", "expects", "confuse",
            "thought",
        ]
        .iter()
        .any(|verb| words.contains(verb))
}

/// A belief without patterns is held when nearly all its own words stand in one passage, said as it says them.
fn by_its_own_words(ideas: &[Idea], reading: &Reading<'_>, index: usize) -> Option<Held> {
    let (place, coverage) = best_passage(ideas, &reading.passages)?;
    let said = reading.words[place.first..=place.last]
        .iter()
        .any(|word| !word.grammar);
    (said && coverage.stems >= weights::BELIEF_BY_WORDS && !is_turned_round(ideas, reading, place))
        .then(|| Held {
            index,
            places: vec![place],
            method: Method::Coverage,
        })
}
