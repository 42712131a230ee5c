//! `add`: articles into an archive.

use super::{WriteArgs, batches, report, store, tell};
use crate::cli::{Outcome, input::InputArgs};
use anyhow::Context;
use clap::{Args, ValueEnum};
use newsgraph::archive::{Archive, Entry, Journal};
use newsgraph::model::Facts;
use newsgraph::pipeline::Pipeline;
use std::io::BufRead;
use std::path::{Path, PathBuf};

/// Add articles to an archive
///
/// The archive is one SQLite file, made where there is none. For each article a line tells what became of it: added,
/// replaced (another version of it was there) or unchanged, a tab, and its identifier. What is reported is on the disk
/// for good, whatever happens next; articles are stored some hundred at a time, as a whole or not at all. Articles that
/// cannot be read are named on the standard error and skipped. Adding an article again changes nothing.
#[derive(Debug, Args)]
pub(crate) struct Add {
    #[command(flatten)]
    archive: WriteArgs,
    #[command(flatten)]
    input: InputArgs,
    /// How a transaction is protected while it is written; kept in the archive
    #[arg(long, value_enum, value_name = "KIND")]
    journal: Option<JournalKind>,
    /// Take facts from FILE, which `extract` wrote of the same articles in the same order, instead of finding them
    ///
    /// For facts that were found elsewhere, as on many machines. Articles of which there are none there are read
    /// here.
    #[arg(long, value_name = "FILE")]
    facts: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum JournalKind {
    /// Rollback journal, as in a new archive: one file, works everywhere; who reads waits for who writes
    Rollback,
    /// Write-ahead log: reading and writing do not wait for each other; two more files while in use, no network drives
    Wal,
}

impl From<JournalKind> for Journal {
    fn from(kind: JournalKind) -> Self {
        match kind {
            JournalKind::Rollback => Journal::Rollback,
            JournalKind::Wal => Journal::WriteAhead,
        }
    }
}

impl Add {
    pub(crate) fn run(&self, pipeline: &Pipeline) -> anyhow::Result<Outcome> {
        let mut given = self.facts.as_deref().map(Given::open).transpose()?;
        let mut archive = Archive::create(&self.archive.archive, self.journal.map(Journal::from))?;
        let mut articles = self.input.articles();
        for batch in batches(&mut articles) {
            let mut entries = Vec::with_capacity(batch.len());
            let mut fresh = Vec::with_capacity(batch.len());
            for article in batch {
                if let Some(facts) = given.as_mut().map(|given| given.of(&article.id)).transpose()?.flatten() {
                    entries.push(Entry::given(article, facts));
                } else if archive.holds(&article)? {
                    report("unchanged", &article.id)?;
                } else {
                    fresh.push(article);
                }
            }
            entries.extend(pipeline.entries(fresh));
            store(&self.archive, &mut archive, &entries)?;
        }
        let stale = archive.stale(&pipeline.program())?.len();
        if stale > 0 {
            let name = archive.name();
            tell(&format!(
                "{name}: the facts of {stale} articles are of another version of the program or its data; \
                 `newsgraph refresh {name}` finds them anew"
            ));
        }
        Ok(Outcome::of(&articles))
    }
}

/// Facts that were found elsewhere, in the order of the articles.
struct Given<'a> {
    path: &'a Path,
    lines: Box<dyn BufRead>,
    number: u64,
    next: Option<Facts>,
}

impl<'a> Given<'a> {
    fn open(path: &'a Path) -> anyhow::Result<Self> {
        let lines = Box::new(newsgraph::read::open(path)?.into_bytes());
        let mut given = Given { path, lines, number: 0, next: None };
        given.advance()?;
        Ok(given)
    }

    /// The facts of an article, where they are the next ones.
    fn of(&mut self, id: &str) -> anyhow::Result<Option<Facts>> {
        if self.next.as_ref().is_none_or(|facts| facts.id != id) {
            return Ok(None);
        }
        let facts = self.next.take();
        self.advance()?;
        Ok(facts)
    }

    fn advance(&mut self) -> anyhow::Result<()> {
        let mut line = Vec::new();
        self.number += 1;
        let place = || format!("{}:{}", self.path.display(), self.number);
        if self.lines.read_until(b'\n', &mut line).with_context(place)? > 0 {
            self.next = Some(serde_json::from_slice(&line).context("not facts").with_context(place)?);
        }
        Ok(())
    }
}
