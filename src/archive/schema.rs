//! The tables of an archive, and how old ones become new ones.

use super::error::{ArchiveError, Reason};
use rusqlite::Connection;

/// "NGRF", at byte 68 of the file: says that a SQLite file is an archive of newsgraph.
const APPLICATION: i32 = 0x4e47_5246;

/// What makes each version out of the one before; the first one out of an empty file.
const MIGRATIONS: [&str; 1] = [include_str!("schema/1.sql")];

/// The version that this program writes.
pub(super) const VERSION: usize = MIGRATIONS.len();

/// Brings the tables up to date, in one transaction; an archive of the present version is left alone.
///
/// # Errors
/// Where the file is of something else or of a newer program, or cannot be written.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), Reason> {
    if version(connection)? == VERSION {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Another program may have been faster.
    for migration in MIGRATIONS.iter().skip(version(&transaction)?) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", VERSION as i64)?;
    Ok(transaction.commit()?)
}

/// The version of an archive, 0 for an empty file.
///
/// # Errors
/// Where the file is of something else or of a newer program.
pub(super) fn version(connection: &Connection) -> Result<usize, Reason> {
    let pragma = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let (application, version) = (pragma("application_id")?, pragma("user_version")?);
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match usize::try_from(version) {
        Ok(0) if tables == 0 => Ok(0),
        _ if application != i64::from(APPLICATION) => Err(Reason::Foreign),
        Ok(version) if version > VERSION => Err(Reason::Newer(version)),
        Ok(version) => Ok(version),
        Err(_) => Err(Reason::Foreign),
    }
}

/// Says which file an error is about.
pub(super) fn named<T>(name: &str, result: Result<T, impl Into<Reason>>) -> Result<T, ArchiveError> {
    result.map_err(|reason| ArchiveError { name: name.to_owned(), reason: reason.into() })
}
