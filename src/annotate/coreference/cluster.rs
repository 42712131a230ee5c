//! Clusters of mentions with what their members tell, joined by union-find.

use super::Scene;
use crate::annotate::mentions::Kinds;
use crate::model::{Gender, MentionKind};

/// What is known about all members of a cluster.
#[derive(Debug, Clone)]
pub(super) struct Cluster {
    /// What it can be.
    pub(super) kinds: Kinds,
    /// The gender that titles, nouns and pronouns tell.
    pub(super) gender: Option<Gender>,
    /// The gender that the given name lets expect.
    pub(super) likely: Option<Gender>,
    /// True for more than one.
    pub(super) plural: bool,
    /// True when a member is a name.
    pub(super) named: bool,
    /// Members.
    pub(super) members: Vec<usize>,
}

impl Cluster {
    /// The gender as far as anything tells it.
    pub(super) fn gender(&self) -> Option<Gender> {
        self.gender.or(self.likely)
    }
}

/// Disjoint sets over the candidates.
#[derive(Debug)]
pub(super) struct Clusters {
    parent: Vec<usize>,
    sets: Vec<Cluster>,
    /// Further clusters of mentions that stand for several: "the pair".
    pub(super) several: Vec<Vec<usize>>,
}

impl Clusters {
    /// Each candidate alone.
    pub(super) fn new(scene: Scene<'_>) -> Self {
        let alone = |(i, c): (usize, &crate::annotate::mentions::Candidate)| Cluster {
            kinds: c.kinds,
            gender: c.gender,
            likely: None,
            plural: c.plural,
            named: c.kind == MentionKind::Name,
            members: vec![i],
        };
        Clusters {
            parent: (0..scene.candidates.len()).collect(),
            sets: scene.candidates.iter().enumerate().map(alone).collect(),
            several: vec![Vec::new(); scene.candidates.len()],
        }
    }

    /// The root of a candidate's set; paths are halved on the way.
    pub(super) fn root(&self, mut at: usize) -> usize {
        while self.parent[at] != at {
            at = self.parent[at];
        }
        at
    }

    /// The set of a candidate.
    pub(super) fn get(&self, at: usize) -> &Cluster {
        &self.sets[self.root(at)]
    }

    /// The set of a candidate, to change.
    pub(super) fn get_mut(&mut self, at: usize) -> &mut Cluster {
        let root = self.root(at);
        &mut self.sets[root]
    }

    /// True when what is known about two sets lets them be one.
    pub(super) fn agree(&self, one: usize, other: usize) -> bool {
        let (a, b) = (self.get(one), self.get(other));
        let gender = a.gender().is_none() || b.gender().is_none() || a.gender() == b.gender();
        gender && !a.kinds.both(b.kinds).is_empty() && !(a.named && b.named)
    }

    /// Joins two sets; the larger keeps its root, so that a path has O(log n) steps.
    pub(super) fn join(&mut self, one: usize, other: usize) {
        let (mut into, mut from) = (self.root(one), self.root(other));
        if into == from {
            return;
        }
        if self.sets[into].members.len() < self.sets[from].members.len() {
            std::mem::swap(&mut into, &mut from);
        }
        self.parent[from] = into;
        let moved = std::mem::take(&mut self.sets[from].members);
        let (kinds, gender, likely) = (self.sets[from].kinds, self.sets[from].gender, self.sets[from].likely);
        let (plural, named) = (self.sets[from].plural, self.sets[from].named);
        let set = &mut self.sets[into];
        let common = set.kinds.both(kinds);
        set.kinds = if common.is_empty() { set.kinds } else { common };
        set.gender = set.gender.or(gender);
        set.likely = set.likely.or(likely);
        set.plural = if set.named == named {
            set.plural || plural
        } else if set.named {
            set.plural
        } else {
            plural
        };
        set.named |= named;
        set.members.extend(moved);
    }

    /// The roots in the order of their first members.
    pub(super) fn roots(&self) -> Vec<usize> {
        let mut roots: Vec<usize> = (0..self.parent.len()).filter(|&i| self.parent[i] == i).collect();
        roots.sort_by_key(|&root| self.sets[root].members.iter().min().copied());
        roots
    }
}
