//! From bytes to text: other encodings become UTF-8, control characters go, and what is no text is named.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A file's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// Without byte order mark and control characters; lines end in `\n`.
    pub text: String,
    /// The encoding it was read as, where it is not UTF-8.
    pub encoding: Option<&'static str>,
    /// How many control characters were left out.
    pub controls: usize,
}

/// Why a file is no list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// There is nothing in it.
    #[error("there is nothing in it")]
    Empty,
    /// Its first bytes name another kind of file.
    #[error("it is {what}, not text: {instead}")]
    Other {
        /// What it is.
        what: &'static str,
        /// What to do instead.
        instead: &'static str,
    },
    /// It holds what no text does.
    #[error("it is a binary file, not text")]
    Binary,
    /// No such encoding.
    #[error(
        "no encoding `{0}`: write its name as web pages do, such as windows-1252, utf-16le or shift_jis"
    )]
    NoEncoding(String),
}

/// How well-known files begin that hold lists and are no text.
const OTHERS: &[(&[u8], &str, &str)] = &[
    (
        b"PK\x03\x04",
        "a zip archive (a spreadsheet, a document or an Anki package)",
        "export it as CSV or text and import that",
    ),
    (
        b"%PDF",
        "a PDF",
        "copy its text into a file and import that",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "an old office document",
        "save it as CSV or text and import that",
    ),
    (
        b"SQLite format 3",
        "a database",
        "export its notes as text and import that",
    ),
    (b"\x1f\x8b", "a compressed file", "unpack it first"),
];

/// Decodes a file: by the encoding named, by its byte order mark, as UTF-8, or else as Windows-1252.
pub fn decode(bytes: &[u8], named: Option<&str>) -> Result<Decoded, DecodeError> {
    if let Some((_, what, instead)) = OTHERS.iter().find(|(start, ..)| bytes.starts_with(start)) {
        return Err(DecodeError::Other { what, instead });
    }
    let encoding = match named {
        Some(label) => Some(
            Encoding::for_label(label.as_bytes())
                .ok_or_else(|| DecodeError::NoEncoding(label.to_owned()))?,
        ),
        None => Encoding::for_bom(bytes)
            .map(|(encoding, _)| encoding)
            .or_else(|| without_mark(bytes)),
    };
    let (text, encoding) = match encoding {
        Some(encoding) => {
            let (text, used, _) = encoding.decode(bytes);
            (text, used)
        }
        None => match std::str::from_utf8(bytes) {
            Ok(text) => (text.into(), encoding_rs::UTF_8),
            Err(_) => (WINDOWS_1252.decode(bytes).0, WINDOWS_1252),
        },
    };
    let (text, controls) = cleaned(&text);
    if text.trim().is_empty() {
        return Err(if controls > 0 {
            DecodeError::Binary
        } else {
            DecodeError::Empty
        });
    }
    // One control character in a hundred is damage; more of them is no text.
    if controls * 20 > text.len() {
        return Err(DecodeError::Binary);
    }
    Ok(Decoded {
        text,
        encoding: (encoding != encoding_rs::UTF_8).then(|| encoding.name()),
        controls,
    })
}

/// UTF-16 without its mark: every other byte of English text is zero.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(1024)];
    let zeros = |odd: usize| {
        let at = start.iter().skip(odd).step_by(2);
        at.filter(|&&byte| byte == 0).count() * 10 > start.len() * 4
    };
    match (zeros(0), zeros(1)) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

fn cleaned(text: &str) -> (String, usize) {
    let mut controls = 0;
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\r' => {
                if rest.peek() != Some(&'\n') {
                    kept.push('\n');
                }
            }
            '\n' | '\t' => kept.push(character),
            '\u{a0}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{b}' | '\u{c}' => kept.push(' '),
            '\u{feff}' | '\u{200b}' | '\u{ad}' => {}
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => controls += 1,
            character if character.is_control() => controls += 1,
            character => kept.push(character),
        }
    }
    (kept, controls)
}

#[cfg(test)]
mod tests {
    use super::{DecodeError, decode};

    fn text(bytes: &[u8]) -> (String, Option<&'static str>) {
        let decoded = decode(bytes, None).unwrap();
        (decoded.text, decoded.encoding)
    }

    #[test]
    fn encodings_are_told_apart() {
        let utf16: Vec<u8> = "\u{feff}Why?"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(text(&utf16), ("Why?".to_owned(), Some("UTF-16LE")));
        assert_eq!(text(&utf16[2..]), ("Why?".to_owned(), Some("UTF-16LE")));
        let swapped: Vec<u8> = "\u{feff}Why?"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(text(&swapped), ("Why?".to_owned(), Some("UTF-16BE")));
        assert_eq!(
            text(b"It\x92s caf\xe9"),
            ("It’s café".to_owned(), Some("windows-1252"))
        );
        assert_eq!(
            text("\u{feff}é\r\nb\rc".as_bytes()),
            ("é\nb\nc".to_owned(), None)
        );
        let named = decode(b"\x82\xa0", Some("shift_jis")).unwrap();
        assert_eq!(named.text, "あ");
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert_eq!(decode(b"", None), Err(DecodeError::Empty));
        assert_eq!(decode(b" \r\n\t", None), Err(DecodeError::Empty));
        assert_eq!(
            decode(&[0, 1, 2, 3, 0xff].repeat(50), None),
            Err(DecodeError::Binary)
        );
        assert!(matches!(
            decode(b"PK\x03\x04rest", None),
            Err(DecodeError::Other { .. })
        ));
        assert!(matches!(
            decode(b"a", Some("klingon")),
            Err(DecodeError::NoEncoding(_))
        ));
    }

    #[test]
    fn control_characters_go_and_are_counted() {
        let decoded = decode(
            b"1. What is \x1b[31mred\x07? Say what it does to the rest of the line.",
            None,
        )
        .unwrap();
        assert_eq!(
            decoded.text,
            "1. What is [31mred? Say what it does to the rest of the line."
        );
        assert_eq!(decoded.controls, 2);
    }
}
