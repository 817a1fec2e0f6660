//! Lines that fit.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::terminal::{Look, Paint, clean};

/// The text wrapped to the look's width: the first line after `first`, the others after `rest`. Its own line breaks are
/// spaces. It is cleaned; `first` and `rest` are taken as they are. Ends with a line break.
pub(crate) fn paragraph(look: &Look, first: &str, rest: &str, text: &str) -> String {
    let text = clean(text);
    let text: Vec<&str> = text.split_whitespace().collect();
    let options = textwrap::Options::new(look.width.max(20))
        .initial_indent(first)
        .subsequent_indent(rest)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let mut filled = textwrap::fill(&text.join(" "), options);
    if filled.is_empty() {
        filled.push_str(first.trim_end());
    }
    filled.push('\n');
    filled
}

/// Below so many columns nothing is set in columns of its own: there is no room for two.
pub(crate) const NARROW: usize = 60;

/// Short pieces in a row.
pub(crate) fn joined(pieces: &[String], look: &Look) -> String {
    pieces.join(if look.plain { ", " } else { " · " })
}

/// Pieces side by side, as many on a line as fit; no piece is broken that fits on a line. Ends with a line break.
pub(crate) fn side_by_side(look: &Look, separator: &str, pieces: &[&str]) -> String {
    let margin = look.margin();
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line)
                if margin.width() + line.width() + separator.width() + piece.width()
                    <= look.width =>
            {
                line.push_str(separator);
                line.push_str(piece);
            }
            _ => lines.push((*piece).to_owned()),
        }
    }
    let options = textwrap::Options::new(look.width.saturating_sub(margin.width()).max(1))
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let broken = lines.iter().flat_map(|line| {
        let fitting = textwrap::wrap(line, &options);
        fitting.into_iter().map(std::borrow::Cow::into_owned)
    });
    broken
        .map(|line| format!("{margin}{}\n", look.paint(Paint::Faint, &line)))
        .collect()
}

/// Several paragraphs, kept apart at blank lines of the text.
pub(crate) fn paragraphs(look: &Look, indent: &str, text: &str) -> String {
    clean(text)
        .split("\n\n")
        .filter(|part| !part.trim().is_empty())
        .map(|part| paragraph(look, indent, indent, part))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The text as a quotation of at most `columns`: line breaks as spaces, shortened in the middle.
pub(crate) fn quote(text: &str, columns: usize) -> String {
    // Only so much of the text can show; a quotation of megabytes is not worth cleaning whole.
    let enough = columns * 16;
    let text = if text.len() > enough * 2 {
        let head = &text[..text.floor_char_boundary(enough)];
        let tail = &text[text.ceil_char_boundary(text.len() - enough)..];
        format!("{} {}", clean(head), clean(tail))
    } else {
        clean(text)
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let room = columns.saturating_sub(2).max(8);
    if text.width() <= room {
        return format!("\"{text}\"");
    }
    let half = room.saturating_sub(3) / 2;
    let head = take_words(text.chars(), half);
    let tail: String = take_words(text.chars().rev(), half).chars().rev().collect();
    format!("\"{} … {}\"", head.trim_end(), tail.trim_start())
}

/// Whole words of at most so many columns; part of a word where whole ones would leave more than half of them empty.
fn take_words(mut characters: impl Iterator<Item = char>, columns: usize) -> String {
    let mut used = 0;
    let mut taken = String::new();
    let next = loop {
        let Some(character) = characters.next() else {
            return taken;
        };
        used += character.width().unwrap_or(0);
        if used > columns {
            break character;
        }
        taken.push(character);
    };
    if !next.is_whitespace()
        && let Some(space) = taken.rfind(' ')
        && taken[..space].width() * 2 >= columns
    {
        taken.truncate(space);
    }
    taken
}

/// The text, filled up with spaces to so many columns.
pub(crate) fn pad(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_one_line_and_keeps_both_ends() {
        assert_eq!(quote("short\nand  sweet", 40), "\"short and sweet\"");
        assert_eq!(
            quote("it begins here and goes on for long and ends there", 30),
            "\"it begins … ends there\""
        );
        assert!(quote(&"x ".repeat(5_000_000), 60).width() <= 60);
        assert!(quote(&"你".repeat(100), 30).width() <= 30);
    }

    #[test]
    fn pieces_side_by_side_are_not_broken() {
        let look = Look {
            width: 20,
            ..Look::default()
        };
        assert_eq!(
            side_by_side(&look, " · ", &["/hint", "/skip", "go on"]),
            "  /hint · /skip\n  go on\n"
        );
        assert_eq!(
            side_by_side(&look, " · ", &["/hint", "longer than the whole line"]),
            "  /hint\n  longer than the\n  whole line\n"
        );
    }

    #[test]
    fn escape_sequences_do_not_survive_wrapping() {
        let look = Look::default();
        assert_eq!(paragraph(&look, "  ", "  ", "a \u{1b}[2Jb"), "  a b\n");
    }
}
