//! Any file as a list of questions, in every format, and the files drafted from what was found.

use viva::assessment::Level;
use viva::bank::author::{Drafting, draft, slug, topic_slug};
use viva::bank::import::{Format, LONGEST_ANSWER, LONGEST_PROMPT, decode, read};
use viva::bank::lint::{self, Sources};

use crate::NO_QUESTIONS;

const EXTENSIONS: [&str; 8] = ["", "md", "csv", "tsv", "json", "jsonl", "html", "txt"];

/// So many of the questions found are drafted.
const DRAFTED: usize = 3;

/// The first byte chooses the extension and whether the encoding is named, the rest is the file. What is found has a place, a
/// prompt and lengths within bounds; the files drafted from it are readable.
pub fn import(bytes: &[u8]) {
    let Some((&first, file)) = bytes.split_first() else {
        return;
    };
    let extension = EXTENSIONS[usize::from(first) % EXTENSIONS.len()];
    let encoding = (first >= 128).then_some("shift_jis");
    let Ok(decoded) = decode(file, encoding) else {
        return;
    };
    let lines = decoded.text.lines().count().max(1);
    let imported = read(Format::of(extension, &decoded.text), &decoded.text);
    for left_out in &imported.left_out {
        assert!((1..=lines).contains(&left_out.line), "{left_out:?}");
    }
    for found in &imported.questions {
        assert!((1..=lines).contains(&found.line), "{found:?}");
        assert!(!found.prompt.trim().is_empty() && found.prompt.chars().count() <= LONGEST_PROMPT);
        assert!(found.answer.len() <= LONGEST_ANSWER);
    }
    for found in imported.questions.into_iter().take(DRAFTED) {
        let _ = topic_slug(found.topic.as_deref().unwrap_or_default());
        let name = slug(found.title.as_deref().unwrap_or(&found.prompt));
        let drafted = draft(
            &Drafting {
                prompt: found.prompt,
                code: found.code,
                level: found.level.unwrap_or(Level::Intermediate),
                kind: None,
                answer: found.answer,
                origin: format!("From a list, line {}.", found.line),
            },
            NO_QUESTIONS.lexicon(),
        );
        let (question, rubric) = drafted.texts();
        let mut sources = Sources::default();
        sources.add_texts(
            &format!("list/topic/{name}"),
            Some(&question),
            Some(&rubric),
        );
        let checked = lint::check(&sources, &NO_QUESTIONS);
        let unreadable = |rule| matches!(rule, "toml" | "value" | "unknown-field" | "misplaced");
        let findings = &checked.findings;
        assert!(
            !findings.iter().any(|finding| unreadable(finding.rule)),
            "{findings:?}\n{question}\n{rubric}"
        );
    }
}
