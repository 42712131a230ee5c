//! Why an archive could not be read or written.

use rusqlite::ErrorCode;
use std::io;

/// An archive that could not be read or written, and why.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {reason}")]
pub struct ArchiveError {
    /// The file as the user named it.
    pub name: String,
    /// Why.
    #[source]
    pub reason: Reason,
}

/// Why.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// There is no such file.
    #[error("no such archive")]
    Missing,
    /// A file of something else.
    #[error("not an archive of newsgraph")]
    Foreign,
    /// An archive of a later version.
    #[error("written by a newer newsgraph (its tables have version {0}); update the program")]
    Newer(usize),
    /// Another program writes, and has not stopped in time.
    #[error("another program is writing to it; nothing was changed")]
    Busy,
    /// There is no space.
    #[error("the disk is full; what was reported before is safe")]
    Full,
    /// It may not be written.
    #[error("it may only be read")]
    ReadOnly,
    /// What is stored for one article is not what a version of the program has written.
    #[error("the facts of article {0:?} are damaged: {1}")]
    Facts(String, serde_json::Error),
    /// A stored graph is not what a version of the program has written.
    #[error("its stored graph is damaged: {0}")]
    Graph(io::Error),
    /// What people decided is not what its file may hold: which file, and what is wrong with it.
    #[error("its {0} cannot be read: {1}")]
    Decision(&'static str, String),
    /// A search that SQLite does not understand.
    #[error("cannot search for {0:?}")]
    Query(String),
    /// Any other failure.
    #[error("{0}")]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for Reason {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Reason::Foreign,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Reason::Busy,
            Some(ErrorCode::DiskFull) => Reason::Full,
            Some(ErrorCode::ReadOnly) => Reason::ReadOnly,
            _ => Reason::Sqlite(error),
        }
    }
}
