//! Shortest paths whose steps can all have held at one time: breadth-first search over pairs of a node and the days that
//! are left; of two ways to a node that are equally long, one whose days lie within the other's is dropped. O(n + m) where
//! few edges have stated times; each further stated time can add a label to the nodes behind it.

use super::{Days, Search, Way};
use petgraph::graph::{EdgeIndex, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};

/// Shortest paths that are looked at before the search begins: mostly one of them will do.
const FIRST: usize = 200;

/// A way to a node.
struct Label {
    at: NodeIndex,
    days: Days,
    came: Option<(usize, EdgeIndex)>,
}

impl Search<'_> {
    /// The shortest paths whose steps agree in time, the best evidenced first.
    pub(super) fn shortest_together(&self) -> Vec<Way> {
        let mut ways = self.all_shortest(FIRST);
        ways.retain(|way| self.is_together(way));
        if ways.is_empty() {
            ways = self.labelled();
        }
        ways.sort_by(|a, b| self.belief(b).total_cmp(&self.belief(a)));
        // Parallel edges give one path, by the best evidenced of them.
        let mut seen = FxHashSet::default();
        ways.retain(|way| seen.insert(way.iter().map(|(_, at)| *at).collect::<Vec<_>>()));
        ways.truncate(self.query.limit);
        ways
    }

    fn labelled(&self) -> Vec<Way> {
        let mut labels = vec![Label { at: self.start, days: Days::ALL, came: None }];
        let mut kept: FxHashMap<NodeIndex, Vec<Days>> = FxHashMap::from_iter([(self.start, vec![Days::ALL])]);
        let mut level = 0..1;
        for _ in 0..self.query.longest {
            for label in level.clone() {
                let (at, days) = (labels[label].at, labels[label].days);
                for (edge, next) in self.around(at) {
                    let Some(left) = days.meet(self.days(edge)) else { continue };
                    let before = kept.entry(next).or_default();
                    if next != self.end && before.iter().any(|days| days.covers(left)) {
                        continue;
                    }
                    before.push(left);
                    labels.push(Label { at: next, days: left, came: Some((label, edge)) });
                }
            }
            level = level.end..labels.len();
            let done: Vec<Way> =
                level.clone().filter(|&it| labels[it].at == self.end).map(|it| back(&labels, it)).collect();
            if !done.is_empty() || level.is_empty() {
                return done;
            }
        }
        Vec::new()
    }
}

fn back(labels: &[Label], mut at: usize) -> Way {
    let mut way = Way::new();
    while let Some((before, edge)) = labels[at].came {
        way.push((edge, labels[at].at));
        at = before;
    }
    way.reverse();
    way
}
