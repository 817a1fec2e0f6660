//! Which of an answer's words are the rubric's, and whether they stand as the rubric or as English has them. Who copies words
//! without their sense has no others and no order; who speaks of something else has hardly any of them.

use std::sync::OnceLock;

use super::compile::Prepared;
use super::reading::Reading;
use super::weights;
use crate::assessment::{Kind, Rubric};
use crate::text::{analyze, is_function_word, usual_order};

/// The words of a rubric's statements and of its short full answer, and which of them stand side by side. Made when first
/// asked for, which few answers do.
#[derive(Debug, Clone, Default)]
pub(super) struct OwnText(OnceLock<Words>);

#[derive(Debug, Clone)]
struct Words {
    stems: Vec<String>,
    /// Neighbours in a sentence, by a number for each pair.
    pairs: Vec<u64>,
}

impl OwnText {
    fn of(&self, rubric: &Rubric) -> &Words {
        self.0.get_or_init(|| {
            let (mut stems, mut pairs) = (Vec::new(), Vec::new());
            let statements = rubric.key_points.iter().map(|point| &point.statement);
            for text in statements.chain([&rubric.reference]) {
                let tokens = analyze(text).tokens;
                let beside = tokens.windows(2);
                let same_sentence = beside.filter(|two| two[0].sentence == two[1].sentence);
                pairs.extend(same_sentence.map(|two| pair(&two[0].stem, &two[1].stem)));
                stems.extend(tokens.into_iter().map(|token| token.stem.into_owned()));
            }
            stems.sort_unstable();
            stems.dedup();
            pairs.sort_unstable();
            Words { stems, pairs }
        })
    }
}

impl Words {
    fn has(&self, stem: &str) -> bool {
        let known = |own: &String| own.as_str().cmp(stem);
        self.stems.binary_search_by(known).is_ok()
    }
}

/// A number for two words side by side.
fn pair(first: &str, second: &str) -> u64 {
    let spread = |number: u64, byte: u8| (number ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let bytes = first.bytes().chain([b' ']).chain(second.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, spread)
}

/// How many words an answer has too many that are the rubric's nowhere, if it speaks of something else. `own` is how many of
/// its content words are not the question's.
pub(super) fn elsewhere(prepared: &Prepared, reading: &Reading<'_>, own: usize) -> Option<f64> {
    if prepared.rubric.drafted || prepared.vocabulary.size < weights::KNOWS_ITS_SUBJECT {
        return None;
    }
    let (least, allowed) = weights::strange_words(prepared.kind);
    let named = reading.content.len() - own;
    let beyond = |strange: usize, reference: usize| {
        let known = own.saturating_sub(strange) + weights::NAMED_COUNTS * named + reference;
        strange as f64 - least - allowed * known as f64
    };
    // Few answers are strange at first sight, each word counted as often as it is said.
    if beyond(not_in_patterns(reading).count(), 0) < 0.0 {
        return None;
    }
    let strange = strange_to(prepared, reading);
    let reference = of_reference(prepared, reading);
    let in_full = reference >= weights::FULL_REFERENCE_OF
        && reference as f64 >= weights::FULL_REFERENCE * prepared.reference.len() as f64;
    Some(beyond(strange, reference)).filter(|beyond| *beyond >= 0.0 && !in_full)
}

/// How many words of the short full answer an answer has, but for the question's.
fn of_reference(prepared: &Prepared, reading: &Reading<'_>) -> usize {
    let own = prepared.reference.iter().filter(|idea| !idea.in_question);
    own.filter(|idea| reading.content.has(idea)).count()
}

/// The content words that no pattern or subject looks for.
fn not_in_patterns<'r, 'a>(reading: &'r Reading<'a>) -> impl Iterator<Item = &'a str> + 'r {
    let words = reading.words.iter().zip(reading.in_patterns());
    words
        .filter(|(word, in_pattern)| !in_pattern && word.is_content())
        .map(|(word, _)| word.stem)
}

/// How many content words are the rubric's nowhere, nor the question's, each counted once.
fn strange_to(prepared: &Prepared, reading: &Reading<'_>) -> usize {
    let mut strange: Vec<&str> = not_in_patterns(reading).collect();
    strange.sort_unstable();
    strange.dedup();
    others(&strange, prepared)
}

/// How many of these stems are neither in the statements and the short full answer nor in the question.
fn others(stems: &[&str], prepared: &Prepared) -> usize {
    let text = prepared.own_text.of(&prepared.rubric);
    let is_other = |stem: &&&str| !text.has(stem) && !prepared.question.contains(**stem);
    stems.iter().filter(is_other).count()
}

/// Whether the rubric's own words stand in no order: neither beside the neighbours that they have in it, nor as words of
/// English do. They come with how usual their order is, where that is known; `marks` is how many pieces punctuation makes.
pub(super) fn without_order(
    prepared: &Prepared,
    reading: &Reading<'_>,
    (written, order): (&[(&str, u32)], Option<f64>),
    marks: usize,
) -> bool {
    let count = written.len();
    if count < weights::OWN_WORDS || marks > 1 && count <= weights::OWN_WORDS_PIECE * marks {
        return false;
    }
    let is_word = |(form, _): &&(&str, u32)| form.starts_with(char::is_alphabetic);
    let words: Vec<(&str, u32)> = written.iter().filter(is_word).copied().collect();
    let unusual = |order: &f64| *order < weights::OWN_WORDS_ORDER;
    let known = order.filter(|_| words.len() == count);
    let order = known.or_else(|| usual_order(&words, 2));
    let Some(order) = order.filter(unusual) else {
        return false;
    };
    let order = order + pairs_kept(prepared, reading);
    let share = |words: usize| words as f64 / reading.content.len().max(1) as f64;
    let copied = |least: f64| {
        let other = || share(others(reading.content.stems(), prepared));
        order < least && order + weights::OWN_WORDS_OTHER * other() < least
    };
    if count < weights::OWN_WORDS_MANY {
        let grammar = written.iter().filter(|(form, _)| is_function_word(form));
        return 4 * grammar.count() >= count && copied(weights::OWN_WORDS_FEW_ORDER);
    }
    let least = weights::of_patterns_order(prepared.kind);
    let strange = || share(strange_to(prepared, reading));
    copied(weights::OWN_WORDS_ORDER)
        || order < least && order + weights::OF_PATTERNS_STRANGE * strange() < least
}

/// The share of neighbours in an answer that are neighbours in the rubric's text.
fn pairs_kept(prepared: &Prepared, reading: &Reading<'_>) -> f64 {
    let text = prepared.own_text.of(&prepared.rubric);
    let (mut pairs, mut kept) = (0_u32, 0_u32);
    let beside = reading.words.windows(2);
    for two in beside.filter(|two| two[0].sentence == two[1].sentence && !two[1].repeated) {
        pairs += 1;
        let number = pair(two[0].stem, two[1].stem);
        kept += u32::from(text.pairs.binary_search(&number).is_ok());
    }
    f64::from(kept) / f64::from(pairs.max(1))
}

/// Whether nearly each word stands alone, between marks or "and"s: terms in a row. Where a fact is asked for they may be the
/// answer, as far as they are the short full answer's.
pub(super) fn lists_single_terms(
    prepared: &Prepared,
    reading: &Reading<'_>,
    words: &[&str],
    own: usize,
    marks: usize,
) -> bool {
    let joints = words.iter().filter(|word| **word == "and").count();
    let terms = words.len() - joints;
    if terms as f64 >= weights::SINGLE_TERM * (marks + joints) as f64 {
        return false;
    }
    if prepared.kind == Kind::Open {
        return words.len() >= weights::SINGLE_TERMS;
    }
    let least = if words.len() < weights::MANY_SINGLE_TERMS {
        weights::OF_REFERENCE
    } else {
        weights::MOSTLY_OF_REFERENCE
    };
    words.len() >= weights::SINGLE_TERMS_OF_FACT
        && (of_reference(prepared, reading) as f64) < least * own as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::{Answer, KeyPoint, Lexicon};
    use crate::grading::{PointRuling, Rulings, Verdict, grade, prepare, rescore};
    use crate::text::Span;

    const STATEMENT: &str = "A lock lets one thread at a time into the part of the code that changes what all threads share";
    /// What the rubric below knows besides, so that it can tell what is strange to it.
    const SUBJECT: &str = "mutex acquire release critical section shared state thread threads race condition counter increment \
atomic deadlock wait block blocks queue semaphore event barrier timeout order hold holds held owner reentrant scheduler switch \
interleave update lost read write memory variable context manager with statement exception finally parallel concurrent safe \
unsafe protect guard exclusive mutual exclusion global interpreter process worker task pool future join start daemon local \
resource contention fair starve spin sleep wake notify";

    const FOREIGN: &str = "One thread of the story is that the baker kneads dough with rye flour, salt, yeast and lukewarm water, \
lets it rise in a bowl near the oven, then folds it twice, sprinkles sesame over the crust and bakes loaves until they sound hollow.";

    fn prepared(kind: Kind) -> Prepared {
        let point = |statement: &str, weight: f64, patterns: &[String]| KeyPoint {
            id: statement.replace(' ', "-"),
            statement: statement.to_owned(),
            weight,
            essential: weight >= 1.0,
            subject: None,
            patterns: patterns.to_vec(),
            wrong: Vec::new(),
            probe: None,
        };
        let known = SUBJECT.split_whitespace().collect::<Vec<_>>().join("|");
        let known = format!("{known} {known}");
        let rubric = Rubric {
            reference: "It lets one thread at a time change what they share.".to_owned(),
            key_points: vec![
                point(STATEMENT, 1.0, &["thread|time one|share".to_owned(), known]),
                point("It costs little", 0.1, &["cheap".to_owned()]),
            ],
            ..Rubric::default()
        };
        let (prepared, problems) = prepare(&rubric, "What does it do?", kind, &Lexicon::default());
        assert_eq!(problems, []);
        prepared
    }

    fn score(kind: Kind, answer: &str) -> (f64, Vec<String>) {
        let grade = grade(&prepared(kind), &Answer::typed(answer));
        (grade.score.points(), grade.notes)
    }

    #[test]
    fn a_statement_copied_in_its_order_is_paid_and_shuffled_it_is_not() {
        let shuffled = "time all of what the A share lock that one threads lets at part the a into code thread changes";
        for kind in [Kind::Open, Kind::Fact] {
            let (paid, notes) = score(kind, STATEMENT);
            assert!(paid >= 65.0 && notes.is_empty(), "{paid} {notes:?}");
            let (unpaid, notes) = score(kind, shuffled);
            assert!(unpaid < 40.0 && notes.len() == 1, "{unpaid} {notes:?}");
        }
    }

    #[test]
    fn terms_one_by_one_say_nothing_whatever_stands_between_them() {
        let terms = "mutex thread one share counter race atomic deadlock queue guard exclusive";
        for joint in [". ", " and ", ", ", "; ", "\n- "] {
            let list = terms.replace(' ', joint);
            for kind in [Kind::Open, Kind::Fact] {
                let (points, notes) = score(kind, &list);
                assert!(points < 40.0 && notes.len() == 1, "{list}: {points}");
            }
        }
    }

    #[test]
    fn names_of_the_short_full_answer_may_answer_a_question_for_a_fact() {
        let (points, notes) = score(Kind::Fact, "One, thread, time, change, share");
        assert!(points >= 65.0 && notes.is_empty(), "{points} {notes:?}");
    }

    #[test]
    fn words_that_are_strange_to_the_rubric_speak_of_something_else() {
        let (points, notes) = score(Kind::Open, FOREIGN);
        assert!(points <= weights::ELSEWHERE_CAP, "{points}");
        assert_eq!(notes.len(), 1, "{notes:?}");
        let told = "One thread takes the mutex, the others block and wait until the owner releases it; so no update of the shared \
counter is lost, and I never forget the release because a with statement does it even after an exception.";
        let (points, notes) = score(Kind::Open, told);
        assert!(points >= 65.0 && notes.is_empty(), "{points} {notes:?}");
    }

    #[test]
    fn whoever_finds_more_in_an_answer_says_that_it_speaks_of_what_was_asked() {
        let (prepared, answer) = (prepared(Kind::Open), Answer::typed(FOREIGN));
        let quote = FOREIGN
            .find("salt")
            .map(|start| Span::new(start, start + 4));
        let ruled = |verdict| Rulings {
            key_points: vec![PointRuling {
                index: 1,
                verdict,
                quote,
                why: "so".to_owned(),
            }],
            misconceptions: Vec::new(),
        };
        let score = |verdict| rescore(&prepared, &answer, &ruled(verdict)).score.points();
        assert!(score(Verdict::Missing) <= weights::ELSEWHERE_CAP);
        assert!(score(Verdict::Met) > weights::ELSEWHERE_CAP);
    }
}
