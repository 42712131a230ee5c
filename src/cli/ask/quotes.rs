//! `quotes`: who said what.

use super::answer::{Answer, For, Table};
use super::words::{called, clip, time};
use super::{Asked, names};
use crate::cli::{Cli, Outcome};
use clap::Args;
use newsgraph::graph::{Graph, NodeView, QuoteQuery, StatementView};

/// List statements: by whom, about whom, to whom, between which dates
///
/// Several names of one option mean any of them, except for --about: there all must be meant. Statements have the date of
/// their first report, which --since, --until and --between look at.
#[derive(Debug, Args)]
pub(crate) struct Quotes {
    #[command(flatten)]
    asked: Asked,
    /// Words of the statements, or beginnings of words, in any order
    words: Vec<String>,
    /// Only what this one says
    #[arg(long, value_name = "NAME")]
    by: Vec<String>,
    /// Only what names this one
    #[arg(long, value_name = "NAME")]
    about: Vec<String>,
    /// Only what is said to this one
    #[arg(long, value_name = "NAME")]
    to: Vec<String>,
}

impl Quotes {
    pub(crate) fn run(&self, cli: &Cli) -> anyhow::Result<Outcome> {
        let loaded = self.asked.load(cli)?;
        let graph = &loaded.graph;
        let query = QuoteQuery {
            by: ids(graph, &self.by)?,
            about: ids(graph, &self.about)?,
            to: ids(graph, &self.to)?,
            words: self.words.join(" "),
            filter: self.asked.filter(),
        };
        let mut quotes = graph.quotes(&query);
        let more = self.asked.cut(&mut quotes);
        let mut answer = Answer::new(&quotes)?;
        if quotes.is_empty() {
            answer.nothing("no such statement");
            answer.csv(table(&quotes, false));
        } else {
            answer.table("", table(&quotes, false));
        }
        answer.more(more);
        self.asked.answer(&answer, &loaded)
    }
}

fn ids(graph: &Graph, names: &[String]) -> anyhow::Result<Vec<String>> {
    names.iter().map(|name| Ok(names::one(graph, name)?.id)).collect()
}

/// The rows of some statements; `of_one` where people know by whom they are.
pub(super) fn table(quotes: &[StatementView], of_one: bool) -> Table {
    let mut table = Table::new(&[
        ("reported", For::All),
        ("by", if of_one { For::Programs } else { For::All }),
        ("to", For::All),
        ("statement", For::People),
        ("about", For::All),
        ("sources", For::All),
        ("outlets", For::All),
        ("text", For::Programs),
        ("id", For::Programs),
    ]);
    let all = |nodes: &[NodeView]| nodes.iter().map(called).collect::<Vec<_>>().join(", ");
    for it in quotes {
        let mut outlets: Vec<&str> = it.evidence.iter().filter_map(|it| it.outlet.as_deref()).collect();
        outlets.sort_unstable();
        outlets.dedup();
        table.row([
            time(it.reported.map(Into::into)),
            all(&it.by),
            all(&it.to),
            format!("“{}”", clip(&it.text, 300)),
            all(&it.about),
            it.independent.to_string(),
            outlets.join(", "),
            it.text.clone(),
            it.id.clone(),
        ]);
    }
    table
}
