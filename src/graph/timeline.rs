//! What happened to somebody, in the order of time.

use super::view::{EvidenceView, NodeView};
use super::{Edge, EdgeKind, Filter, Graph, Node};
use crate::model::{Date, Interval, Kind, Status};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use serde::Serialize;
use std::collections::BTreeSet;

/// Which clock a date is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Clock {
    /// The articles state it: then it happened, or was so.
    Stated,
    /// No article states a date; on this day it was first reported.
    Reported,
}

/// Something that happened or was said, or that began to hold.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moment {
    /// When; an end is open where it is unknown, and the whole is `None` where not even an article is dated.
    pub when: Option<Interval>,
    /// Which clock that is.
    pub clock: Clock,
    /// "relation", "event" or "statement".
    pub class: &'static str,
    /// The type of the relation or event, "said" for a statement.
    #[serde(rename = "type")]
    pub kind: String,
    /// The type in words.
    pub label: String,
    /// The identifier of the event or statement; `None` for a relation.
    pub id: Option<String>,
    /// The number of the relation's edge; `None` for an event or statement.
    pub edge: Option<usize>,
    /// A relation's two ends; whoever takes part in an event with its place; the speaker of a statement and to whom.
    pub nodes: Vec<NodeView>,
    /// The part of each in the order of `nodes`: "from" and "to", "agent", "place", "said" …
    pub roles: Vec<String>,
    /// The proper name of an event, the words of an office, the words of a statement.
    pub text: Option<String>,
    /// How most articles stand to it.
    pub status: Status,
    /// The number of articles that tell it.
    pub articles: usize,
    /// The same with articles that repeat one text counted once.
    pub independent: usize,
    /// The words of the account of most confidence.
    pub evidence: Option<EvidenceView>,
}

impl Graph {
    /// The relations, events and statements of some nodes, each once, by their dates: those that the articles state,
    /// else the day of the first report; the undated last. O(d log d) in the edges of the nodes.
    pub fn timeline(&self, ids: &[&str], filter: &Filter) -> Vec<Moment> {
        let mut edges = BTreeSet::new();
        let mut others = BTreeSet::new();
        for at in ids.iter().filter_map(|id| self.at(id)) {
            let out = self.inner.edges(at).map(|edge| (edge.id(), edge.target(), edge.weight()));
            let back = self.inner.edges_directed(at, petgraph::Incoming);
            for (id, other, edge) in out.chain(back.map(|edge| (edge.id(), edge.source(), edge.weight()))) {
                if !filter.edge(self, edge) || !filter.node(&self.inner[other]) {
                    continue;
                }
                match edge.kind {
                    EdgeKind::Relation(_) => drop(edges.insert(id)),
                    EdgeKind::Participant(_) | EdgeKind::Place | EdgeKind::Said | EdgeKind::To => {
                        others.insert(other);
                    }
                    // Whoever speaks of somebody does nothing to him.
                    EdgeKind::About => {}
                }
            }
        }
        let mut moments: Vec<Moment> =
            edges.into_iter().filter_map(|edge| self.relation_moment(edge.index())).collect();
        moments.extend(others.into_iter().filter_map(|at| self.node_moment(at)));
        moments.sort_by(|a, b| {
            let key = |it: &Moment| {
                let when = it.when.unwrap_or_default();
                let first = when.start.or(when.end);
                (first.is_none(), first, it.clock, when.end)
            };
            key(a).cmp(&key(b)).then_with(|| (a.class, &a.kind, a.edge, &a.id).cmp(&(b.class, &b.kind, b.edge, &b.id)))
        });
        moments
    }

    fn relation_moment(&self, number: usize) -> Option<Moment> {
        let (from, to, edge) = self.edge(number)?;
        let (when, clock) = self.dated(edge.when(), edge.articles());
        Some(Moment {
            when,
            clock,
            class: "relation",
            kind: edge.kind.name().to_owned(),
            label: self.label(edge.kind.name()),
            id: None,
            edge: Some(number),
            nodes: [from, to].map(|node| NodeView::of(self, node)).into(),
            roles: ["from", "to"].map(str::to_owned).into(),
            text: edge.title().map(str::to_owned),
            status: edge.status(),
            articles: edge.articles().len(),
            independent: self.independent(edge),
            evidence: edge.best().map(|account| EvidenceView::of(self, account)),
        })
    }

    fn node_moment(&self, at: NodeIndex) -> Option<Moment> {
        let node = &self.inner[at];
        let (stated, class, kind, text, status) = match node {
            Node::Event(it) => (it.date.map(Interval::from), "event", it.kind.clone(), it.name.clone(), it.status),
            Node::Statement(it) => (None, "statement", Kind::from("said"), Some(it.text.clone()), Status::Actual),
            Node::Entity(_) => return None,
        };
        let articles = node.articles();
        let (when, clock) = self.dated(stated, articles.iter().copied());
        let mut ends: Vec<(&EdgeKind, NodeIndex, &Edge)> = self
            .inner
            .edges(at)
            .map(|edge| (&edge.weight().kind, edge.target(), edge.weight()))
            .chain(
                self.inner
                    .edges_directed(at, petgraph::Incoming)
                    .map(|edge| (&edge.weight().kind, edge.source(), edge.weight())),
            )
            .filter(|(kind, ..)| **kind != EdgeKind::About)
            .collect();
        ends.sort_by_key(|(kind, other, _)| (*kind, *other));
        let best = ends.iter().filter_map(|(.., edge)| edge.best()).max_by_key(|account| account.confidence);
        Some(Moment {
            when,
            clock,
            class,
            label: self.label(&kind),
            kind: kind.to_string(),
            id: Some(node.id().to_owned()),
            edge: None,
            nodes: ends.iter().map(|(_, other, _)| NodeView::at(self, *other)).collect(),
            roles: ends.iter().map(|(kind, ..)| kind.name().to_owned()).collect(),
            text,
            status,
            articles: articles.len(),
            independent: self.independent_of(articles.iter().copied()),
            evidence: best.map(|account| EvidenceView::of(self, account)),
        })
    }

    /// The time that is stated, else that of the first report.
    fn dated<'a>(
        &self,
        stated: Option<Interval>,
        articles: impl IntoIterator<Item = &'a str>,
    ) -> (Option<Interval>, Clock) {
        if stated.is_some() {
            return (stated, Clock::Stated);
        }
        let reported: Option<Date> = articles.into_iter().filter_map(|id| self.sources.get(id)?.published).min();
        (reported.map(Interval::from), Clock::Reported)
    }
}
