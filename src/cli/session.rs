//! A session: what it asks, how it goes, and who sits beside it.

use clap::Args;
use jiff::civil::Date;

use super::{VoiceArgs, day};

/// A language model beside the grade.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct LlmArgs {
    /// Let a language model comment on each graded answer; it never changes a grade [default: `enabled` under `[llm]`]
    #[arg(long, conflicts_with = "no_llm")]
    pub llm: bool,
    /// Ask no language model, whatever is configured
    #[arg(long)]
    pub no_llm: bool,
    /// Print the exact requests that a language model would get, and send nothing
    #[arg(long, conflicts_with = "no_llm")]
    pub dry_run: bool,
    /// The address of an OpenAI-compatible endpoint, such as http://127.0.0.1:11434/v1
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// The model's name
    #[arg(long, value_name = "NAME")]
    pub model: Option<String>,
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
    /// Out loud.
    #[command(flatten)]
    pub voice: VoiceArgs,
    /// The language model.
    #[command(flatten)]
    pub llm: LlmArgs,
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
    /// Out loud.
    #[command(flatten)]
    pub voice: VoiceArgs,
    /// The language model.
    #[command(flatten)]
    pub llm: LlmArgs,
}
