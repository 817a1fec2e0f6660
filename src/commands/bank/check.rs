//! `viva bank check`: the linter's findings, and how far the grades of the marked samples agree with their marks.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;

use crate::bank::lint::{Checked, CollectError, Finding, Sources, check};
use crate::cli::SharedArgs;
use crate::commands::open_bank::{named_folders, open_bank_beside, own_folder};
use crate::commands::output::{print, print_json};
use crate::commands::{Exit, Failure};
use crate::report::{Agreement, Marked, json_line};
use crate::terminal::clean;

/// So many questions with proposals are named.
const WAITING_SHOWN: usize = 10;

/// Checks the paths, or every bank in use where none is named.
pub(super) fn run(paths: &[PathBuf], shared: &SharedArgs) -> Result<Exit, Failure> {
    let sources = sources(paths, shared).map_err(|error| {
        Failure::usage(error.to_string()).hint(
            "a bank folder holds questions/<track>/<topic>/<slug>.toml, and a rubric under the same path in rubrics/",
        )
    })?;
    let bank = open_bank_beside(shared, sources.roots());
    let checked = check(&sources, &bank);
    let agreement = agreement(&checked);
    if shared.json {
        print_json(&(json(&checked, &agreement) + "\n"))?;
    } else {
        print(&report(&checked, &agreement))?;
    }
    Ok(if checked.findings.is_empty() {
        Exit::Done
    } else {
        Exit::No
    })
}

fn sources(paths: &[PathBuf], shared: &SharedArgs) -> Result<Sources, CollectError> {
    for folder in named_folders(shared) {
        Sources::default().add(&folder)?;
    }
    let mut sources = Sources::default();
    if !paths.is_empty() {
        for path in paths {
            sources.add(path)?;
        }
        return Ok(sources);
    }
    if shared.only_bank.is_empty() {
        sources.add_embedded();
    }
    // One's own bank need not exist, nor hold anything yet.
    if let Some(own) = own_folder(shared) {
        let _ = sources.add(&own);
    }
    for folder in named_folders(shared) {
        sources.add(&folder)?;
    }
    Ok(sources)
}

fn agreement(checked: &Checked) -> Agreement {
    let marked: Vec<Marked> = checked
        .samples
        .iter()
        .map(|sample| Marked {
            group: sample.question.to_string(),
            kind: (!sample.kind.is_empty()).then(|| sample.kind.clone()),
            human: sample.human,
            score: sample.score,
        })
        .collect();
    Agreement::of(&marked)
}

/// Findings a line each, then counts, then the agreement.
fn report(checked: &Checked, agreement: &Agreement) -> String {
    let mut text = String::new();
    for Finding { place, message, .. } in &checked.findings {
        let line = format!("{}:{}: {message}", place.path, place.line);
        // A finding is a line; what it quotes may hold more.
        text.push_str(&clean(&line).replace('\n', " "));
        text.push('\n');
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(&format!(
        "{}, {}: {}\n",
        counted(checked.questions, "question"),
        counted(checked.samples.len(), "marked sample"),
        match checked.findings.len() {
            0 => "nothing found".to_owned(),
            count => counted(count, "finding"),
        }
    ));
    if checked.drafted > 0 {
        text.push_str(&format!(
            "{} drafted, to be confirmed: read the points, then remove `drafted`\n",
            counted(checked.drafted, "rubric")
        ));
    }
    if checked.unanswered > 0 {
        text.push_str(&format!(
            "{} without an answer, so not asked: write key points\n",
            counted(checked.unanswered, "question")
        ));
    }
    if !checked.waiting.is_empty() {
        let parts = checked.waiting.iter().map(|(_, parts)| parts).sum();
        text.push_str(&format!(
            "{} that a model proposed, not counted before you confirm: viva bank new --confirm\n",
            counted(parts, "part")
        ));
        for (question, parts) in checked.waiting.iter().take(WAITING_SHOWN) {
            text.push_str(&clean(&format!("  {question}: {parts}\n")));
        }
        let more = checked.waiting.len().saturating_sub(WAITING_SHOWN);
        if more > 0 {
            text.push_str(&format!("  and {more} more\n"));
        }
    }
    if agreement.graded > 0 {
        text.push_str(&clean(&format!(
            "samples: graded {}\n{agreement}",
            agreement.graded
        )));
    }
    text
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

#[derive(Serialize)]
struct CheckedJson<'a> {
    schema: u32,
    questions: usize,
    drafted: usize,
    unanswered: usize,
    /// By the ids of their questions.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    waiting: BTreeMap<&'a str, usize>,
    findings: Vec<FindingJson<'a>>,
    samples: Vec<SampleJson<'a>>,
    agreement: &'a Agreement,
}

#[derive(Serialize)]
struct FindingJson<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    rule: &'static str,
    message: &'a str,
}

#[derive(Serialize)]
struct SampleJson<'a> {
    question: &'a str,
    path: &'a str,
    line: usize,
    kind: &'a str,
    human: f64,
    score: f64,
}

fn json(checked: &Checked, agreement: &Agreement) -> String {
    json_line(&CheckedJson {
        schema: 1,
        questions: checked.questions,
        drafted: checked.drafted,
        unanswered: checked.unanswered,
        waiting: (checked.waiting.iter())
            .map(|(question, parts)| (question.as_str(), *parts))
            .collect(),
        findings: checked
            .findings
            .iter()
            .map(|finding| FindingJson {
                path: &finding.place.path,
                line: finding.place.line,
                column: finding.place.column,
                rule: finding.rule,
                message: &finding.message,
            })
            .collect(),
        samples: checked
            .samples
            .iter()
            .map(|sample| SampleJson {
                question: sample.question.as_str(),
                path: &sample.place.path,
                line: sample.place.line,
                kind: &sample.kind,
                human: sample.human,
                score: sample.score,
            })
            .collect(),
        agreement,
    })
}
