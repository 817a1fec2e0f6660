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

/// A character trigram of a word as a number of its own: below 27 cubed where it is of small letters and edges.
pub type Trigram = u64;

/// So many trigrams there are of the small letters and the edge.
const PLAIN: usize = 27 * 27 * 27;

/// The character trigrams of a word with its two edges marked, sorted.
pub fn trigrams(word: &str) -> Vec<Trigram> {
    let mut found: Vec<Trigram> = trigrams_in_order(word).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The character trigrams of a word with its two edges marked, as they come.
pub fn trigrams_in_order(word: &str) -> impl Iterator<Item = Trigram> + '_ {
    let mut letters = [(' ', 0); 3];
    let trigrams = word.chars().chain([' ']).map(move |letter| {
        letters = [letters[1], letters[2], (letter, place_in_alphabet(letter))];
        trigram(letters)
    });
    // The first holds two letters only.
    trigrams.skip(1)
}

/// The place of a small letter, from 1, or of the edge, 0; 27 for any other.
#[inline]
fn place_in_alphabet(letter: char) -> Trigram {
    match letter {
        ' ' => 0,
        'a'..='z' => Trigram::from(letter) - Trigram::from('a') + 1,
        _ => 27,
    }
}

/// A trigram of letters with their places in the alphabet.
#[inline]
fn trigram(letters: [(char, Trigram); 3]) -> Trigram {
    let [(_, first), (_, second), (_, third)] = letters;
    if first.max(second).max(third) < 27 {
        return (first * 27 + second) * 27 + third;
    }
    // A letter has 21 bits; the highest bit keeps these apart from the plain ones.
    letters.into_iter().fold(1, |packed, (letter, _)| {
        packed << 21 | Trigram::from(letter)
    })
}

/// The trigrams of some words, to be asked for others.
#[derive(Debug, Clone, Default)]
pub struct TrigramSet {
    /// A bit for each of the plain ones; empty where there is none at all.
    plain: Vec<u64>,
    /// The others, sorted.
    others: Vec<Trigram>,
}

impl TrigramSet {
    /// The set of these.
    pub fn of(trigrams: impl IntoIterator<Item = Trigram>) -> Self {
        let mut set = Self {
            plain: vec![0; PLAIN.div_ceil(64)],
            others: Vec::new(),
        };
        for trigram in trigrams {
            match place_of(trigram) {
                Some((word, bit)) => set.plain[word] |= bit,
                None => set.others.push(trigram),
            }
        }
        set.others.sort_unstable();
        set.others.dedup();
        set
    }

    /// Adds those of another set.
    pub fn extend(&mut self, other: &Self) {
        if self.plain.is_empty() {
            self.plain.clone_from(&other.plain);
        } else {
            let both = self.plain.iter_mut().zip(&other.plain);
            both.for_each(|(mine, theirs)| *mine |= theirs);
        }
        self.others.extend(&other.others);
        self.others.sort_unstable();
        self.others.dedup();
    }

    /// Whether a trigram is among them.
    #[inline]
    pub fn has(&self, trigram: Trigram) -> bool {
        match place_of(trigram) {
            Some((word, bit)) => self.plain.get(word).is_some_and(|bits| bits & bit != 0),
            None => self.others.binary_search(&trigram).is_ok(),
        }
    }
}

/// The place of a plain trigram, as a word and a bit of it.
#[inline]
fn place_of(trigram: Trigram) -> Option<(usize, u64)> {
    let place = usize::try_from(trigram)
        .ok()
        .filter(|&place| place < PLAIN)?;
    Some((place >> 6, 1 << (place & 63)))
}

/// Share of the wanted trigrams that are present, 0 to 1; 0 where none is wanted.
pub fn trigram_recall(wanted: &[Trigram], is_present: impl Fn(Trigram) -> bool) -> f64 {
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
    use proptest::prelude::*;

    use super::*;

    /// The three letters of each trigram, edges as blanks.
    fn spelled_out(word: &str) -> Vec<String> {
        let letters: Vec<char> = format!(" {word} ").chars().collect();
        let all = letters.windows(3);
        all.map(|three| three.iter().collect()).collect()
    }

    proptest! {
        #[test]
        fn a_set_has_the_trigrams_of_its_words_and_no_others(
            words in prop::collection::vec("[a-cz0é_+-]{1,6}", 0..6),
            parted in 0..6_usize,
            other in "[a-cz0é_+-]{1,6}",
        ) {
            let set = |words: &[String]| TrigramSet::of(words.iter().flat_map(|word| trigrams_in_order(word)));
            let (first, second) = words.split_at(parted.min(words.len()));
            let mut joined = TrigramSet::default();
            joined.extend(&set(first));
            joined.extend(&set(second));
            let spelled: Vec<String> = words.iter().flat_map(|word| spelled_out(word)).collect();
            for (trigram, letters) in trigrams_in_order(&other).zip(spelled_out(&other)) {
                prop_assert_eq!(set(&words).has(trigram), spelled.contains(&letters), "{}", letters);
                prop_assert_eq!(joined.has(trigram), spelled.contains(&letters), "{}", letters);
            }
        }
    }

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
