//! The parting of those whom one name hides: items of one name to groups that are one entity each.

use super::CERTAIN;
use super::compare::score;
use super::evidence::{Evidence, Item, Sort};
use super::group::Group;
use crate::resolve::given::Constraints;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How far an item's best group must be ahead of the next one, in decibans, where the two groups are held to be two.
const AHEAD: i32 = 6;

/// A place is meant to be in that country which at least so many times as many articles name as all others together.
const DOMINANT: usize = 3;

/// The most groups of one name that are compared pair by pair.
const PAIRS: usize = 48;

/// Parts items of one name. `prior` is what the name alone tells, in decibans.
///
/// Items that are described come first, those that tell most before the others; each joins the group that it fits best.
/// Groups that fit each other join. Then come the items that tell nothing: where the name has several bearers and the
/// company leaves open who is meant, nobody is. O(n g) for n items and g groups; g is small.
pub(crate) fn part(items: &[Item], prior: i32, evidence: &Evidence, constraints: &Constraints) -> Vec<Group> {
    let parts = || items.iter().any(|&item| constraints.part_of(item).is_some());
    if prior >= CERTAIN && !parts() {
        return by_country(items, evidence);
    }
    let has_doubles = items.windows(2).any(|pair| pair[0].article == pair[1].article);
    let mut parting = Parting { prior, evidence, constraints, has_doubles, groups: Vec::new() };
    let (told, bare): (Vec<Group>, Vec<Group>) = parting.seeded(items).into_iter().partition(Group::is_described);
    let mut late = Vec::new();
    for group in told {
        late.extend(parting.place(group, AHEAD / 2));
    }
    parting.join();
    let mut open = Vec::new();
    for group in late.into_iter().chain(bare) {
        open.extend(parting.place(group, AHEAD));
    }
    parting.join();
    let open: Vec<Group> = open.into_iter().filter_map(|group| parting.place(group, AHEAD)).collect();
    parting.groups.extend(open);
    for group in &mut parting.groups {
        group.items.sort_unstable();
    }
    parting.groups.sort_by(|a, b| a.items.cmp(&b.items));
    parting.groups
}

/// Places and works of one name: one, unless they lie in several countries. Those of which no country is told are one
/// more, or go to the country that nearly all the others name.
fn by_country(items: &[Item], evidence: &Evidence) -> Vec<Group> {
    let mut bare = Group::default();
    let mut countries: Vec<(Vec<&str>, Group)> = Vec::new();
    for &item in items {
        let country = evidence.clues(item).find(|(sort, _)| *sort == Sort::Country);
        let group = match country.map(|(_, clue)| evidence.text(clue)) {
            None => &mut bare,
            Some(country) => {
                // "Ireland" and "the Republic of Ireland" are no two countries.
                let is_it = |name: &&str| holds(name, country) || holds(country, name);
                let known = countries.iter().position(|(names, _)| names.iter().any(is_it));
                let at = known.unwrap_or_else(|| {
                    countries.push((Vec::new(), Group::default()));
                    countries.len() - 1
                });
                let (names, group) = &mut countries[at];
                names.push(country);
                names.dedup();
                group
            }
        };
        group.absorb(Group::of(item, evidence, None), evidence);
    }
    let mut groups: Vec<Group> = countries.into_iter().map(|(_, group)| group).collect();
    let told: usize = groups.iter().map(|group| group.items.len()).sum();
    match groups.iter_mut().max_by_key(|group| (group.items.len(), Reverse(group.items[0]))) {
        Some(most) if most.items.len() >= DOMINANT * (told - most.items.len()) => most.absorb(bare, evidence),
        _ => groups.push(bare),
    }
    groups.retain(|group| !group.items.is_empty());
    for group in &mut groups {
        group.items.sort_unstable();
    }
    groups.sort_by(|a, b| a.items.cmp(&b.items));
    groups
}

/// True where some of the words of a name are another name.
fn holds(name: &str, other: &str) -> bool {
    format!(" {name} ").contains(&format!(" {other} "))
}

struct Parting<'p> {
    prior: i32,
    evidence: &'p Evidence,
    constraints: &'p Constraints,
    /// True where one article has several items of this name, which it tells apart.
    has_doubles: bool,
    groups: Vec<Group>,
}

impl Parting<'_> {
    /// Groups of one item, or of those that people said are one; the most telling first.
    fn seeded(&self, items: &[Item]) -> Vec<Group> {
        let mut parts: BTreeMap<usize, Group> = BTreeMap::new();
        let mut groups = Vec::with_capacity(items.len());
        for &item in items {
            let part = self.constraints.part_of(item);
            let group = Group::of(item, self.evidence, part);
            match part {
                Some(part) => parts.entry(part).or_default().absorb(group, self.evidence),
                None => groups.push(group),
            }
        }
        groups.extend(parts.into_values());
        groups.sort_by_cached_key(|group| (Reverse(group.telling()), group.items.first().copied()));
        groups
    }

    /// Puts a group where it fits best, or by itself where it fits nowhere; gives it back where that is open.
    fn place(&mut self, group: Group, ahead: i32) -> Option<Group> {
        let mut scores: Vec<(i32, usize)> =
            (0..self.groups.len()).filter_map(|at| Some((self.score(&self.groups[at], &group)?, at))).collect();
        scores.sort_by_key(|&(score, at)| (Reverse(score), at));
        match scores.as_slice() {
            [(best, _), (next, _), ..] if *best > 0 && best - next < ahead => return Some(group),
            [(best, at), ..] if *best > 0 => self.groups[*at].absorb(group, self.evidence),
            _ => self.groups.push(group),
        }
        None
    }

    /// The score of two groups; `None` where people said that they are two.
    fn score(&self, a: &Group, b: &Group) -> Option<i32> {
        let meet = |it: &Item| b.items.iter().any(|other| it.article == other.article);
        let apart = self.constraints.are_apart(&a.parts, &b.parts) || self.has_doubles && a.items.iter().any(meet);
        // Where the name tells nothing, something else must.
        let is_open = self.prior > 0
            || if a.items.len() < b.items.len() { a.meets(b, self.evidence) } else { b.meets(a, self.evidence) };
        (!apart && is_open).then(|| self.prior + score(a, b, self.evidence))
    }

    /// Joins groups, the best pair first, until no pair fits.
    fn join(&mut self) {
        self.groups.sort_by_cached_key(|group| (Reverse(group.items.len()), group.items.iter().min().copied()));
        let count = self.groups.len().min(PAIRS);
        let mut scores: Vec<Vec<i32>> = vec![vec![i32::MIN; count]; count];
        let rescore = |groups: &[Group], parting: &Self, at: usize, scores: &mut Vec<Vec<i32>>| {
            for other in (0..count).filter(|&other| other != at) {
                let open = !groups[at].items.is_empty() && !groups[other].items.is_empty();
                let (low, high) = (at.min(other), at.max(other));
                let score = open.then(|| parting.score(&groups[low], &groups[high])).flatten();
                scores[low][high] = score.unwrap_or(i32::MIN);
            }
        };
        for at in 0..count {
            rescore(&self.groups, self, at, &mut scores);
        }
        while let Some((a, b)) = best(&scores) {
            let moved = std::mem::take(&mut self.groups[b]);
            self.groups[a].absorb(moved, self.evidence);
            rescore(&self.groups, self, a, &mut scores);
            rescore(&self.groups, self, b, &mut scores);
        }
        self.groups.retain(|group| !group.items.is_empty());
    }
}

/// The best pair of a table of scores, the first of equals; `None` where none is above 0.
fn best(scores: &[Vec<i32>]) -> Option<(usize, usize)> {
    let mut best = None;
    let mut most = 0;
    for (a, row) in scores.iter().enumerate() {
        for (b, &score) in row.iter().enumerate() {
            if score > most {
                (best, most) = (Some((a, b)), score);
            }
        }
    }
    best
}
