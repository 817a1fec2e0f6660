//! Sessions on their way out of one store and into another, column by column, so that a column added later needs nothing
//! here.

use std::collections::BTreeMap;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::error::StoreError;
use super::store::{Store, refused};

/// A row of a table by the names of its columns, without its numbers.
pub(super) type Columns = BTreeMap<String, Value>;

/// What another store needs to take an attempt over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parcel {
    /// With the first attempt of a session: the session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) session: Option<Columns>,
    /// With the first attempt of a session: its notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) notes: Vec<Columns>,
    pub(super) attempt: Columns,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) probes: Vec<Columns>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) missed: Vec<Columns>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) remarks: Vec<Columns>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) overruled: Vec<Columns>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) adjusted: Vec<Columns>,
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
                    overruled: without_ids(all(
                        "SELECT * FROM overruled WHERE attempt_id = ? ORDER BY id",
                        id,
                    )?),
                    adjusted: without_ids(all("SELECT * FROM adjusted WHERE attempt_id = ?", id)?),
                    attempt,
                });
            }
            Ok(parcels)
        };
        read().map_err(|error| refused(&self.path, error))
    }
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
