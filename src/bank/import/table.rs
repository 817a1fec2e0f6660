//! CSV and its relatives: columns by their names, rows with quotes and line breaks in them.

use super::columns::{Columns, Role};
use super::wording::asks;
use super::{Cause, Imported, excerpt};

/// Reads a table.
pub(super) fn read(text: &str, delimiter: u8) -> Imported {
    let mut imported = Imported::default();
    let mut rows = ::csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut columns: Option<Columns> = None;
    let unclosed = unclosed_quote(text);
    for row in rows.records() {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                let line = error.position().map_or(0, |at| at.line());
                imported.leave_out(
                    number(line),
                    Cause::Damaged,
                    format!("a row that can't be read: {error}"),
                );
                continue;
            }
        };
        let line = number(row.position().map_or(0, |at| at.line()));
        if unclosed && rest_is_in_it(text, &row) {
            let why = format!(
                "a quote that is never closed takes in the rest: {}",
                excerpt(row.iter().next().unwrap_or(""))
            );
            imported.leave_out(line, Cause::Damaged, why);
            break;
        }
        let cells: Vec<String> = row.iter().map(|cell| cell.trim().to_owned()).collect();
        let Some(columns) = &columns else {
            // The delimiter stands in it, so it may be two cells.
            if row.get(0).is_some_and(|first| first.starts_with("sep=")) {
                continue;
            }
            let (found, is_header) = header(&cells);
            let Some(found) = found else {
                imported.leave_out(line, Cause::Damaged, no_question(&cells));
                return imported;
            };
            if !is_header {
                imported.questions.push(found.question(&cells, line));
            }
            columns = Some(found);
            continue;
        };
        let question = columns.question(&cells, line);
        if cells.iter().all(String::is_empty) {
        } else if question.prompt.is_empty() {
            imported.leave_out(
                line,
                Cause::Damaged,
                format!("a row without a question: {}", excerpt(&cells.join(" "))),
            );
        } else {
            imported.questions.push(question);
        }
    }
    imported
}

/// Whether a quote is opened and not closed: their number is odd.
fn unclosed_quote(text: &str) -> bool {
    text.bytes().filter(|&byte| byte == b'"').count() % 2 == 1
}

/// Whether the last cell of a row runs to the end of the text over several lines.
fn rest_is_in_it(text: &str, row: &::csv::StringRecord) -> bool {
    row.iter()
        .next_back()
        .is_some_and(|last| last.contains('\n') && text.trim_end().ends_with(last.trim_end()))
}

/// The columns of the first row, and whether it is a header: a table without one begins with a question.
fn header(cells: &[String]) -> (Option<Columns>, bool) {
    if let Some(columns) = Columns::of(cells) {
        return (Some(columns), true);
    }
    // What was filled in on a form: its header asks, its rows are other people's answers.
    if cells
        .iter()
        .any(|cell| cell.eq_ignore_ascii_case("timestamp"))
    {
        return (None, false);
    }
    // A number may stand before the question.
    let at = cells.iter().position(|cell| asks(cell));
    let columns = at.map(|at| {
        let mut roles = vec![None; at];
        roles.extend([Some(Role::Question), Some(Role::Answer)]);
        Columns::given(roles)
    });
    (columns, false)
}

fn no_question(cells: &[String]) -> String {
    let names: Vec<String> = cells.iter().take(8).map(|cell| excerpt(cell)).collect();
    format!(
        "no column is named `question` or `prompt`; there are {}",
        names.join(", ")
    )
}

fn number(line: u64) -> usize {
    usize::try_from(line).unwrap_or(usize::MAX)
}
