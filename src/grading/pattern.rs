//! The notation in which authors say how people say a thing (`docs/authoring.md`), read into a tree. Finding it in an
//! answer is `method::phrase`.

use crate::text::plain_words;

/// A pattern: terms that must all stand close together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    pub(super) terms: Vec<Term>,
    /// The window in words, where the author gave one.
    pub(super) window: Option<usize>,
}

/// One thing that must, or must not, stand in the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) alternatives: Vec<Alternative>,
    pub(super) role: Role,
    /// It comes after the term before it.
    pub(super) after_previous: bool,
}

/// What a term does in its pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It must be said.
    Said,
    /// It must be mentioned, denied or not.
    Mentioned,
    /// It must not stand near.
    Absent,
}

/// One way of saying a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Alternative {
    pub(super) saying: Saying,
    /// It counts where it is denied.
    pub(super) denied: bool,
}

/// The words of an alternative, or the concept that lists them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Saying {
    /// Words in this order, few others between.
    Words(Vec<Word>),
    /// A concept by name.
    Concept(String),
}

/// How one word is compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Word {
    /// By its stem.
    Stem(String),
    /// By its very form.
    Exact(String),
    /// By how it begins.
    Prefix(String),
}

/// Reads a pattern.
pub(super) fn parse_pattern(source: &str) -> Result<Pattern, String> {
    let mut terms = Vec::new();
    let mut window = None;
    let mut after_previous = false;
    for piece in pieces(source)? {
        if piece == ">" {
            if terms.is_empty() {
                return Err("`>` stands before the second of two terms".to_owned());
            }
            after_previous = true;
            continue;
        }
        if let Some(number) = piece.strip_prefix('/')
            && let Ok(words) = number.parse::<usize>()
        {
            if !(1..=60).contains(&words) {
                return Err(format!("a window of {words} words: write /1 to /60"));
            }
            window = Some(words);
            continue;
        }
        terms.push(parse_term(piece, after_previous)?);
        after_previous = false;
    }
    if after_previous {
        return Err("`>` needs a term after it".to_owned());
    }
    if !terms.iter().any(|term| term.role != Role::Absent) {
        return Err("no term that must be said: it would match nothing".to_owned());
    }
    Ok(Pattern { terms, window })
}

/// Reads one alternative, as in a group or in a concept's list of sayings: words with blanks between are a phrase.
pub(super) fn parse_alternative(source: &str) -> Result<Alternative, String> {
    let source = source.trim();
    if let Some(rest) = source.strip_prefix("not:") {
        let inner = parse_alternative(rest)?;
        return Ok(Alternative {
            denied: !inner.denied,
            ..inner
        });
    }
    let saying = if let Some(name) = source.strip_prefix('@').filter(|name| !name.is_empty()) {
        Saying::Concept(name.to_owned())
    } else {
        Saying::Words(parse_words(source.trim_matches('"'))?)
    };
    Ok(Alternative {
        saying,
        denied: false,
    })
}

/// The terms of a pattern as they are written; none where it can't be read. `>` and windows are among them.
pub fn pattern_terms(source: &str) -> Vec<&str> {
    pieces(source).unwrap_or_default()
}

/// The alternatives of a term that must be said as it stands, without marks of notation; none where it is denied, may be denied
/// or must be absent.
pub fn plain_alternatives(term: &str) -> Option<Vec<&str>> {
    if term.starts_with(['-', '>', '/']) {
        return None;
    }
    let group = term
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let alternatives: Vec<&str> = split_alternatives(group.unwrap_or(term))
        .into_iter()
        .map(|way| way.trim().trim_matches(['"', '=']))
        .collect();
    let is_plain =
        |way: &&str| !way.starts_with(['@', '-']) && !way.contains("not:") && !way.contains("any:");
    alternatives.iter().all(is_plain).then_some(alternatives)
}

/// How each term of a pattern may be said, in plain words for a candidate: at most `ways` of the ways, then "...".
pub(super) fn ways_of_saying(source: &str, ways: usize) -> Vec<String> {
    let terms = pieces(source).unwrap_or_default();
    let is_window = |piece: &str| {
        piece
            .strip_prefix('/')
            .is_some_and(|rest| rest.parse::<usize>().is_ok())
    };
    let is_term = |piece: &&str| *piece != ">" && !is_window(piece);
    terms
        .into_iter()
        .filter(is_term)
        .map(|term| {
            let (denied, group) = match term.strip_prefix("not:(") {
                Some(group) => (true, group),
                None => (
                    false,
                    term.trim_start_matches("any:").trim_start_matches('('),
                ),
            };
            let said: Vec<String> = split_alternatives(group.trim_end_matches(')'))
                .into_iter()
                .map(|way| plainly(way.trim(), denied))
                .collect();
            let more = if said.len() > ways { ", ..." } else { "" };
            format!("{}{more}", said[..said.len().min(ways)].join(", "))
        })
        .collect()
}

/// A way of saying, without the notation.
fn plainly(way: &str, denied: bool) -> String {
    let (denied, way) = match way.strip_prefix("not:") {
        Some(rest) => (!denied, rest),
        None => (denied, way.trim_start_matches("any:")),
    };
    let words = way.trim_matches(['"', '=', '@', '*']).replace('_', " ");
    let words = words.trim();
    if denied {
        format!("not {words}")
    } else {
        words.to_owned()
    }
}

/// Cuts a pattern at blanks outside quotes and parentheses.
fn pieces(source: &str) -> Result<Vec<&str>, String> {
    let mut found = Vec::new();
    let (mut start, mut depth, mut quoted) = (None, 0_usize, false);
    for (at, c) in source.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '(' if !quoted && opens_group(&source[..at]) => depth += 1,
            ')' if !quoted && depth > 0 => depth -= 1,
            _ => {}
        }
        if c.is_whitespace() && !quoted && depth == 0 {
            if let Some(from) = start.take() {
                found.push(&source[from..at]);
            }
        } else if start.is_none() {
            start = Some(at);
        }
    }
    if quoted {
        return Err("a quotation mark is open: close the phrase with `\"`".to_owned());
    }
    if depth > 0 {
        return Err("a parenthesis is open: close the group with `)`".to_owned());
    }
    if let Some(from) = start {
        found.push(&source[from..]);
    }
    Ok(found)
}

/// A parenthesis after a blank, a mark or `not:` opens a group; after a letter it is part of a word, as in `O(n)`.
fn opens_group(before: &str) -> bool {
    before
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || matches!(c, '-' | ':' | '(' | '|'))
}

fn parse_term(piece: &str, after_previous: bool) -> Result<Term, String> {
    let (mut role, rest) = match piece
        .strip_prefix('-')
        .filter(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || "\"(@=_*+!%<".contains(c)))
    {
        Some(rest) => (Role::Absent, rest),
        None => (Role::Said, piece),
    };
    // A prefix before a parenthesis holds for the whole group.
    let (prefix, inner) = ["any:", "not:", ""]
        .into_iter()
        .find_map(|prefix| {
            let group = rest
                .strip_prefix(prefix)?
                .strip_prefix('(')?
                .strip_suffix(')')?;
            Some((prefix, group))
        })
        .unwrap_or(("", rest));
    let mut alternatives = Vec::new();
    for source in split_alternatives(inner) {
        let source = source.trim();
        if source.is_empty() {
            return Err(format!("`{piece}` has an empty alternative: remove a `|`"));
        }
        let either = source.strip_prefix("any:");
        if role == Role::Said && (either.is_some() || prefix == "any:") {
            role = Role::Mentioned;
        }
        let alternative = parse_alternative(either.unwrap_or(source))?;
        alternatives.push(Alternative {
            denied: alternative.denied != (prefix == "not:"),
            ..alternative
        });
    }
    Ok(Term {
        alternatives,
        role,
        after_previous,
    })
}

fn split_alternatives(source: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, c) in source.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '|' if !quoted => {
                found.push(&source[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(&source[start..]);
    found
}

/// The words of a phrase: cut at blanks and underscores as an answer would be.
fn parse_words(source: &str) -> Result<Vec<Word>, String> {
    let mut words = Vec::new();
    for part in source.split_whitespace() {
        if let Some(form) = part
            .strip_prefix('=')
            .filter(|form| form.starts_with(char::is_alphanumeric))
        {
            words.push(Word::Exact(form.to_lowercase()));
        } else if let Some(start) = part
            .strip_suffix('*')
            .filter(|start| start.ends_with(char::is_alphanumeric))
        {
            words.push(Word::Prefix(start.to_lowercase()));
        } else {
            words.extend(plain_words(part).map(|word| Word::Stem(word.into_owned())));
        }
    }
    if words.is_empty() {
        return Err(if source.trim().is_empty() {
            "nothing stands where words should: write the words that an answer would hold"
                .to_owned()
        } else {
            format!(
                "`{source}` has no letter, digit or sign that is read: write words that an answer would hold"
            )
        });
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> String {
        let pattern = match parse_pattern(source) {
            Ok(pattern) => pattern,
            Err(error) => return format!("error: {error}"),
        };
        let mut out = Vec::new();
        for term in &pattern.terms {
            let alternatives: Vec<String> = term
                .alternatives
                .iter()
                .map(|alternative| {
                    let words = match &alternative.saying {
                        Saying::Concept(name) => format!("@{name}"),
                        Saying::Words(words) => words
                            .iter()
                            .map(|word| match word {
                                Word::Stem(word) => word.clone(),
                                Word::Exact(word) => format!("={word}"),
                                Word::Prefix(word) => format!("{word}*"),
                            })
                            .collect::<Vec<_>>()
                            .join("+"),
                    };
                    format!("{}{words}", if alternative.denied { "not " } else { "" })
                })
                .collect();
            let role = match term.role {
                Role::Said => "",
                Role::Mentioned => "any ",
                Role::Absent => "absent ",
            };
            let order = if term.after_previous { "then " } else { "" };
            out.push(format!("{order}{role}{}", alternatives.join("|")));
        }
        let window = pattern.window.map_or(String::new(), |w| format!(" /{w}"));
        out.join(", ") + &window
    }

    #[test]
    fn patterns_read_as_documented() {
        for (source, expected) in [
            ("lock release", "lock, release"),
            ("close|release", "close|release"),
            ("(shut down | close)", "shut+down|close"),
            ("\"on demand\"|lazy", "on+demand|lazy"),
            ("on_demand", "on+demand"),
            ("@change", "@change"),
            ("not:change", "not change"),
            ("not:(change | set free)", "not change|not set+free"),
            ("(immutable | not:change)", "immutable|not change"),
            ("any:change -else", "any change, absent else"),
            ("any:(a b | c) x|any:y", "any a+b|c, any x|y"),
            ("list -+= -%", "list, absent +=, absent %"),
            ("range -256 \"-5\"", "range, absent 256, 5"),
            ("first > last /20", "first, then last /20"),
            ("hash* =running", "hash*, =running"),
            ("__init__ __new__", "init, __new__"),
            ("*args O(n) ==", "*+args, o+n, =="),
            ("can't", "can+not"),
            (
                "(open",
                "error: a parenthesis is open: close the group with `)`",
            ),
            (
                "-else",
                "error: no term that must be said: it would match nothing",
            ),
            (
                "a||b",
                "error: `a||b` has an empty alternative: remove a `|`",
            ),
        ] {
            assert_eq!(shown(source), expected, "{source}");
        }
    }
}
