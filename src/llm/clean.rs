//! What a server says, made fit to be quoted: one line, no control characters, no key. And a key found in a text that
//! arrives in pieces.

use super::secret::Secret;

/// Characters of a server's message that are kept.
const LONGEST: usize = 200;
/// Characters of it that are looked at.
const LOOKED_AT: usize = 10_000;
/// What stands for a key.
const HIDDEN: &str = "***";

/// The text as one short line without control characters and without the key.
pub(super) fn one_line(text: &str, key: Option<&Secret>) -> String {
    let plain: String = text
        .chars()
        .take(LOOKED_AT)
        .filter_map(|character| match character {
            character if character.is_whitespace() => Some(' '),
            character if character.is_control() => None,
            character => Some(character),
        })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let line = words.join(" ");
    let line = match key.and_then(Secret::to_hide) {
        Some(key) => line.replace(key, HIDDEN),
        None => line,
    };
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// How many bytes at the end of the text may be the beginning of the mark; never all of it.
pub(super) fn held_back(text: &str, mark: &str) -> usize {
    (1..mark.len())
        .rev()
        .find(|&length| mark.is_char_boundary(length) && text.ends_with(&mark[..length]))
        .unwrap_or(0)
}

/// Replaces a key in a text that arrives in pieces. It holds back what may be the beginning of the key.
#[derive(Debug)]
pub(super) struct Redactor {
    key: Option<Secret>,
    held: String,
}

impl Redactor {
    /// For texts from a server that got this key.
    pub(super) fn new(key: Option<&Secret>) -> Self {
        Self {
            key: key.cloned(),
            held: String::new(),
        }
    }

    /// Takes a piece and returns what can be told by now.
    pub(super) fn push(&mut self, piece: String) -> String {
        let Some(key) = self.key.as_ref().and_then(Secret::to_hide) else {
            return piece;
        };
        self.held.push_str(&piece);
        let mut told = self.held.replace(key, HIDDEN);
        self.held = told.split_off(told.len() - held_back(&told, key));
        told
    }

    /// What was held back, now that nothing follows. Much of a key is as good as the key.
    pub(super) fn rest(&mut self) -> String {
        let rest = std::mem::take(&mut self.held);
        if rest.len() >= 8 {
            HIDDEN.to_owned()
        } else {
            rest
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Redactor, Secret, one_line};

    #[test]
    fn a_message_is_one_line_without_control_characters_and_key() {
        let key = Secret::new("sk-12345678").unwrap();
        let cases = [
            ("plain", "plain"),
            ("two\r\n  lines\there", "two lines here"),
            ("\u{1b}[31mred\u{7}\0 \u{9b}2J", "[31mred 2J"),
            (
                "bad key sk-12345678, sk-1234\u{7}5678!",
                "bad key ***, ***!",
            ),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(one_line(text, Some(&key)), expected, "{text:?}");
        }
        let long = one_line(&"é".repeat(5000), None);
        assert_eq!(long.chars().count(), 201);
        assert!(long.ends_with('…'));
        // The key is replaced before the line is cut, so that no part of it is left at the cut.
        let at_the_cut = format!("{}sk-12345678", "x".repeat(195));
        assert!(!one_line(&at_the_cut, Some(&key)).contains("sk-"));
    }

    #[test]
    fn a_key_is_found_wherever_the_text_is_cut() {
        let key = Secret::new("sk-sk-12345678").unwrap();
        let text = "you sent sk-sk-12345678, sk-sk-sk-12345678 and sk- and sk-sk-1";
        for cut in 0..=text.len() {
            let mut redactor = Redactor::new(Some(&key));
            let mut told = redactor.push(text[..cut].to_owned());
            told += &redactor.push(text[cut..].to_owned());
            told += &redactor.rest();
            assert_eq!(
                told, "you sent ***, sk-*** and sk- and sk-sk-1",
                "cut at {cut}"
            );
        }
        let mut redactor = Redactor::new(Some(&key));
        assert_eq!(
            redactor.push("see sk-sk-12345".to_owned()) + &redactor.rest(),
            "see ***"
        );
    }
}
