//! `viva bank personal`: the phrases by which verdicts were overruled; to list, to remove, to hand to a bank's author.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::assessment::QuestionId;
use crate::bank::author::{AddedPatterns, add_patterns, copy_question, replace};
use crate::bank::{Bank, Entry};
use crate::cli::{PersonalCommand, SharedArgs};
use crate::commands::open_bank::{open_bank, open_bank_beside};
use crate::commands::output::{print, print_json};
use crate::commands::personal::Phrases;
use crate::commands::wiring::{look, settings};
use crate::commands::{Exit, Failure};
use crate::grading::{Claim, Phrase};
use crate::history::{Overruling, Store};
use crate::terminal::clean;
use crate::terminal::render::sentence;
use crate::text::count;

/// Runs a command of `viva bank personal`.
pub(super) fn run(command: Option<&PersonalCommand>, shared: &SharedArgs) -> Result<Exit, Failure> {
    let settings = settings(shared)?;
    let look = look(shared, &settings.config, false);
    let store = settings.store()?;
    let phrases = store
        .as_ref()
        .map(Phrases::of)
        .transpose()?
        .unwrap_or_default();
    match command {
        None | Some(PersonalCommand::List) => {
            if phrases.kept.is_empty() && !shared.json {
                print(&sentence(
                    "You have overruled nothing. /right in a session, or viva history dispute, overrules a verdict by words of your answer.",
                    &look,
                ))?;
                return Ok(Exit::Done);
            }
            list(&phrases, shared)
        }
        Some(PersonalCommand::Remove { numbers, all }) => {
            let chosen = match all {
                true => phrases.kept.iter().map(|kept| kept.number).collect(),
                false => known(&phrases, numbers)?,
            };
            remove(store.as_ref(), phrases, &chosen, shared)
        }
        Some(PersonalCommand::Export { numbers, to }) => {
            let chosen = known(&phrases, numbers)?;
            let mut kept = phrases.kept;
            kept.retain(|kept| chosen.is_empty() || chosen.contains(&kept.number));
            export(&kept, to.as_deref(), shared)
        }
    }
}

/// These numbers, if all of them are known.
fn known(phrases: &Phrases, numbers: &[i64]) -> Result<BTreeSet<i64>, Failure> {
    let is_known = |number: &i64| phrases.kept.iter().any(|kept| kept.number == *number);
    match numbers.iter().find(|number| !is_known(number)) {
        Some(unknown) => Err(Failure::usage(format!("no phrase {unknown}"))
            .hint("`viva bank personal` lists them with their numbers")),
        None => Ok(numbers.iter().copied().collect()),
    }
}

/// What a phrase is about now; why it is not applied where that is nothing any more.
fn applies(bank: &Bank, kept: &Overruling) -> Result<(), &'static str> {
    let entry = bank
        .find(kept.question.as_str())
        .filter(|entry| entry.id == kept.question);
    let item = entry.and_then(|entry| bank.read(entry).ok());
    let item = item.ok_or("its question is not in the bank")?;
    match kept.phrase.claim.statement(&item.rubric) {
        Some(_) => Ok(()),
        None => Err("what it says has left the rubric"),
    }
}

fn list(phrases: &Phrases, shared: &SharedArgs) -> Result<Exit, Failure> {
    let bank = open_bank(shared);
    for kept in &phrases.kept {
        let why_not = applies(&bank, kept).err();
        if shared.json {
            let line = serde_json::json!({
                "schema": 1,
                "number": kept.number,
                "question": kept.question.as_str(),
                "kind": kept.phrase.claim.kind(),
                "id": kept.phrase.claim.id(),
                "statement": kept.statement,
                "verdict": kept.verdict,
                "phrase": kept.phrase.words,
                "pattern": kept.phrase.pattern,
                "session": kept.place.session,
                "written_at": kept.written_at.to_string(),
                "applied": why_not.is_none(),
                "why_not": why_not,
            });
            print_json(&format!("{line}\n"))?;
            continue;
        }
        let says = match kept.phrase.claim {
            Claim::KeyPoint(_) => "says",
            Claim::Misconception(_) => "does not say",
        };
        let why_not = why_not.map_or_else(String::new, |why| format!("      not applied: {why}\n"));
        print(&format!(
            "{:>4}  {}\n      \"{}\" {says}: {}\n      pattern: {}\n{why_not}",
            kept.number,
            clean(kept.question.as_str()),
            on_one_line(&kept.phrase.words),
            on_one_line(&kept.statement),
            clean(&kept.phrase.pattern),
        ))?;
    }
    Ok(Exit::Done)
}

fn on_one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn remove(
    store: Option<&Store>,
    mut phrases: Phrases,
    chosen: &BTreeSet<i64>,
    shared: &SharedArgs,
) -> Result<Exit, Failure> {
    let is_chosen = |kept: &Overruling| chosen.contains(&kept.number);
    let questions: BTreeSet<QuestionId> = (phrases.kept.iter())
        .filter(|kept| is_chosen(kept))
        .map(|kept| kept.question.clone())
        .collect();
    phrases.kept.retain(|kept| !is_chosen(kept));
    let numbers: Vec<i64> = chosen.iter().copied().collect();
    if let Some(store) = store {
        let bank = open_bank(shared);
        let mut left = Vec::new();
        for question in &questions {
            left.extend(phrases.left(store, &bank, question)?);
        }
        store.withdraw(&numbers, &left)?;
    }
    if shared.json {
        let line = serde_json::json!({ "schema": 1, "removed": numbers });
        print_json(&format!("{line}\n"))?;
    } else {
        let removed = count(numbers.len(), "phrase", "phrases");
        print(&format!(
            "Removed {removed}. What they overruled is as it was graded.\n"
        ))?;
    }
    Ok(Exit::Done)
}

/// The phrases by their questions, each once.
fn by_question(kept: &[Overruling]) -> BTreeMap<&QuestionId, Vec<&Phrase>> {
    let mut found: BTreeMap<&QuestionId, Vec<&Phrase>> = BTreeMap::new();
    for kept in kept {
        let phrases = found.entry(&kept.question).or_default();
        let is_same =
            |of: &&Phrase| of.claim == kept.phrase.claim && of.pattern == kept.phrase.pattern;
        if !phrases.iter().any(is_same) {
            phrases.push(&kept.phrase);
        }
    }
    found
}

fn export(kept: &[Overruling], to: Option<&Path>, shared: &SharedArgs) -> Result<Exit, Failure> {
    let Some(folder) = to else {
        for (question, phrases) in by_question(kept) {
            print(&clean(&snippet(question, &phrases)))?;
        }
        return Ok(Exit::Done);
    };
    // What the folder has already goes on from there.
    let further: Vec<PathBuf> = Some(folder.to_owned())
        .filter(|folder| folder.is_dir())
        .into_iter()
        .collect();
    let bank = open_bank_beside(shared, &further);
    let mut left_out = 0;
    for (question, phrases) in by_question(kept) {
        let entry = bank
            .find(question.as_str())
            .filter(|entry| entry.id == *question);
        let Some(entry) = entry else {
            anstream::eprintln!("{question}: its question is not in the bank");
            left_out += phrases.len();
            continue;
        };
        left_out += write(&bank, entry, &phrases, folder)?;
    }
    if left_out > 0 {
        anstream::eprintln!("left out: {}", count(left_out, "phrase", "phrases"));
        return Ok(Exit::No);
    }
    Ok(Exit::Done)
}

/// Phrases as the parts of a rubric file that they would be.
fn snippet(question: &QuestionId, phrases: &[&Phrase]) -> String {
    let mut text = format!("# rubrics/{question}.toml\n");
    let claims: BTreeSet<&Claim> = phrases.iter().map(|phrase| &phrase.claim).collect();
    for claim in claims {
        let about = phrases.iter().filter(|phrase| phrase.claim == *claim);
        let (table, open, close) = match claim {
            Claim::KeyPoint(_) => ("key_points", "patterns = [\n", "]\n"),
            Claim::Misconception(_) => (
                "misconceptions",
                "# held by none of these words; narrow its patterns so that they miss:\n",
                "",
            ),
        };
        text.push_str(&format!("[[{table}]]\nid = {}\n{open}", quoted(claim.id())));
        for phrase in about {
            let words = on_one_line(&phrase.words);
            text.push_str(&match claim {
                Claim::KeyPoint(_) => format!("  {},  # \"{words}\"\n", quoted(&phrase.pattern)),
                Claim::Misconception(_) => format!("#   {}  \"{words}\"\n", phrase.pattern),
            });
        }
        text.push_str(close);
    }
    text.push('\n');
    text
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Writes a question and its rubric with the phrases among its patterns; returns how many were left out, having said why.
fn write(bank: &Bank, entry: &Entry, phrases: &[&Phrase], folder: &Path) -> Result<usize, Failure> {
    let unreadable = |problem: &dyn std::fmt::Display| Failure::usage(problem.to_string());
    let [(_, question), (_, rubric)] = bank.texts(entry).map_err(|problem| unreadable(&problem))?;
    let wanted: Vec<(&str, &str)> = (phrases.iter())
        .filter(|phrase| matches!(phrase.claim, Claim::KeyPoint(_)))
        .map(|phrase| (phrase.claim.id(), phrase.pattern.as_str()))
        .collect();
    for phrase in phrases
        .iter()
        .filter(|p| matches!(p.claim, Claim::Misconception(_)))
    {
        anstream::eprintln!(
            "{}: {}: an exception is no pattern; its author has to narrow the misconception's: {}",
            entry.id,
            phrase.claim.id(),
            clean(&phrase.pattern)
        );
    }
    let AddedPatterns {
        text,
        added,
        without_patterns,
        gone,
    } = add_patterns(&rubric, &wanted).map_err(|error| unreadable(&error))?;
    for id in &without_patterns {
        anstream::eprintln!(
            "{}: {id}: the point has no patterns, so its statement's own words are looked for: write some first",
            entry.id
        );
    }
    for id in &gone {
        anstream::eprintln!("{}: {id}: has left the rubric", entry.id);
    }
    let exceptions = phrases.len() - wanted.len();
    if added > 0 {
        let path = folder.join("rubrics").join(format!("{}.toml", entry.id));
        let failed = |why: &dyn std::fmt::Display| {
            Failure::outside(format!("`{}` can't be written: {why}", path.display()))
        };
        if !path.exists() {
            copy_question(folder, &entry.id, &question, &text).map_err(|error| failed(&error))?;
        } else if !replace(&path, &rubric, &text).map_err(|error| failed(&error))? {
            return Err(failed(&"it is not what the bank read from it"));
        }
        print(&clean(&format!("{}\n", path.display())))?;
    }
    Ok(exceptions + without_patterns.len() + gone.len())
}
