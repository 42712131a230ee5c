//! `export`: the graph of an archive.

use crate::cli::{
    Outcome, build,
    output::OutputArgs,
    progress::Progress,
    source::{Shelf, archived},
    time::TimeArgs,
};
use clap::Args;
use newsgraph::archive::Archive;
use newsgraph::pipeline::Pipeline;
use std::path::PathBuf;

/// Write the graph of an archive
///
/// The same graph as `build` makes of the same articles. Without -o a summary for people is printed; with it, the graph
/// is written in the format that each file's extension names (see --format for a list).
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The archive
    #[arg(value_name = "ARCHIVE")]
    archive: PathBuf,
    #[command(flatten)]
    time: TimeArgs,
    #[command(flatten)]
    output: OutputArgs,
}

impl Export {
    pub(crate) fn run(&self, pipeline: &Pipeline) -> anyhow::Result<Outcome> {
        self.output.check()?;
        let archive = Archive::read(&self.archive)?;
        let graph = match self.time.as_of {
            Some(until) => {
                let progress = Progress::new("reading");
                pipeline.archived_as_of(&archive, until, |step| progress.step(step))?
            }
            None => archived(pipeline.given(), &archive, pipeline)?,
        };
        let graph = self.time.part(graph, pipeline.resources().schema());
        build::write(&graph, &Shelf::new(Vec::new(), vec![archive]), &self.output)?;
        Ok(Outcome::Done)
    }
}
