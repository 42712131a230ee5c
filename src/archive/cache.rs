//! The graph of an archive, kept so that it is folded once for each state of the archive.

use super::error::{ArchiveError, Reason};
use super::write::in_transaction;
use super::{Archive, hex};
use crate::graph::{Account, Edge, EdgeKind, Graph, Link, Node, Source, Term};
use crate::model::{Hint, Kind};
use compact_str::CompactString;
use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::time::Duration;

/// Bytes of one part of a stored graph.
const PART: usize = 1 << 20;

/// One line of a stored graph, as it is written.
#[derive(Serialize)]
enum Line<'g> {
    Source(&'g Source),
    Term(&'g Kind, &'g Term),
    Node(&'g Node),
    Link { from: &'g str, to: &'g str, class: &'g str, kind: &'g str, accounts: &'g [Account] },
    Hint(&'g Hint),
}

/// One line of a stored graph, as it is read.
#[derive(Deserialize)]
enum Stored {
    Source(Source),
    Term(Kind, Term),
    Node(Node),
    Link { from: CompactString, to: CompactString, class: String, kind: String, accounts: Vec<Account> },
    Hint(Hint),
}

impl Archive {
    /// Under which name the present graph of the archive is kept: the digest of all that it follows from, with the
    /// digest of the program that folds it.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn state(&self, program: &str) -> Result<String, ArchiveError> {
        Ok(hex(&Sha256::digest(format!("{} {program}", self.digest()?))))
    }

    /// The graph that is kept for a state; `None` where there is none or it is damaged, so that it is folded anew.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn graph(&self, state: &str) -> Result<Option<Graph>, ArchiveError> {
        let kept = self.named(kept(&self.connection))?;
        Ok(kept.filter(|kept| kept == state).and_then(|_| load(&self.connection).ok()))
    }

    /// Keeps the graph of a state in place of the one before, with its entities as tables. Another writer is not waited
    /// for.
    ///
    /// # Errors
    /// Where the file cannot be written now.
    pub fn keep(&self, state: &str, graph: &Graph) -> Result<(), ArchiveError> {
        self.named(in_transaction(
            &self.connection,
            Duration::ZERO,
            || (),
            |transaction| {
                transaction.execute_batch("DELETE FROM graph; DELETE FROM entity_article; DELETE FROM entity;")?;
                transaction.execute("DELETE FROM resolved", [])?;
                store(transaction, graph).map_err(Reason::Graph)?;
                entities(transaction, graph)?;
                transaction.execute("INSERT INTO resolved (state) VALUES (?1)", [state])?;
                Ok(())
            },
        ))
    }
}

fn kept(connection: &Connection) -> rusqlite::Result<Option<String>> {
    connection.query_row("SELECT state FROM resolved", [], |row| row.get(0)).optional()
}

/// The resolved entities as tables, for SQL.
fn entities(transaction: &Transaction, graph: &Graph) -> rusqlite::Result<()> {
    let mut entity = transaction
        .prepare_cached("INSERT INTO entity (id, type, name, aliases, articles) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    let mut sighting = transaction
        .prepare_cached("INSERT OR IGNORE INTO entity_article (entity, article, name) VALUES (?1, ?2, ?3)")?;
    for node in graph.nodes() {
        let Node::Entity(known) = node else { continue };
        let aliases = serde_json::to_string(&known.aliases).unwrap_or_default();
        let articles = node.articles().len() as i64;
        let number = entity.insert(params![node.id(), known.kind.as_str(), known.name, aliases, articles])?;
        for seen in &known.sightings {
            sighting.execute(params![number, seen.article.as_str(), seen.name])?;
        }
    }
    Ok(())
}

fn store(transaction: &Transaction, graph: &Graph) -> io::Result<()> {
    let mut out = ZlibEncoder::new(Parts { transaction, full: Vec::new() }, Compression::fast());
    let mut line = |line: Line| {
        serde_json::to_writer(&mut out, &line)?;
        out.write_all(b"\n")
    };
    graph.sources().values().try_for_each(|source| line(Line::Source(source)))?;
    graph.terms().iter().try_for_each(|(kind, term)| line(Line::Term(kind, term)))?;
    graph.nodes().try_for_each(|node| line(Line::Node(node)))?;
    for (from, to, edge) in graph.edges() {
        let (class, kind) = (edge.kind.class(), edge.kind.name());
        line(Line::Link { from: from.id(), to: to.id(), class, kind, accounts: &edge.accounts })?;
    }
    graph.hints().iter().try_for_each(|hint| line(Line::Hint(hint)))?;
    let mut parts = out.finish()?;
    parts.put()
}

fn load(connection: &Connection) -> io::Result<Graph> {
    let packed = Packed { connection, number: 0, part: io::Cursor::default() };
    let mut lines = BufReader::with_capacity(PART, ZlibDecoder::new(packed));
    let (mut sources, mut terms) = (BTreeMap::new(), BTreeMap::new());
    let (mut nodes, mut links, mut hints) = (Vec::new(), Vec::new(), Vec::new());
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        match serde_json::from_slice(&line)? {
            Stored::Source(source) => drop(sources.insert(source.id.clone(), source)),
            Stored::Term(kind, term) => drop(terms.insert(kind, term)),
            Stored::Node(node) => nodes.push(node),
            Stored::Link { from, to, class, kind, accounts } => {
                let kind = EdgeKind::parse(&class, &kind).ok_or(io::ErrorKind::InvalidData)?;
                links.push(Link { from, to, edge: Edge { kind, accounts } });
            }
            Stored::Hint(hint) => hints.push(hint),
        }
        line.clear();
    }
    Ok(Graph::assemble(sources, terms, nodes, links).with_hints(hints))
}

/// Bytes as rows of a table.
struct Parts<'t> {
    transaction: &'t Transaction<'t>,
    full: Vec<u8>,
}

impl Parts<'_> {
    fn put(&mut self) -> io::Result<()> {
        let insert = self.transaction.prepare_cached("INSERT INTO graph (bytes) VALUES (?1)");
        insert.and_then(|mut insert| insert.execute([&self.full])).map_err(io::Error::other)?;
        self.full.clear();
        Ok(())
    }
}

impl Write for Parts<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.full.extend_from_slice(bytes);
        if self.full.len() >= PART {
            self.put()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Rows of a table as bytes.
struct Packed<'c> {
    connection: &'c Connection,
    number: i64,
    part: io::Cursor<Vec<u8>>,
}

impl Read for Packed<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.part.read(into)?;
        if read > 0 || into.is_empty() {
            return Ok(read);
        }
        let next = "SELECT part, bytes FROM graph WHERE part > ?1 ORDER BY part LIMIT 1";
        let row = |row: &rusqlite::Row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?));
        let next =
            self.connection.prepare_cached(next).and_then(|mut next| next.query_row([self.number], row).optional());
        match next.map_err(io::Error::other)? {
            None => Ok(0),
            Some((number, bytes)) => {
                (self.number, self.part) = (number, io::Cursor::new(bytes));
                self.part.read(into)
            }
        }
    }
}
