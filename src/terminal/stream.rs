//! Text that arrives piece by piece, shown as it arrives: words wrapped to the width, and the little Markdown that an
//! interviewer writes (paragraphs, lists, headings, strong words) as a terminal shows it.

use unicode_width::UnicodeWidthStr as _;

use super::clean::clean;
use super::look::{Look, Paint};

/// Wraps text as it arrives.
#[derive(Debug)]
pub struct Stream {
    look: Look,
    /// Columns used of the line.
    column: usize,
    /// Where the lines of the paragraph begin.
    indent: usize,
    /// Line breaks that came and may yet turn out to be spaces.
    breaks: usize,
    /// A word that may go on.
    word: String,
    strong: bool,
    /// Whether the line is a heading, which ends with the line.
    in_heading: bool,
    is_empty: bool,
}

impl Stream {
    /// A text that begins on a line of its own.
    pub fn new(look: Look) -> Self {
        Self {
            look,
            column: 0,
            indent: 0,
            breaks: 0,
            word: String::new(),
            strong: false,
            in_heading: false,
            is_empty: true,
        }
    }

    /// What to print for the text that came now.
    pub fn push(&mut self, text: &str) -> String {
        let mut shown = String::new();
        for character in clean(text).chars() {
            match character {
                '\n' => {
                    self.end_word(&mut shown);
                    self.breaks += 1;
                }
                space if space.is_whitespace() => self.end_word(&mut shown),
                other => self.word.push(other),
            }
        }
        shown
    }

    /// The rest, and the end of the line.
    pub fn finish(mut self) -> String {
        let mut shown = String::new();
        self.end_word(&mut shown);
        if !self.is_empty {
            shown.push('\n');
        }
        shown
    }

    fn end_word(&mut self, shown: &mut String) {
        let word = std::mem::take(&mut self.word);
        if word.is_empty() {
            return;
        }
        let begins_line = self.is_empty || self.breaks > 0;
        let marker = if begins_line { marker(&word) } else { None };
        let ends_heading = self.in_heading && self.breaks > 0;
        if self.is_empty || self.breaks > 1 || marker.is_some() || ends_heading {
            self.begin_paragraph(marker, shown);
        }
        self.breaks = 0;
        if marker.is_none() {
            self.put(&word, shown);
        }
    }

    fn begin_paragraph(&mut self, marker: Option<Marker<'_>>, shown: &mut String) {
        if !self.is_empty {
            shown.push('\n');
            if self.breaks > 1 {
                shown.push('\n');
            }
        }
        self.in_heading = matches!(marker, Some(Marker::Heading));
        self.strong = self.in_heading;
        let margin = self.look.margin();
        let mark = match marker {
            None | Some(Marker::Heading) => String::new(),
            Some(Marker::Item(mark)) => format!("{mark} "),
        };
        shown.push_str(margin);
        shown.push_str(&mark);
        self.indent = margin.len() + mark.width();
        self.column = self.indent;
        self.is_empty = false;
        self.breaks = 0;
    }

    /// Puts a word, on the next line where it does not fit; strong marks are made into colour, or left out.
    fn put(&mut self, word: &str, shown: &mut String) {
        let words = word.split("**").collect::<Vec<_>>();
        let width: usize = words.iter().map(|part| part.width()).sum();
        let begins = self.column == self.indent;
        if !begins && self.column + 1 + width > self.look.width {
            shown.push('\n');
            shown.push_str(&" ".repeat(self.indent));
            self.column = self.indent;
        } else if !begins {
            shown.push(' ');
            self.column += 1;
        }
        for (at, part) in words.into_iter().enumerate() {
            if at > 0 {
                self.strong = !self.strong;
            }
            shown.push_str(&if self.strong {
                self.look.paint(Paint::Strong, part)
            } else {
                part.to_owned()
            });
        }
        self.column += width;
    }
}

/// What a line may begin with.
#[derive(Debug, Clone, Copy)]
enum Marker<'a> {
    Item(&'a str),
    Heading,
}

fn marker(word: &str) -> Option<Marker<'_>> {
    let is_number = word
        .strip_suffix('.')
        .is_some_and(|digits| !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()));
    match word {
        "-" | "*" | "+" | "•" => Some(Marker::Item("-")),
        ">" => Some(Marker::Item(">")),
        number if is_number => Some(Marker::Item(number)),
        hashes if hashes.chars().all(|c| c == '#') => Some(Marker::Heading),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Good\nYou said \"one thread\nat a time\", and **that is it**.\n\n- First, say what a lock is for; it is what the others build on and wait for.\n- Then `with`.\n\n2. Last\n";

    fn shown(pieces: &[&str], look: Look) -> String {
        let mut stream = Stream::new(look);
        let mut text: String = pieces.iter().map(|piece| stream.push(piece)).collect();
        text.push_str(&stream.finish());
        text
    }

    #[test]
    fn it_reads_as_text_and_fits() {
        let look = Look {
            width: 40,
            ..Look::default()
        };
        assert_eq!(
            shown(&[TEXT], look),
            "  Good\n  You said \"one thread at a time\", and\n  that is it.\n\n  - First, say what a lock is for; it is\n    what the others build on and wait\n    for.\n  - Then `with`.\n\n  2. Last\n"
        );
    }

    #[test]
    fn where_it_is_cut_changes_nothing() {
        let colored = Look {
            colored: true,
            ..Look::default()
        };
        for look in [Look::default(), colored] {
            let whole = shown(&[TEXT], look);
            for at in 0..=TEXT.len() {
                let (head, tail) = TEXT.split_at(at);
                assert_eq!(shown(&[head, tail], look), whole, "cut at {at}");
            }
        }
    }

    #[test]
    fn control_sequences_do_not_reach_the_terminal() {
        assert_eq!(shown(&["a\u{1b}[2Jb \u{7}c"], Look::default()), "  ab c\n");
        assert_eq!(shown(&[], Look::default()), "");
    }
}
