//! Taking over the sessions of another store: each whole or not at all, and once.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::types::{ToSqlOutput, Value as SqlValue};
use rusqlite::{Connection, ErrorCode, ToSql};
use serde_json::Value;

use super::cards;
use super::error::StoreError;
use super::parcel::{Columns, Parcel};
use super::record::State;
use super::store::{Store, refused};

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
    /// Takes over the sessions of another store: for each line its number, and its session's number there with the parcel
    /// or why there is none. The lines of a session stand together, and it is taken over with all of them at once; while
    /// lines are waited for, others may write.
    ///
    /// # Errors
    /// When the store can't be written; the sessions before are taken over then.
    pub fn import(
        &self,
        lines: impl Iterator<Item = (usize, Result<(i64, Parcel), String>)>,
    ) -> Result<Imported, StoreError> {
        let import = || -> rusqlite::Result<Imported> {
            let tables = Tables::of(&self.connection)?;
            let mut imported = Imported::default();
            let mut waiting: Vec<Line> = Vec::new();
            for (number, parcel) in lines {
                let is_next = |(session, parcel): &(i64, Parcel)| {
                    let other = |line: &Line| line.session != *session;
                    parcel.session.is_some() || waiting.first().is_some_and(other)
                };
                if parcel.as_ref().is_ok_and(is_next) {
                    self.take_in(std::mem::take(&mut waiting), &tables, &mut imported)?;
                }
                match parcel.and_then(|of| check(&of.1).map(|()| of)) {
                    Ok((session, parcel)) => waiting.push(Line {
                        number,
                        session,
                        parcel,
                    }),
                    Err(why) => imported.left_out.push((number, why)),
                }
            }
            self.take_in(waiting, &tables, &mut imported)?;
            imported.left_out.sort();
            Ok(imported)
        };
        import().map_err(|error| refused(&self.path, error))
    }

    /// Takes over a session with all its lines, or nothing of it.
    fn take_in(
        &self,
        lines: Vec<Line>,
        tables: &Tables,
        imported: &mut Imported,
    ) -> rusqlite::Result<()> {
        let Some(first) = lines.first() else {
            return Ok(());
        };
        let transaction = self.connection.unchecked_transaction()?;
        let begun = begin(&transaction, tables, first);
        let here = match begun.or_else(|error| refusal_of(error).map(Begun::Refused))? {
            Begun::As(here) => here,
            Begun::Known => {
                imported.known += 1;
                return Ok(());
            }
            Begun::Refused(why) => {
                let left_out = lines.iter().map(|line| (line.number, why.clone()));
                imported.left_out.extend(left_out);
                return Ok(());
            }
        };
        imported.sessions += 1;
        let mut questions = BTreeSet::new();
        for line in &lines {
            match attempt(&transaction, tables, &line.parcel, here) {
                Ok(()) => {
                    imported.attempts += 1;
                    questions.insert(text_of(&line.parcel.attempt, "question"));
                }
                Err(error) => imported.left_out.push((line.number, refusal_of(error)?)),
            }
        }
        for question in questions {
            cards::renew(&transaction, question)?;
        }
        transaction.commit()
    }
}

/// A line that is to be taken over.
struct Line {
    /// Its number in the file.
    number: usize,
    /// Its session's number there.
    session: i64,
    parcel: Parcel,
}

/// The columns that the tables of this store have.
struct Tables(BTreeMap<&'static str, BTreeSet<String>>);

impl Tables {
    fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?)")?;
        let mut columns = |table| -> rusqlite::Result<_> {
            let names = statement.query_map([table], |row| row.get(0))?;
            Ok((table, names.collect::<Result<_, _>>()?))
        };
        let tables = ["sessions", "notes", "attempts", "probes", "missed"];
        tables
            .into_iter()
            .map(&mut columns)
            .collect::<Result<_, _>>()
            .map(Self)
    }

    fn has(&self, table: &str, column: &str) -> bool {
        self.0
            .get(table)
            .is_some_and(|columns| columns.contains(column))
    }
}

/// What became of the session that a line begins.
enum Begun {
    /// It has this number here.
    As(i64),
    /// It is here already.
    Known,
    /// It can't be taken over.
    Refused(String),
}

/// Begins an imported session with its notes. One that was running there is paused here.
fn begin(connection: &Connection, tables: &Tables, line: &Line) -> rusqlite::Result<Begun> {
    let Some(session) = &line.parcel.session else {
        let why = format!("session {} has no line that begins it", line.session);
        return Ok(Begun::Refused(why));
    };
    let identity = ["started_at", "mode", "seed"].map(|name| text_of(session, name));
    let is_known = connection
        .prepare_cached("SELECT 1 FROM sessions WHERE started_at = ? AND mode = ? AND seed = ?")?
        .exists(identity)?;
    if is_known {
        return Ok(Begun::Known);
    }
    let mut session = session.clone();
    if text_of(&session, "state") == State::Running.name() {
        session.insert("state".to_owned(), State::Paused.name().into());
    }
    let here = insert(connection, tables, "sessions", &session, &[])?;
    for note in &line.parcel.notes {
        insert(connection, tables, "notes", note, &[("session_id", here)])?;
    }
    Ok(Begun::As(here))
}

/// Inserts an attempt with what belongs to it, or nothing of it.
fn attempt(
    connection: &Connection,
    tables: &Tables,
    parcel: &Parcel,
    session: i64,
) -> rusqlite::Result<()> {
    connection.execute_batch("SAVEPOINT attempt")?;
    let inserted = insert_attempt(connection, tables, parcel, session);
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

fn insert_attempt(
    connection: &Connection,
    tables: &Tables,
    parcel: &Parcel,
    session: i64,
) -> rusqlite::Result<()> {
    let of_session = [("session_id", session)];
    let id = insert(connection, tables, "attempts", &parcel.attempt, &of_session)?;
    for (table, rows) in [("probes", &parcel.probes), ("missed", &parcel.missed)] {
        for row in rows {
            insert(connection, tables, table, row, &[("attempt_id", id)])?;
        }
    }
    Ok(())
}

/// Why a parcel can't be taken over: what is read back later must be readable.
fn check(parcel: &Parcel) -> Result<(), String> {
    if let Some(session) = &parcel.session {
        check_row(session, &["started_at"], &[])?;
    }
    for note in &parcel.notes {
        check_row(note, &["written_at"], &["position"])?;
    }
    for probe in &parcel.probes {
        check_row(probe, &[], &["key_point_index"])?;
    }
    let attempt = &parcel.attempt;
    check_row(
        attempt,
        &["asked_at", "ended_at"],
        &["position", "take", "hints"],
    )?;
    if text_of(attempt, "day").parse::<Date>().is_err() {
        return Err("`day` is no day".to_owned());
    }
    let in_range = |score: &Value| {
        score
            .as_f64()
            .is_some_and(|score| (0.0..=100.0).contains(&score))
    };
    let score = attempt.get("score").filter(|score| !score.is_null());
    if score.is_some_and(|score| !in_range(score)) {
        return Err("`score` is not between 0 and 100".to_owned());
    }
    Ok(())
}

/// Why a row can't be read back: these columns hold times, those whole numbers from 0 on.
fn check_row(row: &Columns, times: &[&str], counts: &[&str]) -> Result<(), String> {
    let is_time = |name: &str| text_of(row, name).parse::<Timestamp>().is_ok();
    if let Some(name) = times.iter().find(|name| !is_time(name)) {
        return Err(format!("`{name}` is no time"));
    }
    let is_count = |name: &str| {
        let count = row.get(name).and_then(Value::as_u64);
        count.is_some_and(|count| u32::try_from(count).is_ok())
    };
    match counts.iter().find(|name| !is_count(name)) {
        Some(name) => Err(format!("`{name}` is no number from 0 on")),
        None => Ok(()),
    }
}

fn text_of<'a>(columns: &'a Columns, name: &str) -> &'a str {
    columns
        .get(name)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// Inserts a row by those of its columns that the table has, and returns its number.
fn insert(
    connection: &Connection,
    tables: &Tables,
    table: &str,
    columns: &Columns,
    numbers: &[(&str, i64)],
) -> rusqlite::Result<i64> {
    let own = ["id", "session_id", "attempt_id"];
    let (mut names, mut values): (Vec<&str>, Vec<Cell<'_>>) = columns
        .iter()
        .filter(|(name, _)| tables.has(table, name) && !own.contains(&name.as_str()))
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
