//! Delivery figures against figures counted by hand.

use super::*;

fn seconds(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

/// Words of 0.4 s with these pauses before them.
fn timed(words: &[(&str, f64)]) -> Vec<TimedWord> {
    let mut now = 0.0;
    words
        .iter()
        .map(|(word, pause)| {
            now += pause;
            let from = seconds(now);
            now += 0.4;
            TimedWord {
                word: (*word).to_owned(),
                from,
                to: seconds(now),
            }
        })
        .collect()
}

#[test]
fn figures_are_as_counted_by_hand() {
    // 28 words; um twice, uh, you know, sort of, I mean: 6 fillers. I think and maybe: 2 hedges.
    let said = "um so a list is sort of mutable you know and um a tuple is uh not I mean I think it is \
                fixed and maybe faster";
    let delivery = spoken_delivery(said, &[], seconds(12.0), seconds(60.0));
    assert_eq!(delivery.words, 27);
    assert_eq!(delivery.pace, Some(135.0));
    assert_eq!(
        delivery.fillers,
        [
            ("um", 2),
            ("uh", 1),
            ("you know", 1),
            ("i mean", 1),
            ("sort of", 1)
        ]
    );
    assert_eq!(delivery.fillers_a_minute, Some(30.0));
    assert_eq!(delivery.hedges, [("i think", 1), ("maybe", 1)]);
    assert_eq!(delivery.longest_pause, None);
    assert_eq!(delivery.first_word, None);
    assert_eq!(delivery.length, Length::Short);
}

#[test]
fn words_that_carry_meaning_are_no_fillers() {
    for said in [
        "as you know it is fixed",
        "do you know what a tuple is",
        "that is what i mean",
        "a kind of lock",
        "which sort of lock",
        "the merge sort of two lists",
        "I like tuples",
    ] {
        let delivery = spoken_delivery(said, &[], seconds(3.0), seconds(60.0));
        assert_eq!(delivery.fillers, [], "{said}");
    }
}

#[test]
fn pauses_and_the_first_word_come_from_word_times() {
    let words = timed(&[
        ("a", 2.5),
        ("tuple", 0.1),
        ("is", 0.1),
        ("uh", 3.0),
        ("fixed", 0.2),
        ("a", 0.1),
        ("list", 0.1),
        ("can", 0.1),
        ("be", 0.1),
        ("changed", 0.2),
    ]);
    let said = "a tuple is uh fixed a list can be changed";
    // 10 words of 0.4 s and 4.0 s between them: 8 s, so 75 words a minute.
    let delivery = spoken_delivery(said, &words, seconds(99.0), seconds(8.0));
    assert_eq!(delivery.spoke_for, seconds(8.0));
    assert!((delivery.pace.unwrap() - 75.0).abs() < 1e-9);
    assert_eq!(delivery.longest_pause, Some(seconds(3.0)));
    assert_eq!(delivery.first_word, Some(seconds(2.5)));
    assert_eq!(delivery.length, Length::AsAsked);
}

#[test]
fn a_few_words_have_no_pace_and_nothing_has_nothing() {
    let few = spoken_delivery("no it is not", &[], seconds(1.0), seconds(60.0));
    assert_eq!((few.words, few.pace, few.fillers_a_minute), (4, None, None));
    let none = spoken_delivery(" ... ", &[], Duration::ZERO, Duration::ZERO);
    assert_eq!((none.words, none.pace), (0, None));
}

#[test]
fn a_typed_answer_is_told_by_its_times_and_length() {
    let delivery = typed_delivery(
        "A list can be changed - a tuple can't.",
        Some(seconds(4.0)),
        seconds(150.0),
        seconds(120.0),
    );
    assert_eq!(delivery.words, 8);
    assert_eq!(delivery.first_key, Some(seconds(4.0)));
    assert_eq!(delivery.length, Length::AsAsked);
    assert_eq!(Length::of(seconds(151.0), seconds(120.0)), Length::Long);
    assert_eq!(Length::of(seconds(59.0), seconds(120.0)), Length::Short);
}
