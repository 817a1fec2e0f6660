//! From any earlier schema to this one, in one transaction. Every program that opens the file sees either the old schema
//! or the new one.

use std::path::Path;

use rusqlite::Connection;

use super::store::refused;
use super::{StoreError, cards};

/// The scripts that lead from schema `n` to `n + 1`. A published one never changes.
const MIGRATIONS: &[&str] = &[
    include_str!("schema.sql"),
    include_str!("schema_2.sql"),
    include_str!("schema_3.sql"),
];

/// The schema that this program writes.
pub(super) const SCHEMA: i64 = MIGRATIONS.len() as i64;

/// Brings the file to this schema.
pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    if version(connection, path)? == SCHEMA {
        return Ok(());
    }
    let transaction = connection
        .transaction()
        .map_err(|error| refused(path, error))?;
    // Asked again inside, because another program may have migrated meanwhile.
    let found = version(&transaction, path)?;
    if found > SCHEMA {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found,
            known: SCHEMA,
        });
    }
    for script in &MIGRATIONS[usize::try_from(found).unwrap_or(0)..] {
        transaction
            .execute_batch(script)
            .map_err(|error| refused(path, error))?;
    }
    cards::rebuild(&transaction)
        .and_then(|()| transaction.pragma_update(None, "user_version", SCHEMA))
        .and_then(|()| transaction.commit())
        .map_err(|error| refused(path, error))
}

fn version(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
    connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(|error| refused(path, error))
}
