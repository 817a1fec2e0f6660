//! Names as they are spoken, or as a recognizer hears them: "dunder init", "g i l", "num pie", "double equals". The grader
//! reads the table from spoken to written; whoever reads a question aloud asks it the other way.

use std::sync::LazyLock;

use super::normalize::Plain;
use super::tokenize::dunder_form;
use super::words::WordTable;

/// Names as people say them, as words in a row, and what they stand for in the grader's words. The longest match at a place
/// wins. Of several ways to say one name the first is the one for reading aloud.
const SPOKEN: &[(&str, &str)] = &[
    ("g i l", "gil"),
    ("dot pie", "py"),
    ("dot p y", "py"),
    ("p y x", "pyx"),
    ("p y c", "pyc"),
    ("h t t p", "http"),
    ("h t t p s", "https"),
    ("c def", "cdef"),
    ("func tools", "functools"),
    ("iter tools", "itertools"),
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
    ("k w args", "kwargs"),
    ("at sign", "@"),
    ("num pie", "numpy"),
    ("num py", "numpy"),
    ("pie torch", "pytorch"),
    ("py torch", "pytorch"),
    ("pie p i", "pypi"),
    ("pie project", "pyproject"),
    ("py project", "pyproject"),
    ("pie dantic", "pydantic"),
    ("my pie", "mypy"),
    ("my py", "mypy"),
    ("sequel lite", "sqlite"),
    ("s q lite", "sqlite"),
    ("s q l lite", "sqlite"),
    ("sequel alchemy", "sqlalchemy"),
    ("sci pie", "scipy"),
    ("sci py", "scipy"),
    ("pie test", "pytest"),
    ("py test", "pytest"),
    ("c python", "cpython"),
    ("named tuple", "namedtuple"),
    ("deck", "deque"),
    ("double ended queue", "deque"),
    ("meta class", "metaclass"),
    ("multi processing", "multiprocessing"),
    ("multi threading", "multithreading"),
    ("v env", "venv"),
    ("vee env", "venv"),
    ("virtual env", "virtualenv"),
    ("docker file", "dockerfile"),
    ("t t l", "ttl"),
    ("l r u", "lru"),
    ("sequel", "sql"),
    ("s q l", "sql"),
    ("u t c", "utc"),
    ("a p i", "api"),
    ("a p is", "api"),
    ("u r l", "url"),
    ("c p u", "cpu"),
    ("g c", "gc"),
    ("o r m", "orm"),
    ("o o p", "oop"),
    ("p e p", "pep"),
    ("u t f", "utf"),
    ("c s v", "csv"),
    ("x m l", "xml"),
    ("h t m l", "html"),
    ("t c p", "tcp"),
    ("g p u", "gpu"),
    ("j w t", "jwt"),
    ("w s g i", "wsgi"),
    ("a s g i", "asgi"),
    ("a s t", "ast"),
    ("n d array", "ndarray"),
    ("n d arrays", "ndarray"),
    ("m r o", "mro"),
    ("i d", "id"),
    ("i ds", "id"),
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
    ("oh of n", "o n"),
    ("o of n", "o n"),
    ("oh of one", "o 1"),
    ("oh of 1", "o 1"),
    ("o of one", "o 1"),
    ("o of 1", "o 1"),
    ("o one", "o 1"),
    ("oh of log n", "o log n"),
    ("o of log n", "o log n"),
    ("oh of n squared", "o n 2"),
    ("o of n squared", "o n 2"),
    ("n squared", "n 2"),
    ("order n", "o n"),
];

/// Names as recognizers spell what they hear; nobody would say them so.
const MISHEARD: &[(&str, &str)] = &[
    ("quarks", "kwargs"),
    ("k wargs", "kwargs"),
    ("itter tools", "itertools"),
    ("see def", "cdef"),
    ("numb pie", "numpy"),
    ("numb py", "numpy"),
    ("num pi", "numpy"),
    ("pan das", "pandas"),
    ("pi test", "pytest"),
    ("pi torch", "pytorch"),
    ("my pi", "mypy"),
    ("sea python", "cpython"),
    ("name tuple", "namedtuple"),
    ("two pull", "tuple"),
    ("two pulls", "tuple"),
    ("too pull", "tuple"),
    ("re dis", "redis"),
    ("sequel light", "sqlite"),
    ("sequel alchemist", "sqlalchemy"),
    ("post gress", "postgres"),
    ("post gres", "postgres"),
    ("d jango", "django"),
    ("jango", "django"),
    ("g unicorn", "gunicorn"),
    ("end dimensional", "n dimensional"),
    ("end d array", "ndarray"),
    ("a sync", "async"),
    ("a sync io", "asyncio"),
    ("a sync i o", "asyncio"),
    ("a sink io", "asyncio"),
    ("a sink i o", "asyncio"),
    ("co routine", "coroutine"),
    ("co routines", "coroutine"),
    // "im mutable", its contraction undone.
    ("i am mutable", "immutable"),
    ("hash able", "hashable"),
    ("un hashable", "unhashable"),
    ("iter able", "iterable"),
    ("eye terrible", "iterable"),
    ("lamb da", "lambda"),
    ("boo lean", "boolean"),
    ("reg ex", "regex"),
    ("gill", "gil"),
    ("cash", "cache"),
    ("cashed", "cached"),
    ("cashing", "caching"),
    ("dunder in it", "init"),
    ("thunder init", "init"),
    ("thunder in it", "init"),
    ("done there init", "init"),
];

/// Contractions cut in two, and words that fill a pause.
const PIECES: &[(&str, &str)] = &[
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

/// The tables by their first words: for each what is said and what is meant. Of two that are equally long the first one wins.
static TABLE: LazyLock<WordTable<Vec<(&'static str, &'static str)>>> = LazyLock::new(|| {
    let all = || [SPOKEN, MISHEARD, PIECES].into_iter().flatten();
    let opener = |said: &'static str| said.split(' ').next().unwrap_or(said);
    let starting_so = |word| {
        let same = all().filter(move |(said, _)| opener(said) == word);
        same.copied().collect()
    };
    WordTable::of(all().map(|(said, _)| (opener(said), starting_so(opener(said)))))
});

/// The words with which a spoken name may begin.
pub(super) fn openers() -> impl Iterator<Item = &'static str> {
    let listed = [SPOKEN, MISHEARD, PIECES].into_iter().flatten();
    listed
        .filter_map(|(said, _)| said.split(' ').next())
        .chain(["dunder", "double", "underscore"])
}

/// How a name or sign is said aloud, where that differs from how it is written; it is given in the grader's words, such as
/// "numpy", "==" or "* args".
pub fn spoken_form(meant: &str) -> Option<&'static str> {
    let row = SPOKEN.iter().find(|(_, written)| *written == meant)?;
    Some(row.0)
}

/// The words that a spoken name at the beginning of these pieces stands for, and how many pieces it takes.
pub(super) fn spoken_name<'a>(pieces: &[Plain<'a>]) -> Option<(Vec<Plain<'a>>, usize)> {
    by_table(pieces).or_else(|| dunder(pieces))
}

/// "dunder init", "double underscore init (double underscore)".
fn dunder<'a>(pieces: &[Plain<'a>]) -> Option<(Vec<Plain<'a>>, usize)> {
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
    Some((vec![Plain::new(span, dunder_form(name).into())], taken))
}

fn by_table<'a>(pieces: &[Plain<'a>]) -> Option<(Vec<Plain<'a>>, usize)> {
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
        .map(|word| Plain::new(span, word.into()))
        .collect();
    Some((words, length))
}
