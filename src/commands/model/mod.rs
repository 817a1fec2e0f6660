//! A language model beside the grade: which one, asked for what, and what becomes of its replies. The grade is made before it is
//! asked, and nothing it says moves it. What goes wrong is one line on standard error.

mod asking;
mod choice;
mod consult;
mod drafting;
mod opinion;
mod teller;
mod told;

use std::time::Duration;

use tokio::runtime::{Builder, Runtime};

use super::effects::{complain, remark};
use super::wiring::Settings;
use crate::cli::{LlmArgs, SharedArgs};
use crate::examiner::{Label, Turn};
use crate::llm::{Client, Limits, LlmError, Retries};
use crate::terminal::Interrupts;
pub(super) use asking::{Form, request};
pub(super) use choice::{NAME_ONE, endpoint, endpoint_of, key, levels};
pub(super) use consult::{Consulted, Shown, say};
pub(super) use told::told;

/// A model that may be asked.
pub(super) struct Model {
    client: Client,
    /// None only while it is dropped.
    runtime: Option<Runtime>,
    interrupts: Interrupts,
    /// The model's name, as it is told to people.
    name: String,
    /// Whether a second opinion is wanted.
    opinion: bool,
    /// Whether it words follow-ups.
    pub(super) follow_ups: bool,
    /// Whether requests are printed and not sent.
    dry_run: bool,
    /// Whether it was said what is sent where.
    introduced: bool,
    /// Whether it was seen to be of no use for this session.
    is_out: bool,
    /// How many drafts in a row came to nothing.
    failures: u32,
    /// What was said about the last grade so far, and of which attempt that is.
    talk: (Option<(usize, u32)>, Vec<Turn>),
}

/// How long an interview waits for a follow-up that is worded by the model.
const PROBE_PATIENCE: Duration = Duration::from_secs(8);

impl Model {
    /// The model that was asked for; none where none was, or where it can't be asked, which is told. It opens no connection.
    pub(super) fn open(
        args: &LlmArgs,
        shared: &SharedArgs,
        settings: &Settings,
        interrupts: &Interrupts,
    ) -> Option<Self> {
        let config = &settings.config.llm;
        let wanted = args.llm || args.dry_run || (config.enabled && !args.no_llm);
        if !wanted {
            return None;
        }
        if shared.offline && !args.dry_run {
            if args.llm {
                complain("--offline wins: no language model is asked");
            }
            return None;
        }
        let runtime = match Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => {
                complain(&format!("no language model is asked: {error}"));
                return None;
            }
        };
        let opened = endpoint(args, config, &runtime).and_then(|endpoint| {
            let name = endpoint.model.clone();
            let limits = Limits {
                first_token: Duration::from_secs(u64::from(config.first_word_seconds)),
                ..Limits::default()
            };
            let client = Client::new(endpoint, limits, Retries::default())
                .map_err(|error| told(&error, None).to_string())?;
            Ok((client, name))
        });
        let (client, name) = match opened {
            Ok(opened) => opened,
            Err(why) => {
                complain(&format!("no language model is asked: {why}"));
                return None;
            }
        };
        Some(Self {
            client,
            runtime: Some(runtime),
            interrupts: interrupts.clone(),
            name: name.unwrap_or_else(|| "the server's model".to_owned()),
            opinion: config.opinion,
            follow_ups: config.follow_ups,
            dry_run: args.dry_run,
            introduced: false,
            is_out: false,
            failures: 0,
            talk: (None, Vec::new()),
        })
    }

    /// Whether requests are shown and not sent.
    pub(super) const fn is_dry(&self) -> bool {
        self.dry_run
    }

    /// Says once what is sent where.
    fn introduce(&mut self) {
        self.introduce_as(
            "each question, its rubric, your answer and its grade",
            "--no-llm or --offline",
        );
    }

    /// The same of other things, and what keeps them here.
    fn introduce_as(&mut self, told: &str, instead: &str) {
        if std::mem::replace(&mut self.introduced, true) {
            return;
        }
        let message = format!(
            "{} is told {told}, at {}; {instead} keeps all of it here",
            self.name,
            self.client.endpoint().host()
        );
        remark(&message);
    }

    /// Says what went wrong. What would go wrong each time is not tried again.
    fn fail(&mut self, error: &LlmError) {
        self.fail_so(error, "The grade stands without it");
    }

    /// The same, and what becomes of it.
    fn fail_so(&mut self, error: &LlmError, outcome: &str) {
        let told = told(error, Some(self.client.endpoint()));
        self.is_out |= told.lasts;
        let rest = if told.lasts {
            ". It is not asked again"
        } else {
            ""
        };
        complain(&format!("{told}{rest}. {outcome}"));
    }

    fn label(&self, prompt: &str) -> Label {
        Label {
            model: self.name.clone(),
            prompt: prompt.to_owned(),
            date: super::keeper::local_day(jiff::Timestamp::now()),
        }
    }
}

impl Drop for Model {
    fn drop(&mut self) {
        // A name that is still being resolved is not waited for.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
