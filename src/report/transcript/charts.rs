//! Charts as numbers: where a bar ends and a dot stands. The templates draw them; every chart has its figures as a table too.
//! Across, everything is in percent of the width, so that a chart fits any page and its letters keep their size.

use super::figures::Estimate;
use super::words;
use crate::grading::{Band, Score};
use crate::interview::Share;

/// Height of a topic's row: its name, and the bar under it.
const ROW: usize = 42;
/// The trend's drawing area: the heights of 100 and of 0 points.
const TOP: f64 = 14.0;
const FLOOR: f64 = 164.0;
/// The dots stand between these shares of the width; the names of the bands are left of them.
const FROM: f64 = 19.0;
const TO: f64 = 97.0;
/// So many numbers fit under the dots.
const NUMBERS: usize = 20;

/// Scores by topic as bars.
pub(super) struct Topics {
    pub(super) height: usize,
    pub(super) bars: Vec<Bar>,
    pub(super) description: String,
}

pub(super) struct Bar {
    pub(super) name: String,
    /// The baseline of the name, and the top of the bar.
    pub(super) text_y: usize,
    pub(super) bar_y: usize,
    /// 0 to 100; 0 where nothing was answered.
    pub(super) width: String,
    pub(super) class: &'static str,
    pub(super) score: String,
    pub(super) band: &'static str,
    pub(super) asked: String,
}

/// The bars of the topics; none where nothing was asked.
pub(super) fn topics(topics: &[Share]) -> Option<Topics> {
    let bars: Vec<Bar> = topics
        .iter()
        .enumerate()
        .map(|(row, share)| Bar {
            name: super::visible::visible_line(&share.name),
            text_y: row * ROW + 15,
            bar_y: row * ROW + 23,
            width: share
                .mean
                .map_or_else(|| "0".to_owned(), |mean| percent(mean.points())),
            class: class(share.mean),
            score: share.mean.map_or_else(|| "-".to_owned(), words::points),
            band: share.mean.map_or("not answered", words::band),
            asked: words::count(share.asked, "question", "questions"),
        })
        .collect();
    let told: Vec<String> = bars
        .iter()
        .map(|bar| format!("{}: {} {}", bar.name, bar.score, bar.band))
        .collect();
    (!bars.is_empty()).then(|| Topics {
        height: bars.len() * ROW,
        description: told.join("; "),
        bars,
    })
}

/// The class of a score's colour.
pub(in crate::report) fn class(score: Option<Score>) -> &'static str {
    score.map_or("none", |score| score.band().name())
}

/// Scores in order, as dots.
pub(super) struct Trend {
    pub(super) dots: Vec<Dot>,
    /// From dot to dot, where a line says something: from session to session, not from question to question.
    pub(super) lines: Vec<[String; 4]>,
    pub(super) bands: Vec<BandLine>,
    pub(super) floor: String,
    pub(super) description: String,
}

pub(super) struct Dot {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) class: &'static str,
    pub(super) answered: bool,
    /// The number under it; empty where there is no room.
    pub(super) number: String,
}

/// Where a band begins.
pub(super) struct BandLine {
    pub(super) name: &'static str,
    pub(super) y: String,
    pub(super) text_y: String,
}

/// What a trend is over.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Over {
    /// One dot a question.
    Questions,
    /// One dot a session.
    Sessions,
}

/// The dots of scores in order, each with its number; none where there are less than two.
#[allow(clippy::cast_precision_loss)] // counts of dots
pub(super) fn trend(over: Over, scores: &[(String, Option<Score>)]) -> Option<Trend> {
    if scores.len() < 2 {
        return None;
    }
    let step = (TO - FROM) / (scores.len() - 1) as f64;
    let every = scores.len().div_ceil(NUMBERS);
    let dots: Vec<Dot> = scores
        .iter()
        .enumerate()
        .map(|(place, (number, score))| Dot {
            x: percent(FROM + step * place as f64),
            y: percent(height(score.map_or(0.0, Score::points))),
            class: class(*score),
            answered: score.is_some(),
            number: if place % every == 0 {
                number.clone()
            } else {
                String::new()
            },
        })
        .collect();
    let answered: Vec<&Dot> = dots.iter().filter(|dot| dot.answered).collect();
    let lines = match over {
        Over::Questions => Vec::new(),
        Over::Sessions => answered
            .windows(2)
            .map(|two| [&two[0].x, &two[0].y, &two[1].x, &two[1].y].map(Clone::clone))
            .collect(),
    };
    let band_line = |band: Band| BandLine {
        name: band.name(),
        y: percent(height(band.from())),
        text_y: percent(height(band.from()) - 4.0),
    };
    Some(Trend {
        lines,
        bands: [Band::Strong, Band::Solid, Band::Partial]
            .map(band_line)
            .into(),
        floor: percent(FLOOR),
        description: in_words(scores),
        dots,
    })
}

fn in_words(scores: &[(String, Option<Score>)]) -> String {
    let answered: Vec<Score> = scores.iter().filter_map(|(_, score)| *score).collect();
    let (Some(first), Some(last)) = (answered.first(), answered.last()) else {
        return "Nothing was answered.".to_owned();
    };
    let points = || answered.iter().map(|score| score.points());
    format!(
        "{} of {} answered; the first scored {}, the last {}, the lowest {:.0}, the highest {:.0}.",
        answered.len(),
        scores.len(),
        words::points(*first),
        words::points(*last),
        points().fold(100.0, f64::min).floor(),
        points().fold(0.0, f64::max).floor(),
    )
}

fn height(points: f64) -> f64 {
    FLOOR - (FLOOR - TOP) * points / 100.0
}

/// Guesses against scores, as dots in a square.
pub(super) struct Calibration {
    pub(super) dots: Vec<[String; 2]>,
    pub(super) rows: Vec<[String; 3]>,
    pub(super) description: String,
}

/// The dots of the guesses, with what they say in words; none where nothing was guessed.
pub(super) fn calibration(estimates: &[Estimate], description: String) -> Option<Calibration> {
    (!estimates.is_empty()).then(|| Calibration {
        dots: estimates
            .iter()
            .map(|of| {
                [
                    percent(f64::from(of.estimate)),
                    percent(100.0 - of.score.points()),
                ]
            })
            .collect(),
        rows: estimates
            .iter()
            .map(|of| {
                [
                    of.question.clone(),
                    of.estimate.to_string(),
                    words::points(of.score),
                ]
            })
            .collect(),
        description,
    })
}

/// A number with as many decimals as a drawing needs.
pub(in crate::report) fn percent(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Over, percent, trend};
    use crate::grading::Score;

    #[test]
    fn a_trend_of_a_hundred_numbers_only_every_fifth() {
        let scores: Vec<(String, Option<Score>)> = (1..=100)
            .map(|n| (n.to_string(), Some(Score::new(f64::from(n)))))
            .collect();
        let trend = trend(Over::Sessions, &scores).unwrap();
        let numbers: Vec<&str> = trend.dots.iter().map(|dot| dot.number.as_str()).collect();
        assert_eq!(
            numbers.iter().filter(|number| !number.is_empty()).count(),
            20
        );
        assert_eq!((numbers[0], numbers[1], numbers[5]), ("1", "", "6"));
        assert_eq!(trend.lines.len(), 99);
        assert_eq!(
            (trend.dots[0].x.as_str(), trend.dots[99].x.as_str()),
            ("19", "97")
        );
    }

    #[test]
    fn what_was_not_answered_is_no_zero() {
        let scores = [
            ("1".to_owned(), Some(Score::new(60.0))),
            ("2".to_owned(), None),
            ("3".to_owned(), Some(Score::new(90.0))),
        ];
        let trend = trend(Over::Sessions, &scores).unwrap();
        assert_eq!(trend.lines.len(), 1, "the line passes over it");
        assert!(!trend.dots[1].answered);
        assert_eq!(
            trend.description,
            "2 of 3 answered; the first scored 60, the last 90, the lowest 60, the highest 90."
        );
        assert!(super::trend(Over::Questions, &scores[..1]).is_none());
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(
            [0.0, 100.0, 33.333, 2.5].map(percent),
            ["0", "100", "33.33", "2.5"]
        );
    }
}
