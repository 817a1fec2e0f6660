//! The scorecard at the end of an interview.

use std::time::Duration;

use super::grade::{mark, word};
use super::summary::{farewell, not_answered_and_wrong, question_line, recovered, to_repeat};
use super::wrap::{joined, pad, paragraph, quote};
use super::{Saved, points};
use crate::grading::{Score, Verdict};
use crate::interview::{Ending, Moment, OfQuestion, Scorecard, Share, title_of};
use crate::terminal::{Look, Paint, clean};
use crate::text::count;

/// Cells of a bar.
const BAR: usize = 20;

/// What an interview came to. Starts with a blank line.
pub fn scorecard(ending: Ending, card: &Scorecard, saved: Saved, look: &Look) -> String {
    let margin = look.margin();
    let summary = &card.summary;
    let asked = summary.lines.len();
    let mut text = String::from("\n");
    let head = if asked == 0 {
        "Nothing was answered yet.".to_owned()
    } else {
        let so_far = if ending.is_open() { " so far" } else { "" };
        let parts = [
            format!("Interview{so_far}"),
            minutes(card.took),
            count(asked, "question", "questions"),
        ];
        joined(&parts, look)
    };
    text.push_str(&look.paint(Paint::Strong, &paragraph(look, margin, margin, &head)));
    if asked > 0 && ending != Ending::Paused {
        text.push('\n');
        text.push_str(&overall(card, look));
        text.push('\n');
        for topic in &card.topics {
            text.push_str(&topic_line(topic, card, look));
        }
        text.push('\n');
        for (line, of) in summary.lines.iter().zip(&card.questions) {
            text.push_str(&question_line(line, look));
            text.push_str(&how_it_went(of, look));
        }
        text.push('\n');
        for sentence in sentences(card, look) {
            text.push_str(&paragraph(look, margin, margin, &sentence));
        }
        text.push_str(&to_repeat(&card.repeat, look));
    }
    text.push('\n');
    let mut sentence = farewell(ending, summary, saved);
    if let (Ending::Finished, Saved::As(number), 1..) = (ending, saved, asked) {
        sentence.push_str(&format!(
            " To read or print it: viva report {number} --open"
        ));
    }
    text.push_str(&paragraph(look, margin, &format!("{margin}  "), &sentence));
    text
}

/// Under a question: its time beside the suggestion, its strongest and its weakest moment.
fn how_it_went(of: &OfQuestion, look: &Look) -> String {
    let indent = format!("{}    ", look.margin());
    let under = format!("{indent}  ");
    let mut told = vec![match of.suggested.is_zero() {
        true => minutes(of.took),
        false => format!(
            "{}, about {} suggested",
            minutes(of.took),
            minutes(of.suggested)
        ),
    }];
    let room = look.width.saturating_sub(under.len() + 2).max(16);
    for moment in of.strongest.iter().chain(&of.weakest) {
        let label = match look.plain {
            true => format!("{}:", word(moment.verdict)),
            false => mark(moment.verdict).to_owned(),
        };
        let quoted = moment.quote.as_ref().map(|words| quote(words, room));
        let point = moment.point.trim_end_matches('.');
        told.push(match (moment.verdict, quoted) {
            (Verdict::Met, Some(quoted)) => format!("{label} {quoted}"),
            (Verdict::Met, None) => format!("{label} {point}"),
            (_, Some(quoted)) => format!("{label} {point} ({}): {quoted}", moment.why),
            (_, None) => format!("{label} {point} ({})", moment.why),
        });
    }
    told.iter()
        .map(|line| paragraph(look, &indent, &under, line))
        .collect()
}

/// "Overall 68 solid; beginner 84, advanced 47"
fn overall(card: &Scorecard, look: &Look) -> String {
    let margin = look.margin();
    let overall = match card.summary.mean {
        Some(mean) => format!("Overall {}, {}", points(mean), mean.band()),
        None => "Overall: nothing was answered".to_owned(),
    };
    let levels: Vec<String> = card
        .levels
        .iter()
        .map(|share| format!("{} {}", share.name, mean(share.mean)))
        .collect();
    paragraph(
        look,
        margin,
        margin,
        &match levels.is_empty() {
            true => overall,
            false => format!("{overall}; {}", joined(&levels, look)),
        },
    )
}

fn topic_line(share: &Share, card: &Scorecard, look: &Look) -> String {
    let margin = look.margin();
    let asked = count(share.asked, "question", "questions");
    let mean = mean(share.mean);
    if look.plain || look.width < 60 {
        return paragraph(
            look,
            margin,
            margin,
            &format!("{}: {mean}, {asked}", share.name),
        );
    }
    let widest = card
        .topics
        .iter()
        .map(|topic| topic.name.chars().count())
        .max();
    let full = share.mean.map_or(0, |score| {
        (score.points() / 100.0 * BAR as f64).round() as usize
    });
    format!(
        "{margin}{}  {}{}  {mean:>3}  {asked}\n",
        pad(&clean(&share.name), widest.unwrap_or(0)),
        "█".repeat(full),
        "░".repeat(BAR - full.min(BAR)),
    )
}

fn sentences(card: &Scorecard, look: &Look) -> Vec<String> {
    let room = look.width.saturating_sub(28).max(24);
    let mut said = Vec::new();
    if let Some(Moment {
        question,
        quote: Some(words),
        ..
    }) = &card.strongest
    {
        said.push(format!(
            "Strongest: {}, in {}.",
            quote(words, room),
            title_of(question)
        ));
    }
    if let Some(moment) = &card.weakest {
        let words = moment
            .quote
            .as_ref()
            .map(|words| format!(" You said {}.", quote(words, room)));
        let why = if moment.why.is_empty() {
            String::new()
        } else {
            format!(" ({})", moment.why)
        };
        said.push(format!(
            "Weakest: {}: {}{why}.{}",
            title_of(&moment.question),
            moment.point.trim_end_matches('.'),
            words.unwrap_or_default()
        ));
    }
    said.extend(recovered(&card.summary, look));
    said.push(not_answered_and_wrong(&card.summary));
    if let Some(moment) = &card.weakest {
        said.push(format!(
            "Work on first: {}.",
            moment.point.trim_end_matches('.')
        ));
    }
    said
}

fn mean(score: Option<Score>) -> String {
    score.map_or_else(|| "not answered".to_owned(), points)
}

fn minutes(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..=59 => count(usize::try_from(seconds).unwrap_or(0), "second", "seconds"),
        seconds => count(
            usize::try_from((seconds + 30) / 60).unwrap_or(0),
            "minute",
            "minutes",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::QuestionId;
    use crate::interview::{Outcome, Summary, SummaryLine};
    use crate::terminal::render::tests::{LOOK, PLAIN};

    #[test]
    fn the_scorecard_of_an_interview_fits_a_wide_and_a_narrow_terminal() {
        let line = |number, id: &str, outcome| SummaryLine {
            number,
            question: QuestionId::new(id),
            outcome,
            met: None,
            missed: None,
        };
        let share = |name: &str, asked, mean: Option<f64>| Share {
            name: name.to_owned(),
            asked,
            mean: mean.map(Score::new),
        };
        let of = |took, strongest: Option<&Moment>, weakest: Option<&Moment>| OfQuestion {
            took: Duration::from_secs(took),
            suggested: Duration::from_secs(120),
            strongest: strongest.cloned(),
            weakest: weakest.cloned(),
        };
        let gil = "python/concurrency/gil";
        let wheel = "python/packaging/wheel-vs-sdist";
        let strongest = Moment {
            question: QuestionId::new(gil),
            point: "One thread at a time".to_owned(),
            verdict: Verdict::Met,
            quote: Some("asyncio is one cook\u{1b}[2J with many timers".to_owned()),
            why: String::new(),
        };
        let weakest = Moment {
            question: QuestionId::new(gil),
            point: "It belongs to CPython.".to_owned(),
            verdict: Verdict::Missing,
            quote: None,
            why: "not mentioned".to_owned(),
        };
        let said_wrong = Moment {
            verdict: Verdict::Contradicted,
            quote: Some("every Python has one".to_owned()),
            why: "you said the opposite".to_owned(),
            ..weakest.clone()
        };
        let card = Scorecard {
            summary: Summary {
                lines: vec![
                    line(
                        1,
                        gil,
                        Outcome::Graded {
                            score: Score::new(81.0),
                            first: None,
                        },
                    ),
                    line(2, wheel, Outcome::NotAnswered),
                ],
                warmed_up: false,
                unasked: 0,
                mean: Some(Score::new(81.0)),
                not_answered: 1,
                beliefs: vec!["Threads speed up CPU work".to_owned()],
                recovered: 9.2,
                recovered_in: 1,
                repeat: vec![QuestionId::new(wheel)],
                estimates: None,
            },
            took: Duration::from_secs(2280),
            topics: vec![
                share("concurrency", 1, Some(81.0)),
                share("packaging", 1, None),
            ],
            levels: vec![share("beginner", 1, Some(81.0)), share("advanced", 1, None)],
            questions: vec![
                of(300, Some(&strongest), Some(&said_wrong)),
                of(20, None, None),
            ],
            strongest: Some(strongest),
            weakest: Some(weakest),
            repeat: vec![QuestionId::new(wheel)],
        };
        let narrow = Look { width: 40, ..LOOK };
        let shown = |look: &Look| scorecard(Ending::Finished, &card, Saved::As(12), look);
        let text = shown(&LOOK) + &shown(&narrow) + &shown(&PLAIN);
        assert!(!text.contains('\u{1b}'));
        for width in [20, 33] {
            let slim = shown(&Look { width, ..LOOK });
            let is_kept = |line: &&str| line.contains("viva practice --");
            for line in slim.lines().filter(|line| !is_kept(line)) {
                let columns = unicode_width::UnicodeWidthStr::width(line);
                assert!(columns <= width, "{columns} > {width}: {line}");
            }
        }
        insta::assert_snapshot!(text);
    }
}
