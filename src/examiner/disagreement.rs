//! The second figure that an opinion makes by the grade's own arithmetic, and where the two differ. The grade never changes.

use super::opinion::{Dropped, Opinion};
use crate::assessment::Answer;
use crate::grading::{
    BeliefRuling, Evidence, Grade, PointRuling, Prepared, Rescored, Rulings, Verdict, rescore,
};
use crate::text::Span;

/// A second opinion beside a grade.
#[derive(Debug, Clone, PartialEq)]
pub struct SecondOpinion {
    /// The second figure, with its verdicts and its own arithmetic.
    pub rescored: Rescored,
    /// On how many key points the model's verdict stands.
    pub judged: usize,
    /// Where the two differ.
    pub disagreements: Vec<Disagreement>,
    /// What the model said and does not count.
    pub dropped: Vec<Dropped>,
}

/// Where grade and opinion differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disagreement {
    /// On a key point.
    KeyPoint {
        /// Its id.
        id: String,
        /// The point as a sentence.
        statement: String,
        /// The grade's verdict.
        local: Verdict,
        /// The words that the grade rests on; empty for what it did not find.
        local_quotes: Vec<String>,
        /// The model's verdict.
        opinion: Verdict,
        /// The words that the opinion rests on; none for `Missing`.
        opinion_quote: Option<String>,
        /// Why, as the model says; perhaps empty.
        reason: String,
    },
    /// On whether a misconception is held.
    Misconception {
        /// Its id.
        id: String,
        /// The belief.
        belief: String,
        /// The words that show it by the grade; empty where it is not held.
        local_quotes: Vec<String>,
        /// The words that show it by the model; none where it is not held.
        opinion_quote: Option<String>,
    },
}

/// The second figure. Where the model's verdict is missing or was dropped, the grade's own stands: so the two figures differ only by
/// what a quotation from the answer speaks for. None where nothing the model said stands.
pub fn second_opinion(
    prepared: &Prepared,
    answer: &Answer,
    local: &Grade,
    opinion: &Opinion,
) -> Option<SecondOpinion> {
    if opinion.points.is_empty() && opinion.misconceptions.is_empty() {
        return None;
    }
    let rulings = Rulings {
        key_points: opinion
            .points
            .iter()
            .map(|point| PointRuling {
                index: point.index,
                verdict: point.verdict,
                quote: point.quote,
                why: point.reason.clone(),
            })
            .collect(),
        misconceptions: opinion
            .misconceptions
            .iter()
            .map(|belief| BeliefRuling {
                index: belief.index,
                held: belief.held,
            })
            .collect(),
    };
    Some(SecondOpinion {
        rescored: rescore(prepared, answer, &rulings),
        judged: opinion.points.len(),
        disagreements: disagreements(prepared, answer, local, opinion),
        dropped: opinion.dropped.clone(),
    })
}

/// Where a grade and an opinion differ, with the words that each rests on.
pub fn disagreements(
    prepared: &Prepared,
    answer: &Answer,
    local: &Grade,
    opinion: &Opinion,
) -> Vec<Disagreement> {
    let words = |span: Span| {
        let words = answer.text.get(span.start..span.end);
        words.unwrap_or_default().to_owned()
    };
    let points = opinion.points.iter().filter_map(|point| {
        let graded = local.key_points.get(point.index)?;
        (graded.verdict != point.verdict).then(|| Disagreement::KeyPoint {
            id: point.id.clone(),
            statement: graded.statement.clone(),
            local: graded.verdict,
            local_quotes: quotes(&graded.evidence),
            opinion: point.verdict,
            opinion_quote: point.quote.map(words),
            reason: point.reason.clone(),
        })
    });
    let beliefs = opinion.misconceptions.iter().filter_map(|belief| {
        let known = prepared.rubric().misconceptions.get(belief.index)?;
        let held = local
            .misconceptions
            .iter()
            .find(|held| held.id == belief.id);
        (held.is_some() != belief.held.is_some()).then(|| Disagreement::Misconception {
            id: belief.id.clone(),
            belief: known.belief.clone(),
            local_quotes: held.map_or_else(Vec::new, |held| quotes(&held.evidence)),
            opinion_quote: belief.held.map(words),
        })
    });
    points.chain(beliefs).collect()
}

fn quotes(evidence: &[Evidence]) -> Vec<String> {
    evidence
        .iter()
        .map(|evidence| evidence.text.clone())
        .collect()
}
