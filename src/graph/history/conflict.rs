//! What contradicts itself.

use super::hold::Hold;
use crate::graph::{Account, Edge, EdgeKind, Graph, Node};
use crate::model::{Date, Interval, Schema, Status, fold};
use serde::Serialize;
use std::collections::BTreeMap;

/// How accounts contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contradiction {
    /// What one other has at a time, two have at once: two heads of one office, two spouses.
    TwoAtOnce,
    /// An end before the start.
    EndBeforeStart,
    /// Told as so by one account and as not so by another.
    SaidAndDenied,
}

impl Contradiction {
    /// Its name: "two-at-once".
    pub fn as_str(self) -> &'static str {
        match self {
            Contradiction::TwoAtOnce => "two-at-once",
            Contradiction::EndBeforeStart => "end-before-start",
            Contradiction::SaidAndDenied => "said-and-denied",
        }
    }
}

/// Accounts that cannot all be true. It says that they differ, never which of them is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Conflict {
    /// How they contradict each other.
    pub conflict: Contradiction,
    /// The accounts.
    pub sides: Vec<Side>,
}

/// One account of a conflict.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Side {
    /// The name of the node that the edge goes out from.
    pub from: String,
    /// The type of the edge.
    #[serde(rename = "type")]
    pub kind: String,
    /// The name of the node that it goes to.
    pub to: String,
    /// How the article stands to it.
    pub status: Status,
    /// The words of the office or role.
    pub title: Option<String>,
    /// When it held, as the article states it.
    pub when: Option<Interval>,
    /// The article.
    pub article: String,
    /// When that appeared.
    pub published: Option<Date>,
    /// Its words.
    pub evidence: String,
}

/// An edge under what it may be had with one other at a time: the end that has it, its type, the office.
type Seats<'g> = BTreeMap<(&'g str, &'g str, String), Vec<(&'g Node, &'g Node, Vec<&'g Account>)>>;

impl Graph {
    /// The contradictions among the accounts of the graph, sorted. O(edges log edges), and pairs only among the holders
    /// of one office.
    pub fn conflicts(&self, schema: &Schema) -> Vec<Conflict> {
        let mut conflicts = self.two_at_once(schema);
        for (from, to, edge) in self.edges() {
            let side = |account: &Account| self.side(from, to, edge, account);
            let reversed = |account: &&Account| account.when.is_some_and(is_reversed);
            conflicts.extend(
                edge.accounts
                    .iter()
                    .filter(reversed)
                    .map(|account| Conflict { conflict: Contradiction::EndBeforeStart, sides: vec![side(account)] }),
            );
            let told = |status: &[Status]| edge.accounts.iter().find(|account| status.contains(&account.status));
            if let (Some(said), Some(denied)) = (told(&[Status::Actual, Status::Former]), told(&[Status::Negated])) {
                let sides = vec![side(said), side(denied)];
                conflicts.push(Conflict { conflict: Contradiction::SaidAndDenied, sides });
            }
        }
        conflicts.sort();
        conflicts.dedup();
        conflicts
    }

    fn side(&self, from: &Node, to: &Node, edge: &Edge, account: &Account) -> Side {
        Side {
            from: from.label(),
            kind: edge.kind.name().to_owned(),
            to: to.label(),
            status: account.status,
            title: account.title.clone(),
            when: account.when,
            article: account.article.to_string(),
            published: self.published(&account.article),
            evidence: account.evidence.text().to_owned(),
        }
    }

    fn two_at_once(&self, schema: &Schema) -> Vec<Conflict> {
        let mut seats = Seats::new();
        for (from, to, edge) in self.edges() {
            let EdgeKind::Relation(kind) = &edge.kind else { continue };
            if !schema.is_exclusive(kind) {
                continue;
            }
            if schema.is_symmetric(kind) {
                let all = || edge.accounts.iter().collect();
                seats.entry((to.id(), kind, String::new())).or_default().push((from, to, all()));
                seats.entry((from.id(), kind, String::new())).or_default().push((from, to, all()));
                continue;
            }
            let mut offices: BTreeMap<String, Vec<&Account>> = BTreeMap::new();
            for account in &edge.accounts {
                if let Some(title) = &account.title {
                    offices.entry(fold(title)).or_default().push(account);
                }
            }
            for (office, accounts) in offices {
                seats.entry((to.id(), kind, office)).or_default().push((from, to, accounts));
            }
        }
        seats.iter().flat_map(|((_, kind, _), holders)| self.rivals(kind, holders)).collect()
    }

    /// The holders of one office whose known times overlap.
    fn rivals(&self, kind: &str, holders: &[(&Node, &Node, Vec<&Account>)]) -> Vec<Conflict> {
        let edge_kind = EdgeKind::Relation(kind.into());
        let mut found = Vec::new();
        for (at, (from, to, accounts)) in holders.iter().enumerate() {
            for (other_from, other_to, others) in holders.iter().skip(at + 1) {
                let (Some((start, end)), Some((other_start, other_end))) = (self.seen(accounts), self.seen(others))
                else {
                    continue;
                };
                if start <= other_end && other_start <= end {
                    let side = |from: &Node, to: &Node, accounts: &[&Account]| {
                        let edge = Edge { kind: edge_kind.clone(), accounts: Vec::new() };
                        accounts.iter().find(|it| it.status == Status::Actual).map(|it| self.side(from, to, &edge, it))
                    };
                    let sides = [side(from, to, accounts), side(other_from, other_to, others)];
                    let sides = sides.into_iter().flatten().collect();
                    found.push(Conflict { conflict: Contradiction::TwoAtOnce, sides });
                }
            }
        }
        found
    }

    /// From the first to the last day on which articles tell it as so.
    fn seen(&self, accounts: &[&Account]) -> Option<(Date, Date)> {
        let holds = accounts.iter().filter(|account| account.status == Status::Actual).filter_map(|account| {
            let hold = Hold::of(account, self.published(&account.article), true)?;
            let start = hold.start.or(hold.end)?;
            let told = self.published(&account.article).map(Date::first_day);
            Some((start, hold.end.or(told.filter(|told| *told >= start)).unwrap_or(start)))
        });
        holds.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }
}

fn is_reversed(when: Interval) -> bool {
    when.start.zip(when.end).is_some_and(|(start, end)| start.first_day() > end.last_day())
}
