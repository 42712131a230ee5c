//! Items to entities: the best name of each, its identifier, and the articles written anew with it.

use super::{Found, Item, Joined, Question};
use crate::model::{Entity, EntityId, Facts, Hint, slug};
use crate::resolve::given::Given;
use crate::resolve::ids::{Wish, assign};
use crate::resolve::names::is_acronym;
use crate::resolve::tidy::{absorb, rename};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Writes the shared identifiers into the articles. `known` holds for each entity its place in the list of known ones.
pub(super) fn merge(articles: &mut [Facts], joined: Joined, known: &[Option<usize>], given: &Given) -> Found {
    let mut merged: Vec<(Entity, Vec<Item>)> = joined
        .entities
        .into_iter()
        .zip(known)
        .filter_map(|(items, known)| {
            let mut entity = together(articles, &items)?;
            if let Some(known) = known.and_then(|at| given.known.list.get(at)) {
                entity.aliases.push(std::mem::replace(&mut entity.name, known.name.clone()));
                entity.aliases.retain(|alias| *alias != known.name);
                entity.aliases.sort();
                entity.aliases.dedup();
                entity.external_ids.extend(known.all_ids());
            }
            Some((entity, items))
        })
        .collect();
    let wishes: Vec<Wish> = merged.iter().map(|(entity, items)| wish(articles, entity, items)).collect();
    for ((entity, _), id) in merged.iter_mut().zip(assign(&wishes)) {
        entity.id = EntityId(id.into());
    }
    let ids: FxHashMap<Item, EntityId> =
        merged.iter().flat_map(|(entity, items)| items.iter().map(|&item| (item, entity.id.clone()))).collect();
    apply(articles, &merged);
    let mut entities: Vec<Entity> = merged.into_iter().map(|(entity, _)| entity).collect();
    entities.sort_by(|a, b| a.id.cmp(&b.id));
    Found { entities, hints: hints(joined.questions, &ids) }
}

fn hints(questions: Vec<Question>, ids: &FxHashMap<Item, EntityId>) -> Vec<Hint> {
    let mut best: BTreeMap<(EntityId, EntityId), Hint> = BTreeMap::new();
    for Question { a, b, score, mut features } in questions {
        let (Some(a), Some(b)) = (ids.get(&a), ids.get(&b)) else { continue };
        if a == b {
            continue;
        }
        features.sort_by_key(|feature| (Reverse(feature.weight.abs()), feature.name.clone()));
        let (a, b) = (a.min(b).clone(), a.max(b).clone());
        let hint = Hint { a: a.clone(), b: b.clone(), score, features };
        match best.entry((a, b)) {
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(hint);
            }
            std::collections::btree_map::Entry::Occupied(mut known) => {
                let is_better = (hint.score, &known.get().features) > (known.get().score, &hint.features);
                if is_better {
                    known.insert(hint);
                }
            }
        }
    }
    best.into_values().collect()
}

fn entity_of(articles: &[Facts], item: Item) -> Option<&Entity> {
    articles.get(item.article)?.entities.get(item.entity)
}

fn wish(articles: &[Facts], entity: &Entity, items: &[Item]) -> Wish {
    let source = items
        .first()
        .and_then(|first| {
            let entity = entity_of(articles, *first)?;
            let place = entity.mentions.iter().map(|it| (it.field, it.span.start)).min();
            Some(format!("{}#{place:?}-{}-{:?}", articles.get(first.article)?.id, entity.name, entity.gender))
        })
        .unwrap_or_default();
    Wish { readable: format!("{}/{}", entity.kind.as_str(), slug(&entity.name)), source }
}

/// What the items together know of an entity; its name is the one that most articles use, and
/// no acronym, of several words and without initials if possible.
fn together(articles: &[Facts], items: &[Item]) -> Option<Entity> {
    let known: Vec<&Entity> = items.iter().filter_map(|&item| entity_of(articles, item)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entity in &known {
        *counts.entry(&entity.name).or_default() += 1;
    }
    let is_person = known.first()?.kind == crate::model::EntityKind::Person;
    let (name, _) = counts.iter().min_by_key(|(name, count)| {
        let initials = name.split(' ').filter(|word| word.trim_end_matches('.').chars().count() == 1).count();
        let is_short = is_person && !name.contains(' ');
        (is_acronym(name), is_short, Reverse(**count), initials, Reverse(name.chars().count()), **name)
    })?;
    let names: BTreeSet<&String> =
        known.iter().flat_map(|entity| entity.aliases.iter().chain([&entity.name])).collect();
    let descriptions: BTreeSet<&String> = known.iter().flat_map(|entity| &entity.descriptions).collect();
    Some(Entity {
        id: EntityId::default(),
        kind: known.first()?.kind,
        name: (*name).to_owned(),
        aliases: names.into_iter().filter(|alias| alias.as_str() != *name).cloned().collect(),
        mentions: Vec::new(),
        descriptions: descriptions.into_iter().cloned().collect(),
        gender: most(known.iter().filter_map(|entity| entity.gender)),
        external_ids: known.iter().flat_map(|entity| entity.external_ids.clone()).collect(),
    })
}

/// The most frequent value, the first of equals.
fn most<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(value, _)| value)
}

/// Writes the shared identifiers into the articles; what turned out to be one in one article is joined there.
fn apply(articles: &mut [Facts], merged: &[(Entity, Vec<Item>)]) {
    let mut names: Vec<FxHashMap<EntityId, EntityId>> = vec![FxHashMap::default(); articles.len()];
    for (entity, items) in merged {
        for item in items {
            if let Some(local) = articles.get_mut(item.article).and_then(|facts| facts.entities.get_mut(item.entity)) {
                local.external_ids.clone_from(&entity.external_ids);
                names[item.article].insert(std::mem::replace(&mut local.id, entity.id.clone()), entity.id.clone());
            }
        }
    }
    for (facts, names) in articles.iter_mut().zip(&names) {
        let mut kept: Vec<Entity> = Vec::with_capacity(facts.entities.len());
        for entity in std::mem::take(&mut facts.entities) {
            match kept.iter_mut().find(|it| it.id == entity.id) {
                Some(first) => absorb(first, entity),
                None => kept.push(entity),
            }
        }
        facts.entities = kept;
        rename(facts, names);
    }
}
