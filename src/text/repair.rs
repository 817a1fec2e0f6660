//! What a speaker took back: "a tuple, no sorry, a list" says list, "it is it is slow" says it once. Only clear cues count, and
//! only what the new words take up again is dropped: where that is in doubt, both stay.

use super::normalize::Plain;
use super::tokenize::RawKind;
use super::words::is_function_word;

/// Words by which people take something back, and how clearly each says so. Several in a row add up.
const CUES: [(&[&str], u32); 17] = [
    (&["no", "i", "mean"], SURE),
    (&["scratch", "that"], SURE),
    (&["strike", "that"], SURE),
    (&["i", "misspoke"], SURE),
    (&["let", "me", "correct", "myself"], SURE),
    (&["let", "me", "correct", "that"], SURE),
    (&["my", "mistake"], CLEAR),
    (&["my", "bad"], CLEAR),
    (&["sorry"], CLEAR),
    (&["or", "rather"], CLEAR),
    (&["i", "meant"], CLEAR),
    (&["i", "mean"], 1),
    (&["no"], 1),
    (&["wait"], 1),
    (&["hold", "on"], 1),
    (&["hang", "on"], 1),
    (&["actually"], 1),
];

/// From here on the cue itself is dropped, whatever follows: "no sorry" denies nothing.
const SURE: u32 = 3;

/// From here on the new words may take up a whole clause; below it only a name of a word or two.
const CLEAR: u32 = 2;

/// So many words back at most begins what is taken back.
const REACH: usize = 12;

/// The same where a single word is all that the new words have in common with it.
const SHORT_REACH: usize = 6;

/// So many pieces at most are one cue: people say "no wait sorry I mean", and a text of nothing else is read in linear time.
const LONGEST: usize = 24;

/// Words of which each cue that says enough has one: most answers hold none of them.
pub(super) const TELLING: [&str; 11] = [
    "sorry", "scratch", "strike", "misspoke", "correct", "mistake", "bad", "rather", "meant",
    "mean", "no",
];

/// Removes what was taken back, the cue that says so, and words said twice in a row. What stays keeps its span.
pub(super) fn undo_repairs(pieces: Vec<Plain<'_>>) -> Vec<Plain<'_>> {
    if pieces.iter().any(|piece| piece.may.take_back) {
        drop_repeats(undo_cues(pieces))
    } else {
        drop_repeats(pieces)
    }
}

fn undo_cues(mut pieces: Vec<Plain<'_>>) -> Vec<Plain<'_>> {
    let mut kept = Vec::with_capacity(pieces.len());
    let mut at = 0;
    while at < pieces.len() {
        match Cue::at(&kept, &pieces, at) {
            Some(cue) if cue.undo(&mut kept, &pieces) => at = cue.end,
            _ => {
                kept.push(take(&mut pieces[at]));
                at += 1;
            }
        }
    }
    kept
}

/// The piece itself; nobody looks at its place again.
pub(super) fn take<'a>(piece: &mut Plain<'a>) -> Plain<'a> {
    std::mem::replace(piece, Plain::mark(piece.span, RawKind::Clause))
}

/// A cue: its first piece and the one after its last, commas and fillers around it included.
#[derive(Debug)]
struct Cue {
    start: usize,
    end: usize,
    clarity: u32,
}

impl Cue {
    /// The cue at a place of the pieces; `kept` stands before it.
    fn at(kept: &[Plain<'_>], pieces: &[Plain<'_>], start: usize) -> Option<Self> {
        let word = |at: usize| pieces.get(at).and_then(Plain::word);
        let opener = word(start)?;
        let before = kept.last().and_then(Plain::word).unwrap_or_default();
        let (mut end, mut clarity) = (start, 0);
        while end - start < LONGEST {
            let stands = |cue: &[&str]| (0..cue.len()).all(|n| word(end + n) == Some(cue[n]));
            if let Some((cue, worth)) = CUES.iter().find(|(cue, _)| stands(cue)) {
                end += cue.len();
                clarity += worth;
            } else if clarity > 0 && is_pause(pieces.get(end)?) {
                end += 1;
            } else {
                break;
            }
        }
        // "there is no wait", "you can strike that balance": nothing is taken back.
        let is_plain_speech = match opener {
            "no" | "wait" => clarity < SURE,
            "strike" | "scratch" => true,
            _ => false,
        };
        if is_plain_speech && is_grammar(before) {
            return None;
        }
        // Something must stand before it, and something after it.
        (clarity > 0 && !kept.is_empty() && end < pieces.len()).then_some(Self {
            start,
            end,
            clarity,
        })
    }

    /// Removes what it takes back, and tells whether the cue goes with it.
    fn undo(&self, kept: &mut Vec<Plain<'_>>, pieces: &[Plain<'_>]) -> bool {
        let said = words_before(kept);
        let taken_up = match self.clarity {
            CLEAR.. => self.taken_up(kept, &said, pieces),
            _ => self.name_taken_up(kept, &said, pieces),
        };
        if let Some(from) = taken_up {
            kept.truncate(from);
            return true;
        }
        if self.clarity < SURE {
            return false;
        }
        // "mutable, no sorry, immutable": a word for a word.
        let is_content = |piece: &Plain<'_>| piece.word().is_some_and(|word| !is_grammar(word));
        match said.last() {
            Some(&last) if is_content(&kept[last]) && is_content(&pieces[self.end]) => {
                kept.truncate(last);
            }
            _ => kept.push(Plain::mark(pieces[self.start].span, RawKind::Clause)),
        }
        true
    }

    /// Where that begins which the new words say otherwise: their first two words stand there too, or the first, or the
    /// second where the cue is sure ("the list is mutable, no sorry, it is immutable").
    fn taken_up(&self, kept: &[Plain<'_>], said: &[usize], pieces: &[Plain<'_>]) -> Option<usize> {
        let word = |at: usize| kept[at].word();
        let first = pieces[self.end].word()?;
        let second = pieces.get(self.end + 1).and_then(Plain::word);
        let both = said
            .windows(2)
            .rev()
            .find(|pair| {
                word(pair[0]) == Some(first) && second.is_some() && word(pair[1]) == second
            })
            .map(|pair| pair[0]);
        let near = &said[said.len().saturating_sub(SHORT_REACH)..];
        let single = |wanted: &str| {
            let place = near.iter().rev().find(|&&at| word(at) == Some(wanted));
            place.copied()
        };
        let by_first = || is_grammar(first).then(|| single(first)).flatten();
        let by_second = || {
            let second = second.filter(|second| self.clarity >= SURE && is_grammar(second))?;
            single(second)
        };
        both.or_else(by_first).or_else(by_second)
    }

    /// "A tuple, I mean a list", "the list, no the tuple": an article and a word for an article and a word. "The book, I mean
    /// the values" explains, it takes nothing back.
    fn name_taken_up(
        &self,
        kept: &[Plain<'_>],
        said: &[usize],
        pieces: &[Plain<'_>],
    ) -> Option<usize> {
        let article = |piece: &Plain<'_>| matches!(piece.word(), Some("a" | "an" | "the"));
        let [.., from, last] = *said else {
            return None;
        };
        let tells = match pieces[self.start].word() {
            Some("no") => true,
            Some("i") => pieces[self.end].word() != Some("the"),
            _ => false,
        };
        let name = kept[last].word()?;
        (tells && article(&kept[from]) && article(&pieces[self.end]) && !is_grammar(name))
            .then_some(from)
    }
}

/// The places of the last words of the sentence, as far as a cue may reach.
fn words_before(kept: &[Plain<'_>]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..kept.len())
        .rev()
        .take_while(|&at| kept[at].kind != RawKind::Sentence)
        .filter(|&at| kept[at].word().is_some() && !kept[at].may.fill)
        .take(REACH)
        .collect();
    places.reverse();
    places
}

/// A comma or a filler.
fn is_pause(piece: &Plain<'_>) -> bool {
    match &piece.kind {
        RawKind::Word(word) => piece.may.fill || matches!(&**word, "oh" | "okay" | "well"),
        RawKind::Clause => true,
        RawKind::Sentence => false,
    }
}

fn is_grammar(word: &str) -> bool {
    is_function_word(word) || matches!(word, "not" | "never")
}

/// Drops two or three words that are said again at once: "it is it is slow". A single word is dropped where words are kept.
fn drop_repeats(mut pieces: Vec<Plain<'_>>) -> Vec<Plain<'_>> {
    let mut kept: Vec<Plain<'_>> = Vec::with_capacity(pieces.len());
    let mut at = 0;
    while at < pieces.len() {
        let repeats = |length: &usize| {
            let (Some(from), Some(again)) =
                (kept.len().checked_sub(*length), pieces.get(at..at + length))
            else {
                return false;
            };
            let said = &kept[from..];
            said.iter()
                .zip(again)
                .all(|(said, again)| is_said_again(said, again))
                && again
                    .iter()
                    .any(|piece| piece.word().is_some_and(is_grammar))
        };
        match [3, 2].into_iter().find(repeats) {
            Some(length) => at += length,
            None => {
                kept.push(take(&mut pieces[at]));
                at += 1;
            }
        }
    }
    kept
}

fn is_said_again(piece: &Plain, later: &Plain<'_>) -> bool {
    piece.word().is_some_and(|word| {
        later.word() == Some(word)
            && piece.span != later.span
            && word.chars().all(char::is_alphabetic)
    })
}

#[cfg(test)]
mod tests {
    use crate::text::plain_words;

    fn plain(text: &str) -> String {
        plain_words(text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_taken_back_is_not_said() {
        for (text, said) in [
            ("it is a tuple no sorry a list", "it is a list"),
            ("it is a tuple, no, sorry, a list", "it is a list"),
            ("it is a tuple um no uh sorry a list", "it is a list"),
            ("it's a tuple I mean a list", "it is a list"),
            (
                "lists are immutable wait no lists are mutable",
                "lists are mutable",
            ),
            (
                "the list is immutable no sorry it is mutable",
                "the list it is mutable",
            ),
            (
                "a tuple is mutable sorry immutable",
                "a tuple is mutable sorry immutable",
            ),
            (
                "a tuple is mutable no sorry immutable",
                "a tuple is immutable",
            ),
            (
                "it copies the list or rather the reference",
                "it copies the reference",
            ),
            (
                "you use the list no the tuple as a key",
                "you use the tuple as a key",
            ),
            ("it is fast scratch that it is slow", "it is slow"),
            (
                "threads run in parallel no i mean they take turns",
                "threads run in parallel they take turns",
            ),
            ("it is it is a lock", "it is a lock"),
            ("so the lock so the lock is held", "so the lock is held"),
        ] {
            assert_eq!(plain(text), said, "{text}");
        }
    }

    /// It took minutes, as each cue of the row was followed to its end.
    #[test]
    fn a_long_row_of_cues_is_not_followed_from_each_of_them() {
        for cue in ["no sorry um ", "scratch that ", "wait "] {
            let row = cue.repeat(20_000);
            assert!(plain(&format!("it is a list {row}")).starts_with("it is a"));
        }
    }

    #[test]
    fn what_only_looks_like_taking_back_stays() {
        for text in [
            "there is no wait for the lock",
            "the thread can wait no longer than that",
            "no braces and no semicolons",
            "it makes no copy",
            "it has no order the keys are sorted",
            "a bad idea no matter what",
            "it is the list or rather than that a tuple",
            "you can strike that balance",
            "sorry i do not know",
            "a is b is a",
        ] {
            assert_eq!(plain(text), text, "{text}");
        }
    }
}
