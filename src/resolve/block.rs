//! Which profiles are worth comparing: those that share a name in some form, and never all with all.

use super::names::acronym_of;
use super::profile::Profile;
use crate::model::EntityKind;
use crate::resources::identity::IdentityWords;
use std::collections::{BTreeMap, BTreeSet};

/// A name belongs to that owner who has it in at least this many times as many articles as all others together.
const DOMINANT: usize = 3;

/// Pairs of indices of profiles, the smaller first, sorted: near linear in the number of profiles.
pub(crate) fn candidates(profiles: &[Profile], words: &IdentityWords) -> Vec<(usize, usize)> {
    let mut pairs = BTreeSet::new();
    middle_names(profiles, &mut pairs);
    other_names(profiles, words, &mut pairs);
    pairs.into_iter().collect()
}

fn add(pairs: &mut BTreeSet<(usize, usize)>, a: usize, b: usize) {
    if a != b {
        pairs.insert((a.min(b), a.max(b)));
    }
}

/// Persons whose names differ in the middle only. A name without a middle goes with the others only where all the
/// others have one and the same: between "Ida M. Holt" and "Ida W. Holt" nobody knows who "Ida Holt" is.
fn middle_names(profiles: &[Profile], pairs: &mut BTreeSet<(usize, usize)>) {
    let mut blocks: BTreeMap<(&str, &str, &str), BTreeMap<String, Vec<usize>>> = BTreeMap::new();
    for (at, profile) in profiles.iter().enumerate() {
        if let Some((first, last)) = &profile.form.ends {
            let block = blocks.entry((first, last, &profile.form.generation)).or_default();
            block.entry(profile.form.middle_initials()).or_default().push(at);
        }
    }
    for mut block in blocks.into_values() {
        let plain = block.remove("").unwrap_or_default();
        for group in block.values() {
            for (i, &a) in group.iter().enumerate() {
                group.iter().skip(i + 1).for_each(|&b| add(pairs, a, b));
            }
        }
        if let ([plain], 1) = (plain.as_slice(), block.len()) {
            block.values().flatten().for_each(|&other| add(pairs, *plain, other));
        }
    }
}

/// Profiles whose name is an alias or the acronym of one other, and of no second one.
fn other_names(profiles: &[Profile], words: &IdentityWords, pairs: &mut BTreeSet<(usize, usize)>) {
    let mut owners: BTreeMap<(EntityKind, &str), Vec<(usize, usize)>> = BTreeMap::new();
    let mut acronyms: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, profile) in profiles.iter().enumerate() {
        for (alias, &count) in &profile.aliases {
            owners.entry((profile.kind, alias)).or_default().push((at, count));
        }
        if profile.kind == EntityKind::Organization
            && let Some(acronym) = acronym_of(&profile.form.identity, words)
        {
            acronyms.entry(acronym).or_default().push((at, profile.items.len()));
        }
    }
    for (at, profile) in profiles.iter().enumerate().filter(|(_, profile)| profile.form.is_full) {
        let name = profile.form.identity.as_str();
        let known = owners.get(&(profile.kind, name));
        let spelt = acronyms
            .get(name)
            .filter(|_| known.is_none() && profile.form.is_acronym && profile.kind == EntityKind::Organization);
        if let Some(owner) = known.or(spelt).and_then(|owners| owner(owners)) {
            add(pairs, at, owner);
        }
    }
}

/// The one owner of a name, or the one who has it nearly always.
fn owner(owners: &[(usize, usize)]) -> Option<usize> {
    let all: usize = owners.iter().map(|(_, count)| count).sum();
    owners.iter().find(|(_, count)| *count >= DOMINANT * (all - count)).map(|(at, _)| *at)
}
