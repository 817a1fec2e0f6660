//! Ids of new questions: `<track>/<topic>/<slug>` from headings and words, the same for the same list on every machine.

use sha2::{Digest, Sha256};

use crate::text::is_function_word;

const SLUG_WORDS: usize = 7;
const SLUG_LENGTH: usize = 56;

/// The topic of questions whose list names none.
const GENERAL: &str = "general";

/// The last part of an id: the words of a title or prompt that carry it.
pub fn slug(text: &str) -> String {
    let words = words(text);
    let telling: Vec<&String> = words
        .iter()
        .filter(|word| {
            !is_function_word(word)
                && ![
                    "explain",
                    "describe",
                    "difference",
                    "differences",
                    "between",
                    "give",
                    "example",
                ]
                .contains(&word.as_str())
        })
        .collect();
    let chosen: Vec<&String> = if telling.is_empty() {
        words.iter().collect()
    } else {
        telling
    };
    shortened(&chosen, SLUG_WORDS).unwrap_or_else(|| format!("question-{}", digest(text)))
}

/// The id of a key point: the first words that carry its statement, with a number behind where that is taken.
pub fn point_id(statement: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let name = slug(statement)
        .split('-')
        .take(4)
        .collect::<Vec<_>>()
        .join("-");
    let mut id = name.clone();
    let mut number = 1;
    while is_taken(&id) {
        number += 1;
        id = format!("{name}-{number}");
    }
    id
}

/// The middle part of an id, from a heading.
pub fn topic_slug(topic: &str) -> String {
    let words = words(topic);
    shortened(&words.iter().collect::<Vec<_>>(), usize::MAX).unwrap_or_else(|| match topic.trim() {
        "" => GENERAL.to_owned(),
        named => format!("topic-{}", digest(named)),
    })
}

/// The words in lower-case ASCII; none where most of the letters are of another script.
fn words(text: &str) -> Vec<String> {
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    let ascii = text.chars().filter(char::is_ascii_alphanumeric).count();
    if ascii * 2 < letters {
        return Vec::new();
    }
    text.to_lowercase()
        // "Python's" is Python, "don't" is one word.
        .replace('’', "'")
        .replace("'s ", " ")
        .replace('\'', "")
        .split(|c: char| !c.is_alphanumeric())
        .map(|word| word.chars().filter_map(ascii_letter).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect()
}

/// A letter without its accent, where it is one of Latin-1.
const fn ascii_letter(letter: char) -> Option<char> {
    Some(match letter {
        'a'..='z' | '0'..='9' => letter,
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' => 'u',
        'ý' | 'ÿ' => 'y',
        _ => return None,
    })
}

/// So many words, as far as they fit.
fn shortened(words: &[&String], most: usize) -> Option<String> {
    let mut slug = String::new();
    for word in words.iter().take(most) {
        if slug.len() + word.len() >= SLUG_LENGTH {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    (!slug.is_empty()).then_some(slug)
}

/// The first eight hexadecimal digits of SHA-256.
fn digest(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest[..4]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_of_the_words_that_carry_the_question() {
        assert_eq!(
            slug("What is the difference between a list and a tuple in Python?"),
            "list-tuple-python"
        );
        assert_eq!(slug("What's *args?"), "args");
        assert_eq!(
            topic_slug("Web Development (Flask/Django)"),
            "web-development-flask-django"
        );
        assert_eq!(topic_slug("Café & Gefühl"), "cafe-gefuhl");
        assert_eq!(topic_slug("  "), "general");
        assert!(slug(&"word ".repeat(50)).len() <= SLUG_LENGTH);
    }

    #[test]
    fn another_script_gets_a_number_that_stays() {
        assert_eq!(slug("Что такое список?"), slug("Что такое список?"));
        assert!(slug("Что такое список?").starts_with("question-"));
        assert_ne!(slug("元组"), slug("列表"));
        assert!(slug("==?").starts_with("question-"));
    }
}
