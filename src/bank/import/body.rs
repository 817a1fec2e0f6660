//! What stands under a question: its answer, its level, or its code.

use super::block::{Block, Kind};
use super::label;
use super::level::level_tag;
use super::wording::asks;
use crate::assessment::Level;

/// The level that a line under a question names.
pub(super) fn level_of(text: &str) -> Option<Level> {
    level_tag(text).or_else(|| level_tag(label::level(text)?))
}

/// "Answer" alone, or what a fold is called that hides one.
pub(super) fn is_label_alone(block: &Block) -> bool {
    let plain = block.text.to_lowercase();
    label::answer(&block.text).is_some_and(str::is_empty)
        || block.text.is_empty()
        || block.kind == Kind::Summary
            && [
                "answer",
                "solution",
                "show",
                "click",
                "reveal",
                "explanation",
                "details",
                "expand",
                "hint",
            ]
            .iter()
            .any(|word| plain.contains(word))
}

/// Whether a question is about code that stands under it.
pub(super) fn speaks_of_code(prompt: &str) -> bool {
    let plain = prompt.to_lowercase();
    [
        "following",
        "below",
        "this code",
        "this snippet",
        "this program",
        "this script",
        "this function",
        "output of",
        "this print",
    ]
    .iter()
    .any(|words| plain.contains(words))
}

/// A question and what answers it in the same block.
pub(super) fn split_answer(text: &str) -> (&str, &str) {
    for (at, _) in text.match_indices("?\n") {
        let (asked, rest) = text.split_at(at + 1);
        if !asks(rest) {
            return (asked.trim(), label::answer(rest).unwrap_or(rest).trim());
        }
    }
    for mark in [
        "? A: ",
        "? Answer: ",
        "? Ans: ",
        "? - ",
        "? – ",
        "? — ",
        "? → ",
        "? => ",
    ] {
        if let Some((asked, rest)) = text.split_once(mark) {
            let end = asked.len() + 1;
            return (text[..end].trim(), rest.trim());
        }
    }
    (text.trim(), "")
}

/// The text of an answer: paragraphs with a blank line between, items of a list without.
pub(super) fn answer(body: &[(usize, Kind, String)]) -> String {
    let mut text = String::new();
    let mut was_item = false;
    for (_, kind, part) in body {
        let part = label::answer(part)
            .filter(|_| *kind != Kind::Code)
            .unwrap_or(part);
        let is_item = matches!(kind, Kind::Bullet | Kind::Numbered(_));
        let part = match ["-> ", "=> ", "→ "]
            .iter()
            .find_map(|arrow| part.strip_prefix(arrow))
        {
            Some(rest) if text.is_empty() && *kind != Kind::Code => rest,
            _ => part,
        };
        if part.trim().is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push_str(if is_item && was_item { "\n" } else { "\n\n" });
        }
        match kind {
            Kind::Bullet => text.push_str(&format!("- {part}")),
            Kind::Numbered(number) => text.push_str(&format!("{number}. {part}")),
            Kind::Code => text.push_str(&format!("```\n{}\n```", part.trim_end())),
            _ => text.push_str(part),
        }
        was_item = is_item;
    }
    text
}
