//! Where each word of an answer stands, for looking up the words of a rubric: by form, by stem, by beginning, and by a
//! slip of the finger. Two neighbours written as one word are found too ("name space" for "namespace").

use std::borrow::Cow;

use super::compile::{JOINED_AT_LEAST, Prepared};
use super::pattern::Word;
use super::reading::{Said, Stretch};
use crate::text::{is_function_word, is_typo_of, stem};

/// A spelling and where it stands. The first eight bytes come first, as a number: most lookups need no more.
type Key<'a> = (u64, Cow<'a, str>, Stretch);

/// The spellings of an answer, sorted.
#[derive(Debug)]
pub(super) struct Index<'a> {
    keys: Vec<Key<'a>>,
    /// The form of each word.
    forms: Vec<&'a str>,
}

impl<'a> Index<'a> {
    /// Indexes the words of an answer.
    pub(super) fn new(words: &[Said<'a>]) -> Self {
        let mut keys: Vec<Key<'a>> = Vec::with_capacity(words.len() * 3);
        for (at, word) in words.iter().enumerate() {
            let here = Stretch {
                first: at,
                last: at,
            };
            keys.push((head(word.stem), Cow::Borrowed(word.stem), here));
            if word.form != word.stem {
                keys.push((head(word.form), Cow::Borrowed(word.form), here));
            }
        }
        for (at, pair) in words
            .windows(2)
            .enumerate()
            .filter(|(_, pair)| may_be_one(pair))
        {
            let both = format!("{}{}", pair[0].form, pair[1].form);
            let here = Stretch {
                first: at,
                last: at + 1,
            };
            let stemmed = stem(&both).into_owned();
            if stemmed != both {
                keys.push((head(&stemmed), Cow::Owned(stemmed), here));
            }
            keys.push((head(&both), Cow::Owned(both), here));
        }
        keys.sort_unstable();
        Self {
            keys,
            forms: words.iter().map(|word| word.form).collect(),
        }
    }

    /// Where a word of the rubric stands; `wanted` is its stem.
    pub(super) fn find(&self, word: &Word, wanted: &str, prepared: &Prepared) -> Vec<Stretch> {
        let mut found: Vec<Stretch> = match word {
            Word::Exact(form) => self
                .spelled(form)
                .filter(|stretch| self.forms[stretch.first] == form)
                .collect(),
            Word::Prefix(prefix) => self
                .from(prefix)
                .take_while(|(_, key, _)| key.starts_with(prefix.as_str()))
                .map(|(_, _, stretch)| *stretch)
                .collect(),
            Word::Stem(form) => {
                let mut found: Vec<Stretch> = self.spelled(wanted).collect();
                if wanted != form {
                    found.extend(self.spelled(form));
                }
                if found.is_empty() {
                    found.extend(self.slips(form, prepared));
                }
                found
            }
        };
        found.sort_unstable();
        found.dedup();
        found
    }

    fn spelled<'k>(&'k self, word: &'k str) -> impl Iterator<Item = Stretch> + use<'k, 'a> {
        self.from(word)
            .take_while(move |(_, key, _)| key == word)
            .map(|(_, _, stretch)| *stretch)
    }

    /// Words that are one slip of the finger away and no words of the rubric themselves. A slip leaves the first letter alone.
    fn slips<'k>(
        &'k self,
        form: &'k str,
        prepared: &'k Prepared,
    ) -> impl Iterator<Item = Stretch> + use<'k, 'a> {
        let letter = &form[..form.chars().next().map_or(0, char::len_utf8)];
        self.from(letter)
            .take_while(move |(_, key, _)| key.starts_with(letter))
            .filter(|(_, key, stretch)| {
                stretch.first == stretch.last
                    && is_typo_of(key, form)
                    && !prepared.known.contains(key.as_ref())
            })
            .map(|(_, _, stretch)| *stretch)
    }

    /// The keys from a spelling on.
    fn from(&self, word: &str) -> std::slice::Iter<'_, Key<'a>> {
        let wanted = head(word);
        let from = self
            .keys
            .partition_point(|(start, key, _)| (*start, key.as_ref()) < (wanted, word));
        self.keys[from..].iter()
    }
}

/// The first eight bytes as a number that sorts as they do.
fn head(word: &str) -> u64 {
    let mut bytes = [0; 8];
    let length = word.len().min(8);
    bytes[..length].copy_from_slice(&word.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}

/// Whether two neighbours may be one word that was written, or heard, apart.
fn may_be_one(pair: &[Said<'_>]) -> bool {
    let plain = |word: &Said<'_>| {
        word.form.bytes().all(|b| b.is_ascii_alphanumeric())
            && !is_function_word(word.form)
            && word.form != "no"
    };
    pair[0].clause == pair[1].clause
        && pair.iter().all(plain)
        && pair[0].form.len() + pair[1].form.len() >= JOINED_AT_LEAST
}
