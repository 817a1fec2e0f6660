//! `viva history regrade`: grades old answers with today's engine and rubrics, beside the grades of their day.

use rayon::prelude::*;

use crate::bank::Bank;
use crate::cli::SharedArgs;
use crate::commands::effects::complain;
use crate::commands::open_bank::open_bank;
use crate::commands::output::{print, print_json};
use crate::commands::{Exit, Failure};
use crate::grading::{ENGINE_VERSION, Grade, grade};
use crate::history::{GradedAnswer, Store};
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
    /// Sums of the points of those graded anew.
    before: f64,
    after: f64,
}

/// Runs `viva history regrade`.
pub(super) fn run(
    store: &Store,
    sessions: &[i64],
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
        let Some(Anew {
            grades,
            hash,
            current,
        }) = anew(&bank, question.as_str(), &answers)
        else {
            tally.gone += answers.len();
            continue;
        };
        store.record_regrades(&grades, &hash)?;
        tally.current += current;
        tally.anew += grades.len();
        for (id, grade) in &grades {
            tally.after += grade.score.points();
            let old = answers.iter().find(|answer| answer.id == *id);
            tally.before += old.map_or(0.0, |old| old.score.points());
        }
    }
    if shared.json {
        print_json(&format!("{}\n", json(&tally)))?;
    } else {
        print(&sentence(&told(&tally), look))?;
    }
    Ok(Exit::Done)
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

/// Grades the answers to a question anew; none when the question can't be read.
fn anew(bank: &Bank, question: &str, answers: &[GradedAnswer]) -> Option<Anew> {
    let entry = bank.find(question)?;
    let item = match bank.read(entry) {
        Ok(item) => item,
        Err(problem) => {
            complain(&problem.to_string());
            return None;
        }
    };
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
    Some(Anew {
        grades,
        hash: item.hash,
        current,
    })
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
    said
}

fn json(tally: &Tally) -> serde_json::Value {
    let mean = |sum: f64| (tally.anew > 0).then(|| (sum / tally.anew as f64 * 10.0).round() / 10.0);
    serde_json::json!({
        "schema": 1,
        "engine": ENGINE_VERSION,
        "regraded": tally.anew,
        "current": tally.current,
        "gone": tally.gone,
        "mean_before": mean(tally.before),
        "mean_after": mean(tally.after),
    })
}
