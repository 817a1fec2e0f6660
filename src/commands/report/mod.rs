//! `viva report`: past sessions as a page, as Markdown or as JSON; to a file, to standard output or to the browser.

mod class;
mod file;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use jiff::Zoned;
use jiff::tz::TimeZone;

use crate::assessment::QuestionId;
use crate::bank::Bank;
use crate::cli::{ReportArgs, ReportFormat, SharedArgs};
use crate::commands::keeper::local_day;
use crate::commands::open_bank::{exit_of, open_bank};
use crate::commands::output::{print, print_json, write_bytes};
use crate::commands::wiring::settings;
use crate::commands::{Exit, Failure};
use crate::history::{Kept, Store, delivery_json};
use crate::report::{
    PastNote, PastQuestion, PastSession, Transcript, transcript_html, transcript_json,
    transcript_markdown,
};
use crate::terminal::clean;
use crate::text::{Delivery, count};

/// Times as people read them.
const MOMENT: &str = "%-d %B %Y, %H:%M";

/// Where a report goes.
enum Target {
    Stdout,
    /// This file, which is replaced.
    File(PathBuf),
    /// A new file in the current folder.
    New,
}

/// Runs `viva report`.
pub(super) fn run(args: &ReportArgs, shared: &SharedArgs) -> Result<Exit, Failure> {
    let format = format(args, shared);
    if args.open && format != ReportFormat::Html {
        return Err(
            Failure::usage("--open shows a page, and this would be none")
                .hint("leave --open out, or make it --format html"),
        );
    }
    if let Some(results) = &args.class {
        return class::run(results, args, shared, format);
    }
    let target = target(args, format)?;
    let settings = settings(shared)?;
    let Some(store) = settings.store()? else {
        return Err(nothing("there are no sessions yet"));
    };
    let chosen = chosen(&store, args)?;
    let bank = open_bank(shared);
    let transcript = transcript(&store, &chosen, &bank)?;
    let text = match format {
        ReportFormat::Html => transcript_html(&transcript),
        ReportFormat::Md => transcript_markdown(&transcript),
        ReportFormat::Json => transcript_json(&transcript) + "\n",
    };
    let written = match target {
        Target::Stdout => {
            match format {
                ReportFormat::Html => write_bytes(text.as_bytes())?,
                ReportFormat::Md => print(&clean(&text))?,
                ReportFormat::Json => print_json(&text)?,
            }
            None
        }
        Target::File(path) => {
            file::replace(&path, &|to| to.write_all(text.as_bytes()))?;
            Some(path)
        }
        Target::New => Some(file::create(&name_of(args, &chosen), &|to| {
            to.write_all(text.as_bytes())
        })?),
    };
    if let Some(path) = written {
        tell(&format!("The report is in {}", path.display()));
        if args.open {
            show(&path)?;
        }
    }
    Ok(exit_of(&bank, Exit::Done))
}

fn format(args: &ReportArgs, shared: &SharedArgs) -> ReportFormat {
    let ending = args.output.as_deref().and_then(Path::extension);
    match (args.format, ending.and_then(|ending| ending.to_str())) {
        (Some(format), _) => format,
        (None, _) if shared.json => ReportFormat::Json,
        (None, Some("md" | "markdown")) => ReportFormat::Md,
        (None, Some("json")) => ReportFormat::Json,
        (None, _) => ReportFormat::Html,
    }
}

fn target(args: &ReportArgs, format: ReportFormat) -> Result<Target, Failure> {
    Ok(match &args.output {
        Some(path) if path == Path::new("-") => {
            if args.open {
                return Err(Failure::usage("--open needs a file, not standard output")
                    .hint("name one with -o FILE, or leave -o out"));
            }
            Target::Stdout
        }
        Some(path) => Target::File(path.clone()),
        None if args.open || (format == ReportFormat::Html && io::stdout().is_terminal()) => {
            Target::New
        }
        None => Target::Stdout,
    })
}

/// The name of a new file, without its ending.
fn name_of(args: &ReportArgs, chosen: &[Kept]) -> String {
    match (args.since, args.all, chosen) {
        (Some(day), ..) => format!("viva-report-since-{day}"),
        (None, false, [kept]) => format!("viva-report-{}", kept.session),
        _ => "viva-report".to_owned(),
    }
}

/// The sessions that were asked for, oldest first.
fn chosen(store: &Store, args: &ReportArgs) -> Result<Vec<Kept>, Failure> {
    let no_answer = || nothing("there is no session with an answer yet");
    if let Some(number) = args.session {
        return Ok(vec![store.session(number)?]);
    }
    if !args.all && args.since.is_none() {
        let latest = store.latest_answered()?.ok_or_else(no_answer)?;
        return Ok(vec![latest]);
    }
    let mut sessions = store.sessions()?;
    sessions.retain(|kept| kept.tried > 0);
    if let Some(since) = args.since {
        sessions.retain(|kept| local_day(kept.started_at) >= since);
        if sessions.is_empty() {
            return Err(
                Failure::usage(format!("no session began on {since} or later"))
                    .hint("`viva history` lists the sessions"),
            );
        }
    }
    if sessions.is_empty() {
        return Err(no_answer());
    }
    sessions.reverse();
    Ok(sessions)
}

fn nothing(message: &str) -> Failure {
    Failure::usage(message).hint("`viva practice` begins one")
}

fn in_words(time: &Zoned) -> String {
    time.strftime(MOMENT).to_string()
}

/// Joins what history keeps with what the bank knows.
fn transcript(store: &Store, chosen: &[Kept], bank: &Bank) -> Result<Transcript, Failure> {
    let mut sessions = Vec::new();
    for kept in chosen {
        let notes = store.notes(kept.session)?;
        let spoken = store.deliveries(kept.session)?;
        sessions.push(PastSession {
            session: kept.session,
            mode: kept.mode.clone(),
            state: kept.state_name(),
            started_at: kept.started_at,
            started: in_words(&kept.started_at.to_zoned(TimeZone::system())),
            attempts: store.attempts(kept.session)?,
            deliveries: spoken
                .into_iter()
                .filter(|kept| matches!(kept.delivery, Delivery::Spoken(_)))
                .map(|kept| ((kept.position, kept.take), delivery_json(&kept.delivery)))
                .collect(),
            adjusted: (store.worked(kept.session)?.into_iter())
                .map(|worked| ((worked.place.position, worked.place.take), worked.adjusted))
                .collect(),
            notes: notes
                .into_iter()
                .map(|note| PastNote {
                    position: note.position,
                    text: note.text,
                })
                .collect(),
        });
    }
    let asked: BTreeSet<&QuestionId> = sessions
        .iter()
        .flat_map(|session| &session.attempts)
        .map(|attempt| &attempt.question)
        .collect();
    let questions: BTreeMap<QuestionId, PastQuestion> = asked
        .iter()
        .filter_map(|&id| Some((id.clone(), question(bank, id)?)))
        .collect();
    tell_gone(asked.len() - questions.len());
    Ok(Transcript {
        made: in_words(&Zoned::now()),
        sessions,
        questions,
    })
}

/// Says something beside the report.
fn tell(message: &str) {
    anstream::eprintln!("{}", clean(message));
}

/// Says how many questions are not in the bank, where any are.
fn tell_gone(gone: usize) {
    if gone > 0 {
        let gone = count(gone, "question is", "questions are");
        tell(&format!(
            "{gone} not in the bank, and reported without the wording; --bank DIR adds a folder of questions"
        ));
    }
}

/// What the bank knows of a question, by its id alone: a source may have passed to another one.
fn question(bank: &Bank, id: &QuestionId) -> Option<PastQuestion> {
    let entry = bank.find(id.as_str()).filter(|entry| entry.id == *id)?;
    let item = bank.read(entry).ok()?;
    let question = item.question;
    Some(PastQuestion {
        prompt: question.prompt,
        code: question.code,
        level: question.level,
        minutes: question.minutes,
        model_answer: question.model_answer,
        hash: item.hash,
    })
}

/// Opens the file in the browser, or whatever this system opens pages with.
fn show(path: &Path) -> Result<(), Failure> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    open::that_detached(&path).map_err(|error| {
        Failure::outside(format!("no browser could be started: {error}"))
            .hint(format!("open it yourself: {}", path.display()))
    })
}
