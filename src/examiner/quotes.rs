//! The quotations of a unit of text: in quotation marks, or a line after `>`.

use super::units::{quote_after, reopens};

/// A piece of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// What is nobody's quotation.
    Text(&'a str),
    /// A quotation with its marks.
    Quote {
        /// With the marks.
        written: &'a str,
        /// Without them.
        inner: &'a str,
        /// The text before it says that these are the candidate's words.
        attributed: bool,
        /// It has a closing mark, or needs none.
        closed: bool,
    },
}

/// Verbs and nouns by which words are said to be somebody's.
const SAYING: &str = "said say says saying wrote write writes mentioned mention claimed claim stated state states put answered \
explained called described noted told words phrase wording statement quote quoted";

/// Who is meant by it.
const SAYER: &str = "you your candidate answer";

/// How many words before a quotation are looked at.
const LOOK_BACK: usize = 8;

/// The pieces of a unit; together they are the unit. `begins_line`: a `>` at its beginning quotes the whole line.
pub(super) fn pieces(unit: &str, begins_line: bool) -> Vec<Piece<'_>> {
    if let Some(pieces) = quoted_line(unit).filter(|_| begins_line) {
        return pieces;
    }
    let mut pieces = Vec::new();
    let (mut text_from, mut open_at) = (0, None);
    let (mut open, mut in_code, mut previous) = (None, false, None);
    let mut at = 0;
    while let Some(c) = unit[at..].chars().next() {
        let next = at + c.len_utf8();
        let now = quote_after(open, in_code, previous, c);
        let lost = open_at.filter(|_| now.is_some() && reopens(previous, c) && !in_code);
        if let Some(start) = lost {
            text_from = push_unclosed(&mut pieces, unit, (text_from, start), at);
            open_at = Some(at);
        }
        match (open, now) {
            (None, Some(_)) => open_at = Some(at),
            (Some(_), None) => {
                if let Some(start) = open_at.take() {
                    push_text(&mut pieces, &unit[text_from..start]);
                    pieces.push(quote(unit, start, next, c.len_utf8()));
                    text_from = next;
                }
            }
            _ => {}
        }
        in_code ^= c == '`';
        (open, previous, at) = (now, Some(c), next);
        if let (true, Some(start)) = (at == unit.len(), open_at) {
            text_from = push_unclosed(&mut pieces, unit, (text_from, start), at);
            (open, open_at, in_code, at) = (None, None, false, text_from);
        }
    }
    push_text(&mut pieces, &unit[text_from..]);
    pieces
}

/// Adds a quotation that is never closed: what is left of its line, up to `end`. The rest is to be read anew, from where this says.
fn push_unclosed<'a>(
    pieces: &mut Vec<Piece<'a>>,
    unit: &'a str,
    (text_from, start): (usize, usize),
    end: usize,
) -> usize {
    let line = unit[start..end].find('\n').map_or(end, |at| start + at);
    push_text(pieces, &unit[text_from..start]);
    pieces.push(quote(unit, start, line, 0));
    line
}

/// A quotation from its opening mark to `end`, of which `closing` bytes are the closing mark.
fn quote(unit: &str, start: usize, end: usize, closing: usize) -> Piece<'_> {
    let opening = unit[start..].chars().next().map_or(0, char::len_utf8);
    Piece::Quote {
        written: &unit[start..end],
        inner: &unit[start + opening..end - closing],
        attributed: is_attributed(&unit[..start]),
        closed: closing > 0,
    }
}

/// A line after `>`: all of it is quoted, unless it has quotation marks of its own.
fn quoted_line(unit: &str) -> Option<Vec<Piece<'_>>> {
    let inner = unit.trim_start_matches(|c: char| c.is_whitespace() || "-*+".contains(c));
    if !inner.starts_with('>') || inner.contains(['"', '“', '„', '«', '‘']) {
        return None;
    }
    let inner = inner.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
    let start = unit.len() - inner.len();
    let inner = inner.trim_end();
    if inner.is_empty() {
        return None;
    }
    Some(vec![
        Piece::Text(&unit[..start]),
        Piece::Quote {
            written: inner,
            inner,
            attributed: false,
            closed: true,
        },
        Piece::Text(&unit[start + inner.len()..]),
    ])
}

/// Adds text, with the quotations in single marks that it holds.
fn push_text<'a>(pieces: &mut Vec<Piece<'a>>, text: &'a str) {
    let mut rest = text;
    let mut from = 0;
    while let Some((start, end)) = single_marks(rest, from) {
        let mark = rest[start..].chars().next().map_or(1, char::len_utf8);
        let closing = rest[..end].chars().next_back().map_or(1, char::len_utf8);
        let inner = &rest[start + mark..end - closing];
        if inner.split_whitespace().count() < 3 {
            from = start + mark;
            continue;
        }
        if start > 0 {
            pieces.push(Piece::Text(&rest[..start]));
        }
        pieces.push(Piece::Quote {
            written: &rest[start..end],
            inner,
            attributed: is_attributed(&rest[..start]),
            closed: true,
        });
        (rest, from) = (&rest[end..], 0);
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
}

/// Where the next pair of single marks stands outside of code, from an offset on; an apostrophe is none.
fn single_marks(text: &str, from: usize) -> Option<(usize, usize)> {
    let outside = |at: usize| text[..at].matches('`').count().is_multiple_of(2);
    let before = |at: usize| text[..at].chars().next_back();
    let after = |at: usize| text[at..].chars().next();
    let start = text[from..]
        .match_indices(['\'', '‘'])
        .find_map(|(at, _)| {
            let at = from + at;
            let opens = before(at).is_none_or(|c| c.is_whitespace() || "([{*_—–".contains(c));
            (opens && outside(at)).then_some(at)
        })?;
    let inner = start + after(start).map_or(1, char::len_utf8);
    text[inner..]
        .match_indices(['\'', '’', '\n'])
        .find_map(|(at, mark)| {
            let end = inner + at + mark.len();
            let closes = !after(end).is_some_and(char::is_alphanumeric)
                && !before(inner + at).is_none_or(char::is_whitespace)
                && mark != "\n"
                && outside(end);
            closes.then_some((start, end))
        })
}

/// Whether the last words before a quotation say that it is the candidate's.
fn is_attributed(before: &str) -> bool {
    let words: Vec<String> = before
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .rev()
        .take(LOOK_BACK)
        .map(str::to_lowercase)
        .collect();
    let any_of = |list: &str| {
        words
            .iter()
            .any(|word| list.split(' ').any(|listed| listed == word))
    };
    any_of(SAYING) && any_of(SAYER)
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    /// Quotations in guillemets with their attribution, text as it is.
    fn shown(unit: &str) -> String {
        pieces(unit, true)
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => (*text).to_owned(),
                Piece::Quote {
                    inner, attributed, ..
                } => format!("«{inner}»{}", if *attributed { "!" } else { "" }),
            })
            .collect()
    }

    #[test]
    fn quotations_are_found_in_every_kind_of_mark() {
        let cases = [
            (
                r#"You said "a b c" and more."#,
                "You said «a b c»! and more.",
            ),
            (
                "“a b c” or „a b c“ or *\"a b c\"*",
                "«a b c» or «a b c» or *«a b c»*",
            ),
            (
                "it's 'a b c', not 'a b', isn't it",
                "it's «a b c», not 'a b', isn't it",
            ),
            ("‘the list’s order’ is", "«the list’s order» is"),
            ("> a b c\n", "> «a b c»\n"),
            ("- > a b c", "- > «a b c»"),
            ("> You said \"a b\"\n", "> You said «a b»!\n"),
            (
                "code `print(\"a b c\")` here",
                "code `print(\"a b c\")` here",
            ),
            ("a 5\" disk and x=\"a b c\"", "a 5\" disk and x=\"a b c\""),
            (
                "never \"closed here\nnext \"a b c\" x",
                "never «closed here»\nnext «a b c» x",
            ),
            ("\"", "«»"),
            ("", ""),
        ];
        for (unit, expected) in cases {
            assert_eq!(shown(unit), expected, "{unit:?}");
        }
    }
}
