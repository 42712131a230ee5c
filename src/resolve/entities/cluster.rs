//! Groups of several names to clusters that are one entity each.

use super::Named;
use super::compare::score;
use super::evidence::Evidence;
use super::group::Group;
use super::link::{Alike, Profile, candidates, contradict};
use crate::model::Feature;
use crate::resolve::given::Constraints;
use crate::resources::identity::IdentityWords;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What two groups of different names need at least, in decibans: more than two of one name.
pub(crate) const ENOUGH: i32 = 6;
/// How far the best of several that exclude each other must be ahead, in decibans.
const AHEAD: i32 = 6;
/// What people said outweighs everything.
pub(crate) const SAID: i32 = 100_000;

/// A pair of groups that was looked at.
pub(crate) struct Pair {
    pub(crate) a: usize,
    pub(crate) b: usize,
    pub(crate) score: i32,
    /// What their names tell; `None` where people said that they are one.
    alike: Option<Alike>,
}

impl Pair {
    /// What the names tell, in words.
    pub(crate) fn feature(&self, groups: &[Named]) -> Feature {
        let (name, weight) = self.alike.map_or(("judged-same", SAID), Alike::feature);
        let detail = format!("{}, {}", groups[self.a].form.identity, groups[self.b].form.identity);
        Feature { name: name.into(), weight, detail }
    }
}

/// The clusters, each a sorted list of indices of groups, and all pairs that were looked at.
pub(crate) struct Clusters {
    pub(crate) members: Vec<Vec<usize>>,
    pub(crate) pairs: Vec<Pair>,
}

/// What clustering works on.
pub(crate) struct Clustering<'c> {
    pub(crate) groups: &'c [Named],
    pub(crate) evidence: &'c Evidence,
    pub(crate) constraints: &'c Constraints,
    pub(crate) words: &'c IdentityWords,
}

impl Clustering<'_> {
    /// Joins groups, the surest pair first, unless something stands between two of their members.
    pub(crate) fn run(&self) -> Clusters {
        let mut pairs = self.pairs();
        self.drop_open(&mut pairs);
        let mut bonds: Vec<&Pair> = pairs.iter().filter(|pair| pair.score >= ENOUGH).collect();
        bonds.sort_by_key(|pair| (Reverse(pair.score), pair.a, pair.b));
        let mut root: Vec<usize> = (0..self.groups.len()).collect();
        let mut members: Vec<Vec<usize>> = root.iter().map(|&at| vec![at]).collect();
        for bond in bonds {
            let (a, b) = (root[bond.a], root[bond.b]);
            let vetoed = |&one: &usize| members[b].iter().any(|&other| self.veto(one, other, bond.score >= SAID));
            if a == b || members[a].iter().any(vetoed) {
                continue;
            }
            let moved = std::mem::take(&mut members[b]);
            for &at in &moved {
                root[at] = a;
            }
            members[a].extend(moved);
        }
        members.retain(|members| !members.is_empty());
        for members in &mut members {
            members.sort_unstable();
        }
        members.sort();
        Clusters { members, pairs }
    }

    fn group(&self, at: usize) -> &Group {
        &self.groups[at].group
    }

    /// What forbids two groups to be in one cluster. Where people said that they are one, only their own word does.
    fn veto(&self, a: usize, b: usize, said: bool) -> bool {
        let (one, other) = (&self.groups[a], &self.groups[b]);
        self.constraints.are_apart(&one.group.parts, &other.group.parts)
            || !said
                && (one.kind != other.kind
                    || contradict(&one.form, &other.form, self.words)
                    || one.name == other.name
                    || one.group.share_article(&other.group))
    }

    fn pairs(&self) -> Vec<Pair> {
        let profiles: Vec<Profile> = self
            .groups
            .iter()
            .map(|it| Profile {
                kind: it.kind,
                form: &it.form,
                size: it.group.items.len(),
                aliases: it.aliases.clone(),
            })
            .collect();
        let candidates: Vec<((usize, usize), Alike)> = candidates(&profiles, self.words).into_iter().collect();
        let mut pairs: Vec<Pair> = candidates
            .into_par_iter()
            .filter(|&((a, b), _)| !self.veto(a, b, false))
            .map(|((a, b), alike)| self.pair(a, b, alike))
            .collect();
        let mut parts: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, named) in self.groups.iter().enumerate() {
            for &part in &named.group.parts {
                let first = *parts.entry(part).or_insert(at);
                if first != at {
                    pairs.push(Pair { a: first, b: at, score: SAID, alike: None });
                }
            }
        }
        pairs
    }

    fn pair(&self, a: usize, b: usize, alike: Alike) -> Pair {
        let score = alike.feature().1 + score(self.group(a), self.group(b), self.evidence);
        Pair { a, b, score, alike: Some(alike) }
    }

    /// Takes the score from pairs of a group with several others that exclude each other and fit it about as well:
    /// between "Ida M. Holt" and "Ida W. Holt" nobody knows who "Ida Holt" is.
    fn drop_open(&self, pairs: &mut [Pair]) {
        let mut of: BTreeMap<usize, Vec<(i32, usize, usize)>> = BTreeMap::new();
        for (at, pair) in pairs.iter().enumerate().filter(|(_, pair)| (ENOUGH - AHEAD..SAID).contains(&pair.score)) {
            of.entry(pair.a).or_default().push((pair.score, pair.b, at));
            of.entry(pair.b).or_default().push((pair.score, pair.a, at));
        }
        let mut open = BTreeSet::new();
        for choices in of.values_mut().filter(|choices| choices.len() > 1) {
            choices.sort_by_key(|&(score, other, _)| (Reverse(score), other));
            let best = choices[0];
            let rival = choices.iter().skip(1).find(|it| self.veto(best.1, it.1, false));
            if let Some(rival) = rival {
                let is_open = best.0 - rival.0 < AHEAD;
                open.extend(
                    choices
                        .iter()
                        .filter(|it| is_open || it.2 != best.2 && self.veto(best.1, it.1, false))
                        .map(|it| it.2),
                );
            }
        }
        for at in open {
            pairs[at].score = pairs[at].score.min(ENOUGH - 1);
        }
    }
}
