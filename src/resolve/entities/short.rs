//! People who are called by one name only: to those whose surname it is, where more than the name speaks for it.

use super::Named;
use super::cluster::{ENOUGH, SAID};
use super::evidence::{Evidence, Item};
use super::group::{Group, compare, total};
use super::link::short_names;
use crate::model::{Feature, fold};
use crate::resolve::given::Constraints;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What a surname tells, in decibans, where nobody else bears it; the others make it tell less.
const SURNAME: f32 = 0.0;
/// How far the best bearer must be ahead of the next one.
const AHEAD: i32 = 6;

/// A cluster that a short name may be of.
pub(crate) struct Bearer {
    /// All its items.
    pub(crate) group: Group,
    /// The groups that it is made of.
    pub(crate) members: Vec<usize>,
}

/// Who may be meant by a short name, and how likely.
pub(crate) struct Guess {
    pub(crate) item: Item,
    pub(crate) bearer: usize,
    pub(crate) score: i32,
    pub(crate) features: Vec<Feature>,
    /// True where it is likely enough, and likelier than anybody else.
    pub(crate) is_sure: bool,
}

/// The best bearer for each item, of those that have any: O(n b) for n items and b bearers of each name.
pub(crate) fn guess(
    items: &[(Item, String)],
    bearers: &[Bearer],
    named: &[Named],
    evidence: &Evidence,
    constraints: &Constraints,
) -> Vec<Guess> {
    let mut by_part: BTreeMap<usize, usize> = BTreeMap::new();
    let mut by_surname: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, bearer) in bearers.iter().enumerate() {
        by_part.extend(bearer.group.parts.iter().map(|&part| (part, at)));
        let shorts = bearer.members.iter().flat_map(|&member| &named[member].shorts);
        let mut names: Vec<String> =
            bearer.members.iter().flat_map(|&member| short_names(&named[member].form)).collect();
        names.extend(shorts.map(|short| fold(short)));
        names.sort();
        names.dedup();
        for name in names {
            by_surname.entry(name).or_default().push(at);
        }
    }
    let guess = |(item, name): &(Item, String)| {
        let group = Group::of(*item, evidence, constraints.part_of(*item));
        if let Some(&bearer) = group.parts.first().and_then(|part| by_part.get(part)) {
            return Some(Guess { item: *item, bearer, score: SAID, features: Vec::new(), is_sure: true });
        }
        let choices = by_surname.get(name)?;
        let prior = (SURNAME - 10.0 * (choices.len() as f32).log10()).round() as i32;
        let mut scored: Vec<Guess> = choices
            .iter()
            .filter(|&&at| {
                let bearer = &bearers[at].group;
                group.meets(bearer)
                    && !bearer.share_article(&group)
                    && !constraints.are_apart(&bearer.parts, &group.parts)
            })
            .map(|&bearer| {
                let mut features = vec![Feature { name: "surname".into(), weight: prior, detail: name.clone() }];
                features.extend(compare(&bearers[bearer].group, &group, evidence));
                Guess { item: *item, bearer, score: total(&features), features, is_sure: false }
            })
            .collect();
        scored.sort_by_key(|guess| (Reverse(guess.score), guess.bearer));
        let next = scored.get(1).map_or(i32::MIN, |guess| guess.score);
        let mut best = scored.into_iter().next()?;
        best.is_sure = best.score >= ENOUGH && best.score.saturating_sub(next) >= AHEAD;
        Some(best)
    };
    items.iter().filter_map(guess).collect()
}
