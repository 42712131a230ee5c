//! JSON-LD 1.1: one named graph for each article, with what that article asserts and the words that show it.
//!
//! Entities, articles and the terms that occur stand in the default graph. In the named graph of an article stand its
//! relations as nodes (type, ends, status, rule, confidence, evidence) and, where the article asserts them, as plain
//! triples too; its events after the Simple Event Model; its statements as schema.org's Quotation or Claim. Evidence is
//! a resource of the Web Annotation model with a position and a quote selector; positions count code points. The named
//! graph itself was derived (PROV) from the article. No node is blank, so that equal graphs have equal triples.

mod context;
mod iri;

use super::{ExportError, Exporter};
use crate::graph::{Account, EdgeKind, EntityNode, Graph, Node, Render, Source, Telling, Term};
use crate::model::{Date, EntityKind, Evidence, Field, Gender, Interval, Role, Schema, Speech, Status};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
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
        serde_json::to_writer(&mut *out, &context::context(graph))?;
        out.write_all(b",\n\"@graph\": [")?;
        let mut first = true;
        let named = named_graphs(graph);
        let default = graph
            .sources()
            .values()
            .map(article)
            .chain(graph.terms().iter().map(|(kind, term)| vocabulary(kind, term)))
            .chain(graph.nodes().filter_map(|node| if let Node::Entity(it) = node { Some(entity(it)) } else { None }));
        for node in default.chain(graph.sources().keys().map(|id| named_graph(id, named.get(id.as_str())))) {
            out.write_all(if first { b"\n" } else { b",\n" })?;
            first = false;
            serde_json::to_writer(&mut *out, &node)?;
        }
        out.write_all(b"\n]}\n")?;
        Ok(())
    }
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
    let close: Vec<Value> = [
        term.mappings.schema_org.as_deref().map(|name| iri::prefixed("https://schema.org/", "schema:", name)),
        term.mappings.wikidata.as_deref().map(|name| {
            let space = if name.starts_with('P') {
                "http://www.wikidata.org/prop/direct/"
            } else {
                "http://www.wikidata.org/entity/"
            };
            iri::prefixed(space, "wd:", name)
        }),
    ]
    .into_iter()
    .flatten()
    .map(|iri| json!(iri))
    .collect();
    Resource::new(&iri::encoded(&Schema::iri(kind)), &["Term"])
        .with("label", json!(term.label))
        .with("closeMatch", (!close.is_empty()).then_some(Value::Array(close)))
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
        .done()
}

/// The members of the named graphs, by article.
fn named_graphs(graph: &Graph) -> BTreeMap<&str, Vec<Value>> {
    let mut named: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for (from, to, edge) in graph.edges() {
        if let EdgeKind::Relation(kind) = &edge.kind {
            for account in &edge.accounts {
                named.entry(&account.article).or_default().extend(relation(kind, from, to, account));
            }
        }
    }
    for node in graph.nodes() {
        match node {
            Node::Entity(_) => {}
            Node::Event(it) => {
                for telling in &it.tellings {
                    named.entry(&telling.article).or_default().push(event(&it.id, telling));
                }
            }
            Node::Statement(it) => {
                for render in &it.renderings {
                    named.entry(&render.article).or_default().push(statement(&it.id, render));
                }
            }
        }
    }
    named
}

fn named_graph(id: &str, members: Option<&Vec<Value>>) -> Value {
    Resource::new(&format!("{}#facts", iri::article(id)), &["prov:Entity"])
        .with("wasDerivedFrom", json!(iri::article(id)))
        .with("@graph", members.filter(|members| !members.is_empty()).map(|members| json!(members)))
        .done()
}

/// A relation as a node, and as a plain triple where the article asserts it.
fn relation(kind: &str, from: &Node, to: &Node, account: &Account) -> Vec<Value> {
    let at = iri::words(&account.article, &account.evidence);
    let id = format!("{at};{}", iri::encoded(&format!("{kind};{};{};{}", from.id(), to.id(), account.status.as_str())));
    let Interval { start, end } = account.when.unwrap_or_default();
    let node = Resource::new(&id, &["Relation"])
        .with("relation", json!(iri::encoded(&Schema::iri(kind))))
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
        .with("eventType", json!(iri::encoded(&Schema::iri(&event.kind))))
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
