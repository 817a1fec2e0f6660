//! Which endpoint is asked: from flags, environment and configuration, each taken as a set.

use std::time::Duration;

use tokio::runtime::Runtime;

use crate::cli::LlmArgs;
use crate::config::Llm;
use crate::llm::{Endpoint, KeyError, KeySource, Level, Levels, Secret, choose, read_key};

/// How long a command has to print the key.
const KEY_PATIENCE: Duration = Duration::from_secs(20);

/// The address that a dry run shows where none is configured: nothing is sent there.
const NOWHERE: &str = "http://localhost/v1";

/// How to name an endpoint.
pub(in crate::commands) const NAME_ONE: &str =
    "name one with --base-url URL, VIVA_BASE_URL or `base_url` under [llm] (`viva config init`)";

/// The endpoint that counts, or why there is none.
pub(in crate::commands) fn endpoint(
    args: &LlmArgs,
    config: &Llm,
    runtime: &Runtime,
) -> Result<Endpoint, String> {
    endpoint_in(&levels(args, config), args, runtime)
}

fn endpoint_in(levels: &Levels, args: &LlmArgs, runtime: &Runtime) -> Result<Endpoint, String> {
    let chosen = choose(levels).map_err(|error| error.to_string())?;
    let Some(chosen) = chosen else {
        if args.dry_run {
            return Endpoint::new(NOWHERE, None, args.model.clone())
                .map_err(|error| error.to_string());
        }
        return Err(format!("no endpoint is configured; {NAME_ONE}"));
    };
    let key = match &chosen.key {
        Some(source) if !args.dry_run => {
            Some(key(source, runtime).map_err(|error| error.to_string())?)
        }
        _ => None,
    };
    Endpoint::new(&chosen.base_url, key, chosen.model).map_err(|error| error.to_string())
}

/// What flags, environment and configuration say, each as a set.
pub(in crate::commands) fn levels(args: &LlmArgs, config: &Llm) -> Levels {
    Levels {
        flags: Level {
            base_url: args.base_url.clone(),
            model: args.model.clone(),
            key: None,
        },
        config: level_of(config),
        ..Levels::from_environment(lookup)
    }
}

/// The endpoint that this configuration names, and nothing else with it.
pub(in crate::commands) fn endpoint_of(
    config: &Llm,
    runtime: &Runtime,
) -> Result<Endpoint, String> {
    let levels = Levels {
        config: level_of(config),
        ..Levels::default()
    };
    endpoint_in(&levels, &LlmArgs::default(), runtime)
}

fn level_of(config: &Llm) -> Level {
    Level {
        base_url: said(&config.base_url),
        model: said(&config.model),
        key: said(&config.api_key_cmd)
            .map(KeySource::Command)
            .or_else(|| said(&config.api_key_env).map(KeySource::Variable)),
    }
}

/// The key of this source; a command that prints it is run.
pub(in crate::commands) fn key(source: &KeySource, runtime: &Runtime) -> Result<Secret, KeyError> {
    runtime.block_on(read_key(source, lookup, KEY_PATIENCE))
}

fn lookup(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn said(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}
