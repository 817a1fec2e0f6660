//! What must hold of the figures, whatever a history holds.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Span;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use viva::assessment::{Level, QuestionId};
use viva::grading::Score;
use viva::interview::{Answered, AnswersTo, MissedPoint, Practiced, progress};
use viva::report::stats_line;
use viva::terminal::Look;
use viva::terminal::render::{PeriodName, stats};

/// Mostly days near each other; now and then any day at all.
fn any_day() -> impl Strategy<Value = Date> {
    prop_oneof![
        20 => (0..60_i64).prop_map(|days| date(2026, 3, 1) + Span::new().days(days)),
        1 => prop::sample::select(vec![Date::MIN, Date::MAX, date(2028, 2, 29)]),
    ]
}

fn any_question() -> impl Strategy<Value = QuestionId> {
    let slugs = vec![
        "p/typing/a",
        "p/typing/b",
        "p/oop/c",
        "no-topic",
        "",
        "p/\u{1b}[2J/d",
    ];
    prop::sample::select(slugs).prop_map(QuestionId::new)
}

prop_compose! {
    fn any_answer()(
        day in any_day(),
        number in any::<i64>(),
        session in 0..4_i64,
        position in prop_oneof![0..4_usize, Just(usize::MAX)],
        take in prop_oneof![1..4_u32, Just(u32::MAX)],
        points in -10.0..110.0_f64,
        estimate in prop::option::of(any::<u8>()),
        is_recalled in any::<bool>(),
    ) -> Answered {
        Answered { day, number, session, position, take, score: Score::new(points), estimate, is_recalled }
    }
}

prop_compose! {
    fn any_answers()(
        question in any_question(),
        first_day in prop::option::of(any_day()),
        answers in prop::collection::vec(any_answer(), 0..30),
    ) -> AnswersTo {
        AnswersTo { question, first_day, answers }
    }
}

prop_compose! {
    fn any_missed()(
        question in any_question(),
        key_point in ".{0,12}",
        times in prop_oneof![0..5_usize, Just(usize::MAX)],
        last_day in any_day(),
        statement in prop::option::of(".{0,200}"),
    ) -> MissedPoint {
        MissedPoint { question, key_point, times, last_day, last_answer: 0, statement }
    }
}

prop_compose! {
    fn any_practised()(
        from in any_day(),
        today in any_day(),
        seconds in prop_oneof![0..100_000_u64, Just(u64::MAX)],
        answers in prop::collection::vec(any_answers(), 0..8),
        days in prop::collection::vec(any_day(), 0..40),
        missed in prop::collection::vec(any_missed(), 0..8),
        due in prop::collection::vec((any_question(), any_day()), 0..8),
    ) -> Practiced {
        Practiced { from, today, took: Duration::from_secs(seconds), answers, days, missed, due }
    }
}

fn levels() -> BTreeMap<QuestionId, Level> {
    [
        ("p/typing/a", Level::Beginner),
        ("p/typing/b", Level::Advanced),
        ("p/oop/c", Level::Advanced),
    ]
    .map(|(id, level)| (QuestionId::new(id), level))
    .into()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn figures_stay_in_range_whatever_was_practised(practised in any_practised()) {
        let figures = progress(&practised, &levels());
        let within = |answer: &&Answered| (practised.from..=practised.today).contains(&answer.day);
        let given = practised.answers.iter().flat_map(|of| &of.answers).filter(within).count();
        prop_assert!(figures.answers <= given && figures.sessions <= figures.answers);
        prop_assert_eq!(figures.mean.is_some(), figures.answers > 0);
        prop_assert_eq!(figures.trend.iter().map(|stretch| stretch.answers).sum::<usize>(), figures.answers);
        prop_assert_eq!(figures.topics.iter().map(|topic| topic.answers).sum::<usize>(), figures.answers);
        prop_assert!(figures.trend.is_sorted_by(|a, b| a.to < b.from));
        prop_assert!(figures.streak <= practised.days.len());
        prop_assert!(figures.last_day.is_none_or(|day| day <= practised.today));
        prop_assert!(figures.missed.iter().all(|point| point.last_day <= practised.today));

        prop_assert!(figures.retention.recalled <= figures.retention.reviews && figures.retention.reviews <= given);
        prop_assert_eq!(figures.retention.share().is_some(), figures.retention.reviews > 0);
        prop_assert!(figures.retention.share().is_none_or(|share| (0.0..=1.0).contains(&share)));

        if let Some(calibration) = &figures.calibration {
            let of_levels = calibration.levels.iter().map(|(_, bias)| bias);
            for bias in of_levels.chain([&calibration.overall]) {
                prop_assert!(bias.estimates >= 5 && bias.estimates <= calibration.overall.estimates);
                prop_assert!((-100.0..=100.0).contains(&bias.too_high), "{:?}", bias);
                prop_assert!((0.0..=100.0).contains(&bias.off), "{:?}", bias);
                prop_assert!(bias.too_high.abs() <= bias.off + 1e-9, "{:?}", bias);
            }
        }
        prop_assert!(figures.due.today + figures.due.tomorrow <= figures.due.week);
        prop_assert!(figures.due.week <= practised.due.len());
    }

    #[test]
    fn figures_are_the_same_in_whatever_order_a_history_is_read(mut practised in any_practised()) {
        // As in a history: no two tries carry the same number, no point of a question stands there twice.
        for (number, answer) in practised.answers.iter_mut().flat_map(|of| &mut of.answers).enumerate() {
            answer.number = i64::try_from(number).unwrap();
            answer.take = u32::try_from(number).unwrap();
        }
        for (number, point) in practised.missed.iter_mut().enumerate() {
            point.key_point = number.to_string();
        }
        let mut turned = practised.clone();
        turned.days.reverse();
        turned.missed.reverse();
        turned.due.reverse();
        for of_question in &mut turned.answers {
            of_question.answers.reverse();
        }
        prop_assert_eq!(progress(&turned, &levels()), progress(&practised, &levels()));
    }

    #[test]
    fn figures_can_be_shown_at_any_width(practised in any_practised(), width in 0..120_usize, plain in any::<bool>()) {
        let figures = progress(&practised, &levels());
        let look = Look { width, plain, colored: false, numbers: true };
        for period in [PeriodName::Days(30), PeriodName::Since(practised.from)] {
            let text = stats(&figures, period, &look);
            prop_assert!(!text.contains('\u{1b}'), "{}", text);
        }
        let line = stats_line(&figures);
        prop_assert!(serde_json::from_str::<serde_json::Value>(&line).is_ok(), "{}", line);
    }
}
