//! Entities of the articles to entities that all share.
//!
//! Three steps, each of them from what is surer to what is less sure: items of one full name are parted where one name
//! hides several ([`namesake`]); groups of different names join ([`cluster`]); people who are called by one name only
//! go to those whose surname it is ([`short`]). What stays open becomes a hint.

mod cluster;
mod compare;
mod evidence;
mod explain;
mod group;
mod link;
mod merge;
mod namesake;
mod short;

use super::given::{Constraints, Given};
use super::names::{NameForm, is_acronym};
use crate::model::{Entity, EntityKind, Facts, Feature, Hint, fold};
use crate::resources::identity::IdentityWords;
use cluster::{Clustering, Clusters};
use compare::{compare, total};
use evidence::Evidence;
pub(crate) use evidence::{Forms, Item};
pub use explain::Explanation;
pub(super) use explain::explain;
use group::Group;
use link::short_names;
use rayon::prelude::*;
use short::{Bearer, Guess, guess};
use std::collections::{BTreeMap, BTreeSet};

/// What a full name that two items have in common tells, in decibans: some twenty of those who share their name with
/// somebody in the news are one, for one who is not.
const PERSON: i32 = 13;
/// The same of an organization, and of a work that is called by one word.
const THING: i32 = 14;
/// The same of a place, and of a work that is called by several words.
const CERTAIN: i32 = 60;
/// The same of a person's name of one word.
const SHORT: i32 = -4;
/// Hints below this, in decibans, are not given.
const LIKELY: i32 = -20;

/// Items of one name that are held to be one entity.
pub(crate) struct Named {
    pub(crate) kind: EntityKind,
    pub(crate) form: NameForm,
    /// Equal for groups that one name hides.
    pub(crate) name: usize,
    pub(crate) group: Group,
    /// Other names that are enough to be known by, folded, with the number of items.
    pub(crate) aliases: BTreeMap<String, usize>,
    /// Names of one word.
    pub(crate) shorts: BTreeSet<String>,
}

/// Two items that may be one, with what speaks for and against it.
struct Question {
    a: Item,
    b: Item,
    score: i32,
    features: Vec<Feature>,
}

/// What is one, and what may be.
struct Joined {
    /// The items of each entity, sorted.
    entities: Vec<Vec<Item>>,
    questions: Vec<Question>,
}

/// The articles, and all that is known of their entities.
struct Resolver<'r> {
    articles: &'r [Facts],
    forms: Forms,
    evidence: Evidence,
    constraints: Constraints,
    words: &'r IdentityWords,
}

/// What [`join`] found besides the entities.
pub(crate) struct Found {
    pub(crate) entities: Vec<Entity>,
    pub(crate) hints: Vec<Hint>,
}

/// Gives the entities of all articles shared identifiers; returns what all articles together know of each.
pub(crate) fn join(articles: &mut [Facts], words: &IdentityWords, given: &Given) -> Found {
    let resolver = Resolver::new(articles, words, given);
    let joined = resolver.join();
    let known: Vec<Option<usize>> = joined
        .entities
        .iter()
        .map(|items| {
            let parts: Vec<usize> = items.iter().filter_map(|&item| resolver.constraints.part_of(item)).collect();
            resolver.constraints.known(&parts)
        })
        .collect();
    drop(resolver);
    merge::merge(articles, joined, &known, given)
}

impl<'r> Resolver<'r> {
    fn new(articles: &'r [Facts], words: &'r IdentityWords, given: &Given) -> Self {
        let forms = Forms::new(articles, words);
        let evidence = Evidence::gather(articles, &forms, words);
        let constraints = Constraints::new(articles, &forms, given, words);
        Resolver { articles, forms, evidence, constraints, words }
    }

    fn entity(&self, item: Item) -> &Entity {
        &self.articles[item.article].entities[item.entity]
    }

    fn join(&self) -> Joined {
        let (named, shorts) = self.named();
        let clustering =
            Clustering { groups: &named, evidence: &self.evidence, constraints: &self.constraints, words: self.words };
        let clusters = clustering.run();
        let mut questions = self.questions(&named, &clusters);
        let bearers = self.bearers(named, &clusters);
        let guesses = guess(&shorts, &bearers, &self.evidence, &self.constraints);
        let mut entities: Vec<Vec<Item>> = bearers.iter().map(|bearer| bearer.group.items.clone()).collect();
        self.shorts(&shorts, &guesses, &bearers, &mut entities, &mut questions);
        for items in &mut entities {
            items.sort_unstable();
        }
        entities.sort();
        Joined { entities, questions }
    }

    /// The clusters, each as one group.
    fn bearers(&self, named: Vec<Named>, clusters: &Clusters) -> Vec<Bearer> {
        let mut named: Vec<Option<Named>> = named.into_iter().map(Some).collect();
        let mut bearer = |members: &Vec<usize>| {
            let mut bearer = Bearer::default();
            for named in members.iter().filter_map(|&at| named[at].take()) {
                bearer.shorts.extend(short_names(&named.form));
                bearer.shorts.extend(named.shorts.iter().map(|short| fold(short)));
                bearer.group.absorb(named.group, &self.evidence);
            }
            bearer.group.items.sort_unstable();
            bearer
        };
        clusters.members.iter().map(&mut bearer).collect()
    }

    /// Groups of items that have one full name, and the items that have none.
    fn named(&self) -> (Vec<Named>, Vec<(Item, String)>) {
        let mut blocks: BTreeMap<(EntityKind, &str), Vec<Item>> = BTreeMap::new();
        let mut shorts = Vec::new();
        for (article, facts) in self.articles.iter().enumerate() {
            for (entity, it) in facts.entities.iter().enumerate() {
                let item = Item { article, entity };
                let form = self.forms.of(item);
                if form.is_full {
                    blocks.entry((it.kind, &form.identity)).or_default().push(item);
                } else {
                    shorts.push((item, form.identity.clone()));
                }
            }
        }
        let blocks: Vec<((EntityKind, &str), Vec<Item>)> = blocks.into_iter().collect();
        let named = blocks.par_iter().enumerate().flat_map_iter(|(name, ((kind, identity), items))| {
            let groups = namesake::part(items, prior(*kind, identity), &self.evidence, &self.constraints);
            groups.into_iter().map(move |group| self.describe(*kind, name, group))
        });
        (named.collect(), shorts)
    }

    fn describe(&self, kind: EntityKind, name: usize, group: Group) -> Named {
        let form = group.items.first().map(|&item| self.forms.of(item).clone()).unwrap_or_default();
        let mut aliases: BTreeMap<String, usize> = BTreeMap::new();
        let mut shorts = BTreeSet::new();
        let mut seen: BTreeMap<&str, Option<String>> = BTreeMap::new();
        for &item in &group.items {
            for alias in &self.entity(item).aliases {
                let known = seen.entry(alias).or_insert_with(|| {
                    let other = NameForm::new(kind, alias, self.words);
                    if kind == EntityKind::Person && !other.is_full {
                        shorts.insert(alias.clone());
                    }
                    (other.identity != form.identity && is_telling(kind, alias, &other)).then_some(other.identity)
                });
                if let Some(alias) = known {
                    *aliases.entry(alias.clone()).or_default() += 1;
                }
            }
        }
        Named { kind, form, name, group, aliases, shorts }
    }

    /// Groups of one name, and pairs of names that were not enough.
    fn questions(&self, named: &[Named], clusters: &Clusters) -> Vec<Question> {
        let mut cluster_of = vec![0; named.len()];
        for (at, members) in clusters.members.iter().enumerate() {
            for &member in members {
                cluster_of[member] = at;
            }
        }
        let question = |a: usize, b: usize, feature: Feature, score: Option<i32>| {
            let (one, other) = (&named[a].group, &named[b].group);
            let mut features = vec![feature];
            features.extend(compare(one, other, &self.evidence));
            let score = score.unwrap_or_else(|| total(&features));
            Question { a: one.items[0], b: other.items[0], score, features }
        };
        let mut questions = Vec::new();
        for pair in &clusters.pairs {
            if cluster_of[pair.a] != cluster_of[pair.b] && pair.score > LIKELY {
                questions.push(question(pair.a, pair.b, pair.feature(named), Some(pair.score)));
            }
        }
        let mut start = 0;
        while start < named.len() {
            let end = start + named[start..].iter().take_while(|it| it.name == named[start].name).count();
            // The groups of one name, each beside the largest one.
            let largest = (start..end).max_by_key(|&at| (named[at].group.items.len(), std::cmp::Reverse(at)));
            for at in (start..end).filter(|&at| Some(at) != largest) {
                let is_open = |&largest: &usize| {
                    cluster_of[largest] != cluster_of[at]
                        && !self.constraints.are_apart(&named[largest].group.parts, &named[at].group.parts)
                };
                let Some(largest) = largest.filter(is_open) else { continue };
                let weight = prior(named[at].kind, &named[at].form.identity);
                let detail = named[at].form.identity.clone();
                questions.push(question(largest, at, Feature { name: "same-name".into(), weight, detail }, None));
            }
            start = end;
        }
        questions
    }

    /// Sends short names to their bearers; the rest are parted among themselves.
    fn shorts(
        &self,
        shorts: &[(Item, String)],
        guesses: &[Guess],
        bearers: &[Bearer],
        entities: &mut Vec<Vec<Item>>,
        questions: &mut Vec<Question>,
    ) {
        let mut placed: BTreeSet<Item> = BTreeSet::new();
        let mut parts: Vec<Vec<usize>> = bearers.iter().map(|bearer| bearer.group.parts.clone()).collect();
        let mut bearer_of: BTreeMap<usize, usize> = BTreeMap::new();
        for guess in guesses {
            let part = self.constraints.part_of(guess.item);
            // Where one of a part goes, all of them go.
            let said = part.and_then(|part| bearer_of.get(&part).copied());
            let bearer = said.unwrap_or(guess.bearer);
            // Two of one article are not one person, unless people say so.
            let taken = |items: &[Item]| items.iter().any(|it| it.article == guess.item.article && placed.contains(it));
            let is_barred = self.constraints.are_apart(&parts[bearer], part.as_slice())
                || said.is_none() && guess.score < cluster::SAID && taken(&entities[bearer]);
            if (guess.is_sure || said.is_some()) && !is_barred {
                entities[bearer].push(guess.item);
                placed.insert(guess.item);
                parts[bearer].extend(part);
                bearer_of.extend(part.map(|part| (part, bearer)));
            } else if guess.score > 0 && !is_barred {
                let features = guess.features(&bearers[bearer], &self.evidence);
                let (a, score) = (bearers[bearer].group.items[0], guess.score);
                questions.push(Question { a, b: guess.item, score, features });
            }
        }
        let mut left: BTreeMap<&str, Vec<Item>> = BTreeMap::new();
        let mut name_of: BTreeMap<usize, &str> = BTreeMap::new();
        for (item, name) in shorts.iter().filter(|(item, _)| !placed.contains(item)) {
            let part = self.constraints.part_of(*item);
            if let Some(&bearer) = part.and_then(|part| bearer_of.get(&part)) {
                entities[bearer].push(*item);
                continue;
            }
            let name = part.map_or(name.as_str(), |part| *name_of.entry(part).or_insert(name));
            left.entry(name).or_default().push(*item);
        }
        let left: Vec<Vec<Item>> = left.into_values().collect();
        let parted = left.par_iter().flat_map_iter(|items| {
            let groups = namesake::part(items, SHORT, &self.evidence, &self.constraints);
            groups.into_iter().map(|group| group.items)
        });
        entities.par_extend(parted);
    }
}

/// What a full name alone tells.
fn prior(kind: EntityKind, identity: &str) -> i32 {
    match kind {
        EntityKind::Person => PERSON,
        EntityKind::Organization => THING,
        EntityKind::Work if !identity.contains(' ') => THING,
        EntityKind::Work | EntityKind::Place => CERTAIN,
    }
}

/// True for an alias that is enough to know an entity by in another article.
fn is_telling(kind: EntityKind, alias: &str, form: &NameForm) -> bool {
    form.is_full && (kind == EntityKind::Person || form.identity.contains(' ') || is_acronym(alias))
}
