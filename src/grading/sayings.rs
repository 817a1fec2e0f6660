//! What the terms of a rubric's patterns look for, laid side by side: a rubric has thousands of phrases, and an answer is
//! looked through for most of them.

use super::vocabulary::WordNumber;

/// The sayings of a rubric.
#[derive(Debug, Clone)]
pub(super) struct AllSayings {
    all: Box<[Sayings]>,
    /// The words of their phrases, one phrase after the other.
    words: Box<[WordNumber]>,
    /// For each word where the sayings that it may begin stand in the list below; one more than there are words.
    begun_from: Box<[u32]>,
    /// Places of sayings, those that one word may begin together.
    begun: Box<[u32]>,
}

/// Ways of saying a thing.
#[derive(Debug, Clone)]
pub(super) struct Sayings {
    pub(super) phrases: Box<[Phrase]>,
    /// None of them counts where it is denied.
    pub(super) is_plain: bool,
}

/// Where the words of a phrase stand among those of all phrases.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrase {
    /// Its first word: where that stands nowhere, the phrase does not.
    pub(super) opener: WordNumber,
    first: u32,
    words: u16,
    /// It counts where it is denied.
    pub(super) denied: bool,
}

/// A phrase of word numbers, as it comes from the compiler.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CompiledAlternative {
    pub(super) words: Vec<WordNumber>,
    pub(super) denied: bool,
}

impl AllSayings {
    /// Lays out what was compiled; there are so many distinct words.
    pub(super) fn of(sayings: &[Vec<CompiledAlternative>], distinct_words: usize) -> Self {
        let mut words = Vec::new();
        let mut begun_by: Vec<Vec<u32>> = vec![Vec::new(); distinct_words];
        let mut all = Vec::with_capacity(sayings.len());
        let short = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        for (number, alternatives) in (0..).zip(sayings) {
            let phrases = alternatives.iter().filter_map(|alternative| {
                let opener = *alternative.words.first()?;
                let first = short(words.len());
                words.extend(&alternative.words);
                let begun = &mut begun_by[opener as usize];
                if begun.last() != Some(&number) {
                    begun.push(number);
                }
                Some(Phrase {
                    opener,
                    first,
                    words: u16::try_from(alternative.words.len()).unwrap_or(u16::MAX),
                    denied: alternative.denied,
                })
            });
            all.push(Sayings {
                phrases: phrases.collect(),
                is_plain: alternatives.iter().all(|alternative| !alternative.denied),
            });
        }
        let ends = begun_by.iter().scan(0, |end, begun| {
            *end += short(begun.len());
            Some(*end)
        });
        Self {
            all: all.into_boxed_slice(),
            words: words.into_boxed_slice(),
            begun_from: [0].into_iter().chain(ends).collect(),
            begun: begun_by.concat().into_boxed_slice(),
        }
    }

    /// How many there are; their places are below it.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Those at a place.
    pub(super) fn at(&self, place: usize) -> &Sayings {
        &self.all[place]
    }

    /// The words of a phrase, as numbers.
    pub(super) fn words_of(&self, phrase: Phrase) -> &[WordNumber] {
        let first = phrase.first as usize;
        &self.words[first..first + usize::from(phrase.words)]
    }

    /// For each sayings, whether one of these words begins one of them.
    pub(super) fn that_may_stand(&self, standing: &[WordNumber]) -> Vec<bool> {
        let mut may_stand = vec![false; self.all.len()];
        for &word in standing {
            let word = word as usize;
            let (from, to) = (self.begun_from[word], self.begun_from[word + 1]);
            for &place in &self.begun[from as usize..to as usize] {
                may_stand[place as usize] = true;
            }
        }
        may_stand
    }
}
