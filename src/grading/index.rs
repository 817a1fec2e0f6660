//! Finding the words of a rubric in an answer: by form, by stem, by beginning, and by a slip of the finger. Two
//! neighbours written as one word are found too ("name space" for "namespace"). The rubric's words are sorted once and
//! each word of the answer is looked up, so that the time grows with the answer only.

use super::compile::JOINED_AT_LEAST;
use super::reading::{Said, Stretch};
use super::vocabulary::{Vocabulary, WordNumber};
use crate::text::stem;

/// For each word of a rubric, where it stands in an answer.
#[derive(Debug, Default)]
pub(super) struct Occurrences {
    places: Vec<Stretch>,
    /// Where the places of each word begin; one more than there are words.
    starts: Vec<u32>,
    /// The words that stand anywhere, in order.
    standing: Vec<WordNumber>,
}

impl Occurrences {
    /// Looks up the words of an answer.
    pub(super) fn find(words: &[Said<'_>], vocabulary: &Vocabulary) -> Self {
        let mut search = Search {
            words,
            vocabulary,
            found: Vec::with_capacity(words.len() * 2),
            latest: vec![0; vocabulary.size],
        };
        let mut unknown: Vec<(&str, Stretch)> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let here = Stretch {
                first: at,
                last: at,
            };
            let form = Some(word.form).filter(|form| *form != word.stem);
            for key in [Some(word.stem), form].into_iter().flatten() {
                if !search.look_up(key, here) {
                    unknown.push((key, here));
                }
            }
        }
        search.look_up_pairs();
        search.look_up_slips(&unknown);
        search.into_occurrences()
    }

    /// The words that stand anywhere.
    pub(super) fn standing(&self) -> &[WordNumber] {
        &self.standing
    }

    /// Where a word stands.
    pub(super) fn of(&self, word: WordNumber) -> &[Stretch] {
        let word = word as usize;
        &self.places[self.starts[word] as usize..self.starts[word + 1] as usize]
    }
}

struct Search<'a> {
    words: &'a [Said<'a>],
    vocabulary: &'a Vocabulary,
    found: Vec<(WordNumber, Stretch)>,
    /// For each word of the rubric where it was found last; see [`stamp`].
    latest: Vec<u32>,
}

impl Search<'_> {
    /// Notes the rubric's words that are spelled so. True where it is a spelling of the rubric, so no typing error.
    fn look_up(&mut self, key: &str, here: Stretch) -> bool {
        let first = self.words[here.first].form;
        // What the first of two words is alone, the two are not.
        let shortest = if here.first == here.last {
            0
        } else {
            first.len() + 1
        };
        let mut is_known = false;
        for spelling in self.vocabulary.spelled(key) {
            is_known = true;
            if key.len() >= shortest && (!spelling.exact || first == key) {
                self.note(spelling.word, here);
            }
        }
        for prefix in self.vocabulary.prefixes_of(key) {
            is_known |= prefix.text == key;
            if prefix.text.len() >= shortest {
                self.note(prefix.word, here);
            }
        }
        is_known
    }

    /// A word of the rubric stands here. It may be found twice, by its form and by its stem.
    fn note(&mut self, word: WordNumber, here: Stretch) {
        let stamp = stamp(here);
        let latest = &mut self.latest[word as usize];
        if *latest != stamp {
            *latest = stamp;
            self.found.push((word, here));
        }
    }

    /// Two neighbours written as one: a word of the rubric that starts with the first of them and goes on.
    fn look_up_pairs(&mut self) {
        let mut both = String::new();
        for (at, pair) in self.words.windows(2).enumerate() {
            if !may_be_one(pair) || !self.vocabulary.goes_on_from(pair[0].form) {
                continue;
            }
            both.clear();
            both.push_str(pair[0].form);
            both.push_str(pair[1].form);
            let here = Stretch {
                first: at,
                last: at + 1,
            };
            let stemmed = stem(&both);
            if stemmed != both {
                self.look_up(&stemmed, here);
            }
            self.look_up(&both, here);
        }
    }

    /// A slip of the finger counts for words that are written nowhere.
    fn look_up_slips(&mut self, unknown: &[(&str, Stretch)]) {
        let written: Vec<bool> = self.latest.iter().map(|&stamp| stamp > 0).collect();
        let vocabulary = self.vocabulary;
        for (key, here) in unknown {
            for word in vocabulary
                .slips_to(key)
                .filter(|&word| !written[word as usize])
            {
                self.note(word, *here);
            }
        }
    }

    /// Puts what was found of each word together: a word's places come in order, but for those of two words.
    fn into_occurrences(self) -> Occurrences {
        // A word's count stands two places on, so that filling in its places moves its start to where it belongs.
        let mut starts = vec![0_u32; self.vocabulary.size + 2];
        for (word, _) in &self.found {
            starts[*word as usize + 2] += 1;
        }
        let mut standing = Vec::new();
        for word in 0..self.vocabulary.size {
            if starts[word + 2] > 0 {
                standing.push(u32::try_from(word).unwrap_or(u32::MAX));
            }
            starts[word + 2] += starts[word + 1];
        }
        let nowhere = Stretch { first: 0, last: 0 };
        let mut places = vec![nowhere; self.found.len()];
        for (word, place) in self.found {
            let next = &mut starts[word as usize + 1];
            places[*next as usize] = place;
            *next += 1;
        }
        for word in standing.iter().map(|&word| word as usize) {
            places[starts[word] as usize..starts[word + 1] as usize].sort_unstable();
        }
        Occurrences {
            places,
            starts,
            standing,
        }
    }
}

/// A number of its own, above 0, for a place of one word or two.
fn stamp(here: Stretch) -> u32 {
    let place = 1 + 2 * here.first + (here.last - here.first);
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// Whether two neighbours may be one word that was written, or heard, apart.
fn may_be_one(pair: &[Said<'_>]) -> bool {
    let plain = |word: &Said<'_>| {
        !word.grammar && word.form != "no" && word.form.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    pair[0].clause == pair[1].clause
        && pair[0].form.len() + pair[1].form.len() >= JOINED_AT_LEAST
        && pair.iter().all(plain)
}
