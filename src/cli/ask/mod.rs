//! Questions to a graph: one file per command, all with the same inputs.

mod search;

pub(crate) use search::Search;

use super::source::{self, Loaded};
use super::{Cli, input};
use clap::Args;
use std::path::PathBuf;

/// What is asked.
#[derive(Debug, Args)]
pub(crate) struct Asked {
    /// An archive, a graph file, a facts file or articles (a file, folder, pattern or -)
    ///
    /// A graph file is what `build -o graph.json` writes, a facts file what `extract` writes. Which of them it is, is
    /// told by the content. A graph file answers at once; articles are read first.
    #[arg(value_name = "INPUT")]
    input: PathBuf,
    /// A further input; all are joined into one graph. May be given several times
    #[arg(long, value_name = "INPUT")]
    with: Vec<PathBuf>,
    #[command(flatten)]
    reading: input::Reading,
}

impl Asked {
    pub(crate) fn load(&self, cli: &Cli) -> anyhow::Result<Loaded> {
        let inputs = [std::slice::from_ref(&self.input), &self.with].concat();
        source::load(&inputs, &self.reading, cli)
    }
}
