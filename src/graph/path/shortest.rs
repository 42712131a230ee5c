//! Shortest paths by breadth-first search from both ends (Pohl 1971): O(n + m) at worst; in a network where few steps
//! lead from anybody to anybody, about the square root of that.

use super::{Search, Way};
use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// Equally short paths among which the best evidenced are chosen.
const COMPARED: usize = 200;

/// What one end has reached.
struct Side {
    distance: FxHashMap<NodeIndex, usize>,
    front: Vec<NodeIndex>,
    depth: usize,
}

impl Side {
    fn new(at: NodeIndex) -> Self {
        Side { distance: FxHashMap::from_iter([(at, 0)]), front: vec![at], depth: 0 }
    }

    /// Takes one step in all directions.
    fn grow(&mut self, search: &Search) {
        self.depth += 1;
        let mut next = Vec::new();
        for &at in &self.front {
            for (_, other) in search.around(at) {
                self.distance.entry(other).or_insert_with(|| {
                    next.push(other);
                    self.depth
                });
            }
        }
        self.front = next;
    }

    /// The nodes of the last step that the other side reached in its last step.
    fn met(&self, other: &Side) -> Vec<NodeIndex> {
        let mut met: Vec<NodeIndex> =
            self.front.iter().copied().filter(|at| other.distance.get(at) == Some(&other.depth)).collect();
        met.sort_unstable();
        met
    }
}

impl Search<'_> {
    /// The shortest paths, the best evidenced of the first few hundred first.
    pub(super) fn shortest(&self, limit: usize) -> Vec<Way> {
        let mut ways = self.all_shortest(COMPARED.max(limit));
        // Beliefs are not negative, so they order as their bits do.
        ways.sort_by_cached_key(|way| Reverse(self.belief(way).to_bits()));
        ways.truncate(limit);
        ways
    }

    /// Shortest paths in the order of their nodes, at most `limit`.
    pub(super) fn all_shortest(&self, limit: usize) -> Vec<Way> {
        let (mut from, mut to) = (Side::new(self.start), Side::new(self.end));
        let met = loop {
            if from.depth + to.depth >= self.query.longest || from.front.is_empty() || to.front.is_empty() {
                return Vec::new();
            }
            let met = if from.front.len() <= to.front.len() {
                from.grow(self);
                from.met(&to)
            } else {
                to.grow(self);
                to.met(&from)
            };
            if !met.is_empty() {
                break met;
            }
        };
        let on_the_way = [self.between(&met, &from), self.between(&met, &to)];
        self.walk(&from, &to, &on_the_way, limit)
    }

    /// The nodes between the middle and the end of one side that lie on shortest paths.
    fn between(&self, met: &[NodeIndex], side: &Side) -> FxHashSet<NodeIndex> {
        let mut marked: FxHashSet<NodeIndex> = met.iter().copied().collect();
        let mut front = met.to_vec();
        for depth in (0..side.depth).rev() {
            let mut closer = Vec::new();
            for &at in &front {
                let near = self.around(at).filter(|(_, it)| side.distance.get(it) == Some(&depth));
                closer.extend(near.map(|(_, it)| it).filter(|it| marked.insert(*it)));
            }
            front = closer;
        }
        marked
    }

    /// Goes from the start to the end along the marked nodes, depth first.
    ///
    /// A node lies at one distance from the start on all shortest paths, so its steps are looked up once, however many
    /// paths lead over it: at a node with thousands of edges that is most of the work.
    fn walk(&self, from: &Side, to: &Side, marked: &[FxHashSet<NodeIndex>; 2], limit: usize) -> Vec<Way> {
        let [near, far] = marked;
        let mut steps: FxHashMap<NodeIndex, Way> = FxHashMap::default();
        let mut found = Vec::new();
        let mut open: Vec<Way> = vec![Way::new()];
        while let Some(way) = open.pop() {
            let last = way.last().map_or(self.start, |(_, at)| *at);
            if last == self.end {
                found.push(way);
                if found.len() >= limit {
                    break;
                }
                continue;
            }
            let step = way.len() + 1;
            let on = |it: NodeIndex| {
                if step <= from.depth {
                    near.contains(&it) && from.distance.get(&it) == Some(&step)
                } else {
                    far.contains(&it) && to.distance.get(&it) == Some(&(from.depth + to.depth - step))
                }
            };
            let next = steps.entry(last).or_insert_with(|| self.steps(last, on));
            // Each leads to the end, so that no more of them can be wanted than paths.
            open.extend(next.iter().take(limit).rev().map(|it| [way.as_slice(), &[*it]].concat()));
        }
        found
    }

    /// The steps from a node to those that `on` lets through, in the order of the nodes; of parallel edges the best
    /// evidenced.
    fn steps(&self, at: NodeIndex, on: impl Fn(NodeIndex) -> bool) -> Way {
        let mut steps: Way = self.around(at).filter(|(_, it)| on(*it)).collect();
        steps.sort_by_cached_key(|&(edge, it)| (it, self.rank(edge)));
        steps.dedup_by_key(|(_, it)| *it);
        steps
    }
}
