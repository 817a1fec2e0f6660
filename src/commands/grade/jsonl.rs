//! `viva grade --jsonl`: one request a line in, one result a line out.

use std::io::{self, BufRead, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::batch::{self, Piece};
use super::grader::Grader;
use super::request::{Refused, Request};
use super::stream::StreamError;
use crate::report::{Tally, error_line, grade_line_for};

/// A batch is worked on by one thread: large enough to be worth handing over, small enough to spread.
const BATCH_LINES: usize = 32;
const BATCH_BYTES: usize = 1 << 20;

/// Grades every request of the input onto standard output.
pub(super) fn run(
    grader: Arc<Grader>,
    input: impl Read + Send + 'static,
) -> Result<Tally, StreamError> {
    let mut lines = Lines::new(io::BufReader::with_capacity(256 * 1024, input));
    batch::run(
        Vec::new(),
        move || lines.next_batch(),
        move |batch: Batch| batch.grade(&grader),
    )
}

/// Lines of the input that came together.
struct Batch {
    /// The number of the first, from 1.
    first: u64,
    lines: Vec<Vec<u8>>,
}

impl Batch {
    fn grade(self, grader: &Grader) -> Piece {
        let mut piece = Piece::default();
        for (number, line) in (self.first..).zip(&self.lines) {
            let line = String::from_utf8_lossy(line);
            let line = match number {
                1 => line.strip_prefix('\u{feff}').unwrap_or(&line),
                _ => &line,
            };
            if line.trim().is_empty() {
                continue;
            }
            let result = grade_request(grader, number, line, &mut piece.tally);
            piece.text.extend_from_slice(result.as_bytes());
            piece.text.push(b'\n');
        }
        piece
    }
}

/// The result of a line that is not blank, or the error that stands in its place.
fn grade_request(grader: &Grader, number: u64, line: &str, tally: &mut Tally) -> String {
    let refused = match Request::read(line) {
        Ok(request) => {
            // One answer that trips the grader must not cost the results of the others.
            let graded = catch_unwind(AssertUnwindSafe(|| {
                grader.grade(&request.asked, &request.answer)
            }))
            .unwrap_or_else(|_| Err("the grader failed on this line: please report it".to_owned()));
            match graded {
                Ok((ready, grade)) => {
                    tally.add(grade.score);
                    return grade_line_for(
                        &request.id,
                        request.student,
                        ready.question.as_ref(),
                        &ready.hash,
                        &grade,
                    );
                }
                Err(message) => Refused {
                    id: request.id,
                    message,
                },
            }
        }
        Err(refused) => refused,
    };
    tally.add_failure();
    error_line(number, &refused.id, &refused.message)
}

/// The lines of an input, in batches.
struct Lines<R> {
    input: R,
    next: u64,
    failed: Option<io::Error>,
}

impl<R: BufRead> Lines<R>
where
    R: Buffered,
{
    fn new(input: R) -> Self {
        Self {
            input,
            next: 1,
            failed: None,
        }
    }

    /// The lines that are there, at least one; a batch ends where the next line would have to be waited for.
    fn next_batch(&mut self) -> io::Result<Option<Batch>> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let mut batch = Batch {
            first: self.next,
            lines: Vec::new(),
        };
        let mut bytes = 0;
        while batch.lines.len() < BATCH_LINES && bytes < BATCH_BYTES {
            if !batch.lines.is_empty() && !self.input.buffered().contains(&b'\n') {
                break;
            }
            let mut line = Vec::new();
            match self.input.read_until(b'\n', &mut line) {
                Ok(0) => break,
                Ok(read) => bytes += read,
                Err(error) => {
                    self.failed = Some(error);
                    break;
                }
            }
            batch.lines.push(line);
        }
        self.next += batch.lines.len() as u64;
        match (batch.lines.is_empty(), self.failed.take()) {
            (true, Some(error)) => Err(error),
            (true, None) => Ok(None),
            (false, failed) => {
                self.failed = failed;
                Ok(Some(batch))
            }
        }
    }
}

/// A reader that can tell what it holds without reading on.
trait Buffered {
    fn buffered(&self) -> &[u8];
}

impl<R: Read> Buffered for io::BufReader<R> {
    fn buffered(&self) -> &[u8] {
        self.buffer()
    }
}
