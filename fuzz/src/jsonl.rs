//! Any stream of requests: ids, rubrics and references of their own, answers, and what is none of these.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::value::RawValue;
use viva::commands::{Grader, grade_lines};

use crate::BANK;

static GRADER: LazyLock<Grader> = LazyLock::new(|| Grader::new(BANK.clone()));

/// An object's fields as they are written: an `id` is echoed, be it a number that no reader can hold.
type Fields<'a> = BTreeMap<String, &'a RawValue>;

/// Part of a result that quotes.
#[derive(Deserialize)]
struct Judged {
    evidence: Vec<Piece>,
}

#[derive(Deserialize)]
struct Piece {
    start: usize,
    end: usize,
    text: String,
}

/// Each line that is not blank gets one line: a grade whose quotes stand in the answer, or an error that blames the request.
pub fn jsonl(bytes: &[u8]) {
    let results = grade_lines(&GRADER, bytes);
    let mut results = results.lines();
    for (number, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
        let line = String::from_utf8_lossy(line);
        let line = match number {
            0 => line.strip_prefix('\u{feff}').unwrap_or(&line),
            _ => &line,
        };
        if line.trim().is_empty() {
            continue;
        }
        let result: Fields<'_> = serde_json::from_str(results.next().unwrap()).unwrap();
        if let Some(error) = result.get("error") {
            assert_eq!(field::<usize>(&result, "line"), number + 1);
            assert!(!error.get().contains("please report"), "{error}");
        } else {
            check(line, &result);
        }
    }
    assert_eq!(results.next(), None);
}

fn check(request: &str, result: &Fields<'_>) {
    assert!((0.0..=100.0).contains(&field::<f64>(result, "score")));
    // The program takes control characters and halves of surrogate pairs; this reader refuses them.
    let Ok(request) = serde_json::from_str::<Fields<'_>>(request) else {
        return;
    };
    let Ok(answer) = serde_json::from_str::<String>(request["answer"].get()) else {
        return;
    };
    for judged in ["key_points", "misconceptions"] {
        for piece in field::<Vec<Judged>>(result, judged)
            .iter()
            .flat_map(|one| &one.evidence)
        {
            assert_eq!(
                answer.get(piece.start..piece.end),
                Some(piece.text.as_str())
            );
        }
    }
}

fn field<'a, T: Deserialize<'a>>(fields: &Fields<'a>, name: &str) -> T {
    serde_json::from_str(fields[name].get()).unwrap()
}
