//! Text from outside as it may stand in a report: what would hide words or turn their order round is left out. Escaping for
//! HTML or Markdown is another step, after this one.

use crate::text::is_invisible;

/// The text without control characters and characters of no width or of writing direction. A line ending of any system is a
/// newline, a tab four spaces.
pub(in crate::report) fn visible(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\n' => kept.push('\n'),
            '\r' if rest.peek() == Some(&'\n') => {}
            '\r' | '\u{2028}' | '\u{2029}' => kept.push('\n'),
            '\t' => kept.push_str("    "),
            character if character.is_control() || is_invisible(character) => {}
            character => kept.push(character),
        }
    }
    kept
}

/// As [`visible`], on one line: for titles and names.
pub(in crate::report) fn visible_line(text: &str) -> String {
    visible(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// As [`visible`], with the lines of each paragraph joined: for texts of the bank, whose files break lines anywhere.
/// Paragraphs have a blank line between them.
pub(in crate::report) fn reflowed(text: &str) -> String {
    let text = visible(text);
    let paragraphs = text.trim().split("\n\n").map(visible_line);
    let paragraphs: Vec<String> = paragraphs.filter(|words| !words.is_empty()).collect();
    paragraphs.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::{reflowed, visible, visible_line};

    #[test]
    fn what_hides_or_turns_words_is_left_out() {
        for (raw, expected) in [
            ("plain, naïve 你好 🎉\nnext", "plain, naïve 你好 🎉\nnext"),
            ("a\r\nb\rc\u{2028}d", "a\nb\nc\nd"),
            ("a\tb", "a    b"),
            ("\u{1b}[31mred\0\u{7}\u{7f}\u{9b}", "[31mred"),
            ("safe\u{202e}txt.exe\u{2066}x\u{2069}", "safetxt.exex"),
            ("zero\u{200b}width\u{feff}", "zerowidth"),
            ("e\u{301}", "e\u{301}"),
        ] {
            assert_eq!(visible(raw), expected, "{raw:?}");
        }
        assert_eq!(reflowed("\na\nb\r\n\n\nc \nd\n"), "a b\n\nc d");
        assert_eq!(visible_line(" a\n\tb  c\u{202e} "), "a b c");
    }
}
