//! What sets Viva up: its configuration, and a look at what is missing.

use clap::{Args, Subcommand};

use super::LlmArgs;

/// `viva config ...`.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Print where the configuration file is
    Path,
    /// Print the configuration in force
    Show,
    /// Write a configuration file with every setting and its default
    Init,
}

/// `viva doctor`.
#[derive(Debug, Args)]
#[command(
    mut_arg("llm", |arg| arg.help("Test the language model [default: `enabled` under `[llm]`]")),
    mut_arg("dry_run", |arg| arg.help("Print the exact requests of the test, and send nothing"))
)]
pub struct DoctorArgs {
    /// Words instead of marks: for screen readers (also ACCESSIBLE=1)
    #[arg(long)]
    pub plain: bool,
    /// The language model.
    #[command(flatten)]
    pub llm: LlmArgs,
}
