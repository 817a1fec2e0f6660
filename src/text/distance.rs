//! How near two spellings are.

/// Whether `written` is a slip of the finger away from `meant`, in words of five letters or more that begin alike: two
/// neighbours swapped, a letter too many or too few, or, from seven letters on, one wrong letter. Shorter words that differ by
/// one letter ("stage", "stale") are mostly two words.
pub fn is_typo_of(written: &str, meant: &str) -> bool {
    let (a, b) = (written.len(), meant.len());
    if a < 5 || b < 5 || a.abs_diff(b) > 1 || !written.is_ascii() || !meant.is_ascii() {
        return false;
    }
    if written.as_bytes()[0] != meant.as_bytes()[0] {
        return false;
    }
    match differing_middles(written.as_bytes(), meant.as_bytes()) {
        ([_], []) | ([], [_]) => true,
        ([_], [_]) => a >= 7,
        ([first, second], [third, fourth]) => first == fourth && second == third,
        _ => false,
    }
}

/// What is left of two words without their common beginning and end.
fn differing_middles<'a>(mut a: &'a [u8], mut b: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    while let ([first, a_rest @ ..], [other, b_rest @ ..]) = (a, b)
        && first == other
    {
        (a, b) = (a_rest, b_rest);
    }
    while let ([a_rest @ .., last], [b_rest @ .., other]) = (a, b)
        && last == other
    {
        (a, b) = (a_rest, b_rest);
    }
    (a, b)
}

/// The character trigrams of a word with its two edges marked, sorted; each packed into a number.
pub fn trigrams(word: &str) -> Vec<u64> {
    let mut found: Vec<u64> = trigrams_in_order(word).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The character trigrams of a word with its two edges marked, as they come.
pub fn trigrams_in_order(word: &str) -> impl Iterator<Item = u64> + '_ {
    const THREE_LETTERS: u64 = (1 << 63) - 1;
    let mut letters = u64::from(' ');
    let trigrams = word.chars().chain([' ']).map(move |letter| {
        letters = ((letters << 21) | u64::from(letter)) & THREE_LETTERS;
        letters
    });
    // The first holds two letters only.
    trigrams.skip(1)
}

/// The share of the wanted trigrams that are present, 0 to 1; 0 where nothing is wanted. Both are sorted.
pub fn trigram_recall(wanted: &[u64], present: &[u64]) -> f64 {
    if wanted.is_empty() {
        return 0.0;
    }
    let found = wanted
        .iter()
        .filter(|trigram| present.binary_search(trigram).is_ok())
        .count();
    found as f64 / wanted.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_forgiven_in_long_words_only() {
        for (written, meant, forgiven) in [
            ("immutabel", "immutable", true),
            ("tupel", "tuple", true),
            ("list", "lisp", false),
            ("mutable", "immutable", false),
            ("tupple", "tuple", true),
            ("threat", "thread", false),
            ("stage", "stale", false),
            ("decoratar", "decorator", true),
            ("bread", "tread", false),
        ] {
            assert_eq!(
                is_typo_of(written, meant),
                forgiven,
                "{written} for {meant}"
            );
        }
    }
}
