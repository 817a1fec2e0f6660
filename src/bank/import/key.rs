//! Answers that stand apart from their questions: a section `Answers` or `Answer key` below them, paired by number or by order.

use std::ops::Range;

use super::block::{Block, Kind};
use super::key_marks::{choice_of, letters, number};
use super::wording::asks_plainly;
use super::{Cause, Found, Imported, body, excerpt, label, outline, tidy};
use crate::text::count;

/// What such a section is called.
const NAMES: &[&str] = &[
    "answers",
    "answers below",
    "answer key",
    "answer keys",
    "answer sheet",
    "answers and explanations",
    "answers to the questions",
    "correct answers",
    "key to the questions",
    "model answers",
    "sample answers",
    "solution key",
    "solutions",
    "suggested answers",
];

/// Reads a list whose blocks `blocks` finds. A section of answers is one where at least two questions stand above it and most
/// of them have no answer of their own.
pub(super) fn read(text: &str, blocks: fn(&str) -> Vec<Block>) -> Imported {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut keys: Vec<Key> = sections(&lines)
        .into_iter()
        .map(|lines_of| Key::read(&lines, lines_of, blocks))
        .collect();
    if keys.is_empty() {
        return outline::read(&blocks(text));
    }
    let mut imported = outline::read(&blocks(&without(&lines, &keys)));
    let found = keys.len();
    let mut from = 0;
    keys.retain(|key| {
        let is_key = key.answers_those(&imported.questions[questions(&imported, from, key)]);
        if is_key {
            from = key.lines.end;
        }
        is_key
    });
    if keys.len() < found {
        imported = outline::read(&blocks(&without(&lines, &keys)));
    }
    let mut from = 0;
    for key in keys {
        let asked = questions(&imported, from, &key);
        from = key.lines.end;
        pair(&mut imported, asked, &lines, key);
    }
    imported
}

/// A section of answers.
struct Key {
    /// From its title on, counted from 0.
    lines: Range<usize>,
    given: Vec<Given>,
}

/// An answer of a section.
struct Given {
    /// From 1.
    line: usize,
    /// The number it is given under.
    number: Option<u32>,
    text: String,
}

/// The text without the sections; every line keeps its place.
fn without(lines: &[&str], keys: &[Key]) -> String {
    let is_in = |at: usize| keys.iter().any(|key| key.lines.contains(&at));
    (0..lines.len())
        .map(|at| if is_in(at) { "\n" } else { lines[at] })
        .collect()
}

/// The questions between a line (from 0) and a section.
fn questions(imported: &Imported, from: usize, key: &Key) -> Range<usize> {
    let before = |line: usize| {
        imported
            .questions
            .partition_point(|question| question.line <= line)
    };
    before(from)..before(key.lines.start).max(before(from))
}

/// Where sections of answers stand, as far as their titles tell.
fn sections(lines: &[&str]) -> Vec<Range<usize>> {
    let mut sections: Vec<Range<usize>> = Vec::new();
    let (mut in_fence, mut has_items) = (false, false);
    let mut open: Option<(usize, usize)> = None;
    for (at, line) in lines.iter().enumerate() {
        let line = line.trim();
        in_fence ^= line.starts_with("```") || line.starts_with("~~~");
        if in_fence {
            continue;
        }
        let level = line.len() - line.trim_start_matches('#').len();
        let numbered = match label::item(line) {
            Some((Kind::Numbered(number), rest)) => Some((number, rest)),
            _ => None,
        };
        let begins = title(line).is_some();
        if let Some((start, above)) = open {
            let is_heading = level > 0 && has_items && (above == 0 || level <= above);
            let asks_again = has_items
                && numbered.is_some_and(|(number, rest)| number == 1 && rest.ends_with('?'));
            if begins || is_heading || asks_again {
                let end = if asks_again {
                    above_heading(lines, at)
                } else {
                    at
                };
                sections.push(start..end);
                open = None;
            }
        }
        if begins {
            (open, has_items) = (Some((at, level)), false);
        } else {
            has_items |= !line.is_empty() && level == 0;
        }
    }
    sections.extend(open.map(|(start, _)| start..lines.len()));
    sections
}

/// What stands behind the title of a section on its line, where the line is such a title.
fn title(line: &str) -> Option<&str> {
    let plain = |text: &str| {
        text.trim()
            .trim_matches(['*', '_', '#', ':', '.', ' ', '-', '='])
            .to_lowercase()
    };
    if line.len() > 400 {
        return None;
    }
    if NAMES.contains(&plain(line).as_str()) {
        return Some("");
    }
    let (name, rest) = line.split_once(':')?;
    (NAMES.contains(&plain(name).as_str()) && !letters(rest).is_empty()).then_some(rest)
}

/// The line of the heading above a line, where one stands there.
fn above_heading(lines: &[&str], at: usize) -> usize {
    let is_empty = |line: usize| lines[line].trim().is_empty();
    let Some(heading) = (0..at).rev().find(|&line| !is_empty(line)) else {
        return at;
    };
    let text = lines[heading].trim();
    let stands_alone = heading > 0 && is_empty(heading - 1);
    if stands_alone && label::item(text).is_none() && !text.ends_with(['.', '?', '!', ';', ',']) {
        heading
    } else {
        at
    }
}

impl Key {
    fn read(lines: &[&str], within: Range<usize>, blocks: fn(&str) -> Vec<Block>) -> Self {
        let (start, first) = (within.start, within.start + 1);
        let behind = title(lines[start].trim()).unwrap_or_default();
        let said: String = lines[first..within.end].concat();
        let named = letters(&format!("{behind}\n{said}"));
        let given = if named.is_empty() {
            let alone: String = (0..within.end)
                .map(|at| if at < first { "\n" } else { lines[at] })
                .collect();
            answers(lines, &blocks(&alone))
        } else {
            let given = |(number, letter): (u32, char)| Given {
                line: first,
                number: Some(number),
                text: letter.to_string(),
            };
            named.into_iter().map(given).collect()
        };
        Self {
            lines: within,
            given,
        }
    }

    fn answers_those(&self, asked: &[Found]) -> bool {
        let open = asked.iter().filter(|question| is_open(question)).count();
        let asking = self
            .given
            .iter()
            .filter(|given| asks_plainly(given.text.lines().next().unwrap_or("")))
            .count();
        asked.len() >= 2
            && open * 2 >= asked.len()
            && !self.given.is_empty()
            && asking * 2 < self.given.len()
    }
}

/// The answers that blocks hold: numbered items, or else items, or else paragraphs.
fn answers(lines: &[&str], blocks: &[Block]) -> Vec<Given> {
    let is_item: fn(&Kind) -> bool = [
        |kind: &Kind| matches!(kind, Kind::Numbered(_)),
        |kind: &Kind| matches!(kind, Kind::Answer),
        |kind: &Kind| matches!(kind, Kind::Bullet),
        |kind: &Kind| matches!(kind, Kind::Text | Kind::Line),
    ]
    .into_iter()
    .find(|is_item: &fn(&Kind) -> bool| blocks.iter().any(|block| is_item(&block.kind)))
    .unwrap_or(|_| false);
    let depth = blocks
        .iter()
        .filter(|block| is_item(&block.kind))
        .map(|block| block.depth)
        .min();
    let mut given: Vec<Given> = Vec::new();
    let mut parts: Vec<(usize, Kind, String)> = Vec::new();
    let finish = |given: &mut Vec<Given>, parts: &mut Vec<_>| {
        if let Some(last) = given.last_mut() {
            last.text = body::answer(&std::mem::take(parts));
        }
    };
    for block in blocks {
        if is_item(&block.kind) && Some(block.depth) == depth {
            finish(&mut given, &mut parts);
            given.push(Given {
                line: block.line,
                number: number(lines, block.line),
                text: String::new(),
            });
            parts.push((block.line, Kind::Text, block.text.clone()));
        } else if matches!(block.kind, Kind::Heading(_) | Kind::Closed) {
            finish(&mut given, &mut parts);
        } else if !given.is_empty() {
            parts.push((block.line, block.kind.clone(), block.text.clone()));
        }
    }
    finish(&mut given, &mut parts);
    given.retain(|given| !given.text.trim().is_empty());
    given
}

/// Whether nothing but choices stands under a question.
fn is_open(question: &Found) -> bool {
    question.answer.is_empty() || has_choices(question)
}

fn has_choices(question: &Found) -> bool {
    question.code.is_none() && settled(question, 'a').is_some()
}

/// The question with the choice that a letter names.
fn settled(question: &Found, letter: char) -> Option<Found> {
    let mut found = Found {
        answer: format!("{}\n\n{letter}", question.answer),
        ..question.clone()
    };
    tidy::settle_choices(&mut found);
    (found.code != question.code).then_some(found)
}

/// Gives questions their answers: by the numbers of both, in each run of numbers; by their order where there are as many.
fn pair(imported: &mut Imported, asked: Range<usize>, lines: &[&str], key: Key) {
    let numbers: Vec<Option<u32>> = imported.questions[asked.clone()]
        .iter()
        .map(|question| number(lines, question.line))
        .collect();
    let given: Vec<Option<u32>> = key.given.iter().map(|given| given.number).collect();
    let (of_questions, of_answers) = (runs(&numbers), runs(&given));
    let by_number = match (&of_questions, &of_answers) {
        (Some(questions), Some(answers)) => {
            let last = |runs: &[(usize, u32)]| runs.last().map(|(run, _)| *run);
            last(questions) == last(answers)
        }
        _ => false,
    };
    let given_count = given.len();
    let in_order = numbers.len() == given_count;
    for (at, given) in key.given.into_iter().enumerate() {
        let question = match (&of_questions, &of_answers) {
            (Some(questions), Some(answers)) if by_number => questions
                .iter()
                .position(|question| *question == answers[at]),
            _ => in_order.then_some(at),
        };
        match question.and_then(|at| imported.questions.get_mut(asked.start + at)) {
            Some(question) if is_open(question) => answer(question, given.text),
            Some(_) => imported.leave_out(
                given.line,
                Cause::Aside,
                format!(
                    "its question has an answer already: {}",
                    excerpt(&given.text)
                ),
            ),
            None => {
                let why = match given.number.filter(|_| by_number) {
                    Some(number) => format!("no question {number} for it above"),
                    None => format!(
                        "{} for {} questions, and no numbers that tell which is whose",
                        count(given_count, "answer", "answers"),
                        numbers.len()
                    ),
                };
                let why = format!(
                    "an answer without a question, {why}: {}",
                    excerpt(&given.text)
                );
                imported.leave_out(given.line, Cause::Damaged, why);
            }
        }
    }
}

/// Each number with the run it belongs to: where it begins anew, another run begins. `None` where one has no number, or a run
/// has only one (`1.` before each item says nothing).
fn runs(numbers: &[Option<u32>]) -> Option<Vec<(usize, u32)>> {
    let mut run = 0;
    let mut last = None;
    let mut told = Vec::with_capacity(numbers.len());
    for number in numbers {
        let number = (*number)?;
        if last.is_some_and(|last| number <= last) {
            run += 1;
        }
        last = Some(number);
        told.push((run, number));
    }
    (run == 0 || run + 1 < numbers.len()).then_some(told)
}

fn answer(question: &mut Found, text: String) {
    if !has_choices(question) {
        question.answer = text;
        return;
    }
    let named = choice_of(&text).and_then(|letter| settled(question, letter));
    if let Some(named) = named.filter(|named| !named.answer.is_empty()) {
        *question = named;
        return;
    }
    // An answer in words beside the choices.
    if let Some(shown) = settled(question, 'a') {
        *question = Found {
            answer: text,
            ..shown
        };
    }
}

#[cfg(test)]
#[path = "key_tests.rs"]
mod tests;
