//! The best evidenced paths: Dijkstra's search (1959) from both ends over the doubts in the edges; further paths by Yen's
//! algorithm (1971), one search for each node of those found before.

use super::{Search, Way};
use petgraph::graph::{EdgeIndex, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

/// How much of the belief is left after a further step, however sure that step is: of two paths that are evidenced alike
/// the shorter tells more.
const STEP: f64 = 0.9;
/// Costs are counted in these parts of a nat, so that sums are exact and equal costs are equal.
const GRAIN: f64 = 1e6;
/// The most paths that are looked at where not every path will do.
const TRIED: usize = 40;

type Cost = u64;
type Seen = FxHashMap<NodeIndex, (Cost, Option<(EdgeIndex, NodeIndex)>)>;

/// What a search leaves out.
#[derive(Default)]
struct Barred {
    nodes: FxHashSet<NodeIndex>,
    edges: FxHashSet<EdgeIndex>,
}

/// One end of a search.
struct Side {
    seen: Seen,
    done: FxHashSet<NodeIndex>,
    heap: BinaryHeap<Reverse<(Cost, NodeIndex)>>,
}

impl Side {
    fn new(at: NodeIndex) -> Self {
        Side { seen: Seen::from_iter([(at, (0, None))]), done: FxHashSet::default(), heap: [Reverse((0, at))].into() }
    }

    /// The cost of the next node.
    fn least(&self) -> Option<Cost> {
        self.heap.peek().map(|Reverse((cost, _))| *cost)
    }

    /// The edges from a node back to this end.
    fn back(&self, mut at: NodeIndex) -> Vec<(EdgeIndex, NodeIndex)> {
        let mut edges = Vec::new();
        while let Some((_, Some((edge, before)))) = self.seen.get(&at) {
            edges.push((*edge, *before));
            at = *before;
        }
        edges
    }
}

impl Search<'_> {
    fn cost(&self, edge: EdgeIndex) -> Cost {
        let belief = self.graph.beliefs()[edge.index()].max(1e-6);
        (-(belief * STEP).ln() * GRAIN).round() as Cost
    }

    fn total(&self, way: &Way) -> Cost {
        way.iter().map(|(edge, _)| self.cost(*edge)).sum()
    }

    /// The best evidenced paths that are short enough, and agree in time where asked for.
    pub(super) fn best_evidenced(&self) -> Vec<Way> {
        let will_do = |way: &Way| way.len() <= self.query.longest && (!self.query.together || self.is_together(way));
        let mut found: Vec<Way> = Vec::new();
        // By cost, then by edges; a set, so that a path found twice is there once.
        let mut open: BTreeSet<(Cost, Way)> = BTreeSet::new();
        open.extend(self.cheapest(self.start, &Barred::default()).map(|way| (self.total(&way), way)));
        let mut good = 0;
        while let Some((_, way)) = open.pop_first() {
            for spur in 0..way.len() {
                let root = &way[..spur];
                let from = root.last().map_or(self.start, |(_, at)| *at);
                let mut barred = Barred::default();
                barred.nodes.extend(root.iter().map(|(_, at)| *at).chain([self.start]).filter(|at| *at != from));
                let shared = found.iter().chain([&way]).filter(|it| it.len() > spur && it[..spur] == *root);
                // Parallel edges would give the same path again.
                barred.edges.extend(shared.flat_map(|it| self.parallel(from, it[spur].1)));
                if let Some(rest) = self.cheapest(from, &barred) {
                    let way = [root, &rest].concat();
                    open.insert((self.total(&way), way));
                }
            }
            good += usize::from(will_do(&way));
            found.push(way);
            if good >= self.query.limit || found.len() >= TRIED {
                break;
            }
        }
        found.retain(will_do);
        found
    }

    fn parallel(&self, a: NodeIndex, b: NodeIndex) -> Vec<EdgeIndex> {
        self.around(a).filter(|(_, it)| *it == b).map(|(edge, _)| edge).collect()
    }

    /// The cheapest path from a node to the end.
    fn cheapest(&self, from: NodeIndex, barred: &Barred) -> Option<Way> {
        let mut sides = [Side::new(from), Side::new(self.end)];
        let mut best: Option<(Cost, NodeIndex)> = None;
        while let (Some(a), Some(b)) = (sides[0].least(), sides[1].least()) {
            if best.is_some_and(|(cost, _)| a + b >= cost) {
                break;
            }
            let turn = usize::from(b < a);
            let Some(Reverse((cost, at))) = sides[turn].heap.pop() else { break };
            if !sides[turn].done.insert(at) {
                continue;
            }
            for (edge, next) in self.around(at) {
                if barred.nodes.contains(&next) || barred.edges.contains(&edge) {
                    continue;
                }
                let reached = cost + self.cost(edge);
                let before = sides[turn].seen.get(&next).map(|(cost, _)| *cost);
                if before.is_none_or(|before| reached < before) {
                    sides[turn].seen.insert(next, (reached, Some((edge, at))));
                    sides[turn].heap.push(Reverse((reached, next)));
                    if let Some((rest, _)) = sides[1 - turn].seen.get(&next) {
                        let whole = (reached + rest, next);
                        best = Some(best.map_or(whole, |best| best.min(whole)));
                    }
                }
            }
        }
        let (_, middle) = best?;
        let mut way: Way = Vec::new();
        let mut at = middle;
        for (edge, before) in sides[0].back(middle) {
            way.push((edge, at));
            at = before;
        }
        way.reverse();
        way.extend(sides[1].back(middle));
        Some(way)
    }
}
