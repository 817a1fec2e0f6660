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

static SORTED: LazyLock<[Vec<&str>; 4]> = LazyLock::new(|| {
    [FUNCTION_WORDS, CLAUSE_STARTERS, PRONOUNS, AUXILIARIES].map(|list| {
        let mut words: Vec<&str> = list.split_whitespace().collect();
        words.sort_unstable();
        words.dedup();
        words
    })
});

fn is_in(list: usize, word: &str) -> bool {
    SORTED[list].binary_search(&word).is_ok()
}

/// Whether a word carries grammar, not content.
pub fn is_function_word(word: &str) -> bool {
    is_in(0, word)
}

/// Whether a word begins a new clause.
pub fn starts_clause(word: &str) -> bool {
    is_in(1, word)
}

/// Whether a word takes up something said before.
pub fn is_pronoun(word: &str) -> bool {
    is_in(2, word)
}

/// Whether a word is an auxiliary verb.
pub fn is_auxiliary(word: &str) -> bool {
    is_in(3, word)
}
