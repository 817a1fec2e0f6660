//! One line on a terminal's standard error that tells how far a batch is. It is drawn over itself, and gone at the end.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use crate::commands::wiring::{is_accessible, terminal_width};
use crate::report::Tally;

/// The line stands at least this long, so that it can be read.
const STANDS: Duration = Duration::from_millis(200);

/// A rate over less than this says nothing.
const RATED_FROM: Duration = Duration::from_secs(1);

/// The line, drawn or not yet.
pub(super) struct Progress {
    began: Instant,
    drawn: Option<Instant>,
    /// How wide what stands there is.
    width: usize,
}

impl Progress {
    /// The line of a batch that begins now; none where nobody would see it, or where the results themselves go to the
    /// terminal.
    pub(super) fn wanted(plain: bool) -> Option<Self> {
        let is_dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
        let seen = io::stderr().is_terminal() && !io::stdout().is_terminal();
        (seen && !is_dumb && !plain && !is_accessible()).then(|| Self {
            began: Instant::now(),
            drawn: None,
            width: 0,
        })
    }

    /// Draws the counts, unless the line has only just been drawn.
    pub(super) fn show(&mut self, tally: &Tally) {
        let now = Instant::now();
        if self.drawn.is_some_and(|drawn| now - drawn < STANDS) {
            return;
        }
        self.drawn = Some(now);
        // The last column stays free: some terminals break the line there.
        let text = line(
            tally,
            now - self.began,
            terminal_width(80).saturating_sub(1),
        );
        self.draw(&text);
    }

    /// Takes the line away, for what is to be told in its place.
    pub(super) fn hide(&mut self) {
        if self.width > 0 {
            self.draw("");
            self.drawn = None;
        }
    }

    fn draw(&mut self, text: &str) {
        let width = text.chars().count();
        let blank = " ".repeat(self.width.saturating_sub(width));
        let back = if text.is_empty() { "\r" } else { "" };
        // A terminal that is gone is no reason to stop grading.
        let mut stderr = io::stderr().lock();
        let _ = write!(stderr, "\r{text}{blank}{back}").and_then(|()| stderr.flush());
        self.width = width;
    }
}

/// As many of the figures as fit into so many columns, the most telling first.
fn line(tally: &Tally, took: Duration, columns: usize) -> String {
    let mut parts = vec![format!("graded {}", grouped(tally.graded()))];
    if tally.failed() > 0 {
        parts.push(format!("not graded {}", grouped(tally.failed())));
    }
    if took >= RATED_FROM {
        parts.push(format!("{} a second", grouped(rate(tally, took))));
    }
    let mut line = String::new();
    for part in parts {
        let gap = if line.is_empty() { "" } else { " · " };
        if (line.chars().count() + gap.chars().count() + part.len()) > columns {
            break;
        }
        line.push_str(gap);
        line.push_str(&part);
    }
    line
}

#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)] // counts of lines
fn rate(tally: &Tally, took: Duration) -> u64 {
    ((tally.graded() + tally.failed()) as f64 / took.as_secs_f64()) as u64
}

/// A number with its thousands apart: 1,234,567.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut written = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{grouped, line};
    use crate::grading::Score;
    use crate::report::Tally;

    #[test]
    fn the_line_says_what_fits() {
        let mut tally = Tally::default();
        for _ in 0..12_000 {
            tally.add(Score::new(50.0));
        }
        let two = Duration::from_secs(2);
        assert_eq!(line(&tally, two, 79), "graded 12,000 · 6,000 a second");
        tally.add_failure();
        assert_eq!(
            line(&tally, two, 79),
            "graded 12,000 · not graded 1 · 6,000 a second"
        );
        assert_eq!(line(&tally, two, 28), "graded 12,000 · not graded 1");
        assert_eq!(line(&tally, two, 20), "graded 12,000");
        assert_eq!(line(&tally, two, 5), "");
        let soon = Duration::from_millis(900);
        assert_eq!(line(&tally, soon, 79), "graded 12,000 · not graded 1");
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(
            [0, 999, 1000, 1_234_567].map(grouped),
            ["0", "999", "1,000", "1,234,567"]
        );
    }
}
