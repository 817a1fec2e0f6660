//! What the figures say of small histories.

use jiff::civil::date;

use super::*;
use crate::interview::Bias;

fn day(day: i8) -> Date {
    date(2026, 3, day)
}

/// An answer in session 1, first try, one place for each answer.
fn answered(on: i8, number: i64, points: f64) -> Answered {
    Answered {
        day: day(on),
        number,
        session: 1,
        position: usize::try_from(number).unwrap(),
        take: 1,
        score: Score::new(points),
        estimate: None,
        is_recalled: points >= 40.0,
    }
}

fn to(question: &str, answers: Vec<Answered>) -> AnswersTo {
    AnswersTo {
        question: QuestionId::new(question),
        first_day: None,
        answers,
    }
}

/// What was practised in March up to the 20th.
fn practiced(answers: Vec<AnswersTo>) -> Practiced {
    Practiced {
        took: Duration::from_secs(60),
        days: answers
            .iter()
            .flat_map(|of| of.answers.iter().map(|answer| answer.day))
            .collect(),
        answers,
        ..Practiced::nothing(day(1), day(20))
    }
}

fn levels(of: &[(&str, Level)]) -> BTreeMap<QuestionId, Level> {
    of.iter()
        .map(|(id, level)| (QuestionId::new(*id), *level))
        .collect()
}

fn figures(answers: Vec<AnswersTo>) -> Progress {
    progress(&practiced(answers), &BTreeMap::new())
}

#[test]
fn nothing_practised_comes_to_zeros_and_nothing_made_up() {
    let none = figures(Vec::new());
    assert_eq!((none.sessions, none.answers, none.streak), (0, 0, 0));
    assert_eq!((none.mean, none.last_day), (None, None));
    assert_eq!(none.retention.share(), None);
    assert!(none.trend.is_empty() && none.calibration.is_none());
    assert_eq!(none.took, Duration::from_secs(60));
}

#[test]
fn a_mean_is_made_of_the_last_try_at_each_question() {
    let first = answered(3, 0, 20.0);
    let again = Answered {
        take: 2,
        number: 1,
        score: Score::new(80.0),
        ..first
    };
    let other_session = Answered {
        session: 2,
        ..first
    };
    let all = figures(vec![to("p/t/a", vec![again, first, other_session])]);
    assert_eq!(
        (all.sessions, all.answers, all.mean),
        (2, 2, Some(Score::new(50.0)))
    );
}

#[test]
fn days_before_the_period_and_after_today_are_left_out() {
    let mut practiced = practiced(vec![to(
        "p/t/a",
        vec![
            answered(4, 0, 10.0),
            answered(10, 1, 60.0),
            answered(28, 2, 90.0),
        ],
    )]);
    practiced.from = day(5);
    let figures = progress(&practiced, &BTreeMap::new());
    assert_eq!((figures.answers, figures.mean), (1, Some(Score::new(60.0))));
    assert_eq!((figures.last_day, figures.streak), (Some(day(10)), 0));
}

#[test]
fn a_streak_ends_today_or_yesterday_and_has_no_gap() {
    for (days, expected) in [
        (&[20][..], 1),
        (&[19], 1),
        (&[18], 0),
        (&[20, 19, 18, 16], 3),
        (&[19, 18, 18, 17], 3),
        (&[21, 22, 20], 1),
        (&[], 0),
    ] {
        let days: Vec<Date> = days.iter().map(|number| day(*number)).collect();
        assert_eq!(streak(&days, day(20)), expected, "{days:?}");
    }
}

#[test]
fn a_trend_has_a_stretch_a_day_and_twelve_at_most() {
    let of_days = |count: i8| {
        let answers = (1..=count).map(|on| answered(on, on.into(), f64::from(on)));
        figures(vec![to("p/t/a", answers.collect())]).trend
    };
    let three = of_days(3);
    assert_eq!(three.len(), 3);
    assert_eq!(three[0].mean, Score::new(1.0));
    let many = of_days(18);
    assert_eq!(many.len(), STRETCHES);
    assert_eq!((many[0].from, many[11].to), (day(1), day(18)));
    assert_eq!(
        many.iter().map(|stretch| stretch.answers).sum::<usize>(),
        18
    );
    assert_eq!((many[11].from, many[11].mean), (day(17), Score::new(17.5)));
}

#[test]
fn the_weakest_topics_are_those_with_enough_answers_to_tell() {
    let of = |question: &str, count: i64, points: f64| {
        to(
            question,
            (0..count)
                .map(|number| answered(3, number, points))
                .collect(),
        )
    };
    let named = |answers: Vec<AnswersTo>| -> Vec<String> {
        let figures = figures(answers);
        figures.weakest().map(|topic| topic.topic.clone()).collect()
    };
    let few = || of("p/one-slip/q", 1, 0.0);
    assert_eq!(
        named(vec![
            of("p/fair/q", 3, 60.0),
            few(),
            of("p/bad/q", 2, 10.0),
            of("p/bad/r", 2, 10.0),
            of("p/strong/q", 9, 90.0),
        ]),
        ["bad", "fair"]
    );
    // At the beginning one answer is all there is.
    assert_eq!(named(vec![few(), of("p/strong/q", 1, 90.0)]), ["one-slip"]);
    assert!(named(vec![of("p/strong/q", 3, 90.0)]).is_empty());
}

#[test]
fn a_review_is_the_first_answer_of_a_day_to_a_question_of_an_earlier_day() {
    let answers = vec![
        answered(3, 0, 0.0),
        answered(5, 3, 0.0),
        answered(5, 2, 70.0),
        answered(9, 4, 0.0),
    ];
    let new = figures(vec![to("p/t/a", answers.clone())]).retention;
    assert_eq!((new.reviews, new.recalled), (2, 1));
    assert_eq!(new.share(), Some(0.5));
    // Known from before the period: its first answer within is a review too.
    let mut known = to("p/t/a", answers);
    known.first_day = Some(date(2026, 2, 1));
    let known = figures(vec![known]).retention;
    assert_eq!((known.reviews, known.recalled), (3, 1));
}

#[test]
fn estimates_are_compared_once_there_are_five() {
    let guess = |number, estimate| Answered {
        estimate: Some(estimate),
        ..answered(3, number, 50.0)
    };
    let four: Vec<Answered> = (0..4).map(|number| guess(number, 60)).collect();
    assert_eq!(figures(vec![to("p/t/a", four.clone())]).calibration, None);
    let mut five = four.clone();
    five.push(guess(4, 40));
    five.push(answered(3, 5, 50.0));
    let answers = vec![to("p/t/hard", five), to("p/t/easy", four)];
    let calibration = progress(
        &practiced(answers),
        &levels(&[("p/t/hard", Level::Advanced), ("p/t/easy", Level::Beginner)]),
    )
    .calibration
    .unwrap();
    let bias = |estimates, too_high, off| Bias {
        estimates,
        mean: 50.0,
        too_high,
        off,
    };
    assert_eq!(calibration.overall, bias(9, 70.0 / 9.0, 10.0));
    assert_eq!(calibration.levels, [(Level::Advanced, bias(5, 6.0, 10.0))]);
}

#[test]
fn what_was_missed_most_often_comes_first_then_what_was_missed_last() {
    let missed = |key_point: &str, times, on| MissedPoint {
        question: QuestionId::new("p/t/a"),
        key_point: key_point.to_owned(),
        times,
        last_day: day(on),
        last_answer: 1,
        statement: None,
    };
    let mut practiced = practiced(Vec::new());
    practiced.missed = vec![
        missed("b", 1, 3),
        missed("ahead", 9, 28),
        missed("a", 1, 3),
        missed("late", 1, 4),
        missed("often", 2, 2),
    ];
    let named: Vec<String> = progress(&practiced, &BTreeMap::new())
        .missed
        .into_iter()
        .map(|point| point.key_point)
        .collect();
    assert_eq!(named, ["often", "late", "a", "b"]);
}

#[test]
fn what_is_due_is_in_the_bank_and_within_a_week() {
    let mut practiced = practiced(Vec::new());
    practiced.due = [
        ("a", 2),
        ("b", 20),
        ("c", 21),
        ("d", 26),
        ("e", 27),
        ("gone", 1),
    ]
    .map(|(slug, on)| (QuestionId::new(format!("p/t/{slug}")), day(on)))
    .to_vec();
    let bank = ["a", "b", "c", "d", "e"].map(|slug| format!("p/t/{slug}"));
    let bank: BTreeMap<QuestionId, Level> = bank
        .into_iter()
        .map(|id| (QuestionId::new(id), Level::Beginner))
        .collect();
    assert_eq!(
        progress(&practiced, &bank).due,
        Due {
            today: 2,
            tomorrow: 1,
            week: 4
        }
    );
}
