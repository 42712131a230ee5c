//! `path`: how two are connected over others.

use super::answer::{Answer, For, Table};
use super::words::{called, phrase, status, time, words};
use super::{Asked, names};
use crate::cli::{Cli, Outcome};
use clap::Args;
use newsgraph::graph::{Best, Graph, Path, PathQuery};
use serde_json::json;

/// Show how two are connected: the shortest or the best evidenced ways over others
///
/// The ways lead over relations, events and statements, whichever way they point. What the articles deny or only imagine
/// connects nobody, unless --status names it.
#[derive(Debug, Args)]
pub(crate) struct PathBetween {
    #[command(flatten)]
    asked: Asked,
    /// Where the ways begin: a name, a part of it, or an identifier
    a: String,
    /// Where they end
    b: String,
    /// Those that are evidenced best, by independent sources and their confidence, even if they are longer
    #[arg(long)]
    evidence: bool,
    /// Only ways whose steps can all have held at one time, as far as the articles state times
    #[arg(long)]
    together: bool,
    /// At most N ways
    #[arg(long, value_name = "N", default_value_t = 3)]
    ways: usize,
    /// At most N steps
    #[arg(long, value_name = "N", default_value_t = 8)]
    longest: usize,
}

impl PathBetween {
    pub(crate) fn run(&self, cli: &Cli) -> anyhow::Result<Outcome> {
        let loaded = self.asked.load(cli)?;
        let graph = &loaded.graph;
        let (a, b) = (names::one(graph, &self.a)?, names::one(graph, &self.b)?);
        let query = PathQuery {
            best: if self.evidence { Best::Evidence } else { Best::Shortest },
            longest: self.longest,
            limit: self.ways,
            together: self.together,
            filter: self.asked.asserted(),
        };
        let paths = graph.paths(&a.id, &b.id, &query);
        let mut answer = Answer::new(&json!({"from": a, "to": b, "paths": paths}))?;
        if a.id == b.id {
            answer.nothing(format!("both are {}", called(&a)));
        } else if paths.is_empty() {
            answer.nothing(format!("no way of at most {} steps from {} to {}", self.longest, called(&a), called(&b)));
        }
        for path in &paths {
            let steps = if path.steps.len() == 1 { "1 step" } else { &format!("{} steps", path.steps.len()) };
            answer.table(&format!("{}   ({steps}, belief {:.2})", way(path), path.belief), table(graph, path));
        }
        answer.csv(steps(graph, &paths));
        self.asked.answer(&answer, &loaded)
    }
}

/// The nodes of a path, in a line.
fn way(path: &Path) -> String {
    let first = path.steps.first().map(|step| called(&step.from));
    let rest = path.steps.iter().map(|step| called(&step.to));
    first.into_iter().chain(rest).collect::<Vec<_>>().join(" → ")
}

fn table(graph: &Graph, path: &Path) -> Table {
    let mut table = Table::new(&[
        ("from", For::All),
        ("how", For::All),
        ("to", For::All),
        ("time", For::All),
        ("status", For::All),
        ("sources", For::All),
        ("words", For::All),
    ]);
    for step in &path.steps {
        table.row([
            called(&step.from),
            phrase(graph, &step.edge, step.forward),
            called(&step.to),
            time(step.edge.when),
            status(step.edge.status),
            step.edge.independent.to_string(),
            words(step.edge.evidence.as_ref()),
        ]);
    }
    table
}

/// A row for each step of each path.
fn steps(graph: &Graph, paths: &[Path]) -> Table {
    let mut table = Table::new(
        &[
            "path",
            "step",
            "from",
            "type",
            "to",
            "forward",
            "from name",
            "how",
            "to name",
            "time",
            "status",
            "sources",
            "words",
        ]
        .map(|name| (name, For::All)),
    );
    for (nth, path) in paths.iter().enumerate() {
        for (number, step) in path.steps.iter().enumerate() {
            table.row([
                (nth + 1).to_string(),
                (number + 1).to_string(),
                step.from.id.clone(),
                step.edge.kind.clone(),
                step.to.id.clone(),
                step.forward.to_string(),
                step.from.label.clone(),
                phrase(graph, &step.edge, step.forward),
                step.to.label.clone(),
                time(step.edge.when),
                step.edge.status.as_str().to_owned(),
                step.edge.independent.to_string(),
                step.edge.evidence.as_ref().map(|it| it.text.clone()).unwrap_or_default(),
            ]);
        }
    }
    table
}
