//! Key points drafted from a reference answer, for a request without an authored rubric: one for each sentence or
//! listed part that says something; and patterns that a statement's words suggest to its author.

use crate::assessment::{KeyPoint, Lexicon, Rubric};
use crate::text::{analyze, is_function_word, stem};

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
            Some((sentence, _, end))
                if *sentence == token.sentence
                    || is_cut_short(&text[..token.span.start], &text[token.span.start..]) =>
            {
                (*sentence, *end) = (token.sentence, token.span.end.max(*end));
            }
            _ => found.push((token.sentence, token.span.start, token.span.end)),
        }
    }
    found
        .into_iter()
        .map(|(_, start, end)| &text[opened(text, start)..closed(text, end)])
        .collect()
}

/// Whether the dot before a text is that of an abbreviation: "e.g. COUNT(*)".
fn is_cut_short(before: &str, after: &str) -> bool {
    let last = before.split_whitespace().next_back().unwrap_or("");
    let last = last.trim_start_matches(['(', '[', '"', ',']).to_lowercase();
    ["e.g.", "i.e.", "vs.", "cf."].contains(&last.as_str())
        || last == "etc." && after.starts_with(char::is_lowercase)
}

/// Where a sentence begins with the bracket, quote or sign before its first word.
fn opened(text: &str, start: usize) -> usize {
    let before = text[..start].trim_end_matches(['(', '[', '`', '"', '*', '_']);
    before.len()
}

/// Where a sentence ends with what closes behind its last word, such as the second half of `O(n)`.
fn closed(text: &str, end: usize) -> usize {
    let after = text[end..].trim_start_matches([')', ']', '`', '"', '*', '_', '}']);
    text.len() - after.len()
}

/// So many words of a statement carry it.
const TELLING_WORDS: usize = 3;

/// Words that only deny another one: a pattern says that with `not:`.
const DENYING: &[&str] = &["never", "not", "no", "without", "none", "neither", "nor"];

/// Patterns that the words of a statement suggest: its longest words two by two, as concepts of the lexicon where they are
/// among the sayings of one. For an author to choose from: nothing grades by them.
pub fn suggest_patterns(prompt: &str, statement: &str, lexicon: &Lexicon) -> Vec<String> {
    let question: Vec<_> = analyze(prompt)
        .tokens
        .into_iter()
        .map(|token| token.stem)
        .collect();
    let mut telling: Vec<(usize, String)> = Vec::new();
    let mut seen = Vec::new();
    for token in analyze(statement).tokens {
        let is_word = token
            .form
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_');
        if is_function_word(&token.form)
            || !is_word
            || DENYING.contains(&token.form.as_ref())
            || seen.contains(&token.stem)
            || question.contains(&token.stem)
        {
            continue;
        }
        let term = concept(&token.stem, lexicon).unwrap_or_else(|| token.form.to_string());
        let denied = if token.negator.is_some() { "not:" } else { "" };
        telling.push((token.form.len(), format!("{denied}{term}")));
        seen.push(token.stem);
    }
    telling.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
    telling.truncate(TELLING_WORDS);
    let terms: Vec<String> = telling.into_iter().map(|(_, term)| term).collect();
    let mut patterns = Vec::new();
    for (n, first) in terms.iter().enumerate() {
        patterns.extend(
            terms[n + 1..]
                .iter()
                .map(|second| format!("{first} {second}")),
        );
    }
    patterns
}

/// The concept that a word is the first saying of, or the name.
fn concept(word: &str, lexicon: &Lexicon) -> Option<String> {
    lexicon
        .iter()
        .find(|(name, sayings)| {
            *name == word || sayings.first().is_some_and(|first| stem(first) == word)
        })
        .map(|(name, _)| format!("@{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_abbreviation_ends_no_sentence() {
        let statements = |text: &str| -> Vec<String> {
            let points = draft_rubric("", text).key_points;
            points.into_iter().map(|point| point.statement).collect()
        };
        assert_eq!(
            statements("Aggregates read many rows, e.g. COUNT(*). They need GROUP BY."),
            [
                "Aggregates read many rows, e.g. COUNT(*)",
                "They need GROUP BY"
            ]
        );
        assert_eq!(
            statements(
                "Lists, sets etc. are containers (i.e. They hold things). TCP vs. UDP matters, etc. Ports differ."
            ),
            [
                "Lists, sets etc. are containers (i.e. They hold things)",
                "TCP vs. UDP matters, etc",
                "Ports differ"
            ]
        );
    }

    #[test]
    fn a_statement_suggests_concepts_and_its_own_words() {
        let mut lexicon = Lexicon::default();
        lexicon.add("change", ["change".to_owned(), "modify".to_owned()]);
        assert_eq!(
            suggest_patterns(
                "What is a tuple?",
                "A hashable tuple never changes",
                &lexicon
            ),
            ["hashable not:@change"]
        );
        assert!(suggest_patterns("What is a tuple?", "A tuple", &lexicon).is_empty());
    }

    #[test]
    fn what_closes_behind_the_last_word_belongs_to_the_statement() {
        let rubric = draft_rubric("How fast?", "It takes O(n). `len()` is \"free\".");
        let statements: Vec<&str> = rubric
            .key_points
            .iter()
            .map(|point| point.statement.as_str())
            .collect();
        assert_eq!(statements, ["It takes O(n)", "`len()` is \"free\""]);
    }
}
