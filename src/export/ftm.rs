//! FollowTheMoney (<https://followthemoney.tech>) entities as JSON lines, as Aleph and `OpenSanctions` load them.
//!
//! Articles are `Article`, people `Person`, organizations `Organization` (`Company` where something owns them), places
//! `Address`, works `Asset`, events `Event`, statements `Note`. A relation is the interval that its type maps to
//! (`Employment`, `Family` …), else an `UnknownLink`. `Documentation` joins what an article names to it, `Mention` keeps the
//! names that it uses. The format cannot say that something is not so: what articles only deny or imagine is left out.

use super::{ExportError, Exporter};
use crate::graph::{Account, Edge, EdgeKind, EntityNode, EventNode, Graph, Node, Sighting, Source, StatementNode};
use crate::model::{EntityKind, FtmLink, Gender};
use compact_str::CompactString;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write;

/// Writes entities of FollowTheMoney.
#[derive(Debug, Clone, Copy, Default)]
pub struct FollowTheMoney;

impl Exporter for FollowTheMoney {
    fn name(&self) -> &'static str {
        "ftm"
    }

    fn extension(&self) -> &'static str {
        "ftm.json"
    }

    fn media_type(&self) -> &'static str {
        "application/json+ftm"
    }

    fn export(&self, graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
        graph.sources().values().try_for_each(|source| article(source).write(out))?;
        let companies = companies(graph);
        for node in graph.nodes() {
            match node {
                Node::Entity(it) => {
                    entity(it, companies.get(it.id.0.as_str()).copied()).write(out)?;
                    it.sightings.iter().try_for_each(|seen| sighting(graph, it, seen, out))?;
                }
                Node::Event(it) if it.status.is_asserted() => event(graph, it).write(out)?,
                Node::Event(_) => {}
                Node::Statement(it) => statement(it).write(out)?,
            }
        }
        for (from, to, edge) in graph.edges() {
            if let (EdgeKind::Relation(kind), Node::Entity(from), Node::Entity(to)) = (&edge.kind, from, to)
                && let Some(link) = link(graph, kind, from, to, edge)
            {
                link.write(out)?;
            }
        }
        Ok(())
    }
}

/// An entity of FollowTheMoney; every property has a set of values.
#[derive(Serialize)]
struct Proxy<'g> {
    id: String,
    schema: &'g str,
    properties: BTreeMap<&'g str, BTreeSet<Cow<'g, str>>>,
}

impl<'g> Proxy<'g> {
    fn new(id: String, schema: &'g str) -> Self {
        Proxy { id, schema, properties: BTreeMap::new() }
    }

    fn with<V: Into<Cow<'g, str>>>(mut self, property: &'g str, values: impl IntoIterator<Item = V>) -> Self {
        let values: Vec<Cow<str>> = values.into_iter().map(|value| clean(value.into())).collect();
        let values = values.into_iter().filter(|value| !value.is_empty());
        for value in values {
            self.properties.entry(property).or_default().insert(value);
        }
        self
    }

    fn write(&self, out: &mut dyn Write) -> Result<(), ExportError> {
        serde_json::to_writer(&mut *out, self)?;
        out.write_all(b"\n")?;
        Ok(())
    }
}

/// A text as the format keeps it: trimmed, without control characters.
fn clean(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains(|c: char| c.is_control()) {
        text.split(|c: char| c.is_control() || c == ' ')
            .filter(|it| !it.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
            .into()
    } else if text.trim().len() == text.len() {
        text
    } else {
        text.trim().to_owned().into()
    }
}

/// An identifier of ours as the format allows it: letters, digits, `-` and `.`; any other is hashed.
fn id(id: &str) -> String {
    let id = id.replace(['/', '~'], ".");
    let legal = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let ends = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if id.chars().all(legal) && ends(id.chars().next()) && ends(id.chars().last()) && id.len() <= 100 {
        return id;
    }
    hashed("x", &[&id])
}

/// An identifier made of a word and the hash of what tells the entity from others.
fn hashed(word: &str, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
        hash.update([0]);
    }
    hash.finalize().iter().take(12).fold(format!("{word}-"), |mut id, byte| {
        // Writing to a string cannot fail.
        let _ = write!(id, "{byte:02x}");
        id
    })
}

/// The identifier of an article.
fn document(article: &str) -> String {
    hashed("article", &[article])
}

fn article(source: &Source) -> Proxy<'_> {
    let date = source.published.map(|date| date.to_string());
    Proxy::new(document(&source.id), "Article")
        .with("name", Some(source.title.as_str()))
        .with("title", Some(source.title.as_str()))
        .with("publisher", source.publisher.as_deref())
        .with("publishedAt", date.clone())
        .with("date", date)
        .with("sourceUrl", address(source))
}

/// The address of an article, where it is one of the web.
fn address(source: &Source) -> Option<&str> {
    let url = source.url.as_deref()?;
    let plain = url.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte));
    (plain && (url.starts_with("http://") || url.starts_with("https://"))).then_some(url)
}

/// The schema that the relations of organizations give them: "Company" for what is owned.
fn companies(graph: &Graph) -> BTreeMap<&str, &str> {
    let mut companies = BTreeMap::new();
    for (from, to, edge) in graph.edges() {
        let EdgeKind::Relation(kind) = &edge.kind else { continue };
        let (Node::Entity(from), Node::Entity(to)) = (from, to) else { continue };
        let Some(link) = mapping(graph, kind, from, to).filter(|_| edge.accounts.iter().any(asserted)) else {
            continue;
        };
        for (end, schema) in [(from, &link.from_schema), (to, &link.to_schema)] {
            if let Some(schema) = schema
                && end.kind == EntityKind::Organization
            {
                companies.insert(end.id.0.as_str(), schema.as_str());
            }
        }
    }
    companies
}

fn entity<'g>(entity: &'g EntityNode, narrowed: Option<&'g str>) -> Proxy<'g> {
    let schema = match entity.kind {
        EntityKind::Person => "Person",
        EntityKind::Organization => narrowed.unwrap_or("Organization"),
        EntityKind::Place => "Address",
        EntityKind::Work => "Asset",
    };
    let is = |kind| entity.kind == kind;
    let gender = entity.gender.map(|gender| match gender {
        Gender::Female => "female",
        Gender::Male => "male",
    });
    let others = entity.external_ids.iter().filter(|(authority, _)| *authority != "wikidata");
    Proxy::new(id(&entity.id.0), schema)
        .with("name", Some(entity.name.as_str()))
        .with("full", is(EntityKind::Place).then_some(entity.name.as_str()))
        .with("alias", entity.aliases.iter().map(String::as_str))
        .with("description", entity.descriptions.iter().map(String::as_str))
        .with("gender", gender.filter(|_| is(EntityKind::Person)))
        .with("wikidataId", entity.external_ids.get("wikidata").filter(|it| is_item(it)).map(CompactString::as_str))
        .with("notes", others.map(|(authority, id)| format!("{authority}:{id}")))
        .with("proof", entity.sightings.iter().map(|it| document(&it.article)))
}

/// True for an item of Wikidata: Q and a number.
fn is_item(id: &str) -> bool {
    id.strip_prefix('Q').is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// That an article names an entity, and as what.
fn sighting(graph: &Graph, entity: &EntityNode, seen: &Sighting, out: &mut dyn Write) -> Result<(), ExportError> {
    let Some(source) = graph.sources().get(&seen.article) else { return Ok(()) };
    let (article, entity_id) = (document(&seen.article), id(&entity.id.0));
    Proxy::new(hashed("documentation", &[&article, &entity_id]), "Documentation")
        .with("document", Some(article.as_str()))
        .with("entity", Some(entity_id.as_str()))
        .with("role", Some("mentioned"))
        .with("date", source.published.map(|date| date.to_string()))
        .with("publisher", source.publisher.as_deref())
        .with("sourceUrl", address(source))
        .write(out)?;
    let schema = match entity.kind {
        EntityKind::Person => "Person",
        EntityKind::Organization => "Organization",
        EntityKind::Place | EntityKind::Work => return Ok(()),
    };
    for name in [&seen.name].into_iter().chain(&seen.aliases) {
        Proxy::new(hashed("mention", &[&article, &entity_id, name]), "Mention")
            .with("document", Some(article.as_str()))
            .with("resolved", Some(entity_id.as_str()))
            .with("name", Some(name.as_str()))
            .with("detectedSchema", Some(schema))
            .write(out)?;
    }
    Ok(())
}

fn event<'g>(graph: &'g Graph, event: &'g EventNode) -> Proxy<'g> {
    let told = || event.tellings.iter().map(|it| &it.event).filter(|it| it.status.is_asserted());
    let is_legal = |id: &str| matches!(graph.node(id), Some(Node::Entity(it)) if matches!(it.kind, EntityKind::Person | EntityKind::Organization));
    let places: Vec<&EntityNode> = told()
        .filter_map(|it| it.place.as_ref())
        .filter_map(|place| graph.node(&place.0))
        .filter_map(|node| if let Node::Entity(it) = node { Some(it) } else { None })
        .collect();
    let name = event.name.clone().unwrap_or_else(|| graph.label(&event.kind));
    Proxy::new(id(&event.id), "Event")
        .with("name", Some(name))
        .with("keywords", Some(event.kind.as_str()))
        .with("date", event.date.map(|date| date.to_string()))
        .with("notes", Some(event.status.as_str()))
        .with("summary", told().map(|it| it.trigger.text()))
        .with("involved", told().flat_map(|it| &it.participants).filter(|it| is_legal(&it.id.0)).map(|it| id(&it.id.0)))
        .with("location", places.iter().map(|place| place.name.as_str()))
        .with("addressEntity", places.iter().filter(|it| it.kind == EntityKind::Place).map(|place| id(&place.id.0)))
        .with("proof", event.tellings.iter().map(|it| document(&it.article)))
}

fn statement(statement: &StatementNode) -> Proxy<'_> {
    let said = || statement.renderings.iter().map(|it| &it.statement);
    let named = said().flat_map(|it| it.speaker.iter().chain(&it.to).chain(&it.about));
    Proxy::new(id(&statement.id), "Note")
        .with("name", Some("statement"))
        .with("description", Some(statement.text.as_str()))
        .with("entity", named.map(|it| id(&it.0)))
        .with("proof", statement.renderings.iter().map(|it| document(&it.article)))
}

/// True for what an article tells as so, or as once or soon so.
fn asserted(account: &Account) -> bool {
    account.status.is_asserted()
}

/// The schema of a relation, where it allows these ends.
fn mapping<'g>(graph: &'g Graph, kind: &str, from: &EntityNode, to: &EntityNode) -> Option<&'g FtmLink> {
    let link = graph.terms().get(kind)?.mappings.follow_the_money.as_ref()?;
    let allowed = |kinds: &[EntityKind], kind| kinds.is_empty() || kinds.contains(&kind);
    (allowed(&link.from_kinds, from.kind) && allowed(&link.to_kinds, to.kind)).then_some(link)
}

/// A relation that any article asserts.
fn link<'g>(graph: &'g Graph, kind: &str, from: &EntityNode, to: &EntityNode, edge: &'g Edge) -> Option<Proxy<'g>> {
    let told = || edge.accounts.iter().filter(|it| asserted(it));
    told().next()?;
    let known = mapping(graph, kind, from, to);
    let schema = known.map_or("UnknownLink", |link| link.schema.as_str());
    let (from_is, to_is) = known.map_or(("subject", "object"), |link| (link.from.as_str(), link.to.as_str()));
    let role = known.and_then(|link| link.role.as_deref()).unwrap_or("role");
    let (from, to) = (id(&from.id.0), id(&to.id.0));
    let when = || told().filter_map(|account| account.when);
    let sources = || told().filter_map(|account| graph.sources().get(&account.article));
    let proxy = Proxy::new(hashed("link", &[&from, kind, &to]), schema)
        .with(from_is, Some(from))
        .with(to_is, Some(to))
        .with(role, told().filter_map(|account| account.title.as_deref()))
        .with("startDate", when().filter_map(|it| it.start).min().map(|date| date.to_string()))
        .with("endDate", when().filter_map(|it| it.end).max().map(|date| date.to_string()))
        .with("summary", told().map(|account| account.evidence.text()))
        .with("recordId", Some(kind.to_owned()))
        .with("publisher", sources().filter_map(|source| source.publisher.as_deref()))
        .with("sourceUrl", sources().filter_map(address))
        .with("proof", told().map(|account| document(&account.article)));
    // What kind of link it is, where neither the schema nor an office says it; and how far it holds.
    let label = (!proxy.properties.contains_key(role)).then(|| graph.label(kind));
    let statuses = told().map(|account| account.status.as_str());
    Some(proxy.with(role, label).with(if role == "role" { "status" } else { "description" }, statuses))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_legal_and_differ() {
        assert_eq!(id("person/ida-holt~00ff00"), "person.ida-holt.00ff00");
        for odd in ["ä", "-x", "x.", "", "a b", "}) DETACH"] {
            assert!(id(odd).starts_with("x-") && id(odd).len() == 26, "{odd}: {}", id(odd));
        }
        assert_ne!(document("a"), document("b"));
    }

    #[test]
    fn texts_are_on_one_line() {
        assert_eq!(clean(" a\nb\u{0}  c ".into()), "a b c");
        assert_eq!(clean(" a ".into()), "a");
        assert!(is_item("Q42") && !is_item("Q") && !is_item("Q4x") && !is_item("P3"));
    }
}
