//! How text is to look: width, colour, whether marks become words, whether scores are shown. Sense never rests on colour.

use anstyle::{AnsiColor, Style};

/// How text is to look. Plain data: who renders asks no terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Columns that a line may fill.
    pub width: usize,
    /// Words instead of marks, one thing a line: for screen readers.
    pub plain: bool,
    /// Whether to write colour codes.
    pub colored: bool,
    /// Whether scores and bands are shown; without them words say what was met, what is missing and what comes next.
    pub numbers: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            width: 80,
            plain: false,
            colored: false,
            numbers: true,
        }
    }
}

/// What a colour stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// What was said well.
    Good,
    /// What was said in part.
    Fair,
    /// What was wrong.
    Bad,
    /// What stands out: the score, the question.
    Strong,
    /// What stands back: key hints, numbers.
    Faint,
}

impl Paint {
    const fn style(self) -> Style {
        match self {
            Self::Good => AnsiColor::Green.on_default(),
            Self::Fair => AnsiColor::Yellow.on_default(),
            Self::Bad => AnsiColor::Red.on_default(),
            Self::Strong => Style::new().bold(),
            Self::Faint => Style::new().dimmed(),
        }
    }
}

impl Look {
    /// The text in that colour, if colours are wanted.
    pub(crate) fn paint(&self, paint: Paint, text: &str) -> String {
        if self.colored && !text.is_empty() {
            let style = paint.style();
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    /// The left margin.
    pub(crate) const fn margin(&self) -> &'static str {
        if self.plain { "" } else { "  " }
    }
}
