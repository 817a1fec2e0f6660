//! Whatever happens, in whatever order and at whatever time: a session stays consistent, and what is recorded is what was
//! said.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use proptest::prelude::*;

use super::bench::{at, material};
use crate::assessment::{Answer, Level, QuestionId};
use crate::interview::session::Session;
use crate::interview::{
    Attempt, Candidate, Effect, Event, Notice, Policy, Pool, PoolQuestion, ProbeTaken,
};

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
    let out_of_place = prop::sample::select(vec![Step::Open, Step::Unreadable]);
    let left = prop::sample::select(vec![Step::Pause, Step::End]);
    prop_oneof![
        30 => said.prop_map(Step::Say),
        15 => asked,
        8 => out_of_place,
        1 => left,
    ]
}

fn any_policy() -> impl Strategy<Value = Policy> {
    (any::<[bool; 6]>(), 0..3_u8).prop_map(
        |(
            [
                hints,
                last_word,
                feedback_at_once,
                warm_up,
                estimates,
                numbers,
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
        },
    )
}

/// What a session is made of, so that it can be made again from its attempts.
#[derive(Debug, Clone)]
struct Kind {
    policy: Policy,
    questions: usize,
    pool: bool,
    minutes: Option<u64>,
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

impl Kind {
    fn session(&self, attempts: Vec<Attempt>) -> Session {
        let ids = (1..=self.questions).map(|n| QuestionId::new(format!("p/{}/q{n}", n % 2)));
        if !self.pool {
            return Session::new(self.policy, ids.collect(), attempts);
        }
        let questions = ids.enumerate().map(|(at, id)| PoolQuestion {
            candidate: Candidate {
                id,
                variant_of: None,
            },
            level: Level::ALL[at % 3],
            minutes: 1,
        });
        let pool = Pool {
            questions: questions.collect(),
            count: self.questions.min(3),
            limit: self
                .minutes
                .map(|minutes| Duration::from_secs(60 * minutes)),
        };
        Session::interview(self.policy, pool, 3, attempts)
    }
}

/// The edge and the store of a session, played and watched.
struct Watch {
    kind: Kind,
    session: Session,
    /// What the store holds.
    kept: Vec<Attempt>,
    /// The answers that were recorded, in attempts or probes.
    recorded: Vec<String>,
    notes: usize,
    finished: usize,
    /// The question that was asked for and not given yet.
    wanted: Option<QuestionId>,
    second: i64,
}

impl Watch {
    fn new(kind: Kind) -> Self {
        let session = kind.session(Vec::new());
        Self {
            kind,
            session,
            kept: Vec::new(),
            recorded: Vec::new(),
            notes: 0,
            finished: 0,
            wanted: None,
            second: 0,
        }
    }

    fn apply(&mut self, event: Event) -> Vec<Effect> {
        let effects = self.session.apply(event, &at(self.second));
        self.carry_out(&effects);
        effects
    }

    /// Does what an edge does, and holds what must hold of every effect.
    fn carry_out(&mut self, effects: &[Effect]) {
        let numbers_shown = self.kind.policy.feedback_at_once;
        for effect in effects {
            assert_eq!(self.finished, 0, "{effect:?} after the end");
            match effect {
                Effect::Open(id) => self.wanted = Some(id.clone()),
                Effect::Record(attempt) => {
                    let place = (attempt.position, attempt.take);
                    let is_new = |kept: &Attempt| (kept.position, kept.take) != place;
                    assert!(self.kept.iter().all(is_new), "{place:?} twice");
                    assert!(attempt.probes.is_empty());
                    // Giving up a further try leaves no trace.
                    assert!(attempt.answer.is_some() || attempt.take == 1);
                    self.recorded
                        .extend(attempt.answer.as_ref().map(|answer| answer.text.clone()));
                    self.kept.push((**attempt).clone());
                }
                Effect::Amend(attempt) => {
                    let kept = self.kept_at(attempt.position, attempt.take);
                    // These and no others are what the store amends.
                    kept.model_answer_seen = attempt.model_answer_seen;
                    kept.disputed = attempt.disputed;
                    kept.estimate = attempt.estimate;
                }
                Effect::RecordProbe {
                    position,
                    take,
                    number,
                    probe,
                } => {
                    self.recorded.push(probe.answer.text.clone());
                    let kept = self.kept_at(*position, *take);
                    assert_eq!(kept.probes.len(), *number);
                    kept.probes.push((**probe).clone());
                }
                Effect::RecordNote { .. } => self.notes += 1,
                Effect::ShowGrade(shown) | Effect::HoldGrade(shown) => {
                    let last = self.kept.last().expect("a grade is of something recorded");
                    assert_eq!(last.grade.as_ref(), Some(&shown.grade));
                    assert_eq!(last.estimate, shown.guess);
                    let is_shown = matches!(effect, Effect::ShowGrade(_));
                    assert_eq!(is_shown, numbers_shown);
                }
                Effect::ShowRecovery(shown) | Effect::HoldRecovery(shown) => {
                    let probe = self.kept.last().and_then(|kept| kept.probes.last());
                    assert_eq!(probe.map(|probe| &probe.after), Some(&shown.after));
                    let is_shown = matches!(effect, Effect::ShowRecovery(_));
                    assert_eq!(is_shown, numbers_shown);
                }
                Effect::ShowWhy { .. } | Effect::ShowModelAnswer(_) => assert!(numbers_shown),
                Effect::Finish { summary, .. } => {
                    self.finished += 1;
                    let counted = self.kept.iter().filter(|kept| !kept.warm_up);
                    let positions: BTreeSet<usize> = counted.map(|kept| kept.position).collect();
                    assert_eq!(summary.lines.len(), positions.len());
                }
                Effect::Ask(_)
                | Effect::AskProbe { .. }
                | Effect::AskEstimate
                | Effect::ShowHint { .. }
                | Effect::Prefill(_)
                | Effect::Say(_)
                | Effect::OfferLastWord => {}
            }
        }
    }

    fn kept_at(&mut self, position: usize, take: u32) -> &mut Attempt {
        let found = self
            .kept
            .iter_mut()
            .find(|kept| (kept.position, kept.take) == (position, take));
        found.expect("what is amended was recorded")
    }

    /// Gives the question that was asked for.
    fn open(&mut self) {
        while let Some(id) = self.wanted.take() {
            self.apply(Event::Opened(Box::new(material(&id))));
        }
    }

    /// What must hold between two events.
    fn check(&self) {
        assert_eq!(self.session.attempts(), self.kept);
        assert_eq!(self.session.is_over(), self.finished == 1);
        let mut takes: BTreeMap<usize, u32> = BTreeMap::new();
        for attempt in &self.kept {
            let take = takes.entry(attempt.position).or_default();
            *take += 1;
            assert_eq!(attempt.take, *take);
            let warm_up = self.kind.policy.warm_up && attempt.position == 0;
            assert_eq!(attempt.warm_up, warm_up);
            assert!(attempt.estimate.is_none() || self.kind.policy.estimates);
            assert!(attempt.probes.len() <= usize::from(self.kind.policy.probes));
            let asked: BTreeSet<usize> = attempt.probes.iter().map(index).collect();
            assert_eq!(
                asked.len(),
                attempt.probes.len(),
                "a point was probed twice"
            );
        }
        let positions: Vec<usize> = takes.into_keys().collect();
        assert_eq!(positions, (0..positions.len()).collect::<Vec<_>>());
    }

    /// A session made again from what is kept asks what this one would ask next, at its first try.
    fn check_resumed(self) {
        let resumed = self.kind.session(self.kept.clone()).start();
        let mut watch = self;
        let mut effects = vec![];
        if let Some(id) = watch.wanted.clone() {
            effects.push(Effect::Open(id));
        }
        let is_first = |watch: &Self| {
            let asked = watch.session.position;
            !watch.kept.iter().any(|kept| kept.position == asked)
        };
        // A second try, a probe, a guess, a last word: given up, so that what comes next is the next question.
        while !watch.session.is_over() && !is_first(&watch) {
            effects = watch.apply(Event::Skipped);
            assert!(!effects.is_empty());
        }
        let next = |effects: &[Effect]| match effects.last() {
            Some(Effect::Open(id)) => Some(id.clone()),
            Some(Effect::Finish { .. }) | None => None,
            other => panic!("{other:?}"),
        };
        let expected = if watch.session.is_over() {
            None
        } else {
            Some(watch.session.plan[watch.session.position].clone())
        };
        assert_eq!(next(&resumed), expected);
    }
}

fn index(probe: &ProbeTaken) -> usize {
    probe.index
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
            Step::Explain => Event::ExplanationRequested,
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
