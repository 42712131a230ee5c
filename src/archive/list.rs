//! Which articles there are.

use super::Archive;
use super::error::{ArchiveError, Reason};
use super::write::GIVEN;
use crate::model::{Article, Date};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;

/// An article without its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// Its identifier.
    pub id: String,
    /// The day of its publication.
    pub published: Option<Date>,
    /// Its outlet.
    pub publisher: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Its headline.
    pub title: String,
    /// The digest of all that was read of it.
    pub digest: String,
    /// The digest of the program that found its facts, or `facts:` with their own where they were given.
    pub program: String,
}

impl Archive {
    /// Sends every article without its words through `sink`, sorted by identifier.
    ///
    /// # Errors
    /// Where the file cannot be read, and with the first error of `sink`.
    pub fn for_each_listed<E: From<ArchiveError>>(
        &self,
        mut sink: impl FnMut(Listed) -> Result<(), E>,
    ) -> Result<(), E> {
        let select = "SELECT id, published, publisher, url, title, digest, program FROM article ORDER BY id";
        let mut statement = self.named(self.connection.prepare(select))?;
        let mut rows = self.named(statement.query([]))?;
        while let Some(row) = self.named(rows.next())? {
            let listed = self.named(listed(row))?;
            sink(listed)?;
        }
        Ok(())
    }

    /// How many articles there are.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn count(&self) -> Result<u64, ArchiveError> {
        self.named(
            self.connection
                .query_row("SELECT count(*) FROM article", [], |row| row.get::<_, i64>(0))
                .map(i64::unsigned_abs),
        )
    }

    /// The identifiers of the articles whose facts another program found and that can be read again, sorted.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn stale(&self, program: &str) -> Result<Vec<String>, ArchiveError> {
        let select = "SELECT id FROM article INDEXED BY article_state 
            WHERE program <> ?1 AND substr(program, 1, length(?2)) <> ?2 ORDER BY id";
        let stale = || {
            let mut statement = self.connection.prepare(select)?;
            statement.query_map([program, GIVEN], |row| row.get(0))?.collect::<rusqlite::Result<_>>()
        };
        self.named(stale())
    }
}

/// A date as it is stored; one that no version of the program has written counts as none.
fn date(row: &Row, column: &str) -> rusqlite::Result<Option<Date>> {
    Ok(row.get::<_, Option<String>>(column)?.and_then(|date| date.parse().ok()))
}

fn listed(row: &Row) -> rusqlite::Result<Listed> {
    Ok(Listed {
        id: row.get("id")?,
        published: date(row, "published")?,
        publisher: row.get("publisher")?,
        url: row.get("url")?,
        title: row.get("title")?,
        digest: row.get("digest")?,
        program: row.get("program")?,
    })
}

pub(super) fn article(connection: &Connection, id: &str) -> Result<Option<Article>, Reason> {
    let select =
        "SELECT id, title, text, url, published, publisher, authors, language, other FROM article WHERE id = ?1";
    let mut statement = connection.prepare_cached(select)?;
    Ok(statement.query_row([id], read).optional()?)
}

fn read(row: &Row) -> rusqlite::Result<Article> {
    Ok(Article {
        id: row.get::<_, String>("id")?.into(),
        title: row.get("title")?,
        text: row.get("text")?,
        url: row.get("url")?,
        published: date(row, "published")?,
        publisher: row.get("publisher")?,
        authors: serde_json::from_str(&row.get::<_, String>("authors")?).unwrap_or_default(),
        language: row.get::<_, Option<String>>("language")?.map(Into::into),
        other: serde_json::from_str(&row.get::<_, String>("other")?).unwrap_or_default(),
    })
}
