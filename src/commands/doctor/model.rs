//! The language model: which one counts, whose keys are used, and whether it may be asked. Only then is it tested.

use std::io::{self, IsTerminal as _};
use std::time::Duration;

use tokio::runtime::Builder;

use super::endpoint::Trial;
use super::requests::preview;
use super::{Scene, fine, missing, note, untested};
use crate::commands::effects;
use crate::commands::model::{NAME_ONE, key, levels, told};
use crate::commands::output::print;
use crate::llm::{
    Chosen, Client, Endpoint, KeySource, Level, LevelName, Levels, Limits, Retries, choose,
};
use crate::terminal::render::Check;

/// A base URL as one writes it.
const SUCH_AS: &str = "write it like http://127.0.0.1:11434/v1";

/// Checks the language model.
pub(super) fn check(scene: &Scene<'_>, tell: &mut dyn FnMut(Check)) {
    let args = &scene.args.llm;
    if scene.problem.is_some() {
        tell(untested(
            "language-model",
            "what the configuration says of it can't be read",
            "repair the configuration first",
        ));
        return;
    }
    let config = &scene.settings.config.llm;
    let wanted = !args.no_llm && (args.llm || args.dry_run || config.enabled);
    let levels = levels(args, config);
    let chosen = match choose(&levels) {
        Ok(Some(chosen)) => chosen,
        Ok(None) => {
            let told = "no endpoint is configured";
            tell(if wanted {
                missing("endpoint", told, NAME_ONE)
            } else {
                let told = format!("{told}, and none is needed: grades are made without one");
                note(
                    "endpoint",
                    told,
                    format!("for comments on each grade, {NAME_ONE}"),
                )
            });
            for level in keyed(&levels) {
                tell(unused_key(level, &levels, None));
            }
            return;
        }
        Err(error) if wanted => return tell(missing("endpoint", error.to_string(), SUCH_AS)),
        Err(error) => return tell(note("endpoint", error.to_string(), SUCH_AS)),
    };
    let endpoint = match Endpoint::new(&chosen.base_url, None, chosen.model.clone()) {
        Ok(endpoint) => endpoint,
        Err(error) => return tell(missing("endpoint", error.to_string(), SUCH_AS)),
    };
    tell(fine("endpoint", told_of(&chosen, &endpoint)));
    for level in &chosen.keys_unused {
        tell(unused_key(*level, &levels, Some(&endpoint)));
    }
    if args.dry_run {
        // For programs, standard output holds the checks alone.
        let text = preview(&endpoint);
        if scene.shared.json {
            anstream::eprint!("{text}");
        } else {
            let _ = print(&text);
        }
    }
    match untouched(scene) {
        Some(check) => tell(check),
        None => ask(scene, &chosen, tell),
    }
}

/// Why it is not contacted, if it is not.
fn untouched(scene: &Scene<'_>) -> Option<Check> {
    let args = &scene.args.llm;
    let enabled = scene.settings.config.llm.enabled;
    let (told, advice) = if args.dry_run {
        (
            "--dry-run: nothing was sent",
            "leave it out to test the endpoint",
        )
    } else if scene.shared.offline {
        (
            "--offline wins: nothing was sent",
            "leave it out to test the endpoint",
        )
    } else if args.no_llm {
        (
            "--no-llm: nothing was sent",
            "leave it out to test the endpoint",
        )
    } else if args.llm || enabled {
        return None;
    } else {
        (
            "it is off, so nothing was sent: a key or an address is no consent",
            "`viva doctor --llm` tests it; --llm turns it on for a session, `enabled = true` under [llm] for all",
        )
    };
    Some(untested("connection", told, advice))
}

/// Tests the endpoint, with its key.
fn ask(scene: &Scene<'_>, chosen: &Chosen, tell: &mut dyn FnMut(Check)) {
    let runtime = match Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            let advice = "the system has no room for one more; try again";
            return tell(missing("connection", error.to_string(), advice));
        }
    };
    let key = match chosen.key.as_ref().map(|source| key(source, &runtime)) {
        None => None,
        Some(Ok(key)) => Some(key),
        Some(Err(error)) => {
            let advice = "see `api_key_env` and `api_key_cmd` under [llm]; a server that wants no key needs neither";
            return tell(missing("key", error.to_string(), advice));
        }
    };
    let limits = Limits {
        first_token: Duration::from_secs(u64::from(scene.settings.config.llm.first_word_seconds)),
        ..Limits::default()
    };
    let client = Endpoint::new(&chosen.base_url, key, chosen.model.clone())
        .map_err(|error| missing("endpoint", error.to_string(), SUCH_AS))
        .and_then(|endpoint| {
            Client::new(endpoint, limits, Retries::none()).map_err(|error| {
                let told = told(&error, None);
                missing("connection", told.what, told.advice.unwrap_or_default())
            })
        });
    match client {
        Ok(client) => {
            if io::stderr().is_terminal() {
                effects::remark(
                    "testing it; a model that has to be loaded first may take a minute",
                );
            }
            let wants_opinion = scene.settings.config.llm.opinion;
            Trial::new(&client, &runtime, wants_opinion).run(tell);
        }
        Err(fault) => tell(fault),
    }
    // A name that is still being resolved is not waited for.
    runtime.shutdown_background();
}

/// "qwen2.5 at 127.0.0.1:11434 (this machine), from `[llm]`; no key"
fn told_of(chosen: &Chosen, endpoint: &Endpoint) -> String {
    let model = match &endpoint.model {
        Some(model) => model.as_str(),
        None => "no model named",
    };
    let key = match &chosen.key {
        None => "no key".to_owned(),
        Some(KeySource::Variable(name)) if std::env::var_os(name).is_none() => {
            format!("its key is to be in {name}, which is not set")
        }
        Some(KeySource::Variable(name)) => format!("its key is in {name}"),
        Some(KeySource::Command(_)) => "its key is what `api_key_cmd` prints".to_owned(),
    };
    format!(
        "{model} at {}, {}, from {}; {key}",
        endpoint.base_url(),
        endpoint.host(),
        from(chosen.from)
    )
}

const fn from(level: LevelName) -> &'static str {
    match level {
        LevelName::Flags => "the command line",
        LevelName::Viva => "VIVA_BASE_URL",
        LevelName::Config => "[llm] in the configuration",
        LevelName::OpenAi => "the environment (OPENAI_...)",
    }
}

/// The levels that name a key.
fn keyed(levels: &Levels) -> Vec<LevelName> {
    [LevelName::Viva, LevelName::Config, LevelName::OpenAi]
        .into_iter()
        .filter(|name| level(levels, *name).key.is_some())
        .collect()
}

const fn level(levels: &Levels, name: LevelName) -> &Level {
    match name {
        LevelName::Flags => &levels.flags,
        LevelName::Viva => &levels.viva,
        LevelName::Config => &levels.config,
        LevelName::OpenAi => &levels.openai,
    }
}

/// A key that goes nowhere, because of its base URL.
fn unused_key(name: LevelName, levels: &Levels, endpoint: Option<&Endpoint>) -> Check {
    let key = match &level(levels, name).key {
        Some(KeySource::Variable(variable)) => format!("the key in {variable}"),
        _ => "the key that `api_key_cmd` prints".to_owned(),
    };
    let why = match (level(levels, name).base_url.is_some(), endpoint) {
        (true, Some(endpoint)) => {
            format!(
                "it was configured with another base URL than {}",
                endpoint.base_url()
            )
        }
        (true, None) => "its base URL does not count".to_owned(),
        (false, _) => "it was configured with no base URL".to_owned(),
    };
    let setting = match name {
        LevelName::Viva => "VIVA_BASE_URL",
        LevelName::OpenAi => "OPENAI_BASE_URL",
        LevelName::Config | LevelName::Flags => "`base_url` under [llm]",
    };
    note(
        "unused-key",
        format!("{key} is not used: {why}"),
        format!(
            "a key goes only where it was configured to go; if it belongs there, set {setting} to the same address"
        ),
    )
}
