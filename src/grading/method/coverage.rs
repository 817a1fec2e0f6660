//! The second witness: how many of a statement's ideas an answer covers, by stems and by character trigrams. One-sided
//! (recall), because an answer may say more; words of the question count for little. It is what grades a statement that
//! has no patterns, and what stands beside the patterns as coverage of the short full answer.
//!
//! Measured on real students' answers against one reference (Pearson with teachers): stem recall 0.65 and 0.53,
//! trigram recall 0.66 and 0.55, both with the question's words at 0.3; cosine of a 90 MB sentence model 0.61 and 0.51.

use crate::grading::compile::Prepared;
use crate::grading::idea::{Idea, place_of};
use crate::grading::reading::{Reading, Stretch};
use crate::grading::weights;
use crate::text::{TrigramSet, trigram_recall, trigrams_in_order};

/// The content words of an answer, or of a part of it, ready to be compared.
#[derive(Debug, Default)]
pub(in crate::grading) struct Content<'a> {
    stems: Vec<&'a str>,
    /// A bit for each place that a stem falls on: most that are asked for fall on none.
    seen: [u64; 4],
    trigrams: TrigramSet,
}

impl<'a> Content<'a> {
    /// The content words from one word to another.
    fn of(reading: &Reading<'a>, stretch: Stretch) -> Self {
        let mut stems: Vec<&str> = reading.words[stretch.first..=stretch.last]
            .iter()
            .filter(|word| word.is_content())
            .map(|word| word.stem)
            .collect();
        stems.sort_unstable();
        stems.dedup();
        Self {
            seen: seen(&stems),
            trigrams: TrigramSet::of(stems.iter().flat_map(|stem| trigrams_in_order(stem))),
            stems,
        }
    }

    /// The content of some parts together.
    fn joined(parts: &[(Stretch, Self)]) -> Self {
        let stems = parts.iter().flat_map(|(_, part)| &part.stems);
        let mut joined = Self {
            stems: stems.copied().collect(),
            ..Self::default()
        };
        // The stable sort takes the parts as they are, sorted, and merges them.
        joined.stems.sort();
        joined.stems.dedup();
        for (_, part) in parts {
            let both = joined.seen.iter_mut().zip(part.seen);
            both.for_each(|(mine, theirs)| *mine |= theirs);
            joined.trigrams.extend(&part.trigrams);
        }
        joined
    }

    /// How many distinct content words there are.
    pub(in crate::grading) fn len(&self) -> usize {
        self.stems.len()
    }

    /// How many of them are not the question's.
    pub(in crate::grading) fn own(&self, prepared: &Prepared) -> usize {
        self.stems
            .iter()
            .filter(|stem| !prepared.question.contains(**stem))
            .count()
    }

    /// They, sorted.
    pub(in crate::grading) fn stems(&self) -> &[&'a str] {
        &self.stems
    }

    pub(in crate::grading) fn has(&self, idea: &Idea) -> bool {
        let place = usize::from(idea.place);
        self.seen[place >> 6] & (1 << (place & 63)) != 0
            && self.stems.binary_search(&idea.stem.as_ref()).is_ok()
    }
}

/// The places of stems, a bit each.
fn seen(stems: &[&str]) -> [u64; 4] {
    let mut seen = [0; 4];
    for stem in stems {
        let place = usize::from(place_of(stem));
        seen[place >> 6] |= 1 << (place & 63);
    }
    seen
}

/// How much of a statement is covered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::grading) struct Coverage {
    /// Share of the ideas whose stem is there, 0 to 1.
    pub(in crate::grading) stems: f64,
    /// Share of the ideas' character trigrams that are there, 0 to 1.
    pub(in crate::grading) trigrams: f64,
}

impl Coverage {
    /// The mean of both.
    pub(in crate::grading) fn mean(self) -> f64 {
        f64::midpoint(self.stems, self.trigrams)
    }
}

/// Compares an answer's content with a statement's ideas.
pub(in crate::grading) fn cover(ideas: &[Idea], content: &Content<'_>) -> Coverage {
    cover_by(ideas, &[content])
}

/// Compares the content of some parts together with a statement's ideas.
fn cover_by(ideas: &[Idea], parts: &[&Content<'_>]) -> Coverage {
    let (mut stems, mut trigrams, mut all) = (0.0, 0.0, 0.0);
    for idea in ideas {
        let weight = if idea.in_question {
            weights::QUESTION_WORD
        } else {
            1.0
        };
        all += weight;
        if parts.iter().any(|part| part.has(idea)) {
            stems += weight;
            trigrams += weight;
        } else {
            let present = |trigram| parts.iter().any(|part| part.trigrams.has(trigram));
            trigrams += weight * trigram_recall(&idea.trigrams, present);
        }
    }
    if all == 0.0 {
        return Coverage {
            stems: 0.0,
            trigrams: 0.0,
        };
    }
    Coverage {
        stems: stems / all,
        trigrams: trigrams / all,
    }
}

/// How much of a whole full answer, given as weighted statements, an answer covers in its words, 0 to 1: mostly recall of
/// stems and trigrams, a little of how much it says of its own, and how much of that belongs there. Fitted on one set of
/// students' answers and reported on the other, both ways (Pearson 0.67 and 0.56).
pub(in crate::grading) fn by_words(
    statements: &[(&[Idea], f64)],
    prepared: &Prepared,
    content: &Content<'_>,
) -> f64 {
    let (mut covered, mut all) = (0.0, 0.0);
    for (ideas, weight) in statements.iter().filter(|(ideas, _)| !ideas.is_empty()) {
        let coverage = cover(ideas, content);
        covered += weight
            * (weights::WORDS_STEMS * coverage.stems + weights::WORDS_TRIGRAMS * coverage.trigrams);
        all += weight;
    }
    if all == 0.0 || content.len() == 0 {
        return 0.0;
    }
    let wanted: Vec<&str> = statements
        .iter()
        .flat_map(|(ideas, _)| ideas.iter())
        .filter(|idea| !idea.in_question)
        .map(|idea| &*idea.stem)
        .collect();
    let own = content.own(prepared);
    let belonging = content
        .stems
        .iter()
        .filter(|stem| wanted.contains(stem))
        .count();
    let said = (own as f64 / wanted.len().max(1) as f64).min(1.0);
    let precise = if own == 0 {
        0.0
    } else {
        (belonging as f64 / own as f64).min(1.0)
    };
    covered / all + weights::WORDS_SAID * said + weights::WORDS_PRECISE * precise
}

/// The sentences of an answer, each with its content, and the content of all: made once, asked for every point.
pub(in crate::grading) fn passages<'a>(
    reading: &Reading<'a>,
) -> (Vec<(Stretch, Content<'a>)>, Content<'a>) {
    let passages: Vec<(Stretch, Content<'_>)> = sentences(reading)
        .into_iter()
        .map(|sentence| (sentence, Content::of(reading, sentence)))
        .collect();
    let all = Content::joined(&passages);
    (passages, all)
}

/// The passage, a sentence or two neighbouring ones, that covers a statement best: where, and how much.
pub(in crate::grading) fn best_passage(
    ideas: &[Idea],
    sentences: &[(Stretch, Content<'_>)],
) -> Option<(Stretch, Coverage)> {
    let alone = sentences
        .iter()
        .map(|(stretch, content)| (*stretch, cover_by(ideas, &[content])));
    let in_pairs = sentences.windows(2).map(|pair| {
        let both = Stretch {
            first: pair[0].0.first,
            last: pair[1].0.last,
        };
        (both, cover_by(ideas, &[&pair[0].1, &pair[1].1]))
    });
    let mut best: Option<(Stretch, Coverage)> = None;
    for (stretch, coverage) in alone.chain(in_pairs) {
        if best.is_none_or(|(_, most)| coverage.mean() > most.mean() + 1e-9) {
            best = Some((stretch, coverage));
        }
    }
    best
}

/// How many of a statement's words stand in the passage with its polarity, and how many with the other.
pub(in crate::grading) fn polarities(
    ideas: &[Idea],
    reading: &Reading<'_>,
    passage: Stretch,
) -> (usize, usize) {
    let (mut same, mut turned) = (0, 0);
    for idea in ideas.iter().filter(|idea| !idea.in_question) {
        let found = reading.words[passage.first..=passage.last]
            .iter()
            .find(|word| word.stem == idea.stem);
        if let Some(word) = found {
            if word.negator.is_some() == idea.denied {
                same += 1;
            } else {
                turned += 1;
            }
        }
    }
    (same, turned)
}

/// Whether most of a statement's words found in the passage are denied there and not in the statement, or the reverse.
pub(in crate::grading) fn is_turned_round(
    ideas: &[Idea],
    reading: &Reading<'_>,
    passage: Stretch,
) -> bool {
    let (same, turned) = polarities(ideas, reading, passage);
    turned > same
}

fn sentences(reading: &Reading<'_>) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for (at, word) in reading
        .words
        .iter()
        .enumerate()
        .filter(|(_, w)| !w.repeated)
    {
        match found.last_mut() {
            Some(last) if reading.words[last.first].sentence == word.sentence => last.last = at,
            _ => found.push(Stretch {
                first: at,
                last: at,
            }),
        }
    }
    found
}
