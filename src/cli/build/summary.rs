//! The graph for a person at a terminal: counts, who is related to whom in which words, who said what.

use newsgraph::graph::{Account, Edge, EdgeKind, Graph, Node};
use newsgraph::model::{EntityKind, Status};
use std::cmp::Reverse;
use std::io::{self, Write};

/// Entities that are shown.
const MOST_ENTITIES: usize = 24;
/// Statements that are shown.
const MOST_STATEMENTS: usize = 12;
/// Code points of evidence and of statements that are shown.
const WIDEST: usize = 100;

/// Prints a readable summary of the graph.
pub(crate) fn print(graph: &Graph, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", counts(graph))?;
    let mut entities = graph.nodes().filter(|node| matches!(node, Node::Entity(_))).collect::<Vec<_>>();
    let degree = |node: &Node| relations(graph, node).len();
    entities.retain(|node| degree(node) > 0);
    entities.sort_by_key(|node| (Reverse((node.articles().len(), degree(node))), node.id().to_owned()));
    for node in entities.iter().take(MOST_ENTITIES) {
        entity(graph, node, out)?;
    }
    if entities.len() > MOST_ENTITIES {
        writeln!(out, "\n… and {} more with relations (-o graph.json holds all)", entities.len() - MOST_ENTITIES)?;
    }
    statements(graph, out)
}

fn counts(graph: &Graph) -> String {
    let of_kind = |kind: EntityKind| graph.nodes().filter(|n| matches!(n, Node::Entity(e) if e.kind == kind)).count();
    let events = graph.nodes().filter(|node| matches!(node, Node::Event(_))).count();
    let statements = graph.nodes().filter(|node| matches!(node, Node::Statement(_))).count();
    let relations = graph.edges().filter(|(.., edge)| matches!(edge.kind, EdgeKind::Relation(_))).count();
    [
        plural(graph.sources().len(), "article"),
        plural(of_kind(EntityKind::Person), "person"),
        plural(of_kind(EntityKind::Organization), "organization"),
        plural(of_kind(EntityKind::Place), "place"),
        plural(of_kind(EntityKind::Work), "work"),
        plural(events, "event"),
        plural(relations, "relation"),
        plural(statements, "statement"),
    ]
    .join(", ")
}

fn plural(count: usize, noun: &str) -> String {
    match (count, noun) {
        (1, _) => format!("1 {noun}"),
        (_, "person") => format!("{count} people"),
        _ => format!("{count} {noun}s"),
    }
}

/// The relations that go out from a node.
fn relations<'g>(graph: &'g Graph, node: &Node) -> Vec<(&'g Edge, &'g Node)> {
    let outgoing = graph.neighbours(node.id()).into_iter().filter(|neighbour| neighbour.outgoing);
    let relations = outgoing.filter(|neighbour| matches!(neighbour.edge.kind, EdgeKind::Relation(_)));
    relations.map(|neighbour| (neighbour.edge, neighbour.node)).collect()
}

fn entity(graph: &Graph, node: &Node, out: &mut impl Write) -> io::Result<()> {
    let Node::Entity(known) = node else { return Ok(()) };
    let articles = known.sightings.len();
    let seen = if articles > 1 { format!(", {articles} articles") } else { String::new() };
    writeln!(out, "\n{} ({}{seen})", known.name, known.kind.as_str())?;
    for (edge, other) in relations(graph, node) {
        let status = match edge.status() {
            Status::Actual => String::new(),
            status => format!(" [{}]", status.as_str()),
        };
        let title = edge.title().map(|title| format!(" as {title}")).unwrap_or_default();
        writeln!(out, "  {} {}{title}{status}", graph.label(edge.kind.name()), other.label())?;
        if let Some(account) = edge.best() {
            writeln!(out, "      {}", words(graph, account))?;
        }
    }
    Ok(())
}

/// The evidence of an account with its outlet and date.
fn words(graph: &Graph, account: &Account) -> String {
    let source = graph.sources().get(&account.article);
    let outlet = source.and_then(|source| source.publisher.clone());
    let date = source.and_then(|source| source.published).map(|date| date.to_string());
    let origin = outlet.into_iter().chain(date).collect::<Vec<_>>().join(", ");
    let dash = if origin.is_empty() { "" } else { " — " };
    format!("“{}”{dash}{origin}", clipped(account.evidence.text()))
}

/// A text on one line, cut where it is long.
fn clipped(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(WIDEST) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

fn statements(graph: &Graph, out: &mut impl Write) -> io::Result<()> {
    let said = graph.edges().filter(|(.., edge)| edge.kind == EdgeKind::Said).collect::<Vec<_>>();
    if !said.is_empty() {
        writeln!(out, "\nStatements")?;
    }
    for (speaker, statement, _) in said.iter().take(MOST_STATEMENTS) {
        writeln!(out, "  {}: {}", speaker.label(), clipped(&statement.label()))?;
    }
    if said.len() > MOST_STATEMENTS {
        writeln!(out, "  … and {} more", said.len() - MOST_STATEMENTS)?;
    }
    Ok(())
}
