//! Why two are one, or are not.

use super::compare::{compare, total};
use super::group::Group;
use super::link::alike;
use super::{Item, Resolver, prior};
use crate::model::{Entity, EntityId, Facts, Feature};
use crate::resolve::given::Given;
use crate::resources::identity::IdentityWords;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What speaks for and against two groups of appearances being one entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The name of the one group, and the number of its articles.
    pub a: (String, usize),
    /// The name of the other.
    pub b: (String, usize),
    /// The sum of the weights, in decibans.
    pub score: i32,
    /// What speaks for and against it, what tells most first.
    pub features: Vec<Feature>,
}

/// Why entities of resolved articles are one or two. Of two entities: all of the one against all of the other. Of one
/// entity: each of the names that it is known by against the most frequent one; with one name only, its first article
/// against all others.
pub(crate) fn explain(
    articles: &[Facts],
    a: &EntityId,
    b: &EntityId,
    words: &IdentityWords,
    given: &Given,
) -> Vec<Explanation> {
    let resolver = Resolver::new(articles, words, given);
    let items = |id: &EntityId| -> Vec<Item> {
        let all = articles.iter().enumerate().flat_map(|(article, facts)| {
            facts.entities.iter().enumerate().map(move |(entity, it)| (Item { article, entity }, it))
        });
        all.filter(|(_, it): &(Item, &Entity)| it.id == *id).map(|(item, _)| item).collect()
    };
    if a != b {
        return resolver.explanation(&items(a), &items(b)).into_iter().collect();
    }
    let mut by_name: BTreeMap<&str, Vec<Item>> = BTreeMap::new();
    for item in items(a) {
        by_name.entry(&resolver.forms.of(item).identity).or_default().push(item);
    }
    let mut names: Vec<Vec<Item>> = by_name.into_values().collect();
    names.sort_by_key(|items| (Reverse(items.len()), items.first().copied()));
    match names.as_slice() {
        [only] if only.len() > 1 => resolver.explanation(&only[1..], &only[..1]).into_iter().collect(),
        [most, others @ ..] => others.iter().filter_map(|other| resolver.explanation(most, other)).collect(),
        [] => Vec::new(),
    }
}

impl Resolver<'_> {
    fn explanation(&self, a: &[Item], b: &[Item]) -> Option<Explanation> {
        let (first, second) = (*a.first()?, *b.first()?);
        let (one, other) = (self.forms.of(first), self.forms.of(second));
        let kind = self.entity(first).kind;
        let detail = format!("{}, {}", one.identity, other.identity);
        let named = |name: &str, weight: i32| Feature { name: name.into(), weight, detail: detail.clone() };
        let mut features = Vec::new();
        if kind != self.entity(second).kind {
            features.push(named("other-kind", -100));
        } else if one.identity == other.identity {
            features.push(named("same-name", if one.is_full { prior(kind, &one.identity) } else { super::SHORT }));
        } else if let Some(alike) = alike(one, other, self.words) {
            let (name, weight) = alike.feature();
            features.push(named(name, weight));
        } else if one.is_full != other.is_full {
            features.push(named("surname", 0));
        }
        let parts =
            |items: &[Item]| -> Vec<usize> { items.iter().filter_map(|&it| self.constraints.part_of(it)).collect() };
        let (these, those) = (parts(a), parts(b));
        if self.constraints.are_apart(&these, &those) {
            features.push(named("judged-different", -100_000));
        } else if these.iter().any(|part| those.contains(part)) {
            features.push(named("judged-same", 100_000));
        }
        features.extend(compare(&self.group(a), &self.group(b), &self.evidence));
        features.sort_by_key(|feature| (Reverse(feature.weight.abs()), feature.name.clone()));
        Some(Explanation {
            a: (self.entity(first).name.clone(), a.len()),
            b: (self.entity(second).name.clone(), b.len()),
            score: total(&features),
            features,
        })
    }

    fn group(&self, items: &[Item]) -> Group {
        let mut group = Group::default();
        for &item in items {
            group.absorb(Group::of(item, &self.evidence, None), &self.evidence);
        }
        group
    }
}
