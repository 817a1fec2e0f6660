//! Verdicts that the candidate overruled, beside the grade, which stands.

use super::grade::{mark, word};
use super::wrap::{paragraph, quote};
use super::{points, sentence};
use crate::grading::{Adjusted, Claim, Grade, Phrase, Score, Verdict};
use crate::terminal::{Look, clean};

/// A quotation has so many columns at least.
const QUOTED: usize = 40;

/// What can be overruled of a grade, numbered. Starts with a blank line.
pub fn disputable(grade: &Grade, claims: &[Claim], look: &Look) -> String {
    if claims.is_empty() {
        return sentence(
            "Every point is met and no wrong belief is held: there is no verdict to overrule.",
            look,
        );
    }
    let margin = look.margin();
    let mut text = sentence("Which verdict is wrong?", look);
    for (at, claim) in claims.iter().enumerate() {
        let number = at + 1;
        let (start, told) = match claim {
            Claim::KeyPoint(id) => {
                let mut points = grade.key_points.iter();
                let Some(point) = points.find(|point| point.id == *id) else {
                    continue;
                };
                let sign = match look.plain {
                    true => format!("{}:", word(point.verdict)),
                    false => mark(point.verdict).to_owned(),
                };
                let statement = point.statement.trim_end_matches('.');
                (format!("{margin}{number:>2} {sign} "), statement.to_owned())
            }
            Claim::Misconception(id) => {
                let mut held = grade.misconceptions.iter();
                let Some(held) = held.find(|held| held.id == *id) else {
                    continue;
                };
                let sign = if look.plain {
                    "held belief:"
                } else {
                    mark(Verdict::Contradicted)
                };
                let belief = held.belief.trim_end_matches('.');
                let told = if look.plain {
                    belief.to_owned()
                } else {
                    format!("Held belief: {belief}")
                };
                (format!("{margin}{number:>2} {sign} "), told)
            }
        };
        let under = " ".repeat(start.chars().count().min(look.width / 3));
        text.push_str(&paragraph(look, &start, &under, &told));
    }
    text
}

/// What phrases of the candidate's own make of a grade: beside a card. Starts with a blank line.
pub fn adjusted(adjusted: &Adjusted, local: Score, look: &Look) -> String {
    let margin = look.margin();
    let mut text = String::new();
    if !adjusted.overruled.is_empty() {
        let told = if look.numbers {
            format!(
                "Overruled by you: with your own phrases {}, {}, beside {}.",
                points(adjusted.score),
                adjusted.score.band(),
                points(local)
            )
        } else {
            "Overruled by you, in phrases of your own:".to_owned()
        };
        text.push_str(&sentence(&told, look));
        let deeper = format!("{margin}  ");
        for overruled in &adjusted.overruled {
            let room = look.width.saturating_sub(deeper.len() + 2).max(QUOTED);
            let quoted = quote(&overruled.evidence.text, room);
            let statement = clean(overruled.statement.trim_end_matches('.'));
            let told = match (&overruled.phrase.claim, overruled.verdict) {
                (Claim::Misconception(_), _) => format!("not believed: {statement}: {quoted}"),
                (Claim::KeyPoint(_), verdict) => {
                    format!("said, not {}: {statement}: {quoted}", not(verdict))
                }
            };
            text.push_str(&paragraph(look, &deeper, &format!("{deeper}  "), &told));
        }
    }
    for phrase in &adjusted.gone {
        let told = format!(
            "Not applied: your phrase \"{}\". What it says has left the rubric; viva bank personal lists it.",
            clean(&phrase.words)
        );
        text.push_str(&sentence(&told, look));
    }
    text
}

/// A verdict that was overruled, for "said, not ...".
fn not(verdict: &str) -> &str {
    match verdict {
        "partial" => "in part",
        "contradicted" => "its opposite",
        other => other,
    }
}

/// What an overruling comes to, right after it. Starts with a blank line.
pub fn overruled(
    (phrase, statement): (&Phrase, &str),
    found: Option<&Adjusted>,
    local: Score,
    look: &Look,
) -> String {
    let margin = look.margin();
    let room = look.width.saturating_sub(margin.len() + 24).max(QUOTED);
    let says = match phrase.claim {
        Claim::KeyPoint(_) => "says",
        Claim::Misconception(_) => "does not say",
    };
    let told = format!(
        "Overruled by you: {} {says} \"{}\".",
        quote(&phrase.words, room),
        clean(statement.trim_end_matches('.'))
    );
    let mut text = sentence(&told, look);
    let score = match found.filter(|found| !found.overruled.is_empty()) {
        _ if !look.numbers => "The grade stays as it is.".to_owned(),
        Some(found) => format!(
            "The grade stays {}, {}; with your own phrases it would be {}, {}.",
            points(local),
            local.band(),
            points(found.score),
            found.score.band()
        ),
        None => format!(
            "The grade stays {}, {}, and your own phrases don't change it: something else in the answer outweighs them.",
            points(local),
            local.band()
        ),
    };
    text.push_str(&paragraph(look, margin, margin, &score));
    let kept = format!(
        "Kept as your phrase for this question: {}",
        clean(&phrase.pattern)
    );
    text.push_str(&paragraph(look, margin, margin, &kept));
    text
}

/// The adjusted scores of a session beside its own: each with the name of its question. Starts with a blank line.
pub fn adjusted_scores(scores: &[(String, Score, Score)], look: &Look) -> String {
    if scores.is_empty() {
        return String::new();
    }
    let told: Vec<String> = scores
        .iter()
        .map(|(name, local, adjusted)| match look.numbers {
            true => format!(
                "{} {} beside {}",
                clean(name),
                points(*adjusted),
                points(*local)
            ),
            false => clean(name),
        })
        .collect();
    sentence(
        &format!(
            "Overruled by you, in phrases of your own: {}.",
            told.join("; ")
        ),
        look,
    )
}
