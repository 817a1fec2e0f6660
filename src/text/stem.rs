//! One form for all inflections of a word: irregular forms first, then British spellings, then the Snowball
//! (Porter 2) English stemmer.

use std::borrow::Cow;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use super::words::{WordTable, function_words};

/// Irregular forms and the word they belong to. Measured need: every row met an answer or a pattern.
const IRREGULAR: [(&str, &str); 79] = [
    ("run", "ran running runs"),
    ("write", "wrote written writes writing writen"),
    ("keep", "kept"),
    ("make", "made making makes"),
    ("build", "built"),
    ("hold", "held"),
    ("give", "gave given giving gives"),
    ("take", "took taken taking takes"),
    ("throw", "threw thrown throws"),
    ("break", "broke broken"),
    ("find", "found"),
    ("get", "got gotten getting gets"),
    ("go", "went gone goes going"),
    ("send", "sent"),
    ("leave", "left leaving"),
    ("lose", "lost losing loses"),
    ("begin", "began begun beginning"),
    ("catch", "caught catches"),
    ("grow", "grew grown grows growing growth"),
    ("hide", "hidden hid hides hiding"),
    ("see", "saw seen sees seeing"),
    ("say", "said says"),
    ("put", "putting puts"),
    ("know", "knew known knows"),
    ("come", "came coming comes"),
    ("choose", "chose chosen choosing"),
    ("sit", "sat sitting"),
    ("stand", "stood"),
    ("think", "thought"),
    ("tell", "told"),
    ("speak", "spoke spoken"),
    ("rewrite", "rewrote rewritten rewriting"),
    ("shrink", "shrunk shrank"),
    ("freeze", "froze frozen freezing freezes"),
    ("child", "children"),
    ("wake", "woke woken waking"),
    ("forget", "forgot forgotten forgetting"),
    ("become", "became becoming"),
    ("bring", "brought"),
    ("spend", "spent"),
    ("split", "splitting splits"),
    ("do", "did done does doing"),
    ("be", "is are being am"),
    ("have", "has having"),
    ("quick", "quicker quickest quickly"),
    ("fast", "faster fastest"),
    ("slow", "slower slowest slowly"),
    ("small", "smaller smallest"),
    ("big", "bigger biggest"),
    ("cheap", "cheaper cheaply"),
    ("safe", "safer safely safety"),
    ("large", "larger largest"),
    ("light", "lighter"),
    ("heavy", "heavier"),
    ("easy", "easier easiest easily"),
    ("raise", "raised raising raises"),
    ("rise", "rose risen rising"),
    ("share", "sharing shared shares"),
    ("reuse", "reusing reused reuses"),
    ("use", "using used uses"),
    ("index", "indices indexes indexing indexed"),
    ("lie", "lies lying"),
    ("overwrite", "overwritten overwrote overwriting overwrites"),
    ("lead", "led"),
    ("mean", "meant"),
    ("try", "tried tries trying"),
    ("copy", "copies copied copying"),
    ("fall", "fell fallen"),
    ("draw", "drew drawn"),
    ("eat", "ate eaten"),
    ("feel", "felt"),
    ("mutate", "mutated mutates mutating"),
    ("mutable", "mutability"),
    ("immutable", "immutability"),
    ("cache", "cached caching caches"),
    ("hash", "hashes hashed hashing"),
    ("add", "added adding adds"),
    ("iterable", "iterables"),
    ("hashable", "hashability hashables"),
];

/// Number words that mean their digits. "One" is left out: it is mostly a pronoun.
const NUMBERS: [(&str, &str); 10] = [
    ("zero", "0"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
];

/// The most common words of answers, a word and its stem a line: stemming is a sixth of all that grading does. Made by
/// `cargo run --example common_stems`.
const COMMON: &str = include_str!("common_stems.txt");

/// The stems that are not left to the stemmer, and those that it need not work out again.
static KNOWN: LazyLock<WordTable<Cow<'static, str>>> = LazyLock::new(|| {
    let irregular = IRREGULAR.iter().flat_map(|(word, forms)| {
        let stem = Cow::<str>::Owned(snowball(word).into_owned());
        let forms = forms.split(' ').chain([*word]);
        forms.map(move |form| (form, stem.clone()))
    });
    let numbers = NUMBERS
        .iter()
        .map(|(number, digits)| (*number, Cow::Borrowed(*digits)));
    let grammar = function_words().map(|word| (word, stem_by_rule(word)));
    let common = COMMON.lines().filter_map(|line| line.split_once(' '));
    let common = common.map(|(word, stem)| (word, Cow::Borrowed(stem)));
    // An irregular form goes before the same word in a later table.
    WordTable::of(irregular.chain(numbers).chain(grammar).chain(common))
});

static SNOWBALL: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// The stem of a lower-case word. What is not a word of letters comes back as it is.
pub fn stem(word: &str) -> Cow<'_, str> {
    match known_stem(word) {
        Some(stem) => Cow::Borrowed(stem),
        None => stem_by_rule(word),
    }
}

/// The stem as [`stem`] gives it, to be kept longer than the word.
pub(super) fn kept_stem(word: &str) -> Cow<'static, str> {
    match known_stem(word) {
        Some(stem) => Cow::Borrowed(stem),
        None => Cow::Owned(stem_by_rule(word).into_owned()),
    }
}

fn known_stem(word: &str) -> Option<&'static str> {
    match word {
        // Snowball takes them for forms of "import".
        "important" | "importance" => Some("important"),
        _ => KNOWN.get(word).map(|stem| &**stem),
    }
}

fn stem_by_rule(word: &str) -> Cow<'_, str> {
    if !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    match american(word) {
        Some(spelling) => Cow::Owned(snowball(&spelling).into_owned()),
        None => snowball(word),
    }
}

fn snowball(word: &str) -> Cow<'_, str> {
    SNOWBALL.stem(word)
}

/// The American spelling of a British one.
fn american(word: &str) -> Option<String> {
    if word.len() > 6 {
        for (british, z) in [
            ("isation", "ization"),
            ("isations", "izations"),
            ("ise", "ize"),
            ("ised", "ized"),
            ("ises", "izes"),
            ("ising", "izing"),
            ("iser", "izer"),
            ("isers", "izers"),
        ] {
            if let Some(root) = word.strip_suffix(british)
                && root.len() >= 4
                && !root.ends_with("prom")
                && !root.ends_with("otherw")
                && !root.ends_with("likew")
            {
                return Some(format!("{root}{z}"));
            }
        }
    }
    // Letters of the words below: most words hold none of them.
    if !word
        .as_bytes()
        .windows(3)
        .any(|letters| matches!(letters, b"our" | b"ntr" | b"ice"))
    {
        return None;
    }
    ["colour", "behaviour", "centre", "licence", "favour"]
        .iter()
        .find(|british| word.contains(*british))
        .map(|british| {
            let us = match *british {
                "centre" => "center",
                "licence" => "license",
                other => return word.replace(other, &other.replace("our", "or")),
            };
            word.replace(british, us)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_stems_are_what_the_stemmer_makes_of_their_words() {
        let irregular = |word: &str| {
            let mut rows = IRREGULAR.iter();
            rows.any(|(stem, forms)| *stem == word || forms.split(' ').any(|form| form == word))
        };
        for line in COMMON.lines() {
            let (word, stem) = line.split_once(' ').unwrap();
            let special = irregular(word)
                || word.starts_with("importan")
                || NUMBERS.iter().any(|(number, _)| *number == word);
            assert!(special || stem == stem_by_rule(word), "{line}");
        }
        assert!(COMMON.lines().count() > 1000);
    }

    #[test]
    fn inflections_share_a_stem() {
        for (a, b) in [
            ("written", "write"),
            ("immutability", "immutable"),
            ("caching", "cache"),
            ("initialise", "initialized"),
            ("behaviour", "behaviors"),
            ("two", "2"),
            ("adding", "add"),
            ("dictionaries", "dictionary"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} and {b}");
        }
    }

    #[test]
    fn words_that_only_look_alike_keep_apart() {
        for (a, b) in [
            ("mutable", "immutable"),
            ("promise", "prom"),
            ("one", "1"),
            ("important", "import"),
        ] {
            assert_ne!(stem(a), stem(b), "{a} and {b}");
        }
    }
}
