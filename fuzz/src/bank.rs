//! Any question file and any rubric file, read and linted.

use viva::bank::lint::{self, Sources};

use crate::NO_QUESTIONS;

/// Stands between the question and its rubric.
const BETWEEN: &str = "\n----\n";

const QUESTION: &str = "prompt = \"What does a lock do?\"\nlevel = \"beginner\"\nminutes = 2\nmodel_answer = \"It admits one thread at a time, the others wait.\"\n";

/// A question file, a line `----` and a rubric file; without that line a rubric file alone. Every finding has a place in its file.
pub fn bank(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (question, rubric) = text.split_once(BETWEEN).unwrap_or((QUESTION, &text));
    let mut sources = Sources::default();
    sources.add_texts("track/topic/name", Some(question), Some(rubric));
    let checked = lint::check(&sources, &NO_QUESTIONS);
    for finding in &checked.findings {
        let (path, text) = match finding.place.path.as_str() {
            path @ "questions/track/topic/name.toml" => (path, question),
            path => (path, rubric),
        };
        let lines = text.lines().count().max(1) + 1;
        assert!(
            (1..=lines).contains(&finding.place.line),
            "{path}: {finding:?}"
        );
        assert!(!finding.message.is_empty());
    }
    for sample in &checked.samples {
        assert!((0.0..=100.0).contains(&sample.score));
    }
}
