//! What is reported of past sessions, and how.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

/// `viva report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The session's number [default: the latest with an answer]
    #[arg(value_name = "SESSION", conflicts_with_all = ["since", "all"])]
    pub session: Option<i64>,
    /// Every session that began on this day or later, such as 2026-03-31
    #[arg(long, value_name = "DATE", value_parser = super::day, conflicts_with = "all")]
    pub since: Option<Date>,
    /// Every session
    #[arg(long)]
    pub all: bool,
    /// The results of a class instead: what `viva grade --jsonl` printed, requests with `student` (`-`: standard input)
    ///
    /// How the scores are spread, the hardest key points, the most held misconceptions, and a page for each student. The
    /// answers themselves are not in the results; the words that earned or lost something are. With `-o FOLDER/` each
    /// student gets a file of their own beside index.html.
    #[arg(long, value_name = "RESULTS", conflicts_with_all = ["session", "since", "all"])]
    pub class: Option<PathBuf>,
    /// The format [default: by the ending of FILE, else html]
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub format: Option<ReportFormat>,
    /// The file to write, or to replace (`-`: standard output) [default: at a terminal a page goes to a new file in this
    /// folder, anything else to standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Open the page in the browser
    #[arg(long)]
    pub open: bool,
}

/// The format of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// A page: one file that needs no network.
    Html,
    /// Markdown.
    #[value(alias = "markdown")]
    Md,
    /// JSON.
    Json,
}
