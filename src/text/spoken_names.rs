//! Names as they are spoken, or as a recognizer hears them: "dunder init", "g i l", "num pie", "double equals".

use std::sync::LazyLock;

use super::normalize::Plain;
use super::tokenize::{RawKind, dunder_form};
use super::words::WordTable;

/// Spoken or misheard names, as words in a row, and what they stand for.
/// The longest match at a place wins.
const SPOKEN: &[(&str, &str)] = &[
    ("g i l", "gil"),
    ("dot pie", "py"),
    ("dot p y", "py"),
    ("p y x", "pyx"),
    ("p y c", "pyc"),
    ("h t t p", "http"),
    ("h t t p s", "https"),
    ("c def", "cdef"),
    ("see def", "cdef"),
    ("func tools", "functools"),
    ("iter tools", "itertools"),
    ("itter tools", "itertools"),
    ("async i o", "asyncio"),
    ("async io", "asyncio"),
    ("i slash o", "io"),
    ("i o", "io"),
    ("i/o", "io"),
    ("double equals", "=="),
    ("double equal", "=="),
    ("equals equals", "=="),
    ("equal equal", "=="),
    ("plus equals", "+="),
    ("plus equal", "+="),
    ("star args", "* args"),
    ("star arguments", "* args"),
    ("star star kwargs", "** kwargs"),
    ("double star kwargs", "** kwargs"),
    ("star star kw args", "** kwargs"),
    ("kw args", "kwargs"),
    ("quarks", "kwargs"),
    ("at sign", "@"),
    ("num pie", "numpy"),
    ("num py", "numpy"),
    ("numb pie", "numpy"),
    ("sci pie", "scipy"),
    ("pie test", "pytest"),
    ("pi test", "pytest"),
    ("py test", "pytest"),
    ("c python", "cpython"),
    ("sea python", "cpython"),
    ("named tuple", "namedtuple"),
    ("name tuple", "namedtuple"),
    ("double ended queue", "deque"),
    ("deck", "deque"),
    ("meta class", "metaclass"),
    ("multi processing", "multiprocessing"),
    ("multi threading", "multithreading"),
    ("v env", "venv"),
    ("vee env", "venv"),
    ("virtual env", "virtualenv"),
    ("docker file", "dockerfile"),
    ("t t l", "ttl"),
    ("l r u", "lru"),
    ("s q l", "sql"),
    ("sequel", "sql"),
    ("u t c", "utc"),
    ("a p i", "api"),
    ("a p is", "api"),
    ("u r l", "url"),
    ("c p u", "cpu"),
    ("g c", "gc"),
    ("o r m", "orm"),
    ("m r o", "mro"),
    ("i d", "id"),
    ("i ds", "id"),
    ("re dis", "redis"),
    ("jason", "json"),
    ("time zone", "timezone"),
    ("time zones", "timezone"),
    ("name space", "namespace"),
    ("key word", "keyword"),
    ("key words", "keyword"),
    ("file name", "filename"),
    ("sub class", "subclass"),
    ("sub classes", "subclass"),
    ("monkey patch", "monkeypatch"),
    ("monkey patching", "monkeypatch"),
    ("e g", "eg"),
    ("i e", "ie"),
    ("o of n", "o n"),
    ("oh of n", "o n"),
    ("o of 1", "o 1"),
    ("o of one", "o 1"),
    ("oh of one", "o 1"),
    ("o one", "o 1"),
    ("o of log n", "o log n"),
    ("o of n squared", "o n 2"),
    ("n squared", "n 2"),
    ("order n", "o n"),
    ("can t", "can not"),
    ("don t", "do not"),
    ("doesn t", "does not"),
    ("isn t", "is not"),
    ("won t", "will not"),
    ("aren t", "are not"),
    ("didn t", "did not"),
    ("it s", "it is"),
    ("that s", "that is"),
    ("you re", "you are"),
    ("you know", ""),
    ("i mean", ""),
];

/// The table by its first words: for each what is said and what is meant.
static TABLE: LazyLock<WordTable<Vec<(&'static str, &'static str)>>> = LazyLock::new(|| {
    let opener = |said: &'static str| said.split(' ').next().unwrap_or(said);
    let starting_so = |word| {
        let same = SPOKEN.iter().filter(move |(said, _)| opener(said) == word);
        same.copied().collect()
    };
    WordTable::of(
        SPOKEN
            .iter()
            .map(|(said, _)| (opener(said), starting_so(opener(said)))),
    )
});

/// The words that a spoken name at the beginning of these pieces stands for, and how many pieces it takes.
pub(super) fn spoken_name(pieces: &[Plain]) -> Option<(Vec<Plain>, usize)> {
    dunder(pieces).or_else(|| by_table(pieces))
}

/// "dunder init", "double underscore init (double underscore)".
fn dunder(pieces: &[Plain]) -> Option<(Vec<Plain>, usize)> {
    let word = |n: usize| pieces.get(n).and_then(Plain::word);
    let name_at = match (word(0)?, word(1)) {
        ("dunder", _) => 1,
        ("double", Some("underscore" | "underscores")) => 2,
        ("underscore", Some("underscore")) => 2,
        _ => return None,
    };
    let name = word(name_at)?;
    let mut taken = name_at + 1;
    match (word(taken), word(taken + 1)) {
        (Some("double"), Some("underscore")) | (Some("underscore"), Some("underscore")) => {
            taken += 2
        }
        (Some("underscore"), _) => taken += 1,
        _ => {}
    }
    let span = pieces[0].span.join(pieces[taken - 1].span);
    Some((
        vec![Plain {
            span,
            kind: RawKind::Word(dunder_form(name)),
        }],
        taken,
    ))
}

fn by_table(pieces: &[Plain]) -> Option<(Vec<Plain>, usize)> {
    let mut best: Option<(&str, usize)> = None;
    for &(said, meant) in TABLE.get(pieces[0].word()?)? {
        let length = said.split(' ').count();
        let matches = said
            .split(' ')
            .enumerate()
            .all(|(n, word)| pieces.get(n).and_then(Plain::word) == Some(word));
        if matches && best.is_none_or(|(_, longest)| length > longest) {
            best = Some((meant, length));
        }
    }
    let (meant, length) = best?;
    let span = pieces[0].span.join(pieces[length - 1].span);
    let words = meant
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(|word| Plain {
            span,
            kind: RawKind::Word(word.to_owned()),
        })
        .collect();
    Some((words, length))
}
