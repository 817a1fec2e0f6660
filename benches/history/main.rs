//! What a long history costs: statistics, what is due, saving an answer, and the start of the program, with 100,000 answers
//! of two years on the disk. At the end the slow ones of the savings, which a median hides.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

mod generate;
#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use divan::Bencher;
use jiff::ToSpan;
use support::VIVA;
use viva::history::Store;

/// Answers that are saved one after the other to see how slow the slow ones are.
const SAVED: usize = 3000;

static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();

/// The data folder with the history.
fn folder() -> &'static Path {
    let make = || {
        let folder = tempfile::tempdir().unwrap();
        generate::history(folder.path());
        folder
    };
    FOLDER.get_or_init(make).path()
}

fn main() {
    let measures = std::env::args().any(|argument| argument == "--bench");
    if measures {
        // Now, so that what it prints stands before the table.
        folder();
    }
    divan::main();
    if measures {
        print_percentiles();
    }
    if let Some(folder) = FOLDER.get() {
        fs::remove_dir_all(folder.path()).unwrap();
    }
}

/// The program with the history, as it is installed.
fn viva(arguments: &[&str]) -> Command {
    let mut command = Command::new(VIVA);
    command.args(arguments).arg("--data-dir").arg(folder());
    command.env_remove("VIVA_CONFIG");
    command
}

#[divan::bench(args = ["--days=30", "--days=365", "--since=2000-01-01"], sample_count = 30, sample_size = 1)]
fn stats(bencher: Bencher<'_, '_>, period: &str) {
    let today = generate::TODAY.to_string();
    bencher
        .with_inputs(|| viva(&["stats", period, "--at", &today]))
        .bench_local_values(|mut command| {
            let output = command.output().unwrap();
            assert!(output.status.success());
            output.stdout
        });
}

/// What is due today; and what was due in the middle of that time, for which each card is made anew.
#[divan::bench(args = [0, 365], sample_count = 30, sample_size = 1)]
fn cards(bencher: Bencher<'_, '_>, days_ago: i64) {
    let store = Store::open(folder()).unwrap();
    let day = generate::TODAY - days_ago.days();
    bencher.bench_local(|| store.cards(day).unwrap());
}

#[divan::bench(sample_count = 300, sample_size = 1)]
fn save_an_answer(bencher: Bencher<'_, '_>) {
    let mut saving = Saving::new();
    bencher.bench_local(|| saving.save());
}

/// Saves answers to question after question, on the last day.
struct Saving {
    store: Store,
    session: i64,
    answers: Vec<viva::interview::Attempt>,
    next: usize,
}

impl Saving {
    fn new() -> Self {
        let mut store = Store::open(folder()).unwrap();
        let session = generate::begin(&mut store);
        Self {
            store,
            session,
            answers: generate::answers().0,
            next: 0,
        }
    }

    fn save(&mut self) -> Duration {
        let place = self.next % self.answers.len();
        let answer = &mut self.answers[place];
        answer.position = self.next;
        self.next += 1;
        let start = Instant::now();
        self.store
            .record(self.session, answer, generate::TODAY)
            .unwrap();
        start.elapsed()
    }
}

fn print_percentiles() {
    let mut saving = Saving::new();
    let mut times: Vec<Duration> = (0..SAVED).map(|_| saving.save()).collect();
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
    println!(
        "{SAVED} answers saved: median {:.2?}, p90 {:.2?}, p99 {:.2?}, slowest {:.2?}",
        at(50),
        at(90),
        at(99),
        at(100)
    );
}

#[divan::bench(sample_count = 50, sample_size = 1)]
fn first_question_through_a_pipe(bencher: Bencher<'_, '_>) {
    let folder = folder();
    bencher.bench_local(|| support::through_a_pipe(folder));
}

#[cfg(unix)]
#[divan::bench(sample_count = 50, sample_size = 1)]
fn first_question_at_a_terminal(bencher: Bencher<'_, '_>) {
    let folder = folder();
    bencher.bench_local(|| support::at_a_terminal(folder));
}
