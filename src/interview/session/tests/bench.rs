//! A session on a bench: its edge played by the test.

use std::sync::{Arc, LazyLock};

use jiff::Timestamp;

use crate::assessment::{Answer, KeyPoint, Kind, Level, Lexicon, Question, QuestionId, Rubric};
use crate::grading::{Prepared, prepare};
use crate::interview::session::Session;
use crate::interview::{Attempt, Context, Effect, Event, Material, Policy};

pub(super) fn at(second: i64) -> Context {
    Context {
        now: Timestamp::from_second(1_700_000_000 + second).unwrap(),
    }
}

pub(super) fn material(id: &QuestionId) -> Material {
    let question = Question {
        id: id.clone(),
        prompt: "What is a tuple?".to_owned(),
        code: None,
        level: Level::Beginner,
        kind: Kind::Open,
        minutes: 1,
        sources: Vec::new(),
        variant_of: None,
        hints: vec!["nudge".to_owned(), "push".to_owned()],
        model_answer: "A tuple is immutable.".to_owned(),
        follow_ups: Vec::new(),
    };
    Material {
        question,
        prepared: Arc::clone(&PREPARED),
        content_hash: "hash".to_owned(),
    }
}

/// The rubric of every question, made ready once.
static PREPARED: LazyLock<Arc<Prepared>> = LazyLock::new(|| {
    let point = |id: &str, statement: &str| KeyPoint {
        id: id.to_owned(),
        statement: statement.to_owned(),
        weight: 1.0,
        essential: false,
        subject: None,
        patterns: Vec::new(),
        wrong: Vec::new(),
        probe: Some(format!("And what of {id}?")),
    };
    let rubric = Rubric {
        key_points: vec![
            point("change", "A tuple is immutable"),
            point("order", "A tuple keeps its order"),
        ],
        ..Rubric::default()
    };
    let (prepared, _) = prepare(&rubric, "What is a tuple?", Kind::Open, &Lexicon::default());
    Arc::new(prepared)
});

/// A session with its edge: what it opens is opened, the rest is told by name.
pub(super) struct Bench {
    pub(super) session: Session,
    pub(super) second: i64,
    pub(super) last: Vec<Effect>,
}

impl Bench {
    pub(super) fn new(policy: Policy, questions: usize, attempts: Vec<Attempt>) -> Self {
        let plan = (1..=questions)
            .map(|number| QuestionId::new(format!("p/t/q{number}")))
            .collect();
        Self {
            session: Session::new(policy, plan, attempts),
            second: 0,
            last: Vec::new(),
        }
    }

    pub(super) fn start(&mut self) -> Vec<String> {
        let effects = self.session.start();
        self.told(effects)
    }

    pub(super) fn apply(&mut self, event: Event) -> Vec<String> {
        self.second += 10;
        let effects = self.session.apply(event, &at(self.second));
        self.told(effects)
    }

    pub(super) fn answer(&mut self, text: &str) -> Vec<String> {
        self.apply(Event::Answered(Answer::typed(text)))
    }

    pub(super) fn told(&mut self, effects: Vec<Effect>) -> Vec<String> {
        let mut names = Vec::new();
        self.last.clear();
        let mut waiting = effects;
        waiting.reverse();
        while let Some(effect) = waiting.pop() {
            if let Effect::Open(id) = &effect {
                let opened = Event::Opened(Box::new(material(id)));
                let more = self.session.apply(opened, &at(self.second));
                waiting.extend(more.into_iter().rev());
                continue;
            }
            names.push(name(&effect));
            self.last.push(effect);
        }
        names
    }
}

pub(super) fn name(effect: &Effect) -> String {
    match effect {
        Effect::Open(id) => format!("open {id}"),
        Effect::Ask(asked) => format!(
            "ask {} of {}{}",
            if asked.warm_up {
                "warm-up".to_owned()
            } else {
                asked.number.to_string()
            },
            asked
                .total
                .map_or("some".to_owned(), |total| total.to_string()),
            if asked.again { " again" } else { "" }
        ),
        Effect::AskProbe { .. } => "probe".to_owned(),
        Effect::AskEstimate => "guess?".to_owned(),
        Effect::Consult(about) => format!("consult {}.{}", about.position, about.take),
        Effect::SeekProbe { point, .. } => format!("seek probe {point}"),
        Effect::Discuss { text, .. } => format!("discuss {text}"),
        Effect::HoldGrade(_) => "hold grade".to_owned(),
        Effect::HoldRecovery(_) => "hold recovery".to_owned(),
        Effect::ShowHint { number, total, .. } => format!("hint {number} of {total}"),
        Effect::Record(attempt) => format!(
            "record {}.{}{}",
            attempt.position,
            attempt.take,
            if attempt.answer.is_some() {
                ""
            } else {
                " skipped"
            }
        ),
        Effect::RecordProbe {
            position,
            take,
            number,
            ..
        } => format!("record probe {position}.{take}.{number}"),
        Effect::Amend(attempt) => format!("amend {}.{}", attempt.position, attempt.take),
        Effect::RecordNote { position, text, .. } => format!("record note {position} {text}"),
        Effect::ShowGrade(shown) => format!(
            "grade{}{}",
            if shown.before.is_some() { " again" } else { "" },
            shown
                .estimate
                .map_or(String::new(), |guess| format!(", guessed {guess}")),
        ),
        Effect::ShowRecovery(_) => "recovery".to_owned(),
        Effect::ShowWhy { .. } => "why".to_owned(),
        Effect::Overrule { said, .. } => format!("overrule {said:?}"),
        Effect::ShowModelAnswer(_) => "model answer".to_owned(),
        Effect::Prefill(text) => format!("prefill {text}"),
        Effect::Say(notice) => format!("say {notice:?}"),
        Effect::OfferLastWord => "last word".to_owned(),
        Effect::Finish { ending, .. } => format!("finish {ending:?}"),
    }
}
