//! Finding the words of a rubric in an answer: by form, by stem, by beginning, and by a slip of the finger. Two
//! neighbours written as one word are found too ("name space" for "namespace"). The rubric's words are sorted once and
//! each word of the answer is looked up, so that the time grows with the answer only.

use super::compile::JOINED_AT_LEAST;
use super::pattern::Word;
use super::reading::{Said, Stretch};
use crate::text::{is_function_word, is_typo_of, stem};

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
    /// How the stems and beginnings begin that two words written as one may be; see [`opening`].
    openings: [u64; 64],
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
        let stems = spellings.iter().filter(|(.., exact)| !exact);
        let asked = stems.map(|(text, ..)| text);
        let mut openings = [0; 64];
        for text in asked.chain(prefixes.iter().map(|(prefix, _)| prefix)) {
            let (word, bit) = opening(text.as_bytes());
            openings[word] |= bit;
        }
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
            openings,
            prefixes,
        }
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.size
    }

    /// Whether a stem or beginning that begins as this word does may be among those asked for.
    fn may_begin(&self, word: &str) -> bool {
        (1..=OPENING).any(|length| {
            let (place, bit) = opening(&word.as_bytes()[..length.min(word.len())]);
            self.openings[place] & bit != 0
        })
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
    starts: Vec<usize>,
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
            is_found: vec![false; vocabulary.size],
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
        &self.places[self.starts[word]..self.starts[word + 1]]
    }
}

struct Search<'a> {
    words: &'a [Said<'a>],
    vocabulary: &'a Vocabulary,
    found: Vec<(usize, Stretch)>,
    is_found: Vec<bool>,
}

impl Search<'_> {
    /// Notes the rubric's words that are spelled so. True where it is a spelling of the rubric, so no typing error.
    fn look_up(&mut self, key: &str, stretch: Stretch) -> bool {
        let mut is_known = false;
        for spelling in self.vocabulary.spelled(key) {
            is_known = true;
            if !spelling.exact || self.words[stretch.first].form == key {
                let word = spelling.word as usize;
                self.found.push((word, stretch));
                self.is_found[word] = true;
            }
        }
        for (prefix, word) in self.vocabulary.prefixes_of(key) {
            is_known |= prefix == key;
            self.found.push((*word, stretch));
        }
        is_known
    }

    fn look_up_pairs(&mut self) {
        let mut both = String::new();
        for (at, pair) in self.words.windows(2).enumerate() {
            if !may_be_one(pair) {
                continue;
            }
            both.clear();
            both.push_str(pair[0].form);
            both.push_str(pair[1].form);
            let here = Stretch {
                first: at,
                last: at + 1,
            };
            let may_stand = self.vocabulary.may_begin(&both);
            if may_stand || both.len() < BEGINS_AS_ITS_STEM {
                let stemmed = stem(&both);
                if stemmed != both {
                    self.look_up(&stemmed, here);
                }
            }
            if may_stand {
                self.look_up(&both, here);
            }
        }
    }

    /// A slip of the finger counts for words that are written nowhere.
    fn look_up_slips(&mut self, unknown: &[(&str, Stretch)]) {
        for (key, here) in unknown {
            let slips = self.vocabulary.slips_to(key);
            self.found.extend(
                slips
                    .filter(|word| !self.is_found[*word])
                    .map(|word| (word, *here)),
            );
        }
    }

    fn into_occurrences(mut self) -> Occurrences {
        self.found.sort_unstable();
        self.found.dedup();
        let mut starts = Vec::with_capacity(self.vocabulary.size + 1);
        for (at, (word, _)) in self.found.iter().enumerate() {
            starts.resize(starts.len().max(word + 1), at);
        }
        starts.resize(self.vocabulary.size + 1, self.found.len());
        let mut standing: Vec<usize> = self.found.iter().map(|(word, _)| *word).collect();
        standing.dedup();
        Occurrences {
            standing,
            places: self.found.into_iter().map(|(_, place)| place).collect(),
            starts,
        }
    }
}

/// So many letters at the beginning tell most words apart.
const OPENING: usize = 3;

/// From this length on, a word and its stem begin with the same letters (`i` for `y`): stemming takes off endings. A test of
/// `text::stem` holds it.
const BEGINS_AS_ITS_STEM: usize = 10;

/// The place of a word's first letters among 4096, as a word and a bit of it. `y` and `i` are one letter, as in "try" and
/// "tries".
fn opening(word: &[u8]) -> (usize, u64) {
    let letters = word.iter().take(OPENING);
    let place = letters.fold(0_usize, |place, &letter| {
        let letter = if letter == b'y' { b'i' } else { letter };
        place * 37 + usize::from(letter)
    });
    let place = place & 4095;
    (place >> 6, 1 << (place & 63))
}

/// The first eight bytes as a number that sorts as they do.
fn head(word: &str) -> u64 {
    let bytes = word.bytes().chain([0; 8]).take(8);
    bytes.fold(0, |head, byte| head << 8 | u64::from(byte))
}

/// Which letters stand in a word, each a bit; letters may share one.
fn letters(word: &str) -> u32 {
    word.bytes()
        .fold(0, |letters, byte| letters | 1 << (byte & 31))
}

/// Whether two neighbours may be one word that was written, or heard, apart.
fn may_be_one(pair: &[Said<'_>]) -> bool {
    let plain = |word: &Said<'_>| {
        word.form.bytes().all(|b| b.is_ascii_alphanumeric())
            && !is_function_word(word.form)
            && word.form != "no"
    };
    pair[0].clause == pair[1].clause
        && pair[0].form.len() + pair[1].form.len() >= JOINED_AT_LEAST
        && pair.iter().all(plain)
}
