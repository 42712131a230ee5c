//! How two nodes are connected over others.

use super::{Edge, Graph, Node};
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;

/// One edge of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step<'g> {
    /// The node that the path leaves.
    pub from: &'g Node,
    /// The node that it reaches.
    pub to: &'g Node,
    /// The edge between the two that most articles tell.
    pub edge: &'g Edge,
    /// True where the edge points the way that the path goes.
    pub forward: bool,
}

/// A path: its edges, in order.
pub type Path<'g> = Vec<Step<'g>>;

impl Graph {
    /// The shortest paths between two nodes, whichever way the edges point: at most `limit` of them, of at most `longest`
    /// edges, in the order of the nodes that they pass. Of parallel edges a path takes the one of most articles.
    ///
    /// Breadth-first search from `a`, O(n + m), then back from `b` along falling distances.
    pub fn paths(&self, a: &str, b: &str, longest: usize, limit: usize) -> Vec<Path<'_>> {
        let (Some(start), Some(end)) = (self.at(a), self.at(b)) else { return Vec::new() };
        let distance = self.distances(start, end, longest);
        let mut found = Vec::new();
        let mut open = vec![vec![end]];
        while let Some(way) = open.pop() {
            let Some(&last) = way.last() else { continue };
            if last == start {
                found.push(way.windows(2).rev().filter_map(|pair| self.step(pair[1], pair[0])).collect());
                if found.len() >= limit {
                    break;
                }
                continue;
            }
            let Some(&far) = distance.get(&last) else { continue };
            let mut closer: Vec<NodeIndex> = self
                .inner
                .neighbors_undirected(last)
                .filter(|it| distance.get(it).is_some_and(|&near| near + 1 == far))
                .collect();
            closer.sort_unstable();
            closer.dedup();
            open.extend(closer.into_iter().rev().map(|next| [way.as_slice(), &[next]].concat()));
        }
        if start == end { Vec::new() } else { found }
    }

    /// The distances from `start` of the nodes that are at most as far as `end` and at most `longest` edges away.
    fn distances(&self, start: NodeIndex, end: NodeIndex, longest: usize) -> FxHashMap<NodeIndex, usize> {
        let mut distance = FxHashMap::from_iter([(start, 0)]);
        let mut queue = VecDeque::from([start]);
        while let Some(at) = queue.pop_front() {
            let far = distance.get(&at).copied().unwrap_or_default();
            if at == end || far >= longest {
                continue;
            }
            for next in self.inner.neighbors_undirected(at) {
                distance.entry(next).or_insert_with(|| {
                    queue.push_back(next);
                    far + 1
                });
            }
        }
        distance
    }

    /// The edge of most articles between two nodes that are neighbours.
    fn step(&self, from: NodeIndex, to: NodeIndex) -> Option<Step<'_>> {
        let forward = self.inner.edges_connecting(from, to).map(|edge| (edge.weight(), true));
        let back = self.inner.edges_connecting(to, from).map(|edge| (edge.weight(), false));
        let (edge, forward) = forward
            .chain(back)
            .min_by_key(|(edge, forward)| (usize::MAX - edge.articles().len(), !forward, &edge.kind))?;
        Some(Step { from: &self.inner[from], to: &self.inner[to], edge, forward })
    }
}
