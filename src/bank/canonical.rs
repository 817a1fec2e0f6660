//! A rubric back in the shape of its file: one text for one rubric, whatever its author left out.

use super::file::{KeyPointFile, MisconceptionFile, RubricFile, SampleFile};
use crate::assessment::Rubric;

impl From<&Rubric> for RubricFile {
    fn from(rubric: &Rubric) -> Self {
        Self {
            format: 1,
            drafted: rubric.drafted,
            reference: rubric.reference.clone(),
            subjects: rubric.subjects.clone(),
            concepts: rubric.concepts.clone(),
            key_points: rubric
                .key_points
                .iter()
                .map(|point| KeyPointFile {
                    id: point.id.clone(),
                    statement: point.statement.clone(),
                    weight: point.weight,
                    essential: point.essential,
                    subject: point.subject.clone(),
                    patterns: point.patterns.clone(),
                    wrong: point.wrong.clone(),
                    probe: point.probe.clone(),
                })
                .collect(),
            misconceptions: rubric
                .misconceptions
                .iter()
                .map(|belief| MisconceptionFile {
                    id: belief.id.clone(),
                    belief: belief.belief.clone(),
                    correction: belief.correction.clone(),
                    penalty: belief.penalty,
                    subject: belief.subject.clone(),
                    patterns: belief.patterns.clone(),
                })
                .collect(),
            samples: rubric
                .samples
                .iter()
                .map(|sample| SampleFile {
                    kind: sample.kind.clone(),
                    human: sample.human,
                    answer: sample.answer.clone(),
                })
                .collect(),
            proposed: None,
        }
    }
}
