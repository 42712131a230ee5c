//! Finds dots while somebody types.

use crate::export::page::scene::Scene;
use crate::graph::{Graph, Node};
use crate::model::fold;
use std::collections::BTreeSet;
use std::ops::Deref;

/// The names of all dots, folded, and their words in alphabetical order.
pub(super) struct Names {
    /// The folded names of each node, best first; none of a statement.
    folded: Vec<Vec<String>>,
    /// Every word of every name with its node, sorted.
    words: Vec<(String, u32)>,
    /// The place of each node in the order of the scene.
    place: Vec<u32>,
}

impl Names {
    /// Folds and sorts all names: O(n log n).
    pub(super) fn new<G: Deref<Target = Graph>>(scene: &Scene<G>) -> Self {
        let graph = scene.graph();
        let names: Vec<Vec<String>> = graph.nodes().map(names_of).collect();
        let mut words: Vec<(String, u32)> = names
            .iter()
            .zip(0..)
            .flat_map(|(names, at)| {
                names.iter().flat_map(|name| name.split(' ')).map(move |word| (word.to_owned(), at))
            })
            .collect();
        words.sort_unstable();
        words.dedup();
        let mut place = vec![u32::MAX; names.len()];
        scene.ranked().iter().zip(0..).for_each(|(&at, rank)| place[at as usize] = rank);
        Names { folded: names, words, place }
    }

    /// At most `limit` dots whose names have words that begin with all words asked for; where there are none, those
    /// whose names contain what was typed. Whole names come first, then those of more articles.
    ///
    /// O(log n + k) with k words of the first letters typed; O(n) where none begins so.
    pub(super) fn find(&self, typed: &str, limit: usize) -> Vec<u32> {
        let wanted = fold(typed);
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut found: Option<BTreeSet<u32>> = None;
        for prefix in wanted.split(' ') {
            let these = self.beginning(prefix);
            found = Some(match found {
                Some(found) => found.intersection(&these).copied().collect(),
                None => these,
            });
        }
        let mut found = found.unwrap_or_default();
        if found.is_empty() {
            let contains = |names: &[String]| names.iter().any(|name| name.contains(&wanted));
            found = (0..).zip(&self.folded).filter(|(_, names)| contains(names)).map(|(at, _)| at).collect();
        }
        let mut found: Vec<u32> = found.into_iter().collect();
        found.sort_by_key(|&at| (self.rank(at, &wanted), self.place[at as usize]));
        found.truncate(limit);
        found
    }

    /// The dots that have a word which begins so.
    fn beginning(&self, prefix: &str) -> BTreeSet<u32> {
        let start = self.words.partition_point(|(word, _)| word.as_str() < prefix);
        self.words[start..].iter().take_while(|(word, _)| word.starts_with(prefix)).map(|&(_, at)| at).collect()
    }

    /// 0 for the name itself, 1 for another name, 2 for a part of one.
    fn rank(&self, at: u32, wanted: &str) -> u8 {
        let names = &self.folded[at as usize];
        match names.iter().position(|name| name == wanted) {
            Some(0) => 0,
            Some(_) => 1,
            None => 2,
        }
    }
}

fn names_of(node: &Node) -> Vec<String> {
    match node {
        Node::Entity(entity) => [&entity.name].into_iter().chain(&entity.aliases).map(|name| fold(name)).collect(),
        Node::Event(event) => vec![fold(event.name.as_deref().unwrap_or(&event.kind))],
        Node::Statement(_) => Vec::new(),
    }
}
