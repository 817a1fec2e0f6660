//! An answer read against a rubric: where each of the rubric's words stands in it, of whom each word is said, and what an
//! ellipsis ("tuples can't") repeats.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::compile::{CompiledTerm, Prepared};
use super::index::Occurrences;
use super::method::coverage::{Content, passages};
use super::method::phrase::{Place, places_of};
use super::vocabulary::WordNumber;
use super::{subject, weights};
use crate::text::{Analysis, Span, is_function_word};

/// A word of the answer, or one that an ellipsis repeats.
#[derive(Debug, Clone)]
pub(super) struct Said<'a> {
    pub(super) form: &'a str,
    pub(super) stem: &'a str,
    /// It carries grammar, not content.
    pub(super) grammar: bool,
    pub(super) span: Span,
    pub(super) sentence: u32,
    pub(super) statement: u32,
    pub(super) clause: u32,
    /// The word that denies it.
    pub(super) negator: Option<usize>,
    /// The word that denies the verb said of it.
    pub(super) predicate_negator: Option<usize>,
    /// Of whom it is said.
    pub(super) subject: Option<usize>,
    /// Its subject is only carried over from a sentence before, without a pronoun.
    pub(super) carried: bool,
    /// It is repeated by an ellipsis, not written.
    pub(super) repeated: bool,
}

impl Said<'_> {
    /// Whether it is written and means something by itself.
    pub(super) fn is_content(&self) -> bool {
        !self.repeated && !self.grammar && self.form.chars().any(char::is_alphanumeric)
    }
}

/// Where a word or phrase stands: first and last word, inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stretch {
    pub(super) first: usize,
    pub(super) last: usize,
}

impl Stretch {
    /// Whether the two share a word.
    pub(super) fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// An answer read against a rubric.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    pub(super) words: Vec<Said<'a>>,
    /// How many ends of its clauses are inferred, for want of punctuation.
    pub(super) inferred_ends: usize,
    /// For each word of the rubric, where it stands.
    occurrences: Occurrences,
    /// For each of the rubric's sayings, whether a word that begins one of them stands anywhere.
    may_stand: Vec<bool>,
    /// For each of them, where it stands: asked many times, worked out once, and for few of them.
    places: Vec<OnceCell<Vec<Place>>>,
    /// Its sentences, for comparing with statements.
    pub(super) passages: Vec<(Stretch, Content<'a>)>,
    /// All its content words.
    pub(super) content: Content<'a>,
}

/// At most this many other words stand between two words of a phrase.
const PHRASE_GAP: usize = 2;

/// A quote is widened to its clause up to this many words.
const QUOTE_AT_MOST: usize = 14;

impl<'a> Reading<'a> {
    /// Reads an answer; `topic` is the subject that is being talked of at its beginning, if any.
    pub(super) fn new(
        prepared: &Prepared,
        analysis: &'a Analysis<'_>,
        topic: Option<usize>,
    ) -> Self {
        let words = analysis
            .tokens
            .iter()
            .map(|token| Said {
                form: &token.form,
                stem: &token.stem,
                grammar: is_function_word(&token.form),
                span: token.span,
                sentence: token.sentence,
                statement: token.statement,
                clause: token.clause,
                negator: token.negator,
                predicate_negator: token.predicate_negator,
                subject: None,
                carried: false,
                repeated: false,
            })
            .collect();
        let mut reading = Self {
            words,
            inferred_ends: analysis.inferred_ends,
            occurrences: Occurrences::default(),
            may_stand: Vec::new(),
            places: vec![OnceCell::new(); prepared.sayings.len()],
            passages: Vec::new(),
            content: Content::default(),
        };
        (reading.passages, reading.content) = passages(&reading);
        reading.index(prepared);
        if !prepared.subjects.is_empty() {
            let written = reading.words.len();
            subject::resolve(&mut reading, prepared, topic);
            if reading.words.len() > written {
                reading.index(prepared);
            }
        }
        reading
    }

    /// How many words were written.
    pub(super) fn written(&self) -> usize {
        self.words.iter().filter(|word| !word.repeated).count()
    }

    /// Whether the word stands in a sentence so long that its punctuation must be missing.
    pub(super) fn runs_on(&self, at: usize) -> bool {
        let sentence = self.words[at].sentence;
        let same = |word: &&Said<'_>| word.sentence == sentence && !word.repeated;
        let before = self.words[..at].iter().rev().take_while(same).count();
        let after = self.words[at..].iter().take_while(same).count();
        before + after > weights::RUNS_ON_FROM
    }

    /// For each word whether it stands where a word of the rubric's patterns or subjects is looked for.
    pub(super) fn in_patterns(&self) -> Vec<bool> {
        let mut found = vec![false; self.words.len()];
        for &word in self.occurrences.standing() {
            for place in self.occurrences.of(word) {
                found[place.first..=place.last].fill(true);
            }
        }
        found
    }

    /// Where a word of the rubric stands.
    pub(super) fn occurrences(&self, word: WordNumber) -> &[Stretch] {
        self.occurrences.of(word)
    }

    /// Where a term stands, each place once, in order.
    pub(super) fn places(&self, prepared: &Prepared, term: &CompiledTerm) -> &[Place] {
        let places = || places_of(prepared, self, prepared.sayings.at(term.sayings));
        self.places[term.sayings].get_or_init(places)
    }

    /// Whether a term may stand somewhere: a quick look at the words that begin it.
    pub(super) fn may_stand(&self, term: &CompiledTerm) -> bool {
        self.may_stand[term.sayings]
    }

    /// Where a phrase stands: its words in order, in one sentence, few others between.
    pub(super) fn phrase(&self, words: &[WordNumber], gap: usize) -> Vec<Stretch> {
        let Some((first, rest)) = words.split_first() else {
            return Vec::new();
        };
        let mut found = Vec::new();
        'starts: for start in self.occurrences(*first) {
            let sentence = self.words[start.first].sentence;
            let mut last = start.last;
            for word in rest {
                let places = self.occurrences(*word);
                let from = places.partition_point(|place| place.first <= last);
                match places[from..]
                    .iter()
                    .take_while(|place| place.first <= last + 1 + gap)
                    .find(|place| self.words[place.first].sentence == sentence)
                {
                    Some(next) => last = next.last,
                    None => continue 'starts,
                }
            }
            found.push(Stretch {
                first: start.first,
                last,
            });
        }
        found
    }

    /// Where a phrase of an alternative stands.
    pub(super) fn saying(&self, words: &[WordNumber]) -> Cow<'_, [Stretch]> {
        match words {
            [word] => Cow::Borrowed(self.occurrences(*word)),
            words => Cow::Owned(self.phrase(words, PHRASE_GAP)),
        }
    }

    /// The span of the original text from one word to another; what an ellipsis repeats points to where it was written.
    pub(super) fn span(&self, stretch: Stretch) -> Span {
        self.words[stretch.first..=stretch.last]
            .iter()
            .map(|word| word.span)
            .reduce(Span::join)
            .unwrap_or(Span::new(0, 0))
    }

    /// The stretch widened to the clauses it stands in, without the conjunction that opens them, so that it reads as
    /// something that was said; a very long clause is not taken in.
    pub(super) fn as_said(&self, stretch: Stretch) -> Stretch {
        let same_clause = |at: usize, as_at: usize| {
            self.words[at].clause == self.words[as_at].clause
                && self.words[at].repeated == self.words[as_at].repeated
        };
        let mut first = stretch.first;
        while first > 0 && same_clause(first - 1, stretch.first) {
            first -= 1;
        }
        let mut last = stretch.last;
        while last + 1 < self.words.len() && same_clause(last + 1, stretch.last) {
            last += 1;
        }
        while first < stretch.first
            && matches!(
                self.words[first].form,
                "and"
                    | "but"
                    | "so"
                    | "or"
                    | "then"
                    | "because"
                    | "while"
                    | "whereas"
                    | "since"
                    | "also"
            )
        {
            first += 1;
        }
        let wide = Stretch { first, last };
        let from_clause_start = Stretch {
            first,
            last: stretch.last,
        };
        [wide, from_clause_start]
            .into_iter()
            .find(|stretch| stretch.last - stretch.first < QUOTE_AT_MOST)
            .unwrap_or(stretch)
    }

    fn index(&mut self, prepared: &Prepared) {
        self.occurrences = Occurrences::find(&self.words, &prepared.vocabulary);
        self.may_stand = prepared.sayings.that_may_stand(self.occurrences.standing());
    }
}
