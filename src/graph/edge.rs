//! How nodes are connected, and which words of which article say so.

use crate::model::{Confidence, EntityId, Event, Evidence, Interval, Kind, Relation, Role, Rule, Statement, Status};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What an edge means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EdgeKind {
    /// Entity to entity: a relation of the schema.
    Relation(Kind),
    /// Event to entity: who takes part, as what.
    Participant(Role),
    /// Event to place: where.
    Place,
    /// Entity to statement: who says it.
    Said,
    /// Statement to entity: to whom.
    To,
    /// Statement to entity: about whom or what.
    About,
}

impl EdgeKind {
    /// Its name, as the formats write it: the name of the relation, "agent", "place", "said", "to", "about".
    pub fn name(&self) -> &str {
        match self {
            EdgeKind::Relation(kind) => kind,
            EdgeKind::Participant(Role::Agent) => "agent",
            EdgeKind::Participant(Role::Patient) => "patient",
            EdgeKind::Participant(Role::Attendee) => "attendee",
            EdgeKind::Participant(Role::Other) => "participant",
            EdgeKind::Place => "place",
            EdgeKind::Said => "said",
            EdgeKind::To => "to",
            EdgeKind::About => "about",
        }
    }

    /// The class of edges that it belongs to: "relation", "participant", "place", "said", "to", "about".
    pub fn class(&self) -> &'static str {
        match self {
            EdgeKind::Relation(_) => "relation",
            EdgeKind::Participant(_) => "participant",
            EdgeKind::Place => "place",
            EdgeKind::Said => "said",
            EdgeKind::To => "to",
            EdgeKind::About => "about",
        }
    }

    /// The kind of a class and a name; `None` for an unknown class or role.
    pub fn parse(class: &str, name: &str) -> Option<Self> {
        Some(match (class, name) {
            ("relation", kind) => EdgeKind::Relation(kind.into()),
            ("participant", "agent") => EdgeKind::Participant(Role::Agent),
            ("participant", "patient") => EdgeKind::Participant(Role::Patient),
            ("participant", "attendee") => EdgeKind::Participant(Role::Attendee),
            ("participant", "participant") => EdgeKind::Participant(Role::Other),
            ("place", _) => EdgeKind::Place,
            ("said", _) => EdgeKind::Said,
            ("to", _) => EdgeKind::To,
            ("about", _) => EdgeKind::About,
            _ => return None,
        })
    }
}

/// An edge: one for each kind and direction between two nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// What it means.
    pub kind: EdgeKind,
    /// Who says so where, in the order of the articles; never empty.
    pub accounts: Vec<Account>,
}

impl Edge {
    /// The identifiers of the articles that say so, sorted.
    pub fn articles(&self) -> BTreeSet<&str> {
        self.accounts.iter().map(|account| account.article.as_str()).collect()
    }

    /// How most accounts stand to it; with equal numbers the one that comes first in [`Status::ALL`].
    pub fn status(&self) -> Status {
        most(self.accounts.iter().map(|account| account.status))
    }

    /// The literal words of the office or role that most accounts give.
    pub fn title(&self) -> Option<&str> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for title in self.accounts.iter().filter_map(|account| account.title.as_deref()) {
            *counts.entry(title).or_default() += 1;
        }
        counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0))).map(|(title, _)| title)
    }

    /// The account of the greatest confidence, the first of equals.
    pub fn best(&self) -> Option<&Account> {
        self.accounts.iter().rev().max_by_key(|account| account.confidence)
    }
}

/// The most frequent status; of equally frequent ones that which comes first in [`Status::ALL`].
pub(crate) fn most(statuses: impl Iterator<Item = Status>) -> Status {
    let mut counts: BTreeMap<Status, usize> = BTreeMap::new();
    for status in statuses {
        *counts.entry(status).or_default() += 1;
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(status, _)| status).unwrap_or_default()
}

/// One time that one article asserts an edge.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Account {
    /// The article.
    pub article: CompactString,
    /// The words that show it.
    #[serde(flatten)]
    pub evidence: Evidence,
    /// How the text stands to it.
    pub status: Status,
    /// The literal words of an office or role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// When it held, as the text states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Interval>,
    /// Who says so in the article, where it is not the article itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attributed_to: Option<EntityId>,
    /// What found it.
    pub rule: Rule,
    /// How sure it is.
    pub confidence: Confidence,
}

impl Account {
    /// An article's account of a relation.
    pub(crate) fn of_relation(article: &CompactString, relation: &Relation<EntityId>) -> Self {
        Account {
            article: article.clone(),
            evidence: relation.evidence.clone(),
            status: relation.status,
            title: relation.title.clone(),
            when: relation.when,
            attributed_to: relation.attributed_to.clone(),
            rule: relation.rule.clone(),
            confidence: relation.confidence,
        }
    }

    /// An article's account of an event.
    pub(crate) fn of_event(article: &CompactString, event: &Event<EntityId>) -> Self {
        Account {
            article: article.clone(),
            evidence: event.trigger.clone(),
            status: event.status,
            title: None,
            when: event.date.map(Interval::from),
            attributed_to: event.attributed_to.clone(),
            rule: event.rule.clone(),
            confidence: event.confidence,
        }
    }

    /// An article's account of a statement.
    pub(crate) fn of_statement(article: &CompactString, statement: &Statement<EntityId>) -> Self {
        Account {
            article: article.clone(),
            evidence: statement.evidence(),
            status: Status::Actual,
            title: None,
            when: None,
            attributed_to: None,
            rule: statement.rule.clone(),
            confidence: statement.confidence,
        }
    }

    /// The relation as the article asserts it.
    pub fn relation(&self, kind: Kind, from: EntityId, to: EntityId) -> Relation<EntityId> {
        Relation {
            kind,
            from,
            to,
            status: self.status,
            title: self.title.clone(),
            when: self.when,
            attributed_to: self.attributed_to.clone(),
            evidence: self.evidence.clone(),
            rule: self.rule.clone(),
            confidence: self.confidence,
        }
    }
}
