//! Clusters out of pairs: the surest pair first, unless a veto stands between two of the members.

use petgraph::unionfind::UnionFind;
use std::cmp::Reverse;

/// Two indices that belong together, and how surely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bond {
    pub(crate) score: usize,
    pub(crate) a: usize,
    pub(crate) b: usize,
}

/// Parts `0..count` into clusters, each sorted, in the order of their first members.
///
/// Greedy: O(b log b) for b bonds, and one call of `veto` for each pair of members of two clusters that would join.
pub(crate) fn cluster(count: usize, mut bonds: Vec<Bond>, veto: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    bonds.sort_by_key(|bond| (Reverse(bond.score), bond.a, bond.b));
    let mut sets = UnionFind::<usize>::new(count);
    let mut members: Vec<Vec<usize>> = (0..count).map(|at| vec![at]).collect();
    for bond in bonds {
        let (a, b) = (sets.find_mut(bond.a), sets.find_mut(bond.b));
        if a == b || members[a].iter().any(|&one| members[b].iter().any(|&other| veto(one, other))) {
            continue;
        }
        sets.union(a, b);
        let root = sets.find_mut(a);
        let moved = std::mem::take(&mut members[if root == a { b } else { a }]);
        members[root].extend(moved);
    }
    let mut clusters: Vec<Vec<usize>> = members.into_iter().filter(|members| !members.is_empty()).collect();
    for cluster in &mut clusters {
        cluster.sort_unstable();
    }
    clusters.sort();
    clusters
}

/// The members of each set, sorted, in the order of the first ones.
pub(crate) fn groups(sets: &mut UnionFind<usize>, count: usize) -> Vec<Vec<usize>> {
    let mut places: Vec<Option<usize>> = vec![None; count];
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for at in 0..count {
        let slot = places[sets.find_mut(at)].get_or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[*slot].push(at);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bond(score: usize, a: usize, b: usize) -> Bond {
        Bond { score, a, b }
    }

    #[test]
    fn bonds_are_transitive() {
        assert_eq!(cluster(4, vec![bond(1, 2, 3), bond(1, 0, 2)], |_, _| false), [vec![0, 2, 3], vec![1]]);
    }

    #[test]
    fn a_veto_between_members_keeps_clusters_apart_and_the_surer_bond_wins() {
        let veto = |a: usize, b: usize| (a.min(b), a.max(b)) == (0, 2);
        assert_eq!(cluster(3, vec![bond(1, 0, 1), bond(2, 1, 2)], veto), [vec![0], vec![1, 2]]);
    }
}
