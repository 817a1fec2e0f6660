//! Sessions out of one store and into another, column by column, so that a column added later needs nothing here.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::types::{ToSqlOutput, Value as SqlValue, ValueRef};
use rusqlite::{Connection, ErrorCode, Row, ToSql};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::cards;
use super::error::StoreError;
use super::record::State;
use super::store::{Store, refused};

/// A row of a table by the names of its columns, without its numbers.
type Columns = BTreeMap<String, Value>;

/// What another store needs to take an attempt over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parcel {
    /// With the first attempt of a session: the session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    session: Option<Columns>,
    /// With the first attempt of a session: its notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<Columns>,
    attempt: Columns,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    probes: Vec<Columns>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    missed: Vec<Columns>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    remarks: Vec<Columns>,
}

/// What became of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Sessions that were taken over.
    pub sessions: usize,
    /// Attempts in them.
    pub attempts: usize,
    /// Sessions that were here already.
    pub known: usize,
    /// Lines that were left out, each with the reason.
    pub left_out: Vec<(usize, String)>,
}

impl Store {
    /// A session's attempts as parcels, in order.
    ///
    /// # Errors
    /// When they can't be read.
    pub fn parcels(&self, session: i64) -> Result<Vec<Parcel>, StoreError> {
        let read = || -> rusqlite::Result<Vec<Parcel>> {
            let all = |statement: &str, of: i64| rows(&self.connection, statement, of);
            let mut of_session = all("SELECT * FROM sessions WHERE id = ?", session)?;
            let mut notes = all(
                "SELECT * FROM notes WHERE session_id = ? ORDER BY id",
                session,
            )?;
            let mut parcels = Vec::new();
            for (id, attempt) in all(
                "SELECT * FROM attempts WHERE session_id = ? ORDER BY id",
                session,
            )? {
                let without_ids = |rows: Vec<(i64, Columns)>| -> Vec<Columns> {
                    rows.into_iter().map(|(_, columns)| columns).collect()
                };
                parcels.push(Parcel {
                    session: of_session.pop().map(|(_, columns)| columns),
                    notes: without_ids(std::mem::take(&mut notes)),
                    probes: without_ids(all(
                        "SELECT * FROM probes WHERE attempt_id = ? ORDER BY number",
                        id,
                    )?),
                    missed: without_ids(all(
                        "SELECT * FROM missed WHERE attempt_id = ? ORDER BY key_point",
                        id,
                    )?),
                    remarks: without_ids(all(
                        "SELECT * FROM remarks WHERE attempt_id = ? ORDER BY id",
                        id,
                    )?),
                    attempt,
                });
            }
            Ok(parcels)
        };
        read().map_err(|error| refused(&self.path, error))
    }

    /// Takes over the sessions of another store: for each line its number, and its session's number there with the parcel
    /// or why there is none. All that can be read is taken over at once, or nothing.
    ///
    /// # Errors
    /// When the store can't be written; nothing is changed then.
    pub fn import(
        &self,
        lines: impl Iterator<Item = (usize, Result<(i64, Parcel), String>)>,
    ) -> Result<Imported, StoreError> {
        let import = || -> rusqlite::Result<Imported> {
            let transaction = self.connection.unchecked_transaction()?;
            let mut imported = Imported::default();
            // By the number there: the number here, or none where it was here already.
            let mut numbers: BTreeMap<i64, Option<i64>> = BTreeMap::new();
            let mut questions = BTreeSet::new();
            for (line, parcel) in lines {
                let taken = parcel.and_then(|(session, parcel)| {
                    check(&parcel)?;
                    Ok((session, parcel))
                });
                let (there, parcel) = match taken {
                    Ok(taken) => taken,
                    Err(why) => {
                        imported.left_out.push((line, why));
                        continue;
                    }
                };
                if let Some(session) = &parcel.session {
                    let here = match begin(&transaction, session) {
                        Ok(here) => here,
                        Err(error) => {
                            imported.left_out.push((line, refusal_of(error)?));
                            continue;
                        }
                    };
                    match here {
                        Some(here) => {
                            imported.sessions += 1;
                            for note in &parcel.notes {
                                insert(&transaction, "notes", note, &[("session_id", here)])?;
                            }
                        }
                        None => imported.known += 1,
                    }
                    numbers.insert(there, here);
                }
                match numbers.get(&there) {
                    None => imported
                        .left_out
                        .push((line, format!("session {there} has no line that begins it"))),
                    Some(None) => {}
                    Some(Some(here)) => {
                        if let Err(error) = attempt(&transaction, &parcel, *here) {
                            let why = refusal_of(error)?;
                            imported.left_out.push((line, why));
                            continue;
                        }
                        imported.attempts += 1;
                        if let Some(Value::String(question)) = parcel.attempt.get("question") {
                            questions.insert(question.clone());
                        }
                    }
                }
            }
            for question in questions {
                cards::renew(&transaction, &question)?;
            }
            transaction.commit()?;
            Ok(imported)
        };
        import().map_err(|error| refused(&self.path, error))
    }
}

/// Begins an imported session; none when it is here already. One that was running there is paused here.
fn begin(connection: &Connection, session: &Columns) -> rusqlite::Result<Option<i64>> {
    let text = |name: &str| {
        session
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let known: i64 = connection.query_row(
        "SELECT count(*) FROM sessions WHERE started_at = ? AND mode = ? AND seed = ?",
        [text("started_at"), text("mode"), text("seed")],
        |row| row.get(0),
    )?;
    if known > 0 {
        return Ok(None);
    }
    let mut session = session.clone();
    if text_of(&session, "state") == State::Running.name() {
        session.insert("state".to_owned(), State::Paused.name().into());
    }
    insert(connection, "sessions", &session, &[]).map(Some)
}

/// Inserts an attempt with what belongs to it, or nothing of it.
fn attempt(connection: &Connection, parcel: &Parcel, session: i64) -> rusqlite::Result<()> {
    connection.execute_batch("SAVEPOINT attempt")?;
    let inserted = insert_attempt(connection, parcel, session);
    if inserted.is_err() {
        connection.execute_batch("ROLLBACK TO attempt")?;
    }
    connection.execute_batch("RELEASE attempt")?;
    inserted
}

/// Why a row was refused; the error itself where it is not the row's fault.
fn refusal_of(error: rusqlite::Error) -> rusqlite::Result<String> {
    match error.sqlite_error_code() {
        Some(ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch) => {
            Ok(format!("a value is missing or not allowed: {error}"))
        }
        _ => Err(error),
    }
}

fn insert_attempt(connection: &Connection, parcel: &Parcel, session: i64) -> rusqlite::Result<()> {
    let id = insert(
        connection,
        "attempts",
        &parcel.attempt,
        &[("session_id", session)],
    )?;
    for probe in &parcel.probes {
        insert(connection, "probes", probe, &[("attempt_id", id)])?;
    }
    for missed in &parcel.missed {
        insert(connection, "missed", missed, &[("attempt_id", id)])?;
    }
    for remark in &parcel.remarks {
        insert(connection, "remarks", remark, &[("attempt_id", id)])?;
    }
    Ok(())
}

/// Why a parcel can't be taken over: what is read back later must be readable.
fn check(parcel: &Parcel) -> Result<(), String> {
    let times = [
        (parcel.session.as_ref(), "started_at"),
        (Some(&parcel.attempt), "asked_at"),
        (Some(&parcel.attempt), "ended_at"),
    ];
    for (columns, name) in times {
        if let Some(columns) = columns
            && text_of(columns, name).parse::<Timestamp>().is_err()
        {
            return Err(format!("`{name}` is no time"));
        }
    }
    let with_days = [&parcel.attempt].into_iter().chain(&parcel.remarks);
    for columns in with_days {
        if text_of(columns, "day").parse::<Date>().is_err() {
            return Err("`day` is no day".to_owned());
        }
    }
    let score = parcel.attempt.get("score").unwrap_or(&Value::Null);
    if !score.is_null()
        && !score
            .as_f64()
            .is_some_and(|score| (0.0..=100.0).contains(&score))
    {
        return Err("`score` is not between 0 and 100".to_owned());
    }
    Ok(())
}

fn text_of<'a>(columns: &'a Columns, name: &str) -> &'a str {
    columns
        .get(name)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// The rows of a query, each with its number and its other columns. Numbers of rows mean nothing in another store.
fn rows(
    connection: &Connection,
    statement: &str,
    of: i64,
) -> rusqlite::Result<Vec<(i64, Columns)>> {
    let mut statement = connection.prepare_cached(statement)?;
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let found = statement.query_map([of], |row| {
        let mut number = 0;
        let mut columns = Columns::new();
        for (at, name) in names.iter().enumerate() {
            match name.as_str() {
                "id" => number = row.get(at)?,
                // A recording is a file of this machine.
                "session_id" | "attempt_id" | "recording" => {}
                _ => drop(columns.insert(name.clone(), json(row, at)?)),
            }
        }
        Ok((number, columns))
    })?;
    found.collect()
}

fn json(row: &Row<'_>, column: usize) -> rusqlite::Result<Value> {
    Ok(match row.get_ref(column)? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(text) | ValueRef::Blob(text) => String::from_utf8_lossy(text).into(),
    })
}

/// Inserts a row by those of its columns that the table has, and returns its number.
fn insert(
    connection: &Connection,
    table: &str,
    columns: &Columns,
    numbers: &[(&str, i64)],
) -> rusqlite::Result<i64> {
    let known: BTreeSet<String> = connection
        .prepare_cached("SELECT name FROM pragma_table_info(?)")?
        .query_map([table], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let own = ["id", "session_id", "attempt_id", "recording"];
    let (mut names, mut values): (Vec<&str>, Vec<Cell<'_>>) = columns
        .iter()
        .filter(|(name, _)| known.contains(*name) && !own.contains(&name.as_str()))
        .map(|(name, value)| (name.as_str(), Cell::Json(value)))
        .unzip();
    for (name, number) in numbers {
        names.push(name);
        values.push(Cell::Number(*number));
    }
    // The names are those of columns of the table, not the file's own.
    let statement = format!(
        "INSERT INTO {table} ({}) VALUES ({})",
        names.join(", "),
        vec!["?"; names.len()].join(", ")
    );
    connection
        .prepare_cached(&statement)?
        .execute(rusqlite::params_from_iter(values))?;
    Ok(connection.last_insert_rowid())
}

/// A value of a column.
enum Cell<'a> {
    Json(&'a Value),
    Number(i64),
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Number(number) => ToSqlOutput::from(*number),
            Self::Json(Value::Null) => ToSqlOutput::Owned(SqlValue::Null),
            Self::Json(Value::Bool(value)) => ToSqlOutput::from(*value),
            Self::Json(Value::Number(number)) => match number.as_i64() {
                Some(whole) => ToSqlOutput::from(whole),
                None => ToSqlOutput::from(number.as_f64().unwrap_or_default()),
            },
            Self::Json(Value::String(text)) => ToSqlOutput::from(text.as_str()),
            Self::Json(other) => ToSqlOutput::from(other.to_string()),
        })
    }
}
