//! What a line of a list says by its words: whether it asks, and under which title.

/// Words that a question or a task begins with.
const ASKING: &[&str] = &[
    "what",
    "what's",
    "whats",
    "how",
    "how's",
    "why",
    "when",
    "where",
    "which",
    "who",
    "whose",
    "can",
    "could",
    "do",
    "does",
    "did",
    "is",
    "are",
    "was",
    "were",
    "will",
    "would",
    "should",
    "have",
    "has",
    "explain",
    "describe",
    "define",
    "compare",
    "contrast",
    "discuss",
    "list",
    "name",
    "give",
    "provide",
    "tell",
    "outline",
    "analyze",
    "analyse",
    "write",
    "implement",
    "differentiate",
    "distinguish",
    "state",
    "mention",
    "show",
    "demonstrate",
    "design",
    "identify",
    "summarize",
    "summarise",
    "elaborate",
    "illustrate",
    "suggest",
    "walk",
    "talk",
    "evaluate",
    "calculate",
    "difference",
    "differences",
];

/// Those that a statement hardly begins with.
const TASKS: &[&str] = &[
    "explain",
    "describe",
    "define",
    "compare",
    "contrast",
    "discuss",
    "outline",
    "analyze",
    "analyse",
    "differentiate",
    "distinguish",
    "demonstrate",
    "summarize",
    "summarise",
    "elaborate",
    "illustrate",
];

/// Whether a text asks something: it holds a question mark, or begins as a question or a task does.
pub(super) fn asks(text: &str) -> bool {
    let text = text.trim();
    if text.ends_with('?') || text.contains("? ") || text.contains("?)") || text.contains("?\n") {
        return true;
    }
    let mut words = text.split_whitespace();
    let first = words.next().map(bare).unwrap_or_default();
    // "List:" and "Design Patterns" are headings.
    words.next().is_some_and(|second| {
        ASKING.contains(&first.as_str()) && !is_title_word(&first, second) && !text.ends_with(':')
    }) || text.strip_prefix("In ").is_some_and(asks_within)
}

/// Whether a text that nothing marks asks: it ends in a question mark, or sets a task.
pub(super) fn asks_plainly(text: &str) -> bool {
    let first = text.split_whitespace().next().map(bare).unwrap_or_default();
    text.trim().ends_with('?') || TASKS.contains(&first.as_str()) && asks(text)
}

/// The same, also behind a title: `GIL: Explain it.`
pub(super) fn asks_titled(text: &str) -> bool {
    asks(text) || split_title(text).0.is_some()
}

/// "In Python, explain ...": a task that begins later.
fn asks_within(rest: &str) -> bool {
    rest.split_once(", ")
        .is_some_and(|(head, tail)| head.len() < 30 && asks(tail))
}

/// "List Comprehensions", "Design Patterns", "State Machines": the first word is a noun.
fn is_title_word(first: &str, second: &str) -> bool {
    ["list", "design", "state", "name", "show", "do", "has"].contains(&first)
        && (second.starts_with(char::is_uppercase)
            && second.chars().nth(1).is_some_and(char::is_lowercase))
}

/// A word in lower case, without what stands around it.
pub(super) fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric() && !"🟢🟡🔴".contains(c))
        .replace('’', "'")
        .to_lowercase()
}

/// The title before a question: `Mutability: What does it mean ...?` is a question named Mutability.
pub(super) fn split_title(text: &str) -> (Option<&str>, &str) {
    let Some((title, rest)) = text.split_once(": ") else {
        return (None, text);
    };
    let rest = rest.trim_start();
    let is_title = title.split_whitespace().count() <= 6
        && !title.contains(['?', '.', '"', '`'])
        && rest.starts_with(char::is_uppercase)
        && asks(rest);
    if is_title {
        (Some(title.trim()), rest)
    } else {
        (None, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_and_tasks_ask() {
        for text in [
            "What is a list?",
            "Explain lists.",
            "Compare a and b",
            "A developer does X. Why?",
            "In Python, describe slots",
            "What are types? Give examples.",
            "Difference between == and is",
        ] {
            assert!(asks(text), "{text}");
        }
        for text in [
            "Lists are mutable.",
            "List Comprehensions",
            "Design Patterns",
            "Leave a comment",
            "Name: Alice",
            "Docker",
            "Python Basics",
        ] {
            assert!(!asks(text), "{text}");
        }
    }

    #[test]
    fn a_title_before_a_question_is_split_off() {
        assert_eq!(
            split_title("Mutability: What is it?"),
            (Some("Mutability"), "What is it?")
        );
        assert_eq!(
            split_title("List Comprehensions: Can you give one?").0,
            Some("List Comprehensions")
        );
        assert_eq!(split_title("Explain asyncio: what is the loop?").0, None);
        assert_eq!(split_title("What is this: a list?").0, None);
    }
}
