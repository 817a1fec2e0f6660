//! A reply as it comes: checked against the answer, wrapped, shown.

use std::io;
use std::ops::ControlFlow;

use super::asking::Hearer;
use super::consult::Shown;
use crate::examiner::{Checker, Segment};
use crate::terminal::render::remark_heading;
use crate::terminal::{Stream, clean};

/// Shows a reply as it comes, checked against the answer.
pub(super) struct Teller<'a, 's, 'p> {
    checker: Option<Checker<'a>>,
    stream: Option<Stream>,
    shown: &'s mut Shown<'p>,
    is_reply: bool,
    /// What was shown, as Markdown.
    text: String,
    is_waiting: bool,
    failed: Option<io::Error>,
}

impl<'a, 's, 'p> Teller<'a, 's, 'p> {
    pub(super) fn new(checker: Checker<'a>, is_reply: bool, shown: &'s mut Shown<'p>) -> Self {
        Self {
            checker: Some(checker),
            stream: Some(Stream::new(shown.look)),
            shown,
            is_reply,
            text: String::new(),
            is_waiting: false,
            failed: None,
        }
    }

    fn show(&mut self, segments: Vec<Segment>) {
        for segment in segments {
            let said = match segment {
                Segment::Text(text) | Segment::FoundQuote { text, .. } => text,
                Segment::UnfoundedQuote(text) => format!("{text} (not in your answer)"),
                Segment::LeftOutScore => "(A score of its own is left out.) ".to_owned(),
            };
            // What is kept is what was shown.
            let said = clean(&said);
            if self.text.is_empty() && !said.trim().is_empty() {
                self.stop_waiting();
                self.print(&remark_heading(self.is_reply, &self.shown.look));
            }
            self.text.push_str(&said);
            let shown = self.stream.as_mut().map(|stream| stream.push(&said));
            self.print(&shown.unwrap_or_default());
        }
    }

    fn print(&mut self, text: &str) {
        if self.failed.is_none()
            && !text.is_empty()
            && let Err(error) = (self.shown.print)(text)
        {
            self.failed = Some(error);
        }
    }

    fn stop_waiting(&mut self) {
        if std::mem::take(&mut self.is_waiting) {
            self.print("\r\u{1b}[K");
        }
    }

    /// The rest of it; the whole text as Markdown.
    pub(super) fn finish(mut self) -> io::Result<String> {
        self.stop_waiting();
        if let Some(checker) = self.checker.take() {
            self.show(checker.finish());
        }
        if let Some(stream) = self.stream.take() {
            self.print(&stream.finish());
        }
        match self.failed {
            Some(error) => Err(error),
            None => Ok(self.text.trim().to_owned()),
        }
    }
}

impl Hearer for Teller<'_, '_, '_> {
    fn hear(&mut self, piece: &str) -> ControlFlow<()> {
        let Some(checker) = &mut self.checker else {
            return ControlFlow::Break(());
        };
        let segments = checker.feed(piece);
        let is_full = checker.is_full();
        self.show(segments);
        if is_full || self.failed.is_some() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    fn wait(&mut self) {
        // Nothing that is taken back is said to a screen reader.
        if self.shown.is_live && !self.shown.look.plain && self.text.is_empty() && !self.is_waiting
        {
            self.is_waiting = true;
            let margin = if self.shown.look.plain { "" } else { "  " };
            self.print(&format!("{margin}…"));
        }
    }
}
