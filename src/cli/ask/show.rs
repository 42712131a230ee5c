//! `show`: all that is known of one.

use super::answer::{Answer, For, Table, dim};
use super::words::{called, count, phrase, status, time, words};
use super::{Asked, names, quotes, timeline};
use crate::cli::{Cli, Outcome};
use clap::Args;
use newsgraph::graph::{EdgeView, EgoQuery, Filter, Graph, Moment, Node, NodeView, QuoteQuery, StatementView};
use newsgraph::model::Date;
use serde::Serialize;
use std::cmp::Reverse;

/// Show what is known of a person, organization, place, work or event
///
/// Names, roles with their times, relations, events, statements by it and about it, each with the articles that say so. A
/// date in brackets is that of the first report.
#[derive(Debug, Args)]
pub(crate) struct Show {
    #[command(flatten)]
    asked: Asked,
    /// A name, a part of it, or an identifier
    name: String,
}

/// The page of a node.
#[derive(Serialize)]
struct Page<'g> {
    #[serde(flatten)]
    view: &'g NodeView,
    node: &'g Node,
    relations: &'g [EdgeView],
    events: &'g [Moment],
    said: &'g [StatementView],
    about: &'g [StatementView],
}

impl Show {
    pub(crate) fn run(&self, cli: &Cli) -> anyhow::Result<Outcome> {
        let loaded = self.asked.load(cli)?;
        let graph = &loaded.graph;
        let view = names::one(graph, &self.name)?;
        let filter = self.asked.filter();
        let Some(node) = graph.node(&view.id) else { anyhow::bail!("{} is gone", view.id) };
        let mut edges = relations(graph, &view.id, &filter);
        let mut events = graph.timeline(&[&view.id], &filter);
        events.retain(|it| it.class == "event");
        let quotes = |query: QuoteQuery| graph.quotes(&QuoteQuery { filter: filter.clone(), ..query });
        let id = || vec![view.id.clone()];
        let mut said = quotes(QuoteQuery { by: id(), ..QuoteQuery::default() });
        let mut about = quotes(QuoteQuery { about: id(), ..QuoteQuery::default() });
        let page = Page { view: &view, node, relations: &edges, events: &events, said: &said, about: &about };
        let mut answer = Answer::new(&page)?;
        answer.text(head(graph, &view, node));
        let facts = edges.clone();
        let (mut roles, mut others): (Vec<EdgeView>, Vec<EdgeView>) =
            edges.drain(..).partition(|it| it.title.is_some());
        let asked = &self.asked;
        section(&mut answer, "Roles", asked.cut(&mut roles), relation_table(graph, &roles, &view.id));
        section(&mut answer, "Relations", asked.cut(&mut others), relation_table(graph, &others, &view.id));
        section(&mut answer, "Events", asked.cut(&mut events), timeline::table(&events));
        section(&mut answer, "Says", asked.cut(&mut said), quotes::table(&said, true));
        section(&mut answer, "Is spoken of", asked.cut(&mut about), quotes::table(&about, false));
        answer.csv(relation_table(graph, &facts, &view.id));
        self.asked.answer(&answer, &loaded)
    }
}

fn section(answer: &mut Answer, heading: &str, more: Option<String>, table: Table) {
    answer.table(heading, table);
    answer.more(more);
}

/// Who it is, in a few lines.
fn head(graph: &Graph, view: &NodeView, node: &Node) -> String {
    let mut lines =
        vec![format!("{} {}", super::answer::bold(&called(view)), dim(&format!("{} · {}", view.kind, view.id)))];
    if let Node::Entity(entity) = node {
        let mut aliases = entity.aliases.clone();
        aliases.retain(|alias| *alias != entity.name);
        let mut add = |what: &str, words: &[String]| {
            if !words.is_empty() {
                lines.push(format!("{what}: {}", super::words::clean(&words.join(", "))));
            }
        };
        add("also", &aliases);
        add("called", &entity.descriptions);
        let ids: Vec<String> = entity.external_ids.iter().map(|(authority, id)| format!("{authority} {id}")).collect();
        add("elsewhere", &ids);
    }
    let dates: Vec<Date> = node.articles().into_iter().filter_map(|id| graph.sources().get(id)?.published).collect();
    let span = match (dates.iter().min(), dates.iter().max()) {
        (Some(first), Some(last)) if first == last => format!(", {first}"),
        (Some(first), Some(last)) => format!(", {first} – {last}"),
        _ => String::new(),
    };
    let sources = if view.independent < view.articles {
        format!(" from {}", count(view.independent, "independent source"))
    } else {
        String::new()
    };
    lines.push(format!("in {}{sources}{span}", count(view.articles, "article")));
    for hint in graph.hints().iter().filter(|hint| hint.a.0 == view.id || hint.b.0 == view.id) {
        let other = if hint.a.0 == view.id { &hint.b } else { &hint.a };
        let name = graph.node(&other.0).map(Node::label).unwrap_or_default();
        lines.push(format!("may be the same as {name} ({other})"));
    }
    lines.join("\n")
}

/// The relations of a node, those of more sources first.
fn relations(graph: &Graph, id: &str, filter: &Filter) -> Vec<EdgeView> {
    let query = EgoQuery { depth: 1, limit: usize::MAX, filter: filter.clone() };
    let mut edges = graph.ego(id, &query).map(|ego| ego.edges).unwrap_or_default();
    edges.retain(|edge| edge.class == "relation" && (edge.from == id || edge.to == id));
    edges.sort_by_key(|edge| (Reverse(edge.independent), edge.from != id, edge.edge));
    edges
}

fn relation_table(graph: &Graph, edges: &[EdgeView], id: &str) -> Table {
    let mut table = Table::new(&[
        ("from", For::Programs),
        ("type", For::Programs),
        ("to", For::Programs),
        ("how", For::People),
        ("who", For::People),
        ("title", For::Programs),
        ("when", For::People),
        ("time", For::Programs),
        ("reported", For::Programs),
        ("status", For::All),
        ("articles", For::Programs),
        ("sources", For::All),
        ("words", For::All),
        ("edge", For::All),
    ]);
    for edge in edges {
        let other = if edge.from == id { &edge.to } else { &edge.from };
        let reported = edge.reported.map(|date| date.to_string()).unwrap_or_default();
        let stated = time(edge.when);
        let when = match (stated.is_empty(), reported.is_empty()) {
            (false, _) => stated.clone(),
            (true, false) => format!("({reported})"),
            (true, true) => String::new(),
        };
        table.row([
            edge.from.clone(),
            edge.kind.clone(),
            edge.to.clone(),
            phrase(graph, edge, edge.from == id),
            graph.node(other).map(Node::label).unwrap_or_default(),
            edge.title.clone().unwrap_or_default(),
            when,
            stated,
            reported,
            status(edge.status),
            edge.articles.to_string(),
            edge.independent.to_string(),
            words(edge.evidence.as_ref()),
            format!("e{}", edge.edge),
        ]);
    }
    table
}
