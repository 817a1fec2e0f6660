//! What a stream of requests and a table of answers share: pieces of output onto standard output, and their tally.

use std::io::{self, IsTerminal as _, StdoutLock, Write};

use super::progress::Progress;
use super::stream::{Sink, StreamError, in_order};
use crate::report::Tally;
use crate::terminal::clean;

/// Finished output and what it counts.
#[derive(Default)]
pub(super) struct Piece {
    /// Whole lines.
    pub(super) text: Vec<u8>,
    /// What they hold.
    pub(super) tally: Tally,
    /// What is to be told on standard error.
    pub(super) complaints: Vec<String>,
}

struct Output {
    stdout: StdoutLock<'static>,
    pending: Vec<u8>,
    tally: Tally,
    progress: Option<Progress>,
}

impl Sink<Piece> for Output {
    fn take(&mut self, piece: Piece) -> io::Result<()> {
        self.tally.merge(&piece.tally);
        if let Some(progress) = &mut self.progress
            && !piece.complaints.is_empty()
        {
            progress.hide();
        }
        for complaint in &piece.complaints {
            anstream::eprintln!("{}", clean(complaint));
        }
        if let Some(progress) = &mut self.progress {
            progress.show(&self.tally);
        }
        self.pending.extend_from_slice(&piece.text);
        // Past a pipe's usual capacity there is nothing to gain from writing later.
        if self.pending.len() >= 64 * 1024 {
            self.write_pending()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.write_pending()?;
        self.stdout.flush()
    }
}

impl Output {
    fn write_pending(&mut self) -> io::Result<()> {
        // A table repeats what it was given: to a file as it is, to a terminal without what that would act on.
        let written = if self.stdout.is_terminal() {
            let text = clean(&String::from_utf8_lossy(&self.pending));
            self.stdout.write_all(text.as_bytes())
        } else {
            self.stdout.write_all(&self.pending)
        };
        self.pending.clear();
        written
    }
}

/// Reads jobs with their sizes in bytes, works and writes to the end of the input; `first` is written before all else, and `progress` tells how far it is.
pub(super) fn run<Job: Send + 'static>(
    first: Vec<u8>,
    read: impl FnMut() -> io::Result<Option<(Job, usize)>> + Send + 'static,
    work: impl Fn(Job) -> Piece + Clone + Send + 'static,
    progress: Option<Progress>,
) -> Result<Tally, StreamError> {
    let mut output = Output {
        stdout: io::stdout().lock(),
        pending: first,
        tally: Tally::default(),
        progress,
    };
    let ended = in_order(read, work, &mut output);
    if let Some(progress) = &mut output.progress {
        progress.hide();
    }
    ended.map(|()| output.tally)
}
