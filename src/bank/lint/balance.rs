//! Whether the weights of a rubric are in proportion.

use super::{Finding, Unit};
use crate::assessment::Kind;

/// A point heavier than this share of the whole makes the others decoration. `docs/authoring.md` asks for 35 %; the
/// rest is room for rubrics of four or five points.
const HEAVIEST_SHARE: f64 = 0.4;

/// No single point of an open question outweighs the rest: else whoever says that one sentence passes, and whoever
/// puts it oddly fails. Example: weights 5, 1, 1.
pub(super) fn weights(unit: &Unit<'_>, findings: &mut Vec<Finding>) {
    let points = &unit.rubric.key_points;
    let sum: f64 = points.iter().map(|point| point.weight).sum();
    if unit.question.kind != Kind::Open || points.len() < 3 {
        return;
    }
    for (number, point) in points.iter().enumerate() {
        let share = point.weight / sum;
        if share > HEAVIEST_SHARE {
            findings.push(unit.in_rubric(
                "weight",
                &["key_points", &number.to_string(), "weight"],
                format!(
                    "weight {} is {:.0} % of the whole: keep the heaviest point at 35 % or below",
                    point.weight,
                    share * 100.0
                ),
            ));
        }
    }
}
