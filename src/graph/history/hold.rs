//! What held at a time, as far as the articles show it.

use crate::graph::{Account, Edge, EdgeKind, Graph, Link, Node};
use crate::model::{Date, Interval, Schema, Status};
use compact_str::CompactString;
use std::collections::BTreeSet;

/// The days on which something is known to have held; both ends included, an open end is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hold {
    pub(super) start: Option<Date>,
    pub(super) end: Option<Date>,
}

impl Hold {
    fn touches(self, day: Date) -> bool {
        self.start.is_none_or(|start| start <= day.last_day()) && self.end.is_none_or(|end| end >= day.first_day())
    }

    /// The days of a stated time.
    fn stated(when: Interval, lasting: bool) -> Self {
        let (start, end) = (when.start.map(Date::first_day), when.end.map(Date::last_day));
        if lasting {
            return Hold { start, end };
        }
        // What happens is over when it has happened.
        Hold { start: start.or(when.end.map(Date::first_day)), end: end.or(when.start.map(Date::last_day)) }
    }

    /// When an account says that it held: at the stated time; what lasts and has none, since the article appeared.
    /// `None` where it does not say that it held, or not when.
    pub(super) fn of(account: &Account, published: Option<Date>, lasting: bool) -> Option<Self> {
        match (account.status, account.when) {
            (Status::Actual, Some(when)) => Some(Hold::stated(when, lasting)),
            (Status::Actual, None) if lasting => Some(Hold { start: Some(published?.first_day()), end: None }),
            (Status::Former, Some(when)) => {
                let stated = Hold::stated(when, lasting);
                Some(Hold { end: stated.end.or(published.map(Date::last_day)), ..stated })
            }
            _ => None,
        }
    }
}

/// The days by which an edge had ended: stated ones, and those on which an article calls it former.
pub(super) fn ends(graph: &Graph, edge: &Edge) -> Vec<Date> {
    let end = |account: &Account| match (account.status, account.when.and_then(|when| when.end)) {
        (Status::Actual | Status::Former, Some(end)) => Some(end.last_day()),
        (Status::Former, None) => graph.published(&account.article).map(Date::first_day),
        _ => None,
    };
    edge.accounts.iter().filter_map(end).collect()
}

impl Graph {
    /// The day on which an article appeared.
    pub(super) fn published(&self, article: &str) -> Option<Date> {
        self.sources().get(article)?.published
    }

    /// The part of the graph that held on a day, month or year: relations and events of which some article says so.
    ///
    /// A stated time counts as it is stated. A relation that lasts and has none holds from the publication of the
    /// article that tells it until another article states its end or calls it former; what merely happens and has no
    /// stated time is left out, and so are statements, which never hold. O(accounts × ends of one edge).
    #[must_use]
    pub fn valid_at(&self, day: Date, schema: &Schema) -> Graph {
        let mut links = Vec::new();
        let mut ends = BTreeSet::new();
        for (from, to, edge) in self.edges() {
            let accounts = self.valid_accounts(edge, day, schema);
            if !accounts.is_empty() {
                let (from, to) = (CompactString::from(from.id()), CompactString::from(to.id()));
                ends.extend([from.clone(), to.clone()]);
                links.push(Link { from, to, edge: Edge { kind: edge.kind.clone(), accounts } });
            }
        }
        let nodes = self.nodes().filter(|node| ends.contains(node.id())).cloned().collect::<Vec<Node>>();
        let part = Graph::assemble(self.sources().clone(), self.terms().clone(), nodes, links);
        part.with_hints(self.hints().to_vec())
    }

    fn valid_accounts(&self, edge: &Edge, day: Date, schema: &Schema) -> Vec<Account> {
        let lasting = match &edge.kind {
            EdgeKind::Relation(kind) => schema.is_lasting(kind),
            EdgeKind::Participant(_) | EdgeKind::Place => false,
            EdgeKind::Said | EdgeKind::To | EdgeKind::About => return Vec::new(),
        };
        let ends = ends(self, edge);
        let holds = |account: &&Account| {
            let hold = Hold::of(account, self.published(&account.article), lasting);
            hold.is_some_and(|hold| {
                // An open end is closed by the first end that another account gives.
                let closed = |start: Date| ends.iter().copied().filter(|end| *end >= start).min();
                let end = hold.end.or_else(|| hold.start.and_then(closed));
                Hold { end, ..hold }.touches(day)
            })
        };
        edge.accounts.iter().filter(holds).cloned().collect()
    }
}
