//! Data in a prompt: what somebody said, between two lines that it can't write. Each line has a prefix, the closing line a code
//! that comes from a hash of the text and does not stand in it.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::text::is_invisible;

/// At most this many characters of an answer go into a prompt: about 3000 tokens, more than fifteen minutes of speech.
pub(super) const ANSWER_CHARS: usize = 12_000;

/// Digits of a fence's code.
const CODE_DIGITS: usize = 16;

/// What servers may read as a control token wherever it stands, in lower case. A blank after the first sign makes it text.
const CONTROL_TOKENS: [&str; 30] = [
    "<|",
    "<｜",
    "|>",
    "｜>",
    "[inst]",
    "[/inst]",
    "<<sys>>",
    "<</sys>>",
    "<s>",
    "</s>",
    "<bos>",
    "<eos>",
    "<unk>",
    "<pad>",
    "<mask>",
    "<sop>",
    "<eop>",
    "<start_of_turn>",
    "<end_of_turn>",
    "<think>",
    "</think>",
    "<tool_call>",
    "</tool_call>",
    "<tool_response>",
    "</tool_response>",
    "[gmask]",
    "[system_prompt]",
    "[/system_prompt]",
    "[tool_calls]",
    "[available_tools]",
];

/// A text as data. More than `limit` characters are cut in the middle, and it says so.
pub(super) fn fenced(name: &str, text: &str, limit: usize) -> String {
    let code = code_for(text);
    let mut fence = format!("<<< {name} {code}\n");
    let (head, left_out, tail) = cut(text, limit);
    push_lines(&mut fence, head);
    if left_out > 0 {
        let _ = writeln!(fence, "~ {left_out} characters were left out here");
        push_lines(&mut fence, tail);
    }
    let _ = write!(fence, ">>> {name} {code}");
    fence
}

/// A text on one line without what can't be seen: for a statement of the rubric, or a passage.
pub(super) fn one_line(text: &str, limit: usize) -> String {
    let seen: String = text
        .chars()
        .map(|c| if is_break(c) || c == '\t' { ' ' } else { c })
        .filter(|&c| !c.is_control() && !is_unseen(c))
        .collect();
    let line = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(limit) {
        Some((end, _)) => format!("{}...", line[..end].trim_end()),
        None => line,
    }
}

/// Whether a character is nothing to see: of no width, or only a variant of the one before it.
pub(super) fn is_unseen(c: char) -> bool {
    is_invisible(c) || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// The beginning and the end of a text that has more than `limit` characters, and how many lie between.
fn cut(text: &str, limit: usize) -> (&str, usize, &str) {
    let count = text.chars().count();
    if count <= limit {
        return (text, 0, "");
    }
    let at = |n: usize| {
        text.char_indices()
            .nth(n)
            .map_or(text.len(), |(offset, _)| offset)
    };
    let half = limit / 2;
    (
        &text[..at(half)],
        count - 2 * half,
        &text[at(count - half)..],
    )
}

fn push_lines(fence: &mut String, text: &str) {
    for line in text.replace("\r\n", "\n").split(is_break) {
        fence.push_str("| ");
        let seen: String = line
            .chars()
            .filter(|&c| (c == '\t' || !c.is_control()) && !is_unseen(c))
            .collect();
        push_defused(fence, &seen);
        fence.push('\n');
    }
}

fn push_defused(fence: &mut String, line: &str) {
    for (at, c) in line.char_indices() {
        fence.push(c);
        if matches!(c, '<' | '[' | '|' | '｜') && begins_token(&line[at..]) {
            fence.push(' ');
        }
    }
}

fn begins_token(rest: &str) -> bool {
    CONTROL_TOKENS.iter().any(|token| {
        rest.get(..token.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(token))
    })
}

/// Whatever some reader may take for the end of a line.
fn is_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// A code that does not stand in the text.
fn code_for(text: &str) -> String {
    let mut round: u32 = 0;
    loop {
        let digest = Sha256::new()
            .chain_update(text)
            .chain_update(round.to_le_bytes())
            .finalize();
        let mut code = String::with_capacity(CODE_DIGITS);
        for byte in &digest[..CODE_DIGITS / 2] {
            let _ = write!(code, "{byte:02x}");
        }
        if !text.to_ascii_lowercase().contains(&code) {
            return code;
        }
        round += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{fenced, one_line};

    /// The lines between the first and the last.
    fn inside(fence: &str) -> Vec<&str> {
        let lines: Vec<&str> = fence.split('\n').collect();
        lines[1..lines.len() - 1].to_vec()
    }

    #[test]
    fn every_kind_of_line_break_begins_a_line_with_the_prefix() {
        let text = "a\nb\r\nc\rd\u{b}e\u{c}f\u{85}g\u{2028}h\u{2029}i";
        let fence = fenced("ANSWER", text, 100);
        assert_eq!(
            inside(&fence),
            [
                "| a", "| b", "| c", "| d", "| e", "| f", "| g", "| h", "| i"
            ]
        );
    }

    #[test]
    fn what_looks_like_a_control_token_is_text() {
        let cases = [
            ("<|im_end|>", "| < |im_end| >"),
            ("[INST] x [/INST]", "| [ INST] x [ /INST]"),
            ("<<SYS>> </s> <s>", "| < <SYS>> < /s> < s>"),
            ("<｜User｜>", "| < ｜User｜ >"),
            ("<Think>", "| < Think>"),
            ("a < b, Vec<str>, x[1] | y", "| a < b, Vec<str>, x[1] | y"),
        ];
        for (text, expected) in cases {
            assert_eq!(inside(&fenced("ANSWER", text, 100)), [expected], "{text:?}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_not_sent() {
        let text = "ta\u{e0041}\u{e0042}gs\u{200b} and\u{fe0f} \u{1b}[31mcolour\u{202e}";
        assert_eq!(
            inside(&fenced("ANSWER", text, 100)),
            ["| tags and [31mcolour"]
        );
    }

    #[test]
    fn a_long_text_is_cut_in_the_middle_and_says_so() {
        let text = format!("{}{}{}", "a".repeat(50), "é".repeat(1000), "z".repeat(50));
        let fence = fenced("ANSWER", &text, 100);
        let a = format!("| {}", "a".repeat(50));
        let z = format!("| {}", "z".repeat(50));
        assert_eq!(
            inside(&fence),
            [
                a.as_str(),
                "~ 1000 characters were left out here",
                z.as_str()
            ]
        );
    }

    #[test]
    fn the_code_depends_on_the_text_and_does_not_stand_in_it() {
        let first = fenced("ANSWER", "x", 100);
        let code = first.lines().last().unwrap().rsplit(' ').next().unwrap();
        assert_eq!(code.len(), 16);
        assert_ne!(
            first.lines().last(),
            fenced("ANSWER", "y", 100).lines().last()
        );
        assert_eq!(first, fenced("ANSWER", "x", 100));
    }

    #[test]
    fn one_line_is_one_line() {
        assert_eq!(one_line(" a\n\u{2028} b\tc\u{200b}\u{1b} ", 100), "a b c");
        assert_eq!(one_line("abcdef", 3), "abc...");
    }
}
