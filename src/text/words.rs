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

static LISTS: LazyLock<[WordList; 4]> = LazyLock::new(|| {
    [FUNCTION_WORDS, CLAUSE_STARTERS, PRONOUNS, AUXILIARIES]
        .map(|list| WordList::of(list.split_whitespace()))
});

/// A list that is asked for every word of every answer: its words are numbers, because comparing those costs a tenth.
#[derive(Debug)]
pub struct WordList(Vec<u128>);

impl WordList {
    /// A list of words of up to 15 bytes; a longer one is never found.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut packed: Vec<u128> = words.into_iter().filter_map(packed).collect();
        packed.sort_unstable();
        Self(packed)
    }

    /// Whether the word is in the list.
    pub fn has(&self, word: &str) -> bool {
        packed(word).is_some_and(|word| self.0.binary_search(&word).is_ok())
    }
}

/// A word of up to 15 bytes as a number of its own.
pub(super) fn packed(word: &str) -> Option<u128> {
    // The length is part of the number: no two words share one.
    let bytes = word.bytes().take(15);
    (word.len() <= 15)
        .then(|| bytes.fold(word.len() as u128, |packed, b| packed << 8 | u128::from(b)))
}

/// The words that carry grammar.
pub(super) fn function_words() -> impl Iterator<Item = &'static str> {
    FUNCTION_WORDS.split_whitespace()
}

/// Whether a word carries grammar, not content.
pub fn is_function_word(word: &str) -> bool {
    LISTS[0].has(word)
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
