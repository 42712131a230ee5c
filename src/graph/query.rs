//! Questions to a graph: who is that, whom does she know, and why does the graph say so.

use super::{Account, Edge, EdgeKind, EntityNode, Graph, Node, Sighting, Source};
use crate::model::{EntityKind, fold};
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// An edge seen from one of its ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour<'g> {
    /// The edge.
    pub edge: &'g Edge,
    /// The node at the other end.
    pub node: &'g Node,
    /// True where the edge goes out from the node that was asked about.
    pub outgoing: bool,
}

/// One piece of evidence for a connection between two nodes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reason<'g> {
    /// The node that the edge goes out from.
    pub from: &'g Node,
    /// The node that it goes to.
    pub to: &'g Node,
    /// What the edge means.
    pub kind: &'g EdgeKind,
    /// The article's words, their status and what found them.
    pub account: &'g Account,
    /// The article; `None` where the graph does not hold it.
    pub source: Option<&'g Source>,
}

impl Graph {
    /// The index of an identifier in [`Graph::petgraph`].
    pub(super) fn at(&self, id: &str) -> Option<NodeIndex> {
        self.index.get(id).copied()
    }

    /// The entity of a kind that an article means by a name, its fullest or another; case, accents and punctuation do not
    /// count. O(n).
    pub fn meant(&self, article: &str, kind: EntityKind, name: &str) -> Option<&EntityNode> {
        let name = fold(name);
        let bears = |it: &Sighting| std::iter::once(&it.name).chain(&it.aliases).any(|it| fold(it) == name);
        self.nodes().find_map(|node| match node {
            Node::Entity(entity) if entity.kind == kind => {
                entity.sightings.iter().any(|it| it.article == article && bears(it)).then_some(entity)
            }
            _ => None,
        })
    }

    /// The edges of a node, those of more articles first, then in the order of their other ends.
    pub fn neighbours(&self, id: &str) -> Vec<Neighbour<'_>> {
        let Some(at) = self.at(id) else { return Vec::new() };
        let out = self.inner.edges_directed(at, Direction::Outgoing).map(|edge| (edge.weight(), edge.target(), true));
        let back = self.inner.edges_directed(at, Direction::Incoming).map(|edge| (edge.weight(), edge.source(), false));
        let mut all: Vec<Neighbour> = out
            .chain(back)
            .map(|(edge, other, outgoing)| Neighbour { edge, node: &self.inner[other], outgoing })
            .collect();
        all.sort_by_key(|it| (Reverse(it.edge.articles().len()), &it.edge.kind, it.node.id(), it.outgoing));
        all
    }

    /// All evidence for a connection between two nodes: the edges between them, and the events and statements that
    /// have edges to both.
    pub fn why(&self, a: &str, b: &str) -> Vec<Reason<'_>> {
        let (Some(a), Some(b)) = (self.at(a), self.at(b)) else { return Vec::new() };
        let mut reasons = self.between(a, b);
        let around = |at: NodeIndex| -> BTreeSet<NodeIndex> {
            self.inner.neighbors_undirected(at).filter(|&it| !matches!(self.inner[it], Node::Entity(_))).collect()
        };
        for &shared in around(a).intersection(&around(b)) {
            reasons.extend(self.between(a, shared));
            reasons.extend(self.between(shared, b));
        }
        reasons
    }

    /// The evidence of the edge of a number in the order of [`Graph::edges`]; none for an edge that is not there.
    pub fn reasons(&self, edge: usize) -> Vec<Reason<'_>> {
        let Some((from, to, edge)) = self.edge(edge) else { return Vec::new() };
        let source = |account: &Account| self.sources.get(&account.article);
        let reason = |account| Reason { from, to, kind: &edge.kind, account, source: source(account) };
        edge.accounts.iter().map(reason).collect()
    }

    /// The evidence of the edges between two nodes, in both directions.
    fn between(&self, a: NodeIndex, b: NodeIndex) -> Vec<Reason<'_>> {
        let there = self.inner.edges_connecting(a, b).map(|edge| (a, b, edge.weight()));
        let back = self.inner.edges_connecting(b, a).filter(|_| a != b).map(|edge| (b, a, edge.weight()));
        let mut edges: Vec<(NodeIndex, NodeIndex, &Edge)> = there.chain(back).collect();
        edges.sort_by_key(|(from, _, edge)| (*from != a, &edge.kind));
        let reason = |from: NodeIndex, to: NodeIndex, edge, account| Reason {
            from: &self.inner[from],
            to: &self.inner[to],
            kind: edge,
            account,
            source: self.sources.get(&account.article),
        };
        edges
            .into_iter()
            .flat_map(|(from, to, edge)| edge.accounts.iter().map(move |it| reason(from, to, &edge.kind, it)))
            .collect()
    }
}
