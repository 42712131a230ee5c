//! `refresh`: the facts of an archive found anew.

use super::{BATCH, WriteArgs, store};
use crate::cli::Outcome;
use clap::Args;
use newsgraph::archive::Archive;
use newsgraph::pipeline::Pipeline;

/// Find the facts of an archive's articles anew
///
/// Reads the articles whose facts were found by another version of the program or with other language data (--data)
/// from the archive, where their text is kept, and replaces the facts. Reports as `add` does; may be stopped at any time
/// and goes on where it was.
#[derive(Debug, Args)]
pub(crate) struct Refresh {
    #[command(flatten)]
    archive: WriteArgs,
}

impl Refresh {
    pub(crate) fn run(&self, pipeline: &Pipeline) -> anyhow::Result<Outcome> {
        let mut archive = Archive::open(&self.archive.archive)?;
        for ids in archive.stale(&pipeline.program())?.chunks(BATCH) {
            let articles = ids.iter().filter_map(|id| archive.article(id).transpose()).collect::<Result<_, _>>()?;
            store(&self.archive, &mut archive, &pipeline.entries(articles))?;
        }
        Ok(Outcome::Done)
    }
}
