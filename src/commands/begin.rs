//! Beginning a session and holding it, whichever command asked for it: at a terminal, through a pipe, or for a script.

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use super::effects::{Beside, Output, Stage};
use super::keeper::Keeper;
use super::model::Model;
use super::open_bank::open_bank;
use super::voice::Voice;
use super::wiring::{Settings, is_interactive, look, repl_that, settings};
use super::{Exit, Failure, interview, rules};
use crate::bank::Bank;
use crate::cli::{LlmArgs, SessionArgs, SharedArgs, VoiceArgs};
use crate::history::{NewSession, SessionOptions};
use crate::interview::{Attempt, Session};
use crate::terminal::{Interrupts, Look, Pipe, Reader, stdin_has_more};

/// What a session is held with.
pub(super) struct Setup<'a> {
    /// Options of every command.
    pub(super) shared: &'a SharedArgs,
    /// The configuration and the data folder.
    pub(super) settings: Settings,
    /// How text is to look.
    pub(super) look: Look,
    /// Where the questions come from.
    pub(super) bank: Bank,
}

impl<'a> Setup<'a> {
    /// What the options of a command say.
    pub(super) fn of(shared: &'a SharedArgs, session: &SessionArgs) -> Result<Self, Failure> {
        let settings = settings(shared)?;
        let look = look(shared, &settings.config, session.plain);
        Ok(Self::new(shared, settings, look))
    }

    /// The same where settings and look are known; opens the bank.
    pub(super) fn new(shared: &'a SharedArgs, settings: Settings, look: Look) -> Self {
        Self {
            shared,
            settings,
            look,
            bank: open_bank(shared),
        }
    }

    /// What every session keeps to be gone on with: the banks, and so many probes unless the options say otherwise.
    pub(super) fn options(&self, session: &SessionArgs, probes: u8) -> SessionOptions {
        SessionOptions {
            probes: session.probes.unwrap_or(probes),
            probes_asked: session.probes.is_some(),
            bank: absolute(&self.shared.bank),
            only_bank: absolute(&self.shared.only_bank),
            ..SessionOptions::default()
        }
    }

    /// A session as it began, with what was tried of it since.
    pub(super) fn session(&self, began: &NewSession, attempts: Vec<Attempt>) -> Session {
        if began.mode == interview::MODE {
            return interview::session(&self.bank, began, attempts);
        }
        let policy = rules::practice(&began.options, self.shared);
        Session::new(policy, began.plan.clone(), attempts)
    }

    /// Begins a new session and holds it; it is kept unless the options say otherwise.
    pub(super) fn begin(&self, began: NewSession, options: &SessionArgs) -> Result<Exit, Failure> {
        let session = self.session(&began, Vec::new());
        let keeper = if options.no_save {
            Keeper::off()
        } else {
            Keeper::of(self.settings.data.clone(), began, options.at)
        };
        self.hold(session, keeper, (&options.llm, &options.voice))
    }

    /// Holds a session to its end, with a language model beside it and out loud where that is wanted.
    pub(super) fn hold(
        &self,
        session: Session,
        keeper: Keeper,
        (llm, out_loud): (&LlmArgs, &VoiceArgs),
    ) -> Result<Exit, Failure> {
        let interactive = is_interactive(self.shared);
        let interrupts = Interrupts::new();
        let model = Model::open(llm, self.shared, &self.settings, &interrupts);
        let session = match &model {
            Some(model) => session.beside_model(model.follow_ups),
            None => session,
        };
        let voice = Voice::open((llm, out_loud), self.shared, &self.settings, interactive);
        let look = Look {
            numbers: session.policy().numbers,
            ..self.look
        };
        Stage {
            bank: &self.bank,
            reader: reader(
                (interactive, keeper.is_keeping(), voice.listens()),
                look,
                interrupts,
            )?,
            output: output(interactive, self.shared),
            data: self.settings.data.clone(),
            beside: Beside::resumed(&keeper),
            keeper,
            look,
            widest: usize::from(self.settings.config.display.width),
            model,
            voice,
            delivery: None,
            waiting: None,
        }
        .run(session)
    }
}

/// Who listens: a line editor at a terminal, else a reader of lines.
fn reader(
    (interactive, keeping, listens): (bool, bool, bool),
    look: Look,
    interrupts: Interrupts,
) -> Result<Box<dyn Reader>, Failure> {
    if !interactive {
        return Ok(Box::new(Pipe::new(io::stdin(), stdin_has_more)));
    }
    let leave_question = match keeping {
        true => "Leave? The session is saved.",
        false => "Leave? Nothing of this session is saved.",
    };
    match repl_that(look, leave_question, listens, interrupts) {
        Ok(repl) => Ok(Box::new(repl)),
        Err(failure) => Err(failure.hint("answers may also come through a pipe, one a line")),
    }
}

/// What is printed.
const fn output(interactive: bool, shared: &SharedArgs) -> Output {
    match (shared.json, interactive) {
        (true, _) => Output::Json,
        (false, true) => Output::Terminal,
        (false, false) => Output::Text,
    }
}

/// Whether someone types, wherever the output goes.
pub(super) fn is_talking() -> bool {
    io::stdin().is_terminal()
}

fn absolute(folders: &[PathBuf]) -> Vec<String> {
    folders
        .iter()
        .map(|folder| {
            let absolute = std::path::absolute(folder);
            absolute.as_ref().unwrap_or(folder).display().to_string()
        })
        .collect()
}
