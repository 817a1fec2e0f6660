//! Finding the words of a rubric in an answer: by form, by stem, by beginning, and by a slip of the finger. Two
//! neighbours written as one word are found too ("name space" for "namespace"). The rubric's words are sorted once and
//! each word of the answer is looked up, so that the time grows with the answer only.

use super::compile::JOINED_AT_LEAST;
use super::pattern::Word;
use super::reading::{Said, Stretch};
use crate::text::{is_typo_of, stem};

/// The words of a rubric, by how they are spelled.
#[derive(Debug, Clone)]
pub(super) struct Vocabulary {
    /// How many words there are; their numbers are below it.
    size: usize,
    /// The letters of all of them, one after the other.
    letters: String,
    /// The stems and forms, sorted.
    spellings: Vec<Spelling>,
    /// The first eight bytes of each spelling: most lookups read nothing else.
    heads: Vec<u64>,
    /// The beginnings that are asked for, sorted, with their words.
    prefixes: Vec<(String, usize)>,
    /// What may have been meant by a slip of the finger, by first letter and length.
    meant: Vec<Meant>,
}

/// Where a text stands among the letters of a vocabulary.
#[derive(Debug, Clone, Copy)]
struct Letters {
    start: u32,
    end: u32,
}

#[derive(Debug, Clone)]
struct Spelling {
    text: Letters,
    word: u32,
    /// It is no stem: the word must be written so.
    exact: bool,
}

#[derive(Debug, Clone)]
struct Meant {
    first_letter: u8,
    length: usize,
    /// Which letters stand in it.
    letters: u32,
    form: Letters,
    word: u32,
}

impl Vocabulary {
    /// The words of a rubric, each with its number's place.
    pub(super) fn of(words: Vec<Word>) -> Self {
        let size = words.len();
        let (mut spellings, mut prefixes, mut meant) = (Vec::new(), Vec::new(), Vec::new());
        for (word, spelled) in words.into_iter().enumerate() {
            let number = u32::try_from(word).unwrap_or(u32::MAX);
            match spelled {
                Word::Exact(text) => spellings.push((text, number, true)),
                Word::Prefix(prefix) => prefixes.push((prefix, word)),
                Word::Stem(form) => {
                    if let Some(&first_letter) = form.as_bytes().first() {
                        let key = (first_letter, form.len(), letters(&form));
                        meant.push((key, form.clone(), number));
                    }
                    let stem = stem(&form).into_owned();
                    if stem != form {
                        spellings.push((stem, number, false));
                    }
                    spellings.push((form, number, false));
                }
            }
        }
        spellings.sort_unstable();
        prefixes.sort_unstable();
        meant.sort_unstable();
        let mut written = String::new();
        let mut write = |text: &str| {
            let at = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
            let start = at(written.len());
            written.push_str(text);
            Letters {
                start,
                end: at(written.len()),
            }
        };
        Self {
            size,
            heads: spellings.iter().map(|(text, ..)| head(text)).collect(),
            spellings: spellings
                .iter()
                .map(|(text, word, exact)| Spelling {
                    text: write(text),
                    word: *word,
                    exact: *exact,
                })
                .collect(),
            meant: meant
                .iter()
                .map(|((first_letter, length, letters), form, word)| Meant {
                    first_letter: *first_letter,
                    length: *length,
                    letters: *letters,
                    form: write(form),
                    word: *word,
                })
                .collect(),
            letters: written,
            prefixes,
        }
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.size
    }

    /// Whether some spelling or beginning starts with this whole word and goes on.
    fn goes_on_from(&self, word: &str) -> bool {
        let wanted = head(word);
        let shown = 8 * word.len().min(8);
        // The heads of all spellings that start with the first letters of the word stand together.
        let last = wanted
            | u64::MAX
                .checked_shr(u32::try_from(shown).unwrap_or(64))
                .unwrap_or(0);
        let from = self.heads.partition_point(|&head| head < wanted);
        let spelled = self.heads[from..]
            .iter()
            .zip(&self.spellings[from..])
            .take_while(|(head, _)| **head <= last)
            .map(|(_, spelling)| self.text(spelling.text));
        let from = self
            .prefixes
            .partition_point(|(prefix, _)| prefix.as_str() < word);
        let begun = self.prefixes[from..]
            .iter()
            .map(|(prefix, _)| prefix.as_str())
            .take_while(|prefix| prefix.starts_with(word));
        spelled
            .chain(begun)
            .any(|text| text.len() > word.len() && text.starts_with(word))
    }

    fn text(&self, letters: Letters) -> &str {
        &self.letters[letters.start as usize..letters.end as usize]
    }

    fn spelled<'k>(&'k self, key: &'k str) -> impl Iterator<Item = &'k Spelling> {
        let wanted = head(key);
        let from = self.heads.partition_point(|&head| head < wanted);
        self.heads[from..]
            .iter()
            .zip(&self.spellings[from..])
            .take_while(move |(head, _)| **head == wanted)
            .map(|(_, spelling)| spelling)
            .filter(move |spelling| self.text(spelling.text) == key)
    }

    fn prefixes_of<'k>(&'k self, key: &'k str) -> impl Iterator<Item = &'k (String, usize)> {
        let first = key.as_bytes().first();
        let from = self
            .prefixes
            .partition_point(|(prefix, _)| prefix.as_bytes().first() < first);
        self.prefixes[from..]
            .iter()
            .take_while(move |(prefix, _)| prefix.as_bytes().first() == first)
            .filter(move |(prefix, _)| key.starts_with(prefix.as_str()))
    }

    /// The words that are one slip of the finger away. A slip leaves the first letter alone.
    fn slips_to<'k>(&'k self, key: &'k str) -> impl Iterator<Item = usize> + 'k {
        let first_letter = key.as_bytes().first().copied().unwrap_or(0);
        let shortest = (first_letter, key.len().saturating_sub(1));
        let longest = (first_letter, key.len() + 1);
        let from = self
            .meant
            .partition_point(|meant| (meant.first_letter, meant.length) < shortest);
        let written = letters(key);
        self.meant[from..]
            .iter()
            .take_while(move |meant| (meant.first_letter, meant.length) <= longest)
            // One slip brings in one letter at most, and loses one.
            .filter(move |meant| (meant.letters ^ written).count_ones() <= 2)
            .filter(move |meant| is_typo_of(key, self.text(meant.form)))
            .map(|meant| meant.word as usize)
    }
}

/// For each word of a rubric, where it stands in an answer.
#[derive(Debug, Default)]
pub(super) struct Occurrences {
    places: Vec<Stretch>,
    /// Where the places of each word begin; one more than there are words.
    starts: Vec<u32>,
    /// The words that stand anywhere, in order.
    standing: Vec<usize>,
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
    pub(super) fn standing(&self) -> &[usize] {
        &self.standing
    }

    /// Where a word stands.
    pub(super) fn of(&self, word: usize) -> &[Stretch] {
        &self.places[self.starts[word] as usize..self.starts[word + 1] as usize]
    }
}

struct Search<'a> {
    words: &'a [Said<'a>],
    vocabulary: &'a Vocabulary,
    found: Vec<(usize, Stretch)>,
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
                self.note(spelling.word as usize, here);
            }
        }
        for (prefix, word) in self.vocabulary.prefixes_of(key) {
            is_known |= prefix == key;
            if prefix.len() >= shortest {
                self.note(*word, here);
            }
        }
        is_known
    }

    /// A word of the rubric stands here. It may be found twice, by its form and by its stem.
    fn note(&mut self, word: usize, here: Stretch) {
        let stamp = stamp(here);
        if self.latest[word] != stamp {
            self.latest[word] = stamp;
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
            for word in vocabulary.slips_to(key).filter(|&word| !written[word]) {
                self.note(word, *here);
            }
        }
    }

    /// Puts what was found of each word together: a word's places come in order, but for those of two words.
    fn into_occurrences(self) -> Occurrences {
        // A word's count stands two places on, so that filling in its places moves its start to where it belongs.
        let mut starts = vec![0_u32; self.vocabulary.size + 2];
        for (word, _) in &self.found {
            starts[word + 2] += 1;
        }
        let mut standing = Vec::new();
        for word in 0..self.vocabulary.size {
            if starts[word + 2] > 0 {
                standing.push(word);
            }
            starts[word + 2] += starts[word + 1];
        }
        let nowhere = Stretch { first: 0, last: 0 };
        let mut places = vec![nowhere; self.found.len()];
        for (word, place) in self.found {
            places[starts[word + 1] as usize] = place;
            starts[word + 1] += 1;
        }
        for &word in &standing {
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

/// The first eight bytes as a number that sorts as they do. Reading few of them in halves that overlap spares a loop.
fn head(word: &str) -> u64 {
    let bytes = word.as_bytes();
    if let Some(first) = bytes.first_chunk::<8>() {
        return u64::from_be_bytes(*first);
    }
    let unused = 8 * (8 - bytes.len());
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let first = u64::from(u32::from_be_bytes(*first));
        return first << 32 | u64::from(u32::from_be_bytes(*last)) << unused;
    }
    let head = bytes
        .iter()
        .fold(0, |head, &byte| head << 8 | u64::from(byte));
    head.checked_shl(u32::try_from(unused).unwrap_or(64))
        .unwrap_or(0)
}

/// Which letters stand in a word, each a bit; letters may share one.
fn letters(word: &str) -> u32 {
    word.bytes()
        .fold(0, |letters, byte| letters | 1 << (byte & 31))
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::head;

    proptest! {
        #[test]
        fn heads_sort_as_their_words(first in "[a-cé\\x01]{0,9}", second in "[a-cé\\x01]{0,9}") {
            let eight = |word: &str| word.bytes().take(8).collect::<Vec<u8>>();
            prop_assert_eq!(head(&first).cmp(&head(&second)), eight(&first).cmp(&eight(&second)));
        }
    }
}
