//! Nodes, edges and evidence as plain serialisable values, for answers that leave the graph.

use super::{Account, Edge, Graph, Node};
use crate::model::{CharSpan, Confidence, Date, Field, Interval, Status};
use petgraph::graph::{EdgeIndex, NodeIndex};
use serde::Serialize;

/// A node in a few words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NodeView {
    /// Its identifier.
    pub id: String,
    /// Its kind: "person", "organization", "place", "work", "event", "statement".
    pub kind: String,
    /// What people call it.
    pub label: String,
    /// The number of articles that know it.
    pub articles: usize,
    /// The same with articles that repeat one text counted once.
    pub independent: usize,
}

/// An edge in a few words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EdgeView {
    /// Its number in the order of [`Graph::edges`]; good only within one graph.
    pub edge: usize,
    /// The identifier of the node that it goes out from.
    pub from: String,
    /// The identifier of the node that it goes to.
    pub to: String,
    /// Its class: "relation", "participant", "place", "said", "to", "about".
    pub class: &'static str,
    /// Its type: the name of the relation, "agent", "said" …; unique with both ends and class.
    #[serde(rename = "type")]
    pub kind: String,
    /// The type in words: "spokesperson for".
    pub label: String,
    /// True where its direction means nothing.
    pub symmetric: bool,
    /// How most articles stand to it.
    pub status: Status,
    /// The words of the office or role that most articles give.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The time that the articles state, from the earliest to the latest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Interval>,
    /// When it was first reported.
    pub reported: Option<Date>,
    /// The number of articles that say so.
    pub articles: usize,
    /// The same with articles that repeat one text counted once.
    pub independent: usize,
    /// The words of the account of most confidence.
    pub evidence: Option<EvidenceView>,
}

/// The words of one article that show something.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EvidenceView {
    /// The identifier of the article.
    pub article: String,
    /// Its headline.
    pub headline: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// The day of its publication.
    pub published: Option<Date>,
    /// Where it was published.
    pub url: Option<String>,
    /// The field that the code points count in.
    pub field: Field,
    /// The code points of the words.
    #[serde(flatten)]
    pub span: CharSpan,
    /// The words.
    pub text: String,
    /// How the article stands to it.
    pub status: Status,
    /// The words of an office or role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// When it held, as the text states it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Interval>,
    /// The identifier of who says so, where it is not the article itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributed_to: Option<String>,
    /// What found it.
    pub rule: String,
    /// How sure it is.
    pub confidence: Confidence,
}

impl NodeView {
    /// A node of a graph in a few words.
    pub fn of(graph: &Graph, node: &Node) -> Self {
        let articles = node.articles();
        NodeView {
            id: node.id().to_owned(),
            kind: node.kind().to_owned(),
            label: node.label(),
            articles: articles.len(),
            independent: graph.independent_of(articles),
        }
    }

    pub(super) fn at(graph: &Graph, at: NodeIndex) -> Self {
        NodeView::of(graph, &graph.inner[at])
    }
}

impl EdgeView {
    /// The edge of a number in the order of [`Graph::edges`].
    pub fn of(graph: &Graph, edge: usize) -> Option<Self> {
        let at = EdgeIndex::new(edge);
        let (from, to) = graph.inner.edge_endpoints(at)?;
        let it = &graph.inner[at];
        let published = |account: &Account| graph.sources.get(&account.article).and_then(|source| source.published);
        Some(EdgeView {
            edge,
            from: graph.inner[from].id().to_owned(),
            to: graph.inner[to].id().to_owned(),
            class: it.kind.class(),
            kind: it.kind.name().to_owned(),
            label: graph.label(it.kind.name()),
            symmetric: graph.is_symmetric(it.kind.name()),
            status: it.status(),
            title: it.title().map(str::to_owned),
            when: it.when(),
            reported: it.accounts.iter().filter_map(published).min(),
            articles: it.articles().len(),
            independent: graph.independent(it),
            evidence: it.best().map(|account| EvidenceView::of(graph, account)),
        })
    }
}

impl EvidenceView {
    /// An account with what is known of its article.
    pub fn of(graph: &Graph, account: &Account) -> Self {
        let source = graph.sources.get(&account.article);
        EvidenceView {
            article: account.article.to_string(),
            headline: source.map(|source| source.title.clone()).unwrap_or_default(),
            outlet: source.and_then(|source| source.publisher.clone()),
            published: source.and_then(|source| source.published),
            url: source.and_then(|source| source.url.clone()),
            field: account.evidence.field(),
            span: account.evidence.span(),
            text: account.evidence.text().to_owned(),
            status: account.status,
            title: account.title.clone(),
            when: account.when,
            attributed_to: account.attributed_to.as_ref().map(ToString::to_string),
            rule: account.rule.to_string(),
            confidence: account.confidence,
        }
    }
}

impl Edge {
    /// The time that its accounts state, from the earliest to the latest; `None` where none states any. An end that an
    /// account leaves open stays open.
    pub fn when(&self) -> Option<Interval> {
        let stated = || self.accounts.iter().filter_map(|account| account.when);
        let start = stated().map(|when| when.start).min()?;
        let end = stated().map(|when| when.end).reduce(|a, b| Some(a?.max(b?)))?;
        (start.is_some() || end.is_some()).then_some(Interval { start, end })
    }
}
