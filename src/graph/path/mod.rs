//! How two nodes are connected over others.

mod evidence;
mod shortest;
mod times;

use super::filter::Days;
use super::view::{EdgeView, NodeView};
use super::{Edge, Filter, Graph};
use petgraph::Direction;
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// Which paths are the best.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Best {
    /// Those of the fewest edges; of equally short ones, those that are evidenced better.
    #[default]
    Shortest,
    /// Those that are evidenced best, however long: each step is as sure as its independent sources make it.
    Evidence,
}

/// What paths are asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PathQuery {
    /// Which paths are the best.
    pub best: Best,
    /// The most edges of a path.
    pub longest: usize,
    /// The most paths.
    pub limit: usize,
    /// Only paths whose steps can all have held at one time, as far as the articles state times.
    pub together: bool,
    /// The edges to go over, and the nodes to pass through; the two ends are never filtered.
    pub filter: Filter,
}

impl Default for PathQuery {
    fn default() -> Self {
        PathQuery { best: Best::Shortest, longest: 8, limit: 3, together: false, filter: Filter::asserted() }
    }
}

/// A path.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Path {
    /// Its edges, in order.
    pub steps: Vec<Step>,
    /// How sure all of it is, 0 to 1: the product of the beliefs in its steps, see [`Graph::belief`].
    pub belief: f64,
}

/// One edge of a path.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// The node that the path leaves.
    pub from: NodeView,
    /// The node that it reaches.
    pub to: NodeView,
    /// The edge: of parallel ones, that which is evidenced best.
    pub edge: EdgeView,
    /// True where the edge points the way that the path goes.
    pub forward: bool,
}

/// A path as it is searched: the edges with the nodes that they lead to, after the first node.
type Way = Vec<(EdgeIndex, NodeIndex)>;

impl Graph {
    /// The best paths between two nodes, whichever way the edges point; none where an end is unknown, where both are the
    /// same, or where none is short enough.
    pub fn paths(&self, a: &str, b: &str, query: &PathQuery) -> Vec<Path> {
        self.ways(a, b, query).iter().map(|(start, way)| self.path(*start, way)).collect()
    }

    /// The nodes of [`Graph::paths`], each as its place in [`Graph::nodes`], the two ends among them.
    pub fn paths_as_nodes(&self, a: &str, b: &str, query: &PathQuery) -> Vec<Vec<u32>> {
        let nodes = |(start, way): &(NodeIndex, Way)| {
            std::iter::once(start).chain(way.iter().map(|(_, at)| at)).map(|at| at.index() as u32).collect()
        };
        self.ways(a, b, query).iter().map(nodes).collect()
    }

    /// The best ways, each with the node that it begins at.
    fn ways(&self, a: &str, b: &str, query: &PathQuery) -> Vec<(NodeIndex, Way)> {
        let (Some(start), Some(end)) = (self.at(a), self.at(b)) else { return Vec::new() };
        if start == end || query.limit == 0 {
            return Vec::new();
        }
        let search = Search { graph: self, query, start, end };
        let ways = match (query.best, query.together) {
            (Best::Shortest, false) => search.shortest(query.limit),
            (Best::Shortest, true) => search.shortest_together(),
            (Best::Evidence, _) => search.best_evidenced(),
        };
        ways.into_iter().map(|way| (start, way)).collect()
    }

    fn path(&self, start: NodeIndex, way: &Way) -> Path {
        let mut from = start;
        let mut steps = Vec::with_capacity(way.len());
        for &(edge, to) in way {
            let forward = self.inner.edge_endpoints(edge).is_some_and(|(source, _)| source == from);
            if let Some(edge) = EdgeView::of(self, edge.index()) {
                steps.push(Step { from: NodeView::at(self, from), to: NodeView::at(self, to), edge, forward });
            }
            from = to;
        }
        Path { steps, belief: way.iter().map(|(edge, _)| self.belief(&self.inner[*edge])).product() }
    }

    /// The beliefs in all edges, in the order of [`Graph::edges`]; worked out once for a graph, O(m log m).
    pub fn beliefs(&self) -> &[f64] {
        self.beliefs.get_or_init(|| self.inner.raw_edges().par_iter().map(|edge| self.belief(&edge.weight)).collect())
    }

    /// How far an edge is to be believed, 0 to 1: the chance that not all of its independent sources are wrong, each being
    /// right as often as its surest account says (noisy or). Articles that repeat one text are one source.
    pub fn belief(&self, edge: &Edge) -> f64 {
        let doubt = |confidence: f32| 1.0 - f64::from(confidence).min(0.99);
        let [only] = edge.accounts.as_slice() else {
            let mut surest = std::collections::BTreeMap::new();
            for account in &edge.accounts {
                let source = self.sources.get(&account.article);
                let origin = source.and_then(|source| source.origin.as_ref()).unwrap_or(&account.article);
                let best = surest.entry(origin).or_insert(account.confidence);
                *best = account.confidence.max(*best);
            }
            return 1.0 - surest.into_values().map(|it| doubt(it.value())).product::<f64>();
        };
        1.0 - doubt(only.confidence.value())
    }
}

/// A search for paths.
struct Search<'g> {
    graph: &'g Graph,
    query: &'g PathQuery,
    start: NodeIndex,
    end: NodeIndex,
}

impl<'g> Search<'g> {
    /// The edges at a node that may be gone over, with the nodes at their other ends.
    fn around(&self, at: NodeIndex) -> impl Iterator<Item = (EdgeIndex, NodeIndex)> + use<'_, 'g> {
        let inner = &self.graph.inner;
        let out = inner.edges_directed(at, Direction::Outgoing).map(|edge| (edge, edge.target()));
        let back = inner.edges_directed(at, Direction::Incoming).map(|edge| (edge, edge.source()));
        out.chain(back)
            .filter(move |(edge, other)| *other != at && self.may(*other, edge.weight()))
            .map(|(edge, other)| (edge.id(), other))
    }

    fn may(&self, to: NodeIndex, edge: &Edge) -> bool {
        let filter = &self.query.filter;
        let is_end = to == self.start || to == self.end;
        (is_end || filter.only.is_empty() || filter.node(&self.graph.inner[to])) && filter.edge(self.graph, edge)
    }

    /// Where an edge comes among parallel ones: the best evidenced first.
    fn rank(&self, edge: EdgeIndex) -> impl Ord + use<> {
        let it = &self.graph.inner[edge];
        (Reverse(self.graph.independent(it)), Reverse(it.articles().len()), edge)
    }

    /// The days on which an edge held, as far as its accounts state any.
    fn days(&self, edge: EdgeIndex) -> Days {
        self.graph.inner[edge].when().map_or(Days::ALL, Days::of)
    }

    /// True where all steps can have held at one time.
    fn is_together(&self, way: &Way) -> bool {
        way.iter().try_fold(Days::ALL, |days, (edge, _)| days.meet(self.days(*edge))).is_some()
    }

    /// How far a way is to be believed.
    fn belief(&self, way: &Way) -> f64 {
        way.iter().map(|(edge, _)| self.graph.belief(&self.graph.inner[*edge])).product()
    }
}
