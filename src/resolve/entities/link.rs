//! Names that may be one entity's though they differ: what the names alone tell, and which pairs are worth a look.

use crate::model::EntityKind;
use crate::resolve::names::{NameForm, acronyms_of, skeleton};
use crate::resources::identity::IdentityWords;
use std::collections::BTreeMap;

/// A name with its groups, as the search for pairs sees it.
pub(crate) struct Profile<'p> {
    pub(crate) kind: EntityKind,
    pub(crate) form: &'p NameForm,
    /// The number of items.
    pub(crate) size: usize,
    /// Other names that are enough to be known by, folded, with the number of items that use them.
    pub(crate) aliases: BTreeMap<String, usize>,
}

/// What two names tell of their being one entity's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Alike {
    /// The name of the one is spelt otherwise: "Muammar Qaddafi", "Moammar Gadhafi".
    Spelling,
    /// "J. Holt", "Jo Holt".
    Initial,
    /// "Lia Moor", "Lia Moor-Falk": a name before and after a marriage, or two surnames and the first of them.
    Surname,
    /// "Bill Holt", "William Holt".
    Nickname,
    /// The name of the one is the acronym of the other, and of no third organization.
    Acronym,
    /// "Ida M. Holt", "Ida Holt".
    MiddleName,
    /// An article uses the name of the one for the other.
    Alias,
    /// First and last name are equal.
    Name,
}

impl Alike {
    /// Its name in explanations, and what it tells in decibans.
    pub(crate) fn feature(self) -> (&'static str, i32) {
        match self {
            Alike::Spelling => ("spelt-alike", 2),
            Alike::Initial => ("initial", -2),
            Alike::Surname => ("first-surname", -2),
            Alike::Nickname => ("nickname", 3),
            Alike::Acronym => ("acronym", 14),
            Alike::MiddleName => ("middle-name", 12),
            Alike::Alias => ("known-alias", 14),
            Alike::Name => ("same-name", 14),
        }
    }
}

/// A name belongs to that owner who has it in at least this many times as many articles as all others together.
const DOMINANT: usize = 3;
/// Blocks with more names are no evidence of anything.
const CROWD: usize = 200;

/// Pairs of indices of profiles, the smaller first, with what their names tell: near linear in the number of profiles.
pub(crate) fn candidates(profiles: &[Profile], words: &IdentityWords) -> BTreeMap<(usize, usize), Alike> {
    let mut pairs = BTreeMap::new();
    persons(profiles, words, &mut pairs);
    other_names(profiles, words, &mut pairs);
    pairs
}

type Pairs = BTreeMap<(usize, usize), Alike>;

fn add(pairs: &mut Pairs, a: usize, b: usize, alike: Alike) {
    if a != b {
        let known = pairs.entry((a.min(b), a.max(b))).or_insert(alike);
        *known = alike.max(*known);
    }
}

/// Persons whose names have something in common under one of several keys.
fn persons(profiles: &[Profile], words: &IdentityWords, pairs: &mut Pairs) {
    let mut blocks: BTreeMap<(u8, String, String), Vec<usize>> = BTreeMap::new();
    for (at, profile) in profiles.iter().enumerate() {
        let Some((first, last)) = &profile.form.ends else { continue };
        let initial: String = first.chars().take(1).collect();
        let mut file = |key: u8, first: &str, last: &str| {
            blocks.entry((key, first.to_owned(), last.to_owned())).or_default().push(at);
        };
        file(0, first, last);
        profile.form.middle.iter().filter(|word| word.chars().count() > 1).for_each(|word| file(0, first, word));
        words.same_given(first).for_each(|full| file(1, full, last));
        file(2, &initial, last);
        file(3, &skeleton(first), &skeleton(last));
    }
    for block in blocks.values().filter(|block| (2..CROWD).contains(&block.len())) {
        for (i, &a) in block.iter().enumerate() {
            for &b in block.iter().skip(i + 1) {
                if let Some(alike) = alike(profiles[a].form, profiles[b].form, words) {
                    add(pairs, a, b, alike);
                }
            }
        }
    }
}

/// What the names of two persons tell; `None` where they are not like enough.
pub(crate) fn alike(a: &NameForm, b: &NameForm, words: &IdentityWords) -> Option<Alike> {
    let ((first, last), (other, family)) = (a.ends.as_ref()?, b.ends.as_ref()?);
    if a.generation != b.generation || !a.middles_agree(b) {
        return None;
    }
    if first == other && last == family {
        return Some(if a.middle.len() == b.middle.len() { Alike::Name } else { Alike::MiddleName });
    }
    let is_initial = |name: &str| name.chars().count() == 1;
    if last == family {
        if (is_initial(first) || is_initial(other)) && first.chars().next() == other.chars().next() {
            return Some(Alike::Initial);
        }
        if words.same_given(first).any(|it| words.same_given(other).any(|that| it == that)) {
            return Some(Alike::Nickname);
        }
    }
    // The other surname comes after the common one.
    let continues = |long: &NameForm, last: &String| long.middle.last() == Some(last);
    if first == other && (continues(a, family) || continues(b, last)) {
        return Some(Alike::Surname);
    }
    let close = |a: &str, b: &str| {
        a == b
            || a.len().min(b.len()) >= 4
                && skeleton(a) == skeleton(b)
                && strsim::damerau_levenshtein(a, b) <= 1 + a.len().max(b.len()) / 5
    };
    (close(first, other) && close(last, family)).then_some(Alike::Spelling)
}

/// Profiles whose name is an alias or the acronym of one other, and of no second one.
fn other_names(profiles: &[Profile], words: &IdentityWords, pairs: &mut Pairs) {
    let mut owners: BTreeMap<(EntityKind, &str), Vec<(usize, usize)>> = BTreeMap::new();
    let mut acronyms: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, profile) in profiles.iter().enumerate() {
        for (alias, &count) in &profile.aliases {
            owners.entry((profile.kind, alias)).or_default().push((at, count));
        }
        if profile.kind == EntityKind::Organization {
            for acronym in acronyms_of(&profile.form.identity, words) {
                acronyms.entry(acronym).or_default().push((at, profile.size));
            }
        }
    }
    for (at, profile) in profiles.iter().enumerate().filter(|(_, profile)| profile.form.is_full) {
        let name = profile.form.identity.as_str();
        let known = owners.get(&(profile.kind, name));
        let spelt = acronyms
            .get(name)
            .filter(|_| known.is_none() && profile.form.is_acronym && profile.kind == EntityKind::Organization);
        let alike = if known.is_some() { Alike::Alias } else { Alike::Acronym };
        if let Some(owner) = known.or(spelt).and_then(|owners| owner(owners)) {
            add(pairs, at, owner, alike);
        }
    }
}

/// The one owner of a name, or the one who has it nearly always.
fn owner(owners: &[(usize, usize)]) -> Option<usize> {
    let all: usize = owners.iter().map(|(_, count)| count).sum();
    owners.iter().find(|(_, count)| *count >= DOMINANT * (all - count)).map(|(at, _)| *at)
}

/// What forbids the names of two persons, and so any two clusters that hold them, to be one's.
pub(crate) fn contradict(a: &NameForm, b: &NameForm, words: &IdentityWords) -> bool {
    let surnames = a.ends.as_ref().zip(b.ends.as_ref()).map(|((_, a), (_, b))| a == b);
    surnames.unwrap_or_default() && alike(a, b, words).is_none()
}

/// What articles call a person by for short: the surname, alone or with an initial.
pub(crate) fn short_names(form: &NameForm) -> Vec<String> {
    let Some((first, last)) = &form.ends else { return Vec::new() };
    vec![last.clone(), first.chars().take(1).chain([' ']).chain(last.chars()).collect()]
}
