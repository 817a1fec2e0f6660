//! The files of shared concepts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::collect::SourceFile;
use super::{Finding, shape};
use crate::assessment::{Lexicon, Rubric};
use crate::grading::prepare;

#[derive(Deserialize, Serialize)]
struct ConceptFile {
    #[serde(default)]
    format: u32,
    concepts: BTreeMap<String, Vec<String>>,
}

/// Every saying of a shared concept can be read and can match: one that can't fails every rubric that relies on it.
/// Example: a saying `@immutible` when the concept is `immutable`.
pub(super) fn check(file: &SourceFile, lexicon: &Lexicon, findings: &mut Vec<Finding>) {
    let Some(shape) = shape::read_shape::<ConceptFile>(file, "[concepts]", findings) else {
        return;
    };
    // A concept of a rubric is read like a shared one, and its problems have the same keys.
    let rubric = Rubric {
        concepts: shape.concepts,
        ..Rubric::default()
    };
    let (_, problems) = prepare(&rubric, "", lexicon);
    for problem in problems {
        let keys: Vec<&str> = problem.keys.iter().map(String::as_str).collect();
        findings.push(file.finding("concept", &keys, problem.message));
    }
}
