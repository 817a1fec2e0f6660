//! Pieces of wording that every output shares.

/// So many of a thing, such as `1 answer` or `2 answers`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The text with its first letter as a capital. A name of code that begins it, such as `lru_cache` or `os.path`, stays as it is:
/// with a capital it would be another one.
pub fn capitalized(text: &str) -> String {
    let first_word = text.split_whitespace().next().unwrap_or_default();
    let word = first_word.trim_end_matches(['.', ',', ':', ';', '!', '?']);
    if !word.chars().all(|c| c.is_alphabetic() || "'’-".contains(c)) {
        return text.to_owned();
    }
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_begins_with_a_capital_and_a_name_of_code_stays() {
        assert_eq!(capitalized("a list can grow"), "A list can grow");
        assert_eq!(capitalized("it's the same"), "It's the same");
        assert_eq!(capitalized("yes, always"), "Yes, always");
        for name in [
            "lru_cache evicts",
            "queue.Queue locks",
            "len() counts",
            "x86 runs it",
        ] {
            assert_eq!(capitalized(name), name);
        }
        assert_eq!(capitalized(""), "");
    }
}
