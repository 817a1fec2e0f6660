//! The words that a rubric asks for, laid out to be looked up: by form, by stem, by beginning, and by a slip of the finger.

use super::pattern::Word;
use crate::text::{is_typo_of, stem};

/// A word of a rubric: its place among them.
pub(super) type WordNumber = u32;

/// The words of a rubric, by how they are spelled.
#[derive(Debug, Clone)]
pub(super) struct Vocabulary {
    /// How many words there are; their numbers are below it.
    pub(super) size: usize,
    /// The letters of all of them, one after the other.
    letters: String,
    /// The stems and forms, sorted.
    spellings: Vec<Spelling>,
    /// The first eight bytes of each spelling: most lookups read nothing else.
    heads: Vec<u64>,
    /// The beginnings that are asked for, sorted.
    prefixes: Vec<Prefix>,
    /// What may have been meant by a slip of the finger, by first letter and length.
    meant: Vec<Meant>,
}

/// Where a text stands among the letters of a vocabulary.
#[derive(Debug, Clone, Copy)]
struct Letters {
    start: u32,
    end: u32,
}

/// How a word is spelled.
#[derive(Debug, Clone)]
pub(super) struct Spelling {
    text: Letters,
    pub(super) word: WordNumber,
    /// It is no stem: the word must be written so.
    pub(super) exact: bool,
}

/// How a word begins.
#[derive(Debug, Clone)]
pub(super) struct Prefix {
    pub(super) text: String,
    /// Its first eight bytes, and which of them there are.
    head: u64,
    mask: u64,
    pub(super) word: WordNumber,
}

#[derive(Debug, Clone)]
struct Meant {
    first_letter: u8,
    length: usize,
    /// Which letters stand in it.
    letters: u32,
    form: Letters,
    word: WordNumber,
}

impl Vocabulary {
    /// The words of a rubric, each with its number's place.
    pub(super) fn of(words: Vec<Word>) -> Self {
        let size = words.len();
        let (mut spellings, mut prefixes, mut meant) = (Vec::new(), Vec::new(), Vec::new());
        for (number, spelled) in (0..).zip(words) {
            match spelled {
                Word::Exact(text) => spellings.push((text, number, true)),
                Word::Prefix(prefix) => prefixes.push((prefix, number)),
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
            prefixes: prefixes.into_iter().map(Prefix::of).collect(),
        }
    }

    /// Whether some spelling or beginning starts with this whole word and goes on.
    pub(super) fn goes_on_from(&self, word: &str) -> bool {
        let wanted = head(word);
        // The heads of all spellings that start with the first letters of the word stand together.
        let last = wanted | !mask(word);
        let from = self.heads.partition_point(|&head| head < wanted);
        let spelled = self.heads[from..]
            .iter()
            .zip(&self.spellings[from..])
            .take_while(|(head, _)| **head <= last)
            .map(|(_, spelling)| self.text(spelling.text));
        let from = (self.prefixes).partition_point(|prefix| prefix.text.as_str() < word);
        let begun = self.prefixes[from..]
            .iter()
            .map(|prefix| prefix.text.as_str())
            .take_while(|prefix| prefix.starts_with(word));
        spelled
            .chain(begun)
            .any(|text| text.len() > word.len() && text.starts_with(word))
    }

    fn text(&self, letters: Letters) -> &str {
        &self.letters[letters.start as usize..letters.end as usize]
    }

    /// The words that are spelled so.
    pub(super) fn spelled<'k>(&'k self, key: &'k str) -> impl Iterator<Item = &'k Spelling> {
        let wanted = head(key);
        let from = self.heads.partition_point(|&head| head < wanted);
        self.heads[from..]
            .iter()
            .zip(&self.spellings[from..])
            .take_while(move |(head, _)| **head == wanted)
            .map(|(_, spelling)| spelling)
            .filter(move |spelling| self.text(spelling.text) == key)
    }

    /// The words that are asked for by a beginning of this one.
    pub(super) fn prefixes_of<'k>(&'k self, key: &'k str) -> impl Iterator<Item = &'k Prefix> {
        let head = head(key);
        self.prefixes
            .iter()
            .filter(move |prefix| (head ^ prefix.head) & prefix.mask == 0)
            .filter(move |prefix| key.starts_with(&prefix.text))
    }

    /// The words that are one slip of the finger away. A slip leaves the first letter alone.
    pub(super) fn slips_to<'k>(&'k self, key: &'k str) -> impl Iterator<Item = WordNumber> + 'k {
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
            .map(|meant| meant.word)
    }
}

impl Prefix {
    fn of((text, word): (String, WordNumber)) -> Self {
        Self {
            head: head(&text),
            mask: mask(&text),
            text,
            word,
        }
    }
}

/// The bits of a head that a word's first eight bytes take.
fn mask(word: &str) -> u64 {
    let unused = 8 * (8 - word.len().min(8));
    let unused = u32::try_from(unused).unwrap_or(64);
    u64::MAX.checked_shl(unused).unwrap_or(0)
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
