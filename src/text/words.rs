//! Word lists of English grammar. None of them holds a negator.

use std::sync::LazyLock;

/// Words that carry grammar, not content.
const FUNCTION_WORDS: &str = "a an the of to in on at for with by from as is are was were be been being am it its this that \
these those they them their there i you we he she your my our me us one ones and or but so if then than when while \
because which who what how why where do does did done doing have has had having can could will would should may might must just \
also very much many more most some any all each every other another such own same too into out up down over about \
again let like get got gets getting really even still thing things way ways kind sort lot need needs want make makes made mean means say says go goes \
say going well ok okay using use used uses via per etc eg ie whether both either here";

/// Words that begin a new clause.
const CLAUSE_STARTERS: &str = "but while whereas so because then since though although however unlike otherwise \
therefore if when unless until";

/// Words that take up something said before.
const PRONOUNS: &str = "it they this that these those them its their he she";

/// Auxiliary verbs: alone with a subject they repeat the verb phrase before ("tuples can't").
const AUXILIARIES: &str =
    "is are was were be do does did can could will would has have should may might";

/// Words that ask or tell which.
const SELECTORS: &str = "the what which this that any some each every same another one";

static LISTS: LazyLock<[WordList; 5]> = LazyLock::new(|| {
    [
        FUNCTION_WORDS,
        CLAUSE_STARTERS,
        PRONOUNS,
        AUXILIARIES,
        SELECTORS,
    ]
    .map(|list| WordList::of(list.split_whitespace()))
});

/// A list that is asked for every word of every answer: its words are numbers in a table with gaps, so that most questions
/// are answered by one look.
#[derive(Debug)]
pub struct WordList(WordTable<()>);

impl WordList {
    /// A list of words of up to 15 bytes; a longer one is never found.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self(WordTable::of(words.into_iter().map(|word| (word, ()))))
    }

    /// Whether the word is in the list.
    pub fn has(&self, word: &str) -> bool {
        self.0.get(word).is_some()
    }
}

/// Words of up to 15 bytes, each with a value. Of two values for one word the first stands.
#[derive(Debug)]
pub struct WordTable<T> {
    /// A power of two of slots, at most a quarter of them taken; a word stands at its place or in the next free slot.
    slots: Vec<Option<(u128, T)>>,
}

impl<T> WordTable<T> {
    /// A table of words with their values; a longer word is never found.
    pub fn of<'a>(words: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let packed: Vec<(u128, T)> = words
            .into_iter()
            .filter_map(|(word, value)| Some((packed(word)?, value)))
            .collect();
        let mut slots: Vec<Option<(u128, T)>> = Vec::new();
        slots.resize_with((packed.len() * 4).next_power_of_two(), || None);
        let mut table = Self { slots };
        for (word, value) in packed {
            let at = table.slot_of(word);
            table.slots[at].get_or_insert((word, value));
        }
        table
    }

    /// The value of a word.
    #[inline]
    pub fn get(&self, word: &str) -> Option<&T> {
        let at = self.slot_of(packed(word)?);
        self.slots[at].as_ref().map(|(_, value)| value)
    }

    /// Where a word stands, or would.
    #[inline]
    fn slot_of(&self, word: u128) -> usize {
        let mut at = place_of(word) & (self.slots.len() - 1);
        while let Some((other, _)) = &self.slots[at]
            && *other != word
        {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }
}

/// A number that spreads words over a table (the multiplier is the golden ratio's).
#[inline]
#[allow(clippy::cast_possible_truncation)] // the halves of a number, mixed
fn place_of(word: u128) -> usize {
    let mixed = (word as u64 ^ (word >> 64) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as usize
}

/// A word of up to 15 bytes as a number of its own: its first eight bytes, the rest, and its length.
#[inline]
pub(super) fn packed(word: &str) -> Option<u128> {
    let bytes = word.as_bytes();
    let (first, rest) = match bytes.len() {
        0..=8 => (few(bytes), 0),
        9..=15 => (few(&bytes[..8]), few(&bytes[8..])),
        _ => return None,
    };
    // The length is part of the number: no two words share one.
    let length = bytes.len() as u128;
    Some(u128::from(first) | u128::from(rest) << 64 | length << 120)
}

/// Up to eight bytes as a number. Reading them in halves that overlap spares a copy of unknown length.
#[inline]
fn few(bytes: &[u8]) -> u64 {
    let length = bytes.len();
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let shift = 8 * (length - 4);
        u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << shift
    } else {
        let bytes = bytes.iter().rev();
        bytes.fold(0, |number, &byte| number << 8 | u64::from(byte))
    }
}

/// The words that carry grammar.
pub fn function_words() -> impl Iterator<Item = &'static str> {
    FUNCTION_WORDS.split_whitespace()
}

/// Whether a word carries grammar, not content.
pub fn is_function_word(word: &str) -> bool {
    LISTS[0].has(word)
}

/// Whether a word before "kind of" or "sort of" asks or tells which: there the two words have a meaning.
pub(super) fn says_which(word: &str) -> bool {
    LISTS[4].has(word)
}

/// Whether a word begins a new clause.
pub fn starts_clause(word: &str) -> bool {
    LISTS[1].has(word)
}

/// Whether a word takes up something said before.
pub fn is_pronoun(word: &str) -> bool {
    LISTS[2].has(word)
}

/// Whether a word is an auxiliary verb.
pub fn is_auxiliary(word: &str) -> bool {
    LISTS[3].has(word)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{WordTable, packed};

    #[test]
    fn a_long_word_is_in_no_table() {
        let table = WordTable::of([("fifteen letters", 1), ("sixteen letters!", 2), ("a", 3)]);
        assert_eq!(table.get("fifteen letters"), Some(&1));
        assert_eq!(table.get("sixteen letters!"), None);
        assert_eq!(
            (table.get("a"), table.get(""), table.get("b")),
            (Some(&3), None, None)
        );
    }

    proptest! {
        #[test]
        fn a_packed_word_holds_its_letters_and_its_length(word in "[a-c\\x00é]{0,18}") {
            let number = packed(&word);
            prop_assert_eq!(number.is_some(), word.len() <= 15);
            if let Some(number) = number {
                let bytes = number.to_le_bytes();
                prop_assert_eq!(&bytes[..word.len()], word.as_bytes());
                prop_assert!(bytes[word.len()..15].iter().all(|byte| *byte == 0));
                prop_assert_eq!(usize::from(bytes[15]), word.len());
            }
        }
    }
}
