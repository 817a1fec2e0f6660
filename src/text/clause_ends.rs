//! Where clauses end in words that came without punctuation, as speech does: a small log-linear model of the words around each
//! gap, fitted to the punctuation of the bank's prose. It knows grammar words, common words and endings, and no meaning.

use std::sync::LazyLock;

use super::normalize::{Plain, normalize};
use super::tokenize::{RawKind, tokenize};
use super::word_order::{GRAMMAR, OTHERS, ending};
use super::words::{WordList, WordTable};

/// The fitted weights, as pairs of the weight for a clause's end and that for a sentence's, in hundredths of the logarithm of
/// the odds: `common` lists the common words, `bias` is the weight of every gap, `single N` that of the word N places from the
/// last word before the gap, `pair N M WORD` that of two words. Made by `cargo run --example clause_ends`.
const WEIGHTS: &str = include_str!("clause_ends.txt");

/// The words looked at one by one: how far each stands from the last word before the gap.
const SINGLES: [isize; 6] = [-2, -1, 0, 1, 2, 3];

/// The words looked at two by two.
const PAIRS: [(isize, isize); 6] = [(-1, 0), (-1, 1), (0, 1), (0, 2), (1, 2), (1, 3)];

/// The class of what stands before the first word and after the last.
const NO_WORD: &str = "_";

/// The most places that are looked at before the last word before a gap, and after it.
const BEFORE: usize = 2;
const AFTER: usize = 3;

/// A clause ends where the odds are at least 1 to 4. A clause too many hardly costs anything, for what is said in one is looked
/// for in its neighbours too; one too few denies or accuses what stands beside it. Between -1.2 and -1.6 the scores of the
/// bank's samples, taken down without their punctuation, stay equally near those with it.
const CLAUSE_FROM: i32 = -140;

/// Another statement begins where a sentence's end is as likely as not. Below that too many accusations are lost.
const STATEMENT_FROM: i32 = 0;

/// How a gap between two words parts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum End {
    None,
    Clause,
    /// Of a clause and of all that is said in one breath with it.
    Statement,
}

/// A mark that stands after a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    None,
    Clause,
    Sentence,
}

/// For each word the end that is inferred after it, where no mark but the last cuts the text.
pub(super) fn inferred_ends(pieces: &[Plain<'_>]) -> Option<Vec<End>> {
    let last = pieces.iter().rposition(|piece| piece.word().is_some())?;
    let words: Vec<&str> = pieces[..=last]
        .iter()
        .map_while(|piece| piece.word())
        .collect();
    if words.len() <= last {
        return None;
    }
    let end = |[clause, sentence]: [i32; 2]| {
        if sentence >= STATEMENT_FROM {
            End::Statement
        } else if clause >= CLAUSE_FROM {
            End::Clause
        } else {
            End::None
        }
    };
    Some(MODEL.odds(&words).map(end).collect())
}

/// The fitted model. A class is a place in the list of all classes: the endings, no word, the grammar words, the common ones.
struct Model {
    classes: WordTable<usize>,
    count: usize,
    /// Only classes below this one have weights in pairs; a common word counts by its ending there.
    paired: usize,
    bias: [i32; 2],
    singles: Vec<[i16; 2]>,
    pairs: Vec<[i16; 2]>,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::read(WEIGHTS));

impl Model {
    fn read(weights: &str) -> Self {
        let common = weights
            .lines()
            .find_map(|line| line.strip_prefix("common "));
        let grammar = OTHERS
            .into_iter()
            .chain([NO_WORD])
            .chain(GRAMMAR.split_whitespace());
        let paired = grammar.clone().count();
        let names: Vec<&str> = grammar
            .chain(common.unwrap_or_default().split(' '))
            .collect();
        let count = names.len();
        let mut model = Self {
            classes: WordTable::of(names.into_iter().enumerate().map(|(at, name)| (name, at))),
            count,
            paired,
            bias: [0; 2],
            singles: vec![[0; 2]; SINGLES.len() * count],
            pairs: vec![[0; 2]; PAIRS.len() * paired * paired],
        };
        for line in weights.lines() {
            model.read_line(line);
        }
        model
    }

    /// Reads a line of the table; what it doesn't know weighs nothing.
    fn read_line(&mut self, line: &str) -> Option<()> {
        let mut fields = line.split(' ');
        let place = |field: Option<&str>| field?.parse::<isize>().ok();
        let row = match fields.next()? {
            "bias" => {
                self.bias = [fields.next()?.parse().ok()?, fields.next()?.parse().ok()?];
                return Some(());
            }
            "single" => {
                let at = place(fields.next())?;
                let kind = SINGLES.iter().position(|single| *single == at)?;
                &mut self.singles[kind * self.count..][..self.count]
            }
            "pair" => {
                let at = (place(fields.next())?, place(fields.next())?);
                let kind = PAIRS.iter().position(|pair| *pair == at)?;
                let first = *self.classes.get(fields.next()?)?;
                let from = (kind * self.paired + first) * self.paired;
                self.pairs.get_mut(from..from + self.paired)?
            }
            _ => return None,
        };
        while let Some(class) = fields.next() {
            let weights = [fields.next()?.parse().ok()?, fields.next()?.parse().ok()?];
            *row.get_mut(*self.classes.get(class)?)? = weights;
        }
        Some(())
    }

    /// For each word the logarithm of the odds that a clause and that a sentence ends after it, in hundredths.
    fn odds<'a>(&'a self, words: &[&str]) -> impl Iterator<Item = [i32; 2]> + use<'a> {
        let no_word = OTHERS.len();
        let mut classes = vec![(no_word, no_word); BEFORE];
        classes.extend(words.iter().map(|word| {
            let ending = ending(word);
            let class = self.classes.get(word).copied().unwrap_or(ending);
            (class, if class < self.paired { class } else { ending })
        }));
        classes.extend([(no_word, no_word); AFTER]);
        let gaps = words.len();
        (0..gaps).map(move |gap| {
            let at = |place: isize| classes[(gap + BEFORE).strict_add_signed(place)];
            let singles = SINGLES
                .iter()
                .enumerate()
                .map(|(kind, place)| self.singles[kind * self.count + at(*place).0]);
            let pairs = PAIRS.iter().enumerate().map(|(kind, (first, second))| {
                let row = kind * self.paired + at(*first).1;
                self.pairs[row * self.paired + at(*second).1]
            });
            singles.chain(pairs).fold(self.bias, |sum, weight| {
                [sum[0] + i32::from(weight[0]), sum[1] + i32::from(weight[1])]
            })
        })
    }
}

/// The words of a text, each with the mark that stands after it.
pub fn marked_words(text: &str) -> Vec<(String, Mark)> {
    let mut words: Vec<(String, Mark)> = Vec::new();
    for piece in normalize(tokenize(text)) {
        let mark = match piece.kind {
            RawKind::Word(form) => {
                words.push((form.into_owned(), Mark::None));
                continue;
            }
            RawKind::Clause => Mark::Clause,
            RawKind::Sentence => Mark::Sentence,
        };
        if let Some((_, last)) = words.last_mut() {
            *last = mark.max(*last);
        }
    }
    words
}

/// For each of these words what the model sees of the gap after it, by the names that the table has; `common` are the words
/// beside those of grammar that count one by one.
pub fn gap_features(words: &[&str], common: &WordList) -> Vec<Vec<String>> {
    let ending = |word: &str| OTHERS[ending(word)];
    let classes: Vec<(&str, &str)> = words
        .iter()
        .map(|word| match (is_grammar(word), common.has(word)) {
            (true, _) => (*word, *word),
            (_, true) => (*word, ending(word)),
            _ => (ending(word), ending(word)),
        })
        .collect();
    let of_gap = |gap: usize| {
        let class = |place: &isize| {
            let at = gap.checked_add_signed(*place);
            at.and_then(|at| classes.get(at))
                .map_or((NO_WORD, NO_WORD), |class| *class)
        };
        let single = |place: &isize| format!("single {place} {}", class(place).0);
        let pair = |(first, second): &(isize, isize)| {
            format!(
                "pair {first} {second} {} {}",
                class(first).1,
                class(second).1
            )
        };
        SINGLES
            .iter()
            .map(single)
            .chain(PAIRS.iter().map(pair))
            .collect()
    };
    (0..words.len()).map(of_gap).collect()
}

/// Whether a word is grammar, and counts one by one in any case.
pub fn is_grammar(word: &str) -> bool {
    GRAMMAR_LIST.has(word)
}

static GRAMMAR_LIST: LazyLock<WordList> =
    LazyLock::new(|| WordList::of(GRAMMAR.split_whitespace()));

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{analyze, analyze_run_on};

    /// The words of a text, a bar where a clause ends.
    fn cut(text: &str) -> String {
        let pieces = normalize(tokenize(text));
        let ends = inferred_ends(&pieces).unwrap_or_default();
        let words = pieces.iter().filter_map(Plain::word).zip(ends);
        let shown = words.map(|(word, end)| match end {
            End::None => word.to_owned(),
            End::Clause | End::Statement => format!("{word} |"),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_clause_ends_before_the_next_subject_with_its_verb() {
        for (text, ended) in [
            (
                "a list is mutable a tuple is not so it can be a key",
                ["mutable | a tuple", "not | so it"],
            ),
            (
                "the process has its own memory the thread shares it with the others",
                ["memory | the thread", "process has its own"],
            ),
            (
                "you can use it as a key in a dictionary because it never changes",
                ["dictionary | because", "as a key in a dictionary"],
            ),
        ] {
            for words in ended {
                assert!(cut(text).contains(words), "{}: {words}", cut(text));
            }
        }
    }

    #[test]
    fn no_clause_ends_after_an_article_or_inside_a_contraction() {
        let said = cut("the lock is held by a thread it's not the only one and a process isn't");
        for parted in ["the |", "a |", "by |", "is | not"] {
            assert!(!said.contains(parted), "{said}");
        }
    }

    #[test]
    fn a_text_with_marks_is_read_by_them() {
        let text = "a list is mutable, a tuple is not so it can be a key.";
        assert_eq!(analyze_run_on(text), analyze(text));
        let text = "a list is mutable a tuple is not so it can be a key.";
        assert_ne!(analyze_run_on(text), analyze(text));
    }

    #[test]
    fn inferred_clauses_leave_one_sentence_and_every_span_in_its_place() {
        let text = "a list is mutable a tuple is not so it can be a key";
        let (inferred, plain) = (analyze_run_on(text), analyze(text));
        assert!(inferred.inferred_ends > 0);
        for (token, other) in inferred.tokens.iter().zip(&plain.tokens) {
            assert_eq!((token.span, token.sentence), (other.span, other.sentence));
        }
    }

    #[test]
    fn the_table_is_read_to_its_last_weight() {
        let weights = |line: &str| (line.split(' ').count() - 2) / 3;
        let listed = |kind: &str| -> usize {
            let lines = WEIGHTS.lines().filter(|line| line.starts_with(kind));
            lines.map(weights).sum()
        };
        let read =
            |weights: &[[i16; 2]]| weights.iter().filter(|weight| **weight != [0; 2]).count();
        // The two fields more that stand before the weights of pairs make no other three.
        assert_eq!(read(&MODEL.singles), listed("single "));
        assert_eq!(read(&MODEL.pairs), listed("pair "));
    }
}
