//! Grades spoken-style answers to technical questions against rubrics of key points: which points were made, which wrong
//! beliefs were shown, the very words that showed it, and a score. It is the grader of the program `viva`, for other programs.
//!
//! What stands on this page is for other programs, and follows semantic versioning. It reads no file, no clock and no
//! environment, prints nothing, keeps nothing between two calls and asks no network: the same values in give the same grade
//! out, on every machine and in any number of threads. Grading can't fail on any text.
//!
//! A built-in question, made ready once and graded by many times:
//!
//! ```
//! use viva::{Answer, Bank, Verdict, grade};
//!
//! let bank = Bank::built_in();
//! let prepared = bank.prepare("python/data-model/list-vs-tuple").unwrap();
//!
//! let answer = Answer::typed(
//!     "a list can be changed after you made it, a tuple cant, so a tuple works as a dictionary key. both keep order",
//! );
//! let grade = grade(&prepared, &answer);
//!
//! let immutable = &grade.key_points[1];
//! assert_eq!(immutable.statement, "A tuple is immutable: it can't be changed after creation");
//! assert_eq!(immutable.verdict, Verdict::Met);
//! let words = &immutable.evidence[0];
//! assert_eq!(words.text, "a tuple cant");
//! assert_eq!(words.span.of(&answer.text), words.text);
//! assert_eq!(grade.band().name(), "partial");
//! ```
//!
//! A rubric of one's own, in the notation of `docs/authoring.md`. Patterns that can't be read come back as problems; the rest
//! of the rubric serves:
//!
//! ```
//! use viva::{Answer, Bank, Kind, Verdict, grade, prepare, rubric_from_toml};
//!
//! let rubric = rubric_from_toml(
//!     r#"
//!     [[key_points]]
//!     statement = "A mutex lets one thread in at a time"
//!     patterns = ["one|single thread|holder time|once|moment"]
//!     [[misconceptions]]
//!     belief = "A mutex makes code faster"
//!     correction = "It makes threads wait."
//!     patterns = ["mutex|lock|it fast|speed|performance -not"]
//!     "#,
//! )?;
//! let (prepared, problems) =
//!     prepare(&rubric, "What does a mutex do?", Kind::Open, Bank::built_in().lexicon());
//! assert!(problems.is_empty());
//!
//! let grade = grade(&prepared, &Answer::typed("only one thread at a time gets in, so it is faster"));
//! assert_eq!(grade.key_points[0].verdict, Verdict::Met);
//! assert_eq!(grade.misconceptions[0].correction, "It makes threads wait.");
//! # Ok::<(), viva::Problem>(())
//! ```
//!
//! Nothing but a full answer to go by: [`draft_rubric`] makes key points of its sentences.
//!
//! A grade belongs to a rubric and to [`ENGINE_VERSION`]: keep both beside it, and grades stay comparable.
//!
//! The modules are the program's own, and change as it does; they are public for its tests. In reading order; who may use whom
//! is a table in `ARCHITECTURE.md` and a test in `tests/architecture.rs`.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros
)]

#[deny(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros
)]
#[doc(hidden)]
pub mod assessment;
#[doc(hidden)]
pub mod bank;
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod commands;
#[doc(hidden)]
pub mod config;
#[deny(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros
)]
#[doc(hidden)]
pub mod examiner;
#[deny(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros
)]
#[doc(hidden)]
pub mod grading;
#[doc(hidden)]
pub mod history;
#[deny(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros
)]
#[doc(hidden)]
pub mod interview;
#[doc(hidden)]
pub mod llm;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod speech;
#[doc(hidden)]
pub mod terminal;
#[deny(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros
)]
#[doc(hidden)]
pub mod text;

pub use assessment::{
    Answer, KeyPoint, Kind, Level, Lexicon, MarkedSample, Medium, Misconception, Question,
    QuestionId, Rubric, SourceId,
};
pub use bank::{Bank, Entry, Item, Place, Problem, rubric_from_json, rubric_from_toml};
pub use grading::{
    Arithmetic, Band, Confidence, ENGINE_VERSION, Evidence, Feedback, Grade, HeldMisconception,
    KeyPointGrade, Method, PatternProblem, Prepared, Score, Step, Verdict, draft_rubric, feedback,
    grade, prepare,
};
pub use text::Span;

use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser;

/// Parses the arguments, runs the command, and returns the process's exit code.
#[doc(hidden)]
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    match cli::Cli::try_parse_from(args) {
        Ok(cli) => match commands::run(cli) {
            Ok(exit) => exit.into(),
            Err(failure) => {
                // Names and paths from the command line may hold what a terminal would act on.
                anstream::eprintln!("{}", terminal::clean(&failure.to_string()));
                failure.exit.into()
            }
        },
        Err(error) => told(&error),
    }
}

/// Prints a mistake in the arguments, or the help that was asked for; returns the exit code.
fn told(error: &clap::Error) -> ExitCode {
    // Colours are the parser's own; what it repeats of the arguments is not.
    let plain = error.render().to_string();
    let cleaned = terminal::clean(&plain);
    let printed = if cleaned == plain {
        error.print()
    } else {
        write!(std::io::stderr(), "{cleaned}")
    };
    match printed {
        _ if error.use_stderr() => commands::Exit::Usage.into(),
        Err(failed) if failed.kind() != std::io::ErrorKind::BrokenPipe => {
            commands::Exit::Outside.into()
        }
        _ => ExitCode::SUCCESS,
    }
}
