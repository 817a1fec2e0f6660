//! Whether sentences say something of their terms or only string them together. Measured on 700 answers of all kinds: people
//! who explain use auxiliaries, pronouns, conditions, comparisons and denials; strings of terms hardly do.

use std::sync::LazyLock;

use super::weights;
use crate::text::{WordTable, function_words, is_function_word};

/// Verbs that link any two terms without saying anything of either.
const EMPTY_VERBS: &str = "address addresses affect affects concern concerns connect connects cover covers deal deals \
determine determines drive drives encompass encompasses facilitate facilitates govern governs handle handles imply implies \
influence influences interact interacts involve involves leverage leverages link links manage manages relate relates represent \
represents support supports underlie underlies underpin underpins utilise utilises utilize utilizes";

/// Words by which a sentence asserts, denies, conditions or refers.
const ASSERTING: &str = "is are was were be been being am do does did can could will would has have had should may might \
must not no never without nothing it you they i we its your them there than if because but only once when until";

/// Words that stand before a name and say nothing of it, or put one to another.
const ARTICLES: &str = "the a an and of";

/// Words besides grammar that say something.
const PREDICATING: &str = "not no never without only";

/// How many words of each kind an answer has.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    /// All of them.
    pub(super) words: usize,
    /// Words of grammar.
    pub(super) grammar: usize,
    articles: usize,
    predicating: usize,
    empty_verbs: usize,
    asserting: usize,
}

impl Counts {
    /// Counts the words of an answer.
    pub(super) fn of(words: &[&str]) -> Self {
        let mut counts = Self {
            words: words.len(),
            ..Self::default()
        };
        for kinds in words.iter().filter_map(|word| KINDS.get(word)) {
            counts.grammar += usize::from(kinds.grammar);
            counts.articles += usize::from(kinds.article);
            counts.predicating += usize::from(kinds.predicating);
            counts.empty_verbs += usize::from(kinds.empty_verb);
            counts.asserting += usize::from(kinds.asserting);
        }
        counts
    }

    fn share(&self, count: usize) -> f64 {
        count as f64 / self.words as f64
    }

    /// "The stack handles LIFO and the queue manages FIFO": what is left without the terms is articles and empty verbs.
    /// Of right answers a quarter to nearly half are grammar words other than articles; of such strings at most a tenth.
    pub(super) fn joins_terms(&self) -> bool {
        self.words >= weights::JOINED_AT_LEAST
            && self.share(self.predicating) < weights::JOINED_PREDICATION
            && (self.share(self.empty_verbs) >= weights::JOINED_EMPTY_VERBS
                || self.share(self.articles) >= weights::JOINED_ARTICLES)
    }

    /// "Mocks mock the dependencies by patching MagicMock into unittest, which asserts the isolation of autospec": long
    /// sentences without any asserting word. Terse right answers lack them too, but come in short pieces.
    /// `unwritten` marks cut pieces too.
    pub(super) fn asserts_nothing(&self, source: &str, unwritten: usize) -> bool {
        let pieces = || {
            source
                .split([',', ';', ':', '(', ')', '!', '?', '\n', '—'])
                .flat_map(|piece| piece.split(". "))
                .filter(|piece| piece.chars().any(char::is_alphabetic))
                .count()
        };
        self.words >= weights::JOINED_AT_LEAST
            && self.share(self.asserting) < weights::ASSERTING_WORDS
            && self.words as f64 >= weights::LONG_PIECES * (pieces() + unwritten) as f64
    }
}

/// The kinds that a word is of.
#[derive(Debug, Default)]
struct Kinds {
    grammar: bool,
    article: bool,
    predicating: bool,
    empty_verb: bool,
    asserting: bool,
}

/// The lists above and the words of grammar, ready to be asked.
static KINDS: LazyLock<WordTable<Kinds>> = LazyLock::new(|| {
    let lists = [ARTICLES, PREDICATING, EMPTY_VERBS, ASSERTING].map(str::split_whitespace);
    let words = lists.into_iter().flatten().chain(function_words());
    let is_in = |list: &str, word: &str| list.split_whitespace().any(|other| other == word);
    WordTable::of(words.map(|word| {
        let (grammar, article) = (is_function_word(word), is_in(ARTICLES, word));
        let kinds = Kinds {
            grammar,
            article,
            predicating: !article && (grammar || is_in(PREDICATING, word)),
            empty_verb: is_in(EMPTY_VERBS, word),
            asserting: is_in(ASSERTING, word),
        };
        (word, kinds)
    }))
});

#[cfg(test)]
mod tests {
    use super::*;

    fn joins(text: &str) -> bool {
        let text = text.to_lowercase();
        Counts::of(&text.split_whitespace().collect::<Vec<_>>()).joins_terms()
    }

    #[test]
    fn one_plain_sentence_with_many_articles_is_no_string_of_terms() {
        assert!(!joins(
            "The inner join returns only matching rows and the left join returns all rows of the first table"
        ));
        assert!(joins(
            "The inner join and the left join and the right join and the outer join and the table and the row and the key \
             and the index"
        ));
    }
}
