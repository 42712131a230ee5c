//! Communities: groups that are tied among themselves more than to others.
//!
//! The Louvain method (Blondel et al. 2008) maximises modularity: entities move to the community of a neighbour where that
//! gains most, in the order of their identifiers, then communities become the entities of a smaller network, until nothing
//! moves. Communities that fall apart, the flaw that Traag et al. (2019) found in it, are split into their connected parts.
//! About O(m log n).

use super::network::Network;
use crate::graph::view::NodeView;
use crate::graph::{Filter, Graph};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Gains below this are rounding.
const GAIN: f64 = 1e-9;
/// The most rounds of moving on one level.
const ROUNDS: usize = 32;

/// The communities of a graph.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Communities {
    /// How much more ties there are inside of communities than chance would put there, -1 to 1 (Newman and Girvan 2004).
    pub modularity: f64,
    /// The communities of two or more, the larger first.
    pub communities: Vec<Community>,
    /// The number of entities that are tied to nobody.
    pub alone: usize,
}

/// Entities that belong together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Community {
    /// Its members, those that are most strongly tied to the others first.
    pub members: Vec<NodeView>,
    /// The number of ties among its members.
    pub inside: usize,
    /// The number of ties from its members to others.
    pub outside: usize,
}

impl Graph {
    /// The communities of the entities, each of which is in one at most. `filter` says which edges and entities count, as in
    /// [`Graph::top`]; a `resolution` above 1 gives smaller communities, one below 1 larger ones.
    pub fn communities(&self, filter: &Filter, resolution: f64) -> Communities {
        let network = Network::of(self, filter);
        let group = split(&network, &louvain(&network, resolution));
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, group) in group.iter().enumerate() {
            members.entry(*group).or_default().push(at);
        }
        let alone = members.values().filter(|members| members.len() == 1).count();
        let mut large: Vec<Vec<usize>> = members.into_values().filter(|members| members.len() > 1).collect();
        large.sort_by_key(|members| (Reverse(members.len()), members.first().copied()));
        let (network, group) = (&network, &group);
        let community = |mut members: Vec<usize>| {
            let ties = |at: usize| network.ties(at).filter(move |(to, _)| group[*to] == group[at]);
            let inside: usize = members.iter().map(|at| ties(*at).count()).sum();
            let all: usize = members.iter().map(|at| network.ties(*at).len()).sum();
            let strength = |at: usize| ties(at).map(|(_, weight)| weight).sum::<f64>();
            members.sort_by(|a, b| strength(*b).total_cmp(&strength(*a)).then(a.cmp(b)));
            let members = members.into_iter().map(|at| NodeView::at(self, network.nodes[at])).collect();
            Community { members, inside: inside / 2, outside: all - inside }
        };
        Communities {
            modularity: modularity(network, group),
            communities: large.into_iter().map(community).collect(),
            alone,
        }
    }
}

/// A level of the method: rows of ties with the weight of what lies inside of each number.
struct Level {
    ties: Vec<Vec<(usize, f64)>>,
    /// Weighted degrees, what lies inside counted twice.
    strength: Vec<f64>,
}

/// The community of each entity.
fn louvain(network: &Network, resolution: f64) -> Vec<usize> {
    let ties = (0..network.len()).map(|at| network.ties(at).collect()).collect();
    let mut level = Level { ties, strength: (0..network.len()).map(|at| network.strength(at)).collect() };
    let mut group: Vec<usize> = (0..network.len()).collect();
    loop {
        let moved = level.moved(resolution);
        let mut numbers = BTreeMap::new();
        for community in &moved {
            let next = numbers.len();
            numbers.entry(*community).or_insert(next);
        }
        let moved: Vec<usize> = moved.iter().map(|community| numbers[community]).collect();
        for at in &mut group {
            *at = moved[*at];
        }
        if numbers.len() == level.ties.len() {
            return group;
        }
        level = level.joined(&moved, numbers.len());
    }
}

impl Level {
    /// The community of each number after moving.
    fn moved(&self, resolution: f64) -> Vec<usize> {
        let n = self.ties.len();
        let mut group: Vec<usize> = (0..n).collect();
        let mut total = self.strength.clone();
        let all: f64 = self.strength.iter().sum();
        if all == 0.0 {
            return group;
        }
        let mut to = vec![0.0; n];
        let mut touched: Vec<usize> = Vec::new();
        for _ in 0..ROUNDS {
            let mut moves = 0;
            for at in 0..n {
                for &(other, weight) in self.ties[at].iter().filter(|(other, _)| *other != at) {
                    if to[group[other]] == 0.0 {
                        touched.push(group[other]);
                    }
                    to[group[other]] += weight;
                }
                let home = group[at];
                total[home] -= self.strength[at];
                let gain =
                    |community: usize| resolution.mul_add(-self.strength[at] * total[community] / all, to[community]);
                let (mut best, mut most) = (home, gain(home) + GAIN);
                touched.sort_unstable();
                for &community in &touched {
                    if gain(community) > most {
                        (best, most) = (community, gain(community));
                    }
                }
                total[best] += self.strength[at];
                group[at] = best;
                moves += usize::from(best != home);
                touched.drain(..).for_each(|community| to[community] = 0.0);
            }
            if moves == 0 {
                break;
            }
        }
        group
    }

    /// The level of `count` communities.
    fn joined(&self, group: &[usize], count: usize) -> Level {
        let mut rows: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); count];
        let mut strength = vec![0.0; count];
        for (at, ties) in self.ties.iter().enumerate() {
            strength[group[at]] += self.strength[at];
            for &(other, weight) in ties {
                *rows[group[at]].entry(group[other]).or_default() += weight;
            }
        }
        Level { ties: rows.into_iter().map(|row| row.into_iter().collect()).collect(), strength }
    }
}

/// Splits communities into their connected parts, numbered by their first member.
fn split(network: &Network, group: &[usize]) -> Vec<usize> {
    let mut part = vec![usize::MAX; group.len()];
    for first in 0..group.len() {
        if part[first] != usize::MAX {
            continue;
        }
        part[first] = first;
        let mut open = vec![first];
        while let Some(at) = open.pop() {
            for (other, _) in network.ties(at) {
                if part[other] == usize::MAX && group[other] == group[first] {
                    part[other] = first;
                    open.push(other);
                }
            }
        }
    }
    part
}

fn modularity(network: &Network, group: &[usize]) -> f64 {
    let all: f64 = (0..network.len()).map(|at| network.strength(at)).sum();
    if all == 0.0 {
        return 0.0;
    }
    let mut total: BTreeMap<usize, f64> = BTreeMap::new();
    let mut inside = 0.0;
    for at in 0..network.len() {
        *total.entry(group[at]).or_default() += network.strength(at);
        inside +=
            network.ties(at).filter(|(other, _)| group[*other] == group[at]).map(|(_, weight)| weight).sum::<f64>();
    }
    inside / all - total.values().map(|total| (total / all).powi(2)).sum::<f64>()
}
