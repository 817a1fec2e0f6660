//! What is kept of past sessions, and what it comes to.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::day;

/// `viva stats`.
#[derive(Debug, Args)]
pub struct StatsArgs {
    /// From this day on
    #[arg(long, value_name = "DATE", value_parser = day, conflicts_with = "days")]
    pub since: Option<Date>,
    /// So many days, the last of them today [default: 30]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub days: Option<u16>,
    /// Take this day for today
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub at: Option<Date>,
    /// Numbers and words instead of marks: for screen readers (also ACCESSIBLE=1)
    #[arg(long)]
    pub plain: bool,
}

/// `viva history ...`.
#[derive(Debug, Subcommand)]
pub enum HistoryCommand {
    /// List the sessions, latest first
    List,
    /// Show a session with its answers and grades
    Show {
        /// The session's number
        #[arg(value_name = "SESSION")]
        session: i64,
    },
    /// Print everything as JSON, one attempt a line
    Export,
    /// Take over what `viva history export` printed, here or elsewhere; sessions that are here already stay as they are
    Import {
        /// The file (`-`: standard input)
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Delete sessions for good; asks once
    Delete {
        /// The sessions' numbers
        #[arg(value_name = "SESSION", required_unless_present = "all")]
        sessions: Vec<i64>,
        /// Every session
        #[arg(long, conflicts_with = "sessions")]
        all: bool,
    },
    /// Grade old answers with today's engine and rubrics, beside the grades of their day
    Regrade {
        /// The sessions' numbers [default: all]
        #[arg(value_name = "SESSION")]
        sessions: Vec<i64>,
    },
    /// Print where the sessions are kept
    Path,
}
