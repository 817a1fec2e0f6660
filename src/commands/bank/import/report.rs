//! What is said of an import: what was found, what became of it, what was left out and why.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Serialize;

use super::Outcome;
use crate::assessment::QuestionId;
use crate::bank::import::Format;
use crate::report::json_line;
use crate::terminal::clean;

/// So many lines of what was left out, or of duplicates, are shown; JSON has them all.
const SHOWN: usize = 30;

#[derive(Serialize)]
struct OutcomeJson<'a> {
    found: usize,
    written: usize,
    duplicates: usize,
    left_out: Vec<LeftOutJson<'a>>,
    /// With a model: of how many questions it proposed a rubric.
    #[serde(skip_serializing_if = "Option::is_none")]
    proposed: Option<usize>,
}

#[derive(Serialize)]
struct LeftOutJson<'a> {
    line: usize,
    why: &'a str,
}

pub(super) fn json(outcome: &Outcome) -> String {
    json_line(&OutcomeJson {
        found: outcome.found,
        written: outcome.written.len(),
        duplicates: outcome.duplicates.len(),
        left_out: outcome
            .left_out
            .iter()
            .map(|left_out| LeftOutJson {
                line: left_out.line,
                why: &left_out.why,
            })
            .collect(),
        proposed: outcome.proposed,
    })
}

/// What was found, what became of it, what is left to do.
pub(super) fn report(outcome: &Outcome, name: &str, format: Format, target: &Path) -> String {
    let written = outcome.written.len();
    let folder = target.display();
    let mut lines = vec![format!(
        "{} in {name}, read as {}",
        counted(outcome.found, "question"),
        format.name()
    )];
    if outcome.found > 0 {
        lines.push(format!("{written} written to {folder}"));
    }
    if written > 0 {
        let topics: BTreeSet<&str> = outcome.written.iter().map(QuestionId::topic).collect();
        let levels: Vec<String> = outcome
            .levels
            .iter()
            .map(|(level, count)| format!("{count} {level}"))
            .collect();
        lines.push(format!(
            "  {}; {}",
            counted(topics.len(), "topic"),
            levels.join(", ")
        ));
    }
    if outcome.without_level > 0 {
        lines.push(format!(
            "  {} without a level: taken for intermediate (--level LEVEL says otherwise)",
            outcome.without_level
        ));
    }
    if outcome.answered > 0 {
        lines.push(format!(
            "  {} with an answer: their rubrics are drafted from it, for you to confirm",
            outcome.answered
        ));
    }
    if let Some(proposed) = outcome.proposed.filter(|&proposed| proposed > 0) {
        lines.push(format!(
            "  {proposed} with a model's proposals beside that: they count once you confirm them, viva bank new --confirm"
        ));
    }
    if outcome.refused > 0 {
        lines.push(format!(
            "  {} of the model left out: no words of the answer, or nothing to grade by",
            counted(outcome.refused, "proposal")
        ));
    }
    let unanswered = written - outcome.answered;
    if unanswered > 0 {
        lines.push(format!(
            "  {unanswered} without an answer to grade by: they are listed, and asked once their rubric has key points"
        ));
    }
    if !outcome.duplicates.is_empty() {
        let there: Vec<String> = outcome
            .duplicates
            .iter()
            .map(|(line, id)| format!("line {line}: asked already by {id}"))
            .collect();
        lines.push(format!("{} there already", outcome.duplicates.len()));
        list(&mut lines, there);
    }
    if !outcome.left_out.is_empty() {
        let left_out: Vec<String> = outcome
            .left_out
            .iter()
            .map(|left_out| format!("line {}: {}", left_out.line, left_out.why))
            .collect();
        lines.push(format!("{} left out", counted(left_out.len(), "part")));
        list(&mut lines, left_out);
    }
    if outcome.answered > 0 {
        lines.push(format!("\nPlay them: viva practice --only-bank {folder}"));
    } else if unanswered > 0 {
        lines.push(format!(
            "\nWrite the answers: the rubrics are in {}",
            target.join("rubrics").display()
        ));
    }
    if outcome.found == 0 {
        lines.push("\nA question is numbered, stands behind a bullet or `Q:`, is a heading or ends in a question mark.".to_owned());
    }
    clean(&(lines.join("\n") + "\n"))
}

fn list(lines: &mut Vec<String>, items: Vec<String>) {
    let more = items.len().saturating_sub(SHOWN);
    lines.extend(
        items
            .into_iter()
            .take(SHOWN)
            .map(|item| format!("  {item}")),
    );
    if more > 0 {
        lines.push(format!("  and {more} more"));
    }
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
