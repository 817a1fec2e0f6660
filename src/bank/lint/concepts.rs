//! Concepts: those of the shared files, and those of one rubric.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::collect::SourceFile;
use super::{Finding, Unit, shape};
use crate::assessment::{KeyPoint, Kind, Lexicon, Rubric};
use crate::bank::Bank;
use crate::grading::prepare;

#[derive(Deserialize, Serialize)]
struct ConceptFile {
    #[serde(default)]
    format: u32,
    concepts: BTreeMap<String, Vec<String>>,
}

/// Every saying of a concept can be read and can match: one that can't fails each pattern that relies on it. Example: a
/// saying `@immutible` when the concept is `immutable`.
pub(super) fn in_file(file: &SourceFile, bank: &Bank, findings: &mut Vec<Finding>) {
    if let Some(shape) = shape::read_shape::<ConceptFile>(file, "[concepts]", findings) {
        sayings(file, shape.concepts, bank.lexicon(), findings);
    }
}

/// The same for the concepts of a rubric, used or not.
pub(super) fn in_rubric(unit: &Unit<'_>, findings: &mut Vec<Finding>) {
    sayings(
        unit.rubric_file,
        unit.rubric.concepts.clone(),
        unit.lexicon,
        findings,
    );
}

fn sayings(
    file: &SourceFile,
    concepts: BTreeMap<String, Vec<String>>,
    lexicon: &Lexicon,
    findings: &mut Vec<Finding>,
) {
    // A concept is looked at when a pattern names it. So each saying becomes a concept of its own, with a pattern that
    // names it; the number of the pattern leads back to the saying.
    let places: Vec<(String, String, String)> = concepts
        .iter()
        .flat_map(|(name, sayings)| {
            (0..)
                .zip(sayings)
                .map(move |(n, saying): (usize, _)| (name.clone(), n.to_string(), saying.clone()))
        })
        .collect();
    let alone = |n: usize| format!("saying_{n}");
    let mut rubric = Rubric {
        key_points: vec![KeyPoint {
            id: String::new(),
            statement: String::new(),
            weight: 1.0,
            essential: false,
            subject: None,
            patterns: (0..places.len())
                .map(|n| format!("@{}", alone(n)))
                .collect(),
            wrong: Vec::new(),
            probe: None,
        }],
        concepts,
        ..Rubric::default()
    };
    for (n, (_, _, saying)) in places.iter().enumerate() {
        rubric.concepts.insert(alone(n), vec![saying.clone()]);
    }
    let (_, problems) = prepare(&rubric, "", Kind::Open, lexicon);
    for problem in problems {
        let number = problem.keys.last().and_then(|n| n.parse::<usize>().ok());
        if let Some((name, n, _)) = number.and_then(|n| places.get(n)) {
            findings.push(file.finding("concept", &["concepts", name, n], problem.message));
        }
    }
}
