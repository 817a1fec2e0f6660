//! The command line as plain data: one definition feeds parsing, help and (later) completions and manual pages.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

/// An oral examination at the terminal: it asks, listens, follows up, and grades against key points, offline.
#[derive(Debug, Parser)]
#[command(name = "viva", disable_version_flag = true)]
pub struct Cli {
    /// What to do; without it, a practice round starts.
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
    /// Past sessions: list, read, export or delete them
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

/// Options of a session.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct SessionArgs {
    /// How many questions [default: 5, in an interview 6]
    #[arg(short = 'n', value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=500))]
    pub count: Option<u16>,
    /// How many minutes it may take: a round has as many questions as fit, an interview begins none after that
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(u16).range(1..=480))]
    pub minutes: Option<u16>,
    /// Ask again what was missed in the latest session: not answered, or below solid
    #[arg(long, conflicts_with_all = ["weak", "question"])]
    pub missed: bool,
    /// Ask about the topics with the lowest scores so far
    #[arg(long, conflicts_with = "question")]
    pub weak: bool,
    /// Only questions of this topic (repeatable; see `viva bank list`)
    #[arg(long = "topic", value_name = "TOPIC")]
    pub topic: Vec<String>,
    /// Only questions of this level
    #[arg(long, value_name = "LEVEL", value_parser = ["beginner", "intermediate", "advanced"])]
    pub level: Option<String>,
    /// Ask this question: an id or a source (repeatable)
    #[arg(long, value_name = "ID")]
    pub question: Vec<String>,
    /// Probes a question at most [default: 1 on a terminal, in an interview 2; 0 through a pipe]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=5))]
    pub probes: Option<u8>,
    /// Choose the questions by this number: the same seed, the same session
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// The day to plan for, such as 2026-03-31 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub at: Option<Date>,
    /// Write nothing: nothing is kept and nothing can be resumed
    #[arg(long)]
    pub no_save: bool,
    /// No boxes, no redrawing, words instead of marks: for screen readers (also ACCESSIBLE=1)
    #[arg(long)]
    pub plain: bool,
}

/// How a practice round goes. `--calm=false` sets aside what the configuration says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct RoundArgs {
    /// Begin with an easy question that is graded and not counted
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub warm_up: Option<bool>,
    /// Guess each score, 0 to 100, before it is shown; through a pipe the line after each answer is the guess
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub estimate: Option<bool>,
    /// Say in words what was met and what is missing; scores are kept and not shown
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub calm: Option<bool>,
}

/// `viva practice`.
#[derive(Debug, Clone, Args)]
pub struct PracticeArgs {
    /// Topics to practise, such as concurrency
    #[arg(value_name = "TOPIC")]
    pub topics: Vec<String>,
    /// Options of the session.
    #[command(flatten)]
    pub session: SessionArgs,
    /// How the round goes.
    #[command(flatten)]
    pub round: RoundArgs,
}

/// `viva interview`.
#[derive(Debug, Args)]
pub struct InterviewArgs {
    /// Topics to be asked about, such as concurrency
    #[arg(value_name = "TOPIC")]
    pub topics: Vec<String>,
    /// Options of the session.
    #[command(flatten)]
    pub session: SessionArgs,
}

/// `viva review`.
#[derive(Debug, Args)]
pub struct ReviewArgs {
    /// Topics to review, such as concurrency
    #[arg(value_name = "TOPIC")]
    pub topics: Vec<String>,
    /// Fit the schedule to your own history instead of reviewing
    #[arg(long)]
    pub fit: bool,
    /// Options of the session.
    #[command(flatten)]
    pub session: SessionArgs,
}

/// `viva resume`.
#[derive(Debug, Args)]
pub struct ResumeArgs {
    /// The session's number [default: the latest that was not finished]
    #[arg(value_name = "SESSION")]
    pub session: Option<i64>,
    /// Probes a question at most [default: as it began; 0 through a pipe unless it began with --probes]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=5))]
    pub probes: Option<u8>,
    /// No boxes, no redrawing, words instead of marks: for screen readers (also ACCESSIBLE=1)
    #[arg(long)]
    pub plain: bool,
}

/// `viva report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The session's number [default: the latest with an answer]
    #[arg(value_name = "SESSION", conflicts_with_all = ["since", "all"])]
    pub session: Option<i64>,
    /// Every session that began on this day or later, such as 2026-03-31
    #[arg(long, value_name = "DATE", conflicts_with = "all")]
    pub since: Option<jiff::civil::Date>,
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
    /// Draw no line of progress (also ACCESSIBLE=1)
    #[arg(long)]
    pub plain: bool,
}

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

/// `viva bank ...`.
#[derive(Debug, Subcommand)]
pub enum BankCommand {
    /// List the questions
    List {
        /// Only this topic (repeatable)
        #[arg(long, value_name = "TOPIC")]
        topic: Vec<String>,
        /// Only this level
        #[arg(long, value_name = "LEVEL", value_parser = ["beginner", "intermediate", "advanced"])]
        level: Option<String>,
    },
    /// Show a question with its model answer and rubric
    Show {
        /// The question: an id or a source
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Check questions and rubrics, replay their marked samples, print the agreement
    Check {
        /// Bank folders or question or rubric files [default: every bank in use]
        #[arg(value_name = "DIR|FILE", conflicts_with = "marked")]
        paths: Vec<PathBuf>,
        /// Replay a file of marked answers instead and print how far the grades agree (repeatable)
        #[arg(long, value_name = "FILE")]
        marked: Vec<PathBuf>,
    },
    /// Print the folder of your own questions
    Path,
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
