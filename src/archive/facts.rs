//! The facts of all articles, one after the other.

use super::error::{ArchiveError, Reason};
use super::{Archive, Decision, hex};
use crate::model::{Date, Facts};
use rusqlite::Connection;
use sha2::{Digest, Sha256};

impl Archive {
    /// Sends the facts of every article through `sink`, all as they stand at one moment, in an order that means nothing.
    ///
    /// # Errors
    /// Where the file cannot be read, and with the first error of `sink`.
    pub fn for_each_facts<E: From<ArchiveError>>(&self, mut sink: impl FnMut(Facts) -> Result<(), E>) -> Result<(), E> {
        let mut statement = self.named(
            self.connection.prepare("SELECT id, json FROM facts JOIN article ON article.number = facts.article"),
        )?;
        let mut rows = self.named(statement.query([]))?;
        while let Some(row) = self.named(rows.next())? {
            let facts = self.named(facts_of(row))?;
            sink(facts)?;
        }
        Ok(())
    }

    /// The facts of every article, in an order that means nothing.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn facts(&self) -> Result<Vec<Facts>, ArchiveError> {
        let mut all = Vec::new();
        self.for_each_facts(|facts| {
            all.push(facts);
            Ok::<_, ArchiveError>(())
        })?;
        Ok(all)
    }

    /// The digest of all that a graph follows from: articles, how their facts were found, and decisions. Two archives
    /// of one digest give one graph.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn digest(&self) -> Result<String, ArchiveError> {
        self.named(digest(&self.connection))
    }
}

fn facts_of(row: &rusqlite::Row) -> Result<Facts, Reason> {
    let (id, json) = (row.get_ref(0)?.as_str(), row.get_ref(1)?.as_str());
    let (Ok(id), Ok(json)) = (id, json) else { return Err(Reason::Foreign) };
    serde_json::from_str(json).map_err(|error| Reason::Facts(id.to_owned(), error))
}

fn digest(connection: &Connection) -> rusqlite::Result<String> {
    let mut sha = Sha256::new();
    let mut add = |text: &[u8]| {
        sha.update((text.len() as u64).to_le_bytes());
        sha.update(text);
    };
    let mut statement =
        connection.prepare_cached("SELECT id, digest, program FROM article INDEXED BY article_state ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        for column in 0..3 {
            add(row.get_ref(column)?.as_bytes()?);
        }
    }
    for kind in [Decision::Judgements, Decision::Known] {
        add(super::write::decision(connection, kind)?.as_bytes());
    }
    Ok(hex(&sha.finalize()))
}

/// True for an article that surely appeared on the day `until` or before: on its last day where that is a month or a
/// year. Of an article without a date nobody knows.
pub fn is_known_by(published: Option<Date>, until: Date) -> bool {
    published.is_some_and(|published| published.last_day() <= until.last_day())
}
