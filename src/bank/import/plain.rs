//! Plain text as blocks: paragraphs by blank lines, items by their markers, headings by their shape.

use super::block::{Block, Kind};
use super::{code, label, wording};

/// The blocks of a text, in order.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    let mut lines = (1..).zip(text.lines());
    while let Some((number, line)) = lines.next() {
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            reader.flush();
            let fence = &trimmed[..3];
            let inside: Vec<&str> = lines
                .by_ref()
                .map(|(_, line)| line)
                .take_while(|line| !line.trim().starts_with(fence))
                .collect();
            reader.blocks.push(Block::new(
                number,
                indent(line),
                Kind::Code,
                inside.join("\n"),
            ));
        } else if trimmed.is_empty() {
            reader.flush();
        } else if is_rule(trimmed) {
            reader.rule(trimmed);
        } else {
            reader.line(number, line);
        }
    }
    reader.flush();
    reader.blocks
}

#[derive(Default)]
struct Reader<'a> {
    blocks: Vec<Block>,
    /// The paragraph or item being read.
    open: Option<(usize, usize, Kind)>,
    lines: Vec<&'a str>,
}

impl<'a> Reader<'a> {
    fn line(&mut self, number: usize, line: &'a str) {
        let depth = indent(line);
        let started = label::item(line)
            .map(|(kind, rest)| match label::question(rest) {
                Some(asked) => (kind, asked),
                None => (kind, rest),
            })
            .or_else(|| label::question(line.trim()).map(|rest| (Kind::Asked, rest)))
            .or_else(|| label::answer(line).map(|rest| (Kind::Answer, rest)));
        match started {
            Some((kind, rest)) if !self.is_in_code() || matches!(kind, Kind::Numbered(_)) => {
                self.flush();
                self.open = Some((number, depth, kind));
                self.lines = vec![rest];
            }
            _ if self.continues(line, depth) => self.lines.push(line),
            _ => {
                self.flush();
                self.open = Some((number, depth, Kind::Text));
                self.lines = vec![line];
            }
        }
    }

    fn is_in_code(&self) -> bool {
        let last = self.lines.len().saturating_sub(8);
        matches!(self.open, Some((_, _, Kind::Text))) && code::is_code(&self.lines[last..])
    }

    /// Whether a line belongs to what is open. A question ends where it asks; what stands under it answers it.
    fn continues(&self, line: &str, depth: usize) -> bool {
        let Some((_, at, kind)) = &self.open else {
            return false;
        };
        let last = self.lines.last().map_or("", |line| line.trim());
        let has_ended = last.ends_with(['.', '?', '!']);
        // A question among lines: it begins large behind a sentence's end, and what comes behind it answers it.
        let begins =
            |line: &str| wording::asks(line) && line.trim().starts_with(char::is_uppercase);
        let is_question =
            self.lines.first().is_some_and(|first| begins(first)) && last.ends_with('?');
        match kind {
            Kind::Numbered(_) | Kind::Bullet | Kind::Asked => {
                let is_wrapped = line.trim().starts_with(char::is_lowercase)
                    || depth > *at
                    || last.chars().count() > 60;
                !last.ends_with(['?', '.', '!', ':']) && is_wrapped
            }
            Kind::Answer => !(has_ended && begins(line) && line.trim().ends_with('?')),
            _ => {
                let is_task = self.lines.len() == 1 && has_ended && wording::asks_plainly(last);
                !(is_question || is_task || has_ended && begins(line))
            }
        }
    }

    /// A line of dashes: it makes the line above it a heading.
    fn rule(&mut self, rule: &str) {
        if let (Some((line, depth, Kind::Text)), [heading]) = (&self.open, self.lines.as_slice())
            && rule.starts_with(['=', '-'])
        {
            let level = if rule.starts_with('=') { 1 } else { 2 };
            self.blocks.push(Block::new(
                *line,
                *depth,
                Kind::Heading(level),
                heading.trim(),
            ));
            self.open = None;
            self.lines.clear();
        }
        self.flush();
    }

    fn flush(&mut self) {
        let Some((line, depth, kind)) = self.open.take() else {
            return;
        };
        let lines = std::mem::take(&mut self.lines);
        let kind = match kind {
            Kind::Text if code::is_code(&lines) => Kind::Code,
            Kind::Text if lines.len() == 1 && is_heading_like(lines[0]) => Kind::Line,
            kind => kind,
        };
        let text = match kind {
            Kind::Code => lines
                .iter()
                .skip_while(|line| code::is_label(line))
                .copied()
                .collect::<Vec<_>>()
                .join("\n"),
            _ => lines
                .iter()
                .map(|line| line.trim())
                .collect::<Vec<_>>()
                .join("\n"),
        };
        self.blocks
            .push(Block::new(line, depth, kind, without_marks(&text)));
    }
}

/// Columns before the first character.
fn indent(line: &str) -> usize {
    line.chars()
        .take_while(|c| c.is_whitespace())
        .map(|c| if c == '\t' { 4 } else { 1 })
        .sum()
}

fn is_rule(line: &str) -> bool {
    line.len() >= 3
        && ["=", "-", "*", "_", "─", "—"]
            .iter()
            .any(|sign| line.replace(sign, "").trim().is_empty())
}

/// A short line that begins large and does not end as a sentence does.
fn is_heading_like(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() <= 80
        && line.split_whitespace().count() <= 10
        && !line.ends_with(['.', ',', ';', '?', '!'])
        && !line.starts_with(['©', '®'])
        && line
            .chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || !c.is_ascii())
        && line.contains(char::is_alphabetic)
}

/// Without the stars around a text that is bold as a whole.
fn without_marks(text: &str) -> String {
    let inner = text
        .strip_prefix("**")
        .and_then(|rest| rest.strip_suffix("**"));
    inner
        .filter(|inner| !inner.contains("**"))
        .unwrap_or(text)
        .to_owned()
}
