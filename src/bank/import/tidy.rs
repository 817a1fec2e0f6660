//! What lists carry that is no part of a question: boxes to tick, the frame of a web page, choices to pick from.

use std::borrow::Cow;

use super::Found;

/// Tags of a page's frame, which say nothing.
const FRAME: [&str; 6] = [
    "<!DOCTYPE html>",
    "<!doctype html>",
    "<html>",
    "</html>",
    "<body>",
    "</body>",
];

/// The text without boxes before items (`- [x] What?`) and without a page's frame; lines stay where they are.
pub(super) fn without_marks(text: &str) -> Cow<'_, str> {
    if !text.contains("] ") && !FRAME.iter().any(|tag| text.contains(tag)) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        kept.push_str(&without_box(line));
    }
    for tag in FRAME {
        kept = kept.replace(tag, "");
    }
    Cow::Owned(kept)
}

fn without_box(line: &str) -> Cow<'_, str> {
    let item = line.trim_start();
    let boxed = item
        .strip_prefix(['-', '*', '+'])
        .and_then(|rest| rest.strip_prefix(' '))
        .and_then(|rest| {
            ["[ ] ", "[x] ", "[X] "]
                .iter()
                .find_map(|mark| rest.strip_prefix(mark))
        });
    match boxed {
        Some(rest) => {
            let start = line.len() - item.len() + 2;
            Cow::Owned(format!("{}{rest}", &line[..start]))
        }
        None => Cow::Borrowed(line),
    }
}

/// Choices belong to the question, and the one that is right is the answer: "b" alone says nothing.
pub(super) fn settle_choices(found: &mut Found) {
    let lines: Vec<&str> = found
        .answer
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    // What reads as "A." was taken for the label of an answer.
    let is_bare = lines.first().is_some_and(|line| choice(line).is_none());
    let mut choices: Vec<&str> = lines
        .first()
        .filter(|_| is_bare)
        .copied()
        .into_iter()
        .collect();
    let first = choices.len();
    for line in &lines[first.min(lines.len())..] {
        match choice(line) {
            Some((letter, text)) if usize::from(letter - b'a') == choices.len() => {
                choices.push(text);
            }
            _ => break,
        }
    }
    if choices.len() < 2 + first {
        return;
    }
    let right = match lines[choices.len()..] {
        [] => None,
        [key] => match key_of(key).map(|letter| choices.get(usize::from(letter - b'a'))) {
            Some(Some(right)) => Some((*right).to_owned()),
            _ => return,
        },
        _ => return,
    };
    let shown: Vec<String> = (b'a'..)
        .zip(&choices)
        .map(|(letter, text)| format!("{}) {text}", char::from(letter)))
        .collect();
    if right.is_none() && is_bare {
        return;
    }
    found.code.get_or_insert_with(|| shown.join("\n"));
    found.answer = right.unwrap_or_default();
}

/// The letter and text of `a) text`, `(B) text`, `c. text`.
fn choice(line: &str) -> Option<(u8, &str)> {
    let inner = line.strip_prefix('(').unwrap_or(line);
    let letter = inner.bytes().next()?.to_ascii_lowercase();
    let rest = inner.get(1..)?.strip_prefix([')', '.'])?;
    ((b'a'..=b'h').contains(&letter) && rest.starts_with([' ', '\t']) && !rest.trim().is_empty())
        .then(|| (letter, rest.trim()))
}

/// The letter of `b`, `Answer: C`, `Correct answer: (d)`.
fn key_of(line: &str) -> Option<u8> {
    let plain = line.to_lowercase();
    let key = plain.rsplit(':').next().unwrap_or(&plain);
    let key = key.trim().trim_matches(['(', ')', '.', '*']);
    let names = [
        "",
        "answer",
        "ans",
        "correct answer",
        "correct",
        "key",
        "right answer",
    ];
    let name = plain.rsplit_once(':').map_or("", |(name, _)| name.trim());
    match key.as_bytes() {
        [letter @ b'a'..=b'h'] if names.contains(&name) => Some(*letter),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, settle_choices, without_marks};

    fn settled(answer: &str) -> (String, Option<String>) {
        let mut found = Found {
            answer: answer.to_owned(),
            ..Found::default()
        };
        settle_choices(&mut found);
        (found.answer, found.code)
    }

    #[test]
    fn the_choice_that_is_right_is_the_answer() {
        let shown = || Some("a) func\nb) def\nc) lambda".to_owned());
        for answer in [
            "a) func\nb) def\nc) lambda\n\nb",
            "(A) func\n(B) def\n(C) lambda\nCorrect answer: B",
            "func\nB. def\nC. lambda\nAns: (b)",
        ] {
            assert_eq!(settled(answer), ("def".to_owned(), shown()), "{answer}");
        }
        assert_eq!(
            settled("a) func\nb) def\nc) lambda"),
            (String::new(), shown())
        );
    }

    #[test]
    fn what_is_no_choice_stays() {
        for answer in [
            "",
            "b",
            "It has two parts:\na) the head\nb) the tail",
            "a) the head\nb) the tail\nBoth are needed.",
            "a) the head\nb) the tail\nd",
            "A list\nof things",
        ] {
            assert_eq!(settled(answer), (answer.to_owned(), None), "{answer}");
        }
    }

    #[test]
    fn boxes_and_frames_go_and_lines_stay() {
        assert_eq!(
            without_marks("- [ ] What?\n  * [x] Why?\n- [a] b\n</body></html>\n"),
            "- What?\n  * Why?\n- [a] b\n\n"
        );
    }
}
