//! From the start of the process to the first question on the screen: through a pipe and at a terminal, with the built-in
//! bank alone and with a thousand questions more. The program is the one that is installed (`cargo bench` builds it so).

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use divan::Bencher;
use support::VIVA;
use tempfile::TempDir;

fn main() {
    divan::main();
}

/// A data folder whose own bank holds so many questions.
fn folder_with(questions: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let bank = folder.path().join("bank");
    for kind in ["questions", "rubrics"] {
        fs::create_dir_all(bank.join(kind).join("made/up")).unwrap();
    }
    let embedded = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |kind: &str| {
        let path = embedded
            .join(kind)
            .join("python/data-model/list-vs-tuple.toml");
        fs::read_to_string(path).unwrap()
    };
    // Sources belong to one question; the copies have none.
    let question: String = read("questions")
        .lines()
        .filter(|line| !line.starts_with("sources"))
        .map(|line| format!("{line}\n"))
        .collect();
    let rubric = read("rubrics");
    for number in 0..questions {
        let file = format!("made/up/q{number}.toml");
        fs::write(bank.join("questions").join(&file), &question).unwrap();
        fs::write(bank.join("rubrics").join(&file), &rubric).unwrap();
    }
    folder
}

#[divan::bench(args = [0, 1000], sample_count = 50, sample_size = 1)]
fn through_a_pipe(bencher: Bencher<'_, '_>, more_questions: usize) {
    let folder = folder_with(more_questions);
    bencher.bench_local(|| support::through_a_pipe(folder.path()));
}

#[cfg(unix)]
#[divan::bench(args = [0, 1000], sample_count = 50, sample_size = 1)]
fn at_a_terminal(bencher: Bencher<'_, '_>, more_questions: usize) {
    let folder = folder_with(more_questions);
    // A session that is finished: the store is there to be asked whether one is not.
    let answer = folder.path().join("answer.txt");
    fs::write(&answer, "a tuple\n").unwrap();
    let ended = Command::new(VIVA)
        .args(["practice", "-n", "1", "--data-dir"])
        .arg(folder.path())
        .stdin(fs::File::open(answer).unwrap())
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(ended.success());
    bencher.bench_local(|| support::at_a_terminal(folder.path()));
}
