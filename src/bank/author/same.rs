//! When two prompts ask the same.

/// The words of a prompt, whatever its case, spacing and punctuation. Operators stay: `==` and `!=` are two questions.
pub fn asked_words(prompt: &str) -> String {
    let around = |c: char| {
        matches!(
            c,
            '`' | '"' | '\'' | '’' | '‘' | '“' | '”' | '?' | '.' | ',' | ':' | ';' | '!' | '…'
        )
    };
    prompt
        .to_lowercase()
        .split_whitespace()
        .map(|word| {
            let bare = word.trim_matches(around);
            let named =
                bare.trim_matches(|c: char| around(c) || matches!(c, '(' | ')' | '[' | ']'));
            // What is made of signs alone is meant.
            match (named.is_empty(), bare.is_empty()) {
                (false, _) => named.replace('’', "'"),
                (true, false) => bare.to_owned(),
                (true, true) => word.trim_matches('`').to_owned(),
            }
        })
        .filter(|word| {
            !matches!(
                word.as_str(),
                "" | "?" | "." | "!" | "," | ":" | ";" | "…" | "-" | "–" | "—"
            )
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::asked_words;

    #[test]
    fn punctuation_case_and_spacing_make_no_new_question() {
        assert_eq!(
            asked_words("What is a  \"List\"?"),
            asked_words("what is a list")
        );
        assert_eq!(asked_words("What’s `len`?"), asked_words("What's len"));
    }

    #[test]
    fn signs_do() {
        assert_ne!(asked_words("What is `==`?"), asked_words("What is `!=`?"));
        assert_ne!(
            asked_words("What does * do?"),
            asked_words("What does ** do?")
        );
        assert_ne!(asked_words("Was ist ф?"), asked_words("Was ist ж?"));
    }
}
