//! `viva history regrade`: grades old answers with today's engine and rubrics, beside the grades of their day.

use rayon::prelude::*;

use crate::bank::{Bank, Item};
use crate::cli::SharedArgs;
use crate::commands::effects::complain;
use crate::commands::open_bank::open_bank;
use crate::commands::output::{print, print_json};
use crate::commands::personal::Phrases;
use crate::commands::{Exit, Failure};
use crate::grading::{ENGINE_VERSION, Grade, grade};
use crate::history::{GradedAnswer, Place, Store};
use crate::terminal::Look;
use crate::terminal::render::sentence;
use crate::text::count;

/// What came of it.
#[derive(Debug, Default)]
struct Tally {
    /// Graded anew.
    anew: usize,
    /// Graded by this engine and rubric already.
    current: usize,
    /// Answers to questions that can't be read any more.
    gone: usize,
    /// Answers to questions whose rubrics have no key points now.
    ungradable: usize,
    /// Sums of the points of those graded anew.
    before: f64,
    after: f64,
    /// Answers with an adjusted score by the learner's own phrases, where these were asked for.
    adjusted: Option<usize>,
}

/// Runs `viva history regrade`.
pub(super) fn run(
    store: &Store,
    sessions: &[i64],
    personal: bool,
    shared: &SharedArgs,
    look: &Look,
) -> Result<Exit, Failure> {
    let bank = open_bank(shared);
    let mut tally = Tally::default();
    for question in store.tried_questions(sessions)? {
        let answers = store.graded_answers(&question, sessions)?;
        if answers.is_empty() {
            continue;
        }
        let Some(item) = read(&bank, question.as_str()) else {
            tally.gone += answers.len();
            continue;
        };
        if !item.is_gradable() {
            tally.ungradable += answers.len();
            continue;
        }
        let Anew {
            grades,
            hash,
            current,
        } = anew(&bank, item, &answers);
        store.record_regrades(&grades, &hash)?;
        tally.current += current;
        tally.anew += grades.len();
        for (id, grade) in &grades {
            tally.after += grade.score.points();
            let old = answers.iter().find(|answer| answer.id == *id);
            tally.before += old.map_or(0.0, |old| old.score.points());
        }
    }
    if personal {
        tally.adjusted = Some(adjust(store, sessions, &bank)?);
    }
    if shared.json {
        print_json(&format!("{}\n", json(&tally)))?;
    } else {
        print(&sentence(&told(&tally), look))?;
    }
    Ok(Exit::Done)
}

/// Works out anew what the learner's own phrases make of the answers, of today's phrases by today's rubrics.
fn adjust(store: &Store, sessions: &[i64], bank: &Bank) -> Result<usize, Failure> {
    let phrases = Phrases::of(store)?;
    let mut adjusted = 0;
    for kept in store.sessions()? {
        if !sessions.is_empty() && !sessions.contains(&kept.session) {
            continue;
        }
        for attempt in store.attempts(kept.session)? {
            let case = phrases.adjust(bank, &attempt);
            let worked = case.and_then(|case| case.worked(kept.session));
            adjusted += usize::from(worked.is_some());
            let place = Place {
                session: kept.session,
                position: attempt.position,
                take: attempt.take,
            };
            store.record_worked(place, worked.as_ref())?;
        }
    }
    Ok(adjusted)
}

/// What today's engine and rubric make of the answers to a question.
struct Anew {
    /// The grades of those that were graded by another engine or rubric.
    grades: Vec<(i64, Grade)>,
    /// The hash of question, rubric and concepts.
    hash: String,
    /// How many were graded by these already.
    current: usize,
}

/// The question of that id; none when it can't be read.
fn read(bank: &Bank, question: &str) -> Option<Item> {
    let entry = bank.find(question)?;
    bank.read(entry)
        .map_err(|problem| complain(&problem.to_string()))
        .ok()
}

/// Grades the answers to a question anew.
fn anew(bank: &Bank, item: Item, answers: &[GradedAnswer]) -> Anew {
    let prepared = bank.prepare_item(&item);
    let is_current = |answer: &&GradedAnswer| {
        answer.engine == ENGINE_VERSION && answer.content_hash == item.hash
    };
    let current = answers.iter().filter(is_current).count();
    let grades = answers
        .par_iter()
        .filter(|answer| !is_current(answer))
        .map(|old| (old.id, grade(&prepared, &old.answer)))
        .collect();
    Anew {
        grades,
        hash: item.hash,
        current,
    }
}

fn told(tally: &Tally) -> String {
    let mut said = match tally.anew {
        0 => "Nothing to grade anew.".to_owned(),
        anew => format!(
            "Graded {} anew with engine {ENGINE_VERSION}",
            count(anew, "answer", "answers")
        ),
    };
    if tally.anew > 0 {
        let of = |sum: f64| sum / tally.anew as f64;
        said.push_str(&format!(
            ": their mean was {:.1} and is {:.1} now. The grades of their day stay as they are.",
            of(tally.before),
            of(tally.after)
        ));
    }
    if tally.current > 0 {
        said.push_str(&format!(
            " Graded by today's engine and rubric already: {}.",
            tally.current
        ));
    }
    if tally.gone > 0 {
        said.push_str(&format!(
            " Their questions have left the bank: {}.",
            tally.gone
        ));
    }
    if tally.ungradable > 0 {
        said.push_str(&format!(
            " Their questions have no key points to grade by now: {}.",
            tally.ungradable
        ));
    }
    if let Some(adjusted) = tally.adjusted {
        said.push_str(&format!(
            " Adjusted by your own phrases, beside their grades: {adjusted}."
        ));
    }
    said
}

fn json(tally: &Tally) -> serde_json::Value {
    let mean = |sum: f64| (tally.anew > 0).then(|| (sum / tally.anew as f64 * 10.0).round() / 10.0);
    let mut told = serde_json::json!({
        "schema": 1,
        "engine": ENGINE_VERSION,
        "regraded": tally.anew,
        "current": tally.current,
        "gone": tally.gone,
        "ungradable": tally.ungradable,
        "mean_before": mean(tally.before),
        "mean_after": mean(tally.after),
    });
    if let Some(adjusted) = tally.adjusted {
        told["adjusted"] = adjusted.into();
    }
    told
}
