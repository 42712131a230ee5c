//! The facts of a graph in the order of its articles, for formats that tell article by article.

use crate::graph::{Account, Edge, EdgeKind, EntityNode, EventNode, Graph, Node, Render, Sighting, Source};
use crate::graph::{StatementNode, Telling};
use compact_str::CompactString;
use petgraph::graph::{EdgeIndex, NodeIndex};
use rustc_hash::FxHashMap;

/// Something that one article tells.
pub(super) enum Fact<'g> {
    /// That two entities are related.
    Relation { kind: &'g str, from: &'g Node, to: &'g Node, account: &'g Account },
    /// That there is somebody.
    Sighting(&'g EntityNode, &'g Sighting),
    /// That something happened.
    Telling(&'g EventNode, &'g Telling),
    /// That somebody said something.
    Render(&'g StatementNode, &'g Render),
}

/// An index of the facts of a graph by article: twelve bytes for each fact, made in O(n log n).
pub(super) struct ByArticle<'g> {
    graph: &'g Graph,
    sources: Vec<&'g Source>,
    entries: Vec<Entry>,
}

/// The article, the edge or (beyond the edges) the node, and which of its accounts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry(u32, u32, u32);

impl<'g> ByArticle<'g> {
    /// Finds the facts of the articles that the graph holds.
    pub(super) fn new(graph: &'g Graph) -> Self {
        let ranks: FxHashMap<&str, u32> = graph.sources().keys().map(CompactString::as_str).zip(0..).collect();
        let mut entries = Vec::new();
        let mut add = |index: usize, at: usize, article: &str| {
            if let Some(&rank) = ranks.get(article) {
                entries.push(Entry(rank, index as u32, at as u32));
            }
        };
        for (index, (.., edge)) in graph.edges().enumerate() {
            if matches!(edge.kind, EdgeKind::Relation(_)) {
                edge.accounts.iter().enumerate().for_each(|(at, it)| add(index, at, &it.article));
            }
        }
        let edges = graph.edges().len();
        for (index, node) in graph.nodes().enumerate() {
            let index = edges + index;
            match node {
                Node::Entity(it) => it.sightings.iter().enumerate().for_each(|(at, it)| add(index, at, &it.article)),
                Node::Event(it) => it.tellings.iter().enumerate().for_each(|(at, it)| add(index, at, &it.article)),
                Node::Statement(it) => {
                    it.renderings.iter().enumerate().for_each(|(at, it)| add(index, at, &it.article));
                }
            }
        }
        entries.sort_unstable();
        ByArticle { graph, sources: graph.sources().values().collect(), entries }
    }

    /// The articles in their order, each with its facts: relations in the order of the edges, then what nodes tell.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'g Source, impl Iterator<Item = Fact<'g>>)> {
        let mut rest = self.entries.as_slice();
        self.sources.iter().zip(0..).map(move |(&source, rank)| {
            let (own, others) = rest.split_at(rest.partition_point(|entry| entry.0 <= rank));
            rest = others;
            (source, own.iter().filter_map(|&entry| self.fact(entry)))
        })
    }

    fn fact(&self, Entry(_, index, at): Entry) -> Option<Fact<'g>> {
        let (index, at) = (index as usize, at as usize);
        let graph = self.graph.petgraph();
        let edges = graph.edge_count();
        if index < edges {
            let index = EdgeIndex::new(index);
            let edge: &Edge = &graph[index];
            let (from, to) = graph.edge_endpoints(index)?;
            let EdgeKind::Relation(kind) = &edge.kind else { return None };
            return Some(Fact::Relation { kind, from: &graph[from], to: &graph[to], account: edge.accounts.get(at)? });
        }
        Some(match &graph[NodeIndex::new(index - edges)] {
            Node::Entity(it) => Fact::Sighting(it, it.sightings.get(at)?),
            Node::Event(it) => Fact::Telling(it, it.tellings.get(at)?),
            Node::Statement(it) => Fact::Render(it, it.renderings.get(at)?),
        })
    }
}
