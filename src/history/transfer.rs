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
        let tables = [
            "sessions",
            "notes",
            "attempts",
            "probes",
            "missed",
            "remarks",
            "overruled",
            "adjusted",
        ];
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
    let belonging = [
        ("probes", &parcel.probes),
        ("missed", &parcel.missed),
        ("remarks", &parcel.remarks),
        ("overruled", &parcel.overruled),
        ("adjusted", &parcel.adjusted),
    ];
    for (table, rows) in belonging {
        for row in rows {
            insert(connection, tables, table, row, &[("attempt_id", id)])?;
        }
    }
    Ok(())
}

/// Why a parcel can't be taken over: what is read back later must be readable.
fn check(parcel: &Parcel) -> Result<(), String> {
    let of = |columns: &Columns, name: &str| columns.get(name).cloned().unwrap_or_default();
    let must = |name: &str, is_so: bool, what: &str| match is_so {
        true => Ok(()),
        false => Err(format!("`{name}` is {what}")),
    };
    let is_score = |value: &Value| value.as_f64().is_some_and(|n| (0.0..=100.0).contains(&n));
    let attempt = &parcel.attempt;
    let times = (parcel.session.iter().map(|session| (session, "started_at")))
        .chain([(attempt, "asked_at"), (attempt, "ended_at")])
        .chain((parcel.notes.iter().chain(&parcel.overruled)).map(|row| (row, "written_at")));
    for (columns, name) in times {
        let time = text_of(columns, name).parse::<Timestamp>();
        must(name, time.is_ok(), "no time")?;
    }
    for columns in [attempt].into_iter().chain(&parcel.remarks) {
        let day = text_of(columns, "day").parse::<Date>();
        must("day", day.is_ok(), "no day")?;
    }
    let counted = ["position", "take", "hints"].map(|name| (attempt, name));
    let numbers = (counted.into_iter())
        .chain(parcel.notes.iter().map(|note| (note, "position")))
        .chain(parcel.probes.iter().map(|probe| (probe, "key_point_index")));
    for (columns, name) in numbers {
        let number = of(columns, name).as_u64();
        let is_small = number.is_some_and(|number| u32::try_from(number).is_ok());
        must(name, is_small, "no whole number from 0 on")?;
    }
    for note in &parcel.notes {
        let are_texts = of(note, "text").is_string() && of(note, "question").is_string();
        must("notes", are_texts, "without its words or its question")?;
    }
    let score = of(attempt, "score");
    let counts = [Value::Bool(true), 1.into()].contains(&of(attempt, "counts"));
    let is_right = is_score(&score) || score.is_null() && !counts;
    must("score", is_right, "not between 0 and 100")?;
    let later = ["regraded_engine", "regraded_hash"].map(|name| of(attempt, name));
    let score = of(attempt, "regraded_score");
    let is_right = score.is_null() || is_score(&score) && later.iter().all(Value::is_string);
    must("regraded_score", is_right, "no score of a later engine")
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
    let own = ["id", "session_id", "attempt_id", "recording"];
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
