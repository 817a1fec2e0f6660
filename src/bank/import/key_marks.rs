//! The numbers and letters that tell which answer of a section belongs to which question.

/// The number at the beginning of a line (from 1): `3.`, `**3)`, `Q3:`, `A3.`, `### 3`.
pub(super) fn number(lines: &[&str], line: usize) -> Option<u32> {
    let text = lines.get(line.checked_sub(1)?)?;
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let rest = ["question", "answer", "ans", "q", "a"]
        .iter()
        .find_map(|word| {
            let start = text.get(..word.len())?;
            start
                .eq_ignore_ascii_case(word)
                .then(|| text[word.len()..].trim_start_matches([' ', '#', '.']))
        })
        .unwrap_or(text);
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    rest[..digits].parse().ok()
}

/// The letters of a key of choices, where a text is nothing else: `1. b 2. c`, `1-b, 2-c`, `1) (B)`.
pub(super) fn letters(text: &str) -> Vec<(u32, char)> {
    let is_between = |c: char| c.is_whitespace() || ",;|-*_".contains(c);
    let mut rest = text.trim_matches(is_between);
    let mut named = Vec::new();
    while !rest.is_empty() {
        let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = rest[..rest.len() - behind.len()].parse();
        let mut behind = behind
            .trim_start_matches([' ', '\t', '.', ')', '(', ':', '-', '='])
            .chars();
        let letter = behind.next().map(|letter| letter.to_ascii_lowercase());
        let behind = behind.as_str();
        match (number, letter) {
            (Ok(number), Some(letter @ 'a'..='h'))
                if !behind.starts_with(char::is_alphanumeric) =>
            {
                named.push((number, letter));
            }
            _ => return Vec::new(),
        }
        rest = behind.trim_start_matches(|c: char| is_between(c) || c == ')' || c == '.');
    }
    named
}

/// The letter with which an answer names a choice: `b`, `(b)`, `b) the second`.
pub(super) fn choice_of(text: &str) -> Option<char> {
    let inner = text.trim().trim_start_matches('(');
    let letter = inner.chars().next()?.to_ascii_lowercase();
    let rest = &inner[1..];
    (letter.is_ascii_lowercase()
        && letter <= 'h'
        && (rest.is_empty() || rest.starts_with([')', '.', ':'])))
    .then_some(letter)
}

#[cfg(test)]
mod tests {
    use super::{letters, number};

    #[test]
    fn numbers_and_letters_are_read_in_all_their_forms() {
        for line in [
            "3. What?",
            "**3) What?**",
            "Q3: What?",
            "### 3. What?",
            "A3. That.",
        ] {
            assert_eq!(number(&[line], 1), Some(3), "{line}");
        }
        assert_eq!(number(&["What? 3"], 1), None);
        let named = vec![(1, 'b'), (2, 'c')];
        for key in ["1. b 2. c", "1-b, 2-c", "1) (B)\n2) (C)\n", "1: b; 2: c."] {
            assert_eq!(letters(key), named, "{key}");
        }
        for text in ["", "1. be quick", "1. b\n2. It is.", "b, c"] {
            assert_eq!(letters(text), [], "{text}");
        }
    }
}
