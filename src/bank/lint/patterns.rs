//! The patterns of a rubric.

use super::{Finding, Unit};

/// Every pattern can be read, names concepts that exist, and can match: one that can't earns nobody anything, and its
/// author does not notice. Example: `@immutible frozen` when the concept is `immutable`.
pub(super) fn readable(unit: &Unit<'_>, findings: &mut Vec<Finding>) {
    for problem in &unit.problems {
        let keys: Vec<&str> = problem.keys.iter().map(String::as_str).collect();
        findings.push(unit.in_rubric("pattern", &keys, problem.message.clone()));
    }
}
