//! What a property graph holds in a database: the nodes and edges of the formats for property graphs, each with a key and
//! a digest, under the name of a push.
//!
//! Besides its attributes everything has `graph`, the name of the push, and `pushed`, the digest of the rest; nodes have
//! `id`.

use super::inventory::{Hash, Inventory, hash, hex};
use crate::export::flat::property::{self, EdgeRow, NodeRow};
use crate::graph::Graph;
use serde_json::{Map, Value};

/// A node or an edge.
pub(super) struct Record<R> {
    pub(super) row: R,
    /// With `graph` and `pushed`.
    pub(super) properties: Map<String, Value>,
    /// Its key in an inventory.
    pub(super) key: Hash,
    digest: Hash,
}

impl<R> Record<R> {
    fn new(row: R, key: Hash, mut properties: Map<String, Value>, name: &str) -> Self {
        properties.insert("graph".to_owned(), name.into());
        let digest = hash(&[&Value::Object(properties.clone()).to_string()]);
        properties.insert("pushed".to_owned(), hex(digest).into());
        Record { row, properties, key, digest }
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

/// The nodes: those of the graph and its articles.
pub(super) fn nodes<'g>(graph: &'g Graph, name: &'g str) -> impl Iterator<Item = Record<NodeRow<'g>>> {
    property::nodes(graph).chain(property::articles(graph)).map(move |row| {
        let mut properties = row.properties();
        properties.insert("id".to_owned(), row.id.into());
        let key = node_key(row.label, row.id);
        Record::new(row, key, properties, name)
    })
}

/// The edges: those of the graph, and one from every node to each of its articles.
pub(super) fn edges<'g>(graph: &'g Graph, name: &'g str) -> impl Iterator<Item = Record<EdgeRow<'g>>> {
    property::edges(graph).chain(property::mentions(graph)).map(move |row| {
        let key = edge_key(row.from, row.class, row.kind, row.to);
        let properties = row.properties();
        Record::new(row, key, properties, name)
    })
}

/// All records of a graph, none of them found in the database yet.
pub(super) fn inventory(graph: &Graph, name: &str) -> Inventory {
    let mut inventory = Inventory::default();
    nodes(graph, name).for_each(|it| inventory.want(it.key, it.digest));
    edges(graph, name).for_each(|it| inventory.want(it.key, it.digest));
    inventory
}
