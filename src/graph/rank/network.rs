//! The network of entities: the graph with its events and statements folded into ties, laid out for walking over it.

use super::is_entity;
use crate::graph::{EdgeKind, Filter, Graph, Node};
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;

/// Participants of one event that are tied pairwise; of more, each is tied to the first only, lest one summit of a hundred
/// outweigh everything else.
const PAIRWISE: usize = 24;

/// An undirected weighted network without loops and parallel ties, as compressed rows.
#[derive(Debug, Default)]
pub(super) struct Network {
    /// The entity of each number, in the order of identifiers.
    pub(super) nodes: Vec<NodeIndex>,
    /// Where the row of each number starts; one more than there are numbers.
    starts: Vec<usize>,
    ends: Vec<u32>,
    weights: Vec<f64>,
}

impl Network {
    /// The network of a graph's edges and entities that count: O(m log m). A tie weighs as many independent sources as
    /// tell it.
    pub(super) fn of(graph: &Graph, filter: &Filter) -> Self {
        let is_node = |at: &NodeIndex| is_entity(graph, *at) && filter.node(&graph.inner[*at]);
        let nodes: Vec<NodeIndex> = graph.inner.node_indices().filter(is_node).collect();
        let mut numbers = vec![u32::MAX; graph.inner.node_count()];
        for (number, at) in nodes.iter().enumerate() {
            numbers[at.index()] = number as u32;
        }
        let mut ties = Vec::new();
        let mut tie = |a: NodeIndex, b: NodeIndex, weight: f64| {
            let (a, b) = (numbers[a.index()], numbers[b.index()]);
            if a != b && a != u32::MAX && b != u32::MAX {
                ties.extend([(a, b, weight), (b, a, weight)]);
            }
        };
        let sources = |edge: EdgeIndex| graph.independent(&graph.inner[edge]) as f64;
        for edge in graph.inner.edge_references() {
            if matches!(edge.weight().kind, EdgeKind::Relation(_)) && filter.edge(graph, edge.weight()) {
                tie(edge.source(), edge.target(), sources(edge.id()));
            }
        }
        for at in graph.inner.node_indices().filter(|at| !is_entity(graph, *at)) {
            let mut around: Vec<(NodeIndex, f64, bool)> = graph
                .kept_edges(at, filter)
                .map(|(edge, other)| (other, sources(edge), graph.inner[edge].kind == EdgeKind::Said))
                .collect();
            around.sort_unstable_by_key(|(other, _, said)| (!said, *other));
            let is_statement = matches!(graph.inner[at], Node::Statement(_));
            for (first, (a, weight, said)) in around.iter().enumerate() {
                for (b, other, also) in &around[first + 1..] {
                    if if is_statement { *said && !also } else { around.len() <= PAIRWISE || first == 0 } {
                        tie(*a, *b, weight.min(*other));
                    }
                }
            }
        }
        Network::from_ties(nodes, ties)
    }

    /// A network of ties between numbers, each given in both directions; parallel ones are joined.
    pub(super) fn from_ties(nodes: Vec<NodeIndex>, mut ties: Vec<(u32, u32, f64)>) -> Self {
        ties.sort_unstable_by(|x, y| (x.0, x.1).cmp(&(y.0, y.1)).then(x.2.total_cmp(&y.2)));
        ties.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            kept.2 += if same { next.2 } else { 0.0 };
            same
        });
        let mut starts = vec![0; nodes.len() + 1];
        for (from, ..) in &ties {
            starts[*from as usize + 1] += 1;
        }
        for at in 0..nodes.len() {
            starts[at + 1] += starts[at];
        }
        let (ends, weights) = ties.into_iter().map(|(_, to, weight)| (to, weight)).unzip();
        Network { nodes, starts, ends, weights }
    }

    /// The number of entities.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The number of ties, each counted at both its ends.
    pub(super) fn tie_ends(&self) -> usize {
        self.ends.len()
    }

    /// To whom an entity is tied, and how strongly.
    pub(super) fn ties(&self, at: usize) -> impl ExactSizeIterator<Item = (usize, f64)> + '_ {
        let row = self.starts[at]..self.starts[at + 1];
        self.ends[row.clone()].iter().zip(&self.weights[row]).map(|(end, weight)| (*end as usize, *weight))
    }

    /// The sum of the weights of an entity's ties.
    pub(super) fn strength(&self, at: usize) -> f64 {
        self.weights[self.starts[at]..self.starts[at + 1]].iter().sum()
    }
}
