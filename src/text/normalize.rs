//! From raw pieces to plain words: contractions taken apart, what the speaker took back undone, spoken names put together,
//! fillers and stutters dropped. Every word keeps the span of what was really written.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::Span;
use super::repair::undo_repairs;
use super::spoken_names::spoken_name;
use super::tokenize::{Raw, RawKind};
use super::words::{WordList, WordTable, is_function_word, says_which};

/// A plain word, or the end of a clause or sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plain<'a> {
    pub(super) span: Span,
    pub(super) kind: RawKind<'a>,
}

impl Plain<'_> {
    pub(super) fn word(&self) -> Option<&str> {
        match &self.kind {
            RawKind::Word(word) => Some(word),
            _ => None,
        }
    }
}

/// Sounds that fill a pause. Words such as "like", "right" and "well" carry meaning and stay.
const FILLERS: [&str; 15] = [
    "um",
    "umm",
    "uh",
    "uhm",
    "erm",
    "er",
    "hmm",
    "hm",
    "mm",
    "ah",
    "yeah",
    "basically",
    "literally",
    "honestly",
    "obviously",
];

/// Contractions written without their apostrophe, and casual spellings.
const CASUAL: [(&str, &str); 40] = [
    ("dont", "do not"),
    ("doesnt", "does not"),
    ("didnt", "did not"),
    ("cant", "can not"),
    ("cannot", "can not"),
    ("wont", "will not"),
    ("isnt", "is not"),
    ("arent", "are not"),
    ("wasnt", "was not"),
    ("werent", "were not"),
    ("couldnt", "could not"),
    ("shouldnt", "should not"),
    ("wouldnt", "would not"),
    ("hasnt", "has not"),
    ("havent", "have not"),
    ("hadnt", "had not"),
    ("neednt", "need not"),
    ("mustnt", "must not"),
    ("aint", "is not"),
    ("gonna", "going to"),
    ("wanna", "want to"),
    ("gotta", "got to"),
    ("theres", "there is"),
    ("thats", "that is"),
    ("whats", "what is"),
    ("youre", "you are"),
    ("theyre", "they are"),
    ("im", "i am"),
    ("ive", "i have"),
    ("em", "them"),
    ("cuz", "because"),
    ("cos", "because"),
    ("coz", "because"),
    ("cause", "because"),
    ("lemme", "let me"),
    ("u", "you"),
    ("ur", "your"),
    ("bcoz", "because"),
    ("becoz", "because"),
    ("doesent", "does not"),
];

/// The lists above, ready to be asked.
struct Tables {
    fillers: WordList,
    casual: WordTable<&'static str>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables {
    fillers: WordList::of(FILLERS),
    casual: WordTable::of(CASUAL),
});

/// Turns raw pieces into plain words and breaks.
pub(super) fn normalize(raws: Vec<Raw<'_>>) -> Vec<Plain<'_>> {
    let mut apart: Vec<Plain<'_>> = Vec::with_capacity(raws.len());
    for raw in raws {
        take_apart(raw, &mut apart);
    }
    let mut apart = undo_repairs(apart);
    let mut out: Vec<Plain<'_>> = Vec::with_capacity(apart.len());
    let mut at = 0;
    while at < apart.len() {
        if let Some((words, taken)) = spoken_name(&apart[at..]) {
            at += taken;
            for word in words {
                keep(word, &mut out);
            }
        } else if is_vague(out.last(), &apart[at..]) {
            at += 2;
        } else {
            let kind = std::mem::replace(&mut apart[at].kind, RawKind::Clause);
            let span = apart[at].span;
            at += 1;
            keep(Plain { span, kind }, &mut out);
        }
    }
    out
}

/// "It is sort of fixed", "a kind of list": the two words say nothing; in "which kind of", "the sort of" they do.
fn is_vague(before: Option<&Plain<'_>>, pieces: &[Plain<'_>]) -> bool {
    let word = |n: usize| pieces.get(n).and_then(Plain::word);
    let before = before.and_then(Plain::word).unwrap_or_default();
    let says_which = says_which(before);
    match (word(0), word(1)) {
        (Some("kind"), Some("of")) => !says_which,
        // Things are sorted too: "a merge sort of the array", "the sort of two lists".
        (Some("sort"), Some("of")) => {
            !says_which && is_function_word(before) && !word(2).is_some_and(is_function_word)
        }
        _ => false,
    }
}

/// Whether a word only fills a pause.
pub(super) fn is_filler(word: &str) -> bool {
    TABLES.fillers.has(word)
}

/// Keeps a word unless it is a filler or a stutter.
fn keep<'a>(plain: Plain<'a>, out: &mut Vec<Plain<'a>>) {
    if let Some(word) = plain.word() {
        let stutter = out.last().is_some_and(|last| {
            last.word() == Some(word)
                && last.span != plain.span
                && word.chars().all(char::is_alphabetic)
        });
        if stutter || is_filler(word) {
            return;
        }
    }
    out.push(plain);
}

/// Adds a contraction as its words, each with the span of the whole; anything else as it is.
fn take_apart<'a>(raw: Raw<'a>, out: &mut Vec<Plain<'a>>) {
    let whole = Plain {
        span: raw.span,
        kind: raw.kind,
    };
    let Some(word) = whole.word() else {
        out.push(whole);
        return;
    };
    let words: Vec<Cow<'a, str>> = if let Some(root) = word.strip_suffix("n't") {
        let root = match root {
            "ca" => "can",
            "wo" => "will",
            "sha" => "shall",
            other => other,
        };
        vec![root.to_owned().into(), "not".into()]
    } else if let Some((root, tail)) = word.rsplit_once('\'') {
        let tail = match tail {
            "re" => Some("are"),
            "ve" => Some("have"),
            "ll" => Some("will"),
            "d" => Some("would"),
            "m" => Some("am"),
            "s" if matches!(
                root,
                "it" | "that" | "there" | "what" | "he" | "she" | "let" | "here"
            ) =>
            {
                Some("is")
            }
            _ => None,
        };
        [Some(root), tail]
            .into_iter()
            .flatten()
            .map(|w| w.replace('\'', "").into())
            .collect()
    } else if let Some(words) = TABLES.casual.get(word) {
        words.split(' ').map(Cow::Borrowed).collect()
    } else {
        out.push(whole);
        return;
    };
    out.extend(words.into_iter().map(|word| Plain {
        span: raw.span,
        kind: RawKind::Word(word),
    }));
}
