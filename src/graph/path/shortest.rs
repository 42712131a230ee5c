//! Shortest paths by breadth-first search from both ends (Pohl 1971): O(n + m) at worst; in a network where few steps
//! lead from anybody to anybody, about the square root of that.

use super::{Search, Way};
use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

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
        ways.sort_by(|a, b| self.belief(b).total_cmp(&self.belief(a)));
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
    fn walk(&self, from: &Side, to: &Side, marked: &[FxHashSet<NodeIndex>; 2], limit: usize) -> Vec<Way> {
        let [near, far] = marked;
        let mut found = Vec::new();
        let mut open = vec![vec![self.start]];
        while let Some(nodes) = open.pop() {
            let Some(&last) = nodes.last() else { continue };
            if last == self.end {
                found.extend(self.way(&nodes));
                if found.len() >= limit {
                    break;
                }
                continue;
            }
            let step = nodes.len();
            let on = |it: &NodeIndex| {
                if step <= from.depth {
                    near.contains(it) && from.distance.get(it) == Some(&step)
                } else {
                    far.contains(it) && to.distance.get(it) == Some(&(from.depth + to.depth - step))
                }
            };
            let mut next: Vec<NodeIndex> = self.around(last).map(|(_, it)| it).filter(on).collect();
            next.sort_unstable();
            next.dedup();
            open.extend(next.into_iter().rev().map(|it| [nodes.as_slice(), &[it]].concat()));
        }
        found
    }
}
