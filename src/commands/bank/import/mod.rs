//! `viva bank import`: a list that someone has becomes questions and drafted rubrics in a bank folder.

mod report;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, IsTerminal as _, Read, Write as _};
use std::path::{Path, PathBuf};

use super::proposing::{model, preview, propose};
use crate::assessment::{Level, QuestionId};
use crate::bank::Bank;
use crate::bank::author::{Draft, Drafting, Shelf, ShelfError, draft, slug, topic_slug};
use crate::bank::import::{Cause, Decoded, Format, Found, Imported, LeftOut, decode, read};
use crate::cli::{ImportArgs, SharedArgs};
use crate::commands::effects::complain;
use crate::commands::model::Model;
use crate::commands::open_bank::{open_bank_beside, own_folder};
use crate::commands::output::{print, print_json};
use crate::commands::{Exit, Failure};
use crate::terminal::clean;
use report::{json, report};

/// Of a longer file the beginning is read.
const LONGEST_FILE: usize = 16 * 1024 * 1024;

/// No row of a table is longer, unless it is damaged.
const LONGEST_ROW: usize = 1024 * 1024;
/// So many questions are put on the disk together.
const BATCH: usize = 64;

/// What became of a list.
#[derive(Default)]
struct Outcome {
    found: usize,
    written: Vec<QuestionId>,
    levels: BTreeMap<Level, usize>,
    answered: usize,
    without_level: usize,
    /// The line of each question that is there already, and its id there.
    duplicates: Vec<(usize, QuestionId)>,
    left_out: Vec<LeftOut>,
    /// Of how many questions a model proposed a rubric; none without a model.
    proposed: Option<usize>,
    /// How many of its proposals were left out.
    refused: usize,
}

/// Imports a file.
pub(super) fn run(args: &ImportArgs, shared: &SharedArgs) -> Result<Exit, Failure> {
    let target = target(args.to.as_deref(), shared)?;
    let name = name_of(&args.file);
    let (decoded, format, imported) = read_list(args)?;
    if let Some(encoding) = decoded.encoding {
        complain(&format!(
            "`{name}` is not UTF-8: read as {encoding} (--encoding NAME says otherwise)"
        ));
    }
    if decoded.controls > 0 {
        complain(&format!(
            "`{name}`: {} control characters left out",
            decoded.controls
        ));
    }
    let mut shelf = Shelf::open(&target);
    for problem in shelf.problems() {
        complain(&problem.to_string());
    }
    let mut model = model(&args.model, shared)?;
    if args.model.dry_run {
        return dry_run(model.as_ref(), &imported, &shelf, (args, shared, &name));
    }
    let (outcome, stopped) = put_all(imported, &mut shelf, model.as_mut(), args, shared, &name);
    if shared.json {
        print_json(&(json(&outcome) + "\n"))?;
    } else {
        print(&report(&outcome, &name, format, &target))?;
    }
    if let Some(error) = stopped {
        return Err(Failure::outside(error.to_string()).hint(
            "what was written is complete: make room or name another folder, and import again",
        ));
    }
    let is_damaged = outcome
        .left_out
        .iter()
        .any(|left_out| left_out.cause == Cause::Damaged);
    Ok(if outcome.found == 0 || is_damaged {
        Exit::No
    } else {
        Exit::Done
    })
}

/// The folder that new questions go to.
pub(super) fn target(to: Option<&Path>, shared: &SharedArgs) -> Result<PathBuf, Failure> {
    let folder = to
        .map(Path::to_owned)
        .or_else(|| own_folder(shared))
        .ok_or_else(|| {
            Failure::usage("no home folder, so there is no bank folder of your own")
                .hint("name a folder with --to DIR")
        })?;
    if folder.exists() && !folder.is_dir() {
        return Err(
            Failure::usage(format!("`{}` is no folder", folder.display()))
                .hint("name a folder with --to DIR"),
        );
    }
    Ok(folder)
}

/// Reads the file and what is in it.
fn read_list(args: &ImportArgs) -> Result<(Decoded, Format, Imported), Failure> {
    let name = name_of(&args.file);
    let (bytes, is_cut) = read_bytes(&args.file)?;
    let mut decoded = decode(&bytes, args.encoding.as_deref())
        .map_err(|error| Failure::usage(format!("`{name}`: {error}")))?;
    drop(bytes);
    let extension = args
        .file
        .extension()
        .map(|e| e.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    if let Some((kind, instead)) = unread(&extension) {
        return Err(Failure::usage(format!("`{name}` is {kind}, which is not read")).hint(instead));
    }
    let format = Format::of(&extension, &decoded.text);
    if is_cut {
        let end = whole_part(&decoded.text, format);
        decoded.text.truncate(end);
    }
    let megabytes = LONGEST_FILE / (1024 * 1024);
    if is_cut && format == Format::Json {
        return Err(Failure::usage(format!("`{name}` is longer than {megabytes} MiB"))
            .hint("split it, or write one question a line (JSON lines): of those the beginning can be read"));
    }
    let mut imported = read(format, &decoded.text);
    if is_cut {
        imported.left_out.push(LeftOut {
            line: decoded.text.lines().count() + 1,
            why: format!(
                "the rest: the file is longer than {megabytes} MiB; split it and import the parts"
            ),
            cause: Cause::Damaged,
        });
    }
    Ok((decoded, format, imported))
}

/// Kinds of text with signs of their own, which would end up in questions and answers.
fn unread(extension: &str) -> Option<(&'static str, &'static str)> {
    match extension {
        "yaml" | "yml" => Some(("YAML", "convert it to JSON and import that")),
        "xml" => Some(("XML", "export it as CSV or text and import that")),
        _ => None,
    }
}

/// Where the last whole line of a text that was cut ends; of a table the last whole row, for a cell may hold lines.
fn whole_part(text: &str, format: Format) -> usize {
    let is_table = matches!(format, Format::Table { .. });
    let (mut in_quotes, mut line, mut row) = (false, 0, 0);
    for (at, byte) in text.bytes().enumerate() {
        in_quotes ^= is_table && byte == b'"';
        if byte == b'\n' {
            line = at + 1;
            row = if in_quotes { row } else { line };
        }
    }
    // A row so long is a quote that was never closed: the lines after it are not lost for that.
    if line - row > LONGEST_ROW { line } else { row }
}

/// The bytes of a file or of standard input, up to the longest; and whether there are more.
fn read_bytes(path: &Path) -> Result<(Vec<u8>, bool), Failure> {
    let shown = path.display();
    let unreadable = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => Failure::usage(format!("no file `{shown}`"))
            .hint("name a file, or `-` for standard input"),
        _ => Failure::outside(format!("`{shown}` can't be read: {error}")),
    };
    let input: Box<dyn Read> = if path.as_os_str() == "-" {
        Box::new(io::stdin())
    } else if path.is_dir() {
        return Err(Failure::usage(format!("`{shown}` is a folder"))
            .hint("name a file, or `-` for standard input"));
    } else {
        Box::new(File::open(path).map_err(unreadable)?)
    };
    let mut bytes = Vec::new();
    input
        .take(LONGEST_FILE as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    let is_cut = bytes.len() > LONGEST_FILE;
    bytes.truncate(LONGEST_FILE);
    Ok((bytes, is_cut))
}

/// Prints the requests that a model would get for the questions that are not there yet, and writes nothing.
fn dry_run(
    model: Option<&Model>,
    imported: &Imported,
    shelf: &Shelf,
    (args, shared, name): (&ImportArgs, &SharedArgs, &str),
) -> Result<Exit, Failure> {
    let bank = open_bank_beside(shared, &[]);
    let mut sent = 0;
    for found in &imported.questions {
        let (_, draft) = drafted(found, args, &bank, name);
        let request = model
            .filter(|_| shelf.same(&draft).is_none())
            .and_then(|model| preview(model, &draft));
        if let Some(request) = request {
            sent += 1;
            print(&request)?;
        }
    }
    if model.is_some() && sent == 0 {
        complain("no question that is new has an answer to draft from, so nothing would be sent");
    }
    Ok(Exit::Done)
}

/// Puts every question into the folder that is not there yet. What can't be written ends it; the rest stays whole.
fn put_all(
    imported: Imported,
    shelf: &mut Shelf,
    mut model: Option<&mut Model>,
    args: &ImportArgs,
    shared: &SharedArgs,
    name: &str,
) -> (Outcome, Option<ShelfError>) {
    let bank = open_bank_beside(shared, &[]);
    let mut outcome = Outcome {
        found: imported.questions.len(),
        left_out: imported.left_out,
        proposed: args.model.llm.then_some(0),
        ..Outcome::default()
    };
    let mut batch = Vec::new();
    for (number, found) in (1..).zip(imported.questions) {
        let (level, mut draft) = drafted(&found, args, &bank, name);
        if let Some(same) = shelf.same(&draft) {
            outcome.duplicates.push((found.line, same.clone()));
            continue;
        }
        if let Some(model) = &mut model {
            progress(&format!("drafting {number} of {}", outcome.found));
            outcome.refused += propose(model, &mut draft, bank.lexicon()).len();
            progress("");
        }
        let added = shelf.add(
            &args.track,
            &topic(&found, args),
            &slug(found.title.as_deref().unwrap_or(&found.prompt)),
            &draft,
        );
        match added {
            Ok(shelved) => batch.push(Added {
                id: shelved.id,
                level,
                has_level: level_of(&found, args).is_some(),
                is_answered: draft.has_points(),
                is_proposed: draft.rubric.proposed.is_some(),
            }),
            Err(error) => {
                let earlier = settle(shelf, batch, &mut outcome);
                return (outcome, earlier.or(Some(error)));
            }
        }
        // What a model took a while for is kept at once.
        if batch.len() >= BATCH || model.is_some() {
            let error = settle(shelf, std::mem::take(&mut batch), &mut outcome);
            if error.is_some() {
                return (outcome, error);
            }
        }
    }
    let error = settle(shelf, batch, &mut outcome);
    (outcome, error)
}

/// A question that was added and is not settled yet.
struct Added {
    id: QuestionId,
    level: Level,
    has_level: bool,
    is_answered: bool,
    is_proposed: bool,
}

/// Has what was added stand in the folder, and counts what does.
fn settle(shelf: &mut Shelf, batch: Vec<Added>, outcome: &mut Outcome) -> Option<ShelfError> {
    let (there, error) = match shelf.settle() {
        Ok(()) => (batch.len(), None),
        Err((there, error)) => (there, Some(error)),
    };
    for added in batch.into_iter().take(there) {
        outcome.written.push(added.id);
        *outcome.levels.entry(added.level).or_default() += 1;
        outcome.answered += usize::from(added.is_answered);
        outcome.without_level += usize::from(!added.has_level);
        if let Some(proposed) = &mut outcome.proposed {
            *proposed += usize::from(added.is_proposed);
        }
    }
    error
}

/// The files of a question of the list, with its level.
fn drafted(found: &Found, args: &ImportArgs, bank: &Bank, name: &str) -> (Level, Draft) {
    let level = level_of(found, args).unwrap_or(Level::Intermediate);
    let drafting = Drafting {
        prompt: found.prompt.clone(),
        code: found.code.clone(),
        level,
        kind: None,
        answer: found.answer.clone(),
        origin: format!("From {name}, line {}.", found.line),
    };
    (level, draft(&drafting, bank.lexicon()))
}

fn level_of(found: &Found, args: &ImportArgs) -> Option<Level> {
    let chosen = args.level.as_deref().and_then(Level::from_name);
    found.level.or(chosen)
}

/// A line on a terminal's standard error that the next one takes the place of; an empty one takes it away.
fn progress(text: &str) {
    let mut stderr = io::stderr().lock();
    if stderr.is_terminal() {
        // Where nobody listens there is nobody to tell.
        let _ = write!(stderr, "\r\u{1b}[K{text}").and_then(|()| stderr.flush());
    }
}

fn topic(found: &Found, args: &ImportArgs) -> String {
    topic_slug(
        found
            .topic
            .as_deref()
            .or(args.topic.as_deref())
            .unwrap_or(""),
    )
}

/// The file's name without its folders: files of a bank say nothing of the machine they were made on.
fn name_of(path: &Path) -> String {
    if path.as_os_str() == "-" {
        return "standard input".to_owned();
    }
    let name = path.file_name().unwrap_or(path.as_os_str());
    clean(&name.to_string_lossy())
}
