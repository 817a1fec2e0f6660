//! The patterns of a rubric: whether each can be read, and whether it can match as its author means it.

use super::{Finding, Unit};
use crate::grading::{pattern_terms, plain_alternatives};

/// Every pattern can be read, names concepts that exist, and can match: one that can't earns nobody anything, and its
/// author does not notice. Example: `@immutible frozen` when the concept is `immutable`.
pub(super) fn readable(unit: &Unit<'_>, findings: &mut Vec<Finding>) {
    for problem in &unit.problems {
        let keys: Vec<&str> = problem.keys.iter().map(String::as_str).collect();
        findings.push(unit.in_rubric("pattern", &keys, problem.message.clone()));
    }
}

/// A pattern is written in its own notation, and a term can stand where it is looked for: a regular expression, `AND`, a word
/// that denies, and the name of the subject all read as words and match next to nothing. Example: `without order`.
pub(super) fn in_notation(unit: &Unit<'_>, findings: &mut Vec<Finding>) {
    let rubric = &unit.rubric;
    for (n, point) in rubric.key_points.iter().enumerate() {
        let n = n.to_string();
        for (field, patterns) in [("patterns", &point.patterns), ("wrong", &point.wrong)] {
            check(
                unit,
                ["key_points", &n, field],
                point.subject.as_deref(),
                patterns,
                findings,
            );
        }
    }
    for (n, belief) in rubric.misconceptions.iter().enumerate() {
        let keys = ["misconceptions", &n.to_string(), "patterns"];
        check(
            unit,
            keys,
            belief.subject.as_deref(),
            &belief.patterns,
            findings,
        );
    }
}

fn check(
    unit: &Unit<'_>,
    [list, n, field]: [&str; 3],
    subject: Option<&str>,
    patterns: &[String],
    findings: &mut Vec<Finding>,
) {
    let names = subject.and_then(|name| Some((name, unit.rubric.subjects.get(name)?)));
    for (at, pattern) in patterns.iter().enumerate() {
        let terms = pattern_terms(pattern);
        let found = regular_expression(pattern)
            .map(|message| ("pattern-regex", message))
            .or_else(|| operator(&terms).map(|message| ("pattern-operator", message)))
            .or_else(|| denial(&terms).map(|message| ("pattern-denial", message)))
            .or_else(|| {
                let (name, names) = names?;
                let message = own_name(&terms, name, names)?;
                Some(("pattern-subject", message))
            });
        if let Some((rule, message)) = found {
            findings.push(unit.in_rubric(rule, &[list, n, field, &at.to_string()], message));
        }
    }
}

/// `duplicat(e|ion).*remov`
fn regular_expression(pattern: &str) -> Option<String> {
    let unquoted: String = pattern.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    let sign = [".*", ".+", "\\w", "\\b", "\\d", "(?:", "(?i"]
        .into_iter()
        .find(|sign| {
            unquoted.match_indices(sign).any(|(at, _)| {
                // "venv\bin" is a path.
                !sign.starts_with('\\') || !unquoted[..at].ends_with(char::is_alphanumeric)
            })
        });
    let glued = unquoted.match_indices('(').find_map(|(at, _)| {
        let inner = unquoted[at..].split_inclusive(')').next()?;
        let is_glued = unquoted[..at].ends_with(char::is_alphanumeric)
            && inner.ends_with(')')
            && !inner.contains(char::is_whitespace);
        (is_glued && inner.contains('|')).then(|| inner.to_owned())
    });
    let sign = sign.map(str::to_owned).or(glued)?;
    Some(format!(
        "`{sign}` is of a regular expression, and a pattern is none: write words with blanks between, each in one of its inflections, as in 'duplicate remove|drop' (`remov*` for any word that begins so)"
    ))
}

/// `lock AND release`
fn operator(terms: &[&str]) -> Option<String> {
    let inner = terms.get(1..terms.len().checked_sub(1)?)?;
    let word = inner
        .iter()
        .find(|term| ["AND", "OR", "NOT"].contains(*term))?;
    Some(match *word {
        "OR" => "`OR` is looked for as a word: write alternatives as 'close|release'".to_owned(),
        "NOT" => "`NOT` is looked for as a word: write 'not:change' for the word denied, '-else' for one that must not stand near".to_owned(),
        _ => "`AND` is looked for as a word: terms with a blank between must all stand, as in 'lock release'".to_owned(),
    })
}

/// `without order`: what is denied does not match, so the other term never stands beside the word that denies it. Only the two
/// alone are told: among more terms "no" may be an answer of its own.
fn denial(terms: &[&str]) -> Option<String> {
    const DENYING: [&str; 5] = ["without", "no", "not", "never", "cannot"];
    let [first, second] = terms else {
        return None;
    };
    let denies = |term: &str| term.split('|').all(|way| DENYING.contains(&way));
    let (word, denied) = match (denies(first), denies(second)) {
        (true, false) => (first, second),
        (false, true) => (second, first),
        _ => return None,
    };
    let denied = match plain_alternatives(denied)?.as_slice() {
        [one] if !one.contains(' ') => format!("not:{one}"),
        ways => format!("not:({})", ways.join("|")),
    };
    Some(format!(
        "`{word}` never matches beside what it denies: write '{denied}' instead of the two, which meets every way of denying it"
    ))
}

/// `list mutable` of a list: the name of the subject as one of two terms or more. A pattern with an order, a window or a word
/// that must be absent is somebody's deliberate exception.
fn own_name(terms: &[&str], subject: &str, names: &[String]) -> Option<String> {
    let ways: Vec<Vec<&str>> = terms
        .iter()
        .map(|term| plain_alternatives(term).filter(|_| !term.contains('=')))
        .collect::<Option<_>>()?;
    let is_name = |way: &&str| names.iter().any(|name| name.eq_ignore_ascii_case(way));
    let at = ways.iter().position(|ways| ways.iter().all(is_name))?;
    (ways.len() > 1).then(|| {
        format!(
            "`{}` is the name of its subject: leave it out, since subject = \"{subject}\" looks for whom it is said of, in \"it\" and \"the other\" too",
            terms[at]
        )
    })
}

#[cfg(test)]
mod tests {
    use super::{denial, operator, own_name, regular_expression};
    use crate::grading::pattern_terms;

    #[test]
    fn what_is_no_notation_is_found_and_what_is_stays() {
        for pattern in [
            "duplicat(e|ion).*remov",
            "colou.+",
            "\\bkey\\b",
            "duplicat(e|ion)",
        ] {
            assert!(regular_expression(pattern).is_some(), "{pattern}");
        }
        for pattern in [
            "o(n)|o(1)",
            "hash*",
            "not:(shut down|close)",
            "**kwargs",
            "\".*\" star",
            "(a|b) c",
        ] {
            assert_eq!(regular_expression(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn terms_that_never_match_are_found() {
        let said =
            |check: fn(&[&str]) -> Option<String>, pattern: &str| check(&pattern_terms(pattern));
        for pattern in ["lock AND release", "close OR release", "is NOT fair"] {
            assert!(said(operator, pattern).is_some(), "{pattern}");
        }
        for pattern in ["and|or logic", "\"AND\" where", "AND", "where AND"] {
            assert_eq!(said(operator, pattern), None, "{pattern}");
        }
        let found = said(denial, "without order").unwrap();
        assert!(found.contains("write 'not:order'"), "{found}");
        let found = said(denial, "no|never fair|just").unwrap();
        assert!(found.contains("write 'not:(fair|just)'"), "{found}");
        for pattern in [
            "not:order",
            "without any:order",
            "no|few order",
            "without",
            "no_longer valid",
            "order -no",
        ] {
            assert_eq!(said(denial, pattern), None, "{pattern}");
        }
    }

    #[test]
    fn the_name_of_the_subject_is_found_as_a_term() {
        let names = ["list".to_owned(), "lists".to_owned()];
        let found = |pattern: &str| own_name(&pattern_terms(pattern), "list", &names);
        assert!(found("list mutable").unwrap().contains("leave it out"));
        assert!(found("(list|lists) mutable").is_some());
        for pattern in [
            "mutable",
            "list|tuple same",
            "-list mutable",
            "\"list of\" things",
        ] {
            assert_eq!(found(pattern), None, "{pattern}");
        }
    }
}
