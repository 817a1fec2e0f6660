//! Whether sentences say something of their terms or only string them together. Measured on 700 answers of all kinds: people
//! who explain use auxiliaries, pronouns, conditions, comparisons and denials; strings of terms hardly do.

use std::sync::LazyLock;

use super::weights;
use crate::text::{WordList, is_function_word};

/// Verbs that link any two terms without saying anything of either.
const EMPTY_VERBS: &str = "address addresses affect affects concern concerns connect connects cover covers deal deals \
determine determines drive drives encompass encompasses facilitate facilitates govern governs handle handles imply implies \
influence influences interact interacts involve involves leverage leverages link links manage manages relate relates represent \
represents support supports underlie underlies underpin underpins utilise utilises utilize utilizes";

/// Words by which a sentence asserts, denies, conditions or refers.
const ASSERTING: &str = "is are was were be been being am do does did can could will would has have had should may might \
must not no never without nothing it you they i we its your them there than if because but only once when until";

/// "The stack handles LIFO and the queue manages FIFO": what is left without the terms is articles and empty verbs.
/// Of right answers a quarter to nearly half are grammar words other than articles; of such strings at most a tenth.
pub(super) fn joins_terms(words: &[&str]) -> bool {
    if words.len() < weights::JOINED_AT_LEAST {
        return false;
    }
    let article = |word: &str| matches!(word, "the" | "a" | "an" | "and" | "of");
    let predicating = share(words, |word| {
        !article(word)
            && (is_function_word(word)
                || matches!(word, "not" | "no" | "never" | "without" | "only"))
    });
    predicating < weights::JOINED_PREDICATION
        && (share(words, |word| LISTS.empty_verbs.has(word)) >= weights::JOINED_EMPTY_VERBS
            || share(words, article) >= weights::JOINED_ARTICLES)
}

/// "Mocks mock the dependencies by patching MagicMock into unittest, which asserts the isolation of autospec": long
/// sentences without any asserting word. Terse right answers lack them too, but come in short pieces.
/// `unwritten` marks cut pieces too.
pub(super) fn asserts_nothing(words: &[&str], source: &str, unwritten: usize) -> bool {
    let pieces = || {
        source
            .split([',', ';', ':', '(', ')', '!', '?', '\n', '—'])
            .flat_map(|piece| piece.split(". "))
            .filter(|piece| piece.chars().any(char::is_alphabetic))
            .count()
    };
    words.len() >= weights::JOINED_AT_LEAST
        && share(words, |word| LISTS.asserting.has(word)) < weights::ASSERTING_WORDS
        && words.len() as f64 >= weights::LONG_PIECES * (pieces() + unwritten) as f64
}

fn share(words: &[&str], counts: impl Fn(&str) -> bool) -> f64 {
    words.iter().filter(|word| counts(word)).count() as f64 / words.len() as f64
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let list = |words: &str| WordList::of(words.split_whitespace());
    Lists {
        empty_verbs: list(EMPTY_VERBS),
        asserting: list(ASSERTING),
    }
});

/// The lists above, ready to be asked.
struct Lists {
    empty_verbs: WordList,
    asserting: WordList,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joins(text: &str) -> bool {
        let text = text.to_lowercase();
        joins_terms(&text.split_whitespace().collect::<Vec<_>>())
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
