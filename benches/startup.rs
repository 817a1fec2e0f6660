//! From the start of the process to the first question on the screen: through a pipe and at a terminal, with the built-in
//! bank alone and with a thousand questions more. The program is the one that is installed (`cargo bench` builds it so).

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use divan::Bencher;
use tempfile::TempDir;

const VIVA: &str = env!("CARGO_BIN_EXE_viva");

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

/// Reads until this was printed.
fn wait_for(text: &str, mut screen: impl Read) {
    let mut seen = Vec::new();
    let mut bytes = [0; 4096];
    while !String::from_utf8_lossy(&seen).contains(text) {
        let read = screen.read(&mut bytes).unwrap();
        assert!(read > 0, "no {text:?}: {}", String::from_utf8_lossy(&seen));
        seen.extend_from_slice(&bytes[..read]);
    }
}

/// Ends the program outside of what is measured.
struct Asked(Child);

impl Drop for Asked {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

#[divan::bench(args = [0, 1000], sample_count = 50, sample_size = 1)]
fn through_a_pipe(bencher: Bencher<'_, '_>, more_questions: usize) {
    let folder = folder_with(more_questions);
    bencher.bench_local(|| {
        let mut child = Command::new(VIVA)
            .args(["practice", "--seed", "1", "--data-dir"])
            .arg(folder.path())
            .env_remove("VIVA_CONFIG")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        wait_for("Question 1 of 5", child.stdout.as_mut().unwrap());
        Asked(child)
    });
}

#[cfg(unix)]
#[divan::bench(args = [0, 1000], sample_count = 50, sample_size = 1)]
fn at_a_terminal(bencher: Bencher<'_, '_>, more_questions: usize) {
    use portable_pty::{CommandBuilder, PtySize, native_pty_system};

    struct Running(Box<dyn portable_pty::Child + Send + Sync>);
    impl Drop for Running {
        fn drop(&mut self) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

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
    bencher.bench_local(|| {
        let pair = native_pty_system().openpty(PtySize::default()).unwrap();
        let mut command = CommandBuilder::new(VIVA);
        // Nothing is kept, else the next start would offer to go on with what was killed.
        command.args(["--seed", "1", "--no-save", "--data-dir"]);
        command.arg(folder.path());
        command.env_remove("VIVA_CONFIG");
        let child = pair.slave.spawn_command(command).unwrap();
        let screen = pair.master.try_clone_reader().unwrap();
        wait_for("Answer, then Enter.", screen);
        (pair, Running(child))
    });
}
