//! Entities of the articles to entities that all share.

use super::block::candidates;
use super::cluster::{Bond, cluster};
use super::ids::{Wish, assign};
use super::names::is_acronym;
use super::profile::{Item, entity_of, profiles};
use super::score::{ENOUGH, score, veto};
use super::tidy::rename;
use crate::model::{Entity, EntityId, Facts, slug};
use crate::resources::identity::IdentityWords;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Gives the entities of all articles shared identifiers; returns what all articles together know of each.
pub(crate) fn join(articles: &mut [Facts], words: &IdentityWords) -> Vec<Entity> {
    let profiles = profiles(articles, words);
    let bonds = candidates(&profiles, words)
        .into_iter()
        .map(|(a, b)| (a, b, score(&profiles[a], &profiles[b], words)))
        .filter(|(.., score)| score.veto.is_none() && score.total() >= ENOUGH)
        .map(|(a, b, score)| Bond { score: score.total(), a, b })
        .collect();
    let clusters = cluster(profiles.len(), bonds, |a, b| veto(&profiles[a], &profiles[b]).is_some());
    let mut merged: Vec<(Entity, Vec<Item>)> = clusters
        .into_iter()
        .filter_map(|members| {
            let mut items: Vec<Item> = members.into_iter().flat_map(|at| profiles[at].items.iter().copied()).collect();
            items.sort_unstable();
            Some((merge(articles, &items)?, items))
        })
        .collect();
    let wishes: Vec<Wish> = merged.iter().map(|(entity, items)| wish(articles, entity, items)).collect();
    for ((entity, _), id) in merged.iter_mut().zip(assign(&wishes)) {
        entity.id = EntityId(id.into());
    }
    apply(articles, &merged);
    let mut entities: Vec<Entity> = merged.into_iter().map(|(entity, _)| entity).collect();
    entities.sort_by(|a, b| a.id.cmp(&b.id));
    entities
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
/// no acronym and without initials if possible.
fn merge(articles: &[Facts], items: &[Item]) -> Option<Entity> {
    let known: Vec<&Entity> = items.iter().filter_map(|&item| entity_of(articles, item)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entity in &known {
        *counts.entry(&entity.name).or_default() += 1;
    }
    let (name, _) = counts.iter().min_by_key(|(name, count)| {
        let initials = name.split(' ').filter(|word| word.trim_end_matches('.').chars().count() == 1).count();
        (is_acronym(name), Reverse(**count), initials, Reverse(name.chars().count()), **name)
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
        gender: known.iter().find_map(|entity| entity.gender),
        external_ids: known.iter().flat_map(|entity| entity.external_ids.clone()).collect(),
    })
}

/// Writes the shared identifiers into the articles.
fn apply(articles: &mut [Facts], merged: &[(Entity, Vec<Item>)]) {
    let mut names: Vec<FxHashMap<EntityId, EntityId>> = vec![FxHashMap::default(); articles.len()];
    for (entity, items) in merged {
        for item in items {
            if let Some(local) = articles.get_mut(item.article).and_then(|facts| facts.entities.get_mut(item.entity)) {
                names[item.article].insert(std::mem::replace(&mut local.id, entity.id.clone()), entity.id.clone());
            }
        }
    }
    for (facts, names) in articles.iter_mut().zip(&names) {
        rename(facts, names);
    }
}
