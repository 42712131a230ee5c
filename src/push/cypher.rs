//! The Cypher of a push, the same for every database that speaks it.
//!
//! Every value travels as a parameter (`$graph`, `$rows`); only labels and types, which are ASCII words, stand in the
//! text of a query.

use super::batch::batched;
use super::inventory::{Inventory, Verdict};
use super::record::{edge_key, edges, node_key, nodes};
use crate::export::flat::property::{LABELS, edge_type};
use crate::graph::Graph;
use serde_json::{Value, json};

/// A query with its rows.
pub(super) type Batch = (String, Vec<Value>);

/// What writes all that an inventory lacks, nodes before edges.
pub(super) fn writes<'g>(
    graph: &'g Graph,
    name: &'g str,
    inventory: &'g Inventory,
) -> impl Iterator<Item = Batch> + 'g {
    let nodes = nodes(graph, name).filter(|it| inventory.lacks(it.key)).map(|it| {
        let query = format!(
            "UNWIND $rows AS row MERGE (n:{} {{graph: $graph, id: row.id}}) SET n = row.properties",
            it.row.label
        );
        (query, json!({"id": it.row.id, "properties": it.properties}))
    });
    let edges = edges(graph, name).filter(|it| inventory.lacks(it.key)).map(|it| {
        let query = format!(
            "UNWIND $rows AS row MATCH (a:{} {{graph: $graph, id: row.from}}) \
             MATCH (b:{} {{graph: $graph, id: row.to}}) \
             MERGE (a)-[r:{} {{graph: $graph, class: row.class, type: row.type}}]->(b) SET r = row.properties",
            it.row.from.0,
            it.row.to.0,
            edge_type(it.row.kind)
        );
        let (from, to) = (it.row.from.1, it.row.to.1);
        let ends =
            json!({"from": from, "to": to, "class": it.row.class, "type": it.row.kind, "properties": it.properties});
        (query, ends)
    });
    batched(nodes).chain(batched(edges))
}

/// The query for the nodes of a label: columns `id` and `digest`.
pub(super) fn stored_nodes(label: &str) -> String {
    format!("MATCH (n:{label}) WHERE n.graph = $graph RETURN n.id AS id, n.pushed AS digest")
}

/// The query for the edges that go out from a label: columns `a`, `class`, `kind`, `labels`, `b` and `digest`.
pub(super) fn stored_edges(label: &str) -> String {
    format!(
        "MATCH (a:{label})-[r]->(b) WHERE r.graph = $graph \
         RETURN a.id AS a, r.class AS class, r.type AS kind, labels(b) AS labels, b.id AS b, r.pushed AS digest"
    )
}

/// What a database holds and the graph does not.
#[derive(Debug, Default)]
pub(super) struct Stale {
    nodes: Vec<(String, Value)>,
    edges: Vec<(String, Value)>,
}

/// An edge as a database holds it.
#[derive(Debug)]
pub(super) struct StoredEdge {
    pub(super) a: String,
    pub(super) class: String,
    pub(super) kind: String,
    pub(super) labels: Vec<String>,
    pub(super) b: String,
    pub(super) digest: String,
}

impl Stale {
    /// Takes note of a node that the database holds.
    pub(super) fn node(&mut self, inventory: &mut Inventory, label: &str, id: &str, digest: &str) {
        if inventory.found(node_key(label, id), Some(digest)) == Verdict::Stale {
            let query = format!("UNWIND $rows AS row MATCH (n:{label} {{graph: $graph, id: row.id}}) DETACH DELETE n");
            self.nodes.push((query, json!({"id": id})));
        }
    }

    /// Takes note of an edge that the database holds.
    pub(super) fn edge(&mut self, inventory: &mut Inventory, label: &str, edge: &StoredEdge) {
        let StoredEdge { a, class, kind, labels, b, digest } = edge;
        let Some(to) = LABELS.into_iter().find(|known| labels.iter().any(|label| label == known)) else { return };
        if inventory.found(edge_key((label, a), class, kind, (to, b)), Some(digest)) == Verdict::Stale {
            let query = format!(
                "UNWIND $rows AS row MATCH (a:{label} {{graph: $graph, id: row.from}})\
                 -[r:{} {{graph: $graph, class: row.class, type: row.type}}]->(b:{to} {{graph: $graph, id: row.to}}) \
                 DELETE r",
                edge_type(kind)
            );
            self.edges.push((query, json!({"from": a, "to": b, "class": class, "type": kind})));
        }
    }

    /// How many records they are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len() + self.edges.len()
    }

    /// What removes them, edges before nodes.
    pub(super) fn removals(self) -> impl Iterator<Item = Batch> {
        batched(self.edges.into_iter()).chain(batched(self.nodes.into_iter()))
    }
}
