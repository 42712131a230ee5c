//! `timeline`: what happened to whom, in the order of time.

use super::answer::{Answer, For, Table};
use super::words::{called, clip, count, status, time, titled, words};
use super::{Asked, names};
use crate::cli::{Cli, Outcome};
use clap::Args;
use newsgraph::graph::{Clock, Moment, NodeView};
use serde_json::json;

/// List what happened to one or several, what they said, and since when their relations hold
///
/// A date in brackets is that of the first report: no article states another. What is undated comes last.
#[derive(Debug, Args)]
pub(crate) struct Timeline {
    #[command(flatten)]
    asked: Asked,
    /// Names, parts of names, or identifiers
    #[arg(required = true)]
    name: Vec<String>,
}

impl Timeline {
    pub(crate) fn run(&self, cli: &Cli) -> anyhow::Result<Outcome> {
        let loaded = self.asked.load(cli)?;
        let graph = &loaded.graph;
        let nodes = self.name.iter().map(|name| names::one(graph, name)).collect::<anyhow::Result<Vec<NodeView>>>()?;
        let ids: Vec<&str> = nodes.iter().map(|node| node.id.as_str()).collect();
        let mut moments = graph.timeline(&ids, &self.asked.filter());
        let more = self.asked.cut(&mut moments);
        let mut answer = Answer::new(&json!({"nodes": nodes, "timeline": moments}))?;
        answer.text(nodes.iter().map(called).collect::<Vec<_>>().join(", "));
        if moments.is_empty() {
            answer.nothing("nothing is told of them");
        }
        let table = table(&moments);
        if moments.is_empty() {
            answer.csv(table);
        } else {
            answer.table("", table);
        }
        answer.more(more);
        self.asked.answer(&answer, &loaded)
    }
}

/// The rows of some moments.
pub(super) fn table(moments: &[Moment]) -> Table {
    let mut table = Table::new(&[
        ("when", For::People),
        ("time", For::Programs),
        ("clock", For::Programs),
        ("class", For::Programs),
        ("type", For::Programs),
        ("what", For::All),
        ("status", For::All),
        ("sources", For::All),
        ("words", For::All),
        ("id", For::Programs),
    ]);
    for it in moments {
        let (when, clock) = match it.clock {
            Clock::Stated => (time(it.when), "stated"),
            Clock::Reported if it.when.is_none() => (String::new(), "reported"),
            Clock::Reported => (format!("({})", time(it.when)), "reported"),
        };
        table.row([
            when,
            time(it.when),
            clock.to_owned(),
            it.class.to_owned(),
            it.kind.clone(),
            what(it),
            status(it.status),
            it.independent.to_string(),
            // The words of a statement stand in the column before.
            if it.class == "statement" { String::new() } else { words(it.evidence.as_ref()) },
            it.id.clone().or_else(|| it.edge.map(|edge| format!("e{edge}"))).unwrap_or_default(),
        ]);
    }
    table
}

/// A moment in a sentence.
fn what(it: &Moment) -> String {
    let of = |role: &str| {
        let parts = it.nodes.iter().zip(&it.roles).filter(|(_, part)| *part == role);
        parts.map(|(node, _)| called(node)).collect::<Vec<_>>().join(", ")
    };
    let text = it.text.as_deref().unwrap_or_default();
    match it.class {
        "relation" => {
            let whole = format!("{} {} {}", of("from"), it.label, of("to"));
            titled(&whole, it.text.as_deref())
        }
        "statement" => {
            let (by, to) = (of("said"), of("to"));
            let to = if to.is_empty() { String::new() } else { format!(" to {to}") };
            format!("{}{to}: “{}”", if by.is_empty() { "somebody" } else { &by }, clip(text, 160))
        }
        _ => {
            let all = || it.nodes.iter().zip(&it.roles);
            let places: Vec<&str> =
                all().filter(|(_, role)| *role == "place").map(|(node, _)| node.id.as_str()).collect();
            // A place that is named among those who take part is still only the place.
            let who = all().filter(|(node, _)| !places.contains(&node.id.as_str())).map(|(node, _)| called(node));
            let who = who.collect::<Vec<_>>();
            let who = match who.len() {
                0 => String::new(),
                1..=4 => format!(": {}", who.join(", ")),
                many => format!(": {} and {}", who[..3].join(", "), count(many - 3, "other")),
            };
            let place = of("place");
            let place = if place.is_empty() { String::new() } else { format!(" in {place}") };
            format!("{}{who}{place}", if text.is_empty() { &it.label } else { text })
        }
    }
}
