//! `viva bank new`: one question and its rubric, from flags or a short dialogue, then the author's editor, then a check.

use std::io::{self, BufRead as _, Read as _};
use std::path::Path;

use serde::Serialize;

use super::confirm::{self, Ended};
use super::import::target;
use super::proposing::{self, model, preview};
use crate::assessment::{Kind, Level, Lexicon, QuestionId};
use crate::bank::ProposedFile;
use crate::bank::author::{Draft, Drafting, Shelf, ShelfError, Shelved, draft, slug, topic_slug};
use crate::bank::lint::{Finding, Sources, check};
use crate::cli::{NewArgs, SharedArgs};
use crate::commands::effects::{complain, remark};
use crate::commands::model::Model;
use crate::commands::open_bank::open_bank_beside;
use crate::commands::output::{print, print_json};
use crate::commands::wiring::{editor, is_interactive, look, settings};
use crate::commands::{Exit, Failure};
use crate::report::json_line;
use crate::terminal::{clean, edit_files};
use crate::text::count;

/// What the author says of the question.
struct Said {
    prompt: String,
    topic: String,
    level: Level,
    answer: String,
}

/// Makes a question.
pub(super) fn run(args: &NewArgs, shared: &SharedArgs) -> Result<Exit, Failure> {
    let target = target(args.to.as_deref(), shared)?;
    if let Some(name) = &args.confirm {
        return confirm::run(name, &target, shared);
    }
    let talks = is_interactive(shared);
    let Some(said) = said(args, talks)? else {
        complain("nothing was written");
        return Ok(Exit::Done);
    };
    let code = args.code.as_deref().map(read_text).transpose()?;
    let bank = open_bank_beside(shared, std::slice::from_ref(&target));
    let drafting = Drafting {
        prompt: said.prompt,
        code,
        level: said.level,
        kind: args.kind.as_deref().and_then(Kind::from_name),
        answer: said.answer,
        origin: String::new(),
    };
    let mut draft = draft(&drafting, bank.lexicon());
    let mut shelf = Shelf::open(&target);
    if let Some(same) = shelf.same(&draft) {
        return Err(Failure::usage(format!("{same} asks the same"))
            .hint(format!("`viva bank show {same}` shows it")));
    }
    if args.model.dry_run {
        return dry_run(args, &draft, shared);
    }
    let ended = match model(&args.model, shared)? {
        Some(mut model) => propose(&mut model, &mut draft, bank.lexicon(), talks, shared)?,
        None => Ended::Through,
    };
    let topic = topic_slug(&said.topic);
    let shelved = match &args.name {
        Some(name) => shelf.add_as(
            QuestionId::new(format!("{}/{topic}/{name}", args.track)),
            &draft,
        ),
        None => shelf.add(&args.track, &topic, &slug(&drafting.prompt), &draft),
    }
    .and_then(|shelved| match shelf.settle() {
        Ok(()) => Ok(shelved),
        Err((_, error)) => Err(error),
    })
    .map_err(|error| match error {
        ShelfError::Write { .. } => Failure::outside(error.to_string()),
        ShelfError::Taken(_) => {
            Failure::usage(error.to_string()).hint("give it another name with --name")
        }
        ShelfError::Id(_) => Failure::usage(error.to_string()),
    })?;
    let findings = if talks && !args.no_edit && ended != Ended::Interrupted {
        edit(&shelved, shared)?
    } else {
        findings(&shelved, shared)?
    };
    tell(&shelved, &findings, &draft, shared)?;
    Ok(if ended == Ended::Interrupted {
        Exit::Interrupted
    } else if findings.is_empty() {
        Exit::Done
    } else {
        Exit::No
    })
}

/// Prints the request that would be sent, and does nothing else.
fn dry_run(args: &NewArgs, draft: &Draft, shared: &SharedArgs) -> Result<Exit, Failure> {
    if let Some(model) = model(&args.model, shared)? {
        match preview(&model, draft) {
            Some(request) => print(&request)?,
            None => complain("there is no answer to draft from, so nothing would be sent"),
        }
    }
    Ok(Exit::Done)
}

/// Lets a model propose a rubric; at a terminal the author goes through it at once.
fn propose(
    model: &mut Model,
    draft: &mut Draft,
    lexicon: &Lexicon,
    talks: bool,
    shared: &SharedArgs,
) -> Result<Ended, Failure> {
    for refused in proposing::propose(model, draft, lexicon) {
        remark(&format!(
            "a proposal is left out, {}: {}",
            refused.why, refused.what
        ));
    }
    let Some(proposed) = draft.rubric.proposed.clone().filter(|_| talks) else {
        return Ok(Ended::Through);
    };
    let Some(question) = proposing::asked(draft) else {
        return Ok(Ended::Through);
    };
    let look = look(shared, &settings(shared)?.config, false);
    let (decided, ended) = confirm::go_through(&proposed, &[], &question, lexicon, &look)?;
    draft.decide(decided);
    Ok(ended)
}

/// What flags say, and on a terminal what they leave open is asked for; none where the author leaves.
fn said(args: &NewArgs, talks: bool) -> Result<Option<Said>, Failure> {
    if !talks {
        let missing: Vec<&str> = [
            ("--prompt TEXT", args.prompt.is_none()),
            ("--topic TOPIC", args.topic.is_none()),
            ("--level LEVEL", args.level.is_none()),
        ]
        .into_iter()
        .filter_map(|(flag, is_missing)| is_missing.then_some(flag))
        .collect();
        if !missing.is_empty() {
            return Err(Failure::usage(format!("a new question needs {}", missing.join(", ")))
                .hint("without a terminal nothing is asked: give these flags, and --answer FILE if there is an answer"));
        }
    }
    let Some(prompt) = given_or_asked(args.prompt.clone(), "Question, as you would say it")? else {
        return Ok(None);
    };
    if prompt.trim().is_empty() {
        return Err(Failure::usage("the prompt is empty").hint("ask something"));
    }
    let Some(topic) = given_or_asked(
        args.topic.clone(),
        "Topic, such as concurrency (nothing: general)",
    )?
    else {
        return Ok(None);
    };
    let level = loop {
        let Some(level) = given_or_asked(
            args.level.clone(),
            "Level: beginner, intermediate or advanced",
        )?
        else {
            return Ok(None);
        };
        let level = level.trim().to_lowercase();
        let named = Level::ALL
            .into_iter()
            .find(|known| !level.is_empty() && known.name().starts_with(&level));
        if let Some(named) = named {
            break named;
        }
        print(&clean(&format!(
            "`{level}` is no level: write beginner, intermediate or advanced (its beginning will do).\n"
        )))?;
    };
    let answer = match &args.answer {
        Some(path) => read_text(path)?,
        None if talks => {
            asked_lines("Answer, as a strong candidate would say it; an empty line ends it")?
        }
        None => String::new(),
    };
    Ok(Some(Said {
        prompt,
        topic,
        level,
        answer,
    }))
}

fn given_or_asked(given: Option<String>, question: &str) -> Result<Option<String>, Failure> {
    match given {
        Some(given) => Ok(Some(given)),
        None => asked(question),
    }
}

/// Asks for a line; none at the end of input.
fn asked(question: &str) -> Result<Option<String>, Failure> {
    print(&format!("{question}:\n> "))?;
    let mut line = String::new();
    let read = io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|error| unreadable(&error))?;
    Ok((read > 0).then(|| line.trim().to_owned()))
}

/// Asks for lines, until one is empty.
fn asked_lines(question: &str) -> Result<String, Failure> {
    print(&format!("{question}:\n"))?;
    let mut text = String::new();
    for line in io::stdin().lock().lines() {
        let line = line.map_err(|error| unreadable(&error))?;
        if line.trim().is_empty() {
            break;
        }
        text.push_str(&line);
        text.push('\n');
    }
    Ok(text)
}

fn unreadable(error: &io::Error) -> Failure {
    Failure::outside(format!("the terminal can't be read: {error}"))
}

fn read_text(path: &Path) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        io::stdin().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(path).map(|read| bytes = read)
    };
    read.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::usage(format!("no file `{}`", path.display())),
        _ => Failure::outside(format!("`{}` can't be read: {error}", path.display())),
    })?;
    Ok(String::from_utf8_lossy(&bytes).trim().replace("\r\n", "\n"))
}

/// Opens the editor on both files, checks them, and offers to go on while something is found.
fn edit(shelved: &Shelved, shared: &SharedArgs) -> Result<Vec<Finding>, Failure> {
    let editor = editor();
    loop {
        if let Err(error) = edit_files(editor.as_deref(), &[&shelved.question, &shelved.rubric]) {
            complain(&error.to_string());
            return findings(shelved, shared);
        }
        let found = findings(shelved, shared)?;
        if found.is_empty() {
            return Ok(found);
        }
        print(&shown(&found))?;
        let again = asked("Edit again? [Y/n]")?;
        if again.is_none_or(|answer| answer.to_lowercase().starts_with('n')) {
            return Ok(found);
        }
    }
}

/// What `viva bank check` says of the two files.
fn findings(shelved: &Shelved, shared: &SharedArgs) -> Result<Vec<Finding>, Failure> {
    let mut sources = Sources::default();
    sources
        .add(&shelved.question)
        .map_err(|error| Failure::outside(error.to_string()))?;
    let bank = open_bank_beside(shared, sources.roots());
    Ok(check(&sources, &bank).findings)
}

fn shown(findings: &[Finding]) -> String {
    findings
        .iter()
        .map(|Finding { place, message, .. }| {
            clean(&format!("{}:{}: {message}", place.path, place.line)).replace('\n', " ") + "\n"
        })
        .collect()
}

#[derive(Serialize)]
struct NewJson<'a> {
    id: &'a str,
    question: String,
    rubric: String,
    findings: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    waiting: Option<usize>,
}

/// What was written, and what comes next.
fn tell(
    shelved: &Shelved,
    findings: &[Finding],
    draft: &Draft,
    shared: &SharedArgs,
) -> Result<(), Failure> {
    let waiting = draft.rubric.proposed.as_ref().map(ProposedFile::waiting);
    let Shelved {
        id,
        question,
        rubric,
    } = shelved;
    if shared.json {
        return print_json(
            &(json_line(&NewJson {
                id: id.as_str(),
                question: question.display().to_string(),
                rubric: rubric.display().to_string(),
                findings: findings.len(),
                waiting,
            }) + "\n"),
        );
    }
    let next = match waiting {
        Some(waiting) => format!(
            "{} proposed, and counted once you confirm: viva bank new --confirm {id}",
            count(waiting, "part", "parts")
        ),
        None if draft.has_points() => "The rubric is drafted from the answer: confirm or rewrite\nits points, then remove `drafted`.".to_owned(),
        None => "There is no answer yet, so it is not asked: write the rubric's\nreference and key points.".to_owned(),
    };
    print(&clean(&format!(
        "{id}\n  {}\n  {}\n{}\n{next}\n",
        question.display(),
        rubric.display(),
        shown(findings)
    )))
}
