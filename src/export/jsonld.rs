//! JSON-LD 1.1: one named graph for each article, with what that article asserts and the words that show it.
//!
//! Entities, articles and the terms that occur stand in the default graph. In the named graph of an article stand its
//! relations as nodes (type, ends, status, rule, confidence, evidence) and, where the article asserts them, as plain
//! triples too; its events after the Simple Event Model; its statements as schema.org's Quotation or Claim. Evidence is
//! a resource of the Web Annotation model with a position and a quote selector; positions count code points. The named
//! graph itself was derived (PROV) from the article. No node is blank, so that equal graphs have equal triples.

pub(super) mod context;
pub(super) mod iri;
mod plain;

pub use plain::SchemaOrg;

use super::articles::{ByArticle, Fact};
use super::{ExportError, Exporter};
use crate::graph::{Account, EntityNode, Graph, Node, Render, Source, Telling, Term};
use crate::model::{Date, EntityKind, Evidence, Field, Gender, Interval, Role, Speech, Status};
use compact_str::CompactString;
use serde_json::{Map, Value, json};
use std::io::Write;

/// Writes linked data.
#[derive(Debug, Clone, Copy, Default)]
pub struct JsonLd;

impl Exporter for JsonLd {
    fn name(&self) -> &'static str {
        "jsonld"
    }

    fn extension(&self) -> &'static str {
        "jsonld"
    }

    fn media_type(&self) -> &'static str {
        "application/ld+json"
    }

    fn export(&self, graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
        out.write_all(b"{\"@context\": ")?;
        serde_json::to_writer(&mut *out, &context::of_graph(graph))?;
        out.write_all(b",\n\"@graph\": [")?;
        let mut first = true;
        each(graph, |node| {
            out.write_all(if first { b"\n" } else { b",\n" })?;
            first = false;
            Ok(serde_json::to_writer(&mut *out, &node)?)
        })?;
        out.write_all(b"\n]}\n")?;
        Ok(())
    }
}

/// Sends the nodes of the default graph, then the named graph of one article after another, in JSON-LD without context.
pub(super) fn each(graph: &Graph, mut sink: impl FnMut(Value) -> Result<(), ExportError>) -> Result<(), ExportError> {
    graph.sources().values().try_for_each(|source| sink(article(source)))?;
    graph.terms().iter().try_for_each(|(kind, term)| sink(vocabulary(kind, term)))?;
    for node in graph.nodes() {
        if let Node::Entity(it) = node {
            sink(entity(it))?;
        }
    }
    ByArticle::new(graph).iter().try_for_each(|(source, told)| sink(named_graph(&source.id, told)))
}

/// A node under construction; absent values leave no trace.
struct Resource(Map<String, Value>);

impl Resource {
    fn new(id: &str, types: &[&str]) -> Self {
        let types = if let [only] = types { json!(only) } else { json!(types) };
        Resource(Map::from_iter([("id".to_owned(), json!(id)), ("type".to_owned(), types)]))
    }

    fn with(mut self, key: &str, value: impl Into<Option<Value>>) -> Self {
        if let Some(value) = value.into() {
            self.0.insert(key.to_owned(), value);
        }
        self
    }

    fn done(self) -> Value {
        Value::Object(self.0)
    }
}

fn article(source: &Source) -> Value {
    Resource::new(&iri::article(&source.id), &["NewsArticle"])
        .with("identifier", json!(source.id))
        .with("headline", (!source.title.is_empty()).then(|| json!(source.title)))
        .with("datePublished", source.published.map(date))
        .with("publisher", source.publisher.as_ref().map(|name| json!(name)))
        .with("url", source.url.as_ref().map(|url| json!(url)))
        .with("digest", (!source.digest.is_empty()).then(|| json!(source.digest)))
        .done()
}

fn vocabulary(kind: &str, term: &Term) -> Value {
    let schema_org = term.mappings.schema_org.as_deref();
    let inverse = schema_org.and_then(|name| name.strip_prefix('^'));
    let close = schema_org.filter(|_| inverse.is_none()).map(iri::schema_org);
    let close: Vec<String> = close.into_iter().chain(term.mappings.wikidata.as_deref().map(iri::wikidata)).collect();
    Resource::new(&iri::term(kind), &["Term"])
        .with("label", json!(term.label))
        .with("closeMatch", some(&close))
        .with("inverseOf", inverse.map(|name| json!(iri::schema_org(name))))
        .done()
}

fn entity(entity: &EntityNode) -> Value {
    let kind = match entity.kind {
        EntityKind::Person => "Person",
        EntityKind::Organization => "Organization",
        EntityKind::Place => "Place",
        EntityKind::Work => "CreativeWork",
    };
    let list = |values: &[String]| (!values.is_empty()).then(|| json!(values));
    let gender = entity.gender.map(|gender| match gender {
        Gender::Female => json!("female"),
        Gender::Male => json!("male"),
    });
    let articles: Vec<String> = entity.sightings.iter().map(|it| iri::article(&it.article)).collect();
    Resource::new(&iri::node(&entity.id.0), &[kind])
        .with("name", json!(entity.name))
        .with("alternateName", list(&entity.aliases))
        .with("description", list(&entity.descriptions))
        .with("gender", gender)
        .with("subjectOf", json!(articles))
        .with("identifier", some(&external_ids(entity)))
        .with("sameAs", some(&same_as(entity)))
        .done()
}

/// A list; `None` where it is empty.
fn some(list: &[String]) -> Option<Value> {
    (!list.is_empty()).then(|| json!(list))
}

/// What others call an entity: "wikidata:Q42".
fn external_ids(entity: &EntityNode) -> Vec<String> {
    entity.external_ids.iter().map(|(authority, id)| format!("{authority}:{id}")).collect()
}

/// The addresses of an entity elsewhere: of Wikidata, and whatever identifier is an address itself.
fn same_as(entity: &EntityNode) -> Vec<String> {
    let address = |(authority, id): (&CompactString, &CompactString)| {
        if id.starts_with("http://") || id.starts_with("https://") {
            Some(iri::encoded(id))
        } else {
            (authority == "wikidata").then(|| iri::wikidata(id))
        }
    };
    entity.external_ids.iter().filter_map(address).collect()
}

/// What an article tells, as a graph of its own.
fn named_graph<'g>(id: &str, told: impl Iterator<Item = Fact<'g>>) -> Value {
    let mut members = Vec::new();
    for fact in told {
        match fact {
            Fact::Relation { kind, from, to, account } => members.extend(relation(kind, from, to, account)),
            Fact::Sighting(..) => {}
            Fact::Telling(it, telling) => members.push(event(&it.id, telling)),
            Fact::Render(it, render) => members.push(statement(&it.id, render)),
        }
    }
    Resource::new(&format!("{}#facts", iri::article(id)), &["prov:Entity"])
        .with("wasDerivedFrom", json!(iri::article(id)))
        .with("@graph", (!members.is_empty()).then_some(Value::Array(members)))
        .done()
}

/// A relation as a node, and as a plain triple where the article asserts it.
fn relation(kind: &str, from: &Node, to: &Node, account: &Account) -> Vec<Value> {
    let at = iri::words(&account.article, &account.evidence);
    let id = format!("{at};{}", iri::part(&format!("{kind};{};{};{}", from.id(), to.id(), account.status.as_str())));
    let Interval { start, end } = account.when.unwrap_or_default();
    let node = Resource::new(&id, &["Relation"])
        .with("relation", json!(iri::term(kind)))
        .with("from", json!(iri::node(from.id())))
        .with("to", json!(iri::node(to.id())))
        .with("status", json!(account.status.as_str()))
        .with("roleName", account.title.as_ref().map(|title| json!(title)))
        .with("startDate", start.map(date))
        .with("endDate", end.map(date))
        .with("accordingTo", account.attributed_to.as_ref().map(|id| json!(iri::node(&id.0))))
        .with("rule", json!(account.rule))
        .with("confidence", json!(format!("{:.2}", account.confidence.value())))
        .with("evidence", evidence(&account.article, &account.evidence))
        .done();
    let plain = matches!(account.status, Status::Actual)
        .then(|| json!({"id": iri::node(from.id()), iri::own(kind): iri::node(to.id())}));
    [Some(node), plain].into_iter().flatten().collect()
}

fn event(id: &str, telling: &Telling) -> Value {
    let event = &telling.event;
    let playing = |role: Role| {
        let ids: Vec<String> =
            event.participants.iter().filter(|it| it.role == role).map(|it| iri::node(&it.id.0)).collect();
        (!ids.is_empty()).then(|| json!(ids))
    };
    let words: Vec<Value> =
        [&event.trigger].into_iter().chain(&event.mentions).map(|words| evidence(&telling.article, words)).collect();
    Resource::new(&iri::node(id), &["Event"])
        .with("eventType", json!(iri::term(&event.kind)))
        .with("name", event.name.as_ref().map(|name| json!(name)))
        .with("agent", playing(Role::Agent))
        .with("patient", playing(Role::Patient))
        .with("attendee", playing(Role::Attendee))
        .with("participant", playing(Role::Other))
        .with("location", event.place.as_ref().map(|id| json!(iri::node(&id.0))))
        .with("startDate", event.date.map(date))
        .with("status", json!(event.status.as_str()))
        .with("accordingTo", event.attributed_to.as_ref().map(|id| json!(iri::node(&id.0))))
        .with("rule", json!(event.rule))
        .with("confidence", json!(format!("{:.2}", event.confidence.value())))
        .with("evidence", json!(words))
        .done()
}

fn statement(id: &str, render: &Render) -> Value {
    let statement = &render.statement;
    let ids = |ids: &[crate::model::EntityId]| {
        (!ids.is_empty()).then(|| json!(ids.iter().map(|id| iri::node(&id.0)).collect::<Vec<_>>()))
    };
    let kind = if statement.kind == Speech::Indirect { "Claim" } else { "Quotation" };
    Resource::new(&iri::node(id), &["Statement", kind])
        .with("text", json!(statement.text))
        .with("speaker", statement.speaker.as_ref().map(|id| json!(iri::node(&id.0))))
        .with("addressee", ids(&statement.to))
        .with("about", ids(&statement.about))
        .with("cue", statement.cue.as_ref().map(|cue| json!(cue.text())))
        .with("rule", json!(statement.rule))
        .with("confidence", json!(format!("{:.2}", statement.confidence.value())))
        .with("evidence", evidence(&render.article, &statement.evidence()))
        .done()
}

/// Words of an article, as the Web Annotation model points at them. Words that are not in one piece have no quote.
fn evidence(article: &str, evidence: &Evidence) -> Value {
    let id = iri::words(article, evidence);
    let span = evidence.span();
    let position = Resource::new(&format!("{id};position"), &["TextPositionSelector"])
        .with("start", json!(span.start))
        .with("end", json!(span.end))
        .done();
    let whole = evidence.text().chars().count() == (span.end.saturating_sub(span.start)) as usize;
    let quote = whole.then(|| {
        Resource::new(&format!("{id};quote"), &["TextQuoteSelector"]).with("exact", json!(evidence.text())).done()
    });
    let selectors: Vec<Value> = [Some(position), quote].into_iter().flatten().collect();
    let field = if evidence.field() == Field::Title { "headline" } else { "articleBody" };
    Resource::new(&id, &["SpecificResource"])
        .with("source", json!(iri::article(article)))
        .with("field", json!(field))
        .with("selector", json!(selectors))
        .done()
}

/// A date with the XML Schema type of its exactness.
fn date(date: Date) -> Value {
    let kind = match date.parts() {
        (_, None, _) => "xsd:gYear",
        (_, _, None) => "xsd:gYearMonth",
        _ => "xsd:date",
    };
    json!({"@value": date.to_string(), "@type": kind})
}
