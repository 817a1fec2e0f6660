//! What to say next time, from the grade alone.

use super::grade::{Grade, KeyPointGrade, Verdict};

/// What to tell the candidate after a grade.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Feedback {
    /// Sentences for the candidate: the most valuable thing to add or to set right, at most two.
    pub next_time: Vec<String>,
}

/// What to tell the candidate after a grade.
pub fn feedback(grade: &Grade) -> Feedback {
    let mut next_time = Vec::new();
    let contradicted = grade
        .key_points
        .iter()
        .find(|point| point.verdict == Verdict::Contradicted)
        .map(|point| &point.statement);
    let believed = grade.misconceptions.first().map(|held| &held.correction);
    if let Some(right) = contradicted.or(believed) {
        next_time.push(format!(
            "Next time, set this right first: {}",
            sentence(right)
        ));
    }
    let mut missed: Vec<&KeyPointGrade> = grade
        .key_points
        .iter()
        .filter(|point| matches!(point.verdict, Verdict::Missing | Verdict::Partial))
        .collect();
    missed.sort_by(|a, b| {
        b.essential
            .cmp(&a.essential)
            .then(b.weight.total_cmp(&a.weight))
    });
    if let Some(point) = missed.first().filter(|_| next_time.len() < 2) {
        let lead = match (next_time.is_empty(), missed.len()) {
            (false, _) => "Then add this:",
            (true, 1) => "Only this was left out:",
            (true, _) => "Next time, say this too:",
        };
        next_time.push(format!("{lead} {}", sentence(&point.statement)));
    }
    Feedback { next_time }
}

fn sentence(statement: &str) -> String {
    let statement = statement.trim();
    if statement.ends_with(['.', '!', '?']) {
        statement.to_owned()
    } else {
        format!("{statement}.")
    }
}
