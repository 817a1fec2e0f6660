//! Whatever happens, in whatever order and at whatever time: a session stays consistent, and what is recorded is what was
//! said.

use proptest::prelude::*;

use super::bench::material;
use super::watch::{Kind, Watch};
use crate::assessment::{Answer, QuestionId};
use crate::interview::{Effect, Event, Notice, Policy};

/// What is done to a session; what is said gets a number of its own, so that nothing is mistaken for anything else.
#[derive(Debug, Clone, Copy)]
enum Step {
    Say(&'static str),
    /// The question that was asked for, or one that was not.
    Open,
    Unreadable,
    Hint,
    Skip,
    Repeat,
    Why,
    Redo,
    Edit,
    ModelAnswer,
    Disagree,
    Explain,
    /// A probe that nobody is waiting for, or that comes late.
    Worded,
    Note,
    Pause,
    End,
}

fn any_step() -> impl Strategy<Value = Step> {
    let said = prop::sample::select(vec![
        "A tuple is immutable and it keeps its order.",
        "A tuple is immutable.",
        "it keeps its order",
        "A tuple is not immutable.",
        "banana",
        "I don't know.",
        "",
        "70",
        "170",
    ]);
    let asked = prop::sample::select(vec![
        Step::Hint,
        Step::Skip,
        Step::Skip,
        Step::Repeat,
        Step::Why,
        Step::Redo,
        Step::Redo,
        Step::Edit,
        Step::ModelAnswer,
        Step::Disagree,
        Step::Explain,
        Step::Note,
    ]);
    let out_of_place = prop::sample::select(vec![Step::Open, Step::Unreadable, Step::Worded]);
    let left = prop::sample::select(vec![Step::Pause, Step::End]);
    prop_oneof![
        30 => said.prop_map(Step::Say),
        15 => asked,
        8 => out_of_place,
        1 => left,
    ]
}

fn any_policy() -> impl Strategy<Value = Policy> {
    (any::<[bool; 8]>(), 0..3_u8).prop_map(
        |(
            [
                hints,
                last_word,
                feedback_at_once,
                warm_up,
                estimates,
                numbers,
                consults,
                asks_for_probes,
            ],
            probes,
        )| Policy {
            hints,
            probes,
            last_word,
            feedback_at_once,
            warm_up,
            estimates,
            numbers,
            consults,
            asks_for_probes,
        },
    )
}

fn any_kind() -> impl Strategy<Value = Kind> {
    let minutes = prop::option::weighted(0.3, 1..4_u64);
    (any_policy(), 0..5_usize, any::<bool>(), minutes).prop_map(
        |(policy, questions, pool, minutes)| Kind {
            policy,
            questions,
            pool,
            minutes,
        },
    )
}

/// Does these steps; tells the answers that were taken, in order, and leaves the session as it stands.
fn play(kind: Kind, steps: &[(Step, i64, bool)]) -> (Watch, Vec<String>) {
    let mut watch = Watch::new(kind);
    let effects = watch.session.start();
    watch.carry_out(&effects);
    let mut taken = Vec::new();
    for (number, (step, jump, at_once)) in steps.iter().enumerate() {
        // Mostly what is asked for is given at once, as the edge does.
        if *at_once {
            watch.open();
        }
        watch.check();
        watch.second += jump;
        let guessing = watch.session.is_estimating();
        let waiting = watch.wanted.is_some();
        let notes = watch.notes;
        let event = match step {
            Step::Say(words) => {
                // A guess stays a number; an answer is told from every other.
                let text = match guessing {
                    true => (*words).to_owned(),
                    false if words.is_empty() => String::new(),
                    false => format!("{words} ({number})"),
                };
                Event::Answered(Answer::typed(text))
            }
            Step::Open => Event::Opened(Box::new(material(&QuestionId::new("p/t/other")))),
            Step::Unreadable => Event::Unreadable,
            Step::Hint => Event::HintRequested,
            Step::Skip => Event::Skipped,
            Step::Repeat => Event::RepeatRequested,
            Step::Why => Event::WhyRequested,
            Step::Redo => Event::RedoRequested,
            Step::Edit => Event::EditRequested,
            Step::ModelAnswer => Event::ModelAnswerRequested,
            Step::Disagree => Event::Disagreed(number.to_string()),
            Step::Explain => Event::ExplanationRequested(number.to_string()),
            Step::Worded => Event::ProbeWorded(Some(number.to_string())),
            Step::Note => Event::Noted(number.to_string()),
            Step::Pause => Event::Paused,
            Step::End => Event::Ended,
        };
        // The edge gives what was asked for, and nothing else: a stray question while one is waited for is none.
        if waiting && matches!(event, Event::Opened(_)) {
            continue;
        }
        if matches!(event, Event::Unreadable) {
            watch.wanted = None;
        }
        let said = match &event {
            Event::Answered(answer) => Some(answer.text.clone()),
            _ => None,
        };
        let over = watch.session.is_over();
        let is_stray = !waiting && matches!(event, Event::Opened(_) | Event::Unreadable);
        let recorded = watch.recorded.len();
        let effects = watch.apply(event);
        if over || is_stray {
            assert!(effects.is_empty());
        }
        let refused = effects
            .iter()
            .any(|effect| matches!(effect, Effect::Say(Notice::AllAsked)));
        match said {
            Some(text) if !over && !guessing && !refused && !waiting => {
                // It is recorded once, and before all that follows from it.
                assert_eq!(watch.recorded.len(), recorded + 1);
                assert!(matches!(
                    effects.first(),
                    Some(Effect::Record(_) | Effect::RecordProbe { .. })
                ));
                taken.push(text);
            }
            Some(text) => {
                assert_eq!(watch.recorded.len(), recorded);
                // Words in place of a guess are kept too, but for a plain "I don't know".
                if guessing && text.contains(char::is_alphabetic) && !text.contains("know") {
                    assert_eq!(watch.notes, notes + 1);
                }
            }
            None => assert_eq!(watch.recorded.len(), recorded),
        }
        watch.check();
    }
    (watch, taken)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_events_leaves_a_consistent_session(
        kind in any_kind(),
        steps in prop::collection::vec((any_step(), -40..90_i64, prop::bool::weighted(0.75)), 0..40),
    ) {
        let (mut watch, taken) = play(kind, &steps);
        prop_assert_eq!(&watch.recorded, &taken);
        watch.open();
        watch.apply(Event::Ended);
        watch.check();
        prop_assert_eq!(watch.finished, 1);
        prop_assert!(watch.apply(Event::Ended).is_empty());
    }

    #[test]
    fn a_session_made_again_from_its_attempts_asks_the_same_next_question(
        kind in any_kind(),
        steps in prop::collection::vec((any_step(), -40..90_i64, Just(true)), 0..25),
    ) {
        let (watch, _) = play(kind, &steps);
        if !watch.session.is_over() {
            watch.check_resumed();
        }
    }
}
