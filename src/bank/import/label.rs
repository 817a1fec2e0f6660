//! Labels and markers at the beginning of a line: `1.`, `-`, `Q2:`, `Answer:`, `Level:`.

use super::block::Kind;

const BULLETS: &[char] = &['-', '*', '•', '–', '◦', '▪', '●', '○', '‣', '·', '➤', '►'];
const ANSWERS: &[&str] = &[
    "answer",
    "ans",
    "a",
    "solution",
    "explanation",
    "response",
    "sample answer",
    "model answer",
    "expected answer",
];

/// The number or bullet that an item begins with, and the rest.
pub(super) fn item(text: &str) -> Option<(Kind, &str)> {
    let text = text.trim();
    let inner = text.strip_prefix(['(', '#', '[']).unwrap_or(text);
    let digits = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if (1..=6).contains(&digits) {
        let after = &inner[digits..];
        let rest = after
            .strip_prefix([')', ']'])
            .map_or_else(|| after.strip_prefix(['.', ')', ':']), Some);
        let rest = rest.map(|rest| rest.strip_prefix('.').unwrap_or(rest));
        if let Some(rest) = rest.filter(|rest| rest.starts_with([' ', '\t', '*'])) {
            let number = inner[..digits].parse().ok()?;
            return (!rest.trim().is_empty()).then(|| (Kind::Numbered(number), rest.trim()));
        }
    }
    let rest = text.strip_prefix(BULLETS)?;
    (rest.starts_with([' ', '\t']) && !rest.trim().is_empty()).then(|| (Kind::Bullet, rest.trim()))
}

/// The rest after `Q:`, `Q1.`, `Question 3:`.
pub(super) fn question(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(['*', '_']);
    let rest = ["question", "ques", "q"]
        .iter()
        .find_map(|label| strip_label(text, label))?;
    let numbered = rest.trim_start().trim_start_matches('#');
    let numbered = numbered
        .strip_prefix('.')
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(numbered);
    let after_number = numbered.trim_start_matches(|c: char| c.is_ascii_digit());
    let body = after_number.trim_start_matches(['*', '_']);
    let body = body
        .strip_prefix([':', '.', ')', '-'])
        .or_else(|| body.strip_prefix(" -"))?;
    (!body.trim().is_empty()).then(|| body.trim_start_matches(['*', '_']).trim())
}

/// The rest after `A:`, `Answer:`; empty where the label stands alone.
pub(super) fn answer(text: &str) -> Option<&str> {
    let plain = text.trim().trim_start_matches(['*', '_', '>', ' ']);
    for label in ANSWERS {
        let Some(rest) = strip_label(plain, label) else {
            continue;
        };
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let rest = rest.trim_start_matches(['*', '_']);
        if rest.is_empty() && label.len() > 1 {
            return Some("");
        }
        let marked = rest.strip_prefix(':').or_else(|| rest.strip_prefix(" :"));
        let marked = marked.or_else(|| {
            rest.strip_prefix(['.', ')'])
                .filter(|_| ["a", "ans", "answer"].contains(label))
        });
        if let Some(rest) = marked {
            // "A. S. Tanenbaum" and "a) first" are something else.
            let is_label = label.len() > 1 || plain.starts_with('A');
            if is_label {
                return Some(rest.trim_start_matches(['*', '_']).trim());
            }
        }
    }
    None
}

/// What stands after `Level:` or `Difficulty:`.
pub(super) fn level(text: &str) -> Option<&str> {
    named(text, &["level", "difficulty", "seniority"])
}

/// What stands after `Topic:`, `Category:` or `Tags:`.
pub(super) fn topic(text: &str) -> Option<&str> {
    named(text, &["topic", "category", "subject", "tags", "tag"])
}

fn named<'a>(text: &'a str, labels: &[&str]) -> Option<&'a str> {
    let plain = text.trim().trim_start_matches(['*', '_', '(']);
    if plain.contains('\n') {
        return None;
    }
    labels.iter().find_map(|label| {
        let rest = strip_label(plain, label)?
            .trim_start_matches(['*', '_'])
            .trim_start();
        Some(
            rest.strip_prefix(':')?
                .trim_start_matches(['*', '_'])
                .trim()
                .trim_end_matches(')'),
        )
    })
}

fn strip_label<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    let start = text.get(..label.len())?;
    start
        .eq_ignore_ascii_case(label)
        .then(|| &text[label.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_taken_off() {
        for (text, kind, rest) in [
            ("1. What?", Kind::Numbered(1), "What?"),
            ("  12) What?", Kind::Numbered(12), "What?"),
            ("(3) What?", Kind::Numbered(3), "What?"),
            ("1.**What?**", Kind::Numbered(1), "**What?**"),
            ("• What?", Kind::Bullet, "What?"),
        ] {
            assert_eq!(item(text), Some((kind, rest)), "{text}");
        }
        for text in ["3.14 is pi", "- ", "-5 is negative", "2024 was", "**kwargs"] {
            assert_eq!(item(text), None, "{text}");
        }
    }

    #[test]
    fn labels_are_taken_off() {
        for text in [
            "Q: What?",
            "Q1. What?",
            "Question 3: What?",
            "**Q:** What?",
            "q) What?",
            "Q. What?",
        ] {
            assert_eq!(question(text), Some("What?"), "{text}");
        }
        assert_eq!(question("Questions: What?"), None);
        assert_eq!(question("Quality: high"), None);
        for text in [
            "A: That.",
            "Answer: That.",
            "**Answer:** That.",
            "Ans. That.",
            "A1: That.",
        ] {
            assert_eq!(answer(text), Some("That."), "{text}");
        }
        assert_eq!(answer("Answer"), Some(""));
        assert_eq!(answer("A list is"), None);
        assert_eq!(answer("a) first"), None);
        assert_eq!(level("**Difficulty**: hard"), Some("hard"));
        assert_eq!(topic("Tags: a, b"), Some("a, b"));
    }
}
