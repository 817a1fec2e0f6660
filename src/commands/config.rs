//! `viva config ...`: where the configuration is, and what it says.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::output::{print, print_path};
use super::wiring::settings;
use super::{Exit, Failure};
use crate::cli::{ConfigCommand, SharedArgs};
use crate::config::{EXAMPLE, config_file};

/// Runs `viva config ...`.
pub(super) fn run(command: &ConfigCommand, shared: &SharedArgs) -> Result<Exit, Failure> {
    match command {
        ConfigCommand::Path => print_path(&path(shared)?)?,
        ConfigCommand::Show => print(&settings(shared)?.config.to_toml())?,
        ConfigCommand::Init => init(&path(shared)?)?,
    }
    Ok(Exit::Done)
}

fn path(shared: &SharedArgs) -> Result<PathBuf, Failure> {
    shared.config.clone().or_else(config_file).ok_or_else(|| {
        Failure::outside("there is no home folder to keep a configuration in")
            .hint("name a file with --config FILE or VIVA_CONFIG")
    })
}

fn init(path: &Path) -> Result<(), Failure> {
    let refused = |error: io::Error| {
        if error.kind() == io::ErrorKind::AlreadyExists {
            Failure::usage(format!(
                "{}: there is a configuration already",
                path.display()
            ))
            .hint("it is left as it is; edit it, or remove it first")
        } else {
            Failure::outside(format!("{}: {error}", path.display()))
                .hint("name another file with --config FILE or VIVA_CONFIG")
        }
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(refused)?;
    }
    // Never over a file that is there: it holds someone's choices.
    File::create_new(path)
        .and_then(|mut file| file.write_all(EXAMPLE.as_bytes()))
        .map_err(refused)?;
    print_path(path)
}
