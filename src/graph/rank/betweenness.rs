//! Betweenness centrality: exact by Brandes (2001), O(n·m); in large networks estimated from evenly spread sources, as
//! Brandes and Pich (2007) do, O(k·m).

use super::network::Network;
use rayon::prelude::*;

/// Visits of ties that an answer may cost: some seconds.
pub(super) const WORK: usize = 400_000_000;
/// The fewest sources of an estimate.
const LEAST: usize = 32;
/// Sums are made in this many parts, whatever the number of threads, so that they are the same to the last bit.
const PARTS: usize = 32;

/// The share, 0 to 1, of the shortest ways between others that lead over each entity, and the number of entities from which
/// ways were followed: all of them where `work` allows that.
pub(super) fn betweenness(network: &Network, work: usize) -> (Vec<f64>, usize) {
    let n = network.len();
    if n < 3 {
        return (vec![0.0; n], n);
    }
    let affordable = work / (n + network.tie_ends());
    let sources = if affordable >= n { n } else { affordable.clamp(LEAST.min(n), n) };
    let source = |nth: usize| nth * n / sources;
    let parts: Vec<Vec<f64>> = (0..PARTS)
        .into_par_iter()
        .map(|part| {
            let mut walk = Walk::new(n);
            for nth in (part..sources).step_by(PARTS) {
                walk.from(network, source(nth));
            }
            walk.sums
        })
        .collect();
    // Of each pair once: a way there is a way back.
    let pairs = (n - 1) as f64 * (n - 2) as f64;
    let scale = n as f64 / sources as f64 / pairs;
    let sum = |at: usize| parts.iter().map(|part| part[at]).sum::<f64>() * scale;
    ((0..n).map(sum).collect(), sources)
}

/// The state of one search, kept for the next one.
struct Walk {
    sums: Vec<f64>,
    distance: Vec<u32>,
    /// The number of shortest ways from the source.
    ways: Vec<f64>,
    share: Vec<f64>,
    order: Vec<usize>,
}

impl Walk {
    fn new(n: usize) -> Self {
        Walk {
            sums: vec![0.0; n],
            distance: vec![u32::MAX; n],
            ways: vec![0.0; n],
            share: vec![0.0; n],
            order: Vec::new(),
        }
    }

    /// Adds what each entity has of the ways from one source.
    fn from(&mut self, network: &Network, source: usize) {
        self.order.clear();
        self.order.push(source);
        (self.distance[source], self.ways[source]) = (0, 1.0);
        let mut next = 0;
        while let Some(&at) = self.order.get(next) {
            next += 1;
            for (other, _) in network.ties(at) {
                if self.distance[other] == u32::MAX {
                    self.distance[other] = self.distance[at] + 1;
                    self.order.push(other);
                }
                if self.distance[other] == self.distance[at] + 1 {
                    self.ways[other] += self.ways[at];
                }
            }
        }
        for &at in self.order.iter().rev() {
            for (other, _) in network.ties(at) {
                if self.distance[other] == self.distance[at] + 1 {
                    self.share[at] += self.ways[at] / self.ways[other] * (1.0 + self.share[other]);
                }
            }
            if at != source {
                self.sums[at] += self.share[at];
            }
        }
        for &at in &self.order {
            (self.distance[at], self.ways[at], self.share[at]) = (u32::MAX, 0.0, 0.0);
        }
    }
}
