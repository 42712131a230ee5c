//! Graphs for programs that know nodes and edges with plain attributes: one row for each, the same in all formats.
//!
//! | label | identifier | attributes |
//! |---|---|---|
//! | `Person`, `Organization`, `Place`, `Work` | that of the entity | `name`, `aliases`, `descriptions`, `gender`, `external_ids` |
//! | `Event` | that of the event | `name`, `type`, `date`, `status` |
//! | `Statement` | that of the statement | `name` (its words), `type` (direct, indirect, mixed) |
//! | `Article` | that of the article | `name` (its headline), `published`, `publisher`, `url`, `digest`, `repeats` |
//!
//! All but articles have `kind`, `articles` (how many know it), `first_published` and `last_published` too.
//!
//! Edges have the type of the relation (`met-with`, where upper snake case is usual `MET_WITH`), of the part in an event
//! (`agent`, `place` …), or `said`, `to`, `about`.

pub mod csv;
pub mod cypher;
pub mod gexf;
pub mod graphml;
#[cfg(feature = "parquet")]
pub mod parquet;
pub(crate) mod property;
#[cfg(feature = "parquet")]
mod table;
mod xml;

pub(super) use xml::escape as escape_xml;

use crate::graph::{Edge, Graph, Node};
use crate::model::{Confidence, Date, EntityKind, Gender, Speech};
#[cfg(feature = "push")]
use serde_json::{Value, json};
use std::borrow::Cow;

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq)]
enum Cell<'g> {
    /// Absent.
    None,
    Text(Cow<'g, str>),
    Texts(Vec<Cow<'g, str>>),
    Whole(u64),
    Wholes(Vec<u64>),
    /// Two decimals.
    Share(f64),
    Shares(Vec<f64>),
    Flag(bool),
}

/// What an attribute holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Type {
    Text,
    Texts,
    Whole,
    Wholes,
    Share,
    Shares,
    Flag,
}

/// An attribute: its name and what it holds.
type Column = (&'static str, Type);

impl<'g> From<&'g str> for Cell<'g> {
    fn from(text: &'g str) -> Self {
        Cell::Text(text.into())
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Cell::Text(text.into())
    }
}

impl From<Date> for Cell<'_> {
    fn from(date: Date) -> Self {
        Cell::Text(date.to_string().into())
    }
}

impl From<usize> for Cell<'_> {
    fn from(count: usize) -> Self {
        Cell::Whole(count as u64)
    }
}

impl From<bool> for Cell<'_> {
    fn from(flag: bool) -> Self {
        Cell::Flag(flag)
    }
}

impl<'g> From<&'g [String]> for Cell<'g> {
    fn from(texts: &'g [String]) -> Self {
        Cell::Texts(texts.iter().map(|text| Cow::Borrowed(text.as_str())).collect())
    }
}

impl<'g, T: Into<Cell<'g>>> From<Option<T>> for Cell<'g> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::None, Into::into)
    }
}

impl Cell<'_> {
    /// True for what leaves no trace.
    fn is_empty(&self) -> bool {
        match self {
            Cell::None => true,
            Cell::Texts(texts) => texts.is_empty(),
            Cell::Wholes(counts) => counts.is_empty(),
            Cell::Shares(shares) => shares.is_empty(),
            Cell::Text(_) | Cell::Whole(_) | Cell::Share(_) | Cell::Flag(_) => false,
        }
    }

    /// The value in JSON.
    #[cfg(feature = "push")]
    fn json(&self) -> Value {
        match self {
            Cell::None => Value::Null,
            Cell::Text(text) => json!(text),
            Cell::Texts(texts) => json!(texts),
            Cell::Whole(count) => json!(count),
            Cell::Wholes(counts) => json!(counts),
            Cell::Share(share) => json!(share),
            Cell::Shares(shares) => json!(shares),
            Cell::Flag(flag) => json!(flag),
        }
    }

    /// The value in one text; lists are joined.
    fn joined(&self, separator: &str) -> Cow<'_, str> {
        match self {
            Cell::None => "".into(),
            Cell::Text(text) => Cow::Borrowed(text),
            Cell::Texts(texts) => texts.join(separator).into(),
            Cell::Whole(count) => count.to_string().into(),
            Cell::Wholes(counts) => list(counts, u64::to_string, separator).into(),
            Cell::Share(share) => decimal(*share).into(),
            Cell::Shares(shares) => list(shares, |share| decimal(*share), separator).into(),
            Cell::Flag(flag) => flag.to_string().into(),
        }
    }
}

fn decimal(share: f64) -> String {
    format!("{share:.2}")
}

fn list<T>(values: &[T], text: impl Fn(&T) -> String, separator: &str) -> String {
    values.iter().map(text).collect::<Vec<_>>().join(separator)
}

/// The attributes of nodes.
const NODE: [Column; 12] = [
    ("name", Type::Text),
    ("kind", Type::Text),
    ("type", Type::Text),
    ("aliases", Type::Texts),
    ("descriptions", Type::Texts),
    ("gender", Type::Text),
    ("date", Type::Text),
    ("status", Type::Text),
    ("external_ids", Type::Texts),
    ("articles", Type::Whole),
    ("first_published", Type::Text),
    ("last_published", Type::Text),
];

/// The values of [`NODE`].
fn node<'g>(graph: &'g Graph, node: &'g Node) -> [Cell<'g>; 12] {
    let (mut kind, mut descriptions, mut aliases, mut gender, mut date, mut status, mut ids) =
        (Cell::None, Cell::None, Cell::None, Cell::None, Cell::None, Cell::None, Cell::None);
    match node {
        Node::Entity(entity) => {
            aliases = entity.aliases.as_slice().into();
            descriptions = entity.descriptions.as_slice().into();
            gender = entity.gender.map(gender_name).into();
            ids = Cell::Texts(entity.external_ids.iter().map(|(of, id)| format!("{of}:{id}").into()).collect());
        }
        Node::Event(event) => {
            kind = event.kind.as_str().into();
            date = event.date.into();
            status = event.status.as_str().into();
        }
        Node::Statement(statement) => kind = speech(statement.kind).into(),
    }
    let articles = node.articles();
    let published = || articles.iter().filter_map(|id| graph.sources().get(*id)).filter_map(|source| source.published);
    let (first, last) = (published().min(), published().max());
    let name = node.label().into();
    let count = articles.len().into();
    [
        name,
        kind_name(node).into(),
        kind,
        aliases,
        descriptions,
        gender,
        date,
        status,
        ids,
        count,
        first.into(),
        last.into(),
    ]
}

/// The attributes of edges.
const EDGE: [Column; 11] = [
    ("type", Type::Text),
    ("class", Type::Text),
    ("label", Type::Text),
    ("symmetric", Type::Flag),
    ("status", Type::Text),
    ("title", Type::Text),
    ("start", Type::Text),
    ("end", Type::Text),
    ("confidence", Type::Share),
    ("articles", Type::Whole),
    ("independent", Type::Whole),
];

/// The values of [`EDGE`].
fn edge<'g>(graph: &'g Graph, edge: &'g Edge) -> [Cell<'g>; 11] {
    let kind = edge.kind.name();
    let (start, end) = span(edge);
    [
        kind.into(),
        edge.kind.class().into(),
        graph.label(kind).into(),
        graph.is_symmetric(kind).into(),
        edge.status().as_str().into(),
        edge.title().into(),
        start.into(),
        end.into(),
        edge.best().map_or(Cell::None, |account| Cell::Share(share(account.confidence))),
        edge.articles().len().into(),
        graph.independent(edge).into(),
    ]
}

/// The attributes of the best evidence of an edge.
const BEST: [Column; 3] = [("evidence", Type::Text), ("article", Type::Text), ("url", Type::Text)];

/// The values of [`BEST`].
fn best<'g>(graph: &'g Graph, edge: &'g Edge) -> [Cell<'g>; 3] {
    let Some(account) = edge.best() else { return [Cell::None, Cell::None, Cell::None] };
    let url = graph.sources().get(&account.article).and_then(|source| source.url.as_deref());
    [account.evidence.text().into(), account.article.as_str().into(), url.into()]
}

/// When an edge held: from the first to the last date that any text states.
fn span(edge: &Edge) -> (Option<Date>, Option<Date>) {
    let when = || edge.accounts.iter().filter_map(|account| account.when);
    (when().filter_map(|it| it.start).min(), when().filter_map(|it| it.end).max())
}

/// The exact double of a confidence of two decimals.
fn share(confidence: Confidence) -> f64 {
    f64::from((confidence.value() * 100.0).round()) / 100.0
}

/// The kind of a node in lower case.
fn kind_name(node: &Node) -> &'static str {
    match node {
        Node::Entity(entity) => entity.kind.as_str(),
        Node::Event(_) => "event",
        Node::Statement(_) => "statement",
    }
}

/// The label of a node.
fn label(node: &Node) -> &'static str {
    match node {
        Node::Entity(entity) => match entity.kind {
            EntityKind::Person => "Person",
            EntityKind::Organization => "Organization",
            EntityKind::Place => "Place",
            EntityKind::Work => "Work",
        },
        Node::Event(_) => "Event",
        Node::Statement(_) => "Statement",
    }
}

fn gender_name(gender: Gender) -> &'static str {
    match gender {
        Gender::Female => "female",
        Gender::Male => "male",
    }
}

fn speech(speech: Speech) -> &'static str {
    match speech {
        Speech::Direct => "direct",
        Speech::Indirect => "indirect",
        Speech::Mixed => "mixed",
    }
}
