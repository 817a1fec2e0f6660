//! Every number that shapes a score, with its reason. All were fitted over all questions together, never for one;
//! `tests/calibration.rs` moves when they do.

use crate::assessment::Kind;

/// Terms of a key point's pattern stand within this many words: about a clause and a half of speech.
pub(super) const SUPPORT_WINDOW: usize = 12;

/// Terms of an accusation stand closer together than those of support: a false hit costs a good answer more than
/// a miss costs a wrong one.
pub(super) const ACCUSE_WINDOW: usize = 9;

/// How far around a match a forbidden word still keeps it out.
pub(super) const FORBIDDEN_REACH: usize = 5;

/// What a word of the question counts in coverage, where another counts 1: measured best between 0.2 and 0.5 on
/// students' answers; a question copied as the answer must earn nearly nothing.
pub(super) const QUESTION_WORD: f64 = 0.3;

/// Coverage to points, as corners of a polyline: half of the content lands near 55, everything essential near 90.
const CURVE: [(f64, f64); 6] = [
    (0.0, 0.0),
    (0.12, 18.0),
    (0.3, 36.0),
    (0.6, 64.0),
    (0.85, 92.0),
    (1.0, 99.0),
];

/// Points for a share of the weights met.
pub(super) fn curve(coverage: f64) -> f64 {
    interpolate(&CURVE, coverage)
}

/// Reference coverage to points: a right answer in other words rarely covers more than two thirds.
const REFERENCE_CURVE: [(f64, f64); 4] = [(0.0, 0.0), (0.2, 20.0), (0.7, 95.0), (1.0, 100.0)];

/// Points for a share of the reference's ideas covered.
pub(super) fn reference_curve(coverage: f64) -> f64 {
    interpolate(&REFERENCE_CURVE, coverage)
}

fn interpolate(corners: &[(f64, f64)], x: f64) -> f64 {
    for pair in corners.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        if x <= x1 {
            return y0 + (y1 - y0) * ((x - x0) / (x1 - x0)).clamp(0.0, 1.0);
        }
    }
    corners.last().map_or(0.0, |&(_, y)| y)
}

/// How much the second witness counts beside the patterns.
pub(super) const REFERENCE_SHARE: f64 = 0.15;

/// The same where a fact is asked for: on students' answers patterns alone agree with teachers at 0.62, the words of the
/// reference alone at 0.70, and the more these count the better, up to two thirds; but then a right answer in other words
/// than the teacher's falls below 65.
pub(super) const FACT_REFERENCE_SHARE: f64 = 0.4;

/// Less essential credit than this is none.
pub(super) const ESSENTIAL_MET: f64 = 0.3;

/// What is left of a score without any essential point.
pub(super) const WITHOUT_ESSENTIAL: f64 = 0.8;

/// The same where a fact is asked for: there the words of the short full answer count for much, and without the point itself
/// they are words.
pub(super) const WITHOUT_THE_FACT: f64 = 0.6;

/// Penalty of a key point that the author's own patterns find contradicted.
pub(super) const CONTRADICTION_PENALTY: f64 = 22.0;

/// What a single wrong statement costs, where much else is right, as a share of its penalty: a reader forgives one slip,
/// and a single hit may be a misreading. On 160 answers that no rubric had been tried against this moves Pearson from 0.886 to
/// 0.905, and right answers lost from 7 to 3 of 64; on repaired rubrics it changes little.
pub(super) const SLIP_SHARE: f64 = 0.75;

/// From this share of the weights met on, one wrong statement is a slip.
pub(super) const SLIP_FROM: f64 = 0.45;

/// Penalty where an essential point is found denied, or said of the other subject, without an author's pattern for it.
pub(super) const GUESSED_ESSENTIAL_PENALTY: f64 = 12.0;

/// The same for another point.
pub(super) const GUESSED_PENALTY: f64 = 5.6;

/// No more than this for an answer that speaks to the grader.
pub(super) const TO_GRADER_CAP: f64 = 2.0;

/// No more than this for terms in a row.
pub(super) const LIST_CAP: f64 = 3.0;

/// Below this share of grammar words, short parts between commas make a list.
pub(super) const LIST_GRAMMAR: f64 = 0.15;

/// Parts between commas are a list's when they are shorter than this many words on average: terms have one to three words,
/// a terse clause has more.
pub(super) const LIST_PART: f64 = 3.2;

/// From this many colons and opening parentheses for each part on, a list says what belongs to what.
pub(super) const EXPLAINING_SIGNS: f64 = 0.15;

/// From this many parts on, commas between, an answer may be a list of terms and nothing else.
pub(super) const HOARD_PARTS: usize = 12;

/// Parts of such a list have fewer words than this on average.
pub(super) const HOARD_PART: f64 = 1.7;

/// From this many words on an answer may be a hoard of terms; whoever knows a fact has no need of so many.
pub(super) const HOARD_WORDS: usize = 18;

/// A hoard of terms has a smaller share of grammar words than this.
pub(super) const HOARD_GRAMMAR: f64 = 0.18;

/// Text with code in it has at least this share of operators, brackets and digits.
pub(super) const CODE_SIGNS: f64 = 0.05;

/// An answer that hoards terms has this many times the words of the short full answer.
pub(super) const HOARD_OF_REFERENCE: f64 = 1.5;

/// A text of fewer words is too short to call its terms strung together: "the inner join returns only matching rows and the left
/// join returns all rows of the first table" has 18. The 31 samples of the bank that string terms together have 26 and more.
pub(super) const JOINED_AT_LEAST: usize = 24;

/// Below this share of predicating words nothing is said of terms that are joined: halfway between such strings
/// (at most 0.10) and the tersest tenth of right answers (0.13).
pub(super) const JOINED_PREDICATION: f64 = 0.115;

/// So many empty verbs, or so many articles, show that the terms were joined, not telegraphed.
pub(super) const JOINED_EMPTY_VERBS: f64 = 0.06;
/// See above.
pub(super) const JOINED_ARTICLES: f64 = 0.24;

/// No more than this for joined terms.
pub(super) const JOINED_CAP: f64 = 8.0;

/// The order of fewer pairs of words says nothing.
pub(super) const ORDER_PAIRS: usize = 14;

/// Below this the words stand in no usual order. Of 2140 answers that readers gave 40 or more three fall below
/// it; of 3520 shuffled model answers 24 still score 40 or more (`tests/meaning`).
pub(super) const USUAL_ORDER: f64 = 0.0;

/// Below this share of grammar words an answer is written like a telegram.
pub(super) const TELEGRAM: f64 = 0.3;

/// The same for a telegram.
pub(super) const USUAL_ORDER_OF_TELEGRAM: f64 = -0.1;

/// Below this share of asserting words, long pieces assert nothing: of 700 answers three right ones fall below it.
pub(super) const ASSERTING_WORDS: f64 = 0.03;

/// Pieces between punctuation are long from this many words on average.
pub(super) const LONG_PIECES: f64 = 8.0;

/// No more than this where hardly anything is asserted: not paid, and no disaster for the rare terse answer.
pub(super) const NOTHING_ASSERTED_CAP: f64 = 25.0;

/// Fewer of its own words than this share, and an answer is an echo of the question.
pub(super) const ECHO_OWN: f64 = 0.4;

/// What is left of an echo's score.
pub(super) const ECHO_SHARE: f64 = 0.3;

/// What is left where the answer admits not knowing and hardly says anything.
pub(super) const NOT_KNOWING_SHARE: f64 = 0.2;

/// From this coverage on, "I am not sure" is modesty.
pub(super) const KNOWS_SOMETHING: f64 = 0.3;

/// How far before a match "people think ..." is looked for.
pub(super) const REPORT_REACH: usize = 12;

/// A belief without patterns is held from this share of its words on.
pub(super) const BELIEF_BY_WORDS: f64 = 0.85;

/// A statement's coverage in its best passage counts this much, that in the whole answer the rest.
pub(super) const PASSAGE_SHARE: f64 = 0.5;

/// Coverage up to which a statement earns nothing: any text on the subject has so much in common.
pub(super) const STATEMENT_FLOOR: f64 = 0.2;

/// Coverage from which a statement earns everything.
pub(super) const STATEMENT_FULL: f64 = 0.75;

/// Credit from which a statement counts as met.
pub(super) const MET_FROM: f64 = 0.75;

/// Coverage of a statement in one passage from which a point that no pattern found counts as nearly said.
pub(super) const NEARLY_SAID: f64 = 0.72;

/// What a nearly said point earns.
pub(super) const NEARLY_CREDIT: f64 = 0.5;

/// A statement of fewer ideas is nearly said by any text on the subject.
pub(super) const NEARLY_OF_IDEAS: usize = 4;

/// Coverage of a statement in one passage from which a missing point was at least touched on.
pub(super) const TOUCHED_ON: f64 = 0.45;

/// Shares of the four parts of a score that rests on words alone; they add up to 1.
pub(super) const WORDS_STEMS: f64 = 0.25;
/// Recall of character trigrams: the best single figure, for it forgives inflection, compounds and slips.
pub(super) const WORDS_TRIGRAMS: f64 = 0.55;
/// How much is said beyond the question's words, up to as much as the reference says.
pub(super) const WORDS_SAID: f64 = 0.1;
/// How much of what is said belongs to the reference.
pub(super) const WORDS_PRECISE: f64 = 0.1;

/// Coverage by words to points: steep at first, for teachers give much for a right answer in few or other words.
const WORDS_CURVE: [(f64, f64); 7] = [
    (0.0, 0.0),
    (0.1, 16.0),
    (0.2, 30.0),
    (0.35, 48.0),
    (0.5, 64.0),
    (0.75, 92.0),
    (1.0, 100.0),
];

/// Points for a full answer's words covered.
pub(super) fn words_curve(coverage: f64) -> f64 {
    interpolate(&WORDS_CURVE, coverage)
}

/// How many marks would stand in an answer in which so many ends of clauses are inferred: those are freely inferred, eight for
/// five marks of the bank's prose (`examples/clause_ends.rs`). Counted in full they would let rows of terms pass for clauses.
pub(super) fn marks_of(inferred_ends: usize) -> usize {
    inferred_ends * 5 / 8
}

/// A sentence of more words than this is speech whose punctuation is missing.
pub(super) const RUNS_ON_FROM: usize = 45;

/// An answer of at most so many words that says "I don't know" says nothing else.
pub(super) const DECLINES_WITHIN: usize = 15;

/// So many words that are the rubric's nowhere any answer may have, and for each of the rubric's this many more; with more it
/// speaks of something else. Where a fact is asked for, there are fewer words to know. Of 1815 good answers, 429 of them unseen by the
/// rubrics, one has more; of 1148 foreign ones that were solid nine in ten have.
pub(super) const fn strange_words(kind: Kind) -> (f64, f64) {
    match kind {
        Kind::Open => (6.5, 0.5),
        Kind::Fact => (1.0, 0.9),
    }
}
/// Where the answer names what is asked for, such a word counts for two.
pub(super) const NAMED_COUNTS: usize = 2;
/// An answer that has so many words of the short full answer, and this share of them, speaks of what was asked.
pub(super) const FULL_REFERENCE_OF: usize = 4;
/// See above.
pub(super) const FULL_REFERENCE: f64 = 0.8;
/// A rubric with fewer words in its patterns can't tell what is strange to it.
pub(super) const KNOWS_ITS_SUBJECT: usize = 60;
/// No more than this for an answer that speaks of something else, and less for each word beyond, but never below
/// [`ELSEWHERE_LEAST`]: a right answer may drown in talk, and readers give that 40 to 50.
pub(super) const ELSEWHERE_CAP: f64 = 60.0;
/// See above.
pub(super) const ELSEWHERE_LEAST: f64 = 40.0;
/// See above.
pub(super) const ELSEWHERE_STEP: f64 = 1.5;

/// No more than this for an answer with so many strange words beyond what may be.
pub(super) fn elsewhere_cap(beyond: f64) -> f64 {
    (ELSEWHERE_CAP - ELSEWHERE_STEP * beyond).max(ELSEWHERE_LEAST)
}

/// A text of fewer words is too short to say that its words stand in no order.
pub(super) const OWN_WORDS: usize = 5;
/// Pieces between marks are longer than this on average where words stand in no order: telegrams come in short ones.
pub(super) const OWN_WORDS_PIECE: usize = 8;
/// A text of fewer words has little order.
pub(super) const OWN_WORDS_MANY: usize = 10;
/// How usual the order of words is that are all of the statements and the short full answer, and the share of pairs that they
/// have in common with these, are more than this together: shuffled words reach 0.5, good answers fall to 0.7.
pub(super) const OWN_WORDS_ORDER: f64 = 0.65;
/// The same for few words.
pub(super) const OWN_WORDS_FEW_ORDER: f64 = 0.45;
/// What the share of other words adds to that: it must be small.
pub(super) const OWN_WORDS_OTHER: f64 = 3.0;
/// The same for words that are the patterns': those a good answer has too, and its order alone tells. Terms of a fact stand closer
/// together.
pub(super) const fn of_patterns_order(kind: Kind) -> f64 {
    match kind {
        Kind::Open => 0.1,
        Kind::Fact => 0.15,
    }
}
/// See above.
pub(super) const OF_PATTERNS_STRANGE: f64 = 4.0;

/// Pieces of fewer words on average are single terms: those of good answers have 1.8 and more.
pub(super) const SINGLE_TERM: f64 = 1.5;
/// So many words are a list of terms.
pub(super) const SINGLE_TERMS: usize = 10;
/// The same where a fact is asked for, and the terms are not those of the short full answer.
pub(super) const SINGLE_TERMS_OF_FACT: usize = 4;
/// This share of them must be.
pub(super) const OF_REFERENCE: f64 = 0.4;
/// From so many words on more of them must be.
pub(super) const MANY_SINGLE_TERMS: usize = 18;
/// See above.
pub(super) const MOSTLY_OF_REFERENCE: f64 = 0.8;
