//! Who is around somebody, and whom two have in common.

use super::view::{EdgeView, NodeView};
use super::{Filter, Graph, Node};
use petgraph::Direction;
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What is to be seen around a node.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EgoQuery {
    /// The most edges from the node in the middle.
    pub depth: usize,
    /// The most nodes, the one in the middle included.
    pub limit: usize,
    /// The edges and nodes that count; the node in the middle is never filtered.
    pub filter: Filter,
}

impl Default for EgoQuery {
    fn default() -> Self {
        EgoQuery { depth: 1, limit: 60, filter: Filter::default() }
    }
}

/// A node with its neighbourhood (the ego network of social network analysis).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ego {
    /// The nodes, the one in the middle first, then by distance; of one distance those by more sources first.
    pub nodes: Vec<NodeView>,
    /// The distance of each node from the middle, in edges, in the order of `nodes`.
    pub distances: Vec<usize>,
    /// All edges that count among these nodes.
    pub edges: Vec<EdgeView>,
    /// Neighbours that count of the nodes shown (up to `depth`) that are not shown for want of room.
    pub omitted: usize,
}

/// Something that joins two entities.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tie {
    /// The event in which both take part or the statement in which one speaks to or about the other; `None` for a relation.
    pub via: Option<NodeView>,
    /// The edges: one for a relation, two for the ways to and from the event or statement.
    pub edges: Vec<EdgeView>,
}

/// An entity with what ties it to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tied {
    /// The entity.
    pub node: NodeView,
    /// What ties it to the one asked about.
    pub ties: Vec<Tie>,
}

/// An entity to which two others are both tied.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Common {
    /// The entity.
    pub node: NodeView,
    /// What ties it to the first.
    pub first: Vec<Tie>,
    /// What ties it to the second.
    pub second: Vec<Tie>,
}

/// The edges of each tie, over no node or one.
type Ties = BTreeMap<NodeIndex, Vec<(Option<NodeIndex>, Vec<EdgeIndex>)>>;

impl Graph {
    /// The neighbourhood of a node; `None` for an unknown one. Breadth-first search that takes nodes by more sources
    /// first: O(m log m) in the edges met.
    pub fn ego(&self, id: &str, query: &EgoQuery) -> Option<Ego> {
        let middle = self.at(id)?;
        let mut distance = FxHashMap::from_iter([(middle, 0)]);
        let mut shown = vec![middle];
        let mut omitted = BTreeSet::new();
        let mut front = vec![middle];
        for depth in 1..=query.depth {
            let mut met: BTreeMap<NodeIndex, usize> = BTreeMap::new();
            for &at in &front {
                for (edge, other) in self.kept_around(at, &query.filter) {
                    if !distance.contains_key(&other) {
                        *met.entry(other).or_default() += self.independent(&self.inner[edge]);
                    }
                }
            }
            let mut next: Vec<(NodeIndex, usize)> = met.into_iter().collect();
            next.sort_by_key(|(at, sources)| (Reverse(*sources), *at));
            let room = query.limit.saturating_sub(shown.len());
            omitted.extend(next.iter().skip(room).map(|(at, _)| *at));
            front = next.into_iter().take(room).map(|(at, _)| at).collect();
            distance.extend(front.iter().map(|at| (*at, depth)));
            shown.extend(&front);
        }
        omitted.retain(|at| !distance.contains_key(at));
        let mut edges: Vec<EdgeIndex> = shown
            .iter()
            .flat_map(|at| self.inner.edges_directed(*at, Direction::Outgoing))
            .filter(|edge| distance.contains_key(&edge.target()) && query.filter.edge(self, edge.weight()))
            .map(|edge| edge.id())
            .collect();
        edges.sort_unstable();
        Some(Ego {
            nodes: shown.iter().map(|at| NodeView::at(self, *at)).collect(),
            distances: shown.iter().map(|at| distance[at]).collect(),
            edges: edges.into_iter().filter_map(|edge| EdgeView::of(self, edge.index())).collect(),
            omitted: omitted.len(),
        })
    }

    /// The entities that two others are both tied to, those of more ties first: O(d log d) in the edges of the two and of
    /// the events and statements around them.
    pub fn common(&self, a: &str, b: &str, filter: &Filter) -> Vec<Common> {
        let (Some(a), Some(b)) = (self.at(a), self.at(b)) else { return Vec::new() };
        let (first, mut second) = (self.ties_of(a, filter), self.ties_of(b, filter));
        let mut common: Vec<Common> = first
            .into_iter()
            .filter(|(at, _)| *at != b)
            .filter_map(|(at, ties)| Some((at, ties, second.remove(&at)?)))
            .map(|(at, ties, others)| Common {
                node: NodeView::at(self, at),
                first: self.shown(ties),
                second: self.shown(others),
            })
            .collect();
        common.sort_by_key(|it| (Reverse(it.first.len().min(it.second.len())), Reverse(it.node.independent)));
        common
    }

    /// The entities that one is tied to, by relations, events or statements; those of more ties first, and of these those that
    /// more sources know.
    pub fn tied(&self, id: &str, filter: &Filter) -> Vec<Tied> {
        let Some(at) = self.at(id) else { return Vec::new() };
        let tied = |(other, ties)| Tied { node: NodeView::at(self, other), ties: self.shown(ties) };
        let mut all: Vec<Tied> = self.ties_of(at, filter).into_iter().map(tied).collect();
        all.sort_by_key(|it| (Reverse(it.ties.len()), Reverse(it.node.independent)));
        all
    }

    /// What ties two entities: their relations, the events in which both take part, what one says to or about the other.
    pub fn ties(&self, a: &str, b: &str, filter: &Filter) -> Vec<Tie> {
        let (Some(a), Some(b)) = (self.at(a), self.at(b)) else { return Vec::new() };
        self.ties_of(a, filter).remove(&b).map(|ties| self.shown(ties)).unwrap_or_default()
    }

    /// The edges that count at a node, with the nodes that count at their other ends.
    pub(super) fn kept_around<'g>(
        &'g self,
        at: NodeIndex,
        filter: &'g Filter,
    ) -> impl Iterator<Item = (EdgeIndex, NodeIndex)> + 'g {
        self.around(at)
            .filter(move |(edge, other)| filter.node(&self.inner[*other]) && filter.edge(self, &self.inner[*edge]))
    }

    /// The edges that count at a node, with whatever is at their other ends.
    pub(super) fn kept_edges<'g>(
        &'g self,
        at: NodeIndex,
        filter: &'g Filter,
    ) -> impl Iterator<Item = (EdgeIndex, NodeIndex)> + 'g {
        self.around(at).filter(move |(edge, _)| filter.edge(self, &self.inner[*edge]))
    }

    /// The edges at a node with their other ends, loops left out.
    fn around(&self, at: NodeIndex) -> impl Iterator<Item = (EdgeIndex, NodeIndex)> + '_ {
        let out = self.inner.edges_directed(at, Direction::Outgoing).map(|edge| (edge.id(), edge.target()));
        let back = self.inner.edges_directed(at, Direction::Incoming).map(|edge| (edge.id(), edge.source()));
        out.chain(back).filter(move |(_, other)| *other != at)
    }

    /// The ties of an entity. What two participants of an event have to do with each other is the event; two of whom
    /// somebody speaks are not tied by that.
    fn ties_of(&self, at: NodeIndex, filter: &Filter) -> Ties {
        let mut ties = Ties::new();
        let is_entity = |at: NodeIndex| matches!(self.inner[at], Node::Entity(_));
        for (edge, other) in self.kept_edges(at, filter) {
            if is_entity(other) {
                if filter.node(&self.inner[other]) {
                    ties.entry(other).or_default().push((None, vec![edge]));
                }
                continue;
            }
            let said = |edge: EdgeIndex| self.inner[edge].kind == super::EdgeKind::Said;
            let is_statement = matches!(self.inner[other], Node::Statement(_));
            for (second, third) in self.kept_edges(other, filter) {
                let joins = !is_statement || said(edge) != said(second);
                if third != at && is_entity(third) && joins && filter.node(&self.inner[third]) {
                    ties.entry(third).or_default().push((Some(other), vec![edge, second]));
                }
            }
        }
        ties
    }

    fn shown(&self, mut ties: Vec<(Option<NodeIndex>, Vec<EdgeIndex>)>) -> Vec<Tie> {
        ties.sort();
        ties.into_iter()
            .map(|(via, edges)| Tie {
                via: via.map(|at| NodeView::at(self, at)),
                edges: edges.into_iter().filter_map(|edge| EdgeView::of(self, edge.index())).collect(),
            })
            .collect()
    }
}
