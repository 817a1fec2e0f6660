//! The grade card.

use unicode_width::UnicodeWidthStr;

use super::points;
use super::wrap::{pad, paragraph, quote, side_by_side};
use crate::grading::{
    Band, Evidence, Feedback, Grade, HeldMisconception, KeyPointGrade, Score, Verdict,
};
use crate::terminal::{Look, Paint, clean};

/// Statements up to this many columns stand beside their quotation; longer ones above it.
const BESIDE: usize = 36;

/// The card of a grade: score and band, each key point with its verdict and the words it rests on, held beliefs with their
/// correction, what to say next time. Starts and ends with a line break.
pub fn grade_card(grade: &Grade, feedback: &Feedback, look: &Look) -> String {
    card(None, grade, feedback, look)
}

/// The card of a second try: the same, with the score of the try before.
pub fn regrade_card(before: Score, grade: &Grade, feedback: &Feedback, look: &Look) -> String {
    card(Some(before), grade, feedback, look)
}

/// What the answer to a probe changed: the point, and the score before and after.
pub fn recovery(key_point: &KeyPointGrade, before: Score, after: &Grade, look: &Look) -> String {
    let mut text = String::from("\n");
    text.push_str(&key_points(std::slice::from_ref(key_point), look));
    text.push_str(&score_line(Some(before), after.score, look));
    text
}

fn card(before: Option<Score>, grade: &Grade, feedback: &Feedback, look: &Look) -> String {
    let margin = look.margin();
    let mut text = String::from("\n");
    text.push_str(&score_line(before, grade.score, look));
    for note in &grade.notes {
        text.push('\n');
        text.push_str(&paragraph(look, margin, margin, &sentence(note)));
    }
    if !grade.key_points.is_empty() {
        text.push('\n');
        text.push_str(&key_points(&grade.key_points, look));
    }
    for held in &grade.misconceptions {
        text.push('\n');
        text.push_str(&belief(held, look));
    }
    let mut remarks: Vec<String> = feedback.next_time.clone();
    // Said once: a remark may begin with it.
    let says_when = |remark: &String| remark.to_lowercase().starts_with("next time");
    if !remarks.is_empty() && !remarks.iter().any(says_when) {
        remarks.insert(0, "Next time:".to_owned());
    }
    if !remarks.is_empty() {
        text.push('\n');
        text.push_str(&paragraph(look, margin, margin, &remarks.join(" ")));
    }
    if grade.confidence.is_low() {
        let note = format!(
            "Worth a second look: the confidence in this grade is only {:.2}.",
            grade.confidence.value()
        );
        text.push('\n');
        text.push_str(&paragraph(look, margin, margin, &note));
    }
    text
}

/// A note as a sentence: with a capital and a full stop.
fn sentence(note: &str) -> String {
    let mut letters = note.chars();
    let first = letters.next().map(char::to_uppercase);
    let rest = letters.as_str().trim_end_matches('.');
    format!("{}{rest}.", first.into_iter().flatten().collect::<String>())
}

fn score_line(before: Option<Score>, score: Score, look: &Look) -> String {
    let margin = look.margin();
    let band = score.band();
    let now = look.paint(paint_of_band(band), &format!("{}  {band}", points(score)));
    match (before, look.plain) {
        (None, false) => format!("{margin}{now}\n"),
        (None, true) => format!("Score: {}, {band}\n", points(score)),
        (Some(before), false) => format!("{margin}{} → {now}\n", points(before)),
        (Some(before), true) => format!(
            "Score: {} before, now {}, {band}\n",
            points(before),
            points(score)
        ),
    }
}

const fn paint_of_band(band: Band) -> Paint {
    match band {
        Band::Strong | Band::Solid => Paint::Good,
        Band::Partial => Paint::Fair,
        Band::Weak | Band::None => Paint::Bad,
    }
}

fn key_points(points: &[KeyPointGrade], look: &Look) -> String {
    let labels: Vec<String> = points
        .iter()
        .map(|point| {
            let essential = if point.essential { " (essential)" } else { "" };
            let statement = clean(&point.statement);
            format!("{}{essential}", statement.trim_end_matches('.'))
        })
        .collect();
    let widest = labels.iter().map(|label| label.width()).max().unwrap_or(0);
    let beside = !look.plain && widest <= BESIDE && look.width >= 72;
    if beside {
        return points
            .iter()
            .zip(&labels)
            .map(|(point, label)| beside_each_other(point, label, widest, look))
            .collect();
    }
    let (silent, said): (Vec<_>, Vec<_>) = points
        .iter()
        .zip(&labels)
        .partition(|(point, _)| is_unmentioned(point));
    let mut text: String = said
        .iter()
        .map(|(point, label)| below_each_other(point, label, look))
        .collect();
    if !silent.is_empty() && !look.plain {
        // Said once: under each of them it would drown what was said.
        let gap = if said.is_empty() { "" } else { "\n" };
        text.push_str(&format!("{gap}{}Not mentioned\n", look.margin()));
    }
    for (point, label) in silent {
        text.push_str(&first_line(point, label, look));
    }
    text
}

/// Whether there is nothing to say of it but that it is missing.
fn is_unmentioned(point: &KeyPointGrade) -> bool {
    point.verdict == Verdict::Missing
        && point.evidence.is_empty()
        && (point.why.is_empty() || point.why == "not mentioned")
}

fn beside_each_other(point: &KeyPointGrade, label: &str, widest: usize, look: &Look) -> String {
    let margin = look.margin();
    let start = format!("{margin}{} {}  ", mark(point.verdict), pad(label, widest));
    let rest = " ".repeat(start.width());
    let room = look.width.saturating_sub(start.width());
    let line = paragraph(look, &start, &rest, &reason(point, room.max(24) * 2));
    paint_mark(point.verdict, &line, look)
}

fn below_each_other(point: &KeyPointGrade, label: &str, look: &Look) -> String {
    let indent = if look.plain { "  " } else { "        " };
    let room = look.width.saturating_sub(indent.len());
    first_line(point, label, look) + &paragraph(look, indent, indent, &reason(point, room))
}

fn first_line(point: &KeyPointGrade, label: &str, look: &Look) -> String {
    if look.plain {
        return paragraph(look, &format!("{}: ", word(point.verdict)), "  ", label);
    }
    let start = format!("{}{} ", look.margin(), mark(point.verdict));
    let under = " ".repeat(start.width());
    paint_mark(point.verdict, &paragraph(look, &start, &under, label), look)
}

/// The words a verdict rests on, or why there are none.
fn reason(point: &KeyPointGrade, columns: usize) -> String {
    let quoted = quotes(&point.evidence, columns);
    let why = clean(&point.why);
    let why = why.trim().trim_end_matches(['.', ':']);
    match point.verdict {
        Verdict::Met if !quoted.is_empty() => quoted,
        _ if quoted.is_empty() || why.contains('"') => why.to_owned(),
        _ if why.is_empty() => quoted,
        _ => format!("{why}: {quoted}"),
    }
}

fn quotes(evidence: &[Evidence], columns: usize) -> String {
    let mut shown: Vec<String> = Vec::new();
    for piece in evidence {
        let quoted = quote(&piece.text, columns);
        if !shown.contains(&quoted) {
            shown.push(quoted);
        }
        if shown.len() == 2 {
            break;
        }
    }
    shown.join(" ")
}

fn belief(held: &HeldMisconception, look: &Look) -> String {
    let quoted = quotes(&held.evidence, look.width.saturating_sub(18).max(24));
    let quoted = if quoted.is_empty() {
        clean(&held.belief)
    } else {
        quoted
    };
    if look.plain {
        return paragraph(look, "Held belief: ", "  ", &quoted)
            + &paragraph(look, "  Correction: ", "  ", &held.correction);
    }
    let start = format!("{}Held belief   ", look.margin());
    let under = " ".repeat(start.width());
    let first = paragraph(look, &start, &under, &quoted);
    let first = first.replacen("Held belief", &look.paint(Paint::Bad, "Held belief"), 1);
    first + &paragraph(look, &under, &under, &held.correction)
}

pub(super) const fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "✓",
        Verdict::Partial => "~",
        Verdict::Missing => "·",
        Verdict::Contradicted => "✗",
    }
}

/// The verdict as a word, for those who hear the card.
pub(super) const fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::Partial => "partly",
        Verdict::Missing => "missing",
        Verdict::Contradicted => "contradicted",
    }
}

fn paint_mark(verdict: Verdict, line: &str, look: &Look) -> String {
    let paint = match verdict {
        Verdict::Met => Paint::Good,
        Verdict::Partial => Paint::Fair,
        Verdict::Missing => Paint::Faint,
        Verdict::Contradicted => Paint::Bad,
    };
    line.replacen(mark(verdict), &look.paint(paint, mark(verdict)), 1)
}

/// The line under a card that says what may be asked of it, for a terminal.
pub fn after_grade(look: &Look) -> String {
    let line = if look.plain {
        side_by_side(
            look,
            " ",
            &[
                "Why this score: /why.",
                "You disagree: /right.",
                "Again: /redo.",
            ],
        )
    } else {
        side_by_side(
            look,
            "    ",
            &[
                "Why this score: /why",
                "You disagree: /right",
                "Again: /redo",
            ],
        )
    };
    format!("\n{line}")
}
