//! From an answer to a grade: read the answer against the rubric, judge each key point, find held misconceptions,
//! score, and say how sure that is. Pure: same values in, same grade out; it cannot fail on any text.

mod belief;
mod compile;
mod confidence;
mod content;
mod declining;
mod draft;
mod explain;
mod feedback;
mod firing;
mod grade;
mod idea;
mod index;
mod language;
mod method;
mod own_words;
mod pattern;
mod personal;
mod predication;
mod probe;
mod reading;
mod rescore;
mod sayings;
mod score;
mod signals;
mod subject;
mod verdict;
mod vocabulary;
mod weights;

#[cfg(test)]
mod tests;

pub use compile::{PatternProblem, Prepared, prepare};
pub use declining::{Declined, declined, declines};
pub use draft::{draft_rubric, suggest_patterns};
pub use explain::{Behind, Closest, explain};
pub use feedback::{Feedback, feedback};
pub use firing::{Firing, PatternOf, firings};
pub use grade::{
    Arithmetic, Band, Confidence, ENGINE_VERSION, Evidence, Grade, HeldMisconception,
    KeyPointGrade, Method, Score, Step, Verdict, whole_points,
};
pub use pattern::{pattern_terms, plain_alternatives};
pub use personal::{
    Adjusted, Claim, Overruled, Phrase, Refusal, Said, adjust, disputable, phrase_of, to_overrule,
    usual_words,
};
pub use probe::{Recovery, next_probe, recover};
pub use rescore::{BeliefRuling, PointRuling, Rescored, Rulings, rescore};

use belief::{Held, find_held};
use confidence::{Grounds, confidence};
use content::Emptiness;
use language::{lacks_english, speaks_another};
use reading::Reading;
use signals::{Signals, share_earned};
use verdict::{Finding, judge_all};

use crate::assessment::{Answer, Medium};
use crate::text::{Analysis, analyze, analyze_run_on};

/// Answers are read up to this many bytes (about ten thousand words); a longer one is graded by its beginning.
const READ_AT_MOST: usize = 64 * 1024;

/// What a grade says of a rubric that is still a draft.
const DRAFTED: &str = "the rubric of this question is a draft that its author has not finished, so read the grade with care";

/// The note of an answer in another language.
pub const NOT_ENGLISH: &str =
    "this does not look like English, and Viva grades English answers only";

/// Grades an answer.
pub fn grade(prepared: &Prepared, answer: &Answer) -> Grade {
    let source = what_is_read(answer);
    let analysis = analyze_answer(answer);
    let reading = Reading::new(prepared, &analysis, None);
    let held = find_held(prepared, &reading);
    let findings = judge_all(prepared, &reading, &held);
    let signals = Signals::gather(prepared, &reading, &findings, &held, source);
    weigh(prepared, &reading, findings, &held, &signals, answer)
}

/// Puts together what was found: the score, how much it is to be trusted, and what is said of it.
fn weigh(
    prepared: &Prepared,
    reading: &Reading<'_>,
    findings: Vec<Finding>,
    held: &[Held],
    signals: &Signals,
    answer: &Answer,
) -> Grade {
    let source = what_is_read(answer);
    let coverage = share_earned(prepared, &findings);
    // Terms in a row lack English grammar too, but that is said already; a telegram that knows something is English.
    let says_something = matches!(signals.emptiness, None | Some(Emptiness::Elsewhere(_)));
    let may_lack = says_something && coverage < weights::KNOWS_SOMETHING;
    let foreign = may_lack && lacks_english(reading) || speaks_another(reading, source);
    let mut key_points: Vec<KeyPointGrade> = findings
        .into_iter()
        .zip(&prepared.rubric.key_points)
        .map(|(finding, point)| verdict::to_grade(point, finding, reading, source))
        .collect();
    let (score, arithmetic) = score::score(&key_points, signals);
    let confidence = confidence(&Grounds {
        score,
        key_points: &key_points,
        beliefs: held.len(),
        coverage,
        reference: signals.reference,
        written: reading.written(),
        emptiness: signals.emptiness,
        foreign,
    });
    if let Some(why) = signals.emptiness.and_then(Emptiness::only_mentioned) {
        for point in &mut key_points {
            take_back(point, why);
        }
    }
    Grade {
        score,
        confidence,
        misconceptions: held
            .iter()
            .map(|held| belief::to_grade(prepared, held, reading, source))
            .collect(),
        key_points,
        arithmetic,
        notes: notes(
            signals.emptiness,
            foreign,
            source.len() < answer.text.len(),
            prepared.rubric.drafted,
        ),
    }
}

/// A point that was met only by mentioning it: the words stay, the credit goes.
fn take_back(point: &mut KeyPointGrade, why: &str) {
    if matches!(point.verdict, Verdict::Met | Verdict::Partial) {
        point.verdict = Verdict::Missing;
        point.credit = 0.0;
        why.clone_into(&mut point.why);
    }
}

/// The part of an answer that is read.
fn what_is_read(answer: &Answer) -> &str {
    &answer.text[..answer.text.floor_char_boundary(READ_AT_MOST)]
}

/// The words of an answer in their clauses; in a transcript without punctuation those are inferred. What is typed without it is
/// taken as it stands: rows of terms would gain by it.
fn analyze_answer(answer: &Answer) -> Analysis<'_> {
    match answer.medium {
        Medium::Spoken => analyze_run_on(what_is_read(answer)),
        Medium::Typed => analyze(what_is_read(answer)),
    }
}

/// What the candidate should know about a grade besides.
fn notes(
    emptiness: Option<Emptiness>,
    foreign: bool,
    is_cut: bool,
    is_drafted: bool,
) -> Vec<String> {
    let mut notes = Vec::new();
    // Why English sentences would say nothing is no word about another language.
    let emptiness = emptiness.filter(|&emptiness| emptiness != Emptiness::Blank && !foreign);
    if let Some(emptiness) = emptiness {
        notes.push(emptiness.reason().to_owned());
    }
    if foreign {
        notes.push(NOT_ENGLISH.to_owned());
    }
    if is_cut {
        notes.push(format!(
            "only the first {} KiB of the answer were read",
            READ_AT_MOST / 1024
        ));
    }
    if is_drafted {
        notes.push(DRAFTED.to_owned());
    }
    notes
}
