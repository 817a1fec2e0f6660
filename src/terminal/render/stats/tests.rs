//! The figures as people read them.

use jiff::civil::date;
use unicode_width::UnicodeWidthStr;

use super::*;
use crate::assessment::{Level, QuestionId};
use crate::grading::Score;
use crate::interview::TopicMean;
use crate::terminal::render::tests::{LOOK, PLAIN};

fn stretch(day: i8, mean: f64) -> Stretch {
    Stretch {
        from: date(2026, 3, day),
        to: date(2026, 3, day),
        answers: 8,
        mean: Score::new(mean),
    }
}

fn topic(name: &str, answers: usize, mean: f64) -> TopicMean {
    TopicMean {
        topic: name.to_owned(),
        answers,
        mean: Score::new(mean),
    }
}

fn missed(question: &str, statement: Option<&str>, times: usize) -> MissedPoint {
    MissedPoint {
        question: QuestionId::new(question),
        key_point: "no-build".to_owned(),
        times,
        last_day: date(2026, 3, 20),
        last_answer: 1,
        statement: statement.map(str::to_owned),
    }
}

fn bias(estimates: usize, too_high: f64, off: f64) -> Bias {
    Bias {
        estimates,
        mean: 60.0,
        too_high,
        off,
    }
}

/// A month of practice.
fn month() -> Progress {
    let means = [58.0, 60.2, 59.9, 63.0, 66.4, 66.0, 71.0, 73.9];
    Progress {
        from: date(2026, 2, 28),
        today: date(2026, 3, 29),
        sessions: 14,
        answers: 96,
        took: Duration::from_secs(18_600),
        streak: 4,
        last_day: Some(date(2026, 3, 29)),
        mean: Some(Score::new(66.2)),
        trend: (1..)
            .zip(means)
            .map(|(day, mean)| stretch(day, mean))
            .collect(),
        topics: vec![
            topic("packaging", 9, 44.9),
            topic("data-model", 5, 49.0),
            topic("caching", 3, 52.0),
            topic("testing", 12, 81.0),
            topic("typing", 1, 10.0),
        ],
        missed: vec![
            missed(
                "python/packaging/wheel-vs-sdist",
                Some(
                    "A wheel is ready to be unpacked and needs no build step; an \u{1b}[2Jsdist has to be built first.",
                ),
                4,
            ),
            missed(
                "python/oop/mro",
                Some("C3 linearization keeps local order"),
                3,
            ),
            missed("python/oop/vanished", None, 2),
            missed("python/oop/mro", Some("Once only"), 1),
        ],
        retention: Retention {
            reviews: 20,
            recalled: 17,
        },
        calibration: Some(Calibration {
            overall: bias(32, 4.2, 11.0),
            levels: vec![
                (Level::Beginner, bias(9, -1.0, 7.0)),
                (Level::Intermediate, bias(12, 3.0, 9.0)),
                (Level::Advanced, bias(11, 9.4, 16.0)),
            ],
        }),
        due: Due {
            today: 6,
            tomorrow: 3,
            week: 11,
        },
    }
}

/// One short evening, and nothing known of it but its scores.
fn evening() -> Progress {
    Progress {
        sessions: 1,
        answers: 2,
        took: Duration::from_secs(200),
        streak: 1,
        trend: vec![stretch(29, 66.2)],
        topics: vec![topic("packaging", 1, 44.0), topic("testing", 1, 88.0)],
        missed: vec![missed("python/oop/mro", Some("C3 linearization"), 1)],
        retention: Retention::default(),
        calibration: None,
        due: Due::default(),
        ..month()
    }
}

fn nothing_lately() -> Progress {
    Progress {
        sessions: 0,
        answers: 0,
        took: Duration::ZERO,
        streak: 0,
        last_day: Some(date(2025, 12, 24)),
        mean: None,
        trend: Vec::new(),
        topics: Vec::new(),
        missed: Vec::new(),
        retention: Retention::default(),
        calibration: None,
        ..month()
    }
}

const MONTH: PeriodName = PeriodName::Days(30);

#[test]
fn the_figures_fit_a_wide_and_a_narrow_terminal() {
    let mut text = String::new();
    for width in [80, 40, 20] {
        let shown = stats(&month(), MONTH, &Look { width, ..LOOK });
        for line in shown.lines() {
            assert!(line.width() <= width, "{width}: {line}");
        }
        text.push_str(&format!("{width} columns\n{shown}\n"));
    }
    text.push_str(&format!("plain\n{}", stats(&month(), MONTH, &PLAIN)));
    assert!(!text.contains('\u{1b}'));
    insta::assert_snapshot!(text);
}

#[test]
fn a_beginning_and_a_pause_are_told_as_what_they_are() {
    let since = PeriodName::Since(date(2026, 2, 28));
    let mut never = nothing_lately();
    never.last_day = None;
    let text = stats(&evening(), PeriodName::Days(1), &LOOK)
        + &stats(&evening(), since, &PLAIN)
        + &stats(&nothing_lately(), MONTH, &LOOK)
        + &stats(&never, MONTH, &LOOK);
    insta::assert_snapshot!(text);
}

#[test]
fn no_width_is_too_narrow() {
    for width in 0..=100 {
        for plain in [false, true] {
            for progress in [month(), evening(), nothing_lately()] {
                let look = Look {
                    width,
                    plain,
                    colored: false,
                    numbers: true,
                };
                assert!(stats(&progress, MONTH, &look).ends_with('\n'));
            }
        }
    }
}

#[test]
fn colour_only_underlines_what_the_words_say() {
    let colored = Look {
        colored: true,
        ..LOOK
    };
    let shown = stats(&month(), MONTH, &colored);
    assert!(shown.contains('\u{1b}'));
    assert_eq!(
        anstream::adapter::strip_str(&shown).to_string(),
        stats(&month(), MONTH, &LOOK)
    );
}

#[test]
fn a_spark_line_makes_much_of_much_only() {
    let line = |means: &[f64]| {
        let trend: Vec<Stretch> = means.iter().map(|mean| stretch(1, *mean)).collect();
        spark_line(&trend)
    };
    assert_eq!(line(&[0.0, 50.0, 100.0]), "▁▅█");
    assert_eq!(line(&[60.0, 61.0]), "▄▅");
    assert_eq!(line(&[99.0, 100.0]), "██");
    assert_eq!(line(&[0.0, 1.0]), "▁▁");
    assert_eq!(line(&[]), "");
}

#[test]
fn guesses_are_called_too_high_too_low_or_right() {
    let told = |overall, levels| calibration(&Calibration { overall, levels });
    assert_eq!(
        told(bias(5, -8.6, 12.0), Vec::new()),
        "you guess 9 points too low overall (5 guesses)"
    );
    assert_eq!(
        told(
            bias(12, 1.4, 14.0),
            vec![(Level::Advanced, bias(6, 9.4, 20.0))]
        ),
        "on average you guess right, and a guess is 14 points off, 9 too high on advanced questions (12 guesses)"
    );
}
