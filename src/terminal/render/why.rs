//! `/why`: the arithmetic of a score, and what each verdict rests on.

use super::grade::{mark, told_why, word};
use super::wrap::{NARROW, paragraph, quote};
use crate::grading::{Behind, Closest, Grade, KeyPointGrade, Verdict};
use crate::terminal::{Look, Paint, clean};

/// A quotation has so many columns at least: on a narrow terminal it goes over several lines.
const QUOTED: usize = 40;

/// How a grade came about, and what stands behind each verdict as far as that is known; without numbers only the latter.
/// Starts with a blank line.
pub fn why(grade: &Grade, behind: &[Behind], look: &Look) -> String {
    let margin = look.margin();
    let head = |words: &str| {
        format!(
            "\n{}",
            look.paint(Paint::Strong, &paragraph(look, margin, margin, words))
        )
    };
    let mut text = String::new();
    if look.numbers {
        text.push_str(&head(
            "How the score came about: each step, and the score after it",
        ));
        text.push_str(&arithmetic(grade, look));
    }
    if !grade.key_points.is_empty() {
        text.push_str(&head("Why each point has its verdict"));
    }
    for (at, point) in grade.key_points.iter().enumerate() {
        let start = if look.plain {
            format!("{}: ", word(point.verdict))
        } else {
            format!("{margin}{} ", mark(point.verdict))
        };
        let under = if look.plain { "  " } else { "    " };
        let mut share = point.statement.trim_end_matches('.').to_owned();
        if look.numbers {
            let earned = number(point.credit * point.weight);
            share.push_str(&format!(" [{earned} of {}]", number(point.weight)));
        }
        text.push_str(&paragraph(look, &start, under, &share));
        let deeper = format!("{under}  ");
        if !point.why.is_empty() {
            text.push_str(&paragraph(look, &deeper, &deeper, &told_why(point, look)));
        }
        for piece in &point.evidence {
            let room = look.width.saturating_sub(deeper.len() + 20).max(QUOTED);
            let line = format!(
                "{} (by its {})",
                quote(&piece.text, room),
                how(piece.method)
            );
            text.push_str(&paragraph(look, &deeper, &deeper, &line));
        }
        let line = match behind.get(at) {
            Some(Behind::Pattern(pattern)) => format!("pattern: {}", clean(pattern)),
            Some(Behind::Closest(closest)) => came_closest(
                closest,
                look.width.saturating_sub(deeper.len() + 16).max(QUOTED),
            ),
            Some(Behind::Nothing) | None => continue,
        };
        text.push_str(&paragraph(look, &deeper, &deeper, &line));
    }
    text
}

/// The steps of a score.
fn arithmetic(grade: &Grade, look: &Look) -> String {
    let mut text = String::new();
    let sum = &grade.arithmetic;
    let mut steps: Vec<(String, Option<f64>)> = sum
        .steps
        .iter()
        .map(|step| (clean(&step.reason), Some(step.score)))
        .collect();
    if steps.is_empty() {
        steps.push((
            format!("{:.1} of {:.1} weights met", sum.earned, sum.possible),
            Some(grade.score.points()),
        ));
    }
    let contradicted = |point: &KeyPointGrade| point.verdict == Verdict::Contradicted;
    if grade.misconceptions.is_empty() && !grade.key_points.iter().any(contradicted) {
        steps.push(("No wrong belief held".to_owned(), None));
    }
    steps.push((format!("Confidence {:.2}", grade.confidence.value()), None));
    for (reason, score) in steps {
        text.push_str(&step(&reason, score, look));
    }
    text
}

/// The words that came closest to a point, and what they do not say.
fn came_closest(closest: &Closest, columns: usize) -> String {
    let text = quote(&closest.text, columns);
    if let Some(but) = &closest.but {
        return format!("closest: {text}, {}", clean(but));
    }
    let lacking: Vec<String> = closest.lacking.iter().map(|way| clean(way)).collect();
    format!(
        "closest: {text}, where nothing says: {}",
        lacking.join("; ")
    )
}

const fn how(method: crate::grading::Method) -> &'static str {
    match method {
        crate::grading::Method::Phrase => "phrasing",
        crate::grading::Method::Coverage => "words",
        crate::grading::Method::Quoted => "quoted",
    }
}

/// A step, with the score after it at the right.
fn step(reason: &str, score: Option<f64>, look: &Look) -> String {
    let margin = look.margin();
    let Some(score) = score else {
        return paragraph(look, margin, margin, reason);
    };
    if look.plain || look.width < NARROW {
        return paragraph(
            look,
            margin,
            &format!("{margin}  "),
            &format!("{}: {score:.1}", reason.trim_end_matches('.')),
        );
    }
    let narrow = Look {
        width: look.width.saturating_sub(8),
        ..*look
    };
    let wrapped = paragraph(&narrow, margin, margin, reason);
    let wrapped = wrapped.trim_end_matches('\n');
    let (before, last) = wrapped
        .rsplit_once('\n')
        .map_or(("", wrapped), |(b, l)| (b, l));
    let before = if before.is_empty() {
        String::new()
    } else {
        format!("{before}\n")
    };
    format!(
        "{before}{}{score:>6.1}\n",
        super::wrap::pad(last, look.width.saturating_sub(8))
    )
}

/// A weight without needless zeros.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
