//! `viva bank import`: a list that someone has becomes questions and drafted rubrics in a bank folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::assessment::{Level, QuestionId};
use crate::bank::author::{Drafting, Shelf, ShelfError, draft, slug, topic_slug};
use crate::bank::import::{Cause, Decoded, Format, Found, Imported, LeftOut, decode, read};
use crate::cli::{ImportArgs, SharedArgs};
use crate::commands::effects::complain;
use crate::commands::open_bank::{open_bank_beside, own_folder};
use crate::commands::output::{print, print_json};
use crate::commands::{Exit, Failure};
use crate::report::json_line;
use crate::terminal::clean;

/// Of a longer file the beginning is read.
const LONGEST_FILE: usize = 16 * 1024 * 1024;
/// So many lines of what was left out, or of duplicates, are shown; JSON has them all.
const SHOWN: usize = 30;

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
    let (outcome, stopped) = put_all(imported, &mut shelf, args, shared, &name);
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
    if is_cut {
        // The last line is not whole.
        let end = decoded.text.rfind('\n').map_or(0, |newline| newline + 1);
        decoded.text.truncate(end);
    }
    let format = Format::of(&extension, &decoded.text);
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

/// Puts every question into the folder that is not there yet. What can't be written ends it; the rest stays whole.
fn put_all(
    imported: Imported,
    shelf: &mut Shelf,
    args: &ImportArgs,
    shared: &SharedArgs,
    name: &str,
) -> (Outcome, Option<ShelfError>) {
    let bank = open_bank_beside(shared, &[]);
    let mut outcome = Outcome {
        found: imported.questions.len(),
        left_out: imported.left_out,
        ..Outcome::default()
    };
    let chosen = args.level.as_deref().and_then(Level::from_name);
    for found in imported.questions {
        let drafting = Drafting {
            prompt: found.prompt.clone(),
            code: found.code.clone(),
            level: found.level.or(chosen).unwrap_or(Level::Intermediate),
            answer: found.answer.clone(),
            origin: format!("From {name}, line {}.", found.line),
        };
        let draft = draft(&drafting, bank.lexicon());
        if let Some(same) = shelf.same(&draft) {
            outcome.duplicates.push((found.line, same.clone()));
            continue;
        }
        match shelf.add(
            &args.track,
            &topic(&found, args),
            &slug(found.title.as_deref().unwrap_or(&found.prompt)),
            &draft,
        ) {
            Ok(shelved) => {
                outcome.written.push(shelved.id);
                *outcome.levels.entry(drafting.level).or_default() += 1;
                outcome.answered += usize::from(draft.has_points());
                outcome.without_level += usize::from(found.level.or(chosen).is_none());
            }
            Err(error) => return (outcome, Some(error)),
        }
    }
    (outcome, None)
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

#[derive(Serialize)]
struct OutcomeJson<'a> {
    found: usize,
    written: usize,
    duplicates: usize,
    left_out: Vec<LeftOutJson<'a>>,
}

#[derive(Serialize)]
struct LeftOutJson<'a> {
    line: usize,
    why: &'a str,
}

fn json(outcome: &Outcome) -> String {
    json_line(&OutcomeJson {
        found: outcome.found,
        written: outcome.written.len(),
        duplicates: outcome.duplicates.len(),
        left_out: outcome
            .left_out
            .iter()
            .map(|left_out| LeftOutJson {
                line: left_out.line,
                why: &left_out.why,
            })
            .collect(),
    })
}

/// What was found, what became of it, what is left to do.
fn report(outcome: &Outcome, name: &str, format: Format, target: &Path) -> String {
    let written = outcome.written.len();
    let folder = target.display();
    let mut lines = vec![format!(
        "{} in {name}, read as {}",
        counted(outcome.found, "question"),
        format.name()
    )];
    if outcome.found > 0 {
        lines.push(format!("{written} written to {folder}"));
    }
    if written > 0 {
        let topics: BTreeSet<&str> = outcome.written.iter().map(QuestionId::topic).collect();
        let levels: Vec<String> = outcome
            .levels
            .iter()
            .map(|(level, count)| format!("{count} {level}"))
            .collect();
        lines.push(format!(
            "  {}; {}",
            counted(topics.len(), "topic"),
            levels.join(", ")
        ));
    }
    if outcome.without_level > 0 {
        lines.push(format!(
            "  {} without a level: taken for intermediate (--level LEVEL says otherwise)",
            outcome.without_level
        ));
    }
    if outcome.answered > 0 {
        lines.push(format!(
            "  {} with an answer: their rubrics are drafted from it, for you to confirm",
            outcome.answered
        ));
    }
    let unanswered = written - outcome.answered;
    if unanswered > 0 {
        lines.push(format!(
            "  {unanswered} without an answer to grade by: they are listed, and asked once their rubric has key points"
        ));
    }
    if !outcome.duplicates.is_empty() {
        let there: Vec<String> = outcome
            .duplicates
            .iter()
            .map(|(line, id)| format!("line {line}: asked already by {id}"))
            .collect();
        lines.push(format!("{} there already", outcome.duplicates.len()));
        list(&mut lines, there);
    }
    if !outcome.left_out.is_empty() {
        let left_out: Vec<String> = outcome
            .left_out
            .iter()
            .map(|left_out| format!("line {}: {}", left_out.line, left_out.why))
            .collect();
        lines.push(format!("{} left out", counted(left_out.len(), "part")));
        list(&mut lines, left_out);
    }
    if outcome.answered > 0 {
        lines.push(format!("\nPlay them: viva practice --only-bank {folder}"));
    } else if unanswered > 0 {
        lines.push(format!(
            "\nWrite the answers: the rubrics are in {}",
            target.join("rubrics").display()
        ));
    }
    if outcome.found == 0 {
        lines.push("\nA question is numbered, stands behind a bullet or `Q:`, is a heading or ends in a question mark.".to_owned());
    }
    clean(&(lines.join("\n") + "\n"))
}

fn list(lines: &mut Vec<String>, items: Vec<String>) {
    let more = items.len().saturating_sub(SHOWN);
    lines.extend(
        items
            .into_iter()
            .take(SHOWN)
            .map(|item| format!("  {item}")),
    );
    if more > 0 {
        lines.push(format!("  and {more} more"));
    }
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
