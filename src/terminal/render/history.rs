//! Past sessions: the list of them, and one of them whole.

use super::grade::{Beside, card};
use super::wrap::{paragraph, paragraphs};
use super::{points, sentence};
use crate::grading::{Score, feedback};
use crate::interview::{Attempt, title_of};
use crate::terminal::{Look, Paint, clean};
use crate::text::count;

/// A session in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Past<'a> {
    /// Its number.
    pub session: i64,
    /// The day it began, as people read it.
    pub day: String,
    /// Its mode.
    pub mode: &'a str,
    /// Where it stands: `finished`, `paused`, `interrupted`, `running`.
    pub state: &'a str,
    /// How many questions were answered.
    pub answered: usize,
    /// The mean score.
    pub mean: Option<Score>,
}

/// The list of sessions, in the order given.
pub fn past_sessions(sessions: &[Past<'_>], look: &Look) -> String {
    if sessions.is_empty() {
        return sentence("No sessions yet. `viva practice` begins one.", look);
    }
    let margin = look.margin();
    let mut text = String::new();
    for past in sessions {
        let outcome = match past.mean {
            Some(mean) => format!("{}, {}", points(mean), mean.band()),
            None => "nothing answered".to_owned(),
        };
        let answers = count(past.answered, "answer", "answers");
        let state = match past.state {
            "finished" => "",
            _ => " (not finished)",
        };
        text.push_str(&if look.plain || look.width < 72 {
            let line = format!(
                "{}, {}, {}: {answers}, {outcome}{state}",
                past.session, past.day, past.mode
            );
            paragraph(look, margin, &format!("{margin}  "), &line)
        } else {
            format!(
                "{margin}{:>4}  {}  {:<9}  {answers:>10}  {outcome}{state}\n",
                past.session,
                past.day,
                clean(past.mode)
            )
        });
    }
    text
}

/// An attempt with its answer, its grade, a later grade with its engine, and its follow-ups. `number` is its question's in
/// the session, from 1; a warm-up has none. Starts with a blank line.
pub fn past_attempt(
    number: Option<usize>,
    attempt: &Attempt,
    later: Option<(Score, &str)>,
    notes: &[&str],
    look: &Look,
) -> String {
    let margin = look.margin();
    let head = format!(
        "{}. {}: {}{}",
        number.map_or("Warm-up, not counted".to_owned(), |number| number
            .to_string()),
        attempt.question.topic().replace('-', " "),
        title_of(&attempt.question),
        if attempt.take > 1 { ", once more" } else { "" }
    );
    let mut text = format!(
        "\n{}",
        look.paint(Paint::Strong, &paragraph(look, margin, margin, &head))
    );
    match attempt
        .answer
        .as_ref()
        .filter(|a| !a.text.trim().is_empty())
    {
        Some(answer) => {
            text.push('\n');
            text.push_str(&paragraphs(
                look,
                &format!("{margin}> "),
                &clean(&answer.text),
            ));
        }
        None => text.push_str(&format!("\n{margin}Not answered.\n")),
    }
    if let Some(grade) = attempt.grade.as_ref().filter(|_| attempt.is_answered()) {
        let beside = Beside {
            before: None,
            estimate: attempt.estimate,
        };
        text.push_str(&card(&beside, grade, &feedback(grade), look));
    }
    if let Some((score, engine)) = later {
        let told = format!(
            "Graded anew by engine {engine}: {}, {}.",
            points(score),
            score.band()
        );
        text.push_str(&sentence(&told, look));
    }
    for probe in &attempt.probes {
        text.push_str(&super::probe(None, &probe.prompt, look));
        text.push('\n');
        text.push_str(&paragraphs(
            look,
            &format!("{margin}> "),
            &clean(&probe.answer.text),
        ));
        text.push_str(&super::recovery(
            &probe.key_point,
            probe.before,
            &probe.after,
            look,
        ));
    }
    for note in notes {
        text.push_str(&past_note(note, look));
    }
    text
}

/// A note. Starts with a blank line.
pub fn past_note(note: &str, look: &Look) -> String {
    let margin = look.margin();
    format!(
        "\n{}",
        paragraph(look, margin, margin, &format!("Note: {note}"))
    )
}
