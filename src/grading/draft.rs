//! Key points drafted from a reference answer, for a request without an authored rubric: one for each sentence or
//! listed part that says something.

use crate::assessment::{KeyPoint, Rubric};
use crate::text::{analyze, is_function_word};

/// Drafts a rubric from a reference answer. Each point weighs as many content words as it has; none is essential.
pub fn draft_rubric(prompt: &str, reference: &str) -> Rubric {
    let _ = prompt;
    let mut rubric = Rubric {
        reference: reference.trim().to_owned(),
        ..Rubric::default()
    };
    for sentence in sentences(reference) {
        let content = analyze(sentence)
            .tokens
            .iter()
            .filter(|token| !is_function_word(&token.form))
            .count();
        if content == 0 {
            continue;
        }
        rubric.key_points.push(KeyPoint {
            id: (rubric.key_points.len() + 1).to_string(),
            statement: sentence.to_owned(),
            weight: content.clamp(1, 12) as f64,
            essential: false,
            subject: None,
            patterns: Vec::new(),
            wrong: Vec::new(),
            probe: None,
        });
    }
    rubric
}

/// The sentences of a text as they were written.
fn sentences(text: &str) -> Vec<&str> {
    let analysis = analyze(text);
    let mut found: Vec<(u32, usize, usize)> = Vec::new();
    for token in &analysis.tokens {
        match found.last_mut() {
            Some((sentence, _, end)) if *sentence == token.sentence => {
                *end = token.span.end.max(*end)
            }
            _ => found.push((token.sentence, token.span.start, token.span.end)),
        }
    }
    found
        .into_iter()
        .map(|(_, start, end)| &text[start..end])
        .collect()
}
