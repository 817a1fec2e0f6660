//! The command line as plain data: one definition feeds parsing, help, completions and manual pages.

mod bank;
mod history;
mod report;
mod session;
mod setup;
mod voice;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

pub use bank::{BankCommand, DraftingArgs, ImportArgs, MarkArgs, NewArgs, PersonalCommand};
pub use history::{DisputeArgs, HistoryCommand, StatsArgs};
pub use report::{ReportArgs, ReportFormat};
pub use session::{
    InterviewArgs, LlmArgs, PracticeArgs, ResumeArgs, ReviewArgs, RoundArgs, SessionArgs,
};
pub use setup::{ConfigCommand, DoctorArgs};
pub use voice::VoiceArgs;

/// An oral examination at the terminal: it asks, listens, follows up, and grades against key points, offline.
#[derive(Debug, Parser)]
#[command(name = "viva", disable_version_flag = true)]
pub struct Cli {
    /// What to do; without it, a menu for those who have a history, else a practice round.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Options of the round that starts without a command.
    #[command(flatten)]
    pub session: SessionArgs,
    /// How that round goes.
    #[command(flatten)]
    pub round: RoundArgs,
    /// Options of every command.
    #[command(flatten)]
    pub shared: SharedArgs,
    /// Print the version of the program and its grading engine, and the hash of its bank
    #[arg(short = 'V', long)]
    pub version: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Graded practice: ask, answer, grade and feedback at once, then probe what was missed
    Practice(PracticeArgs),
    /// A mock interview: it adapts to how it goes, follows up, and grades only at the end
    Interview(InterviewArgs),
    /// Go over what the schedule says is due, and some new questions
    Review(ReviewArgs),
    /// Go on with an interrupted or paused session
    Resume(ResumeArgs),
    /// Grade one answer, or a stream of them
    Grade(GradeArgs),
    /// Browse, study and check the questions
    #[command(subcommand)]
    Bank(BankCommand),
    /// What you came to: scores over time, what is weak, what was missed, what is due
    Stats(StatsArgs),
    /// Past sessions: list, read, export, import, regrade or delete them
    History {
        /// What to do; without it, the sessions are listed.
        #[command(subcommand)]
        command: Option<HistoryCommand>,
    },
    /// A report of a session, or of many: a page to read, print or send; Markdown; JSON
    Report(ReportArgs),
    /// Where the configuration is, and what it says
    #[command(subcommand)]
    Config(ConfigCommand),
    /// What is there and what is missing, with what to do about it
    ///
    /// Looks at the configuration, the data folder and its history, the questions, the terminal, the programs that speak,
    /// record and write down, and the language model. It changes nothing. The language model is contacted only with --llm, or
    /// `enabled = true` under `[llm]`: then it is sent a few words and one question of the bank with its model answer, nothing
    /// of yours.
    ///
    /// The exit code is 1 when something is missing that is wanted. With --json, `ok` is null where nothing was tested.
    Doctor(DoctorArgs),
    /// Print the completions of a shell, from the same definitions as this help
    Completions {
        /// The shell
        #[arg(value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// Print the manual page (`viva man | man -l -` shows it)
    Man {
        /// Write a page for each command into this folder instead
        #[arg(long, value_name = "DIR")]
        to: Option<PathBuf>,
    },
}

/// Options of every command.
#[derive(Debug, Clone, Default, Args)]
pub struct SharedArgs {
    /// A bank folder that adds to the built-in questions or overrides them (repeatable)
    #[arg(long, value_name = "DIR", global = true)]
    pub bank: Vec<PathBuf>,
    /// A bank folder to use without the built-in questions (repeatable)
    #[arg(long, value_name = "DIR", global = true)]
    pub only_bank: Vec<PathBuf>,
    /// Where sessions are kept [default: VIVA_DATA_DIR, else the platform's data folder]
    #[arg(long, value_name = "DIR", global = true)]
    pub data_dir: Option<PathBuf>,
    /// The configuration file [default: VIVA_CONFIG, else the platform's configuration folder]
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// Open no socket, whatever else is configured
    #[arg(long, global = true)]
    pub offline: bool,
    /// When to use colour
    #[arg(long, value_name = "WHEN", value_enum, global = true)]
    pub color: Option<ColorWhen>,
    /// Print data as JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// Answer yes to what would be asked
    #[arg(long, global = true)]
    pub yes: bool,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// `viva grade`.
#[derive(Debug, Args)]
pub struct GradeArgs {
    /// The question: an id or a source
    #[arg(value_name = "QUESTION", required_unless_present_any = ["jsonl", "csv"], conflicts_with_all = ["jsonl", "csv"])]
    pub question: Option<String>,
    /// The file that holds the answer (`-`: standard input)
    #[arg(long, value_name = "PATH", default_value = "-", conflicts_with_all = ["jsonl", "csv"])]
    pub answer: PathBuf,
    /// Grade a stream of JSON requests, one a line (`-` or nothing: standard input)
    #[arg(long, value_name = "PATH", num_args = 0..=1, default_missing_value = "-", conflicts_with = "csv")]
    pub jsonl: Option<PathBuf>,
    /// Grade a CSV table with the columns student, question, answer and, if you like, id, medium, seconds (`-` or nothing:
    /// standard input)
    ///
    /// The header is required; the columns may stand in any order, and further ones are kept. The same table comes back with
    /// the columns score, band, confidence, missing and misconceptions (the last two: ids, with `; ` between). A row that
    /// can't be graded keeps its place with these left empty; its number and error go to standard error, and the exit code
    /// is 1.
    #[arg(long, value_name = "PATH", num_args = 0..=1, default_missing_value = "-")]
    pub csv: Option<PathBuf>,
    /// Exit with 1 when the mean score is below N
    #[arg(long, value_name = "N", value_parser = score, allow_negative_numbers = true)]
    pub fail_under: Option<f64>,
    /// Print count, mean and bands of the batch to standard error at its end
    #[arg(long)]
    pub summary: bool,
    /// Tell beside each score what your own phrases make of it (`viva bank personal`); the score itself never reads them
    #[arg(long, conflicts_with = "csv")]
    pub personal: bool,
    /// The language model, for a single answer.
    #[command(flatten)]
    pub llm: LlmArgs,
    /// Draw no line of progress (also ACCESSIBLE=1)
    #[arg(long)]
    pub plain: bool,
}

/// A day.
fn day(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_| "write a day as YYYY-MM-DD, such as 2026-03-31".to_owned())
}

/// A score to compare with.
fn score(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|score| (0.0..=100.0).contains(score))
        .ok_or_else(|| "write a score from 0 to 100".to_owned())
}
