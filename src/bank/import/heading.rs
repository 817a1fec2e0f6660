//! Which level and which topic a heading gives.

use super::level::level_of_word;
use super::wording::bare;
use crate::assessment::Level;

/// Words of a heading that say what every list is about: none of them makes a topic.
const NOISE: &[&str] = &[
    "question",
    "questions",
    "q&a",
    "qa",
    "interview",
    "interviews",
    "top",
    "level",
    "levels",
    "section",
    "part",
    "chapter",
    "for",
    "and",
    "the",
    "a",
    "an",
    "with",
    "of",
    "on",
    "in",
    "to",
    "answers",
    "answer",
    "common",
    "commonly",
    "most",
    "asked",
    "frequently",
    "technical",
    "ace",
    "your",
    "my",
    "next",
    "all",
    "list",
    "developer",
    "developers",
    "best",
    "important",
    "topic",
    "topics",
    "difficulty",
    "concepts",
    "professionals",
    "professional",
    "candidates",
    "category",
];

/// What a heading says: the level it names, and the words that are left for a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Headed {
    /// The level it names.
    pub(super) level: Option<Level>,
    /// The topic it names, as it stands.
    pub(super) topic: Option<String>,
    /// Whether it says that it heads questions, so that it may be a title.
    pub(super) about_questions: bool,
}

/// Reads a heading; the words of `title` are what the whole list is about and make no topic.
pub(super) fn headed(text: &str, title: &str) -> Headed {
    let text = without_number(text.trim().trim_end_matches(':').trim());
    let titled: Vec<String> = title.split_whitespace().map(bare).collect();
    let mut level = None;
    let mut left: Vec<&str> = Vec::new();
    let mut about_questions = false;
    for word in text.split_whitespace() {
        let named = level_of_word(word);
        level = level.or(named);
        let bare = bare(word);
        about_questions |= [
            "question",
            "questions",
            "interview",
            "interviews",
            "quiz",
            "flashcards",
            "q&a",
        ]
        .contains(&bare.as_str());
        let is_noise = bare.is_empty()
            || named.is_some()
            || NOISE.contains(&bare.as_str())
            || titled.contains(&bare)
            || bare.chars().all(|c| c.is_ascii_digit());
        if !is_noise {
            left.push(word);
        }
    }
    // "Simple and compound statements" names no level.
    let counts = about_questions || left.is_empty() || starts_with_level(text);
    let topic = match (
        left.is_empty(),
        counts && (about_questions || level.is_some()),
    ) {
        (true, _) => None,
        (false, true) => Some(
            left.join(" ")
                .trim_matches(['(', ')', '-', '–', '—', ':', ',', '|', '·', ' '])
                .to_owned(),
        ),
        (false, false) => Some(text.to_owned()),
    };
    Headed {
        level: level.filter(|_| counts),
        topic: topic.filter(|topic| topic.contains(char::is_alphanumeric)),
        about_questions,
    }
}

/// The topic that a title names behind what every list is called: `Interview questions: Linux`.
pub(super) fn topic_of_title(title: &str) -> Option<String> {
    let (before, topic) = [": ", " - ", " – ", " — "]
        .iter()
        .find_map(|mark| title.split_once(mark))?;
    let spoken = headed(before, "");
    let topic = topic.trim();
    let is_short = topic.split_whitespace().count() <= 4 && !topic.contains(['?', '.']);
    (spoken.about_questions && spoken.topic.is_none() && is_short)
        .then(|| headed(topic, "").topic)
        .flatten()
}

/// "Advanced concurrency", "Beginner: lists", but not "Simple ..." or "Hard ...", which describe the topic.
fn starts_with_level(text: &str) -> bool {
    let first = text.split_whitespace().next().map(bare).unwrap_or_default();
    ["basic", "beginner", "intermediate", "advanced", "advance"].contains(&first.as_str())
}

/// A heading without its number: `2.1 Lists`, `Section 3: Lists`, `IV. Lists`.
fn without_number(text: &str) -> &str {
    let mut rest = text;
    for word in ["section", "part", "chapter"] {
        if rest
            .get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
        {
            let after = rest[word.len()..].trim_start();
            if after.starts_with(|c: char| c.is_ascii_digit()) {
                rest = after;
            }
        }
    }
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number_ends = number.len() < rest.len()
        && rest[..rest.len() - number.len()].starts_with(|c: char| c.is_ascii_digit())
        && (number.starts_with([' ', ')', ':', '-'])
            || rest[..rest.len() - number.len()].ends_with('.'));
    if number_ends {
        number.trim_start_matches([')', ':', '-', ' '])
    } else {
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::{headed, topic_of_title};
    use crate::assessment::Level;

    #[test]
    fn a_title_names_a_topic_behind_its_colon() {
        let topic = |title: &str| topic_of_title(title);
        assert_eq!(
            topic("Interview questions: Linux").as_deref(),
            Some("Linux")
        );
        assert_eq!(
            topic("Top 50 Interview Questions - SQL").as_deref(),
            Some("SQL")
        );
        assert_eq!(topic("Linux: a short history"), None);
        assert_eq!(topic("Top Python Interview Questions"), None);
        assert_eq!(
            topic("Interview Questions: all that you need to know"),
            None
        );
    }

    #[test]
    fn headings_give_level_and_topic() {
        let read = |text: &str| {
            let headed = headed(text, "Top Python Interview Questions");
            (headed.level, headed.topic)
        };
        assert_eq!(read("Basic Questions"), (Some(Level::Beginner), None));
        assert_eq!(
            read("Advance Level Python Interview Questions"),
            (Some(Level::Advanced), None)
        );
        assert_eq!(
            read("Data Structures"),
            (None, Some("Data Structures".to_owned()))
        );
        assert_eq!(
            read("2.1 Data Structures:"),
            (None, Some("Data Structures".to_owned()))
        );
        assert_eq!(
            read("SQL Interview Questions"),
            (None, Some("SQL".to_owned()))
        );
        assert_eq!(
            read("Advanced: Concurrency"),
            (Some(Level::Advanced), Some("Concurrency".to_owned()))
        );
        assert_eq!(
            read("Simple and compound statements"),
            (None, Some("Simple and compound statements".to_owned()))
        );
        assert_eq!(
            read("Python 2 vs Python 3").1.as_deref(),
            Some("Python 2 vs Python 3")
        );
    }
}
