//! From raw pieces to plain words: contractions taken apart, what the speaker took back undone, spoken names put together,
//! fillers and stutters dropped. Every word keeps the span of what was really written.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Span;
use super::repair::{TELLING, take, undo_repairs};
use super::spoken_names::{openers, spoken_name};
use super::tokenize::{Raw, RawKind};
use super::words::{WordTable, is_function_word, says_which};

/// A plain word, or the end of a clause or sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plain<'a> {
    pub(super) span: Span,
    pub(super) kind: RawKind<'a>,
    /// What its word may do besides standing for itself: most do nothing.
    pub(super) may: May,
}

/// What a word may do in the steps that follow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct May {
    /// It only fills a pause.
    pub(super) fill: bool,
    /// It is a contraction without its apostrophe, or a casual spelling.
    stand_for_others: bool,
    /// A spoken name may begin with it.
    pub(super) begin_name: bool,
    /// A vague "kind of" may begin with it.
    be_vague: bool,
    /// It may be a part of a cue by which something is taken back.
    pub(super) take_back: bool,
}

impl<'a> Plain<'a> {
    /// A word, whatever it may do looked up.
    pub(super) fn new(span: Span, word: Cow<'a, str>) -> Self {
        let may = TABLES.may.get(&word).copied().unwrap_or_default();
        Self {
            span,
            kind: RawKind::Word(word),
            may,
        }
    }

    /// The end of a clause or sentence.
    pub(super) fn mark(span: Span, kind: RawKind<'a>) -> Self {
        Self {
            span,
            kind,
            may: May::default(),
        }
    }

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
    casual: WordTable<&'static str>,
    may: WordTable<May>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut all: BTreeMap<&str, May> = BTreeMap::new();
    for word in FILLERS {
        all.entry(word).or_default().fill = true;
    }
    for (word, _) in CASUAL {
        all.entry(word).or_default().stand_for_others = true;
    }
    for word in openers() {
        all.entry(word).or_default().begin_name = true;
    }
    for word in ["kind", "sort"] {
        all.entry(word).or_default().be_vague = true;
    }
    for word in TELLING {
        all.entry(word).or_default().take_back = true;
    }
    Tables {
        casual: WordTable::of(CASUAL),
        may: WordTable::of(all),
    }
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
        let may = apart[at].may;
        let name = may.begin_name.then(|| spoken_name(&apart[at..])).flatten();
        if let Some((words, taken)) = name {
            at += taken;
            for word in words {
                keep(word, &mut out);
            }
        } else if may.be_vague && is_vague(out.last(), &apart[at..]) {
            at += 2;
        } else {
            let piece = take(&mut apart[at]);
            at += 1;
            keep(piece, &mut out);
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

/// Keeps a word unless it is a filler or a stutter.
fn keep<'a>(plain: Plain<'a>, out: &mut Vec<Plain<'a>>) {
    if let Some(word) = plain.word() {
        let stutter = out.last().is_some_and(|last| {
            last.word() == Some(word)
                && last.span != plain.span
                && word.chars().all(char::is_alphabetic)
        });
        if stutter || plain.may.fill {
            return;
        }
    }
    out.push(plain);
}

/// Adds a contraction as its words, each with the span of the whole; anything else as it is.
fn take_apart<'a>(raw: Raw<'a>, out: &mut Vec<Plain<'a>>) {
    let word = match raw.kind {
        RawKind::Word(word) => word,
        mark => return out.push(Plain::mark(raw.span, mark)),
    };
    let whole = Plain::new(raw.span, word);
    let Some(word) = whole.word() else {
        return;
    };
    if !whole.may.stand_for_others && !word.contains('\'') {
        out.push(whole);
        return;
    }
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
    out.extend(words.into_iter().map(|word| Plain::new(raw.span, word)));
}
