//! `viva grade`: one answer, a stream of requests, or a table. It wires and picks the exit code; grading is pure.

mod batch;
mod csv;
mod grader;
mod jsonl;
mod progress;
mod request;
mod single;
mod stream;

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::open_bank::{exit_of, open_bank};
use super::personal::Phrases;
use super::wiring::settings;
use super::{Exit, Failure};
use crate::cli::{GradeArgs, SharedArgs};
use crate::report::Tally;
pub use grader::Grader;
pub(super) use grader::{Asked, Ready};
pub use jsonl::grade_lines;
use progress::Progress;
pub(super) use request::{medium_of, read_json};
use stream::StreamError;

/// Runs `viva grade`.
pub(super) fn run(args: &GradeArgs, shared: &SharedArgs) -> Result<Exit, Failure> {
    let Some(path) = args.jsonl.as_ref().or(args.csv.as_ref()) else {
        return single::run(args, shared);
    };
    if args.llm.llm || args.llm.dry_run {
        return Err(Failure::usage("a language model is asked about one answer at a time")
            .hint("leave --llm out, or grade the answer with `viva grade QUESTION --answer FILE --llm`"));
    }
    let input = open_input(path)?;
    let grader = Arc::new(grader_of(args.personal, shared)?);
    let progress = Progress::wanted(args.plain);
    let ended = if args.csv.is_some() {
        csv::run(Arc::clone(&grader), input, progress)?
    } else {
        jsonl::run(Arc::clone(&grader), input, progress)
    };
    finish(&grader, ended, args)
}

/// A grader of the bank in use, with the learner's own phrases only where they are asked for.
pub(super) fn grader_of(personal: bool, shared: &SharedArgs) -> Result<Grader, Failure> {
    let grader = Grader::new(open_bank(shared));
    if !personal {
        return Ok(grader);
    }
    let store = settings(shared)?.store()?;
    let phrases = store.as_ref().map(Phrases::of).transpose()?;
    Ok(grader.with_phrases(phrases.unwrap_or_default()))
}

/// The exit code of a batch, after its summary.
fn finish(
    grader: &Grader,
    ended: Result<Tally, StreamError>,
    args: &GradeArgs,
) -> Result<Exit, Failure> {
    let tally = match ended {
        Ok(tally) => tally,
        Err(StreamError::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            return Ok(Exit::Done);
        }
        Err(StreamError::Write(error)) => {
            return Err(Failure::outside(format!("standard output: {error}")));
        }
        Err(StreamError::Read(error)) => {
            return Err(
                Failure::outside(format!("the input can't be read on: {error}"))
                    .hint("the results so far are complete"),
            );
        }
    };
    if args.summary {
        anstream::eprintln!("{tally}");
    }
    let exit = if tally.failed() > 0 || !reaches(&tally, args.fail_under) {
        Exit::No
    } else {
        Exit::Done
    };
    Ok(exit_of(grader.bank(), exit))
}

/// Whether the mean that `--summary` prints is at least the one asked for. Nothing graded reaches nothing.
fn reaches(tally: &Tally, least: Option<f64>) -> bool {
    least.is_none_or(|least| tally.mean().is_some_and(|mean| mean >= least))
}

/// Opens a file, or standard input for `-`.
pub(super) fn open_input(path: &Path) -> Result<Box<dyn Read + Send>, Failure> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(io::stdin()));
    }
    let shown = path.display();
    if path.is_dir() {
        return Err(Failure::usage(format!("`{shown}` is a folder"))
            .hint("name a file, or `-` for standard input"));
    }
    match File::open(path) {
        Ok(file) => Ok(Box::new(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(Failure::usage(format!("no file `{shown}`"))
                .hint("name a file, or `-` for standard input"))
        }
        Err(error) => Err(Failure::outside(format!(
            "`{shown}` can't be read: {error}"
        ))),
    }
}
