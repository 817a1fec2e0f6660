//! Where a mark is kept: in the rubric's own file, or in a copy of it where that is part of the program or another folder is
//! named.

use std::path::{Path, PathBuf};

use crate::bank::author::{Added, NewSample, SampleError, ShelfError, add_sample, copy_question};
use crate::bank::{Bank, Entry};
use crate::cli::SharedArgs;
use crate::commands::Failure;
use crate::commands::bank::import::target;
use crate::commands::effects::remark;
use crate::commands::open_bank::find_gradable;

/// Keeps a marked answer; returns the rubric's file.
pub(super) fn keep(
    bank: &Bank,
    question: &str,
    new: &NewSample,
    to: Option<&Path>,
    shared: &SharedArgs,
) -> Result<(Added, PathBuf), Failure> {
    let entry = find_gradable(bank, question)?;
    let rubric = rubric_of(bank, entry, to, shared)?;
    let added = add_sample(&rubric, new).map_err(|error| match error {
        SampleError::Damaged(problem) => Failure::usage(problem.to_string()),
        SampleError::Write { .. } => Failure::outside(error.to_string())
            .hint("make it writable, or name another folder with --to DIR"),
        SampleError::Changing(_) => Failure::outside(error.to_string()).hint("try again"),
    })?;
    Ok((added, rubric))
}

/// The rubric to write to; made where it has to be.
fn rubric_of(
    bank: &Bank,
    entry: &Entry,
    to: Option<&Path>,
    shared: &SharedArgs,
) -> Result<PathBuf, Failure> {
    if let (None, Some((_, rubric))) = (to, bank.files_of(entry)) {
        return Ok(rubric.to_owned());
    }
    let folder = target(to, shared)?;
    let rubric = folder.join("rubrics").join(format!("{}.toml", entry.id));
    if rubric.is_file() {
        return Ok(rubric);
    }
    let [(_, question_text), (_, rubric_text)] = bank
        .texts(entry)
        .map_err(|problem| Failure::usage(problem.to_string()))?;
    let rubric = copy_question(&folder, &entry.id, &question_text, &rubric_text).map_err(
        |error| match error {
            ShelfError::Write { .. } => Failure::outside(error.to_string()),
            ShelfError::Id(_) | ShelfError::Taken(_) => Failure::usage(error.to_string()),
        },
    )?;
    remark(&format!(
        "{}: copied to {}, where it overrides the original from now on",
        entry.id,
        folder.display()
    ));
    Ok(rubric)
}
