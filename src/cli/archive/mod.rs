//! The commands that keep an archive: one file each.

mod add;
mod conflicts;
mod diff;
mod export;
mod list;
mod refresh;
mod remove;

pub(crate) use add::Add;
pub(crate) use conflicts::Conflicts;
pub(crate) use diff::Diff;
pub(crate) use export::Export;
pub(crate) use list::List;
pub(crate) use refresh::Refresh;
pub(crate) use remove::Remove;

use clap::Args;
use newsgraph::archive::{Archive, Entry};
use newsgraph::model::Article;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

/// Articles that are read ahead of the threads and stored in one transaction.
const BATCH: usize = 128;
/// Bytes of text after which a batch is closed early.
const BATCH_BYTES: usize = 8 << 20;

/// Which archive to change, and how long to wait for another program that does.
#[derive(Debug, Args)]
pub(crate) struct WriteArgs {
    /// The archive: one SQLite file
    #[arg(value_name = "ARCHIVE")]
    archive: PathBuf,
    /// Wait up to SECONDS for another program that is writing to the archive
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    wait: u64,
}

impl WriteArgs {
    fn patience(&self) -> Duration {
        Duration::from_secs(self.wait)
    }

    fn say_waiting(&self) {
        tell(&format!("{}: another program is writing to it, waiting", self.archive.display()));
    }
}

/// A line on the standard error; nothing is left to be done where that is closed.
fn tell(message: &str) {
    let _ = writeln!(io::stderr().lock(), "newsgraph: {message}");
}

/// Reports on a line of its own what became of an article: tools read it, so it is written at once.
fn report(what: &str, id: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{what}\t{id}")?;
    out.flush()
}

/// Articles in batches: enough to keep all threads busy, few enough to keep memory constant.
fn batches(articles: &mut impl Iterator<Item = Article>) -> impl Iterator<Item = Vec<Article>> {
    std::iter::from_fn(move || {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while batch.len() < BATCH && bytes < BATCH_BYTES {
            let Some(article) = articles.next() else { break };
            bytes += article.text.len();
            batch.push(article);
        }
        (!batch.is_empty()).then_some(batch)
    })
}

/// Stores a batch and reports each of its articles in their order, once all of them are on the disk.
fn store(args: &WriteArgs, archive: &mut Archive, entries: &[Entry]) -> anyhow::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let changes = archive.add(entries, args.patience(), || args.say_waiting())?;
    for (entry, change) in entries.iter().zip(changes) {
        report(change.as_str(), &entry.article.id)?;
    }
    Ok(())
}

/// A table for people: no lines, no colours, cells of several lines stay in their column.
fn table(head: &[&str]) -> comfy_table::Table {
    let mut table = comfy_table::Table::new();
    table.load_style(comfy_table::presets::NOTHING).set_header(head.iter().copied());
    table
}

/// A text on one line, cut after some code points where it is long.
fn clipped(text: &str) -> String {
    const WIDEST: usize = 90;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(WIDEST) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}
