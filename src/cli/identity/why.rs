//! `why-same`: what speaks for and against two being one.

use crate::cli::input::Reading;
use crate::cli::time::TimeArgs;
use crate::cli::{Cli, Outcome, source};
use anyhow::bail;
use clap::Args;
use newsgraph::export::facts::facts_of;
use newsgraph::graph::{Graph, Node};
use newsgraph::model::{EntityId, Feature};
use std::io::{self, Write};
use std::path::PathBuf;

/// Explain why two names are one entity, or two
///
/// A and B are names or identifiers of entities. Where both are one, each of its names is held against the most
/// frequent one; where they are two, all that the articles tell of the one against all of the other. Weights are
/// decibans: +10 makes it ten times likelier that they are one, -10 ten times less likely.
#[derive(Debug, Args)]
pub(crate) struct WhySame {
    /// A name or identifier
    a: String,
    /// Another one, or the same
    b: String,
    /// Archives, graph files, facts, articles
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    time: TimeArgs,
    #[command(flatten)]
    reading: Reading,
}

impl WhySame {
    pub(crate) fn run(&self, cli: &Cli) -> anyhow::Result<Outcome> {
        let loaded = source::load(&self.inputs, &self.reading, self.time, cli)?;
        let (mut a, mut b) = (entities(&loaded.graph, &self.a)?, entities(&loaded.graph, &self.b)?);
        // Two of one name are meant where a name is given twice.
        if self.a == self.b && a.len() > 1 {
            a.truncate(1);
            b.remove(0);
        }
        let pipeline = cli.pipeline()?;
        let resolved = pipeline.resolve(facts_of(&loaded.graph), pipeline.given());
        let explanations = pipeline.explain(&resolved, &a[0], &b[0]);
        let mut out = io::stdout().lock();
        writeln!(out, "{}", if a[0] == b[0] { format!("one: {}", a[0]) } else { format!("two: {}, {}", a[0], b[0]) })?;
        for it in &explanations {
            let (one, other) = (&it.a, &it.b);
            writeln!(out, "{} (×{}) and {} (×{}): {:+} decibans", one.0, one.1, other.0, other.1, it.score)?;
            features(&mut out, &it.features)?;
        }
        Ok(loaded.outcome)
    }
}

/// The entities of an identifier, or those that bear exactly that name, or the best that the name may mean.
fn entities(graph: &Graph, name: &str) -> anyhow::Result<Vec<EntityId>> {
    if let Some(Node::Entity(entity)) = graph.node(name) {
        return Ok(vec![entity.id.clone()]);
    }
    let folded = newsgraph::model::fold(name);
    let all = graph.nodes().filter_map(|node| match node {
        Node::Entity(entity) => Some(entity),
        _ => None,
    });
    let bears = |names: &[String]| names.iter().any(|it| newsgraph::model::fold(it) == folded);
    let (mut named, mut aliased): (Vec<_>, Vec<_>) = all
        .filter(|it| newsgraph::model::fold(&it.name) == folded || bears(&it.aliases))
        .partition(|it| newsgraph::model::fold(&it.name) == folded);
    named.append(&mut aliased);
    if named.is_empty() {
        bail!("nobody and nothing is called {name:?}; `newsgraph search` finds names");
    }
    Ok(named.into_iter().map(|entity| entity.id.clone()).collect())
}

/// A line for each of the things that speak for or against it.
pub(super) fn features(out: &mut impl Write, features: &[Feature]) -> io::Result<()> {
    for feature in features {
        writeln!(out, "   {:+4} {}  {}", feature.weight, feature.name, feature.detail)?;
    }
    Ok(())
}
