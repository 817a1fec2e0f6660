//! `viva grade --csv`: a table of answers in, the same table with its grades out. A row that can't be graded keeps its
//! place with empty grades, and its error goes to standard error.

use std::collections::HashMap;
use std::fmt::Display;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
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
use crate::grading::{Grade, KeyPointGrade, NOT_ENGLISH, Verdict};
use crate::report::Tally;

const ADDED: [&str; 5] = ["score", "band", "confidence", "missing", "misconceptions"];

/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// So many students' answers are remembered, to tell of one who answers a question twice: as many as fit a spreadsheet page
/// or two, and no more however long the table is.
const REMEMBERED: usize = 200_000;

/// Where the columns stand that grading reads.
#[derive(Clone, Copy)]
struct Columns {
    student: usize,
    question: usize,
    answer: usize,
    medium: Option<usize>,
    all: usize,
    /// What stands between the cells.
    delimiter: u8,
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
    let mut input = BufReader::with_capacity(256 * 1024, Counting::new(input));
    // The reader drops a byte order mark; some spreadsheets need it to recognize the result.
    let start = input.fill_buf().map_err(|error| unreadable(&error))?;
    let mut first = Vec::new();
    if start.starts_with(MARK) {
        first.extend_from_slice(MARK);
    }
    let delimiter = delimiter_of(start);
    let mut reader = ReaderBuilder::new()
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(input);
    let header = reader
        .byte_headers()
        .map_err(|error| unreadable(&error))?
        .clone();
    let columns = Columns::of(&header)?;
    let columns = Columns {
        delimiter,
        ..columns
    };
    write_row(&header, columns, &ADDED.map(str::to_owned), &mut first);
    let mut before = Before::default();
    let of_rows = Arc::clone(&grader);
    let read = move || {
        let mut row = ByteRecord::new();
        match reader.read_byte_record(&mut row) {
            Ok(true) => {
                let bytes = row.as_slice().len();
                let earlier = before.row_of_same(&of_rows, columns, &row);
                // The table ended within this row, and within its quotes.
                let read = reader.get_ref().get_ref();
                let is_open = read.is_over
                    && read.quotes % 2 == 1
                    && row.iter().any(|cell| cell.contains(&b'\n'));
                let row = Row {
                    cells: row,
                    earlier,
                    is_open,
                };
                Ok(Some((row, bytes)))
            }
            Ok(false) => Ok(None),
            Err(error) => Err(io::Error::other(error)),
        }
    };
    let work = move |row: Row| grade_row(&grader, columns, &row);
    Ok(batch::run(first, read, work, progress))
}

/// A row of the table.
struct Row {
    cells: ByteRecord,
    /// The row in which the same student answered the same question before.
    earlier: Option<u64>,
    /// Whether a quote in it is never closed, so that the rest of the table is in it.
    is_open: bool,
}

/// Counts the quotes that it reads: an odd number of them says that one is open.
struct Counting<R> {
    input: R,
    quotes: u64,
    /// Whether the end was met.
    is_over: bool,
}

impl<R> Counting<R> {
    fn new(input: R) -> Self {
        Self {
            input,
            quotes: 0,
            is_over: false,
        }
    }
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(into)?;
        let quotes = into[..read].iter().filter(|&&byte| byte == b'"').count();
        self.quotes += quotes as u64;
        self.is_over |= read == 0 && !into.is_empty();
        Ok(read)
    }
}

/// What stands between the cells: the sign with which the first line names the columns needed; else the comma.
fn delimiter_of(start: &[u8]) -> u8 {
    let start = start.strip_prefix(MARK).unwrap_or(start);
    let named = |delimiter: &u8| {
        let header = ReaderBuilder::new()
            .delimiter(*delimiter)
            .from_reader(start)
            .byte_headers()
            .cloned();
        header.is_ok_and(|header| Columns::of(&header).is_ok())
    };
    [b',', b';', b'\t'].into_iter().find(named).unwrap_or(b',')
}

/// The rows before this one, by a number that stands for student and question.
#[derive(Default)]
struct Before(HashMap<u64, u64>);

impl Before {
    /// The row of the same student and question before this row, which is remembered.
    fn row_of_same(&mut self, grader: &Grader, columns: Columns, row: &ByteRecord) -> Option<u64> {
        let cell = |column| Some(String::from_utf8_lossy(row.get(column)?).trim().to_owned());
        let (student, question) = (cell(columns.student)?, cell(columns.question)?);
        // Two sources of one question are one question.
        let entry = grader.bank().find(&question);
        let question = entry.map_or(question.as_str(), |entry| entry.id.as_str());
        if student.is_empty() || question.is_empty() {
            return None;
        }
        let mut hasher = DefaultHasher::new();
        (&student, question).hash(&mut hasher);
        let key = hasher.finish();
        let earlier = self.0.get(&key).copied();
        if earlier.is_none() && self.0.len() < REMEMBERED {
            self.0.insert(key, number_of(row));
        }
        earlier
    }
}

/// The number of a row as a spreadsheet counts them: the header is row 1, and a cell of several lines is one row.
fn number_of(row: &ByteRecord) -> u64 {
    row.position().map_or(0, |position| position.record() + 1)
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
                    "the first row names the columns, with commas, semicolons or tabs between: student,question,answer and, if you like, id,medium,seconds",
                )
            })
        };
        Ok(Self {
            student: needed("student")?,
            question: needed("question")?,
            answer: needed("answer")?,
            medium: position("medium"),
            all: names.len(),
            delimiter: b',',
        })
    }
}

fn grade_row(grader: &Grader, columns: Columns, row: &Row) -> Piece {
    let mut piece = Piece::default();
    let number = number_of(&row.cells);
    let graded = catch_unwind(AssertUnwindSafe(|| grade_of(grader, columns, row)))
        .unwrap_or_else(|_| Err("the grader failed on this row: please report it".to_owned()));
    let added = match graded {
        Ok(grade) => {
            piece.tally.add(grade.score);
            if grade.notes.iter().any(|note| note == NOT_ENGLISH) {
                piece
                    .complaints
                    .push(format!("row {number}: {NOT_ENGLISH}"));
            }
            if let Some(earlier) = row.earlier {
                let student = String::from_utf8_lossy(&row.cells[columns.student]);
                piece.complaints.push(format!(
                    "row {number}: {} answered this question in row {earlier} already; both are graded, and in a class report the later one counts",
                    student.trim()
                ));
            }
            cells_of(&grade)
        }
        Err(message) => {
            piece.tally.add_failure();
            piece.complaints.push(format!("row {number}: {message}"));
            Default::default()
        }
    };
    write_row(&row.cells, columns, &added, &mut piece.text);
    piece
}

fn grade_of(grader: &Grader, columns: Columns, row: &Row) -> Result<Grade, String> {
    if row.is_open {
        return Err("a quote that begins in this row is never closed, so the rest of the table is in it: close it, or write a quote within quotes twice".to_owned());
    }
    let row = &row.cells;
    if row.len() != columns.all {
        return Err(format!(
            "{} cells where the header has {}: put an answer that holds a {}, a quote or a line break in double quotes",
            row.len(),
            columns.all,
            match columns.delimiter {
                b';' => "semicolon",
                b'\t' => "tab",
                _ => "comma",
            }
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
    let missing = grade.key_points.iter().filter_map(missing);
    let held = grade.misconceptions.iter().map(|held| held.id.as_str());
    [
        format!("{:.1}", grade.score.points()),
        grade.band().name().to_owned(),
        format!("{:.2}", grade.confidence.value()),
        missing.collect::<Vec<_>>().join("; "),
        held.collect::<Vec<_>>().join("; "),
    ]
}

/// What the column `missing` says of a point; none where it was said, in part or whole.
fn missing(point: &KeyPointGrade) -> Option<String> {
    match point.verdict {
        Verdict::Met | Verdict::Partial => None,
        Verdict::Missing => Some(point.id.clone()),
        Verdict::Contradicted => Some(format!("{} (the opposite was said)", point.id)),
    }
}

/// Appends a row, cut or filled to the width of the header so that the added columns stand under their names.
fn write_row(row: &ByteRecord, columns: Columns, added: &[String], out: &mut Vec<u8>) {
    let mut writer = WriterBuilder::new()
        .flexible(true)
        .delimiter(columns.delimiter)
        .from_writer(out);
    let cells = (0..columns.all).map(|column| row.get(column).unwrap_or_default());
    writer
        .write_record(cells.chain(added.iter().map(String::as_bytes)))
        .and_then(|()| Ok(writer.flush()?))
        .expect("a vector takes every byte");
}

#[cfg(test)]
mod tests {
    use super::missing;
    use crate::grading::{KeyPointGrade, Verdict};

    #[test]
    fn a_point_whose_opposite_was_said_is_missing_and_told_apart() {
        let told = |verdict| {
            missing(&KeyPointGrade {
                id: "sealed".to_owned(),
                statement: "A tuple is sealed".to_owned(),
                weight: 2.0,
                essential: true,
                verdict,
                credit: 0.0,
                why: String::new(),
                evidence: Vec::new(),
            })
        };
        assert_eq!(told(Verdict::Met).or(told(Verdict::Partial)), None);
        assert_eq!(told(Verdict::Missing).as_deref(), Some("sealed"));
        assert_eq!(
            told(Verdict::Contradicted).as_deref(),
            Some("sealed (the opposite was said)")
        );
    }
}
