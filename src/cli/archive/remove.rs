//! `remove`: articles out of an archive.

use super::{WriteArgs, report, tell};
use crate::cli::Outcome;
use clap::Args;
use newsgraph::archive::Archive;

/// Remove articles from an archive
///
/// The graph is then as if they had never been added. For each a line tells `removed`, a tab, and its identifier; all
/// are removed in one transaction. Identifiers that the archive does not have are named on the standard error.
#[derive(Debug, Args)]
pub(crate) struct Remove {
    #[command(flatten)]
    archive: WriteArgs,
    /// Identifiers of articles, as `list` shows them
    #[arg(required = true, value_name = "ARTICLE")]
    articles: Vec<String>,
}

impl Remove {
    pub(crate) fn run(&self) -> anyhow::Result<Outcome> {
        let mut archive = Archive::open(&self.archive.archive)?;
        let removed = archive.remove(&self.articles, self.archive.patience(), || self.archive.say_waiting())?;
        for (id, removed) in self.articles.iter().zip(&removed) {
            if *removed {
                report("removed", id)?;
            } else {
                tell(&format!("{}: no article {id:?}", archive.name()));
            }
        }
        Ok(match (removed.contains(&true), removed.contains(&false)) {
            (_, false) => Outcome::Done,
            (true, true) => Outcome::Partly,
            (false, true) => Outcome::Nothing,
        })
    }
}
