//! The names that lists give to levels.

use super::wording::bare;
use crate::assessment::Level;

/// Words of levels, as lists use them.
const LEVELS: &[(Level, &[&str])] = &[
    (
        Level::Beginner,
        &[
            "basic",
            "basics",
            "beginner",
            "beginners",
            "easy",
            "junior",
            "entry",
            "entry-level",
            "fresher",
            "freshers",
            "novice",
            "elementary",
            "simple",
            "🟢",
        ],
    ),
    (
        Level::Intermediate,
        &[
            "intermediate",
            "medium",
            "mid",
            "mid-level",
            "moderate",
            "middle",
            "🟡",
        ],
    ),
    (
        Level::Advanced,
        &[
            "advanced",
            "advance",
            "hard",
            "senior",
            "expert",
            "experts",
            "difficult",
            "experienced",
            "🔴",
        ],
    ),
];

pub(super) fn level_of_word(word: &str) -> Option<Level> {
    let word = bare(word);
    LEVELS
        .iter()
        .find(|(_, words)| words.contains(&word.as_str()))
        .map(|(level, _)| *level)
}

/// The level that a text names and nothing else: `beginner`, `[Easy]`, `Level: Advanced`, `mid level`.
pub(super) fn level_tag(text: &str) -> Option<Level> {
    let mut named = None;
    for word in text
        .split([' ', '/', ':', '·'])
        .filter(|word| !bare(word).is_empty())
    {
        match level_of_word(word) {
            Some(level) => named = named.or(Some(level)),
            None if ["level", "difficulty", "question", "questions"]
                .contains(&bare(word).as_str()) => {}
            None => return None,
        }
    }
    named
}

/// A prompt without the level in brackets before or behind it, and that level.
pub(super) fn without_level(text: &str) -> (String, Option<Level>) {
    let text = text.trim();
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some((rest, tag)) = text
            .strip_suffix(close)
            .and_then(|inner| inner.rsplit_once(open))
            && let Some(level) = level_tag(tag)
        {
            return (rest.trim().to_owned(), Some(level));
        }
        if let Some((tag, rest)) = text
            .strip_prefix(open)
            .and_then(|inner| inner.split_once(close))
            && let Some(level) = level_tag(tag)
        {
            return (
                rest.trim_start_matches([':', '-', ' ']).to_owned(),
                Some(level),
            );
        }
    }
    for sign in ['🟢', '🟡', '🔴'] {
        if let Some(rest) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) {
            return (rest.trim().to_owned(), level_of_word(&sign.to_string()));
        }
    }
    (text.to_owned(), None)
}

#[cfg(test)]
mod tests {
    use super::{level_tag, without_level};
    use crate::assessment::Level;

    #[test]
    fn tags_name_levels() {
        for (tag, level) in [
            ("beginner", Level::Beginner),
            ("[Easy]", Level::Beginner),
            ("Difficulty: Hard", Level::Advanced),
            ("mid level", Level::Intermediate),
            ("Level: Advanced", Level::Advanced),
        ] {
            assert_eq!(level_tag(tag), Some(level), "{tag}");
        }
        assert_eq!(level_tag("easy to read"), None);
        assert_eq!(level_tag(""), None);
        assert_eq!(
            without_level("What is X? (Advanced)"),
            ("What is X?".to_owned(), Some(Level::Advanced))
        );
        assert_eq!(
            without_level("[easy] What is X?"),
            ("What is X?".to_owned(), Some(Level::Beginner))
        );
        assert_eq!(
            without_level("What is f(x)"),
            ("What is f(x)".to_owned(), None)
        );
    }
}
