//! Nodes by name, loosely: parts of names, accents, spelling.

use super::view::NodeView;
use super::{Graph, Node};
use crate::model::{EntityKind, fold};
use petgraph::graph::NodeIndex;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How a name fits the words asked for, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fit {
    /// They are its identifier.
    Identifier,
    /// They are its name; case, accents and punctuation aside.
    Name,
    /// They are another of its names.
    Alias,
    /// They are words of one of its names. So is a single word for a person: whoever bears the name bears it so.
    Words,
    /// They begin words of one of its names.
    Beginning,
    /// They stand inside words of one of its names.
    Inside,
    /// They are spelt almost like words of one of its names.
    Spelling,
}

/// A node that was searched for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// The node.
    #[serde(flatten)]
    pub node: NodeView,
    /// How it fits.
    pub fit: Fit,
    /// The name that fits.
    pub name: String,
}

impl Graph {
    /// Entities and events by name, the best fit first, then those of more articles, then by identifier; at most `limit`.
    ///
    /// All words must fit one name, in any order. Words spelt otherwise (Damerau and Levenshtein: one slip in words of
    /// four letters or more, two from eight on) are looked for only where nothing else fits. The first search makes an
    /// index of the words of all names, O(n log n); each one takes O(log n) and the number of hits, and a look at every
    /// distinct word where none begins as asked.
    pub fn search(&self, words: &str, limit: usize) -> Vec<Found> {
        let hits = self.hits(words, limit);
        let found = |(at, hit): (NodeIndex, Hit)| Found {
            node: NodeView::at(self, at),
            fit: hit.fit,
            name: hit.name.map_or_else(|| self.inner[at].label(), |name| self.name(at, name)),
        };
        hits.into_iter().map(found).collect()
    }

    /// The places in [`Graph::nodes`] of what [`Graph::search`] finds.
    pub fn search_places(&self, words: &str, limit: usize) -> Vec<u32> {
        self.hits(words, limit).into_iter().map(|(at, _)| at.index() as u32).collect()
    }

    /// The nodes of [`Graph::search`].
    pub fn find(&self, name: &str) -> Vec<&Node> {
        self.hits(name, usize::MAX).into_iter().map(|(at, _)| &self.inner[at]).collect()
    }

    /// The first hits, the best first.
    fn hits(&self, words: &str, limit: usize) -> Vec<(NodeIndex, Hit)> {
        let names = self.names.get_or_init(|| Names::of(self));
        let mut best = names.hits(words);
        if let Some(at) = self.at(words) {
            best.insert(at, Hit { fit: Fit::Identifier, name: None });
        }
        let mut hits: Vec<(NodeIndex, Hit)> = best.into_iter().collect();
        let key = |(at, hit): &(NodeIndex, Hit)| (hit.fit, Reverse(names.articles[at.index()]), *at);
        // Of thousands that begin with a letter only the first are put in order.
        if limit < hits.len() {
            hits.select_nth_unstable_by_key(limit, key);
            hits.truncate(limit);
        }
        hits.sort_unstable_by_key(key);
        hits
    }

    /// A name of a node: 0 its best one, then its aliases.
    fn name(&self, at: NodeIndex, which: usize) -> String {
        match &self.inner[at] {
            Node::Entity(entity) if which > 0 => entity.aliases.get(which - 1).cloned().unwrap_or_default(),
            node => node.label(),
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Hit {
    fit: Fit,
    /// Which of its names.
    name: Option<usize>,
}

/// The names of all nodes, and where their words stand.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    entries: Vec<Entry>,
    /// The distinct words, with the names that hold them.
    words: BTreeMap<String, Vec<u32>>,
    /// How many articles know each node.
    articles: Vec<u32>,
}

#[derive(Debug, Clone)]
struct Entry {
    node: NodeIndex,
    which: usize,
    folded: String,
    is_person: bool,
}

impl Names {
    fn of(graph: &Graph) -> Self {
        let articles = graph.inner.raw_nodes().par_iter().map(|node| node.weight.articles().len() as u32).collect();
        let mut names = Names { articles, ..Names::default() };
        for at in graph.inner.node_indices() {
            match &graph.inner[at] {
                Node::Entity(entity) => {
                    let is_person = entity.kind == EntityKind::Person;
                    for (which, name) in std::iter::once(&entity.name).chain(&entity.aliases).enumerate() {
                        names.add(at, which, name, is_person);
                    }
                }
                Node::Event(event) => {
                    let kind = || event.kind.replace('-', " ");
                    names.add(at, 0, &event.name.clone().unwrap_or_else(kind), false);
                }
                Node::Statement(_) => {}
            }
        }
        names
    }

    fn add(&mut self, node: NodeIndex, which: usize, name: &str, is_person: bool) {
        let folded = fold(name);
        let number = self.entries.len() as u32;
        for word in folded.split(' ') {
            let places = self.words.entry(word.to_owned()).or_default();
            if places.last() != Some(&number) {
                places.push(number);
            }
        }
        self.entries.push(Entry { node, which, folded, is_person });
    }

    /// The best fit of every node that fits.
    fn hits(&self, words: &str) -> BTreeMap<NodeIndex, Hit> {
        let wanted = fold(words);
        let parts: Vec<&str> = wanted.split(' ').filter(|part| !part.is_empty()).collect();
        for fits in [[Fit::Words, Fit::Beginning].as_slice(), &[Fit::Inside], &[Fit::Spelling]] {
            let found = self.all(&parts, fits);
            if !found.is_empty() {
                return self.best(&wanted, found);
            }
        }
        BTreeMap::new()
    }

    /// The names of which a word fits each part in one of the ways named, or better, with the worst of these fits.
    fn all(&self, parts: &[&str], fits: &[Fit]) -> FxHashMap<u32, Fit> {
        let mut all: Option<FxHashMap<u32, Fit>> = None;
        for part in parts {
            let mut fitting: FxHashMap<u32, Fit> = FxHashMap::default();
            for (word, fit) in self.fitting(part, fits) {
                for &name in &self.words[word] {
                    let best = fitting.entry(name).or_insert(fit);
                    *best = fit.min(*best);
                }
            }
            all = Some(match all {
                None => fitting,
                Some(mut before) => {
                    before.retain(|name, fit| {
                        let other = fitting.get(name).copied();
                        *fit = other.map_or(*fit, |other| other.max(*fit));
                        other.is_some()
                    });
                    before
                }
            });
        }
        all.unwrap_or_default()
    }

    /// The words that fit a part.
    fn fitting<'n>(&'n self, part: &str, fits: &[Fit]) -> Vec<(&'n String, Fit)> {
        let from = (std::ops::Bound::Included(part.to_owned()), std::ops::Bound::Unbounded);
        let begin = self.words.range::<String, _>(from).take_while(|(word, _)| word.starts_with(part));
        let mut found: Vec<(&String, Fit)> =
            begin.map(|(word, _)| (word, if word == part { Fit::Words } else { Fit::Beginning })).collect();
        let slips = match part.chars().count() {
            0..=3 => 0,
            4..=7 => 1,
            _ => 2,
        };
        let near = |word: &str| word.len().abs_diff(part.len()) <= slips && strsim::osa_distance(word, part) <= slips;
        if fits.contains(&Fit::Inside) {
            found.extend(self.words.keys().filter(|word| word.contains(part)).map(|word| (word, Fit::Inside)));
        }
        if fits.contains(&Fit::Spelling) && slips > 0 {
            found.extend(self.words.keys().filter(|word| near(word)).map(|word| (word, Fit::Spelling)));
        }
        found
    }

    fn best(&self, wanted: &str, found: FxHashMap<u32, Fit>) -> BTreeMap<NodeIndex, Hit> {
        let mut found: Vec<(u32, Fit)> = found.into_iter().collect();
        found.sort_unstable();
        let mut best: BTreeMap<NodeIndex, Hit> = BTreeMap::new();
        for (number, fit) in found {
            let entry = &self.entries[number as usize];
            let is_whole = entry.folded == wanted;
            let fit = match entry.which {
                0 if is_whole => Fit::Name,
                _ if is_whole && (!entry.is_person || wanted.contains(' ')) => Fit::Alias,
                _ => fit,
            };
            let hit = Hit { fit, name: Some(entry.which) };
            best.entry(entry.node)
                .and_modify(|before| {
                    if hit.fit < before.fit {
                        *before = hit;
                    }
                })
                .or_insert(hit);
        }
        best
    }
}
