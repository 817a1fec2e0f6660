//! Any stream of requests: ids, rubrics and references of their own, answers, and what is none of these.

use std::sync::LazyLock;

use serde_json::Value;
use viva::commands::{Grader, grade_lines};

use crate::BANK;

static GRADER: LazyLock<Grader> = LazyLock::new(|| Grader::new(BANK.clone()));

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
        let result: Value = serde_json::from_str(results.next().unwrap()).unwrap();
        match result["error"].as_str() {
            Some(error) => {
                assert_eq!(result["line"], number + 1);
                assert!(!error.is_empty() && !error.contains("please report"), "{error}");
            }
            None => check(line, &result),
        }
    }
    assert_eq!(results.next(), None);
}

fn check(request: &str, result: &Value) {
    let score = result["score"].as_f64().unwrap();
    assert!((0.0..=100.0).contains(&score));
    // Halves of surrogate pairs become U+FFFD; this reader refuses them.
    let Ok(Value::Object(request)) = serde_json::from_str(request) else {
        return;
    };
    let answer = request["answer"].as_str().unwrap();
    let judged = ["key_points", "misconceptions"];
    let judged = judged.iter().flat_map(|name| result[name].as_array().unwrap());
    for piece in judged.flat_map(|one| one["evidence"].as_array().unwrap()) {
        let at = |name: &str| usize::try_from(piece[name].as_u64().unwrap()).unwrap();
        assert_eq!(answer.get(at("start")..at("end")), piece["text"].as_str());
    }
}
