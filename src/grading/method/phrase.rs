//! Finding a pattern in an answer: every term within a window of one sentence, said and not denied, of the right
//! subject.

use crate::grading::compile::{CompiledPattern, CompiledTerm, Prepared};
use crate::grading::pattern::Role;
use crate::grading::reading::{Reading, Stretch};
use crate::grading::sayings::Sayings;
use crate::grading::weights;

/// How strictly a pattern must be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::grading) enum Manner {
    /// For a key point: a subject that is carried over will do.
    Support,
    /// For a contradiction or a misconception: said of exactly that subject, close together.
    Accuse,
    /// The same thing, denied.
    Denied,
    /// The same thing, said of another subject.
    Misattributed,
}

/// The words that met a pattern, first to last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::grading) struct Match {
    pub(in crate::grading) stretches: Vec<Stretch>,
}

impl Match {
    /// From the first word to the last.
    pub(in crate::grading) fn whole(&self) -> Stretch {
        let first = self.stretches.iter().map(|s| s.first).min().unwrap_or(0);
        let last = self.stretches.iter().map(|s| s.last).max().unwrap_or(0);
        Stretch { first, last }
    }
}

/// One place where a term stands.
#[derive(Debug, Clone, Copy)]
pub(in crate::grading) struct Place {
    pub(in crate::grading) stretch: Stretch,
    /// It stands there with the wrong polarity.
    pub(in crate::grading) denied: bool,
    /// The negator that an alternative asked for.
    consumed: Option<usize>,
    negator: Option<usize>,
}

/// Finds the first place where a pattern is met.
pub(in crate::grading) fn find(
    prepared: &Prepared,
    reading: &Reading<'_>,
    pattern: &CompiledPattern,
    subject: Option<usize>,
    manner: Manner,
) -> Option<Match> {
    let is_required = |term: &&CompiledTerm| term.role != Role::Absent;
    // Nearly every pattern of a rubric fails here.
    if !pattern
        .terms
        .iter()
        .filter(is_required)
        .all(|term| reading.may_stand(term))
    {
        return None;
    }
    let required: Vec<&CompiledTerm> = pattern.terms.iter().filter(is_required).collect();
    let subject = subject.filter(|_| prepared.subjects.len() > 1);
    // One denied word says something only where it is clear of what.
    let said = required
        .iter()
        .filter(|term| term.role == Role::Said)
        .count();
    if manner == Manner::Denied && said + usize::from(subject.is_some()) < 2 {
        return None;
    }
    let mut places: Vec<&[Place]> = Vec::with_capacity(required.len());
    for term in &required {
        let found = reading.places(prepared, term);
        if found.is_empty() {
            return None;
        }
        places.push(found);
    }
    let window = pattern.window.unwrap_or(match manner {
        Manner::Accuse => weights::ACCUSE_WINDOW,
        _ => weights::SUPPORT_WINDOW,
    });
    let search = Search {
        prepared,
        reading,
        pattern,
        required: &required,
        places: &places,
        window,
        subject,
        manner,
    };
    search.extend(&mut Vec::with_capacity(required.len()))
}

/// Whether a term is mentioned at all.
pub(in crate::grading) fn is_mentioned(
    prepared: &Prepared,
    reading: &Reading<'_>,
    term: &CompiledTerm,
) -> bool {
    prepared
        .sayings
        .at(term.sayings)
        .phrases
        .iter()
        .any(|phrase| {
            !phrase.denied
                && !reading
                    .saying(prepared.sayings.words_of(*phrase))
                    .is_empty()
        })
}

/// Where any of the sayings stands, each place once, in order.
pub(in crate::grading) fn places_of(
    prepared: &Prepared,
    reading: &Reading<'_>,
    sayings: &Sayings,
) -> Vec<Place> {
    let mut places = Vec::new();
    for phrase in &sayings.phrases {
        // Most begin with a word that stands nowhere.
        if reading.occurrences(phrase.opener).is_empty() {
            continue;
        }
        for &stretch in reading.saying(prepared.sayings.words_of(*phrase)).iter() {
            let first = reading.words[stretch.first].negator;
            let last = reading.words[stretch.last]
                .negator
                // A negator that is part of the phrase itself ("can not") denies nothing of it.
                .filter(|&negator| !(stretch.first..=stretch.last).contains(&negator));
            let negator = first
                .filter(|&negator| !(stretch.first..=stretch.last).contains(&negator))
                .or(last);
            places.push(Place {
                stretch,
                denied: negator.is_some() != phrase.denied,
                consumed: negator.filter(|_| phrase.denied),
                negator,
            });
        }
    }
    places.sort_unstable_by_key(|place| (place.stretch, place.denied));
    places.dedup_by_key(|place| (place.stretch, place.denied, place.consumed));
    places
}

struct Search<'a> {
    prepared: &'a Prepared,
    reading: &'a Reading<'a>,
    pattern: &'a CompiledPattern,
    required: &'a [&'a CompiledTerm],
    places: &'a [&'a [Place]],
    window: usize,
    subject: Option<usize>,
    manner: Manner,
}

impl Search<'_> {
    /// Chooses a place for the next term, backtracking; the first choice that holds is taken.
    fn extend(&self, chosen: &mut Vec<Place>) -> Option<Match> {
        let depth = chosen.len();
        if depth == self.required.len() {
            return self.accept(chosen).then(|| Match {
                stretches: chosen.iter().map(|place| place.stretch).collect(),
            });
        }
        let candidates = self.places[depth];
        let (from, low, high) = if chosen.is_empty() {
            (0, 0, usize::MAX)
        } else {
            let low = chosen.iter().map(|p| p.stretch.first).min().unwrap_or(0);
            let high = chosen.iter().map(|p| p.stretch.last).max().unwrap_or(0);
            let earliest = high.saturating_sub(self.window);
            (
                candidates.partition_point(|place| place.stretch.first < earliest),
                low,
                high,
            )
        };
        for place in &candidates[from..] {
            if !chosen.is_empty() {
                if place.stretch.first > low + self.window {
                    break;
                }
                let (first, last) = (low.min(place.stretch.first), high.max(place.stretch.last));
                let out_of_order = self.required[depth].after_previous
                    && place.stretch.first <= chosen[depth - 1].stretch.last;
                let shares_a_word = chosen.iter().any(|other| {
                    place.stretch.first <= other.stretch.last
                        && other.stretch.first <= place.stretch.last
                });
                if last - first > self.window
                    || out_of_order
                    || shares_a_word
                    || self.reading.words[first].sentence != self.reading.words[last].sentence
                {
                    continue;
                }
            }
            chosen.push(*place);
            if let Some(found) = self.extend(chosen) {
                return Some(found);
            }
            chosen.pop();
        }
        None
    }

    fn accept(&self, chosen: &[Place]) -> bool {
        self.keeps_to_one_statement(chosen)
            && self.polarity_holds(chosen)
            && !self.something_forbidden(chosen)
            && self.subject_holds(chosen)
            && !(self.manner == Manner::Support && self.echoes_the_question(chosen))
    }

    /// Where punctuation is missing words of two statements stand side by side: an accusation keeps to one statement, where
    /// those are inferred, else to one clause of a sentence that runs on.
    fn keeps_to_one_statement(&self, chosen: &[Place]) -> bool {
        if self.manner != Manner::Accuse {
            return true;
        }
        let first = chosen.iter().map(|p| p.stretch.first).min().unwrap_or(0);
        let last = chosen.iter().map(|p| p.stretch.last).max().unwrap_or(0);
        let (from, to) = (&self.reading.words[first], &self.reading.words[last]);
        if self.reading.inferred_ends > 0 {
            return from.statement == to.statement;
        }
        from.clause == to.clause || !self.reading.runs_on(first)
    }

    fn polarity_holds(&self, chosen: &[Place]) -> bool {
        let consumed: Vec<usize> = chosen.iter().filter_map(|place| place.consumed).collect();
        let said = chosen
            .iter()
            .zip(self.required)
            .filter(|(_, term)| term.role == Role::Said);
        let (mut denied, mut not_denied, mut negators) = (0, 0, Vec::new());
        for (place, _) in said {
            if place.denied && !place.negator.is_some_and(|n| consumed.contains(&n)) {
                denied += 1;
                negators.push(place.negator);
            } else {
                not_denied += 1;
            }
        }
        if self.manner == Manner::Support {
            return denied == 0 && !self.verb_is_denied(chosen, &consumed);
        }
        if self.manner != Manner::Denied {
            return denied == 0;
        }
        // Denied as a whole: by one negator, and not in passing.
        negators.dedup();
        denied >= not_denied.max(1) && negators.len() == 1
    }

    /// Whether all the words stand before the denied verb of their clause, and the pattern did not ask for that denial.
    fn verb_is_denied(&self, chosen: &[Place], consumed: &[usize]) -> bool {
        chosen.iter().zip(self.required).all(|(place, term)| {
            term.role == Role::Said
                && self.reading.words[place.stretch.last]
                    .predicate_negator
                    .is_some_and(|negator| !consumed.contains(&negator))
        })
    }

    fn something_forbidden(&self, chosen: &[Place]) -> bool {
        let first = chosen.iter().map(|p| p.stretch.first).min().unwrap_or(0);
        let last = chosen.iter().map(|p| p.stretch.last).max().unwrap_or(0);
        let sentence = self.reading.words[first].sentence;
        self.pattern
            .terms
            .iter()
            .filter(|term| term.role == Role::Absent)
            .filter(|term| self.reading.may_stand(term))
            .flat_map(|term| {
                let places = self.reading.places(self.prepared, term);
                let from = places.partition_point(|place| {
                    place.stretch.first + weights::FORBIDDEN_REACH < first
                });
                places[from..]
                    .iter()
                    .take_while(|place| place.stretch.first <= last + weights::FORBIDDEN_REACH)
                    .filter(|place| {
                        // `-word` keeps out the word however it is said; `-not:word` only where it is denied.
                        !place.denied || self.prepared.sayings.at(term.sayings).is_plain
                    })
            })
            // The negator that a `not:` asked for is no reason to keep out.
            .filter(|place| {
                !chosen
                    .iter()
                    .any(|c| c.consumed == Some(place.stretch.first))
            })
            .any(|place| {
                place.stretch.last <= last + weights::FORBIDDEN_REACH
                    && self.reading.words[place.stretch.first].sentence == sentence
            })
    }

    fn subject_holds(&self, chosen: &[Place]) -> bool {
        let Some(subject) = self.subject else {
            return self.manner != Manner::Misattributed;
        };
        let said_of: Vec<Option<usize>> = chosen
            .iter()
            .map(|place| self.reading.words[place.stretch.last].subject)
            .collect();
        let carried = |place: &Place| self.reading.words[place.stretch.last].carried;
        let right = said_of.iter().filter(|&&s| s == Some(subject)).count();
        match self.manner {
            Manner::Accuse => {
                right > 0
                    && said_of.iter().all(|s| s.is_none_or(|s| s == subject))
                    && !chosen.iter().all(carried)
            }
            Manner::Misattributed => {
                said_of.iter().all(|s| s.is_some_and(|s| s != subject))
                    && !chosen.iter().any(carried)
            }
            Manner::Support | Manner::Denied => right > 0 && right * 2 >= said_of.len(),
        }
    }

    fn echoes_the_question(&self, chosen: &[Place]) -> bool {
        chosen
            .iter()
            .flat_map(|place| place.stretch.first..=place.stretch.last)
            .all(|at| self.prepared.question.contains(self.reading.words[at].stem))
    }
}
