//! From an answer to a grade: read the answer against the rubric, judge each key point, find held misconceptions,
//! score, and say how sure that is. Pure: same values in, same grade out; it cannot fail on any text.

mod belief;
mod compile;
mod confidence;
mod content;
mod draft;
mod feedback;
mod grade;
mod method;
mod pattern;
mod predication;
mod probe;
mod reading;
mod score;
mod subject;
mod verdict;
mod weights;

#[cfg(test)]
mod tests;

pub use compile::{PatternProblem, Prepared, prepare};
pub use draft::draft_rubric;
pub use feedback::{Feedback, feedback};
pub use grade::{
    Arithmetic, Band, Confidence, ENGINE_VERSION, Evidence, Grade, HeldMisconception,
    KeyPointGrade, Method, Score, Step, Verdict,
};
pub use probe::{Recovery, next_probe, recover};

use crate::assessment::Answer;
use crate::text::analyze;

/// Answers are read up to this many bytes (about ten thousand words); a longer one is graded by its beginning.
const READ_AT_MOST: usize = 64 * 1024;

/// Grades an answer.
pub fn grade(prepared: &Prepared, answer: &Answer) -> Grade {
    let cut = answer.text.floor_char_boundary(READ_AT_MOST);
    let source = &answer.text[..cut];
    let analysis = analyze(source);
    let reading = reading::Reading::new(prepared, &analysis, None);
    let held = belief::find_held(prepared, &reading);
    let wrong_places: Vec<reading::Stretch> =
        held.iter().flat_map(|held| held.places.clone()).collect();
    let findings: Vec<verdict::Finding> = (0..prepared.points.len())
        .map(|index| verdict::judge(prepared, &reading, index, &wrong_places))
        .collect();
    // A contradiction and a belief shown by the same words are one wrong statement, counted as the belief.
    let counted = findings
        .iter()
        .map(|finding| {
            let already = finding
                .evidence
                .iter()
                .any(|(place, _)| wrong_places.iter().any(|wrong| wrong.overlaps(*place)));
            match (finding.verdict, already, finding.accused) {
                (Verdict::Contradicted, false, true) => score::Contradiction::Found,
                (Verdict::Contradicted, false, false) => score::Contradiction::Guessed,
                _ => score::Contradiction::None,
            }
        })
        .collect();
    let key_points: Vec<KeyPointGrade> = findings
        .into_iter()
        .zip(&prepared.rubric.key_points)
        .map(|(finding, point)| verdict::to_grade(point, finding, &reading, source))
        .collect();
    let content = &reading.content;
    let reference = (!prepared.reference.is_empty())
        .then(|| method::coverage::cover(&prepared.reference, content).mean());
    let words = (!prepared.has_patterns()).then(|| {
        let statements: Vec<(&[compile::Idea], f64)> = prepared
            .points
            .iter()
            .zip(&prepared.rubric.key_points)
            .map(|(compiled, point)| (compiled.statement.as_slice(), point.weight))
            .collect();
        method::coverage::by_words(&statements, prepared, content)
    });
    let possible: f64 = key_points.iter().map(|point| point.weight).sum();
    let earned: f64 = key_points.iter().map(|p| p.weight * p.credit).sum();
    let coverage = if possible > 0.0 {
        earned / possible
    } else {
        0.0
    };
    let signals = score::Signals {
        contradictions: counted,
        beliefs: score::Signals::beliefs_of(prepared, &held),
        words,
        reference,
        emptiness: content::emptiness(prepared, &reading, source, coverage),
    };
    let (score, arithmetic) = score::score(&key_points, &signals);
    let mut notes = Vec::new();
    let foreign = content::is_foreign(&reading);
    if foreign {
        notes.push(
            "this does not look like English, and Viva grades English answers only".to_owned(),
        );
    }
    if cut < answer.text.len() {
        notes.push(format!(
            "only the first {} KiB of the answer were read",
            READ_AT_MOST / 1024
        ));
    }
    let confidence = confidence::confidence(&confidence::Grounds {
        score,
        key_points: &key_points,
        beliefs: held.len(),
        coverage,
        reference,
        written: reading.written(),
        empty: signals.emptiness.is_some(),
        foreign,
    });
    Grade {
        score,
        confidence,
        misconceptions: held
            .iter()
            .map(|held| belief::to_grade(prepared, held, &reading, source))
            .collect(),
        key_points,
        arithmetic,
        notes,
    }
}
