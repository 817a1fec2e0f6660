//! `viva man`: the manual, one page for the whole program or one for each command.

use std::fs;
use std::path::Path;

use clap::CommandFactory as _;
use clap_mangen::{Man, generate_to};

use super::output::{print_path, write_bytes};
use super::{Exit, Failure};
use crate::cli::Cli;

/// Runs `viva man`.
pub(super) fn run(to: Option<&Path>) -> Result<Exit, Failure> {
    let command = Cli::command()
        .version(env!("CARGO_PKG_VERSION"))
        .propagate_version(true)
        .disable_help_subcommand(true);
    let Some(folder) = to else {
        let mut page = Vec::new();
        Man::new(command)
            .render(&mut page)
            .map_err(|error| Failure::outside(format!("the page can't be made: {error}")))?;
        write_bytes(&page)?;
        return Ok(Exit::Done);
    };
    fs::create_dir_all(folder)
        .and_then(|()| generate_to(command, folder))
        .map_err(|error| {
            Failure::outside(format!("{}: {error}", folder.display()))
                .hint("name a folder that can be written")
        })?;
    print_path(folder)?;
    Ok(Exit::Done)
}
