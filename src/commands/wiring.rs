//! From flags, environment and configuration to what the other modules need. The one place that sees them all.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use super::Failure;
use crate::cli::{ColorWhen, SharedArgs};
use crate::config::{Config, config_file, data_folder};
use crate::history::Store;
use crate::terminal::{Interrupts, Look, Repl, ReplOptions, clean};

/// Fills in what the environment says where the command line says nothing. An empty variable says nothing either.
pub(super) fn add_environment(shared: &mut SharedArgs) {
    let named = |name| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    shared.data_dir = shared.data_dir.take().or_else(|| named("VIVA_DATA_DIR"));
    shared.config = shared.config.take().or_else(|| named("VIVA_CONFIG"));
}

/// The configuration in force, and where it would be.
pub(super) struct Settings {
    /// The configuration.
    pub(super) config: Config,
    /// The data folder; none without a home folder.
    pub(super) data: Option<PathBuf>,
}

impl Settings {
    /// The history; none where there is no file of it.
    pub(super) fn store(&self) -> Result<Option<Store>, Failure> {
        match &self.data {
            Some(data) => Ok(Store::open_existing(data)?),
            None => Ok(None),
        }
    }
}

/// Reads the configuration and finds the data folder.
pub(super) fn settings(shared: &SharedArgs) -> Result<Settings, Failure> {
    let config = match &shared.config {
        Some(path) => read_config(path)?.ok_or_else(|| {
            Failure::usage(format!("{}: no such configuration file", path.display()))
                .hint("`viva config init` writes one with every setting and its default")
        })?,
        None => match config_file() {
            Some(path) => read_config(&path)?.unwrap_or_default(),
            None => Config::default(),
        },
    };
    Ok(Settings {
        config,
        data: shared.data_dir.clone().or_else(data_folder),
    })
}

/// The configuration of a file; none when there is no such file.
pub(super) fn read_config(path: &Path) -> Result<Option<Config>, Failure> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(Failure::usage(format!("{}: {error}", path.display()))
                .hint("make it readable, or name another one with --config FILE"));
        }
    };
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure::usage(format!(
            "{}:1:1: not UTF-8 text: save the file as UTF-8",
            path.display()
        ))
    })?;
    Config::parse(&text).map(Some).map_err(|error| {
        Failure::usage(clean(&format!("{}:{error}", path.display())))
            .hint("`viva config show` prints every setting; config.example.toml explains them")
    })
}

/// Whether both ends are a terminal, so that there is someone to talk with.
pub(super) fn is_interactive(shared: &SharedArgs) -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal() && !shared.json
}

/// How text is to look. Sets the choice of colour for everything that is printed.
pub(super) fn look(shared: &SharedArgs, config: &Config, plain: bool) -> Look {
    use anstream::ColorChoice;
    let chosen = match shared.color {
        Some(ColorWhen::Auto) => "auto",
        Some(ColorWhen::Always) => "always",
        Some(ColorWhen::Never) => "never",
        None => config.display.color.as_str(),
    };
    match chosen {
        "always" => ColorChoice::Always,
        "never" => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
    .write_global();
    let widest = usize::from(config.display.width);
    Look {
        width: if io::stdout().is_terminal() {
            terminal_width(widest)
        } else {
            widest
        },
        plain: plain || config.display.plain || is_accessible(),
        colored: anstream::AutoStream::choice(&io::stdout()) != ColorChoice::Never,
        numbers: true,
    }
}

/// Whether the environment asks for what a screen reader can read.
pub(super) fn is_accessible() -> bool {
    std::env::var_os("ACCESSIBLE").is_some_and(|value| !value.is_empty() && value != "0")
}

/// The columns that text may fill on the terminal as it is now.
pub(super) fn terminal_width(widest: usize) -> usize {
    textwrap::termwidth().min(widest)
}

/// The command of the user's own editor.
pub(super) fn editor() -> Option<String> {
    ["VISUAL", "EDITOR"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|command| !command.trim().is_empty())
}

/// A line editor at the terminal; in a session, Ctrl-C asks `leave_question`.
pub(super) fn repl(look: Look, leave_question: &str) -> Result<Repl, Failure> {
    repl_that(look, leave_question, false, Interrupts::unheard())
}

/// The same, where an empty line may mean that someone is about to speak.
pub(super) fn repl_that(
    look: Look,
    leave_question: &str,
    listens: bool,
    interrupts: Interrupts,
) -> Result<Repl, Failure> {
    Repl::new(ReplOptions {
        look,
        editor: editor(),
        leave_question: leave_question.to_owned(),
        listens,
        interrupts,
    })
    .map_err(unreadable)
}

/// A terminal that can't be read.
pub(super) fn unreadable(error: io::Error) -> Failure {
    Failure::outside(format!("the terminal can't be read: {error}"))
}
