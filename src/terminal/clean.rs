//! What may reach a terminal. Text from a bank, an answer or a file is untrusted: it must not move the cursor, change
//! colours, hide words or reverse their order.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::text::is_invisible;

/// The text without what a terminal would interpret: escape sequences, control characters (a newline stays, a tab becomes
/// spaces), overrides and isolates of writing direction, and characters of no width.
pub fn clean(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\n' => kept.push('\n'),
            '\t' => kept.push_str("    "),
            // A line ending of another system, or a cursor sent back to overwrite: both are a new line here.
            '\r' => {
                if rest.peek() != Some(&'\n') {
                    kept.push('\n');
                }
            }
            '\u{1b}' => skip_sequence(&mut rest),
            '\u{9b}' => skip_control_sequence(&mut rest),
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => skip_string(&mut rest),
            character if character.is_control() || is_invisible(character) => {}
            character => kept.push(character),
        }
    }
    kept
}

/// JSON that says the same and holds nothing a terminal would act on: such characters are written as `\\u` escapes. (They
/// can only stand inside strings; serde_json escapes those of ASCII.)
pub fn escape_json(json: &str) -> Cow<'_, str> {
    let acts = |character: char| {
        character == '\u{7f}'
            || (!character.is_ascii() && character.is_control())
            || is_invisible(character)
    };
    // Most of it is printable ASCII, which is seen at a glance.
    let is_plain = json.bytes().fold(true, |plain, byte| plain & (byte < 0x7f));
    if is_plain || !json.contains(acts) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        if acts(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

/// What follows an escape character.
fn skip_sequence(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    match rest.peek() {
        Some('[') => {
            rest.next();
            skip_control_sequence(rest);
        }
        Some(']' | 'P' | 'X' | '^' | '_') => {
            rest.next();
            skip_string(rest);
        }
        // Intermediate bytes and one final byte, as in the choice of a character set.
        Some(' '..='/') => {
            while rest.next_if(|c| (' '..='/').contains(c)).is_some() {}
            rest.next_if(|c| ('0'..='~').contains(c));
        }
        Some('0'..='~') => {
            rest.next();
        }
        _ => {}
    }
}

/// Parameters and intermediates, then the final byte, if there is one.
fn skip_control_sequence(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    while rest.next_if(|c| (' '..='?').contains(c)).is_some() {}
    rest.next_if(|c| ('@'..='~').contains(c));
}

/// A string command, up to its terminator or the end of the line: an unterminated one must not swallow the text.
fn skip_string(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    while let Some(character) = rest.next_if(|c| *c != '\n') {
        match character {
            '\u{07}' | '\u{9c}' => return,
            '\u{1b}' => {
                rest.next_if_eq(&'\\');
                return;
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{clean, escape_json};

    #[test]
    fn json_says_the_same_in_characters_that_a_terminal_leaves_alone() {
        let json = "{\"id\":\"a\u{9b}31m\u{202e}\u{7f}\u{e0041}é🎉\"}";
        let escaped = escape_json(json);
        assert_eq!(
            escaped,
            "{\"id\":\"a\\u009b31m\\u202e\\u007f\\udb40\\udc41é🎉\"}"
        );
        let same = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap();
        assert_eq!(same(json), same(&escaped));
    }

    #[test]
    fn nothing_is_left_that_a_terminal_would_interpret() {
        let cases = [
            (
                "plain, \"quoted\" – naïve 你好 🎉\nnext",
                "plain, \"quoted\" – naïve 你好 🎉\nnext",
            ),
            ("a\tb", "a    b"),
            ("a\r\nb\rc", "a\nb\nc"),
            ("\u{1b}[31mred\u{1b}[0m", "red"),
            ("\u{1b}]0;title\u{07}text", "text"),
            ("\u{1b}]8;;http://x\u{1b}\\link\u{1b}]8;;\u{1b}\\", "link"),
            ("\u{1b}]52;c;never ended\nnext", "\nnext"),
            ("\u{1b}(0lqk\u{1b}c", "lqk"),
            ("\u{9b}2Jgone", "gone"),
            ("\u{90}device\u{9c}after", "after"),
            ("nul\0bell\u{07}del\u{7f}", "nulbelldel"),
            ("safe\u{202e}txt.exe\u{2066}x\u{2069}", "safetxt.exex"),
            ("zero\u{200b}width\u{feff}", "zerowidth"),
            ("\u{1b}", ""),
            ("\u{1b}[", ""),
            ("e\u{301}", "e\u{301}"),
        ];
        for (raw, expected) in cases {
            assert_eq!(clean(raw), expected, "{raw:?}");
        }
    }
}
