//! The one loop of a session: hears, tells the machine, carries out what it wants.

mod aloud;
mod beside;
mod right;

use std::collections::VecDeque;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use crate::assessment::{Answer, QuestionId};
use crate::bank::Bank;
use crate::commands::keeper::Keeper;
use crate::commands::model::Model;
use crate::commands::open_bank::read_gradable;
use crate::commands::voice::{Taken, Voice};
use crate::commands::wiring::terminal_width;
use crate::commands::{Exit, Failure};
use crate::grading::Grade;
use crate::interview::{Context, Effect, Event, Material, Session};
use crate::report::{grade_line, with_fields};
use crate::terminal::{Heard, Look, Reader, clean, escape_json, render, slash_commands};
use crate::text::Delivery;
pub(in crate::commands) use beside::said_fields;
pub(in crate::commands) use right::Beside;

/// What a session runs with.
pub(in crate::commands) struct Stage<'a> {
    /// Where questions come from.
    pub(in crate::commands) bank: &'a Bank,
    /// Who listens.
    pub(in crate::commands) reader: Box<dyn Reader>,
    /// Where the session is kept.
    pub(in crate::commands) keeper: Keeper,
    /// How text is to look.
    pub(in crate::commands) look: Look,
    /// The widest that text gets, on a terminal that is wider.
    pub(in crate::commands) widest: usize,
    /// What is printed.
    pub(in crate::commands) output: Output,
    /// The language model beside the grades, where there is one.
    pub(in crate::commands) model: Option<Model>,
    /// What speaks and listens.
    pub(in crate::commands) voice: Voice,
    /// How the answer that was recorded last was given, until its grade is shown.
    pub(in crate::commands) delivery: Option<Delivery>,
    /// The data folder, from which phrases of the learner's own are read where the session itself is not kept.
    pub(in crate::commands) data: Option<PathBuf>,
    /// What such phrases make of its answers.
    pub(in crate::commands) beside: Beside,
    /// A result that waits for what the model says of it, for a script.
    pub(in crate::commands) waiting: Option<String>,
}

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::commands) enum Output {
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
    pub(in crate::commands) fn run(mut self, mut session: Session) -> Result<Exit, Failure> {
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
        self.carry_out(effects, None, session, damaged)?;
        while !session.is_over() {
            self.keeper.begin(now().now);
            let asks_to_record = self.voice.speak(&mut *self.reader);
            let heard = if asks_to_record && self.voice.listens() && session.is_answering() {
                Ok(Heard::Record)
            } else if session.is_looking_back() {
                self.reader.last_word()
            } else if session.is_estimating() {
                self.reader.estimate()
            } else {
                self.reader.next()
            };
            let heard = heard.map_err(|error| {
                Stop::Failed(Failure::outside(format!(
                    "the answer can't be read: {error}"
                )))
            })?;
            let mut taken = None;
            let event = match heard {
                Heard::Answer(text) if session.is_answering() => {
                    let first_key = self.reader.first_key();
                    let (answer, beside) = self.voice.take(text, first_key);
                    taken = beside;
                    Event::Answered(answer)
                }
                Heard::Answer(text) => Event::Answered(Answer::typed(text)),
                Heard::Record => {
                    self.voice.listen(&mut *self.reader, &self.look)?;
                    continue;
                }
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
            self.carry_out(effects, taken, session, damaged)?;
        }
        Ok(exit)
    }

    fn carry_out(
        &mut self,
        effects: Vec<Effect>,
        mut taken: Option<Taken>,
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
            self.keep_taken(&effect, &mut taken);
            self.adjust(&effect, session);
            let told = match effect {
                Effect::Open(id) => Some(match self.open(&id) {
                    Ok(material) => Event::Opened(Box::new(material)),
                    Err(problem) => {
                        *damaged = true;
                        complain(&problem);
                        Event::Unreadable
                    }
                }),
                Effect::SeekProbe { about, point } => {
                    Some(Event::ProbeWorded(self.word_probe(&about, point)?))
                }
                Effect::Consult(about) => {
                    self.consult(&about)?;
                    None
                }
                Effect::Discuss { about, text } => {
                    self.discuss(&about, &text)?;
                    None
                }
                Effect::Overrule { attempt, said } => {
                    self.overrule(&attempt, &said)?;
                    None
                }
                Effect::Prefill(text) => {
                    self.reader.prefill(text);
                    None
                }
                effect => {
                    self.display(&effect, session)?;
                    if self.output == Output::Terminal {
                        self.beside_voice(&effect)?;
                    }
                    None
                }
            };
            // What follows from it comes before what was waiting.
            let following = told.map(|event| session.apply(event, &now()));
            for next in following.into_iter().flatten().rev() {
                waiting.push_front(next);
            }
        }
        // Nobody was asked after all.
        if let Some(line) = self.waiting.take() {
            self.show(&format!("{}\n", escape_json(&line)))?;
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
        let item = read_gradable(self.bank, entry)?;
        Ok(Material {
            prepared: Arc::new(self.bank.prepare_item(&item)),
            question: item.question,
            content_hash: item.hash,
        })
    }

    fn display(&mut self, effect: &Effect, session: &Session) -> io::Result<()> {
        if self.output == Output::Json {
            return match effect {
                // What a model says of it stands in fields of its own.
                Effect::ShowGrade(shown) if self.model.is_some() => {
                    let line = line(&shown.question, &shown.content_hash, &shown.grade);
                    self.waiting = Some(with_fields(&line, &self.personal_field(session)));
                    Ok(())
                }
                Effect::ShowGrade(shown) | Effect::HoldGrade(shown) => {
                    let line = line(&shown.question, &shown.content_hash, &shown.grade);
                    self.result(&line, session)
                }
                Effect::ShowRecovery(shown) | Effect::HoldRecovery(shown) => {
                    let line = line(&shown.question, &shown.content_hash, &shown.after);
                    self.result(&line, session)
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
                text.push_str(&self.beside_grade(session));
                if self.output == Output::Terminal {
                    text.push_str(&render::after_grade(look));
                }
                text
            }
            Effect::ShowRecovery(shown) => {
                render::recovery(&shown.key_point, shown.before, &shown.after, look)
                    + &self.beside_grade(session)
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
            } => {
                render::scorecard(*ending, scorecard, self.keeper.saved(), look)
                    + &self.beside_end(session)
            }
            Effect::Finish {
                ending, summary, ..
            } => {
                render::summary(*ending, summary, self.keeper.saved(), look)
                    + &self.beside_end(session)
            }
            Effect::Open(_)
            | Effect::Consult(_)
            | Effect::SeekProbe { .. }
            | Effect::Discuss { .. }
            | Effect::Overrule { .. }
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

    fn result(&self, line: &str, session: &Session) -> io::Result<()> {
        let line = with_fields(line, &self.personal_field(session));
        self.show(&format!("{}\n", escape_json(&line)))
    }

    fn show(&self, text: &str) -> io::Result<()> {
        print(text)
    }

    /// A blank line before what the candidate types.
    fn gap(&self) -> io::Result<()> {
        if self.output == Output::Terminal {
            self.show("\n")?;
        }
        Ok(())
    }
}

fn print(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// The result object of an answer.
fn line(question: &QuestionId, content_hash: &str, grade: &Grade) -> String {
    grade_line(
        &serde_json::Value::Null,
        Some(question),
        content_hash,
        grade,
    )
}

/// The time, which the machine is told with each event.
pub(in crate::commands) fn now() -> Context {
    Context {
        now: Timestamp::now(),
    }
}

/// Says something on standard error; a session goes on even where nobody listens there.
pub(in crate::commands) fn complain(message: &str) {
    let _ = writeln!(anstream::stderr().lock(), "warning: {}", clean(message));
}

/// Says something on standard error that is no warning.
pub(in crate::commands) fn remark(message: &str) {
    let _ = writeln!(anstream::stderr().lock(), "note: {}", clean(message));
}
