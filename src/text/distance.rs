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

/// The trigrams of some words, to be asked for others.
#[derive(Debug, Clone, Default)]
pub struct TrigramSet {
    sorted: Vec<u64>,
    /// A bit for each place that a trigram of the set falls on: where there is none, the set need not be looked through.
    seen: [u64; 16],
}

impl TrigramSet {
    /// The set of these.
    pub fn of(trigrams: impl IntoIterator<Item = u64>) -> Self {
        let mut sorted: Vec<u64> = trigrams.into_iter().collect();
        // Stable: parts that are sorted are merged.
        sorted.sort();
        sorted.dedup();
        let mut seen = [0; 16];
        for &trigram in &sorted {
            let (word, bit) = place_of(trigram);
            seen[word] |= bit;
        }
        Self { sorted, seen }
    }

    /// Its trigrams, sorted.
    pub fn iter(&self) -> impl Iterator<Item = u64> + '_ {
        self.sorted.iter().copied()
    }

    /// Whether a trigram is among them.
    pub fn has(&self, trigram: u64) -> bool {
        let (word, bit) = place_of(trigram);
        self.seen[word] & bit != 0 && self.sorted.binary_search(&trigram).is_ok()
    }
}

/// One of 1024 places, as a word and a bit of it. The multiplier, of the golden ratio, spreads them.
#[inline]
#[allow(clippy::cast_possible_truncation)] // ten bits
fn place_of(trigram: u64) -> (usize, u64) {
    let place = trigram.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54;
    ((place >> 6) as usize, 1 << (place & 63))
}

/// Share of the wanted trigrams that are present, 0 to 1; 0 where none is wanted.
pub fn trigram_recall(wanted: &[u64], is_present: impl Fn(u64) -> bool) -> f64 {
    if wanted.is_empty() {
        return 0.0;
    }
    let found = wanted
        .iter()
        .filter(|trigram| is_present(**trigram))
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
