//! What must be one and what must be two, as people said it, in terms of the items of the articles.

use super::{Given, Judgement, Reference, Verdict};
use crate::model::{Entity, EntityKind, Facts};
use crate::resolve::entities::{Forms, Item};
use crate::resolve::names::NameForm;
use crate::resources::identity::IdentityWords;
use petgraph::unionfind::UnionFind;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

/// Judgements that contradict each other. None of those that say "same" is followed then; "different" is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// The judgement that says "different".
    pub different: Judgement,
    /// Those that together say "same".
    pub same: Vec<Judgement>,
}

/// Numbers of things that must be one ("parts"), and which of them must be two.
#[derive(Debug, Default)]
pub(crate) struct Constraints {
    part_of: FxHashMap<Item, usize>,
    apart: FxHashSet<(usize, usize)>,
    /// The known entity of a part: an index into the list.
    known: BTreeMap<usize, usize>,
    pub(crate) conflicts: Vec<Conflict>,
}

/// What joins items.
enum Link<'g> {
    Judgement(&'g Judgement),
    Known,
}

impl Constraints {
    /// Works out what the judgements, the known entities and the external identifiers in the facts demand: O(n log n).
    pub(crate) fn new(articles: &[Facts], forms: &Forms, given: &Given, words: &IdentityWords) -> Self {
        let mut builder = Builder::new(articles, forms, given, words);
        builder.external();
        builder.known(given);
        builder.judged(given);
        builder.finish()
    }

    /// The part of an item.
    pub(crate) fn part_of(&self, item: Item) -> Option<usize> {
        self.part_of.get(&item).copied()
    }

    /// True where any part of the one must not be with any part of the other.
    pub(crate) fn are_apart(&self, a: &[usize], b: &[usize]) -> bool {
        !self.apart.is_empty() && a.iter().any(|&a| b.iter().any(|&b| self.apart.contains(&(a.min(b), a.max(b)))))
    }

    /// The known entity that some parts are: an index into the list.
    pub(crate) fn known(&self, parts: &[usize]) -> Option<usize> {
        parts.iter().find_map(|part| self.known.get(part).copied())
    }
}

struct Builder<'b> {
    articles: &'b [Facts],
    forms: &'b Forms,
    words: &'b IdentityWords,
    by_name: BTreeMap<(EntityKind, String), Vec<Item>>,
    /// The items that are spoken of.
    nodes: BTreeMap<Item, usize>,
    links: Vec<(usize, usize, Link<'b>)>,
    apart: Vec<(usize, usize, Option<&'b Judgement>)>,
    /// The known entity of a node.
    known: Vec<(usize, usize)>,
}

impl<'b> Builder<'b> {
    fn new(articles: &'b [Facts], forms: &'b Forms, given: &Given, words: &'b IdentityWords) -> Self {
        let mut by_name: BTreeMap<(EntityKind, String), Vec<Item>> = BTreeMap::new();
        if *given != Given::default() {
            for (article, facts) in articles.iter().enumerate() {
                for (entity, it) in facts.entities.iter().enumerate() {
                    let item = Item { article, entity };
                    by_name.entry((it.kind, forms.of(item).identity.clone())).or_default().push(item);
                }
            }
        }
        Builder {
            articles,
            forms,
            words,
            by_name,
            nodes: BTreeMap::new(),
            links: Vec::new(),
            apart: Vec::new(),
            known: Vec::new(),
        }
    }

    fn identity(&self, kind: EntityKind, name: &str) -> String {
        NameForm::new(kind, name, self.words).identity
    }

    fn node(&mut self, item: Item) -> usize {
        let next = self.nodes.len();
        *self.nodes.entry(item).or_insert(next)
    }

    /// Facts that were resolved with known entities before still have their external identifiers.
    fn external(&mut self) {
        let mut authorities: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        for (article, facts) in self.articles.iter().enumerate() {
            for (entity, it) in facts.entities.iter().enumerate().filter(|(_, it)| !it.external_ids.is_empty()) {
                let node = self.node(Item { article, entity });
                for (authority, id) in &it.external_ids {
                    let first = *authorities.entry(authority).or_default().entry(id).or_insert(node);
                    self.links.push((first, node, Link::Known));
                }
            }
        }
        for ids in authorities.values() {
            let firsts: Vec<usize> = ids.values().copied().collect();
            self.all_apart(&firsts);
        }
    }

    fn all_apart(&mut self, nodes: &[usize]) {
        for (at, &a) in nodes.iter().enumerate() {
            self.apart.extend(nodes.iter().skip(at + 1).map(|&b| (a, b, None)));
        }
    }

    /// Items whose name is that of one known entity, and of no second one.
    fn known(&mut self, given: &Given) {
        let mut owners: BTreeMap<(EntityKind, String), BTreeSet<usize>> = BTreeMap::new();
        for (at, known) in given.known.list.iter().enumerate() {
            for name in known.aliases.iter().chain([&known.name]) {
                owners.entry((known.kind, self.identity(known.kind, name))).or_default().insert(at);
            }
        }
        let mut firsts: BTreeMap<usize, usize> = BTreeMap::new();
        for (name, owners) in &owners {
            let (Some(&owner), 1) = (owners.first(), owners.len()) else { continue };
            for item in self.by_name.get(name).cloned().unwrap_or_default() {
                let node = self.node(item);
                let first = *firsts.entry(owner).or_insert(node);
                self.links.push((first, node, Link::Known));
            }
        }
        self.known.extend(firsts.iter().map(|(&owner, &node)| (node, owner)));
        self.all_apart(&firsts.values().copied().collect::<Vec<_>>());
        for (at, known) in given.known.list.iter().enumerate() {
            let Some(&first) = firsts.get(&at) else { continue };
            for name in &known.never_aliases {
                for item in
                    self.by_name.get(&(known.kind, self.identity(known.kind, name))).cloned().unwrap_or_default()
                {
                    let node = self.node(item);
                    self.apart.push((first, node, None));
                }
            }
        }
    }

    fn judged(&mut self, given: &'b Given) {
        let mut judgements: Vec<&Judgement> = given.judgements.list.iter().collect();
        judgements.sort();
        for judgement in judgements {
            let (a, b) = (self.items(&judgement.a), self.items(&judgement.b));
            let (Some(&first), false) = (a.first(), b.is_empty()) else { continue };
            match judgement.verdict {
                Verdict::Same => {
                    let all = a.iter().map(|&it| (first, it)).chain(b.iter().map(|&it| (first, it)));
                    self.links.extend(all.map(|(one, other)| (one, other, Link::Judgement(judgement))));
                }
                Verdict::Different => {
                    for &one in &a {
                        self.apart.extend(b.iter().map(|&other| (one, other, Some(judgement))));
                    }
                }
                Verdict::Unsure => {}
            }
        }
    }

    /// The nodes of the items that a reference means.
    fn items(&mut self, reference: &Reference) -> Vec<usize> {
        let identity = self.identity(reference.kind, &reference.name);
        let mut items: Vec<Item> = match &reference.article {
            None => self.by_name.get(&(reference.kind, identity)).cloned().unwrap_or_default(),
            Some(id) => {
                let Ok(article) = self.articles.binary_search_by(|facts| facts.id.cmp(id)) else { return Vec::new() };
                let entities = self.articles[article].entities.iter().enumerate();
                let means = |entity: usize, it: &Entity| {
                    let form = self.forms.of(Item { article, entity });
                    it.kind == reference.kind
                        && (form.identity == identity
                            || it.aliases.iter().any(|alias| self.identity(it.kind, alias) == identity))
                };
                entities.filter(|(at, it)| means(*at, it)).map(|(entity, _)| Item { article, entity }).collect()
            }
        };
        items.sort_unstable();
        items.into_iter().map(|item| self.node(item)).collect()
    }

    fn sets(&self, left_out: &BTreeSet<usize>) -> UnionFind<usize> {
        let mut sets = UnionFind::new(self.nodes.len());
        for (_, (a, b, _)) in self.links.iter().enumerate().filter(|(at, _)| !left_out.contains(at)) {
            sets.union(*a, *b);
        }
        sets
    }

    fn finish(self) -> Constraints {
        let mut left_out = BTreeSet::new();
        let mut conflicts = Vec::new();
        let all = self.sets(&left_out);
        for &(a, b, different) in &self.apart {
            if all.equiv(a, b) {
                let of_set = |(_, link): &(usize, &(usize, usize, Link))| all.equiv(link.0, a);
                let judged: Vec<(usize, &Judgement)> = self
                    .links
                    .iter()
                    .enumerate()
                    .filter(of_set)
                    .filter_map(|(at, (.., link))| match link {
                        Link::Judgement(judgement) => Some((at, *judgement)),
                        Link::Known => None,
                    })
                    .collect();
                left_out.extend(judged.iter().map(|(at, _)| *at));
                let mut same: Vec<Judgement> = judged.into_iter().map(|(_, judgement)| judgement.clone()).collect();
                same.sort();
                same.dedup();
                conflicts.extend(different.map(|different| Conflict { different: different.clone(), same }));
            }
        }
        conflicts.sort();
        conflicts.dedup();
        let mut sets = self.sets(&left_out);
        // What is known to be one and judged to be two: the judgement is the later and narrower word.
        let still: BTreeSet<usize> =
            self.apart.iter().filter(|(a, b, _)| sets.equiv(*a, *b)).map(|(a, ..)| sets.find(*a)).collect();
        if !still.is_empty() {
            let links = self.links.iter().enumerate().filter(|(_, link)| still.contains(&sets.find(link.0)));
            left_out.extend(links.map(|(at, _)| at).collect::<Vec<_>>());
            sets = self.sets(&left_out);
        }
        Constraints {
            part_of: self.nodes.iter().map(|(&item, &node)| (item, sets.find(node))).collect(),
            apart: self
                .apart
                .iter()
                .map(|&(a, b, _)| (sets.find(a), sets.find(b)))
                .map(|(a, b)| (a.min(b), a.max(b)))
                .filter(|(a, b)| a != b)
                .collect(),
            known: self.known.iter().map(|&(node, known)| (sets.find(node), known)).collect(),
            conflicts,
        }
    }
}
