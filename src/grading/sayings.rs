//! What the terms of a rubric's patterns look for, laid side by side: a rubric has thousands of phrases, and an answer is
//! looked through for most of them.

/// The sayings of a rubric.
#[derive(Debug, Clone)]
pub(super) struct AllSayings {
    all: Box<[Sayings]>,
    /// The words of their phrases, one phrase after the other.
    words: Box<[usize]>,
    /// For each word, the places of the sayings that it may begin.
    begun_by: Box<[Box<[usize]>]>,
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
    first: u32,
    words: u16,
    /// It counts where it is denied.
    pub(super) denied: bool,
}

/// A phrase of word numbers, as it comes from the compiler.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CompiledAlternative {
    pub(super) words: Vec<usize>,
    pub(super) denied: bool,
}

impl AllSayings {
    /// Lays out what was compiled; there are so many distinct words.
    pub(super) fn of(sayings: &[Vec<CompiledAlternative>], distinct_words: usize) -> Self {
        let mut words = Vec::new();
        let mut begun_by: Vec<Vec<usize>> = vec![Vec::new(); distinct_words];
        let mut all = Vec::with_capacity(sayings.len());
        for (number, alternatives) in sayings.iter().enumerate() {
            let phrases = alternatives.iter().map(|alternative| {
                let first = u32::try_from(words.len()).unwrap_or(u32::MAX);
                words.extend(&alternative.words);
                if let Some(&opener) = alternative.words.first()
                    && begun_by[opener].last() != Some(&number)
                {
                    begun_by[opener].push(number);
                }
                Phrase {
                    first,
                    words: u16::try_from(alternative.words.len()).unwrap_or(u16::MAX),
                    denied: alternative.denied,
                }
            });
            all.push(Sayings {
                phrases: phrases.collect(),
                is_plain: alternatives.iter().all(|alternative| !alternative.denied),
            });
        }
        Self {
            all: all.into_boxed_slice(),
            words: words.into_boxed_slice(),
            begun_by: begun_by.into_iter().map(Vec::into_boxed_slice).collect(),
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
    pub(super) fn words_of(&self, phrase: Phrase) -> &[usize] {
        let first = phrase.first as usize;
        &self.words[first..first + usize::from(phrase.words)]
    }

    /// For each sayings, whether one of these words begins one of them.
    pub(super) fn that_may_stand(&self, standing: &[usize]) -> Vec<bool> {
        let mut may_stand = vec![false; self.all.len()];
        for place in standing.iter().flat_map(|&word| &self.begun_by[word]) {
            may_stand[*place] = true;
        }
        may_stand
    }
}
