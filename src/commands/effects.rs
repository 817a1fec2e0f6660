//! The one loop of a session: hears, tells the machine, carries out what it wants.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::Arc;

use jiff::Timestamp;

use super::keeper::Keeper;
use super::wiring::terminal_width;
use super::{Exit, Failure};
use crate::assessment::{Answer, QuestionId};
use crate::bank::Bank;
use crate::grading::Grade;
use crate::interview::{Context, Effect, Event, Material, Session};
use crate::terminal::{Heard, Look, Reader, clean, escape_json, render, slash_commands};

/// What a session runs with.
pub(super) struct Stage<'a> {
    /// Where questions come from.
    pub(super) bank: &'a Bank,
    /// Who listens.
    pub(super) reader: Box<dyn Reader>,
    /// Where the session is kept.
    pub(super) keeper: Keeper,
    /// How text is to look.
    pub(super) look: Look,
    /// The widest that text gets, on a terminal that is wider.
    pub(super) widest: usize,
    /// What is printed.
    pub(super) output: Output,
}

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Output {
    /// Questions, cards and the summary, with key hints for someone at a terminal.
    Terminal,
    /// Questions, cards and the summary.
    Text,
    /// One result object an answer.
    Json,
}

/// Why a session stopped early.
enum Stop {
    /// Nobody reads what is printed any more.
    BrokenPipe,
    /// Something outside failed.
    Failed(Failure),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::BrokenPipe
        } else {
            Self::Failed(Failure::outside(format!("standard output: {error}")))
        }
    }
}

impl Stage<'_> {
    /// Runs a session to its end, and tells the exit code.
    pub(super) fn run(mut self, mut session: Session) -> Result<Exit, Failure> {
        let mut damaged = !self.bank.problems().is_empty();
        let ended = match self.converse(&mut session, &mut damaged) {
            Ok(exit) => exit,
            // Nobody reads any more: what was answered is kept, and the session can be resumed.
            Err(stop) => {
                for effect in session.apply(Event::Ended, &now()) {
                    self.keeper.keep(&effect, now().now);
                }
                match stop {
                    Stop::BrokenPipe => Exit::Done,
                    Stop::Failed(failure) => return Err(failure),
                }
            }
        };
        Ok(if damaged && ended == Exit::Done {
            Exit::Usage
        } else {
            ended
        })
    }

    fn converse(&mut self, session: &mut Session, damaged: &mut bool) -> Result<Exit, Stop> {
        let mut exit = Exit::Done;
        let effects = session.start();
        self.carry_out(effects, session, damaged)?;
        while !session.is_over() {
            self.keeper.begin(now().now);
            let heard = if session.is_looking_back() {
                self.reader.last_word()
            } else if session.is_estimating() {
                self.reader.guess()
            } else {
                self.reader.next()
            };
            let heard = heard.map_err(|error| {
                Stop::Failed(Failure::outside(format!(
                    "the answer can't be read: {error}"
                )))
            })?;
            let event = match heard {
                Heard::Answer(text) => Event::Answered(Answer::typed(text)),
                Heard::Event(event) => event,
                Heard::Help if self.output == Output::Json => continue,
                Heard::Help => {
                    self.show(&slash_commands::help(&self.look))?;
                    self.gap()?;
                    continue;
                }
                Heard::NeedsTerminal(name) => {
                    complain(&format!(
                        "/{name} needs a terminal; /redo asks the question again"
                    ));
                    continue;
                }
                Heard::End => Event::Ended,
                Heard::Interrupted => {
                    exit = Exit::Interrupted;
                    Event::Ended
                }
            };
            let effects = session.apply(event, &now());
            self.carry_out(effects, session, damaged)?;
        }
        Ok(exit)
    }

    fn carry_out(
        &mut self,
        effects: Vec<Effect>,
        session: &mut Session,
        damaged: &mut bool,
    ) -> Result<(), Stop> {
        // The window may have another size by now.
        if self.output == Output::Terminal {
            self.look.width = terminal_width(self.widest);
        }
        let mut waiting = VecDeque::from(effects);
        while let Some(effect) = waiting.pop_front() {
            self.keep(&effect);
            if let Effect::Open(id) = &effect {
                let event = match self.open(id) {
                    Ok(material) => Event::Opened(Box::new(material)),
                    Err(problem) => {
                        *damaged = true;
                        complain(&problem);
                        Event::Unreadable
                    }
                };
                // What follows from it comes before what was waiting.
                for next in session.apply(event, &now()).into_iter().rev() {
                    waiting.push_front(next);
                }
            } else if let Effect::Prefill(text) = effect {
                self.reader.prefill(text);
            } else {
                self.display(&effect)?;
            }
        }
        if !session.is_over() {
            self.gap()?;
        }
        Ok(())
    }

    fn keep(&mut self, effect: &Effect) {
        if matches!(
            effect,
            Effect::Record(_)
                | Effect::RecordProbe { .. }
                | Effect::Amend(_)
                | Effect::RecordNote { .. }
                | Effect::OfferLastWord
                | Effect::Finish { .. }
        ) {
            self.keeper.keep(effect, now().now);
        }
    }

    fn open(&self, id: &QuestionId) -> Result<Material, String> {
        let entry = self.bank.find(id.as_str()).ok_or_else(|| {
            format!("question `{id}` is no longer in the bank: it is passed over")
        })?;
        let item = self
            .bank
            .read(entry)
            .map_err(|problem| problem.to_string())?;
        Ok(Material {
            prepared: Arc::new(self.bank.prepare_item(&item)),
            question: item.question,
            content_hash: item.hash,
        })
    }

    fn display(&mut self, effect: &Effect) -> io::Result<()> {
        if self.output == Output::Json {
            return match effect {
                Effect::ShowGrade(shown) | Effect::HoldGrade(shown) => {
                    self.result(&shown.question, &shown.content_hash, &shown.grade)
                }
                Effect::ShowRecovery(shown) | Effect::HoldRecovery(shown) => {
                    self.result(&shown.question, &shown.content_hash, &shown.after)
                }
                _ => Ok(()),
            };
        }
        let look = &self.look;
        let text = match effect {
            Effect::Ask(asked) => {
                let mut text = render::question(asked, look);
                if self.output == Output::Terminal {
                    text.push_str(&render::key_hints(asked.hints, look));
                }
                text
            }
            Effect::AskProbe { intro, prompt } => render::probe(intro.as_deref(), prompt, look),
            Effect::AskEstimate => render::ask_estimate(look),
            Effect::ShowHint {
                number,
                total,
                text,
            } => render::hint(*number, *total, text, look),
            Effect::ShowGrade(shown) => {
                let mut text = render::shown_card(shown, look);
                if self.output == Output::Terminal {
                    text.push_str(&render::after_grade(look));
                }
                text
            }
            Effect::ShowRecovery(shown) => {
                render::recovery(&shown.key_point, shown.before, &shown.after, look)
            }
            Effect::ShowWhy { grade, behind } => render::why(grade, behind, look),
            Effect::ShowModelAnswer(text) => render::model_answer(text, look),
            // Through a pipe there is no one to tell.
            Effect::OfferLastWord if self.output == Output::Text => return Ok(()),
            Effect::OfferLastWord => render::last_word(look),
            Effect::Say(notice) => render::notice(*notice, look),
            Effect::Finish {
                ending,
                scorecard: Some(scorecard),
                ..
            } => render::scorecard(*ending, scorecard, self.keeper.saved(), look),
            Effect::Finish {
                ending, summary, ..
            } => render::summary(*ending, summary, self.keeper.saved(), look),
            Effect::Open(_)
            | Effect::HoldGrade(_)
            | Effect::HoldRecovery(_)
            | Effect::Record(_)
            | Effect::RecordProbe { .. }
            | Effect::Amend(_)
            | Effect::RecordNote { .. }
            | Effect::Prefill(_) => return Ok(()),
        };
        self.show(&text)
    }

    fn result(&self, question: &QuestionId, content_hash: &str, grade: &Grade) -> io::Result<()> {
        let line = crate::report::grade_line(
            &serde_json::Value::Null,
            Some(question),
            content_hash,
            grade,
        );
        self.show(&format!("{}\n", escape_json(&line)))
    }

    fn show(&self, text: &str) -> io::Result<()> {
        let mut out = anstream::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()
    }

    /// A blank line before what the candidate types.
    fn gap(&self) -> io::Result<()> {
        if self.output == Output::Terminal {
            self.show("\n")?;
        }
        Ok(())
    }
}

/// The time, which the machine is told with each event.
pub(super) fn now() -> Context {
    Context {
        now: Timestamp::now(),
    }
}

/// Says something on standard error; a session goes on even where nobody listens there.
pub(super) fn complain(message: &str) {
    let _ = writeln!(anstream::stderr().lock(), "warning: {}", clean(message));
}
