//! Articles in their order, each once, each with sound references.

use super::names::NameForm;
use crate::model::{Entity, EntityId, EntityKind, Facts, Schema};
use crate::resources::identity::IdentityWords;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::mem;

/// Sorts the articles by identifier, keeps one of each, and joins entities that an article lists twice.
pub(crate) fn tidy(mut facts: Vec<Facts>, words: &IdentityWords) -> Vec<Facts> {
    facts.sort_by(|a, b| a.id.cmp(&b.id));
    let mut articles: Vec<Facts> = Vec::with_capacity(facts.len());
    for next in facts {
        match articles.last_mut() {
            Some(last) if last.id == next.id => {
                if text_of(&next) < text_of(last) {
                    *last = next;
                }
            }
            _ => articles.push(next),
        }
    }
    articles.par_iter_mut().for_each(|article| join_doubles(article, words));
    articles
}

/// The facts as text: the one order among different readings of an article that does not depend on which came first.
fn text_of(facts: &Facts) -> String {
    serde_json::to_string(facts).unwrap_or_default()
}

/// Joins entities of one article that have one kind and one full name, and drops references to nothing.
fn join_doubles(facts: &mut Facts, words: &IdentityWords) {
    let mut kept: Vec<Entity> = Vec::with_capacity(facts.entities.len());
    let mut by_name: FxHashMap<(EntityKind, String), Vec<usize>> = FxHashMap::default();
    let mut by_id: FxHashMap<EntityId, EntityId> = FxHashMap::default();
    // Father and son of one name are two: nobody is related to himself.
    let ends = facts.relations.iter().flat_map(|it| [(&it.from, &it.to), (&it.to, &it.from)]);
    let related: FxHashSet<(EntityId, EntityId)> =
        ends.filter(|(a, b)| a != b).map(|(a, b)| (a.clone(), b.clone())).collect();
    for entity in mem::take(&mut facts.entities) {
        if by_id.contains_key(&entity.id) {
            continue;
        }
        let form = NameForm::new(entity.kind, &entity.name, words);
        let namesakes = by_name.entry((entity.kind, form.identity)).or_default();
        let is_double = |other: &Entity| {
            form.is_full && agree(other, &entity) && !related.contains(&(other.id.clone(), entity.id.clone()))
        };
        let double = namesakes.iter().copied().find(|&at| is_double(&kept[at]));
        if let Some(first) = double.and_then(|at| kept.get_mut(at)) {
            by_id.insert(entity.id.clone(), first.id.clone());
            absorb(first, entity);
        } else {
            namesakes.push(kept.len());
            by_id.insert(entity.id.clone(), entity.id.clone());
            kept.push(entity);
        }
    }
    facts.entities = kept;
    rename(facts, &by_id);
}

/// True where the genders do not exclude each other.
fn agree(a: &Entity, b: &Entity) -> bool {
    a.gender.is_none() || b.gender.is_none() || a.gender == b.gender
}

/// Adds what is known of `other` to `entity`, which is the same.
pub(crate) fn absorb(entity: &mut Entity, other: Entity) {
    entity.aliases.extend(other.aliases);
    entity.aliases.push(other.name);
    entity.aliases.sort();
    entity.aliases.dedup();
    entity.aliases.retain(|alias| *alias != entity.name);
    entity.descriptions.extend(other.descriptions);
    entity.descriptions.sort();
    entity.descriptions.dedup();
    entity.mentions.extend(other.mentions);
    entity.mentions.sort_by_key(|mention| (mention.field, mention.span));
    entity.gender = entity.gender.or(other.gender);
    entity.external_ids.extend(other.external_ids);
}

/// Replaces the identifiers of entities everywhere; what refers to an unknown one is dropped.
pub(crate) fn rename(facts: &mut Facts, names: &FxHashMap<EntityId, EntityId>) {
    let refer = |id: EntityId| names.get(&id).cloned();
    facts.relations = mem::take(&mut facts.relations)
        .into_iter()
        .filter_map(|relation| relation.try_map(refer))
        .filter(|relation| relation.from != relation.to)
        .collect();
    facts.events = mem::take(&mut facts.events).into_iter().map(|event| event.map(refer)).collect();
    facts.statements = mem::take(&mut facts.statements).into_iter().map(|statement| statement.map(refer)).collect();
}

/// Writes relations without a direction from the smaller identifier to the larger one, and participants in the order of
/// theirs: what the order does not mean must not tell two readings apart.
pub(crate) fn orient(facts: &mut Facts, schema: &Schema) {
    for event in &mut facts.events {
        event.participants.sort();
        event.participants.dedup();
    }
    for relation in &mut facts.relations {
        if relation.from > relation.to && schema.is_symmetric(&relation.kind) {
            mem::swap(&mut relation.from, &mut relation.to);
        }
    }
}
