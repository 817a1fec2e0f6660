//! What lists carry that is no part of a question: boxes to tick, the frame of a web page, choices to pick from.

use std::borrow::Cow;

use super::{Found, label};

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
    if !text.contains("] ") && !text.contains(':') && !FRAME.iter().any(|tag| text.contains(tag)) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        kept.push_str(&without_shortcodes(&without_box(line)));
    }
    for tag in FRAME {
        kept = kept.replace(tag, "");
    }
    Cow::Owned(kept)
}

/// Without `:star:` and the like, which a page shows as pictures.
fn without_shortcodes(line: &str) -> Cow<'_, str> {
    let is_name = |name: &str| {
        name.len() > 1
            && name.contains(|c: char| c.is_ascii_lowercase())
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_+-".contains(c))
    };
    let are_all = |word: &str| {
        word.strip_prefix(':')
            .and_then(|rest| rest.strip_suffix(':'))
            .is_some_and(|inner| inner.split("::").all(is_name))
    };
    if !line.split_whitespace().any(are_all) {
        return Cow::Borrowed(line);
    }
    let words = line.split_inclusive(char::is_whitespace);
    let kept: String = words.filter(|word| !are_all(word.trim_end())).collect();
    let end = if line.ends_with('\n') { "\n" } else { "" };
    Cow::Owned(format!("{}{end}", kept.trim_end()))
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
        .map(|line| line.trim().trim_start_matches("- "))
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
        [key, ref explanation @ ..] => match right_of(&choices, key) {
            // What stands behind the key says why.
            Some(right) if !explanation.is_empty() => {
                Some(format!("{right}\n\n{}", explanation.join("\n")))
            }
            Some(right) => Some(right.to_owned()),
            None => return,
        },
    };
    if right.is_none() && is_bare {
        return;
    }
    if found.code.is_none() {
        found.code = Some(shown(&choices));
    }
    found.answer = right.unwrap_or_default();
}

/// Choices as they are shown: a letter before each.
pub(super) fn shown<S: AsRef<str>>(choices: &[S]) -> String {
    let lettered = ('a'..)
        .zip(choices)
        .map(|(letter, text)| format!("{letter}) {}", text.as_ref()));
    lettered.collect::<Vec<_>>().join("\n")
}

/// The choice that a key names: by its letter (`b`, `Answer: b) def`), or by its words.
pub(super) fn right_of<'a, S: AsRef<str>>(choices: &'a [S], key: &str) -> Option<&'a str> {
    let lettered = key_of(key).or_else(|| {
        let behind = key
            .rsplit_once(':')
            .map_or(key, |(_, behind)| behind)
            .trim();
        let (letter, text) = choice(behind)?;
        let named = choices.get(usize::from(letter - b'a'))?.as_ref();
        named.trim().eq_ignore_ascii_case(text).then_some(letter)
    });
    let by_letter = lettered.map(|letter| choices.get(usize::from(letter - b'a')));
    let named = by_letter.unwrap_or_else(|| {
        let behind = label::answer(key).unwrap_or(key).trim();
        choices
            .iter()
            .find(|choice| choice.as_ref().trim().eq_ignore_ascii_case(behind))
    });
    named.map(AsRef::as_ref)
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
            "- a) func\n- b) def\n- c) lambda\n\nb) def",
            "a) func\nb) def\nc) lambda\nAnswer: def",
        ] {
            assert_eq!(settled(answer), ("def".to_owned(), shown()), "{answer}");
        }
        assert_eq!(
            settled("a) func\nb) def\nc) lambda"),
            (String::new(), shown())
        );
        assert_eq!(
            settled("a) func\nb) def\nc) lambda\n\nb\n\nIt begins a function."),
            ("def\n\nIt begins a function.".to_owned(), shown())
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
    fn names_of_pictures_go_and_names_of_code_stay() {
        assert_eq!(
            without_marks("## :star::star: Lists\n- What is `std::vector`? :fire:\n:a: is ::b::\n"),
            "## Lists\n- What is `std::vector`?\n:a: is ::b::\n"
        );
    }

    #[test]
    fn boxes_and_frames_go_and_lines_stay() {
        assert_eq!(
            without_marks("- [ ] What?\n  * [x] Why?\n- [a] b\n</body></html>\n"),
            "- What?\n  * Why?\n- [a] b\n\n"
        );
    }
}
