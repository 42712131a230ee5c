//! A graph as labelled property graphs have it: nodes of one label, edges of one type, flat properties.
//!
//! | label | identifier | properties |
//! |---|---|---|
//! | `Person`, `Organization`, `Place`, `Work` | that of the entity | `name`, `aliases`, `descriptions`, `gender`, `same_as` |
//! | `Event` | that of the event | `name`, `type`, `date`, `status` |
//! | `Statement` | that of the statement | `name` (its words), `type` (direct, indirect, mixed) |
//! | `Article` | that of the article | `name` (its headline), `published`, `publisher`, `url`, `repeats` |
//!
//! Edges have the type of the relation in upper snake case (`MET_WITH`), of the part in an event (`AGENT`, `PLACE` …),
//! or `SAID`, `TO`, `ABOUT`; `MENTIONED_IN` goes from every node to its articles. The accounts of an edge are lists of
//! equal lengths, because properties do not nest. Everything has `graph`, the name of the push, and `digest`.

use super::inventory::{Hash, Inventory, hash, hex};
use crate::graph::{Account, Edge, Graph, Node, Source};
use crate::model::{EntityKind, Field, Gender, Speech};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The labels of nodes.
pub(super) const LABELS: [&str; 7] = ["Person", "Organization", "Place", "Work", "Event", "Statement", "Article"];

/// A node of a property graph.
pub(super) struct NodeRow<'g> {
    pub(super) label: &'static str,
    pub(super) id: &'g str,
    pub(super) properties: Map<String, Value>,
}

/// An edge of a property graph.
pub(super) struct EdgeRow<'g> {
    pub(super) from: (&'static str, &'g str),
    /// The class and kind of the edge: with its ends, its identity.
    pub(super) class: &'static str,
    pub(super) kind: &'g str,
    pub(super) to: (&'static str, &'g str),
    pub(super) properties: Map<String, Value>,
}

impl NodeRow<'_> {
    /// Its key in an inventory.
    pub(super) fn key(&self) -> Hash {
        node_key(self.label, self.id)
    }

    /// The digest of its properties.
    pub(super) fn digest(&self) -> Hash {
        digest(&self.properties)
    }
}

impl EdgeRow<'_> {
    /// Its key in an inventory.
    pub(super) fn key(&self) -> Hash {
        edge_key(self.from, self.class, self.kind, self.to)
    }

    /// The digest of its properties.
    pub(super) fn digest(&self) -> Hash {
        digest(&self.properties)
    }
}

/// The key of a node.
pub(super) fn node_key(label: &str, id: &str) -> Hash {
    hash(&[label, id])
}

/// The key of an edge.
pub(super) fn edge_key(from: (&str, &str), class: &str, kind: &str, to: (&str, &str)) -> Hash {
    hash(&[from.0, from.1, class, kind, to.0, to.1])
}

fn digest(properties: &Map<String, Value>) -> Hash {
    hash(&[&Value::Object(properties.clone()).to_string()])
}

/// The type of an edge of a kind: upper snake case, nothing but ASCII letters, digits and underscores, so that no name
/// of a relation can break out of a query. Two kinds may share one; `kind` tells them apart.
pub(super) fn edge_type(kind: &str) -> String {
    let upper = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    let name: String = kind.chars().map(upper).take(60).collect();
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { format!("R_{name}") }
}

/// The nodes: those of the graph and its articles.
pub(super) fn nodes<'g>(graph: &'g Graph, name: &'g str) -> impl Iterator<Item = NodeRow<'g>> {
    let articles = graph.sources().values().map(move |source| article(source, name));
    graph.nodes().map(move |it| node(it, name)).chain(articles)
}

/// The edges: those of the graph, and one from every node to each of its articles.
pub(super) fn edges<'g>(graph: &'g Graph, name: &'g str) -> impl Iterator<Item = EdgeRow<'g>> {
    let mentions = graph.nodes().flat_map(move |node| mentions(graph, node, name));
    graph.edges().map(move |(from, to, it)| edge(graph, from, to, it, name)).chain(mentions)
}

/// All records of a graph, none of them found in the database yet.
pub(super) fn inventory(graph: &Graph, name: &str) -> Inventory {
    let mut inventory = Inventory::default();
    nodes(graph, name).for_each(|row| inventory.want(row.key(), row.digest()));
    edges(graph, name).for_each(|row| inventory.want(row.key(), row.digest()));
    inventory
}

/// The label of a node.
fn label(node: &Node) -> &'static str {
    match node {
        Node::Entity(entity) => match entity.kind {
            EntityKind::Person => "Person",
            EntityKind::Organization => "Organization",
            EntityKind::Place => "Place",
            EntityKind::Work => "Work",
        },
        Node::Event(_) => "Event",
        Node::Statement(_) => "Statement",
    }
}

/// Properties; absent values and empty lists leave no trace.
struct Properties(Map<String, Value>);

impl Properties {
    fn new(graph: &str, id: Option<&str>) -> Self {
        Properties(Map::new()).with("graph", graph).with("id", id)
    }

    fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        if !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()) {
            self.0.insert(key.to_owned(), value);
        }
        self
    }
}

fn node<'g>(node: &'g Node, graph: &str) -> NodeRow<'g> {
    let properties = Properties::new(graph, Some(node.id())).with("name", node.label());
    let properties = match node {
        Node::Entity(entity) => {
            let gender = entity.gender.map(|gender| match gender {
                Gender::Female => "female",
                Gender::Male => "male",
            });
            properties
                .with("aliases", entity.aliases.clone())
                .with("descriptions", entity.descriptions.clone())
                .with("gender", gender)
                .with(
                    "same_as",
                    entity.external_ids.iter().map(|(who, id)| json!(format!("{who}:{id}"))).collect::<Vec<_>>(),
                )
        }
        Node::Event(event) => properties
            .with("type", event.kind.as_str())
            .with("date", event.date.map(|date| date.to_string()))
            .with("status", event.status.as_str()),
        Node::Statement(statement) => properties.with("type", speech(statement.kind)),
    };
    let properties = properties.with("articles", node.articles().len());
    NodeRow { label: label(node), id: node.id(), properties: properties.0 }
}

fn speech(speech: Speech) -> &'static str {
    match speech {
        Speech::Direct => "direct",
        Speech::Indirect => "indirect",
        Speech::Mixed => "mixed",
    }
}

fn article<'g>(source: &'g Source, graph: &str) -> NodeRow<'g> {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let properties = Properties::new(graph, Some(&source.id))
        .with("name", text(&source.title))
        .with("published", source.published.map(|date| date.to_string()))
        .with("publisher", source.publisher.clone())
        .with("url", source.url.clone())
        .with("words", text(&source.digest))
        .with("repeats", source.origin.as_ref().map(|origin| json!(origin)));
    NodeRow { label: "Article", id: &source.id, properties: properties.0 }
}

fn edge<'g>(graph: &Graph, from: &'g Node, to: &'g Node, edge: &'g Edge, name: &str) -> EdgeRow<'g> {
    let list = |of: fn(&Account) -> Value| edge.accounts.iter().map(of).collect::<Vec<Value>>();
    let best = edge.best();
    let when = edge.accounts.iter().find_map(|account| account.when).unwrap_or_default();
    let date = |date: Option<crate::model::Date>| date.map(|date| date.to_string());
    let properties = Properties::new(name, None)
        .with("class", edge.kind.class())
        .with("kind", edge.kind.name())
        .with("label", graph.label(edge.kind.name()))
        .with("status", edge.status().as_str())
        .with("title", edge.title())
        .with("start", date(when.start))
        .with("end", date(when.end))
        .with("confidence", best.map(|account| hundredths(account.confidence.value())))
        .with("articles", edge.articles().len())
        .with("sources", graph.independent(edge))
        .with("evidence", list(|account| json!(account.evidence.text())))
        .with("evidence_article", list(|account| json!(account.article)))
        .with("evidence_field", list(|it| json!(if it.evidence.field() == Field::Title { "title" } else { "text" })))
        .with("evidence_start", list(|account| json!(account.evidence.span().start)))
        .with("evidence_end", list(|account| json!(account.evidence.span().end)))
        .with("evidence_status", list(|account| json!(account.status.as_str())))
        .with("evidence_rule", list(|account| json!(account.rule)))
        .with("evidence_confidence", list(|account| json!(hundredths(account.confidence.value()))));
    EdgeRow {
        from: (label(from), from.id()),
        class: edge.kind.class(),
        kind: edge.kind.name(),
        to: (label(to), to.id()),
        properties: properties.0,
    }
}

/// The exact double of a confidence of two decimals.
fn hundredths(value: f32) -> f64 {
    f64::from((value * 100.0).round()) / 100.0
}

/// The edges from a node to the articles that know it.
fn mentions<'g>(graph: &'g Graph, node: &'g Node, name: &str) -> Vec<EdgeRow<'g>> {
    let row = |article: &'g str, count: usize| EdgeRow {
        from: (label(node), node.id()),
        class: MENTION,
        kind: MENTIONED_IN,
        to: ("Article", article),
        properties: Properties::new(name, None)
            .with("class", MENTION)
            .with("kind", MENTIONED_IN)
            .with("mentions", count)
            .0,
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut count = |article: &'g str, mentions: usize| *counts.entry(article).or_default() += mentions;
    match node {
        Node::Entity(it) => it.sightings.iter().for_each(|it| count(&it.article, it.mentions.len())),
        Node::Event(it) => it.tellings.iter().for_each(|it| count(&it.article, 1 + it.event.mentions.len())),
        Node::Statement(it) => it.renderings.iter().for_each(|it| count(&it.article, 1)),
    }
    let known = counts.into_iter().filter(|(id, _)| graph.sources().contains_key(*id));
    known.map(|(article, count)| row(article, count)).collect()
}

const MENTION: &str = "mention";
const MENTIONED_IN: &str = "mentioned-in";

/// The digest as a property.
pub(super) fn with_digest(mut properties: Map<String, Value>, digest: Hash) -> Map<String, Value> {
    properties.insert("digest".to_owned(), Value::String(hex(digest)));
    properties
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
