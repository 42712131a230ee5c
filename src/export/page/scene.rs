//! A graph as the page draws it.
//!
//! Entities and events are dots. Relations, parts in events and places are lines between them. A statement is no dot
//! but a line from who speaks to whoever is spoken to or about, as in the other pictures; its words stand on cards.

use crate::graph::{Account, EdgeKind, Filter, Graph, Node, PathQuery};
use compact_str::CompactString;
use petgraph::Direction;
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashSet;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

/// The type of the line between a speaker and whom or what the words are about.
pub const SPEAKS_ABOUT: &str = "speaks-about";
/// The type of the line between a speaker and whoever is spoken to.
pub const SPEAKS_TO: &str = "speaks-to";

/// A line: its ends are indices of [`Graph::nodes`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The dot that it goes out from.
    pub from: u32,
    /// The dot that it goes to.
    pub to: u32,
    /// The class of its edges, or "speech".
    pub class: &'static str,
    /// The name of its type.
    pub kind: CompactString,
    /// The edges of the graph whose accounts show it.
    edges: Vec<EdgeIndex>,
    /// How many articles show it.
    pub articles: u32,
}

impl Line {
    /// The other end.
    pub fn other(&self, dot: u32) -> u32 {
        if self.from == dot { self.to } else { self.from }
    }
}

/// What the page can draw of a graph, with the lines of every dot at hand: O(n + m log m) to make.
#[derive(Debug)]
pub struct Scene<G> {
    graph: G,
    lines: Vec<Line>,
    /// The lines of each node, those of more articles first; none of a statement.
    around: Vec<Vec<u32>>,
    /// The dots that most articles know, those with more lines first among equals.
    ranked: Vec<u32>,
}

/// Which dots to draw.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// Dots whose neighbours are drawn too; each time that one is named again, more of them.
    pub open: Vec<String>,
    /// Two dots whose shortest connections are drawn too.
    pub path: Option<(String, String)>,
    /// How many dots are drawn where nothing else is asked for.
    pub limit: usize,
}

/// The neighbours that one opening of a dot shows.
pub const OPENING: usize = 40;
/// As many times more dots are looked at for the first view as it has.
const POOL: usize = 20;
/// The most paths drawn at once.
const PATHS: usize = 8;
/// The paths among which these are chosen: several statements make one path of dots.
const COMPARED: usize = 200;

/// A part of a scene: dots and all lines between them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// Indices of the dots, in the order in which they were asked for.
    pub dots: Vec<u32>,
    /// Indices of the lines, in order.
    pub lines: Vec<u32>,
    /// The shortest connections, as dots in order.
    pub paths: Vec<Vec<u32>>,
}

impl<G: Deref<Target = Graph>> Scene<G> {
    /// Prepares a graph.
    pub fn new(graph: G) -> Self {
        let lines = lines(&graph);
        let mut around = vec![Vec::new(); graph.nodes().len()];
        for (at, line) in lines.iter().enumerate() {
            around[line.from as usize].push(at as u32);
            if line.from != line.to {
                around[line.to as usize].push(at as u32);
            }
        }
        for of_dot in &mut around {
            of_dot.sort_by_key(|&at| (Reverse(lines[at as usize].articles), at));
        }
        let mut ranked: Vec<u32> = (0..around.len() as u32).filter(|&at| is_dot(node(&graph, at))).collect();
        ranked.sort_by_cached_key(|&at| {
            (
                around[at as usize].is_empty(),
                Reverse(sightings(node(&graph, at))),
                Reverse(around[at as usize].len()),
                at,
            )
        });
        Scene { graph, lines, around, ranked }
    }

    /// The graph.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// All lines, sorted by the identifiers of their ends and by type.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The dots that most articles know come first.
    pub fn ranked(&self) -> &[u32] {
        &self.ranked
    }

    /// The lines of a dot, those of more articles first, as indices of [`Scene::lines`].
    pub fn around(&self, dot: u32) -> &[u32] {
        self.around.get(dot as usize).map_or(&[], Vec::as_slice)
    }

    /// The node of an index.
    pub fn node(&self, at: u32) -> &Node {
        node(&self.graph, at)
    }

    /// The index of a node that is drawn as a dot.
    pub fn dot(&self, id: &str) -> Option<u32> {
        let at = self.graph.position(id)?;
        is_dot(node(&self.graph, at)).then_some(at)
    }

    /// The line of two ends and a type.
    pub fn line(&self, from: &str, to: &str, kind: &str) -> Option<u32> {
        let (from, to) = (self.dot(from)?, self.dot(to)?);
        self.around(from).iter().copied().find(|&at| {
            let line = &self.lines[at as usize];
            line.from == from && line.to == to && line.kind == kind
        })
    }

    /// Who says that a line is so: the accounts of its edges, in order.
    pub fn accounts<'s>(&'s self, line: &'s Line) -> impl Iterator<Item = &'s Account> {
        line.edges.iter().flat_map(|&edge| &self.graph.petgraph()[edge].accounts)
    }

    /// Draws what a view asks for: the dots, and all lines between them.
    ///
    /// O(k log k) in the number of lines of the dots shown.
    pub fn show(&self, view: &View) -> Shown {
        let mut shown = Shown::default();
        let mut seen = FxHashSet::default();
        let mut add = |at: u32| {
            if seen.insert(at) {
                shown.dots.push(at);
            }
        };
        let mut openings: BTreeMap<u32, usize> = BTreeMap::new();
        for at in view.open.iter().filter_map(|id| self.dot(id)) {
            *openings.entry(at).or_default() += OPENING;
            add(at);
        }
        if let Some((a, b)) = view.path.as_ref().and_then(|(a, b)| Some((self.dot(a)?, self.dot(b)?))) {
            let paths = self.paths(a, b);
            [a, b].into_iter().chain(paths.iter().flatten().copied()).for_each(&mut add);
            shown.paths = paths;
        } else if openings.is_empty() {
            self.first(view.limit).into_iter().for_each(&mut add);
        }
        for (dot, mut left) in openings {
            for &line in self.around(dot) {
                let other = self.lines[line as usize].other(dot);
                if seen.contains(&other) {
                    continue;
                }
                if left == 0 {
                    break;
                }
                left -= 1;
                seen.insert(other);
                shown.dots.push(other);
            }
        }
        shown.lines = self.among(&shown.dots, &seen);
        shown
    }

    /// The dots of a view that nothing else is asked for: of those that most articles know, first those that are connected
    /// with another of them. O(m) in the lines of the dots looked at.
    fn first(&self, limit: usize) -> Vec<u32> {
        let pool = &self.ranked[..self.ranked.len().min(limit.saturating_mul(POOL))];
        let (mut seen, mut chosen) = (FxHashSet::default(), FxHashSet::default());
        for &at in pool {
            if chosen.len() >= limit {
                break;
            }
            let others = self.around(at).iter().map(|&line| self.lines[line as usize].other(at));
            let mut known = others.filter(|other| seen.contains(other));
            if let Some(other) = known.next() {
                chosen.insert(at);
                if chosen.len() < limit {
                    chosen.insert(other);
                }
            }
            seen.insert(at);
        }
        let (mut first, rest): (Vec<u32>, Vec<u32>) = pool.iter().partition(|at| chosen.contains(at));
        first.extend(rest.into_iter().take(limit - first.len()));
        first
    }

    /// All lines between some dots, in order; `set` holds the same dots.
    fn among(&self, dots: &[u32], set: &FxHashSet<u32>) -> Vec<u32> {
        let own = |dot: u32, at: u32| {
            let line = &self.lines[at as usize];
            line.from == dot && set.contains(&line.to)
        };
        let mut lines: Vec<u32> =
            dots.iter().flat_map(|&dot| self.around(dot).iter().copied().filter(move |&at| own(dot, at))).collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    /// The shortest connections of two dots, those of [`Graph::paths`], as the page draws them: a statement is no dot, and
    /// of two who are spoken of in one the speaker stands between them.
    fn paths(&self, a: u32, b: u32) -> Vec<Vec<u32>> {
        let query = PathQuery { limit: COMPARED, ..PathQuery::default() };
        let mut found: Vec<Vec<u32>> = Vec::new();
        for nodes in self.graph.paths_as_nodes(self.node(a).id(), self.node(b).id(), &query) {
            let dots = self.drawn(&nodes);
            if !found.contains(&dots) {
                found.push(dots);
            }
            if found.len() == PATHS {
                break;
            }
        }
        found
    }

    /// The dots of a path over nodes.
    fn drawn(&self, nodes: &[u32]) -> Vec<u32> {
        let mut dots = Vec::with_capacity(nodes.len());
        for (at, &node) in nodes.iter().enumerate() {
            if is_dot(self.node(node)) {
                dots.push(node);
            } else if let (Some(before), Some(after)) = (at.checked_sub(1).map(|at| nodes[at]), nodes.get(at + 1)) {
                let speakers = self.speakers(node);
                if !speakers.contains(&before) && !speakers.contains(after) {
                    dots.extend(speakers.first().filter(|it| !nodes.contains(it)));
                }
            }
        }
        dots
    }

    /// The speakers of a statement, in order.
    fn speakers(&self, statement: u32) -> Vec<u32> {
        let said = self.graph.petgraph().edges_directed(NodeIndex::new(statement as usize), Direction::Incoming);
        let said = said.filter(|edge| edge.weight().kind == EdgeKind::Said).map(|edge| edge.source().index() as u32);
        let mut speakers: Vec<u32> = said.collect();
        speakers.sort_unstable();
        speakers
    }

    /// All that paths go over, for a page that finds them itself: the nodes of the graph by number, and its edges that
    /// assert something, in order.
    pub fn network(&self) -> Network<'_> {
        let asserted = Filter::asserted();
        let graph = self.graph();
        let step = |(at, belief): (usize, &f64)| {
            let (from, to) = graph.petgraph().edge_endpoints(EdgeIndex::new(at))?;
            let edge = &graph.petgraph()[EdgeIndex::new(at)];
            let said = u8::from(edge.kind == EdgeKind::Said);
            let numbers = (from.index() as u32, to.index() as u32, graph.independent(edge), edge.articles().len());
            asserted.edge(graph, edge).then_some((numbers.0, numbers.1, numbers.2, numbers.3, *belief, said))
        };
        Network {
            nodes: graph.nodes().map(|node| is_dot(node).then(|| node.id())).collect(),
            edges: graph.beliefs().iter().enumerate().filter_map(step).collect(),
        }
    }
}

/// What paths go over.
#[derive(Debug, Serialize)]
pub struct Network<'g> {
    /// The identifiers of the nodes in the order of [`Graph::nodes`]; null for a statement.
    nodes: Vec<Option<&'g str>>,
    /// Both ends, independent sources, articles, belief, and 1 where somebody says a statement.
    edges: Vec<(u32, u32, usize, usize, f64, u8)>,
}

/// All lines of a graph.
fn lines(graph: &Graph) -> Vec<Line> {
    let inner = graph.petgraph();
    let mut found: BTreeMap<(u32, u32, &'static str, CompactString), Vec<EdgeIndex>> = BTreeMap::new();
    let mut add = |from: NodeIndex, to: NodeIndex, class, kind: &str, edge| {
        let key = (from.index() as u32, to.index() as u32, class, CompactString::from(kind));
        found.entry(key).or_default().push(edge);
    };
    for edge in inner.edge_references() {
        let kind = &edge.weight().kind;
        match kind {
            EdgeKind::Said => {}
            EdgeKind::To | EdgeKind::About => {
                let name = if *kind == EdgeKind::To { SPEAKS_TO } else { SPEAKS_ABOUT };
                let said = inner.edges_directed(edge.source(), Direction::Incoming);
                for speaker in said.filter(|it| it.weight().kind == EdgeKind::Said).map(|it| it.source()) {
                    if speaker != edge.target() {
                        add(speaker, edge.target(), "speech", name, edge.id());
                    }
                }
            }
            _ => add(edge.source(), edge.target(), kind.class(), kind.name(), edge.id()),
        }
    }
    let line = |((from, to, class, kind), edges): (_, Vec<EdgeIndex>)| {
        let articles: BTreeSet<&str> =
            edges.iter().flat_map(|&edge| &inner[edge].accounts).map(|account| account.article.as_str()).collect();
        Line { from, to, class, kind, articles: articles.len() as u32, edges }
    };
    found.into_iter().map(line).collect()
}

fn node(graph: &Graph, at: u32) -> &Node {
    &graph.petgraph()[NodeIndex::new(at as usize)]
}

fn is_dot(node: &Node) -> bool {
    !matches!(node, Node::Statement(_))
}

/// How many articles know a node.
fn sightings(node: &Node) -> usize {
    match node {
        Node::Entity(entity) => entity.sightings.len(),
        Node::Event(event) => event.tellings.len(),
        Node::Statement(statement) => statement.renderings.len(),
    }
}
