//! `add`: articles into an archive.

use super::{WriteArgs, batches, report, store, tell};
use crate::cli::{Outcome, input::InputArgs};
use clap::{Args, ValueEnum};
use newsgraph::archive::{Archive, Journal};
use newsgraph::model::Article;
use newsgraph::pipeline::Pipeline;

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
        let mut archive = Archive::create(&self.archive.archive, self.journal.map(Journal::from))?;
        let mut articles = self.input.articles();
        for batch in batches(&mut articles) {
            let mut fresh: Vec<Article> = Vec::with_capacity(batch.len());
            for article in batch {
                if archive.holds(&article)? {
                    report("unchanged", &article.id)?;
                } else {
                    fresh.push(article);
                }
            }
            store(&self.archive, &mut archive, pipeline, fresh)?;
        }
        let stale = archive.stale(&pipeline.program())?.len();
        if stale > 0 {
            let name = archive.name();
            tell(&format!(
                "{name}: the facts of {stale} articles are of another version of the program or its data; `newsgraph refresh {name}` finds them anew"
            ));
        }
        Ok(Outcome::of(&articles))
    }
}
