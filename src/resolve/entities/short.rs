//! People who are called by one name only: to those whose surname it is, where more than the name speaks for it.

use super::cluster::{ENOUGH, SAID};
use super::compare::{compare, score};
use super::evidence::{Evidence, Item};
use super::group::Group;
use crate::model::Feature;
use crate::resolve::given::Constraints;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What a surname tells, in decibans, where nobody else bears it; the others make it tell less.
const SURNAME: f32 = 0.0;
/// How far the best bearer must be ahead of the next one.
const AHEAD: i32 = 6;

/// A cluster that a short name may be of.
#[derive(Default)]
pub(crate) struct Bearer {
    /// All its items.
    pub(crate) group: Group,
    /// What its people are called for short, folded.
    pub(crate) shorts: BTreeSet<String>,
}

/// Who may be meant by a short name, and how likely.
pub(crate) struct Guess {
    pub(crate) item: Item,
    pub(crate) bearer: usize,
    pub(crate) score: i32,
    /// What the name tells.
    surname: Feature,
    /// True where it is likely enough, and likelier than anybody else.
    pub(crate) is_sure: bool,
}

impl Guess {
    /// What speaks for and against it.
    pub(crate) fn features(&self, bearer: &Bearer, evidence: &Evidence) -> Vec<Feature> {
        let mut features = vec![self.surname.clone()];
        features.extend(compare(&bearer.group, &Group::of(self.item, evidence, None), evidence));
        features
    }
}

/// The best bearer for each item, of those that have any: O(n b) for n items and b bearers of each name.
pub(crate) fn guess(
    items: &[(Item, String)],
    bearers: &[Bearer],
    evidence: &Evidence,
    constraints: &Constraints,
) -> Vec<Guess> {
    let mut by_part: BTreeMap<usize, usize> = BTreeMap::new();
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, bearer) in bearers.iter().enumerate() {
        by_part.extend(bearer.group.parts.iter().map(|&part| (part, at)));
        for name in &bearer.shorts {
            by_name.entry(name).or_default().push(at);
        }
    }
    let guess = |(item, name): &(Item, String)| {
        let group = Group::of(*item, evidence, constraints.part_of(*item));
        let surname = |weight: i32| Feature { name: "surname".into(), weight, detail: name.clone() };
        if let Some(&bearer) = group.parts.first().and_then(|part| by_part.get(part)) {
            return Some(Guess { item: *item, bearer, score: SAID, surname: surname(0), is_sure: true });
        }
        let choices = by_name.get(name.as_str())?;
        let prior = (SURNAME - 10.0 * (choices.len() as f32).log10()).round() as i32;
        let may_be = |&&at: &&usize| {
            let bearer = &bearers[at].group;
            group.meets(bearer, evidence)
                && !bearer.share_article(&group)
                && !constraints.are_apart(&bearer.parts, &group.parts)
        };
        let mut scored: Vec<(i32, usize)> = choices
            .iter()
            .filter(may_be)
            .map(|&bearer| (prior + score(&bearers[bearer].group, &group, evidence), bearer))
            .collect();
        scored.sort_by_key(|&(score, bearer)| (Reverse(score), bearer));
        let next = scored.get(1).map_or(i32::MIN, |(score, _)| *score);
        let &(score, bearer) = scored.first()?;
        let is_sure = score >= ENOUGH && score.saturating_sub(next) >= AHEAD;
        Some(Guess { item: *item, bearer, score, surname: surname(prior), is_sure })
    };
    items.par_iter().filter_map(guess).collect()
}
