//! Networks of invented people without articles behind them: each account has the same few words.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "each test uses its own part; a test fails by panicking"
)]

use newsgraph::graph::{Account, Edge, EdgeKind, EntityNode, Graph, Link, Node, Source, Term};
use newsgraph::model::{Date, EntityId, EntityKind, Interval};
use std::collections::BTreeMap;

/// A tie between two people by their numbers.
#[derive(Debug, Clone, Copy)]
pub struct Tie {
    pub from: usize,
    pub to: usize,
    pub kind: &'static str,
    /// The article that tells it, by number; several ties of one pair and kind are one edge.
    pub article: usize,
    /// In hundredths.
    pub confidence: u8,
    pub years: Option<(i16, i16)>,
}

impl Tie {
    pub fn new(from: usize, to: usize) -> Self {
        Tie { from, to, kind: "knows", article: 0, confidence: 80, years: None }
    }

    pub fn told_by(self, article: usize) -> Self {
        Tie { article, ..self }
    }

    pub fn held(self, first: i16, last: i16) -> Self {
        Tie { years: Some((first, last)), ..self }
    }
}

/// The identifier of a person.
pub fn person(number: usize) -> String {
    format!("person/p{number:07}")
}

/// The graph of some people and ties; loops are left out.
pub fn net(people: usize, ties: &[Tie]) -> Graph {
    let account: Account = serde_json::from_value(serde_json::json!({
        "article": "a", "start": 0, "end": 8, "text": "he knows", "status": "actual", "rule": "sample", "confidence": 0.8
    }))
    .unwrap();
    let node = |number: usize| {
        Node::Entity(EntityNode {
            id: EntityId(person(number).into()),
            kind: EntityKind::Person,
            name: format!("Person {number}"),
            aliases: Vec::new(),
            descriptions: Vec::new(),
            gender: None,
            external_ids: BTreeMap::default(),
            sightings: Vec::new(),
        })
    };
    let article = |number: usize| format!("a{number:05}");
    let mut edges: BTreeMap<(usize, usize, &str), Vec<Account>> = BTreeMap::new();
    for tie in ties.iter().filter(|tie| tie.from != tie.to) {
        let when =
            tie.years.map(|(first, last)| Interval { start: Some(Date::year(first)), end: Some(Date::year(last)) });
        edges.entry((tie.from, tie.to, tie.kind)).or_default().push(Account {
            article: article(tie.article).into(),
            when,
            confidence: (f32::from(tie.confidence) / 100.0).into(),
            ..account.clone()
        });
    }
    let links = edges
        .into_iter()
        .map(|((from, to, kind), mut accounts)| {
            accounts.sort();
            Link {
                from: person(from).into(),
                to: person(to).into(),
                edge: Edge { kind: EdgeKind::Relation(kind.into()), accounts },
            }
        })
        .collect();
    let source = |number: usize| Source {
        id: article(number).into(),
        published: Some(Date::year(2020)),
        publisher: Some(format!("Outlet {}", number % 3)),
        ..Source::default()
    };
    let articles = ties.iter().map(|tie| tie.article).max().map_or(0, |last| last + 1);
    let sources = (0..articles).map(|number| (article(number).into(), source(number))).collect();
    let term = Term { label: "knows".to_owned(), symmetric: true, ..Term::default() };
    Graph::assemble(sources, [("knows".into(), term)].into(), (0..people).map(node).collect(), links)
}
