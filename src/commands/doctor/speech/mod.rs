//! What speaks, records and writes down: each is looked for and tried as a session would use it, though unheard where it can
//! be. Half a second is recorded, and deleted at once; an endpoint gets a test sentence, and only where `[speech]` asks for one.

mod recorder;
mod speaker;
#[cfg(all(test, unix))]
mod tests;
mod transcriber;

use std::io::{self, IsTerminal as _};
use std::time::Duration;

use super::{Scene, missing, note, untested};
use crate::commands::effects::remark;
use crate::commands::voice::AudioEndpoint;
use crate::config;
use crate::speech::{CommandLine, Part};
use crate::terminal::render::Check;
use crate::terminal::{Keys, clean};

/// What is spoken and written down.
const SENTENCE: &str = "One can be changed and the other can not be changed.";

/// What is spoken where someone may hear it.
const WORD: &str = "Viva.";

/// How much is recorded.
const LENGTH: Duration = Duration::from_millis(500);

/// How long each try may take.
#[derive(Debug, Clone, Copy)]
struct Times {
    /// To speak a sentence.
    speak: Duration,
    /// To the first sound of a recording.
    record: Duration,
    /// To write a sentence down, with what has to be loaded first.
    write: Duration,
}

const TIMES: Times = Times {
    speak: Duration::from_secs(20),
    record: Duration::from_secs(5),
    write: Duration::from_secs(60),
};

/// A try of what a session out loud needs.
struct Trial<'a> {
    config: &'a config::Speech,
    times: Times,
    /// The endpoint for this model, or why it is not asked.
    endpoint: &'a dyn Fn(&str) -> Result<AudioEndpoint, NotAsked>,
}

/// Why an endpoint is not asked.
enum NotAsked {
    /// Nothing may be sent; what says so.
    Kept(&'static str),
    /// It can't be asked; in words.
    Why(String),
}

/// Tries the programs and endpoints of `--speak` and `--listen`.
pub(super) fn check(scene: &Scene<'_>, tell: &mut dyn FnMut(Check)) {
    if scene.problem.is_some() {
        tell(untested(
            "out-loud",
            "what the configuration says of it can't be read",
            "repair the configuration first",
        ));
        return;
    }
    if let Some(why) = Keys::unreadable() {
        tell(note(
            "out-loud",
            format!("--speak and --listen don't work {why}"),
            "at another terminal on Linux or macOS they do",
        ));
    }
    if io::stderr().is_terminal() {
        remark(
            "trying what speaks, records and writes down; half a second is recorded, and deleted at once",
        );
    }
    let llm = &scene.args.llm;
    let endpoint = |model: &str| {
        if llm.dry_run {
            return Err(NotAsked::Kept("--dry-run"));
        }
        if scene.shared.offline {
            return Err(NotAsked::Kept("--offline"));
        }
        AudioEndpoint::open(llm, &scene.settings, model).map_err(NotAsked::Why)
    };
    let trial = Trial {
        config: &scene.settings.config.speech,
        times: TIMES,
        endpoint: &endpoint,
    };
    trial.run(tell);
}

impl Trial<'_> {
    fn run(&self, tell: &mut dyn FnMut(Check)) {
        let voice = self.speaker(tell);
        self.recorder(tell);
        self.transcriber(voice, tell);
    }

    /// Whether a session is to do this: it is on, or set up.
    fn wants(&self, part: Part) -> bool {
        let config = self.config;
        let (is_on, by_endpoint) = match part {
            Part::Speaker => (config.speak, config.speak_by_endpoint),
            Part::Recorder => (config.listen, false),
            Part::Transcriber => (config.listen, config.transcribe_by_endpoint),
        };
        is_on || by_endpoint || self.own(part).is_some()
    }

    /// The command of the configuration.
    fn own(&self, part: Part) -> Option<CommandLine> {
        let words = match part {
            Part::Speaker => &self.config.speaker,
            Part::Recorder => &self.config.recorder,
            Part::Transcriber => &self.config.transcriber,
        };
        CommandLine::new(words.iter().cloned())
    }

    /// What does not work: missing where it is wanted.
    fn fault(
        &self,
        part: Part,
        name: &'static str,
        told: &str,
        advice: impl Into<String>,
    ) -> Check {
        let told = clean(told);
        if self.wants(part) {
            missing(name, told, advice)
        } else {
            note(name, told, advice)
        }
    }

    /// That a program fails, with what to do about it.
    fn fails(&self, part: Part, told: &str) -> Check {
        let name = part.setting();
        let advice = if self.own(part).is_some() {
            format!(
                "try the command of `{name}` under [speech] in a shell; an empty list there stands for the first program that is found ({})",
                part.known()
            )
        } else {
            format!("try it in a shell; `{name}` under [speech] names another one")
        };
        self.fault(part, name, &format!("{name}: {told}"), advice)
    }

    /// That there is no program, with what installs one.
    fn absent(&self, part: Part) -> Check {
        let name = part.setting();
        let ways = part.install();
        let ways = ways.map(|(system, command)| format!("{system}: `{command}`"));
        let advice = format!(
            "{}; or name another one as `{name}` under [speech]",
            ways.join(", ")
        );
        let told = format!("none of {} is here", part.known());
        self.fault(part, name, &told, advice)
    }

    /// That an endpoint is not asked.
    fn not_asked(&self, part: Part, why: NotAsked) -> Check {
        let name = part.setting();
        match why {
            NotAsked::Kept(flag) => untested(
                name,
                format!("{name}: an endpoint, as [speech] says; {flag}: nothing was sent"),
                "leave it out to try the endpoint",
            ),
            NotAsked::Why(why) => self.endpoint_fails(part, &why),
        }
    }

    /// That an endpoint fails.
    fn endpoint_fails(&self, part: Part, why: &str) -> Check {
        let name = part.setting();
        self.fault(
            part,
            name,
            &format!("{name}: the endpoint of [speech] does not do it: {why}"),
            "see `base_url`, `api_key_env` and the models under [speech]; a session uses a program instead where one is found",
        )
    }
}

/// Seconds as people read them.
fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
