//! A graph as labelled property graphs have it: nodes of one label, edges of one type, articles as nodes too. The accounts
//! of an edge are lists of equal lengths, because properties do not nest.
//!
//! The Cypher script, the tables for `neo4j-admin` and what is pushed into databases are all made of these rows.

use super::{Cell, Column, EDGE, NODE, Type, edge, label, node, share};
use crate::graph::{Account, Graph, Node, Source};
use crate::model::Field;
#[cfg(feature = "push")]
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The labels of nodes.
pub(crate) const LABELS: [&str; 7] = ["Person", "Organization", "Place", "Work", "Event", "Statement", "Article"];

/// The class of the edges from nodes to their articles, which no edge of a graph has.
const MENTION: &str = "mention";

/// The kind of the edges from nodes to their articles.
const MENTIONED_IN: &str = "mentioned-in";

/// A node.
pub(crate) struct NodeRow<'g> {
    /// One of [`LABELS`].
    pub(crate) label: &'static str,
    /// With the label, its identity.
    pub(crate) id: &'g str,
    pub(super) attributes: Vec<(Column, Cell<'g>)>,
}

/// An edge.
pub(crate) struct EdgeRow<'g> {
    /// Label and identifier of its beginning.
    pub(crate) from: (&'static str, &'g str),
    /// Its class: with the kind and the ends, its identity.
    pub(crate) class: &'static str,
    /// Its kind.
    pub(crate) kind: &'g str,
    /// Label and identifier of its end.
    pub(crate) to: (&'static str, &'g str),
    pub(super) attributes: Vec<(Column, Cell<'g>)>,
}

#[cfg(feature = "push")]
impl NodeRow<'_> {
    /// Its attributes; absent ones leave no trace.
    pub(crate) fn properties(&self) -> Map<String, Value> {
        properties(&self.attributes)
    }
}

#[cfg(feature = "push")]
impl EdgeRow<'_> {
    /// Its attributes; absent ones leave no trace.
    pub(crate) fn properties(&self) -> Map<String, Value> {
        properties(&self.attributes)
    }
}

#[cfg(feature = "push")]
fn properties(attributes: &[(Column, Cell)]) -> Map<String, Value> {
    let there = attributes.iter().filter(|(_, cell)| !cell.is_empty());
    there.map(|((name, _), cell)| ((*name).to_owned(), cell.json())).collect()
}

/// The attributes of articles.
pub(super) const ARTICLE: [Column; 6] = [
    ("name", Type::Text),
    ("published", Type::Text),
    ("publisher", Type::Text),
    ("url", Type::Text),
    ("digest", Type::Text),
    ("repeats", Type::Text),
];

/// The attributes of the accounts of an edge.
pub(super) const ACCOUNTS: [Column; 8] = [
    ("evidence", Type::Texts),
    ("evidence_article", Type::Texts),
    ("evidence_field", Type::Texts),
    ("evidence_start", Type::Wholes),
    ("evidence_end", Type::Wholes),
    ("evidence_status", Type::Texts),
    ("evidence_rule", Type::Texts),
    ("evidence_confidence", Type::Shares),
];

/// The attributes of the edges from nodes to their articles.
pub(super) const MENTIONS: [Column; 3] = [("type", Type::Text), ("class", Type::Text), ("mentions", Type::Whole)];

/// The nodes of a graph.
pub(crate) fn nodes(graph: &Graph) -> impl Iterator<Item = NodeRow<'_>> {
    graph.nodes().map(|it| {
        let attributes = NODE.into_iter().zip(node(graph, it)).collect();
        NodeRow { label: label(it), id: it.id(), attributes }
    })
}

/// The articles of a graph as nodes.
pub(crate) fn articles(graph: &Graph) -> impl Iterator<Item = NodeRow<'_>> {
    graph.sources().values().map(|it| {
        let attributes = ARTICLE.into_iter().zip(article(it)).collect();
        NodeRow { label: "Article", id: &it.id, attributes }
    })
}

fn article(source: &Source) -> [Cell<'_>; 6] {
    let there = |text: &'_ str| !text.is_empty();
    [
        Some(source.title.as_str()).filter(|it| there(it)).into(),
        source.published.into(),
        source.publisher.as_deref().into(),
        source.url.as_deref().into(),
        Some(source.digest.as_str()).filter(|it| there(it)).into(),
        source.origin.as_deref().into(),
    ]
}

/// The edges of a graph.
pub(crate) fn edges(graph: &Graph) -> impl Iterator<Item = EdgeRow<'_>> {
    graph.edges().map(|(from, to, it)| EdgeRow {
        from: (label(from), from.id()),
        class: it.kind.class(),
        kind: it.kind.name(),
        to: (label(to), to.id()),
        attributes: EDGE
            .into_iter()
            .zip(edge(graph, it))
            .chain(ACCOUNTS.into_iter().zip(accounts(&it.accounts)))
            .collect(),
    })
}

fn accounts(accounts: &[Account]) -> [Cell<'_>; 8] {
    let texts = |of: fn(&Account) -> &str| Cell::Texts(accounts.iter().map(|it| of(it).into()).collect());
    let wholes = |of: fn(&Account) -> u32| Cell::Wholes(accounts.iter().map(|it| of(it).into()).collect());
    [
        texts(|it| it.evidence.text()),
        texts(|it| &it.article),
        texts(|it| if it.evidence.field() == Field::Title { "title" } else { "text" }),
        wholes(|it| it.evidence.span().start),
        wholes(|it| it.evidence.span().end),
        texts(|it| it.status.as_str()),
        texts(|it| &it.rule),
        Cell::Shares(accounts.iter().map(|it| share(it.confidence)).collect()),
    ]
}

/// The edges from nodes to those of their articles that the graph holds, with the number of times that each mentions it.
pub(crate) fn mentions(graph: &Graph) -> impl Iterator<Item = EdgeRow<'_>> {
    let row = |node, (article, count): (_, usize)| EdgeRow {
        from: (label(node), node.id()),
        class: MENTION,
        kind: MENTIONED_IN,
        to: ("Article", article),
        attributes: MENTIONS.into_iter().zip([MENTIONED_IN.into(), MENTION.into(), count.into()]).collect(),
    };
    graph.nodes().flat_map(move |node| counts(graph, node).into_iter().map(move |count| row(node, count)))
}

fn counts<'g>(graph: &'g Graph, node: &'g Node) -> BTreeMap<&'g str, usize> {
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
/// a relation can break out of a query. Two kinds may share one; the attribute `type` tells them apart.
pub(crate) fn edge_type(kind: &str) -> String {
    let upper = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    let name: String = kind.chars().map(upper).take(60).collect();
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { format!("R_{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_edges_are_words() {
        assert_eq!(edge_type("met-with"), "MET_WITH");
        assert_eq!(edge_type("a`]->() DETACH DELETE n //\u{202e}ü"), "A_______DETACH_DELETE_N_____");
        assert_eq!(edge_type("2nd"), "R_2ND");
        assert_eq!(edge_type(""), "R_");
        assert_eq!(edge_type("said"), "SAID");
    }
}
