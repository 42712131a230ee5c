//! A graph as labelled property graphs have it: nodes of one label, edges of one type, articles as nodes too. The accounts
//! of an edge are lists of equal lengths, because properties do not nest.

use super::{Cell, Column, NODE, Type, edge, label, node, share};
use crate::graph::{Account, Graph, Node, Source};
use crate::model::Field;
use std::collections::BTreeMap;

/// A node.
pub(super) struct NodeRow<'g> {
    pub(super) id: &'g str,
    pub(super) label: &'static str,
    /// The values of [`NODE`].
    pub(super) cells: [Cell<'g>; NODE.len()],
}

/// An edge.
pub(super) struct EdgeRow<'g> {
    pub(super) from: (&'static str, &'g str),
    pub(super) kind: &'g str,
    pub(super) to: (&'static str, &'g str),
    /// The values of [`EDGE`](super::EDGE) and [`ACCOUNTS`].
    pub(super) cells: Vec<Cell<'g>>,
}

/// The attributes of articles.
pub(super) const ARTICLE: [Column; 5] = [
    ("name", Type::Text),
    ("published", Type::Text),
    ("publisher", Type::Text),
    ("url", Type::Text),
    ("digest", Type::Text),
];

/// The attributes of the accounts of an edge; numbers are written out, because lists of numbers are not known everywhere.
pub(super) const ACCOUNTS: [Column; 8] = [
    ("evidence", Type::Texts),
    ("evidence_article", Type::Texts),
    ("evidence_field", Type::Texts),
    ("evidence_start", Type::Texts),
    ("evidence_end", Type::Texts),
    ("evidence_status", Type::Texts),
    ("evidence_rule", Type::Texts),
    ("evidence_confidence", Type::Texts),
];

/// The type of the edges from nodes to their articles.
pub(super) const MENTIONED_IN: &str = "MENTIONED_IN";

/// The nodes.
pub(super) fn nodes(graph: &Graph) -> impl Iterator<Item = NodeRow<'_>> {
    graph.nodes().map(|it| NodeRow { id: it.id(), label: label(it), cells: node(graph, it) })
}

/// The values of [`ARTICLE`].
pub(super) fn article(source: &Source) -> [Cell<'_>; 5] {
    let text = |text: &'_ str| !text.is_empty();
    [
        Some(source.title.as_str()).filter(|it| text(it)).into(),
        source.published.into(),
        source.publisher.as_deref().into(),
        source.url.as_deref().into(),
        Some(source.digest.as_str()).filter(|it| text(it)).into(),
    ]
}

/// The edges.
pub(super) fn edges(graph: &Graph) -> impl Iterator<Item = EdgeRow<'_>> {
    graph.edges().map(|(from, to, it)| EdgeRow {
        from: (label(from), from.id()),
        kind: it.kind.name(),
        to: (label(to), to.id()),
        cells: edge(graph, it).into_iter().chain(accounts(&it.accounts)).collect(),
    })
}

fn accounts(accounts: &[Account]) -> [Cell<'_>; 8] {
    let list = |of: fn(&Account) -> String| Cell::Texts(accounts.iter().map(|it| of(it).into()).collect());
    let borrowed = |of: fn(&Account) -> &str| Cell::Texts(accounts.iter().map(|it| of(it).into()).collect());
    [
        borrowed(|it| it.evidence.text()),
        borrowed(|it| &it.article),
        borrowed(|it| if it.evidence.field() == Field::Title { "title" } else { "text" }),
        list(|it| it.evidence.span().start.to_string()),
        list(|it| it.evidence.span().end.to_string()),
        borrowed(|it| it.status.as_str()),
        borrowed(|it| &it.rule),
        list(|it| format!("{:.2}", share(it))),
    ]
}

/// The articles of a node that the graph holds, with the number of times that each mentions it.
pub(super) fn mentions<'g>(graph: &'g Graph, node: &'g Node) -> BTreeMap<&'g str, usize> {
    let mut counts = BTreeMap::new();
    let mut count = |article: &'g str, mentions: usize| {
        if graph.sources().contains_key(article) {
            *counts.entry(article).or_default() += mentions;
        }
    };
    match node {
        Node::Entity(it) => it.sightings.iter().for_each(|it| count(&it.article, it.mentions.len())),
        Node::Event(it) => it.tellings.iter().for_each(|it| count(&it.article, 1 + it.event.mentions.len())),
        Node::Statement(it) => it.renderings.iter().for_each(|it| count(&it.article, 1)),
    }
    counts
}

/// The type of an edge of a kind: upper snake case, nothing but ASCII letters, digits and underscores, so that no name of
/// a relation can break out of a query.
pub(super) fn edge_type(kind: &str) -> String {
    let upper = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    let name: String = kind.chars().map(upper).take(60).collect();
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { format!("R_{name}") }
}
