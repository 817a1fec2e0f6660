//! A session whose edge and store are played, and watched: what must hold of every effect, and between two events.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::bench::{at, material};
use crate::assessment::{Level, QuestionId};
use crate::interview::session::Session;
use crate::interview::{Attempt, Candidate, Effect, Event, Policy, Pool, PoolQuestion, ProbeTaken};

/// What a session is made of, so that it can be made again from its attempts.
#[derive(Debug, Clone)]
pub(super) struct Kind {
    pub(super) policy: Policy,
    pub(super) questions: usize,
    pub(super) pool: bool,
    pub(super) minutes: Option<u64>,
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
pub(super) struct Watch {
    pub(super) kind: Kind,
    pub(super) session: Session,
    /// What the store holds.
    kept: Vec<Attempt>,
    /// The answers that were recorded, in attempts or probes.
    pub(super) recorded: Vec<String>,
    pub(super) notes: usize,
    pub(super) finished: usize,
    /// Whether a probe was asked for and not given yet.
    seeking: bool,
    /// The question that was asked for and not given yet.
    pub(super) wanted: Option<QuestionId>,
    pub(super) second: i64,
}

impl Watch {
    pub(super) fn new(kind: Kind) -> Self {
        let session = kind.session(Vec::new());
        Self {
            kind,
            session,
            kept: Vec::new(),
            recorded: Vec::new(),
            notes: 0,
            finished: 0,
            seeking: false,
            wanted: None,
            second: 0,
        }
    }

    pub(super) fn apply(&mut self, event: Event) -> Vec<Effect> {
        let effects = self.session.apply(event, &at(self.second));
        self.carry_out(&effects);
        effects
    }

    /// Does what an edge does, and holds what must hold of every effect.
    pub(super) fn carry_out(&mut self, effects: &[Effect]) {
        let numbers_shown = self.kind.policy.feedback_at_once;
        for effect in effects {
            // At its end an interview may still be told of; nothing else comes after it.
            let is_last_word = matches!(effect, Effect::Consult(_)) && !numbers_shown;
            assert!(
                self.finished == 0 || is_last_word,
                "{effect:?} after the end"
            );
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
                    assert_eq!(last.estimate, shown.estimate);
                    let is_shown = matches!(effect, Effect::ShowGrade(_));
                    assert_eq!(is_shown, numbers_shown);
                }
                Effect::ShowRecovery(shown) | Effect::HoldRecovery(shown) => {
                    let probe = self.kept.last().and_then(|kept| kept.probes.last());
                    assert_eq!(probe.map(|probe| &probe.after), Some(&shown.after));
                    let is_shown = matches!(effect, Effect::ShowRecovery(_));
                    assert_eq!(is_shown, numbers_shown);
                }
                Effect::ShowWhy { .. } | Effect::ShowModelAnswer(_) | Effect::Overrule { .. } => {
                    assert!(numbers_shown);
                }
                Effect::Finish { summary, .. } => {
                    self.finished += 1;
                    let counted = self.kept.iter().filter(|kept| !kept.warm_up);
                    let positions: BTreeSet<usize> = counted.map(|kept| kept.position).collect();
                    assert_eq!(summary.lines.len(), positions.len());
                }
                Effect::Consult(about) => {
                    assert!(self.kind.policy.consults);
                    let kept = self.kept_at(about.position, about.take);
                    assert_eq!(kept.grade.as_ref(), Some(&about.grade));
                    assert_eq!(kept.answer.as_ref(), Some(&about.answer));
                }
                Effect::Discuss { .. } => {
                    assert!(self.kind.policy.consults && numbers_shown);
                }
                Effect::SeekProbe { about, .. } => {
                    assert!(self.kind.policy.asks_for_probes);
                    let last = self
                        .kept
                        .last()
                        .expect("a probe is about something recorded");
                    assert_eq!((last.position, last.take), (about.position, about.take));
                    self.seeking = true;
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

    /// Gives the question or the probe that was asked for.
    pub(super) fn open(&mut self) {
        while let Some(id) = self.wanted.take() {
            self.apply(Event::Opened(Box::new(material(&id))));
        }
        if std::mem::take(&mut self.seeking) {
            let worded = (self.second % 2 == 0).then(|| "And what follows?".to_owned());
            self.apply(Event::ProbeWorded(worded));
        }
    }

    /// What must hold between two events.
    pub(super) fn check(&self) {
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
    pub(super) fn check_resumed(self) {
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
