//! `viva grade --csv`: a table of answers in, the same table with its grades out. A row that can't be graded keeps its
//! place with empty grades, and its error goes to standard error.

use std::fmt::Display;
use std::io::{self, BufRead as _, BufReader, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder, WriterBuilder};

use super::batch::{self, Piece};
use super::grader::{Asked, Grader};
use super::progress::Progress;
use super::request::medium_of;
use super::stream::StreamError;
use crate::assessment::Answer;
use crate::commands::Failure;
use crate::grading::{Grade, Verdict};
use crate::report::Tally;

const ADDED: [&str; 5] = ["score", "band", "confidence", "missing", "misconceptions"];

/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Where the columns stand that grading reads.
#[derive(Clone, Copy)]
struct Columns {
    question: usize,
    answer: usize,
    medium: Option<usize>,
    all: usize,
}

/// Grades every row of the table onto standard output. The header is read first: a table without the columns needed
/// is no table of answers.
pub(super) fn run(
    grader: Arc<Grader>,
    input: impl Read + Send + 'static,
    progress: Option<Progress>,
) -> Result<Result<Tally, StreamError>, Failure> {
    let unreadable =
        |error: &dyn Display| Failure::outside(format!("the table can't be read: {error}"));
    let mut input = BufReader::with_capacity(256 * 1024, input);
    // The reader drops a byte order mark; some spreadsheets need it to recognize the result.
    let start = input.fill_buf().map_err(|error| unreadable(&error))?;
    let mut first = Vec::new();
    if start.starts_with(MARK) {
        first.extend_from_slice(MARK);
    }
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(input);
    let header = reader
        .byte_headers()
        .map_err(|error| unreadable(&error))?
        .clone();
    let columns = Columns::of(&header)?;
    write_row(&header, columns.all, &ADDED.map(str::to_owned), &mut first);
    let read = move || {
        let mut row = ByteRecord::new();
        match reader.read_byte_record(&mut row) {
            Ok(true) => Ok(Some(row)),
            Ok(false) => Ok(None),
            Err(error) => Err(io::Error::other(error)),
        }
    };
    let work = move |row: ByteRecord| grade_row(&grader, columns, &row);
    Ok(batch::run(first, read, work, progress))
}

impl Columns {
    fn of(header: &ByteRecord) -> Result<Self, Failure> {
        let names: Vec<String> = header
            .iter()
            .map(|name| String::from_utf8_lossy(name).trim().to_lowercase())
            .collect();
        let position = |wanted: &str| names.iter().position(|name| name == wanted);
        let needed = |wanted: &str| {
            position(wanted).ok_or_else(|| {
                Failure::usage(format!("the table has no column `{wanted}`")).hint(
                    "the first row names the columns, with commas between: student,question,answer and, if you like, id,medium,seconds",
                )
            })
        };
        needed("student")?;
        Ok(Self {
            question: needed("question")?,
            answer: needed("answer")?,
            medium: position("medium"),
            all: names.len(),
        })
    }
}

fn grade_row(grader: &Grader, columns: Columns, row: &ByteRecord) -> Piece {
    let mut piece = Piece::default();
    let graded = catch_unwind(AssertUnwindSafe(|| grade_of(grader, columns, row)))
        .unwrap_or_else(|_| Err("the grader failed on this row: please report it".to_owned()));
    let added = match graded {
        Ok(grade) => {
            piece.tally.add(grade.score);
            cells_of(&grade)
        }
        Err(message) => {
            piece.tally.add_failure();
            // As a spreadsheet counts them: the header is row 1, and a cell of several lines is one row.
            let number = row.position().map_or(0, |position| position.record() + 1);
            piece.complaints.push(format!("row {number}: {message}"));
            Default::default()
        }
    };
    write_row(row, columns.all, &added, &mut piece.text);
    piece
}

fn grade_of(grader: &Grader, columns: Columns, row: &ByteRecord) -> Result<Grade, String> {
    if row.len() != columns.all {
        return Err(format!(
            "{} cells where the header has {}: put an answer that holds a comma, a quote or a line break in double quotes",
            row.len(),
            columns.all
        ));
    }
    let cell = |column: usize| String::from_utf8_lossy(&row[column]);
    let medium = columns.medium.map(cell);
    let answer = Answer {
        text: cell(columns.answer).into_owned(),
        medium: medium_of(
            medium
                .as_deref()
                .map(str::trim)
                .filter(|name| !name.is_empty()),
        )?,
    };
    let question = cell(columns.question).trim().to_owned();
    if question.is_empty() {
        return Err("no question: write its id or one of its sources".to_owned());
    }
    grader
        .grade(&Asked::Question(question), &answer)
        .map(|(_, grade)| grade)
}

fn cells_of(grade: &Grade) -> [String; ADDED.len()] {
    let missing = grade
        .key_points
        .iter()
        .filter(|point| point.verdict == Verdict::Missing)
        .map(|point| point.id.as_str());
    let held = grade.misconceptions.iter().map(|held| held.id.as_str());
    [
        format!("{:.1}", grade.score.points()),
        grade.band().name().to_owned(),
        format!("{:.2}", grade.confidence.value()),
        missing.collect::<Vec<_>>().join("; "),
        held.collect::<Vec<_>>().join("; "),
    ]
}

/// Appends a row, cut or filled to the width of the header so that the added columns stand under their names.
fn write_row(row: &ByteRecord, width: usize, added: &[String], out: &mut Vec<u8>) {
    let mut writer = WriterBuilder::new().flexible(true).from_writer(out);
    let cells = (0..width).map(|column| row.get(column).unwrap_or_default());
    writer
        .write_record(cells.chain(added.iter().map(String::as_bytes)))
        .and_then(|()| Ok(writer.flush()?))
        .expect("a vector takes every byte");
}
