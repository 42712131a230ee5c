//! What the page tells of one dot, of one connection, of one article.

use super::desk::Desk;
use crate::export::page::record::{
    AccountRecord, ArticleRecord, DotRecord, HintRecord, LineRecord, QuoteRecord, SightingRecord, Texts,
};
use crate::export::page::recorder::Recorder;
use crate::graph::{EdgeKind, Graph, Node, StatementNode};
use crate::model::Feature;
use crate::resolve::Explanation;
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The most connections, quotes, sightings and accounts that one answer holds; those with most evidence come first.
const LINES: usize = 300;
const QUOTES: usize = 60;
const SIGHTINGS: usize = 60;
const ACCOUNTS: usize = 60;

/// A dot with all around it.
#[derive(Serialize)]
pub(super) struct NodeCard<'d> {
    node: DotRecord<'d>,
    aliases: &'d [String],
    edges: Vec<LineRecord<'d>>,
    /// How many connections there are in all.
    total: usize,
    nodes: Vec<DotRecord<'d>>,
    by: Vec<QuoteRecord<'d>>,
    about: Vec<QuoteRecord<'d>>,
    sightings: Vec<SightingRecord<'d>>,
    hints: Vec<HintRecord<'d>>,
    articles: BTreeMap<&'d str, ArticleRecord<'d>>,
}

impl<'d> NodeCard<'d> {
    /// The card of a node of the scene.
    pub(super) fn new(desk: &'d Desk, texts: &'d dyn Texts, at: u32) -> Self {
        let (scene, recorder) = (&desk.scene, desk.recorder(texts));
        let lines: Vec<u32> = scene.around(at).iter().copied().take(LINES).collect();
        let ends: BTreeSet<u32> = lines.iter().map(|&line| scene.lines()[line as usize].other(at)).collect();
        let node = scene.node(at);
        let by = quotes(scene.graph(), at, Direction::Outgoing);
        let about = quotes(scene.graph(), at, Direction::Incoming);
        let quoted = by.iter().chain(&about).flat_map(|it| it.renderings.iter().map(|it| it.article.as_str()));
        let seen: Vec<&str> = match node {
            Node::Entity(entity) => entity.sightings.iter().take(SIGHTINGS).map(|it| it.article.as_str()).collect(),
            _ => Vec::new(),
        };
        NodeCard {
            articles: recorder.articles(quoted.chain(seen)),
            node: recorder.dot(at),
            aliases: match node {
                Node::Entity(entity) => &entity.aliases,
                _ => &[],
            },
            total: scene.around(at).len(),
            edges: lines.iter().map(|&line| recorder.line(line)).collect(),
            nodes: ends.into_iter().map(|end| recorder.dot(end)).collect(),
            by: by.into_iter().map(|it| recorder.quote(it)).collect(),
            about: about.into_iter().map(|it| recorder.quote(it)).collect(),
            sightings: recorder.sightings(at, SIGHTINGS),
            hints: recorder.hints(at),
        }
    }
}

/// The statements by a node (outgoing) or to and about it (incoming), those that most articles report first.
fn quotes(graph: &Graph, at: u32, direction: Direction) -> Vec<&StatementNode> {
    let edges = graph.petgraph().edges_directed(NodeIndex::new(at as usize), direction);
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    for edge in edges.filter(|it| matches!(it.weight().kind, EdgeKind::Said | EdgeKind::About | EdgeKind::To)) {
        let other = if direction == Direction::Outgoing { edge.target() } else { edge.source() };
        if let Node::Statement(statement) = &graph.petgraph()[other]
            && seen.insert(other)
        {
            found.push(statement);
        }
    }
    found.sort_by_key(|it| (Reverse(it.renderings.len()), &it.id));
    found.truncate(QUOTES);
    found
}

/// All that connects two dots directly.
#[derive(Serialize)]
pub(super) struct Connection<'d> {
    nodes: Vec<DotRecord<'d>>,
    edges: Vec<Evidenced<'d>>,
    articles: BTreeMap<&'d str, ArticleRecord<'d>>,
}

#[derive(Serialize)]
struct Evidenced<'d> {
    #[serde(flatten)]
    line: LineRecord<'d>,
    accounts: Vec<AccountRecord<'d>>,
    /// How many accounts there are in all.
    total: usize,
}

impl<'d> Connection<'d> {
    /// The connection of two nodes of the scene.
    pub(super) fn new(desk: &'d Desk, texts: &'d dyn Texts, a: u32, b: u32) -> Self {
        let (scene, recorder): (_, Recorder<'d, Arc<Graph>>) = (&desk.scene, desk.recorder(texts));
        let (near, far) = if scene.around(a).len() <= scene.around(b).len() { (a, b) } else { (b, a) };
        let mut lines: Vec<u32> = scene.around(near).to_vec();
        lines.retain(|&line| scene.lines()[line as usize].other(near) == far);
        let evidenced = |&at: &u32| Evidenced {
            line: recorder.line(at),
            accounts: recorder.accounts(at, ACCOUNTS),
            total: scene.accounts(&scene.lines()[at as usize]).count(),
        };
        let accounts = lines.iter().flat_map(|&at| scene.accounts(&scene.lines()[at as usize]).take(ACCOUNTS));
        Connection {
            articles: recorder.articles(accounts.map(|it| it.article.as_str())),
            nodes: [a, b].map(|at| recorder.dot(at)).into(),
            edges: lines.iter().map(evidenced).collect(),
        }
    }
}

/// An article to read.
#[derive(Serialize)]
pub(super) struct Reading<'d> {
    #[serde(flatten)]
    source: ArticleRecord<'d>,
    text: Option<String>,
}

impl<'d> Reading<'d> {
    /// The article of an identifier; `None` where the graph does not know it.
    pub(super) fn new(desk: &'d Desk, texts: &dyn Texts, id: &str) -> Option<Self> {
        let source = desk.scene.graph().sources().get(id)?;
        Some(Reading { source: source.into(), text: texts.words(id).map(|(_, text)| text) })
    }
}

/// What speaks for and against two names of an entity meaning one.
#[derive(Serialize)]
pub(super) struct Weighed {
    a: String,
    b: String,
    /// In how many articles each of them is used.
    articles: [usize; 2],
    /// In decibans.
    score: i32,
    features: Vec<Feature>,
}

impl From<Explanation> for Weighed {
    fn from(it: Explanation) -> Self {
        Weighed { a: it.a.0, b: it.b.0, articles: [it.a.1, it.b.1], score: it.score, features: it.features }
    }
}
