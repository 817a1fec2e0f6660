//! An answer to be marked by a person, and the mark beside the grade.

use super::wrap::{joined, paragraph, paragraphs};
use crate::assessment::{Question, Rubric};
use crate::grading::{Feedback, Grade};
use crate::terminal::{Look, Paint, clean};

/// What is to be marked by: the question and what a full answer says. Starts with a blank line.
pub fn marked_by(question: &Question, rubric: &Rubric, look: &Look) -> String {
    let margin = look.margin();
    let head = paragraph(look, margin, margin, question.id.as_str());
    let mut text = format!("\n{}\n", look.paint(Paint::Strong, &head));
    text.push_str(&paragraphs(look, margin, &question.prompt));
    if let Some(code) = &question.code {
        text.push('\n');
        // Code is shown as it stands: wrapping it would change what it says.
        for line in clean(code).lines() {
            text.push_str(format!("{margin}    {line}").trim_end());
            text.push('\n');
        }
    }
    let head = paragraph(look, margin, margin, "A full answer says, by weight");
    text.push_str(&format!("\n{}", look.paint(Paint::Strong, &head)));
    let rest = format!("{margin}      ");
    for point in &rubric.key_points {
        let essential = if point.essential { " (essential)" } else { "" };
        let statement = format!("{}{essential}", point.statement);
        text.push_str(&if look.plain {
            paragraph(
                look,
                "",
                "  ",
                &format!("weight {}: {statement}", point.weight),
            )
        } else {
            let first = format!("{margin}{:>4}  ", point.weight);
            paragraph(look, &first, &rest, &statement)
        });
    }
    text
}

/// The answer itself, under its number of so many and the kind that it is said to be. Starts with a blank line.
pub fn to_mark(
    number: usize,
    total: Option<usize>,
    kind: Option<&str>,
    answer: &str,
    look: &Look,
) -> String {
    let margin = look.margin();
    let of = total.map_or(String::new(), |total| format!(" of {total}"));
    let facts = [
        Some(format!("Answer {number}{of}")),
        kind.map(|kind| format!("said to be {kind}")),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let head = paragraph(look, margin, margin, &joined(&facts, look));
    let mut text = format!("\n{}", look.paint(Paint::Strong, &head));
    let inner = if look.plain { "" } else { "    " };
    for line in clean(answer).lines() {
        // Its own lines stay: an answer may hold code.
        let indent: String = line.chars().take_while(|c| *c == ' ').collect();
        let indent = format!("{inner}{}", &indent[..indent.len().min(look.width / 2)]);
        text.push_str(&paragraph(look, &indent, &indent, line));
    }
    text
}

/// The reader's mark, and the grade beside it.
pub fn beside_the_mark(human: f64, grade: &Grade, look: &Look) -> String {
    let margin = look.margin();
    let score = grade.score.points();
    let told = match score - human {
        off if off.abs() < 0.05 => "the same".to_owned(),
        off if off > 0.0 => format!("{off:.1} higher"),
        off => format!("{:.1} lower", -off),
    };
    let line = format!("You gave {human}, Viva gives {score:.1}: {told}.");
    let card = super::grade_card(grade, &Feedback::default(), look);
    // The card begins with the score, which is told.
    let rest = card
        .trim_start_matches('\n')
        .split_once('\n')
        .map_or("", |(_, rest)| rest);
    format!(
        "\n{}{rest}",
        look.paint(Paint::Strong, &paragraph(look, margin, margin, &line))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_keeps_its_lines_and_nothing_of_it_reaches_the_terminal_as_a_command() {
        let shown = to_mark(
            2,
            Some(3),
            Some("plain"),
            "it yields\n  def f():\n    yield \u{1b}[2J1\n",
            &Look::default(),
        );
        assert_eq!(
            shown,
            "\n  Answer 2 of 3 · said to be plain\n    it yields\n      def f():\n        yield 1\n"
        );
    }
}
