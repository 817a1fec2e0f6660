//! Cutting a text into words, numbers and signs, each with its span. Knows code spellings (`__init__`, `HashMap`,
//! `most_common`, `O(n)`, `*args`); knows nothing of what the words mean.

use std::borrow::Cow;

use super::Span;
use super::words::is_function_word;

/// A piece of the text before anything is normalized.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Raw<'a> {
    pub(super) span: Span,
    pub(super) kind: RawKind<'a>,
}

/// What a raw piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RawKind<'a> {
    /// A word, number or operator, lower-cased: as it was written, where it was written so.
    Word(Cow<'a, str>),
    /// A comma, colon, parenthesis or dash: ends a clause.
    Clause,
    /// A full stop, question mark, semicolon or new paragraph: ends a sentence.
    Sentence,
}

/// Special names whose inner word means something else in prose; they are kept apart from it.
const KEPT_APART: [&str; 6] = ["new", "call", "class", "dict", "name", "all"];

/// The form of a special name such as `__init__`: its inner word, or the whole where that would mislead.
pub(super) fn dunder_form(inner: &str) -> String {
    if KEPT_APART.contains(&inner) {
        format!("__{inner}__")
    } else {
        inner.to_owned()
    }
}

/// Cuts the text; every span lies on character boundaries of `source`.
pub(super) fn tokenize(source: &str) -> Vec<Raw<'_>> {
    let mut cutter = Cutter {
        source,
        raws: Vec::with_capacity(source.len() / 5),
    };
    cutter.run();
    cutter.raws
}

struct Cutter<'a> {
    source: &'a str,
    raws: Vec<Raw<'a>>,
}

impl<'a> Cutter<'a> {
    fn run(&mut self) {
        let source = self.source;
        let mut at = 0;
        while let Some(c) = source[at..].chars().next() {
            let rest = &source[at..];
            if let Some(plain) = plain_word(rest) {
                self.word(at, plain.len(), plain);
                at += plain.len();
                continue;
            }
            let width = c.len_utf8();
            at += if is_word_char(c) {
                self.identifier(at)
            } else if rest.starts_with("\"\"\"") || rest.starts_with("'''") {
                self.word(at, 3, "triple");
                self.word(at, 3, "quote");
                3
            } else if let Some(operator) = operator(rest) {
                self.operator(at, operator);
                operator.len()
            } else {
                match c {
                    '.' => self.dot(at),
                    '!' | '?' | ';' => self.mark(at, width, RawKind::Sentence),
                    '\n' => self.newline(at),
                    ',' | ':' | '(' | ')' | '—' | '–' => self.mark(at, width, RawKind::Clause),
                    '-' if self.stands_alone(at) => self.mark(at, width, RawKind::Clause),
                    '+' | '=' | '*' | '%' | '@' | '<' | '>' | '&' | '|' | '^' => {
                        self.operator(at, &rest[..width]);
                        width
                    }
                    // Quotes, emoji and the rest hold nothing to compare.
                    _ => width,
                }
            };
        }
    }

    /// A run of letters, digits, underscores and inner apostrophes, cut into its words.
    fn identifier(&mut self, at: usize) -> usize {
        let source = self.source;
        let mut end = at;
        let mut chars = source[at..].char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            let next = chars.peek().map(|&(_, next)| next);
            let inner_apostrophe =
                matches!(c, '\'' | '’') && offset > 0 && next.is_some_and(char::is_alphabetic);
            let decimal_point = c == '.'
                && source[at..at + offset].bytes().all(|b| b.is_ascii_digit())
                && offset > 0
                && next.is_some_and(|next| next.is_ascii_digit());
            if !(is_word_char(c) || inner_apostrophe || decimal_point) {
                break;
            }
            end = at + offset + c.len_utf8();
        }
        let run = &source[at..end];
        if let Some(inner) = run
            .strip_prefix("__")
            .and_then(|run| run.strip_suffix("__"))
            .filter(|inner| !inner.is_empty() && !inner.contains('_'))
        {
            let form = dunder_form(&inner.to_lowercase());
            self.word(at, run.len(), form);
        } else if let Some(length) = self.complexity(at, run) {
            return length;
        } else {
            for (start, part) in identifier_parts(run) {
                match part.chars().next().and_then(superscript) {
                    Some(plain) => self.word(at + start, part.len(), plain),
                    None => self.word(at + start, part.len(), lower_case(part)),
                }
            }
        }
        end - at
    }

    /// `O(n log n)`: the letter and what stands in the parentheses, as one clause.
    fn complexity(&mut self, at: usize, run: &str) -> Option<usize> {
        if !matches!(run, "O" | "o") {
            return None;
        }
        let rest = &self.source[at + 1..];
        let inner = rest.strip_prefix('(')?;
        let close = inner.find(')').filter(|&close| close <= 12)?;
        let plain = |c: char| c.is_ascii() || superscript(c).is_some();
        if !inner[..close].chars().all(plain) {
            return None;
        }
        self.word(at, 1, "o");
        let mut start = None;
        for (offset, c) in inner[..=close].char_indices() {
            let place = at + 2 + offset;
            if c.is_ascii_alphanumeric() {
                start.get_or_insert(place);
                continue;
            }
            if let Some(from) = start.take() {
                let word = self.source[from..place].to_lowercase();
                self.word(from, place - from, word);
            }
            if let Some(plain) = superscript(c) {
                self.word(place, c.len_utf8(), plain);
            }
        }
        Some(1 + 1 + close + 1)
    }

    fn operator(&mut self, at: usize, operator: &'a str) {
        self.word(at, operator.len(), operator);
    }

    fn word(&mut self, at: usize, length: usize, form: impl Into<Cow<'a, str>>) {
        self.raws.push(Raw {
            span: Span::new(at, at + length),
            kind: RawKind::Word(form.into()),
        });
    }

    fn mark(&mut self, at: usize, width: usize, kind: RawKind<'a>) -> usize {
        self.raws.push(Raw {
            span: Span::new(at, at + width),
            kind,
        });
        width
    }

    /// A dot inside a name joins, before a name it is dropped, else it ends the sentence.
    fn dot(&mut self, at: usize) -> usize {
        let next = self.source[at + 1..].chars().next();
        if next.is_some_and(is_word_char) {
            // "done.It is": a forgotten blank; "threading.Lock is": a name.
            let rest = &self.source[at + 1..];
            let word: String = rest.chars().take_while(|&c| is_word_char(c)).collect();
            if word.starts_with(char::is_uppercase) && is_function_word(&word.to_lowercase()) {
                return self.mark(at, 1, RawKind::Sentence);
            }
            return 1;
        }
        if self.ends_abbreviation(at) {
            return 1;
        }
        self.mark(at, 1, RawKind::Sentence)
    }

    /// "e.g. a list": the dot of an abbreviation with a small letter after it.
    fn ends_abbreviation(&self, at: usize) -> bool {
        let before = &self.source[..at];
        let goes_on = self.source[at + 1..]
            .trim_start()
            .starts_with(char::is_lowercase);
        goes_on
            && ["e.g", "i.e", "vs", "cf", "approx"].iter().any(|short| {
                before
                    .strip_suffix(short)
                    .is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
            })
    }

    /// A line break ends the sentence before a blank line, a bullet or a capital; else it is a wrapped line.
    fn newline(&mut self, at: usize) -> usize {
        let next = self.source[at + 1..]
            .trim_start_matches([' ', '\t', '\r'])
            .chars()
            .next();
        let starts_anew = next.is_none_or(|c| {
            c == '\n' || c.is_uppercase() || c.is_ascii_digit() || "-*•>#`".contains(c)
        });
        let kind = if starts_anew {
            RawKind::Sentence
        } else {
            RawKind::Clause
        };
        self.mark(at, 1, kind)
    }

    fn stands_alone(&self, at: usize) -> bool {
        let before = self.source[..at].chars().next_back();
        let after = self.source[at + 1..].chars().next();
        before.is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace)
    }
}

/// A small raised number or letter as a plain one: `n²` is "n 2", as it is said.
fn superscript(c: char) -> Option<&'static str> {
    match c {
        '¹' => Some("1"),
        '²' => Some("2"),
        '³' => Some("3"),
        'ⁿ' => Some("n"),
        _ => None,
    }
}

/// The word that a text begins with, where it is of small letters and digits alone, as most are: such a one needs no second look.
fn plain_word(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let is_plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let length = bytes.iter().take_while(|byte| is_plain(byte)).count();
    let goes_on = match bytes.get(length) {
        None => false,
        // An apostrophe, a decimal point.
        Some(b'\'' | b'.' | b'_') => true,
        Some(next) => next.is_ascii_alphanumeric() || !next.is_ascii(),
    };
    let word = &text[..length];
    (length > 0 && !goes_on && word != "o").then_some(word)
}

/// A part of a name in lower case, with plain apostrophes.
fn lower_case(part: &str) -> Cow<'_, str> {
    if !part.is_ascii() {
        part.to_lowercase().replace('’', "'").into()
    } else if part.bytes().any(|byte| byte.is_ascii_uppercase()) {
        part.to_ascii_lowercase().into()
    } else {
        part.into()
    }
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn operator(rest: &str) -> Option<&str> {
    // The second sign of each; it tells at once that a blank or a letter is none.
    if !matches!(rest.as_bytes().get(1), Some(b'*' | b'=' | b'>')) {
        return None;
    }
    ["**", "==", "!=", "+=", "=>", "->", "<=", ">=", ":="]
        .into_iter()
        .find(|operator| rest.starts_with(operator))
}

/// The words of an identifier: cut at underscores and before capitals that follow small letters.
fn identifier_parts(run: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut previous = '_';
    for (offset, c) in run.char_indices() {
        let hump = c.is_uppercase() && previous.is_lowercase();
        let raised = superscript(c).is_some() || superscript(previous).is_some();
        if c == '_' || hump || raised {
            if start < offset {
                parts.push((start, &run[start..offset]));
            }
            start = if c == '_' { offset + 1 } else { offset };
        }
        previous = c;
    }
    if start < run.len() {
        parts.push((start, &run[start..]));
    }
    parts
}
