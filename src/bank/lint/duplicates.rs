//! What must be unique: ids within a rubric, sources and prompts across the questions.

use std::collections::{BTreeMap, BTreeSet};

use super::collect::SourceFile;
use super::{Finding, Unit};
use crate::assessment::{Question, QuestionId};
use crate::bank::Bank;
use crate::bank::author::asked_words;

/// The ids of key points, and those of misconceptions, are unique within their rubric: history and reports name points
/// by them. Example: a point copied with its `id`.
pub(super) fn within_rubric(unit: &Unit<'_>, findings: &mut Vec<Finding>) {
    let points = unit.rubric.key_points.iter().map(|point| &point.id);
    repeated(unit, "key_points", points, findings);
    let beliefs = unit.rubric.misconceptions.iter().map(|belief| &belief.id);
    repeated(unit, "misconceptions", beliefs, findings);
}

fn repeated<'a>(
    unit: &Unit<'_>,
    list: &str,
    ids: impl Iterator<Item = &'a String>,
    findings: &mut Vec<Finding>,
) {
    let mut seen = BTreeSet::new();
    for (number, id) in ids.enumerate() {
        if !seen.insert(id) {
            findings.push(unit.in_rubric(
                "duplicate-id",
                &[list, &number.to_string(), "id"],
                format!("the id `{id}` stands here twice: give each its own"),
            ));
        }
    }
}

/// A source belongs to one question, and two questions don't ask the same in the same words; `variant_of` names a question
/// that exists. Example: `top-50/14` in two files.
pub(super) fn across(
    checked: &[(&SourceFile, Question)],
    bank: &Bank,
    findings: &mut Vec<Finding>,
) {
    let ids: BTreeSet<&QuestionId> = checked.iter().map(|(_, question)| &question.id).collect();
    let mut sources: BTreeMap<&str, &QuestionId> = BTreeMap::new();
    for entry in bank.entries().filter(|entry| !ids.contains(&entry.id)) {
        for source in &entry.sources {
            sources.insert(source.as_str(), &entry.id);
        }
    }
    let mut prompts: BTreeMap<String, &QuestionId> = BTreeMap::new();
    for (file, question) in checked {
        for (number, source) in question.sources.iter().enumerate() {
            match sources.get(source.as_str()) {
                Some(owner) => findings.push(file.finding(
                    "duplicate-source",
                    &["sources", &number.to_string()],
                    format!(
                        "the source `{source}` belongs to {owner}: a source belongs to one question"
                    ),
                )),
                None => {
                    sources.insert(source.as_str(), &question.id);
                }
            }
        }
        let asked = asked_words(&question.shown());
        match prompts.get(&asked) {
            Some(other) => findings.push(file.finding(
                "duplicate-prompt",
                &["prompt"],
                format!("{other} asks the same: merge the two, or ask differently"),
            )),
            None => {
                prompts.insert(asked, &question.id);
            }
        }
        if let Some(other) = &question.variant_of
            && !ids.contains(other)
            && bank.find(other.as_str()).is_none()
        {
            findings.push(file.finding(
                "variant",
                &["variant_of"],
                format!("no question `{other}`: name the one this is a variant of"),
            ));
        }
    }
}
