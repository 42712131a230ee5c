//! What changes an archive: each call is one transaction.

use super::error::{ArchiveError, Reason};
use super::{Archive, Decision, hex};
use crate::model::{Article, Facts};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, named_params, params};
use sha2::{Digest, Sha256};
use std::time::Duration;

/// How long a writer waits for another one before it says so.
const SHORTLY: Duration = Duration::from_millis(300);

/// What the program of facts begins with that were given.
pub(super) const GIVEN: &str = "facts:";

/// An article with its facts, ready to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The article; without text where only its facts are known.
    pub article: Article,
    /// What it asserts.
    pub facts: Facts,
    /// The digest of the program and language data that found the facts.
    pub program: String,
}

/// What became of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It was not there before.
    Added,
    /// Another version of it was there before.
    Replaced,
    /// The same was there before, with other facts.
    Refreshed,
    /// The same was there before.
    Unchanged,
}

impl Entry {
    /// An article with facts that were found elsewhere: they stay until they are given anew.
    pub fn given(article: Article, facts: Facts) -> Self {
        let program = format!("{GIVEN}{}", hex(&Sha256::digest(serde_json::to_vec(&facts).unwrap_or_default())));
        Entry { article, facts, program }
    }
}

impl Change {
    /// Its name for people and programs: "added".
    pub fn as_str(self) -> &'static str {
        match self {
            Change::Added => "added",
            Change::Replaced => "replaced",
            Change::Refreshed => "refreshed",
            Change::Unchanged => "unchanged",
        }
    }
}

impl Archive {
    /// Stores articles, all of them or, on an error, none. An article whose identifier is known is replaced where it
    /// differs. When this returns they are on the disk for good. `waiting` is called once where another program is
    /// writing; it is waited for up to `patience`.
    ///
    /// # Errors
    /// Where another program does not stop writing, the disk is full, or the file cannot be written.
    pub fn add(
        &mut self,
        entries: &[Entry],
        patience: Duration,
        waiting: impl FnOnce(),
    ) -> Result<Vec<Change>, ArchiveError> {
        let changes = in_transaction(&self.connection, patience, waiting, |transaction| {
            entries.iter().map(|entry| store(transaction, entry)).collect()
        });
        self.named(changes)
    }

    /// Takes articles out, all of them in one transaction; says for each whether it was there.
    ///
    /// # Errors
    /// As for [`Archive::add`].
    pub fn remove<S: AsRef<str>>(
        &mut self,
        ids: &[S],
        patience: Duration,
        waiting: impl FnOnce(),
    ) -> Result<Vec<bool>, ArchiveError> {
        let removed = in_transaction(&self.connection, patience, waiting, |transaction| {
            ids.iter().map(|id| Ok(remove(transaction, id.as_ref())?)).collect()
        });
        self.named(removed)
    }

    /// True where just this article is stored, whatever program found its facts.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn holds(&self, article: &Article) -> Result<bool, ArchiveError> {
        let state = self.named(state(&self.connection, &article.id))?;
        Ok(state.is_some_and(|state| state.digest == digest(article)))
    }

    /// Keeps what people have decided; an empty text takes it away.
    ///
    /// # Errors
    /// As for [`Archive::add`].
    pub fn decide(&mut self, kind: Decision, text: &str, patience: Duration) -> Result<(), ArchiveError> {
        let decided = in_transaction(
            &self.connection,
            patience,
            || (),
            |transaction| {
                transaction.execute("DELETE FROM decision WHERE kind = ?1", [kind.name()])?;
                if !text.is_empty() {
                    transaction.execute("INSERT INTO decision (kind, text) VALUES (?1, ?2)", [kind.name(), text])?;
                }
                Ok(())
            },
        );
        self.named(decided)
    }
}

pub(super) fn decision(connection: &Connection, kind: Decision) -> rusqlite::Result<String> {
    let mut statement = connection.prepare_cached("SELECT text FROM decision WHERE kind = ?1")?;
    Ok(statement.query_row([kind.name()], |row| row.get(0)).optional()?.unwrap_or_default())
}

/// Runs `change` while no other program writes, and keeps what it did unless it fails.
pub(super) fn in_transaction<T>(
    connection: &Connection,
    patience: Duration,
    waiting: impl FnOnce(),
    change: impl FnOnce(&Transaction) -> Result<T, Reason>,
) -> Result<T, Reason> {
    let transaction = begin(connection, patience, waiting)?;
    let changed = change(&transaction)?;
    transaction.commit()?;
    Ok(changed)
}

fn begin(connection: &Connection, patience: Duration, waiting: impl FnOnce()) -> Result<Transaction<'_>, Reason> {
    let begin = || Transaction::new_unchecked(connection, TransactionBehavior::Immediate).map_err(Reason::from);
    connection.busy_timeout(SHORTLY.min(patience))?;
    let begun = match begin() {
        Err(Reason::Busy) => {
            waiting();
            connection.busy_timeout(patience)?;
            begin()
        }
        begun => begun,
    };
    // The end of a transaction may have to wait for readers.
    connection.busy_timeout(patience)?;
    begun
}

/// What decides whether an article is to be stored.
struct State {
    number: i64,
    digest: String,
    program: String,
}

fn state(connection: &Connection, id: &str) -> rusqlite::Result<Option<State>> {
    let mut statement = connection.prepare_cached("SELECT number, digest, program FROM article WHERE id = ?1")?;
    let row = |row: &rusqlite::Row| Ok(State { number: row.get(0)?, digest: row.get(1)?, program: row.get(2)? });
    statement.query_row([id], row).optional()
}

fn store(transaction: &Transaction, entry: &Entry) -> Result<Change, Reason> {
    let digest = digest(&entry.article);
    let before = state(transaction, &entry.article.id)?;
    let change = match &before {
        None => Change::Added,
        Some(state) if state.digest != digest => Change::Replaced,
        Some(state) if state.program != entry.program => Change::Refreshed,
        Some(_) => return Ok(Change::Unchanged),
    };
    if let Some(state) = before {
        take_out(transaction, state.number)?;
    }
    insert(transaction, entry, &digest)?;
    Ok(change)
}

fn insert(transaction: &Transaction, entry: &Entry, digest: &str) -> Result<(), Reason> {
    let article = &entry.article;
    let json = |value: serde_json::Result<String>| value.map_err(|error| Reason::Facts(article.id.to_string(), error));
    let mut statement = transaction.prepare_cached(
        "INSERT INTO article (id, digest, program, published, publisher, url, language, authors, other, title, text)
         VALUES (:id, :digest, :program, :published, :publisher, :url, :language, :authors, :other, :title, :text)",
    )?;
    let number = statement.insert(named_params! {
        ":id": article.id.as_str(),
        ":digest": digest,
        ":program": entry.program,
        ":published": article.published.map(|date| date.to_string()),
        ":publisher": article.publisher,
        ":url": article.url,
        ":language": article.language.as_deref(),
        ":authors": json(serde_json::to_string(&article.authors))?,
        ":other": json(serde_json::to_string(&article.other))?,
        ":title": article.title,
        ":text": article.text,
    })?;
    let facts = json(serde_json::to_string(&entry.facts))?;
    transaction.prepare_cached("INSERT INTO facts (article, json) VALUES (?1, ?2)")?.execute(params![number, facts])?;
    let mut name =
        transaction.prepare_cached("INSERT INTO name (article, entity, type, name) VALUES (?1, ?2, ?3, ?4)")?;
    for entity in &entry.facts.entities {
        for text in std::iter::once(&entity.name).chain(&entity.aliases) {
            name.execute(params![number, entity.id.0.as_str(), entity.kind.as_str(), text])?;
        }
    }
    Ok(())
}

fn remove(transaction: &Transaction, id: &str) -> rusqlite::Result<bool> {
    match state(transaction, id)? {
        None => Ok(false),
        Some(state) => take_out(transaction, state.number).map(|()| true),
    }
}

/// Names first: the deletions that a foreign key causes would not be told to the search index of names.
fn take_out(transaction: &Transaction, number: i64) -> rusqlite::Result<()> {
    for table in ["DELETE FROM name WHERE article = ?1", "DELETE FROM facts WHERE article = ?1"] {
        transaction.prepare_cached(table)?.execute([number])?;
    }
    transaction.prepare_cached("DELETE FROM article WHERE number = ?1")?.execute([number]).map(drop)
}

/// The digest of all that was read of an article.
fn digest(article: &Article) -> String {
    // An article has no keys that JSON cannot write.
    hex(&Sha256::digest(serde_json::to_vec(article).unwrap_or_default()))
}
