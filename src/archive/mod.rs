//! The archive: one SQLite file that keeps articles with their facts, so that nothing is read twice.
//!
//! Every change is one transaction: it is in the file as a whole or not at all, whatever kills the program or fills the
//! disk. Facts are those of single articles; who is who is found when a graph is asked for, since it depends on all of
//! them. The tables are described in `docs/archive.md`.

mod cache;
mod error;
mod facts;
mod list;
mod schema;
mod search;
mod write;

pub use error::{ArchiveError, Reason};
pub use facts::is_known_by;
pub use list::Listed;
pub use search::{Found, NameFound};
pub use write::{Change, Entry};

use crate::model::Article;
use rusqlite::{Connection, OpenFlags};
use schema::named;
use std::path::Path;
use std::time::Duration;

/// Pages that a connection keeps in memory, in KiB.
const CACHE: i64 = 32 << 10;

/// How long a reader waits for a writer to finish a transaction.
const PATIENCE: Duration = Duration::from_mins(1);

/// How an archive protects a transaction while it is being written; a property of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Journal {
    /// A rollback journal: between two transactions the archive is one file. Readers and writers wait for each other.
    Rollback,
    /// A write-ahead log: readers and a writer do not wait for each other. While the archive is open, the log and its
    /// index are two more files beside it; not for network drives.
    WriteAhead,
}

/// What people have decided, kept as the text of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Who is the same and who is not.
    Judgements,
    /// The list of known entities.
    Known,
}

impl Decision {
    fn name(self) -> &'static str {
        match self {
            Decision::Judgements => "judgements",
            Decision::Known => "known",
        }
    }
}

/// An open archive.
pub struct Archive {
    name: String,
    connection: Connection,
}

impl Archive {
    /// Opens an archive, or makes an empty one; `journal` changes that of an existing one, `None` leaves it.
    ///
    /// # Errors
    /// Where the file cannot be opened or made, is no archive, or was written by a newer program.
    pub fn create(path: &Path, journal: Option<Journal>) -> Result<Self, ArchiveError> {
        let archive = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        archive.upgraded(journal)
    }

    /// Opens an archive for reading and writing.
    ///
    /// # Errors
    /// Where there is none, or it cannot be opened, or was written by a newer program.
    pub fn open(path: &Path) -> Result<Self, ArchiveError> {
        Self::existing(path)?.upgraded(None)
    }

    /// Opens an archive for reading.
    ///
    /// # Errors
    /// Where there is none, or it cannot be opened, or was written by a newer program.
    pub fn read(path: &Path) -> Result<Self, ArchiveError> {
        let mut archive = Self::existing(path)?;
        match archive.named(schema::version(&archive.connection))? {
            0 => archive.named(Err(Reason::Foreign)),
            schema::VERSION => Ok(archive),
            _ => {
                let migrated = schema::migrate(&mut archive.connection);
                archive.named(migrated)?;
                Ok(archive)
            }
        }
    }

    /// True for a file that begins as those of SQLite do.
    pub fn is_one(head: &[u8]) -> bool {
        head.starts_with(b"SQLite format 3\0")
    }

    /// The file, as it was named.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// An article, as it was read; its text is empty where only facts were added.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn article(&self, id: &str) -> Result<Option<Article>, ArchiveError> {
        self.named(list::article(&self.connection, id))
    }

    /// Runs `read` on the archive as it stands at one moment, whatever other programs write meanwhile.
    ///
    /// # Errors
    /// Where the file cannot be read, and with the error of `read`.
    pub fn at_one_moment<T, E: From<ArchiveError>>(&self, read: impl FnOnce(&Self) -> Result<T, E>) -> Result<T, E> {
        let moment = self.named(self.connection.unchecked_transaction())?;
        let seen = read(self)?;
        self.named(moment.finish())?;
        Ok(seen)
    }

    /// What people have decided, as they wrote it; empty where they have not.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn decision(&self, kind: Decision) -> Result<String, ArchiveError> {
        self.named(write::decision(&self.connection, kind))
    }

    /// Not read-only, since a transaction that was cut off is undone by whoever opens the file next.
    fn existing(path: &Path) -> Result<Self, ArchiveError> {
        let name = path.display().to_string();
        if !path.exists() {
            return Err(ArchiveError { name, reason: Reason::Missing });
        }
        Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, ArchiveError> {
        let name = path.display().to_string();
        let connection = named(&name, Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX))?;
        let archive = Archive { name, connection };
        archive.named(archive.settle())?;
        Ok(archive)
    }

    fn settle(&self) -> rusqlite::Result<()> {
        self.connection.busy_timeout(PATIENCE)?;
        self.connection.set_prepared_statement_cache_capacity(64);
        // A transaction that was reported stays, also when the power fails right after.
        self.connection.pragma_update(None, "synchronous", "EXTRA")?;
        self.connection.pragma_update(None, "foreign_keys", true)?;
        self.connection.pragma_update(None, "cache_size", -CACHE)
    }

    fn upgraded(mut self, journal: Option<Journal>) -> Result<Self, ArchiveError> {
        if let Some(journal) = journal {
            let mode = if journal == Journal::WriteAhead { "WAL" } else { "DELETE" };
            self.named(self.connection.pragma_update(None, "journal_mode", mode))?;
        }
        let migrated = schema::migrate(&mut self.connection);
        self.named(migrated)?;
        Ok(self)
    }

    fn named<T>(&self, result: Result<T, impl Into<Reason>>) -> Result<T, ArchiveError> {
        named(&self.name, result)
    }
}

/// The first half of a SHA-256, in hexadecimal.
fn hex(hash: &[u8]) -> String {
    hash.iter().take(16).fold(String::with_capacity(32), |hex, byte| hex + &format!("{byte:02x}"))
}
