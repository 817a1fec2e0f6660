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

/// `viva history dispute`.
#[derive(Debug, Args)]
pub struct DisputeArgs {
    /// The session's number [default: the latest with an answer]
    #[arg(value_name = "SESSION")]
    pub session: Option<i64>,
    /// The question: its id, or the end of it
    #[arg(long, value_name = "ID")]
    pub question: Option<String>,
    /// The point or belief: its number among those that can be overruled, or its id
    #[arg(long, value_name = "N|ID")]
    pub point: Option<String>,
    /// The words of the answer that say the point, or that were misread as the belief [default: those that came closest]
    #[arg(long, value_name = "TEXT", requires = "point")]
    pub words: Option<String>,
    /// Take back what was overruled last of that answer
    #[arg(long, conflicts_with_all = ["point", "words"])]
    pub undo: bool,
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
        /// Work out the adjusted scores anew too, by your own phrases as they are now
        #[arg(long)]
        personal: bool,
    },
    /// Overrule a verdict on an answer by words of it: the grade stays, and an adjusted score stands beside it
    Dispute(DisputeArgs),
    /// Print where the sessions are kept
    Path,
}
