//! A part of a graph: around somebody, of some kinds, of what several articles tell, or the best connected.

use super::{Edge, Graph, Link, Node};
use compact_str::CompactString;
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use std::cmp::Reverse;
use std::collections::VecDeque;

/// Which part of a graph is wanted. The default is all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only what lies around the node that this name finds first.
    pub focus: Option<String>,
    /// How many steps around it: a relation is a step, and so is an event or a statement from one end to the other.
    /// Zero is the node alone.
    pub depth: usize,
    /// At most so many entities and events: those of the edges that most articles tell, between the nodes with most
    /// edges. Statements between them come along.
    pub top: Option<usize>,
    /// Only nodes of these kinds: "person", "organization", "place", "work", "event", "statement"; empty for all.
    pub only: Vec<String>,
    /// Only edges of these kinds, by [`EdgeKind::name`](super::EdgeKind::name), with their ends; empty for all.
    pub relations: Vec<String>,
    /// Only nodes and edges that so many articles tell.
    pub min_articles: usize,
}

/// What a part of a graph lacks of the whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Omitted {
    /// Nodes of the whole that the part lacks.
    pub nodes: usize,
    /// Edges of the whole that the part lacks.
    pub edges: usize,
    /// True where the number of nodes was limited by [`Selection::top`].
    pub limited: bool,
}

/// A [`Selection::focus`] that names nobody.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("nobody and nothing in the graph is called {0:?}")]
pub struct Unfound(pub String);

/// What is still in the part, by index.
struct Kept {
    nodes: Vec<bool>,
    edges: Vec<bool>,
}

impl Graph {
    /// The part of the graph that a selection names: O(n + m log m). Where edges are chosen among, nodes that are left
    /// without any go too. The sources and terms of the whole stay.
    ///
    /// # Errors
    /// Where the focus names no node.
    pub fn select(&self, selection: &Selection) -> Result<Graph, Unfound> {
        let mut kept = Kept { nodes: vec![true; self.inner.node_count()], edges: vec![true; self.inner.edge_count()] };
        self.keep_kinds(selection, &mut kept);
        self.drop_loose_ends(&mut kept);
        if let Some(name) = &selection.focus {
            self.keep_around(name, selection.depth, &mut kept)?;
        }
        let chosen = !selection.relations.is_empty() || selection.min_articles > 1;
        if let Some(top) = selection.top
            && kept.nodes.iter().zip(self.nodes()).filter(|(kept, node)| **kept && !is_statement(node)).count() > top
        {
            self.keep_top(top, &mut kept);
        } else if chosen {
            self.drop_unconnected(selection, &mut kept);
        }
        Ok(self.part(&kept, selection.top.is_some()))
    }

    /// Keeps the kinds of nodes and edges that are wanted, where enough articles tell them.
    fn keep_kinds(&self, selection: &Selection, kept: &mut Kept) {
        let wanted = |names: &[String], name: &str| names.is_empty() || names.iter().any(|it| it == name);
        for (keep, node) in kept.nodes.iter_mut().zip(self.nodes()) {
            *keep = wanted(&selection.only, kind(node))
                && (selection.min_articles <= 1 || node.articles().len() >= selection.min_articles);
        }
        for (keep, (.., edge)) in kept.edges.iter_mut().zip(self.edges()) {
            *keep = wanted(&selection.relations, edge.kind.name())
                && (selection.min_articles <= 1 || edge.articles().len() >= selection.min_articles);
        }
    }

    /// Edges go with either of their ends.
    fn drop_loose_ends(&self, kept: &mut Kept) {
        for (keep, edge) in kept.edges.iter_mut().zip(self.inner.raw_edges()) {
            *keep &= kept.nodes[edge.source().index()] && kept.nodes[edge.target().index()];
        }
    }

    /// Nodes go with the last of their edges; the focus stays.
    fn drop_unconnected(&self, selection: &Selection, kept: &mut Kept) {
        let mut connected = vec![false; kept.nodes.len()];
        for (keep, edge) in kept.edges.iter().zip(self.inner.raw_edges()) {
            if *keep {
                connected[edge.source().index()] = true;
                connected[edge.target().index()] = true;
            }
        }
        let focus = selection.focus.as_deref().and_then(|name| self.focus(name, kept));
        for (at, keep) in kept.nodes.iter_mut().enumerate() {
            *keep &= connected[at] || focus == Some(NodeIndex::new(at));
        }
    }

    /// The first node of a name that is still there.
    fn focus(&self, name: &str, kept: &Kept) -> Option<NodeIndex> {
        self.find(name).into_iter().filter_map(|node| self.at(node.id())).find(|at| kept.nodes[at.index()])
    }

    /// Breadth-first search from the node of a name; an edge of an event or a statement is half a step.
    fn keep_around(&self, name: &str, depth: usize, kept: &mut Kept) -> Result<(), Unfound> {
        let start = self.focus(name, kept).ok_or_else(|| Unfound(name.to_owned()))?;
        let mut far = vec![usize::MAX; kept.nodes.len()];
        far[start.index()] = 0;
        // Steps are of one or two halves, so that a queue for each keeps the order.
        let mut rings = VecDeque::from([vec![start], Vec::new(), Vec::new()]);
        let mut distance = 0;
        while distance <= 2 * depth && rings.iter().any(|ring| !ring.is_empty()) {
            for at in rings.pop_front().unwrap_or_default() {
                if far[at.index()] == distance {
                    self.reach(at, distance, kept, &mut far, &mut rings);
                }
            }
            rings.push_back(Vec::new());
            distance += 1;
        }
        for (keep, far) in kept.nodes.iter_mut().zip(far) {
            *keep &= far <= 2 * depth;
        }
        self.drop_loose_ends(kept);
        Ok(())
    }

    /// Notes the distances of the neighbours of a node.
    fn reach(&self, at: NodeIndex, far: usize, kept: &Kept, all: &mut [usize], rings: &mut VecDeque<Vec<NodeIndex>>) {
        let out = self.inner.edges(at).map(|edge| (edge.id(), edge.target()));
        let back = self.inner.edges_directed(at, petgraph::Direction::Incoming).map(|edge| (edge.id(), edge.source()));
        for (edge, next) in out.chain(back) {
            let step = if self.is_half(at) || self.is_half(next) { 1 } else { 2 };
            if kept.edges[edge.index()] && far + step < all[next.index()] {
                all[next.index()] = far + step;
                if let Some(ring) = rings.get_mut(step - 1) {
                    ring.push(next);
                }
            }
        }
    }

    /// True for nodes that stand between others.
    fn is_half(&self, at: NodeIndex) -> bool {
        !matches!(self.inner[at], Node::Entity(_))
    }

    /// Keeps the nodes of the most told edges between the best connected nodes, up to `top` of them.
    fn keep_top(&self, top: usize, kept: &mut Kept) {
        let told: Vec<usize> = self.edges().map(|(.., edge)| edge.articles().len()).collect();
        let mut degree = vec![0_usize; kept.nodes.len()];
        let ends = |edge: usize| {
            self.inner.edge_endpoints(EdgeIndex::new(edge)).map_or((0, 0), |(from, to)| (from.index(), to.index()))
        };
        let statement = |at: usize| is_statement(&self.inner[NodeIndex::new(at)]);
        let mut order: Vec<usize> = (0..told.len()).filter(|&edge| kept.edges[edge]).collect();
        for &edge in &order {
            let (from, to) = ends(edge);
            degree[from] += told[edge];
            degree[to] += told[edge];
        }
        order.sort_by_cached_key(|&edge| {
            let (from, to) = ends(edge);
            (Reverse(told[edge]), Reverse(degree[from].min(degree[to])), Reverse(degree[from].max(degree[to])), edge)
        });
        let mut chosen = vec![false; kept.nodes.len()];
        let mut count = 0;
        for edge in order {
            let (from, to) = ends(edge);
            if statement(from) || statement(to) {
                continue;
            }
            let new = usize::from(!chosen[from]) + usize::from(!chosen[to] && to != from);
            if count + new <= top {
                chosen[from] = true;
                chosen[to] = true;
                count += new;
            }
        }
        let among = |at: NodeIndex| self.inner.neighbors_undirected(at).filter(|it| chosen[it.index()]).count() > 1;
        for (at, keep) in kept.nodes.iter_mut().enumerate() {
            *keep &= if statement(at) { among(NodeIndex::new(at)) } else { chosen[at] };
        }
        self.drop_loose_ends(kept);
    }

    /// The graph of what is kept.
    fn part(&self, kept: &Kept, limited: bool) -> Graph {
        let nodes: Vec<Node> =
            self.nodes().zip(&kept.nodes).filter(|(_, keep)| **keep).map(|(it, _)| it.clone()).collect();
        let links: Vec<Link> = self
            .edges()
            .zip(&kept.edges)
            .filter(|(_, keep)| **keep)
            .map(|((from, to, edge), _)| Link {
                from: CompactString::from(from.id()),
                to: CompactString::from(to.id()),
                edge: Edge::clone(edge),
            })
            .collect();
        let omitted = Omitted {
            nodes: self.omitted.nodes + self.inner.node_count() - nodes.len(),
            edges: self.omitted.edges + self.inner.edge_count() - links.len(),
            limited: self.omitted.limited || limited,
        };
        let part = Graph::assemble(self.sources.clone(), self.terms.clone(), nodes, links);
        Graph { omitted, ..part.with_hints(self.hints.clone()) }
    }
}

fn is_statement(node: &Node) -> bool {
    matches!(node, Node::Statement(_))
}

/// The kind of a node by which a selection names it.
fn kind(node: &Node) -> &'static str {
    match node {
        Node::Entity(entity) => entity.kind.as_str(),
        Node::Event(_) => "event",
        Node::Statement(_) => "statement",
    }
}

/// What [`Selection::only`] may name.
pub const KINDS: [&str; 6] = ["person", "organization", "place", "work", "event", "statement"];
