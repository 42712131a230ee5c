//! What the page is told, as JSON: the same records from the server as inside the exported file.

use super::scene::Scene;
use crate::graph::{Graph, Node, Source};
use crate::model::{Date, Feature, Field, Interval, Kind, Status};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

/// The words of articles, for the text around a piece of evidence.
pub trait Texts: Send + Sync {
    /// The headline and the body of an article; `None` where they are not at hand.
    fn words(&self, article: &str) -> Option<(String, String)>;
}

/// No words at all: a graph alone does not hold its articles.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoTexts;

impl Texts for NoTexts {
    fn words(&self, _: &str) -> Option<(String, String)> {
        None
    }
}

/// What the page must know before it asks for anything.
#[derive(Debug, Serialize)]
pub struct Meta<'g> {
    /// How many articles there are.
    articles: usize,
    /// The outlets, sorted; lines refer to them by their place here.
    pub outlets: Vec<&'g str>,
    /// The names of the types that occur.
    terms: BTreeMap<&'g Kind, TermRecord<'g>>,
    /// How many dots there are of each kind.
    kinds: BTreeMap<&'static str, usize>,
    /// How many lines there are of each type.
    types: BTreeMap<&'g str, usize>,
    /// How many statements there are.
    statements: usize,
    /// True where judgements may be given.
    pub editable: bool,
    /// How many of them can be taken back.
    pub undoable: usize,
}

#[derive(Debug, Serialize)]
struct TermRecord<'g> {
    label: &'g str,
    #[serde(skip_serializing_if = "Option::is_none")]
    inverse: Option<&'g str>,
    symmetric: bool,
}

impl<'g> Meta<'g> {
    /// Counts a scene: O(n + m).
    pub fn new<G: Deref<Target = Graph>>(scene: &'g Scene<G>) -> Self {
        let graph = scene.graph();
        let outlets: BTreeSet<&str> = graph.sources().values().filter_map(|it| it.publisher.as_deref()).collect();
        let mut kinds = BTreeMap::new();
        for node in graph.nodes() {
            *kinds.entry(kind(node)).or_default() += 1;
        }
        let statements = kinds.remove("statement").unwrap_or_default();
        let mut types = BTreeMap::new();
        for line in scene.lines() {
            *types.entry(line.kind.as_str()).or_default() += 1;
        }
        let term = |(kind, term): (&'g Kind, &'g crate::graph::Term)| {
            let record = TermRecord { label: &term.label, inverse: term.inverse.as_deref(), symmetric: term.symmetric };
            (kind, record)
        };
        Meta {
            articles: graph.sources().len(),
            outlets: outlets.into_iter().collect(),
            terms: graph.terms().iter().map(term).collect(),
            kinds,
            types,
            statements,
            editable: false,
            undoable: 0,
        }
    }
}

/// A dot.
#[derive(Debug, Serialize)]
pub struct DotRecord<'g> {
    pub(super) id: &'g str,
    pub(super) kind: &'static str,
    pub(super) label: String,
    /// True for an event without a name of its own.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) nameless: bool,
    /// Who takes part in an event without a name: the first two.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) who: Vec<String>,
    /// What tells it from others of its name: what it is called besides, or the type of the event.
    pub(super) note: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<Status>,
    pub(super) articles: usize,
    /// How many independent sources know it.
    pub(super) sources: usize,
    /// How many lines it has.
    pub(super) degree: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) community: Option<u32>,
}

/// A line.
#[derive(Debug, Serialize)]
pub struct LineRecord<'g> {
    pub(super) from: &'g str,
    pub(super) to: &'g str,
    pub(super) class: &'static str,
    #[serde(rename = "type")]
    pub(super) kind: &'g str,
    pub(super) status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<&'g str>,
    pub(super) articles: usize,
    pub(super) sources: usize,
    pub(super) says: Vec<Say>,
}

/// How often one outlet says a thing alike on one day: outlet (its place in [`Meta::outlets`]), day of publication,
/// stated start and end, status, and the number of times. A tuple, for there are many.
type Say = (Option<u32>, Option<Date>, Option<Date>, Option<Date>, Status, u32);

/// Dots with the lines between them.
#[derive(Debug, Serialize)]
pub struct ViewRecord<'g> {
    pub(super) nodes: Vec<DotRecord<'g>>,
    pub(super) edges: Vec<LineRecord<'g>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) paths: Vec<Vec<&'g str>>,
}

/// One time that an article says something, with the words around it.
#[derive(Debug, Serialize)]
pub struct AccountRecord<'g> {
    pub(super) article: &'g str,
    pub(super) status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) when: Option<Interval>,
    /// The name of who says so in the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) attributed: Option<String>,
    pub(super) rule: &'g str,
    pub(super) confidence: f32,
    #[serde(flatten)]
    pub(super) words: Words,
}

/// Words of an article, with those before and after them in the same paragraph where the article is at hand.
#[derive(Debug, Default, Serialize)]
pub struct Words {
    pub(super) field: Field,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) text: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) before: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) after: String,
}

/// How one article knows an entity.
#[derive(Debug, Serialize)]
pub struct SightingRecord<'g> {
    pub(super) article: &'g str,
    pub(super) name: &'g str,
    pub(super) aliases: &'g [String],
    pub(super) descriptions: &'g [String],
    pub(super) mentions: usize,
    pub(super) words: Option<Words>,
}

/// A statement.
#[derive(Debug, Serialize)]
pub struct QuoteRecord<'g> {
    pub(super) id: &'g str,
    pub(super) text: &'g str,
    pub(super) kind: &'static str,
    pub(super) speakers: Vec<(&'g str, String)>,
    pub(super) to: Vec<(&'g str, String)>,
    pub(super) about: Vec<(&'g str, String)>,
    pub(super) reports: Vec<(&'g str, Words)>,
}

/// An article, without what the page has no use for.
#[derive(Debug, Serialize)]
pub struct ArticleRecord<'g> {
    pub(super) id: &'g str,
    pub(super) title: &'g str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) published: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<&'g str>,
    /// The article whose words it repeats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) origin: Option<&'g str>,
}

impl<'g> From<&'g Source> for ArticleRecord<'g> {
    fn from(source: &'g Source) -> Self {
        ArticleRecord {
            id: &source.id,
            title: &source.title,
            published: source.published,
            publisher: source.publisher.as_deref(),
            url: source.url.as_deref(),
            origin: source.origin.as_deref(),
        }
    }
}

/// Somebody who may be the same.
#[derive(Debug, Serialize)]
pub struct HintRecord<'g> {
    pub(super) id: &'g str,
    pub(super) label: String,
    /// In decibans.
    pub(super) score: i32,
    pub(super) features: &'g [Feature],
}

/// The kind of a node as the formats write it: of an entity its own, else "event" or "statement".
pub fn kind(node: &Node) -> &'static str {
    match node {
        Node::Entity(entity) => entity.kind.as_str(),
        Node::Event(_) => "event",
        Node::Statement(_) => "statement",
    }
}
