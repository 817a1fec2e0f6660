//! What a look at the set-up found, one paragraph a check.

use super::wrap::paragraph;
use crate::terminal::{Look, Paint};

/// What became of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It works.
    Fine,
    /// It works, and there is something to know about it.
    Note,
    /// It was not wanted, so it is not known.
    Untested,
    /// It is wanted and does not work.
    Missing,
}

/// A look at one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What was looked at, as programs know it.
    pub name: &'static str,
    /// What became of it.
    pub outcome: Outcome,
    /// What was found: lower case, no full stop.
    pub told: String,
    /// What to do, or what could be done.
    pub advice: Option<String>,
}

/// What was looked at next. Starts with a blank line.
pub fn check_heading(title: &str, look: &Look) -> String {
    let margin = look.margin();
    format!(
        "\n{}",
        look.paint(Paint::Strong, &paragraph(look, margin, margin, title))
    )
}

/// A check, with its advice below it.
pub fn check(check: &Check, look: &Look) -> String {
    let margin = look.margin();
    let (mark, word, paint) = match check.outcome {
        Outcome::Fine => ("✓", "fine", Paint::Good),
        Outcome::Note => ("·", "note", Paint::Faint),
        Outcome::Untested => ("·", "not tested", Paint::Faint),
        Outcome::Missing => ("✗", "missing", Paint::Bad),
    };
    let (first, rest) = if look.plain {
        (format!("{word}: "), "  ".to_owned())
    } else {
        let mark = look.paint(paint, mark);
        (format!("{margin}{mark} "), format!("{margin}  "))
    };
    let mut text = paragraph(look, &first, &rest, &check.told);
    if let Some(advice) = &check.advice {
        let arrow = if look.plain { "next: " } else { "→ " };
        text.push_str(&paragraph(
            look,
            &format!("{rest}{arrow}"),
            &format!("{rest}  "),
            advice,
        ));
    }
    text
}

/// How it stands in all. Starts with a blank line.
pub fn check_result(checks: &[Check], look: &Look) -> String {
    let margin = look.margin();
    let is = |outcome| move |check: &&Check| check.outcome == outcome;
    let missing = checks.iter().filter(is(Outcome::Missing)).count();
    let told = match missing {
        0 => "All that is wanted works.".to_owned(),
        1 => "One thing is missing; what to do stands below it.".to_owned(),
        missing => format!("{missing} things are missing; what to do stands below each."),
    };
    format!("\n{}", paragraph(look, margin, margin, &told))
}
