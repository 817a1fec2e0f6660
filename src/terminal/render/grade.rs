//! The grade card.

use unicode_width::UnicodeWidthStr;

use super::points;
use super::wrap::{NARROW, pad, paragraph, quote, side_by_side};
use crate::grading::{
    Band, Evidence, Feedback, Grade, HeldMisconception, KeyPointGrade, Score, Verdict,
};
use crate::interview::GradeShown;
use crate::terminal::{Look, Paint, clean};
use crate::text::capitalized;

/// Statements up to this many columns stand beside their quotation; longer ones above it.
const BESIDE: usize = 36;

/// What stands beside a score.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Beside {
    /// The score of the try before.
    pub before: Option<Score>,
    /// What the candidate guessed.
    pub estimate: Option<u8>,
}

/// The card of a grade: score and band, each key point with its verdict and the words it rests on, held beliefs with their
/// correction, what to say next time. Starts and ends with a line break.
pub fn grade_card(grade: &Grade, feedback: &Feedback, look: &Look) -> String {
    card(&Beside::default(), grade, feedback, look)
}

/// The card of an answer in a session: the same, beside the score that of the try before and the candidate's guess.
pub fn shown_card(shown: &GradeShown, look: &Look) -> String {
    let beside = Beside {
        before: shown.before,
        estimate: shown.estimate,
    };
    card(&beside, &shown.grade, &shown.feedback, look)
}

/// What the answer to a probe changed: the point, and the score before and after.
pub fn recovery(key_point: &KeyPointGrade, before: Score, after: &Grade, look: &Look) -> String {
    let mut text = String::from("\n");
    text.push_str(&key_points(std::slice::from_ref(key_point), look));
    if look.numbers {
        let beside = Beside {
            before: Some(before),
            estimate: None,
        };
        text.push_str(&score_line(&beside, after.score, look));
    } else {
        let told = if after.score > before {
            "That adds to your answer."
        } else {
            "That adds nothing new."
        };
        text.push_str(&paragraph(look, look.margin(), look.margin(), told));
    }
    text
}

pub(super) fn card(beside: &Beside, grade: &Grade, feedback: &Feedback, look: &Look) -> String {
    let margin = look.margin();
    let mut text = String::from("\n");
    if look.numbers {
        text.push_str(&score_line(beside, grade.score, look));
    } else if let Some(before) = beside.before {
        let told = format!("{} the try before.", compared(before, grade.score));
        text.push_str(&paragraph(look, margin, margin, &told));
    }
    for note in &grade.notes {
        apart(&mut text);
        text.push_str(&paragraph(look, margin, margin, &sentence(note)));
    }
    if !grade.key_points.is_empty() {
        apart(&mut text);
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
        let note = if look.numbers {
            format!(
                "Worth a second look: the confidence in this grade is only {:.2}.",
                grade.confidence.value()
            )
        } else {
            "Worth a second look: this grade is not certain.".to_owned()
        };
        text.push('\n');
        text.push_str(&paragraph(look, margin, margin, &note));
    }
    text
}

/// A note as a sentence: with a capital and a full stop.
fn sentence(note: &str) -> String {
    capitalized(note.trim_end_matches('.')) + "."
}

/// A blank line, but for the one that a card begins with.
fn apart(text: &mut String) {
    if text.len() > 1 {
        text.push('\n');
    }
}

/// How a score compares with one before, in words.
pub(super) fn compared(before: Score, after: Score) -> &'static str {
    match after.points() - before.points() {
        more if more >= 1.0 => "Better than",
        less if less <= -1.0 => "Not as good as",
        _ => "As good as",
    }
}

fn score_line(beside: &Beside, score: Score, look: &Look) -> String {
    let margin = look.margin();
    let band = score.band();
    if look.plain {
        let mut line = match beside.before {
            None => format!("Score: {}, {band}", points(score)),
            Some(before) => format!(
                "Score: {} before, now {}, {band}",
                points(before),
                points(score)
            ),
        };
        if let Some(estimate) = beside.estimate {
            line.push_str(&format!(", you guessed {estimate}"));
        }
        return paragraph(look, margin, "  ", &line);
    }
    let before = beside
        .before
        .map_or(String::new(), |before| format!("{} → ", points(before)));
    let now = format!("{}  {band}", points(score));
    let columns = margin.width() + before.width() + now.width();
    let guess = beside.estimate.map_or(String::new(), |estimate| {
        let told = format!("you guessed {estimate}");
        if columns + 3 + told.width() <= look.width {
            format!("   {told}")
        } else {
            format!("\n{margin}{told}")
        }
    });
    let now = look.paint(paint_of_band(band), &now);
    format!("{margin}{before}{now}{guess}\n")
}

const fn paint_of_band(band: Band) -> Paint {
    match band {
        band if band.is_solid() => Paint::Good,
        Band::Partial => Paint::Fair,
        _ => Paint::Bad,
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
    let line = paragraph(look, &start, &rest, &reason(point, room.max(24) * 2, look));
    paint_mark(point.verdict, &line, look)
}

fn below_each_other(point: &KeyPointGrade, label: &str, look: &Look) -> String {
    let indent = match (look.plain, look.width < NARROW) {
        (true, _) => "  ",
        (false, true) => "    ",
        (false, false) => "        ",
    };
    let room = look.width.saturating_sub(indent.len()).max(32);
    first_line(point, label, look) + &paragraph(look, indent, indent, &reason(point, room, look))
}

fn first_line(point: &KeyPointGrade, label: &str, look: &Look) -> String {
    if look.plain {
        return paragraph(look, &format!("{}: ", word(point.verdict)), "  ", label);
    }
    let start = format!("{}{} ", look.margin(), mark(point.verdict));
    let under = " ".repeat(start.width());
    paint_mark(point.verdict, &paragraph(look, &start, &under, label), look)
}

/// Why a point has its verdict, with its shares in words where no numbers are shown.
pub(super) fn told_why(point: &KeyPointGrade, look: &Look) -> String {
    let why = clean(&point.why);
    match why.split_once(" % of ") {
        Some((_, of)) if !look.numbers => format!("some of {of}"),
        _ => why,
    }
}

/// The words a verdict rests on, or why there are none.
fn reason(point: &KeyPointGrade, columns: usize, look: &Look) -> String {
    let quoted = quotes(&point.evidence, columns);
    let why = told_why(point, look);
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
    let quoted = quotes(&held.evidence, look.width.saturating_sub(18).max(32));
    let quoted = if quoted.is_empty() {
        clean(&held.belief)
    } else {
        quoted
    };
    if look.plain {
        return paragraph(look, "Held belief: ", "  ", &quoted)
            + &paragraph(look, "  Correction: ", "  ", &held.correction);
    }
    let narrow = look.width < NARROW;
    let gap = if narrow { ": " } else { "   " };
    let start = format!("{}Held belief{gap}", look.margin());
    let under = match narrow {
        true => format!("{}  ", look.margin()),
        false => " ".repeat(start.width()),
    };
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
    let why = if look.numbers {
        "Why this score: /why"
    } else {
        "Why: /why"
    };
    let asked = [why, "You disagree: /right", "Again: /redo"];
    let line = if look.plain {
        let sentences = asked.map(|piece| format!("{piece}."));
        side_by_side(look, " ", &sentences.each_ref().map(String::as_str))
    } else {
        side_by_side(look, "    ", &asked)
    };
    format!("\n{line}")
}
