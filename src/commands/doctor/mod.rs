//! `viva doctor`: what is there and what is missing. Groups of checks, each with a file of its own; a check is data, and one that
//! fails says what to do.

mod bank;
mod configuration;
mod data;
mod endpoint;
mod model;
mod requests;
mod speech;
mod terminal;

use serde::Serialize;

use super::output::{print, print_json};
use super::wiring::{Settings, look, settings};
use super::{Exit, Failure};
use crate::cli::{DoctorArgs, SharedArgs};
use crate::config::{Config, data_folder};
use crate::grading::ENGINE_VERSION;
use crate::terminal::Look;
use crate::terminal::render::{Check, Outcome, check, check_heading, check_result};

/// The version of the shape of `--json`.
const SCHEMA: u32 = 1;

/// What the checks look at.
struct Scene<'a> {
    args: &'a DoctorArgs,
    shared: &'a SharedArgs,
    /// The settings in force; the defaults where the configuration can't be read.
    settings: Settings,
    /// Why the configuration can't be read.
    problem: Option<Failure>,
}

/// Checks that belong together.
struct Group {
    title: &'static str,
    /// Looks, and tells each check as soon as it is known.
    check: fn(&Scene<'_>, &mut dyn FnMut(Check)),
}

/// Everything that is looked at, in this order.
const GROUPS: &[Group] = &[
    Group {
        title: "Configuration",
        check: configuration::check,
    },
    Group {
        title: "Data",
        check: data::check,
    },
    Group {
        title: "Questions",
        check: bank::check,
    },
    Group {
        title: "Terminal",
        check: terminal::check,
    },
    Group {
        title: "Out loud",
        check: speech::check,
    },
    Group {
        title: "Language model",
        check: model::check,
    },
];

/// Runs `viva doctor`.
pub(super) fn run(args: &DoctorArgs, shared: &SharedArgs) -> Result<Exit, Failure> {
    let (settings, problem) = match settings(shared) {
        Ok(settings) => (settings, None),
        Err(failure) => (
            Settings {
                config: Config::default(),
                data: shared.data_dir.clone().or_else(data_folder),
            },
            Some(failure),
        ),
    };
    let look = look(shared, &settings.config, args.plain);
    let scene = Scene {
        args,
        shared,
        settings,
        problem,
    };
    let mut told = Told {
        checks: Vec::new(),
        look: (!shared.json).then_some(look),
        failed: None,
    };
    told.print(|_| format!("viva {} (engine {ENGINE_VERSION})\n", version()));
    for group in GROUPS {
        told.print(|look| check_heading(group.title, look));
        (group.check)(&scene, &mut |found| told.tell(found));
    }
    told.end()
}

/// What was found so far.
struct Told {
    checks: Vec<Check>,
    /// How it is printed as it is found; none for programs, which get all of it at the end.
    look: Option<Look>,
    failed: Option<Failure>,
}

impl Told {
    fn tell(&mut self, found: Check) {
        self.print(|look| check(&found, look));
        self.checks.push(found);
    }

    fn print(&mut self, text: impl FnOnce(&Look) -> String) {
        if let (Some(look), None) = (&self.look, &self.failed) {
            self.failed = print(&text(look)).err();
        }
    }

    fn end(mut self) -> Result<Exit, Failure> {
        let is_missing = |check: &Check| check.outcome == Outcome::Missing;
        let exit = if self.checks.iter().any(is_missing) {
            Exit::No
        } else {
            Exit::Done
        };
        let checks = std::mem::take(&mut self.checks);
        self.print(|look| check_result(&checks, look));
        if self.look.is_none() {
            let found = Found {
                schema: SCHEMA,
                version: version(),
                engine: ENGINE_VERSION,
                ok: exit == Exit::Done,
                checks: checks.iter().map(one).collect(),
            };
            let json = serde_json::to_string(&found).unwrap_or_default();
            print_json(&(json + "\n"))?;
        }
        self.failed.map_or(Ok(exit), Err)
    }
}

/// What was found, for programs.
#[derive(Serialize)]
struct Found<'a> {
    schema: u32,
    version: &'static str,
    engine: &'static str,
    ok: bool,
    checks: Vec<FoundCheck<'a>>,
}

#[derive(Serialize)]
struct FoundCheck<'a> {
    name: &'static str,
    /// None where nothing was tested: neither right nor wrong.
    ok: Option<bool>,
    told: &'a str,
    advice: Option<&'a str>,
}

fn one(check: &Check) -> FoundCheck<'_> {
    FoundCheck {
        name: check.name,
        ok: match check.outcome {
            Outcome::Fine | Outcome::Note => Some(true),
            Outcome::Untested => None,
            Outcome::Missing => Some(false),
        },
        told: &check.told,
        advice: check.advice.as_deref(),
    }
}

const fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

fn fine(name: &'static str, told: impl Into<String>) -> Check {
    Check {
        name,
        outcome: Outcome::Fine,
        told: told.into(),
        advice: None,
    }
}

fn note(name: &'static str, told: impl Into<String>, advice: impl Into<String>) -> Check {
    Check {
        outcome: Outcome::Note,
        advice: Some(advice.into()),
        ..fine(name, told)
    }
}

fn untested(name: &'static str, told: impl Into<String>, advice: impl Into<String>) -> Check {
    Check {
        outcome: Outcome::Untested,
        ..note(name, told, advice)
    }
}

fn missing(name: &'static str, told: impl Into<String>, advice: impl Into<String>) -> Check {
    Check {
        outcome: Outcome::Missing,
        ..note(name, told, advice)
    }
}
