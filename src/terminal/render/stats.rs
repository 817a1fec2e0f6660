//! What a learner came to, at a glance.

use std::time::Duration;

use jiff::civil::Date;

use super::points;
use super::wrap::{joined, pad, paragraph, quote};
use crate::interview::{
    Bias, Calibration, Due, MissedPoint, Progress, Retention, Stretch, title_of,
};
use crate::terminal::{Look, Paint, clean};
use crate::text::count;

/// Columns from which labels stand beside what they label.
const WIDE: usize = 60;

/// Key points that are shown.
const MISSED: usize = 3;

/// The least that a spark line spans, in points: a smaller change must not look like a great one.
const SPAN: f64 = 40.0;

const MARKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// How far from the score the guesses may be on the mean, in points, and still be called right.
const RIGHT: f64 = 3.0;

/// What a period is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodName {
    /// So many days up to today.
    Days(u16),
    /// All days from one on.
    Since(Date),
}

/// A label with what it labels, one paragraph each.
struct Line {
    label: String,
    items: Vec<String>,
}

/// What a learner came to. Starts with a blank line.
pub fn stats(progress: &Progress, period: PeriodName, look: &Look) -> String {
    let mut text = String::from("\n");
    if progress.last_day.is_none() {
        let nothing = "Nothing to show yet: `viva practice` asks the first questions, and what you answer shows here.";
        text.push_str(&paragraph(look, look.margin(), look.margin(), nothing));
        return text;
    }
    let lines = lines(progress, period, look);
    let widest = lines.iter().map(|line| line.label.chars().count()).max();
    for line in &lines {
        text.push_str(&shown(line, widest.unwrap_or(0), look));
    }
    text
}

fn lines(progress: &Progress, period: PeriodName, look: &Look) -> Vec<Line> {
    let line = |label: &str, item: String| Line {
        label: label.to_owned(),
        items: vec![item],
    };
    let heading = match period {
        PeriodName::Days(1) => "Today".to_owned(),
        PeriodName::Days(days) => format!("Last {days} days"),
        PeriodName::Since(day) => format!("Since {day}"),
    };
    let mut lines = vec![line(&heading, sums(progress, look))];
    if let Some(trend) = trend(progress, look) {
        let label = match progress.trend.len() {
            1 => "Score",
            _ => "Trend",
        };
        lines.push(line(label, trend));
        lines.push(line("Weakest", weakest(progress, look)));
    }
    lines.extend(missed(&progress.missed, look));
    lines.extend(retention(progress.retention).map(|told| line("Retention", told)));
    if let Some(told) = progress.calibration.as_ref().map(calibration) {
        lines.push(line("Self-estimate", told));
    }
    lines.push(line("Due", due(progress.due, look)));
    lines
}

/// The label beside its items where there is room for it; else before each of them.
fn shown(line: &Line, widest: usize, look: &Look) -> String {
    let margin = look.margin();
    if look.plain || look.width < WIDE {
        let told = |item| {
            let whole = format!("{}: {item}", line.label);
            paragraph(look, margin, &format!("{margin}  "), &whole)
        };
        return line.items.iter().map(told).collect();
    }
    let rest = format!("{margin}{}   ", pad("", widest));
    let label = look.paint(Paint::Faint, &clean(&line.label));
    let gap = widest.saturating_sub(line.label.chars().count());
    let first = format!("{margin}{label}{}   ", " ".repeat(gap));
    line.items
        .iter()
        .enumerate()
        .map(|(number, item)| {
            let before = if number == 0 { &first } else { &rest };
            paragraph(look, before, &rest, item)
        })
        .collect()
}

/// "14 sessions · 96 answers · 5 h 10 min · streak 4 days"
fn sums(progress: &Progress, look: &Look) -> String {
    if progress.answers == 0 {
        let latest = progress
            .last_day
            .map(|day| format!("; the latest was on {day} (--since {day} shows it)"));
        return format!("no answers{}", latest.unwrap_or_default());
    }
    let mut parts = vec![
        count(progress.sessions, "session", "sessions"),
        count(progress.answers, "answer", "answers"),
        time(progress.took, look),
    ];
    if progress.streak > 0 {
        parts.push(format!("streak {}", count(progress.streak, "day", "days")));
    }
    joined(&parts, look)
}

fn time(took: Duration, look: &Look) -> String {
    let minutes = took.as_secs().saturating_add(30) / 60;
    let (hours, minutes) = (minutes / 60, minutes % 60);
    let (hour, minute) = if look.plain {
        let word = |number, one, many| if number == 1 { one } else { many };
        (
            word(hours, "hour", "hours"),
            word(minutes, "minute", "minutes"),
        )
    } else {
        ("h", "min")
    };
    match (hours, minutes) {
        (0, 0) => "under a minute".to_owned(),
        (0, _) => format!("{minutes} {minute}"),
        (_, 0) => format!("{hours} {hour}"),
        _ => format!("{hours} {hour} {minutes} {minute}"),
    }
}

/// "▂▃▃▄▅▅▆▆  58 → 73 · mean 66, solid"
fn trend(progress: &Progress, look: &Look) -> Option<String> {
    let mean = progress.mean?;
    let mean = format!("{}, {}", points(mean), mean.band());
    let means: Vec<String> = progress
        .trend
        .iter()
        .map(|stretch| points(stretch.mean))
        .collect();
    let ([first, .., last], false) = (means.as_slice(), means.len() < 2) else {
        return Some(format!("{mean}, all on one day"));
    };
    Some(if look.plain {
        format!("from {first} to {last} ({}), mean {mean}", means.join(", "))
    } else {
        let line = spark_line(&progress.trend);
        joined(
            &[format!("{line} {first} → {last}"), format!("mean {mean}")],
            look,
        )
    })
}

fn spark_line(trend: &[Stretch]) -> String {
    let scores = || trend.iter().map(|stretch| stretch.mean.points());
    let (low, high) = (
        scores().fold(f64::INFINITY, f64::min),
        scores().fold(f64::NEG_INFINITY, f64::max),
    );
    let span = (high - low).max(SPAN);
    let floor = ((low + high - span) / 2.0).clamp(0.0, 100.0 - span);
    scores()
        .map(|score| {
            let share = (score - floor) / span;
            let mark = (share * (MARKS.len() - 1) as f64).round() as usize;
            MARKS[mark.min(MARKS.len() - 1)]
        })
        .collect()
}

/// "packaging 44 · descriptors 49 · caching 52"
fn weakest(progress: &Progress, look: &Look) -> String {
    let topics: Vec<String> = progress
        .weakest()
        .map(|topic| {
            let few = if topic.is_telling() {
                String::new()
            } else {
                format!(" ({})", count(topic.answers, "answer", "answers"))
            };
            format!(
                "{} {}{few}",
                topic.topic.replace('-', " "),
                points(topic.mean)
            )
        })
        .collect();
    if topics.is_empty() {
        return "no topic below strong".to_owned();
    }
    joined(&topics, look)
}

/// "4× "why a wheel needs no build step", in wheel vs sdist"
fn missed(points: &[MissedPoint], look: &Look) -> Option<Line> {
    // At the beginning nothing was missed twice; then the latest are worth a look.
    let again = points.iter().any(|point| point.times > 1);
    let items: Vec<String> = points
        .iter()
        .filter(|point| point.times > 1 || !again)
        .take(MISSED)
        .map(|point| {
            let statement = match &point.statement {
                Some(statement) => {
                    let statement = statement.trim().trim_end_matches('.');
                    quote(statement, 2 * look.width.clamp(20, 80))
                }
                None => point.key_point.replace('-', " "),
            };
            let told = format!("{statement}, in {}", title_of(&point.question));
            match (again, look.plain) {
                (false, _) => told,
                (true, true) => format!("{} times: {told}", point.times),
                (true, false) => format!("{}× {told}", point.times),
            }
        })
        .collect();
    (!items.is_empty()).then(|| Line {
        label: if again { "Missed most" } else { "Missed" }.to_owned(),
        items,
    })
}

/// "85 %: 17 of 20 questions recalled on a later day"
fn retention(retention: Retention) -> Option<String> {
    let percent = (retention.share()? * 100.0).floor();
    let of = count(retention.reviews, "question", "questions");
    Some(format!(
        "{percent} %: {} of {of} recalled on a later day",
        retention.recalled
    ))
}

/// "you guess 4 points too high, 9 too high on advanced questions"
fn calibration(calibration: &Calibration) -> String {
    let is_right = |bias: &Bias| bias.too_high.abs() < RIGHT;
    let points = |bias: &Bias| bias.too_high.abs().round() as usize;
    let way = |bias: &Bias| if bias.too_high > 0.0 { "high" } else { "low" };
    let overall = &calibration.overall;
    let mut parts = vec![if is_right(overall) {
        let off = count(overall.off.round() as usize, "point", "points");
        format!("on average you guess right, and a guess is {off} off")
    } else {
        let by = count(points(overall), "point", "points");
        format!("you guess {by} too {} overall", way(overall))
    }];
    // A level is worth a word where it is told apart from the whole; the one that is furthest off comes first.
    let mut apart: Vec<_> = calibration
        .levels
        .iter()
        .filter(|(_, bias)| (bias.too_high - overall.too_high).abs() >= RIGHT)
        .collect();
    apart.sort_by(|a, b| b.1.too_high.abs().total_cmp(&a.1.too_high.abs()));
    parts.extend(apart.into_iter().map(|(level, bias)| match is_right(bias) {
        true => format!("right on {level} questions"),
        false => format!("{} too {} on {level} questions", points(bias), way(bias)),
    }));
    let guesses = count(overall.estimates, "guess", "guesses");
    format!("{} ({guesses})", parts.join(", "))
}

/// "6 today · 3 tomorrow · 11 this week"
fn due(due: Due, look: &Look) -> String {
    if due.week == 0 {
        return "nothing this week".to_owned();
    }
    joined(
        &[
            format!("{} today", due.today),
            format!("{} tomorrow", due.tomorrow),
            format!("{} this week", due.week),
        ],
        look,
    )
}

#[cfg(test)]
mod tests;
