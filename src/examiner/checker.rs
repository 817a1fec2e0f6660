//! A model's text, checked while it arrives: quotations compared with the answer, links reduced to their text, sentences that
//! give a score left out.

use super::fence::is_unseen;
use super::ground::{Ground, Quoted};
use super::links::reduce;
use super::quotes::{Piece, pieces};
use super::scores::{Figure, Token, figures, tokens};
use super::units::Cutter;
use crate::text::Span;

/// At most this many characters are read: many times what is asked for.
const READ_CHARS: usize = 8000;

/// So many tokens of a unit are remembered for the next: "Score:", and the figure in the next line.
const REMEMBERED: usize = 3;

/// A checked piece of a text. The pieces in order are the text, Markdown as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// What quotes nobody.
    Text(String),
    /// Words of the answer, with their quotation marks.
    FoundQuote {
        /// As the model wrote them.
        text: String,
        /// Where they stand in the answer.
        span: Span,
    },
    /// What is quoted as if somebody had said it, but does not stand in the answer; with its quotation marks.
    UnfoundedQuote(String),
    /// A sentence that gave a score was here.
    LeftOutScore,
}

/// Checks a text that arrives in pieces. How it is cut into pieces changes nothing.
#[derive(Debug, Clone)]
pub struct Checker<'a> {
    ground: &'a Ground,
    /// Figures that may be named; others are scores of the model's own.
    figures: Option<&'a [f64]>,
    cutter: Cutter,
    unit: String,
    begins_line: bool,
    in_code: bool,
    remembered: Vec<Token>,
    read: usize,
}

impl<'a> Checker<'a> {
    /// For a narrative: any score is left out.
    pub fn new(ground: &'a Ground) -> Self {
        Self {
            ground,
            figures: None,
            cutter: Cutter::default(),
            unit: String::new(),
            begins_line: true,
            in_code: false,
            remembered: Vec::new(),
            read: 0,
        }
    }

    /// For a discussion of a grade: its own figures may be named.
    pub(super) fn with_figures(ground: &'a Ground, figures: &'a [f64]) -> Self {
        Self {
            figures: Some(figures),
            ..Self::new(ground)
        }
    }

    /// Takes the next piece; what is finished by it.
    pub fn feed(&mut self, piece: &str) -> Vec<Segment> {
        let mut segments = Vec::new();
        for c in piece.chars() {
            if (c.is_control() && c != '\n' && c != '\t') || is_unseen(c) {
                continue;
            }
            if self.is_full() {
                break;
            }
            self.read += 1;
            self.unit.push(c);
            if self.cutter.ends_after(c) {
                self.end_unit(&mut segments);
            }
        }
        segments
    }

    /// Whether nothing more is read, however much comes: the model does not stop.
    pub fn is_full(&self) -> bool {
        self.read >= READ_CHARS
    }

    /// What is left when the text has ended, or broke off.
    pub fn finish(mut self) -> Vec<Segment> {
        let mut segments = Vec::new();
        if !self.unit.is_empty() {
            self.end_unit(&mut segments);
        }
        segments
    }

    fn end_unit(&mut self, segments: &mut Vec<Segment>) {
        let unit = std::mem::take(&mut self.unit);
        let begins_line = std::mem::replace(&mut self.begins_line, self.cutter.begins_line());
        let unit = reduce(&unit);
        if self.gives_score(&unit) {
            segments.push(Segment::LeftOutScore);
            if unit.ends_with('\n') {
                segments.push(Segment::Text("\n".to_owned()));
            }
            return;
        }
        let is_fence = begins_line && unit.trim_start().starts_with("```");
        if is_fence || self.in_code {
            self.in_code ^= is_fence;
            segments.push(Segment::Text(unit));
            return;
        }
        let checked = pieces(&unit, begins_line)
            .into_iter()
            .map(|piece| self.check(piece));
        segments.extend(checked);
    }

    fn check(&self, piece: Piece<'_>) -> Segment {
        match piece {
            Piece::Text(text) => Segment::Text(text.to_owned()),
            Piece::Quote {
                written,
                inner,
                attributed,
                closed,
            } => {
                let text = written.to_owned();
                let judged = if closed {
                    self.ground.judge(inner, attributed)
                } else {
                    self.ground.judge_broken_off(inner, attributed)
                };
                match judged {
                    Quoted::Nobody => Segment::Text(text),
                    Quoted::Candidate(span) => Segment::FoundQuote { text, span },
                    Quoted::Unfounded => Segment::UnfoundedQuote(text),
                }
            }
        }
    }

    /// Whether a unit gives a score that is none of the grade's own.
    fn gives_score(&mut self, unit: &str) -> bool {
        let mut read = std::mem::take(&mut self.remembered);
        let from = read.len();
        read.extend(tokens(unit));
        let found = figures(&read, from);
        let keep = read.len().saturating_sub(REMEMBERED);
        self.remembered = read.split_off(keep);
        found.iter().any(|figure| match (figure, self.figures) {
            (_, None) => true,
            (Figure::Number(value), Some(allowed)) => {
                !allowed.iter().any(|own| (own - value).abs() < 0.05)
            }
            (Figure::Mark, Some(_)) => true,
            (Figure::Phrase, Some(_)) => false,
        })
    }
}
