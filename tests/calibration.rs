//! How far grades agree with readers, and that it only gets better, on the answers of `tests/marked`. The rubrics were
//! written and repaired without a look at them (five got small edits later, see the README); the grader's rules were not.
//! A change that loses here is a change for the worse. When a bound can be tightened, tighten it.

#![allow(clippy::print_stdout, reason = "the figures are worth reading")]

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::thread;

use serde_json::Value;

/// What must at least hold of a file of marked answers.
struct Bound {
    file: &'static str,
    graded: u64,
    pearson: f64,
    order: f64,
    /// Answers the readers gave 20 or less that score 50 or more.
    accepted_wrong: u64,
    /// Answers the readers gave 85 or more that score less than 50.
    rejected_good: u64,
}

const BOUNDS: [Bound; 4] = [
    Bound {
        file: "tests/marked/interview-python.jsonl",
        graded: 240,
        pearson: 0.92,
        order: 0.96,
        accepted_wrong: 2,
        rejected_good: 3,
    },
    Bound {
        file: "tests/marked/interview-python-hard.jsonl",
        graded: 80,
        pearson: 0.775,
        order: 0.88,
        accepted_wrong: 4,
        rejected_good: 0,
    },
    Bound {
        file: "tests/marked/interview-fresh.jsonl",
        graded: 160,
        pearson: 0.90,
        order: 0.949,
        accepted_wrong: 0,
        rejected_good: 3,
    },
    // Transcripts of spoken answers: no punctuation, fillers, repeats, what the speaker takes back.
    Bound {
        file: "tests/marked/spoken-python.jsonl",
        graded: 88,
        pearson: 0.84,
        order: 0.909,
        accepted_wrong: 0,
        rejected_good: 3,
    },
];

#[test]
fn grades_agree_with_the_readers_at_least_as_well_as_before() {
    for bound in &BOUNDS {
        let output = Command::new(env!("CARGO_BIN_EXE_viva"))
            .args(["bank", "check", "--json", "--marked", bound.file])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("VIVA_DATA_DIR", env!("CARGO_TARGET_TMPDIR"))
            .output()
            .expect("the program starts");
        let text = String::from_utf8(output.stdout).expect("JSON is UTF-8");
        let figures: Value =
            serde_json::from_str(text.lines().next().expect("a line of figures")).expect("JSON");
        let figure = |name: &str| figures[name].as_f64().expect("a number");
        let count = |name: &str| figures["counts"][name][0].as_u64().expect("a count");
        assert_eq!(
            figures["graded"].as_u64(),
            Some(bound.graded),
            "{}",
            bound.file
        );
        assert!(
            figure("pearson") >= bound.pearson,
            "{}: {figures}",
            bound.file
        );
        assert!(figure("order") >= bound.order, "{}: {figures}", bound.file);
        assert!(
            count("accepted_wrong") <= bound.accepted_wrong,
            "{}: {figures}",
            bound.file
        );
        assert!(
            count("rejected_good") <= bound.rejected_good,
            "{}: {figures}",
            bound.file
        );
    }
}

/// The scores of these requests, in order.
fn scores(requests: &[Value]) -> Vec<f64> {
    let lines: String = requests.iter().map(|line| format!("{line}\n")).collect();
    let mut child = Command::new(env!("CARGO_BIN_EXE_viva"))
        .args(["grade", "--jsonl"])
        .env("VIVA_DATA_DIR", env!("CARGO_TARGET_TMPDIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("its input");
    let writer = thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = child.wait_with_output().expect("its output");
    writer.join().expect("no panic").expect("it reads all");
    let text = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    text.lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["score"].as_f64())
        .map(|score| score.expect("a score"))
        .collect()
}

#[test]
fn fillers_and_missing_punctuation_cost_three_points_at_most_on_average() {
    let path = "tests/marked/spoken-python.jsonl";
    let text = std::fs::read_to_string(path).expect("the file");
    let marked: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    // Held is what it comes to on average; a single answer may gain or lose more, which is printed.
    // The same words by hand, without fillers and with punctuation.
    let graded = |field: &str| {
        let request = |line: &Value| serde_json::json!({"question": line["question"], "answer": line[field], "medium": "spoken"});
        scores(&marked.iter().map(request).collect::<Vec<_>>())
    };
    let (spoken, clean) = (graded("answer"), graded("clean"));
    assert_eq!((spoken.len(), clean.len()), (88, 88));
    let gains = || {
        spoken
            .iter()
            .zip(&clean)
            .map(|(before, after)| after - before)
    };
    let mean = gains().sum::<f64>() / spoken.len() as f64;
    let absolute = gains().map(f64::abs).sum::<f64>() / spoken.len() as f64;
    println!("cleaned by hand: {mean:+.2} points on average, {absolute:.2} either way");
    assert!(mean.abs() <= 3.0, "{mean}");
}
