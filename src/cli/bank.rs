//! The bank: to browse, to check, to write.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::LlmArgs;

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
        /// List the shared concepts instead, each with what it looks for: a pattern names them as @NAME
        #[arg(long, conflicts_with_all = ["topic", "level"])]
        concepts: bool,
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
        /// Replay a file of marked answers instead: how far the grades agree, and what to repair (repeatable)
        #[arg(long, value_name = "FILE")]
        marked: Vec<PathBuf>,
        /// With --marked: every question, key point, answer far off and pattern, not only the worst
        #[arg(long, requires = "marked")]
        all: bool,
        /// With --marked: print beside it how far the scores agree that your own phrases make
        #[arg(long, requires = "marked")]
        personal: bool,
    },
    /// Your own phrases, by which you overruled verdicts: listed, removed, or exported for the bank's author
    Personal {
        /// What to do; without it, they are listed.
        #[command(subcommand)]
        command: Option<PersonalCommand>,
    },
    /// Make a question and its rubric: from these options, or on a terminal by a short dialogue and in your editor
    New(NewArgs),
    /// Turn a list of questions (Markdown, text, CSV, JSON, Anki) into files of a bank
    ///
    /// Headings become topics, levels are recognized, and an answer gives a drafted rubric for you to confirm. What is there
    /// already is not doubled; what was left out is told with its line. Exit code 1: nothing was found, or a part that should
    /// have been a question can't be read.
    Import(ImportArgs),
    /// Mark answers one by one, without seeing the grade first; each becomes a sample of its rubric
    ///
    /// Samples are what `bank check` replays. They are appended to the rubric's file; a question that is part of the program is
    /// copied to your own bank first. What is marked already is not asked again, so it can be done in several sittings.
    /// Through a pipe, line k of standard input marks answer k: `85`, `85 partial`, `85 partial # why`, or nothing to leave
    /// it out; where one question is named, each answer's line is followed by that of its mark.
    Mark(MarkArgs),
    /// Print the folder of your own questions
    Path,
}

/// `viva bank personal ...`.
#[derive(Debug, Subcommand)]
pub enum PersonalCommand {
    /// List them
    List,
    /// Remove some: what they overruled is as it was graded again
    Remove {
        /// Their numbers
        #[arg(value_name = "N", required_unless_present = "all")]
        numbers: Vec<i64>,
        /// All of them
        #[arg(long, conflicts_with = "numbers")]
        all: bool,
    },
    /// Print them as a rubric's patterns, or write rubrics that have them
    Export {
        /// Their numbers [default: all]
        #[arg(value_name = "N")]
        numbers: Vec<i64>,
        /// Write the questions with their rubrics into this bank folder, your phrases among the patterns
        #[arg(long, value_name = "DIR")]
        to: Option<PathBuf>,
    },
}

/// `viva bank new`.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// What is asked
    #[arg(long, value_name = "TEXT")]
    pub prompt: Option<String>,
    /// Its topic
    #[arg(long, value_name = "TOPIC")]
    pub topic: Option<String>,
    /// Its level
    #[arg(long, value_name = "LEVEL", value_parser = ["beginner", "intermediate", "advanced"])]
    pub level: Option<String>,
    /// Whether an account is asked for, or a fact [default: by the answer's length]
    #[arg(long, value_name = "KIND", value_parser = ["fact", "open"])]
    pub kind: Option<String>,
    /// The file that holds the answer, from which the rubric is drafted (`-`: standard input)
    #[arg(long, value_name = "PATH")]
    pub answer: Option<PathBuf>,
    /// The file that holds code to look at
    #[arg(long, value_name = "PATH")]
    pub code: Option<PathBuf>,
    /// The last part of its id [default: from its words]
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// The first part of its id
    #[arg(long, value_name = "TRACK", default_value = "own", value_parser = track)]
    pub track: String,
    /// The bank folder to write to [default: your own, see `viva bank path`]
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
    /// Don't open the editor
    #[arg(long)]
    pub no_edit: bool,
    /// The language model.
    #[command(flatten)]
    pub model: DraftingArgs,
    /// Go through what a language model proposed for a question (without ID: for each question that has proposals), and keep,
    /// edit or drop it
    #[arg(long, value_name = "ID", num_args = 0..=1, default_missing_value = "",
        conflicts_with_all = ["prompt", "topic", "level", "kind", "answer", "code", "name", "track", "no_edit", "llm", "dry_run", "base_url", "model"])]
    pub confirm: Option<String>,
}

/// A language model that drafts rubrics.
#[derive(Debug, Clone, Default, Args)]
pub struct DraftingArgs {
    /// Let a language model propose key points from the answer; none counts before you keep or edit it
    #[arg(long)]
    pub llm: bool,
    /// Print the exact requests that a language model would get; send nothing and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The address of an OpenAI-compatible endpoint, such as http://127.0.0.1:11434/v1
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// The model's name
    #[arg(long, value_name = "NAME")]
    pub model: Option<String>,
}

impl DraftingArgs {
    /// The same as sessions say it. What is configured is no wish to have rubrics drafted.
    pub fn as_llm(&self) -> LlmArgs {
        LlmArgs {
            llm: self.llm,
            no_llm: !(self.llm || self.dry_run),
            dry_run: self.dry_run,
            base_url: self.base_url.clone(),
            model: self.model.clone(),
        }
    }
}

/// `viva bank import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The list (`-`: standard input)
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The bank folder to write to [default: your own, see `viva bank path`]
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
    /// The first part of the ids
    #[arg(long, value_name = "TRACK", default_value = "imported", value_parser = track)]
    pub track: String,
    /// The topic of questions for which the list names none [default: general]
    #[arg(long, value_name = "TOPIC")]
    pub topic: Option<String>,
    /// The level of questions for which the list names none [default: intermediate]
    #[arg(long, value_name = "LEVEL", value_parser = ["beginner", "intermediate", "advanced"])]
    pub level: Option<String>,
    /// The encoding of the list, such as shift_jis [default: by its byte order mark, UTF-8, else windows-1252]
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// The language model.
    #[command(flatten)]
    pub model: DraftingArgs,
}

/// `viva bank mark`.
#[derive(Debug, Args)]
pub struct MarkArgs {
    /// Files of answers, one JSON object a line (`question` or `source`, `answer`, perhaps `kind`); or one question, whose
    /// answers you type
    #[arg(value_name = "FILE|ID", required_unless_present = "from_history")]
    pub what: Vec<String>,
    /// Mark the answers of your own sessions: all, or those to the questions named
    #[arg(long)]
    pub from_history: bool,
    /// The bank folder to write to [default: where the question is; your own for those of the program]
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
}

/// The first part of an id: a folder's name. `concepts` is taken by the shared concepts.
fn track(text: &str) -> Result<String, String> {
    let is_name = !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if is_name && text != "concepts" {
        Ok(text.to_owned())
    } else {
        Err("write lower-case letters, digits and hyphens (not `concepts`)".to_owned())
    }
}
