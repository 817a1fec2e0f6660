//! Facts that the bank tells, run: each `tests/facts/<topic>.py` holds the claims of its topic as assertions (`prelude.py`
//! stands before each), and the code that questions show must be Python where it claims to be. Needs python3: without it
//! these tests say "skipped", and with `VIVA_E2E=1` they fail.

#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use viva::bank::Bank;

/// Runs a program of Python; none where there is no Python and that is allowed.
fn python(program: &str) -> Option<Output> {
    let child = Command::new("python3")
        .args(["-I", "-X", "utf8", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) if std::env::var_os("VIVA_E2E").is_none() => {
            eprintln!("skipped: python3 does not start ({error})");
            return None;
        }
        Err(error) => panic!("python3 does not start: {error}"),
    };
    child
        .stdin
        .take()
        .expect("piped")
        .write_all(program.as_bytes())
        .expect("python3 reads its program");
    Some(child.wait_with_output().expect("python3 ends"))
}

#[test]
fn what_the_bank_tells_of_python_is_so() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/facts");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("the folder of facts")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .collect();
    files.sort();
    let read = |file: &Path| std::fs::read_to_string(file).expect("a file of facts");
    let prelude = folder.join("prelude.py");
    files.retain(|file| *file != prelude);
    let prelude = read(&prelude);
    assert!(!files.is_empty());
    for file in files {
        let program = format!("{prelude}\n{}", read(&file));
        let Some(ran) = python(&program) else { return };
        assert!(
            ran.status.success(),
            "{}:\n{}",
            file.display(),
            String::from_utf8_lossy(&ran.stderr)
        );
    }
}

#[test]
fn code_that_a_question_shows_compiles() {
    let bank = Bank::open(&[], &[], false);
    for entry in bank.entries() {
        let question = bank.read(entry).expect("a sound question").question;
        let Some(code) = question.code else { continue };
        // `$ ` begins a line typed into a shell, `[` a table of TOML.
        if code.trim_start().starts_with(['$', '[', '#']) {
            continue;
        }
        // A string of JSON is one of Python.
        let literal = serde_json::to_string(&code).expect("a string");
        let program = format!(
            "import ast\ncompile({literal}, 'code', 'exec', ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)"
        );
        let Some(ran) = python(&program) else { return };
        assert!(
            ran.status.success(),
            "{}:\n{code}\n{}",
            question.id,
            String::from_utf8_lossy(&ran.stderr)
        );
    }
}
