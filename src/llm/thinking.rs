//! Reasoning that a server leaves in the text, between `<think>` and `</think>`. It counts only where an answer begins: a
//! tag that is quoted in the middle hides nothing.

use super::clean::held_back;

const OPEN: &str = "<think>";
const CLOSE: &str = "</think>";
/// White space before a tag that is waited for, in bytes.
const PATIENCE: usize = 64;

/// A piece of what the model wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// The answer.
    Text(String),
    /// What led to it.
    Reasoning(String),
}

/// Where in the answer we are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nothing but white space so far.
    Start,
    /// Between the tags.
    Inside,
    /// Behind a closing tag, nothing but white space since.
    Behind,
    /// In the answer itself.
    Answer,
}

/// Separates reasoning from text that arrives in pieces, wherever these are cut.
#[derive(Debug)]
pub(super) struct Thinking {
    place: Place,
    held: String,
}

impl Thinking {
    /// At the start of an answer.
    pub(super) const fn new() -> Self {
        Self {
            place: Place::Start,
            held: String::new(),
        }
    }

    /// Takes a piece and tells what is certain by now.
    pub(super) fn push(&mut self, piece: &str, told: &mut Vec<Piece>) {
        self.held.push_str(piece);
        while self.step(told) {}
    }

    /// Tells what was held back, now that nothing follows.
    pub(super) fn rest(&mut self, told: &mut Vec<Piece>) {
        let rest = std::mem::take(&mut self.held);
        tell(self.place, rest, told);
    }

    /// Tells a piece of what is held; false when more has to come first.
    fn step(&mut self, told: &mut Vec<Piece>) -> bool {
        match self.place {
            Place::Answer => {
                tell(self.place, std::mem::take(&mut self.held), told);
                false
            }
            Place::Inside => {
                if let Some(end) = self.held.find(CLOSE) {
                    let behind = self.held.split_off(end + CLOSE.len());
                    let mut inside = std::mem::replace(&mut self.held, behind);
                    inside.truncate(end);
                    tell(Place::Inside, inside, told);
                    self.place = Place::Behind;
                    return true;
                }
                let certain = self.held.len() - held_back(&self.held, CLOSE);
                let rest = self.held.split_off(certain);
                tell(Place::Inside, std::mem::replace(&mut self.held, rest), told);
                false
            }
            Place::Start | Place::Behind => {
                let trimmed = self.held.trim_start();
                if let Some(inside) = trimmed.strip_prefix(OPEN) {
                    self.held = inside.to_owned();
                    self.place = Place::Inside;
                    return true;
                }
                let waits = OPEN.starts_with(trimmed);
                if self.place == Place::Behind {
                    self.held = trimmed.to_owned();
                }
                if waits && self.held.len() <= PATIENCE {
                    return false;
                }
                self.place = Place::Answer;
                true
            }
        }
    }
}

fn tell(place: Place, text: String, told: &mut Vec<Piece>) {
    if text.is_empty() {
        return;
    }
    told.push(match place {
        Place::Inside => Piece::Reasoning(text),
        Place::Start | Place::Behind | Place::Answer => Piece::Text(text),
    });
}

#[cfg(test)]
mod tests {
    use super::{Piece, Thinking};

    /// Text and reasoning of a text that came in these pieces.
    fn separated(pieces: &[&str]) -> (String, String) {
        let mut thinking = Thinking::new();
        let mut told = Vec::new();
        for piece in pieces {
            thinking.push(piece, &mut told);
        }
        thinking.rest(&mut told);
        let (mut text, mut reasoning) = (String::new(), String::new());
        for piece in told {
            match piece {
                Piece::Text(piece) => text += &piece,
                Piece::Reasoning(piece) => reasoning += &piece,
            }
        }
        (text, reasoning)
    }

    #[test]
    fn reasoning_is_separated_wherever_the_text_is_cut() {
        let spaces = " ".repeat(100);
        let cases = [
            ("plain", "plain", ""),
            (
                " \n plain <think>no</think>",
                " \n plain <think>no</think>",
                "",
            ),
            ("<think>why</think>answer", "answer", "why"),
            (
                "\n<think>\nwhy\n</think>\n\nanswer\n",
                "answer\n",
                "\nwhy\n",
            ),
            ("<think></think>", "", ""),
            ("<think>a</think> <think>b</think> c", "c", "ab"),
            ("<think>a < b </thin </think>é", "é", "a < b </thin "),
            ("<think>never closed </th", "", "never closed </th"),
            ("<thinking> is text", "<thinking> is text", ""),
            ("<thi", "<thi", ""),
            ("", "", ""),
            (&spaces, &spaces, ""),
        ];
        for (text, answer, reasoning) in cases {
            for cut in (0..=text.len()).filter(|&cut| text.is_char_boundary(cut)) {
                assert_eq!(
                    separated(&[&text[..cut], &text[cut..]]),
                    (answer.to_owned(), reasoning.to_owned()),
                    "{text:?} cut at {cut}"
                );
            }
        }
    }
}
