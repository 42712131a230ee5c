//! Which part of a graph a question is about.

use super::{Account, Edge, Graph, Node};
use crate::model::{Confidence, Date, Interval, Status};
use serde::{Deserialize, Serialize};

/// What of a graph counts; the default is all of it. Names are those that the formats write.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// The kinds of nodes: "person", "organization", "place", "work", "event", "statement"; empty for all.
    pub only: Vec<String>,
    /// The types of edges: names of relations, "agent", "said", "about" …; empty for all.
    pub relations: Vec<String>,
    /// How the articles stand to it; empty for all.
    pub statuses: Vec<Status>,
    /// The outlets that say so, in any case; empty for all.
    pub outlets: Vec<String>,
    /// Not what ended before. Of a time that the text states, else of the day of publication.
    pub since: Option<Date>,
    /// Not what began after. Of a time that the text states, else of the day of publication.
    pub until: Option<Date>,
    /// The least confidence of an account.
    pub min_confidence: Option<Confidence>,
    /// The least number of articles of an edge.
    pub min_articles: usize,
    /// The least number of independent sources of an edge.
    pub min_sources: usize,
}

impl Filter {
    /// Everything but what the texts deny or only imagine: what connects people rather than what is said of them.
    pub fn asserted() -> Self {
        let statuses = Status::ALL.into_iter().filter(|status| status.is_asserted()).collect();
        Filter { statuses, ..Filter::default() }
    }

    /// True where nothing is left out.
    pub fn is_all(&self) -> bool {
        *self == Filter::default()
    }

    /// True for a node of a kind that counts.
    pub fn node(&self, node: &Node) -> bool {
        self.only.is_empty() || self.only.iter().any(|kind| kind == node.kind())
    }

    /// True for an account that counts.
    pub fn account(&self, graph: &Graph, account: &Account) -> bool {
        // Looked up only where asked for: a search for paths comes by here for every edge that it meets.
        let source = || graph.sources().get(&account.article);
        let outlet = || source().and_then(|source| source.publisher.as_deref()).unwrap_or_default().to_lowercase();
        let when = || account.when.or_else(|| source()?.published.map(Interval::from));
        (self.statuses.is_empty() || self.statuses.contains(&account.status))
            && self.min_confidence.is_none_or(|least| account.confidence >= least)
            && (self.outlets.is_empty() || self.outlets.iter().any(|name| name.to_lowercase() == outlet()))
            && (self.since.is_none() && self.until.is_none() || self.time(when()))
    }

    /// True for an edge of a type that counts with enough accounts that count.
    pub fn edge(&self, graph: &Graph, edge: &Edge) -> bool {
        let is_of_type = self.relations.is_empty() || self.relations.iter().any(|name| name == edge.kind.name());
        is_of_type && self.accounts(graph, &edge.accounts)
    }

    /// The accounts of an edge that count.
    pub fn kept<'g>(&self, graph: &Graph, edge: &'g Edge) -> Vec<&'g Account> {
        edge.accounts.iter().filter(|account| self.account(graph, account)).collect()
    }

    fn accounts(&self, graph: &Graph, accounts: &[Account]) -> bool {
        if self.min_articles.max(self.min_sources) <= 1 {
            return accounts.iter().any(|account| self.account(graph, account));
        }
        let kept = || accounts.iter().filter(|it| self.account(graph, it)).map(|account| account.article.as_str());
        let articles = kept().collect::<std::collections::BTreeSet<_>>().len();
        articles >= self.min_articles.max(1) && graph.independent_of(kept()) >= self.min_sources
    }

    /// True for a time that touches the range asked for; an unknown time does only where none is asked for.
    pub(super) fn time(&self, when: Option<Interval>) -> bool {
        if self.since.is_none() && self.until.is_none() {
            return true;
        }
        let asked = Days::of(Interval { start: self.since, end: self.until });
        when.is_some_and(|when| asked.meet(Days::of(when)).is_some())
    }
}

/// A stretch of days, both ends included, numbered in the order of the calendar (not counted: months have 31).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    first: i32,
    last: i32,
}

impl Days {
    /// All days.
    pub(super) const ALL: Days = Days { first: i32::MIN, last: i32::MAX };

    /// The days that a stated time may mean: of a vague date all that it covers, without end where an end is open.
    pub(super) fn of(when: Interval) -> Self {
        let number = |date: Date, month, day| {
            let (year, m, d) = date.parts();
            (i32::from(year) * 12 + i32::from(m.unwrap_or(month)) - 1) * 31 + i32::from(d.unwrap_or(day)) - 1
        };
        Days {
            first: when.start.map_or(i32::MIN, |date| number(date, 1, 1)),
            last: when.end.map_or(i32::MAX, |date| number(date, 12, 31)),
        }
    }

    /// The days that are in both; `None` where there are none.
    pub(super) fn meet(self, other: Days) -> Option<Days> {
        let both = Days { first: self.first.max(other.first), last: self.last.min(other.last) };
        (both.first <= both.last).then_some(both)
    }

    /// True where every day of `other` is in it.
    pub(super) fn covers(self, other: Days) -> bool {
        self.first <= other.first && other.last <= self.last
    }
}
