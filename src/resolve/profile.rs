//! Everything that several articles say under one name, and the parting of those whom one name hides.

use super::names::{NameForm, is_acronym};
use crate::model::{Entity, EntityKind, Facts, Gender};
use crate::resources::identity::IdentityWords;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// One entity of one article: indices into the articles and their entities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Item {
    pub(crate) article: usize,
    pub(crate) entity: usize,
}

/// The items of all articles that have one kind and one name and nothing that tells them apart.
#[derive(Debug, Clone)]
pub(crate) struct Profile {
    pub(crate) kind: EntityKind,
    pub(crate) form: NameForm,
    /// Sorted.
    pub(crate) items: Vec<Item>,
    pub(crate) gender: Option<Gender>,
    /// Other names that are enough to be known by, folded as [`NameForm::identity`], with the number of their items.
    pub(crate) aliases: BTreeMap<String, usize>,
}

impl Profile {
    /// True where both have an item in one article: its author told them apart.
    pub(crate) fn share_article(&self, other: &Profile) -> bool {
        let (few, many) = if self.items.len() < other.items.len() { (self, other) } else { (other, self) };
        few.items.iter().any(|item| many.items.binary_search_by_key(&item.article, |other| other.article).is_ok())
    }
}

/// The profiles of all entities, in the order of kind and name: O(n log n).
pub(crate) fn profiles(articles: &[Facts], words: &IdentityWords) -> Vec<Profile> {
    let mut named: BTreeMap<(EntityKind, String, Option<Item>), Vec<Item>> = BTreeMap::new();
    for (article, facts) in articles.iter().enumerate() {
        for (entity, it) in facts.entities.iter().enumerate() {
            let item = Item { article, entity };
            let form = NameForm::new(it.kind, &it.name, words);
            named.entry((it.kind, form.identity, (!form.is_full).then_some(item))).or_default().push(item);
        }
    }
    let mut profiles = Vec::with_capacity(named.len());
    for ((kind, ..), items) in named {
        profiles.extend(part(articles, kind, items).into_iter().map(|items| profile(articles, kind, items, words)));
    }
    profiles
}

fn profile(articles: &[Facts], kind: EntityKind, items: Vec<Item>, words: &IdentityWords) -> Profile {
    let mut aliases: BTreeMap<String, usize> = BTreeMap::new();
    let mut form = None;
    let mut gender = None;
    for entity in items.iter().filter_map(|&item| entity_of(articles, item)) {
        gender = gender.or(entity.gender);
        let own = form.get_or_insert_with(|| NameForm::new(kind, &entity.name, words));
        let folded: BTreeSet<String> = entity
            .aliases
            .iter()
            .map(|alias| (alias, NameForm::new(kind, alias, words)))
            .filter(|(alias, form)| form.identity != own.identity && is_telling(kind, alias, form))
            .map(|(_, form)| form.identity)
            .collect();
        for alias in folded {
            *aliases.entry(alias).or_default() += 1;
        }
    }
    Profile { kind, form: form.unwrap_or_default(), items, gender, aliases }
}

/// True for an alias that is enough to know an entity by in another article.
fn is_telling(kind: EntityKind, alias: &str, form: &NameForm) -> bool {
    form.is_full && (kind == EntityKind::Person || form.identity.contains(' ') || is_acronym(alias))
}

/// The entity of an item.
pub(crate) fn entity_of(articles: &[Facts], item: Item) -> Option<&Entity> {
    articles.get(item.article)?.entities.get(item.entity)
}

/// Parts items of one name by marks that exclude each other. Items without a mark go with the only marked group; with
/// several of them nobody can tell, and they stay by themselves.
fn part(articles: &[Facts], kind: EntityKind, items: Vec<Item>) -> Vec<Vec<Item>> {
    let mut groups: Vec<(BTreeSet<String>, Vec<Item>)> = Vec::new();
    let mut group_of: FxHashMap<String, usize> = FxHashMap::default();
    let mut unmarked = Vec::new();
    for item in items {
        let marks = marks(articles, kind, item);
        if marks.is_empty() {
            unmarked.push(item);
            continue;
        }
        let mut known: Vec<usize> = marks.iter().filter_map(|mark| group_of.get(mark).copied()).collect();
        known.sort_unstable();
        known.dedup();
        let home = known.first().copied().unwrap_or(groups.len());
        if home == groups.len() {
            groups.push(Default::default());
        }
        for &other in known.iter().skip(1) {
            let (moved_marks, moved) = std::mem::take(&mut groups[other]);
            group_of.extend(moved_marks.iter().map(|mark| (mark.clone(), home)));
            groups[home].0.extend(moved_marks);
            groups[home].1.extend(moved);
        }
        group_of.extend(marks.iter().map(|mark| (mark.clone(), home)));
        groups[home].0.extend(marks);
        groups[home].1.push(item);
    }
    let mut parts: Vec<Vec<Item>> =
        groups.into_iter().map(|(_, items)| items).filter(|items| !items.is_empty()).collect();
    match parts.as_mut_slice() {
        [only] => only.append(&mut unmarked),
        _ if unmarked.is_empty() => {}
        _ => parts.push(unmarked),
    }
    for part in &mut parts {
        part.sort_unstable();
    }
    parts.sort();
    parts
}

/// What tells entities of one name apart: a person's gender, the makers of a work that is known by one word.
fn marks(articles: &[Facts], kind: EntityKind, item: Item) -> BTreeSet<String> {
    let (Some(facts), Some(entity)) = (articles.get(item.article), entity_of(articles, item)) else {
        return BTreeSet::new();
    };
    match kind {
        EntityKind::Person => entity.gender.map(|gender| format!("{gender:?}")).into_iter().collect(),
        EntityKind::Work if !entity.name.contains(' ') => facts
            .relations
            .iter()
            .filter(|relation| relation.to == entity.id && relation.kind == "created")
            .filter_map(|relation| facts.entities.iter().find(|maker| maker.id == relation.from))
            .filter(|maker| maker.name.contains(' '))
            .map(|maker| crate::model::fold(&maker.name))
            .collect(),
        _ => BTreeSet::new(),
    }
}
