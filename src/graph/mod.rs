//! The graph: a fold over facts, and the questions that it answers.
//!
//! Nodes are entities, events and statements; articles are the sources that every edge names. Parallel edges of one
//! kind are one edge that keeps an [`Account`] for each time an article asserts it. A graph is folded, never patched:
//! the same articles give the same graph, in the same order.

mod edge;
mod ego;
mod filter;
mod fold;
mod history;
mod node;
mod path;
mod query;
mod quotes;
mod rank;
mod search;
mod select;
mod source;
mod timeline;
mod view;

pub use edge::{Account, Edge, EdgeKind};
pub use ego::{Common, Ego, EgoQuery, Tie, Tied};
pub use filter::Filter;
pub use fold::fold;
pub use history::{Change, Conflict, Contradiction, Known, Side, Told, difference};
pub use node::{EntityNode, EventNode, Node, Render, Sighting, StatementNode, Telling};
pub use path::{Best, Path, PathQuery, Step};
pub use query::{Neighbour, Reason};
pub use quotes::{QuoteQuery, StatementView};
pub use rank::{Communities, Community, Measure, Ranked, Ranking};
pub use search::{Fit, Found};
pub use select::{KINDS, Omitted, Selection, Unfound};
pub use source::{Source, Term};
pub use timeline::{Clock, Moment};
pub use view::{EdgeView, EvidenceView, NodeView};

use crate::model::{Hint, Kind};
use compact_str::CompactString;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// A knowledge graph whose every edge says which words of which article it comes from.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    sources: BTreeMap<CompactString, Source>,
    terms: BTreeMap<Kind, Term>,
    inner: DiGraph<Node, Edge>,
    index: FxHashMap<CompactString, NodeIndex>,
    hints: Vec<Hint>,
    omitted: Omitted,
    /// The index of names, made by the first search.
    names: OnceLock<search::Names>,
    /// How far each edge is to be believed, worked out by the first search for evidence.
    beliefs: OnceLock<Vec<f64>>,
}

/// An edge with its ends, as identifiers of nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The node that it goes out from.
    pub from: CompactString,
    /// The node that it goes to.
    pub to: CompactString,
    /// What it says.
    pub edge: Edge,
}

impl Graph {
    /// Puts a graph together: O(n log n). Nodes are sorted by identifier, links by their ends and kind; a second node
    /// of one identifier and links to missing nodes are left out.
    pub fn assemble(
        sources: BTreeMap<CompactString, Source>,
        terms: BTreeMap<Kind, Term>,
        mut nodes: Vec<Node>,
        mut links: Vec<Link>,
    ) -> Self {
        nodes.sort_by(|a, b| a.id().cmp(b.id()));
        nodes.dedup_by(|a, b| a.id() == b.id());
        links.sort_by(|a, b| (&a.from, &a.to, &a.edge.kind).cmp(&(&b.from, &b.to, &b.edge.kind)));
        let mut inner = DiGraph::with_capacity(nodes.len(), links.len());
        let mut index = FxHashMap::default();
        for node in nodes {
            let id = CompactString::from(node.id());
            index.insert(id, inner.add_node(node));
        }
        for link in links {
            if let (Some(&from), Some(&to)) = (index.get(&link.from), index.get(&link.to)) {
                inner.add_edge(from, to, link.edge);
            }
        }
        Graph { sources, terms, inner, index, ..Graph::default() }
    }

    /// The graph with hints at entities that may be the same; those to missing nodes are left out.
    #[must_use]
    pub fn with_hints(mut self, mut hints: Vec<Hint>) -> Self {
        hints.retain(|hint| self.node(&hint.a.0).is_some() && self.node(&hint.b.0).is_some());
        hints.sort();
        self.hints = hints;
        self
    }

    /// Entities that may be the same and were kept apart, sorted by their identifiers.
    pub fn hints(&self) -> &[Hint] {
        &self.hints
    }

    /// The number of independent sources of an edge: its articles, those that repeat one text counted once.
    pub fn independent(&self, edge: &Edge) -> usize {
        self.independent_of(edge.articles())
    }

    /// The number of independent sources among some articles: those that repeat one text are counted once.
    pub fn independent_of<'a>(&'a self, articles: impl IntoIterator<Item = &'a str>) -> usize {
        let origin = |id: &'a str| self.sources.get(id).and_then(|source| source.origin.as_deref()).unwrap_or(id);
        articles.into_iter().map(origin).collect::<BTreeSet<_>>().len()
    }

    /// The articles, by identifier.
    pub fn sources(&self) -> &BTreeMap<CompactString, Source> {
        &self.sources
    }

    /// What the types of relations and events that occur are called, by name.
    pub fn terms(&self) -> &BTreeMap<Kind, Term> {
        &self.terms
    }

    /// The nodes, sorted by identifier.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = &Node> {
        self.inner.raw_nodes().iter().map(|node| &node.weight)
    }

    /// The edges with their ends, sorted by the identifiers of the ends and by kind.
    pub fn edges(&self) -> impl ExactSizeIterator<Item = (&Node, &Node, &Edge)> {
        self.inner.raw_edges().iter().map(|edge| (&self.inner[edge.source()], &self.inner[edge.target()], &edge.weight))
    }

    /// The node of an identifier.
    pub fn node(&self, id: &str) -> Option<&Node> {
        self.index.get(id).map(|&at| &self.inner[at])
    }

    /// The edge of a number in the order of [`Graph::edges`], with its ends.
    pub fn edge(&self, number: usize) -> Option<(&Node, &Node, &Edge)> {
        let edge = self.inner.raw_edges().get(number)?;
        Some((&self.inner[edge.source()], &self.inner[edge.target()], &edge.weight))
    }

    /// Where the node of an identifier stands in [`Graph::nodes`].
    pub fn position(&self, id: &str) -> Option<u32> {
        self.index.get(id).map(|at| at.index() as u32)
    }

    /// The graph of petgraph, for its algorithms; indices follow the order of [`Graph::nodes`] and [`Graph::edges`].
    pub fn petgraph(&self) -> &DiGraph<Node, Edge> {
        &self.inner
    }

    /// What a type of relation or event is called; its name with spaces where the schema does not know it.
    pub fn label(&self, kind: &str) -> String {
        self.terms.get(kind).map_or_else(|| kind.replace('-', " "), |term| term.label.clone())
    }

    /// What this graph lacks, where it is a part of another ([`Graph::select`]); equality does not ask for it.
    pub fn omitted(&self) -> Omitted {
        self.omitted
    }

    /// True for a type of relation without a direction.
    pub fn is_symmetric(&self, kind: &str) -> bool {
        self.terms.get(kind).is_some_and(|term| term.symmetric)
    }
}

impl PartialEq for Graph {
    fn eq(&self, other: &Self) -> bool {
        self.sources == other.sources
            && self.terms == other.terms
            && self.hints == other.hints
            && self.nodes().eq(other.nodes())
            && self
                .edges()
                .map(|(a, b, edge)| (a.id(), b.id(), edge))
                .eq(other.edges().map(|(a, b, edge)| (a.id(), b.id(), edge)))
    }
}
