//! PageRank by power iteration over the sparse network (Page, Brin, Motwani and Winograd 1998).

use super::network::Network;

/// The chance that the walk goes on along a tie rather than start anew anywhere.
const DAMPING: f64 = 0.85;
/// The sum of changes below which a round is the last one.
const ENOUGH: f64 = 1e-10;
/// The most rounds; the change shrinks by the damping in each, so that 150 always do.
const ROUNDS: usize = 200;

/// The share of a random walk's time spent at each entity; they sum to 1. The walk follows ties in proportion to their
/// weight, in both directions: who accuses whom says nothing of who matters more. From an entity without ties it starts
/// anew. O(m) a round, at most some 150 rounds.
pub(super) fn pagerank(network: &Network) -> Vec<f64> {
    let n = network.len();
    if n == 0 {
        return Vec::new();
    }
    let strengths: Vec<f64> = (0..n).map(|at| network.strength(at)).collect();
    let mut ranks = vec![1.0 / n as f64; n];
    for _ in 0..ROUNDS {
        let stuck: f64 =
            ranks.iter().zip(&strengths).filter(|(_, strength)| **strength == 0.0).map(|(rank, _)| rank).sum();
        let anew = (1.0 - DAMPING + DAMPING * stuck) / n as f64;
        let next: Vec<f64> = (0..n)
            .map(|at| {
                let comes: f64 = network.ties(at).map(|(from, weight)| ranks[from] * weight / strengths[from]).sum();
                DAMPING.mul_add(comes, anew)
            })
            .collect();
        let change: f64 = next.iter().zip(&ranks).map(|(a, b)| (a - b).abs()).sum();
        ranks = next;
        if change < ENOUGH {
            break;
        }
    }
    let sum: f64 = ranks.iter().sum();
    ranks.into_iter().map(|rank| rank / sum).collect()
}
