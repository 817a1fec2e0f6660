//! `viva grade --jsonl`: one request a line in, one result a line out.

use std::io::{self, BufRead, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::batch::{self, Piece};
use super::grader::Grader;
use super::progress::Progress;
use super::request::{Refused, Request};
use super::stream::StreamError;
use crate::report::{Tally, error_line, grade_line_for, personal_json, with_fields};
use crate::terminal::escape_json;

/// A batch is worked on by one thread: large enough to be worth handing over, small enough to spread.
const BATCH_LINES: usize = 32;
const BATCH_BYTES: usize = 1 << 20;

/// Grades every request of the input onto standard output.
pub(super) fn run(
    grader: Arc<Grader>,
    input: impl Read + Send + 'static,
    progress: Option<Progress>,
) -> Result<Tally, StreamError> {
    let mut lines = Lines::new(io::BufReader::with_capacity(256 * 1024, input));
    batch::run(
        Vec::new(),
        move || {
            let batch = lines.next_batch()?;
            Ok(batch.map(|batch| {
                let bytes = batch.lines.iter().map(Vec::len).sum();
                (batch, bytes)
            }))
        },
        move |batch: Batch| batch.grade(&grader),
        progress,
    )
}

/// Grades every request of an input that is at hand: what the stream would print.
pub fn grade_lines(grader: &Grader, input: &[u8]) -> String {
    let mut lines = Lines::new(io::BufReader::new(input));
    let mut results = String::new();
    while let Ok(Some(batch)) = lines.next_batch() {
        results.push_str(&String::from_utf8_lossy(&batch.grade(grader).text));
    }
    results
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
            piece
                .text
                .extend_from_slice(escape_json(&result).as_bytes());
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
                    let line = grade_line_for(
                        &request.id,
                        request.student,
                        ready.question.as_ref(),
                        &ready.hash,
                        &grade,
                    );
                    return match grader.adjust(&ready, &request.answer) {
                        Some(adjusted) => {
                            with_fields(&line, &[("personal", personal_json(&adjusted))])
                        }
                        None => line,
                    };
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

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use proptest::prelude::*;
    use serde_json::Value;

    use super::{Batch, Lines};
    use crate::bank::Bank;
    use crate::commands::grade::Grader;

    /// The output for an input, and how many batches it came in.
    fn graded(input: &[u8]) -> (String, usize) {
        let grader = Grader::new(Bank::open(&[], &[], true));
        let mut lines = Lines::new(BufReader::new(input));
        let batches: Vec<Batch> = std::iter::from_fn(|| lines.next_batch().unwrap()).collect();
        let count = batches.len();
        let text: Vec<u8> = batches
            .into_iter()
            .flat_map(|batch| batch.grade(&grader).text)
            .collect();
        (String::from_utf8(text).unwrap(), count)
    }

    #[test]
    fn lines_are_counted_across_batches() {
        let (text, batches) = graded("\nx\n".repeat(50).as_bytes());
        let lines: Vec<Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let numbers: Vec<u64> = lines
            .iter()
            .map(|line| line["line"].as_u64().unwrap())
            .collect();
        assert_eq!(numbers, (1..=50).map(|n| 2 * n).collect::<Vec<_>>());
        assert_eq!(batches, 4);
    }

    /// JSON that is nearly a request: known fields with values of any kind.
    fn near_request() -> impl Strategy<Value = String> {
        let value = prop_oneof![
            Just("null".to_owned()),
            Just("[[{}]]".to_owned()),
            Just(
                "{\"key_points\": [{\"statement\": \"it is fast\", \"patterns\": [\"fast\"]}]}"
                    .to_owned()
            ),
            any::<f64>().prop_map(|number| number.to_string()),
            ".*".prop_map(|text| Value::from(text).to_string()),
            "[a-z \\\\ud8-9\"]*".prop_map(|text| format!("\"{text}\"")),
        ];
        let field = prop::sample::select(vec![
            "id",
            "answer",
            "question",
            "prompt",
            "rubric",
            "reference",
            "medium",
            "student",
            "seconds",
            "other",
        ]);
        prop::collection::vec((field, value), 0..6).prop_map(|fields| {
            let fields: Vec<String> = fields
                .into_iter()
                .map(|(name, value)| format!("\"{name}\": {value}"))
                .collect();
            format!("{{{}}}", fields.join(", "))
        })
    }

    fn check(input: &[u8]) -> Result<(), TestCaseError> {
        let (text, _) = graded(input);
        let asked = input
            .split(|&byte| byte == b'\n')
            .filter(|line| {
                !String::from_utf8_lossy(line)
                    .trim_start_matches('\u{feff}')
                    .trim()
                    .is_empty()
            })
            .count();
        prop_assert_eq!(text.lines().count(), asked);
        for line in text.lines() {
            let result: Value = serde_json::from_str(line).unwrap();
            let error = result["error"].as_str().unwrap_or_default();
            prop_assert!(!error.contains("please report"), "{}", error);
            prop_assert!(result.get("error").is_some() != result.get("score").is_some());
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn every_line_that_is_not_blank_gets_one_line(input: Vec<u8>) {
            check(&input)?;
        }

        #[test]
        fn whatever_resembles_a_request_gets_one_line(
            requests in prop::collection::vec(near_request(), 1..5),
        ) {
            check(requests.join("\n").as_bytes())?;
        }
    }
}
