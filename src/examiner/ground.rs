//! What a quotation is compared with: the answer, and the question's and rubric's own words. Case, blanks, punctuation and
//! ellipses are folded away; word boundaries stay.

use crate::assessment::{Question, Rubric};
use crate::text::{Span, is_function_word};

/// A quotation of fewer words is a term, not something that was said.
const QUOTE_WORDS: usize = 3;

/// Between two parts of a quotation with an ellipsis at most this many bytes of letters are left out: three or four sentences.
const GAP: usize = 400;

/// A denial among so few words that are left out belongs to what is quoted.
const DENIAL_REACH: usize = 3;

/// Words that deny, as they are folded.
const DENIALS: &str = "not no nor never none nothing without hardly cannot cant dont doesnt didnt isnt arent wasnt werent wont \
wouldnt couldnt shouldnt hasnt havent";

/// Texts that quotations are compared with.
#[derive(Debug, Clone)]
pub struct Ground {
    answer: Folded,
    known: Vec<Folded>,
}

/// What a quotation turns out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoted {
    /// A term, code, or words of the question or rubric.
    Nobody,
    /// Words of the answer, and where they stand in it.
    Candidate(Span),
    /// Words that nobody said.
    Unfounded,
}

impl Ground {
    /// What may be quoted: `answer` is the candidate's, the rest is known from the question and its rubric.
    pub fn new(question: &Question, rubric: &Rubric, answer: &str) -> Self {
        let points = rubric.key_points.iter().map(|point| &point.statement);
        let beliefs = rubric.misconceptions.iter();
        let known = [&question.prompt, &question.model_answer, &rubric.reference]
            .into_iter()
            .chain(&question.code)
            .chain(points)
            .chain(beliefs.flat_map(|belief| [&belief.belief, &belief.correction]));
        Self {
            answer: Folded::new(answer),
            known: known.map(|text| Folded::new(text)).collect(),
        }
    }

    /// Words of another text are no unfounded quotation either: what was said in a discussion.
    pub fn knowing(mut self, text: &str) -> Self {
        self.known.push(Folded::new(text));
        self
    }

    /// The same of a quotation that broke off, perhaps inside of its last word.
    pub(super) fn judge_broken_off(&self, quote: &str, attributed: bool) -> Quoted {
        match self.judge(quote, attributed) {
            Quoted::Unfounded => {
                let whole_words = quote.trim_end().rsplit_once(char::is_whitespace);
                whole_words.map_or(Quoted::Nobody, |(words, _)| self.judge(words, attributed))
            }
            judged => judged,
        }
    }

    /// Whose words a quotation holds. `attributed`: the text says that they are the candidate's.
    pub(super) fn judge(&self, quote: &str, attributed: bool) -> Quoted {
        if quote.split_whitespace().count() < QUOTE_WORDS {
            return Quoted::Nobody;
        }
        if let Some(span) = self.answer.find_quote(quote) {
            return Quoted::Candidate(span);
        }
        let is_known = || {
            self.known
                .iter()
                .any(|text| text.find_quote(quote).is_some())
        };
        if is_code(quote) || (!attributed && is_known()) {
            return Quoted::Nobody;
        }
        Quoted::Unfounded
    }
}

/// Where a quotation that a verdict rests on stands in the answer: any length, but not grammar words alone, unless they are the
/// whole answer.
pub(super) fn find_evidence(answer: &Folded, quote: &str) -> Option<Span> {
    let says_something = Folded::new(quote)
        .words()
        .any(|word| !is_function_word(word));
    let span = answer.find_quote(quote)?;
    (says_something || answer.whole() == Some(span)).then_some(span)
}

/// A text as its letters and digits in lower case, with where each word begins and ends in the original.
#[derive(Debug, Clone, Default)]
pub(super) struct Folded {
    letters: String,
    /// Where words begin: in the letters, in the original. In order.
    starts: Vec<(usize, usize)>,
    /// Where they end.
    ends: Vec<(usize, usize)>,
}

impl Folded {
    pub(super) fn new(text: &str) -> Self {
        let mut folded = Self::default();
        let mut in_word = false;
        let mut end = 0;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if c.is_alphanumeric() {
                if !in_word {
                    folded.starts.push((folded.letters.len(), at));
                }
                in_word = true;
                folded.letters.extend(c.to_lowercase());
                end = at + c.len_utf8();
            } else {
                let joins = matches!(c, '\'' | '’' | '\u{ad}' | '\u{200b}'..='\u{200d}')
                    && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
                if in_word && !joins {
                    in_word = false;
                    folded.ends.push((folded.letters.len(), end));
                }
            }
        }
        if in_word {
            folded.ends.push((folded.letters.len(), end));
        }
        folded
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        let places = self.starts.iter().zip(&self.ends);
        places.map(|((start, _), (end, _))| &self.letters[*start..*end])
    }

    /// From the first word to the last.
    fn whole(&self) -> Option<Span> {
        let (first, last) = (self.starts.first()?, self.ends.last()?);
        Some(Span::new(first.1, last.1))
    }

    /// Where a quotation stands: as it is; or its parts between ellipses, in order and near each other; or with words in
    /// brackets taken as put in by whoever quotes.
    pub(super) fn find_quote(&self, quote: &str) -> Option<Span> {
        let whole = Self::new(quote);
        if whole.letters.is_empty() {
            return None;
        }
        if let Some(span) = self.find(&whole.letters, 0).next() {
            return Some(span.1);
        }
        self.find_parts(&quote.replace('…', "...").replace(". . .", "..."))
            .or_else(|| self.find_parts(&without_insertions(quote)?))
    }

    fn find_parts(&self, quote: &str) -> Option<Span> {
        let parts: Vec<Self> = quote
            .split("...")
            .map(Self::new)
            .filter(|part| !part.letters.is_empty())
            .collect();
        // One word here, one there can be put together to anything.
        if parts.len() < 2 || parts.iter().any(|part| part.starts.len() < 2) {
            let [only] = parts.as_slice() else {
                return None;
            };
            return self.find(&only.letters, 0).next().map(|(_, span)| span);
        }
        let (first, rest) = parts.split_first()?;
        self.find(&first.letters, 0)
            .find_map(|(mut end, mut span)| {
                for part in rest {
                    let near = end + GAP + part.letters.len();
                    let (next_end, next) = self.find_within(&part.letters, end, near).next()?;
                    if self.denies(end, next_end - part.letters.len()) {
                        return None;
                    }
                    (end, span) = (next_end, span.join(next));
                }
                Some(span)
            })
    }

    /// Whether few words stand between two places, and one of them denies: to leave out a "not" is to say the opposite.
    fn denies(&self, from: usize, to: usize) -> bool {
        let first = self.starts.partition_point(|&(start, _)| start < from);
        let last = self.ends.partition_point(|&(end, _)| end <= to);
        let left_out = self.starts[first..]
            .iter()
            .zip(&self.ends[first..last.max(first)]);
        let mut words = left_out.map(|((start, _), (end, _))| &self.letters[*start..*end]);
        words.len() <= DENIAL_REACH
            && words.any(|word| DENIALS.split(' ').any(|denial| denial == word))
    }

    /// Where letters stand as whole words, from an offset of the letters on: where they end there, and their span.
    fn find<'a>(
        &'a self,
        wanted: &'a str,
        from: usize,
    ) -> impl Iterator<Item = (usize, Span)> + 'a {
        self.find_within(wanted, from, self.letters.len())
    }

    /// The same up to another offset.
    fn find_within<'a>(
        &'a self,
        wanted: &'a str,
        from: usize,
        to: usize,
    ) -> impl Iterator<Item = (usize, Span)> + 'a {
        let first = self.starts.partition_point(|&(start, _)| start < from);
        let begins = self.starts[first..].iter();
        begins
            .take_while(move |(start, _)| start + wanted.len() <= to)
            .filter(move |(start, _)| self.letters[*start..].starts_with(wanted))
            .filter_map(move |(start, at)| {
                let end = start + wanted.len();
                let last = self.ends.binary_search_by_key(&end, |&(end, _)| end).ok()?;
                Some((end, Span::new(*at, self.ends[last].1)))
            })
    }
}

/// The quotation with an ellipsis for each short insertion in brackets; none where there is none.
fn without_insertions(quote: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = quote;
    while let Some(open) = rest.find('[') {
        let Some(length) = rest[open..].find(']').filter(|&length| length <= 40) else {
            break;
        };
        out.push_str(&rest[..open]);
        out.push_str("...");
        rest = &rest[open + length + 1..];
    }
    if out.is_empty() {
        return None;
    }
    out.push_str(rest);
    Some(out)
}

/// Whether half of the words or more are names or signs of code.
fn is_code(quote: &str) -> bool {
    let words = quote.split_whitespace();
    let (mut code, mut all) = (0, 0);
    for word in words {
        all += 1;
        let inner = word.trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?'));
        let signs = inner.contains(|c: char| "=(){}[]<>_/\\|&%$#@+^~".contains(c));
        code += usize::from(signs || inner.contains('.'));
    }
    2 * code >= all
}

#[cfg(test)]
mod tests {
    use super::{Folded, find_evidence};

    const ANSWER: &str = "Well, a tuple can't be changed. So it's hashable! With `threading.Lock` you re-use\nthe lock; \
        threads do not speed up CPU work, é.";

    fn found(quote: &str) -> Option<&'static str> {
        Folded::new(ANSWER)
            .find_quote(quote)
            .map(|span| span.of(ANSWER))
    }

    #[test]
    fn case_blanks_punctuation_and_ellipses_are_folded() {
        let cases = [
            ("A TUPLE cant be changed", Some("a tuple can't be changed")),
            ("can’t be\n  **changed**", Some("can't be changed")),
            ("reuse the lock", Some("re-use\nthe lock")),
            ("...it's hashable...", Some("it's hashable")),
            (
                "a tuple ... it’s hashable",
                Some("a tuple can't be changed. So it's hashable"),
            ),
            ("[It's] hashable! With", Some("it's hashable! With")),
            (
                "you re-use [it, namely] the lock",
                Some("you re-use\nthe lock"),
            ),
            ("é", Some("é")),
            ("tuple can", None),
            ("threads ... speed up", None),
            ("threads do ... speed up CPU", None),
            (
                "threads do not ... CPU work",
                Some("threads do not speed up CPU work"),
            ),
            ("it's hashable ... a tuple", None),
            ("lists can't be changed", None),
            ("hash", None),
            ("", None),
            ("...", None),
        ];
        for (quote, expected) in cases {
            assert_eq!(found(quote), expected, "{quote:?}");
        }
    }

    #[test]
    fn words_that_begin_inside_of_others_are_found_all_the_same() {
        let answer = "a aa, then is it is is it";
        let find = |quote| {
            Folded::new(answer)
                .find_quote(quote)
                .map(|span| span.of(answer))
        };
        assert_eq!(find("aa"), Some("aa"));
        assert_eq!(find("is is it"), Some("is is it"));
        assert_eq!(find("a it"), None);
    }

    #[test]
    fn parts_of_a_quotation_stand_near_each_other() {
        let answer = format!(
            "lists are mutable. {} tuples are not",
            "Then more. ".repeat(50)
        );
        assert!(
            Folded::new(&answer)
                .find_quote("lists are ... tuples are not")
                .is_none()
        );
    }

    #[test]
    fn grammar_words_are_no_evidence_unless_they_are_all_that_was_said() {
        let long = Folded::new("it is what it is, a lock");
        assert_eq!(find_evidence(&long, "it is"), None);
        assert!(find_evidence(&long, "a lock").is_some());
        assert!(find_evidence(&Folded::new("It is."), "it is").is_some());
    }
}
