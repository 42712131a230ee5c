//! JSON-LD as users of schema.org expect it: compact, one object for each thing, framed around the articles, in nothing
//! but the vocabulary of <https://schema.org>.
//!
//! What our vocabulary says beyond it is left out: relations without a property there, evidence, and whatever articles
//! deny, allege, plan or imagine. The other format holds all of that.

use super::{external_ids, iri, same_as, some};
use crate::export::{ExportError, Exporter};
use crate::graph::{Edge, EdgeKind, EntityNode, EventNode, Graph, Node, Source, StatementNode};
use crate::model::{Date, EntityId, EntityKind, Gender, Interval, Role, Speech, Status};
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::io::Write;

/// Writes linked data in the vocabulary of schema.org.
#[derive(Debug, Clone, Copy, Default)]
pub struct SchemaOrg;

impl Exporter for SchemaOrg {
    fn name(&self) -> &'static str {
        "schema-org"
    }

    fn extension(&self) -> &'static str {
        "schema.jsonld"
    }

    fn media_type(&self) -> &'static str {
        "application/ld+json"
    }

    fn export(&self, graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
        out.write_all(b"{\"@context\": \"https://schema.org\", \"@graph\": [")?;
        let mut first = true;
        let mut line = |node: &Value| -> Result<(), ExportError> {
            out.write_all(if first { b"\n" } else { b",\n" })?;
            first = false;
            Ok(serde_json::to_writer(&mut *out, node)?)
        };
        graph.sources().values().try_for_each(|source| line(&article(source)))?;
        for (at, node) in graph.nodes().enumerate() {
            match node {
                Node::Entity(it) => line(&entity(graph, it, NodeIndex::new(at)))?,
                Node::Event(it) if it.status == Status::Actual => line(&event(graph, it))?,
                Node::Event(_) => {}
                Node::Statement(it) => line(&statement(it))?,
            }
        }
        out.write_all(b"\n]}\n")?;
        Ok(())
    }
}

/// An object under construction; absent values leave no trace, a second value makes a list.
struct Object(Map<String, Value>);

impl Object {
    fn new(kind: &str, id: &str) -> Self {
        Object(Map::from_iter([("@type".to_owned(), json!(kind)), ("@id".to_owned(), json!(id))]))
    }

    fn with(mut self, key: &str, value: impl Into<Option<Value>>) -> Self {
        if let Some(value) = value.into() {
            self.0.insert(key.to_owned(), value);
        }
        self
    }

    fn add(&mut self, key: &str, value: Value) {
        match self.0.get_mut(key) {
            Some(Value::Array(list)) => list.push(value),
            Some(one) => *one = json!([one.take(), value]),
            None => drop(self.0.insert(key.to_owned(), value)),
        }
    }

    fn done(self) -> Value {
        Value::Object(self.0)
    }
}

/// A reference to a node.
fn at(id: &str) -> Value {
    json!({"@id": iri::node(id)})
}

/// References to nodes, sorted; `None` where there are none.
fn all<'g>(ids: impl Iterator<Item = &'g EntityId>) -> Option<Value> {
    let ids: BTreeSet<&str> = ids.map(|id| id.0.as_str()).collect();
    let mut list: Vec<Value> = ids.into_iter().map(at).collect();
    if list.len() == 1 { list.pop() } else { (!list.is_empty()).then_some(Value::Array(list)) }
}

/// References to articles.
fn articles<'g>(ids: impl Iterator<Item = &'g str>) -> Value {
    let ids: BTreeSet<&str> = ids.collect();
    let mut list: Vec<Value> = ids.into_iter().map(|id| json!({"@id": iri::article(id)})).collect();
    if let [one] = list.as_mut_slice() { one.take() } else { Value::Array(list) }
}

fn day(date: Option<Date>) -> Option<Value> {
    date.map(|date| json!(date.to_string()))
}

fn article(source: &Source) -> Value {
    let publisher = source.publisher.as_ref().map(|name| json!({"@type": "Organization", "name": name}));
    Object::new("NewsArticle", &iri::article(&source.id))
        .with("identifier", json!(source.id))
        .with("headline", (!source.title.is_empty()).then(|| json!(source.title)))
        .with("datePublished", day(source.published))
        .with("publisher", publisher)
        .with("url", source.url.as_ref().map(|url| json!(url)))
        .done()
}

fn entity(graph: &Graph, entity: &EntityNode, index: NodeIndex) -> Value {
    let kind = match entity.kind {
        EntityKind::Person => "Person",
        EntityKind::Organization => "Organization",
        EntityKind::Place => "Place",
        EntityKind::Work => "CreativeWork",
    };
    let gender = entity.gender.map(|gender| match gender {
        Gender::Female => json!("https://schema.org/Female"),
        Gender::Male => json!("https://schema.org/Male"),
    });
    let mut object = Object::new(kind, &iri::node(&entity.id.0))
        .with("name", json!(entity.name))
        .with("alternateName", some(&entity.aliases))
        .with("description", some(&entity.descriptions))
        .with("gender", gender.map(|iri| json!({"@id": iri})))
        .with("identifier", some(&external_ids(entity)))
        .with("sameAs", some(&same_as(entity)))
        .with("subjectOf", articles(entity.sightings.iter().map(|it| it.article.as_str())));
    let inner = graph.petgraph();
    let mut properties: Vec<(&str, &str, &Edge)> = Vec::new();
    for direction in [Direction::Outgoing, Direction::Incoming] {
        for edge in inner.edges_directed(index, direction) {
            let other = if direction == Direction::Outgoing { edge.target() } else { edge.source() };
            if let Some(name) = property(graph, edge.weight(), direction) {
                properties.push((name, inner[other].id(), edge.weight()));
            }
        }
    }
    properties.sort_by_key(|(name, other, _)| (*name, *other));
    for (name, other, edge) in properties {
        if let Some(value) = value(name, other, edge) {
            object.add(name, value);
        }
    }
    object.done()
}

/// The property that an edge gives the node at its beginning (outgoing) or end: only a property, never a type.
fn property<'g>(graph: &'g Graph, edge: &Edge, direction: Direction) -> Option<&'g str> {
    let EdgeKind::Relation(kind) = &edge.kind else { return None };
    let term = graph.terms().get(kind)?;
    let name = term.mappings.schema_org.as_deref()?;
    let name = match (name.strip_prefix('^'), direction) {
        (None, Direction::Outgoing) => name,
        (Some(name), Direction::Incoming) => name,
        (None, Direction::Incoming) if term.symmetric => name,
        _ => return None,
    };
    name.starts_with(|c: char| c.is_ascii_lowercase()).then_some(name)
}

/// The other end of an edge, in a Role where an office or a time is told; `None` for what is not plain fact.
fn value(name: &str, other: &str, edge: &Edge) -> Option<Value> {
    let told = || edge.accounts.iter().filter(|it| matches!(it.status, Status::Actual | Status::Former));
    let ended = || told().filter_map(|it| it.when).filter_map(|Interval { end, .. }| end).max();
    if edge.status() != Status::Actual && !(edge.status() == Status::Former && ended().is_some()) {
        return None;
    }
    let start = told().filter_map(|it| it.when).filter_map(|it| it.start).min();
    let title = edge.title().filter(|_| !matches!(name, "spouse" | "children" | "sibling" | "relatedTo" | "knows"));
    if title.is_none() && start.is_none() && ended().is_none() {
        return Some(at(other));
    }
    let mut role = Object(Map::from_iter([("@type".to_owned(), json!("Role"))]))
        .with("roleName", title.map(|title| json!(title)))
        .with("startDate", day(start))
        .with("endDate", day(ended()));
    role.add(name, at(other));
    Some(role.done())
}

fn event(graph: &Graph, event: &EventNode) -> Value {
    let told = || event.tellings.iter().map(|it| &it.event);
    let playing = |roles: &[Role]| {
        all(told().flat_map(|it| &it.participants).filter(|it| roles.contains(&it.role)).map(|it| &it.id))
    };
    let places = told().filter_map(|it| it.place.as_ref());
    Object::new("Event", &iri::node(&event.id))
        .with("name", json!(event.name.clone().unwrap_or_else(|| graph.label(&event.kind))))
        .with("additionalType", json!(iri::term(&event.kind)))
        .with("startDate", day(event.date))
        .with("location", all(places))
        .with("attendee", playing(&[Role::Attendee]))
        .with("contributor", playing(&[Role::Agent]))
        .with("about", playing(&[Role::Patient, Role::Other]))
        .with("subjectOf", articles(event.tellings.iter().map(|it| it.article.as_str())))
        .done()
}

fn statement(statement: &StatementNode) -> Value {
    let said = || statement.renderings.iter().map(|it| &it.statement);
    let (kind, speaker, article) = match statement.kind {
        Speech::Indirect => ("Claim", "author", "appearance"),
        Speech::Direct | Speech::Mixed => ("Quotation", "spokenByCharacter", "isPartOf"),
    };
    Object::new(kind, &iri::node(&statement.id))
        .with("text", json!(statement.text))
        .with(speaker, all(said().filter_map(|it| it.speaker.as_ref())))
        .with("mentions", all(said().flat_map(|it| it.to.iter().chain(&it.about))))
        .with(article, articles(statement.renderings.iter().map(|it| it.article.as_str())))
        .done()
}
