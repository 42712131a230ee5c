//! `build`: articles in, one graph out, in as many formats as asked for.

use super::extract::{Filter, for_each_facts};
use super::input::InputArgs;
use super::{Outcome, summary};
use anyhow::{Context, bail};
use clap::Args;
use newsgraph::export::{self, Exporter};
use newsgraph::graph::Graph;
use newsgraph::pipeline::Pipeline;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Build one graph out of all articles
///
/// Entities that articles share become one node. Without -o a summary for people is printed; with it, the graph is
/// written in the format that each file's extension names (see --format for a list).
#[derive(Debug, Args)]
pub(crate) struct Build {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    filter: Filter,
    /// Write the graph to FILE, `-` for standard output; may be given several times
    #[arg(short, long, value_name = "FILE")]
    output: Vec<PathBuf>,
    /// The format of outputs whose extension names none: dot, facts, json, jsonld
    #[arg(short, long, value_name = "FORMAT")]
    format: Option<String>,
}

impl Build {
    pub(crate) fn run(&self, pipeline: &Pipeline) -> anyhow::Result<Outcome> {
        let exporters = self.exporters()?;
        let mut facts = Vec::new();
        let outcome = for_each_facts(pipeline, &self.input, "building", |mut of_article| {
            self.filter.apply(&mut of_article);
            facts.push(of_article);
            Ok(())
        })?;
        if outcome == Outcome::Nothing {
            return Ok(outcome);
        }
        let graph = pipeline.graph(facts);
        if self.output.is_empty() && self.format.is_none() {
            summary::print(&graph, &mut io::stdout().lock())?;
        }
        for (path, exporter) in exporters {
            write(&graph, path, exporter)?;
        }
        Ok(outcome)
    }

    /// The exporter of every output, found before any work is done. A format alone means standard output.
    fn exporters(&self) -> anyhow::Result<Vec<(&Path, &'static dyn Exporter)>> {
        let stdout = (self.output.is_empty() && self.format.is_some()).then_some(Path::new("-"));
        let outputs = self.output.iter().map(PathBuf::as_path).chain(stdout);
        outputs.map(|path| Ok((path, self.exporter(path)?))).collect()
    }

    fn exporter(&self, path: &Path) -> anyhow::Result<&'static dyn Exporter> {
        let known = || export::EXPORTERS.iter().map(|exporter| exporter.name()).collect::<Vec<_>>().join(", ");
        let extension = path.extension().and_then(|extension| extension.to_str());
        if let Some(exporter) = extension.and_then(export::by_extension) {
            return Ok(exporter);
        }
        match &self.format {
            Some(name) => export::by_name(name).with_context(|| format!("no format {name:?}; there are {}", known())),
            None => bail!("{}: the extension names no format; there are {} (--format)", path.display(), known()),
        }
    }
}

fn write(graph: &Graph, path: &Path, exporter: &dyn Exporter) -> anyhow::Result<()> {
    if path == Path::new("-") {
        let mut out = io::BufWriter::new(io::stdout().lock());
        exporter.export(graph, &mut out)?;
        return Ok(out.flush()?);
    }
    let file = fs::File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    let mut out = io::BufWriter::new(file);
    let written = exporter.export(graph, &mut out).map_err(anyhow::Error::from);
    written.and_then(|()| Ok(out.flush()?)).with_context(|| format!("cannot write {}", path.display()))
}
