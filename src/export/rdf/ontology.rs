//! The vocabulary itself: what our types of relations and events mean, and the context that spells them in JSON-LD.
//!
//! Both are derived from the schema that the data declare; copies of them are published.

use crate::export::ExportError;
use crate::export::jsonld::{context as words, iri};
use crate::model::{EntityKind, EventType, Mappings, NAMESPACE, RelationType, Schema};
use compact_str::CompactString;
use serde_json::json;
use std::fmt::Write as _;
use std::io::Write;

/// Writes the JSON-LD context for all types of relations, as a file to publish.
///
/// # Errors
/// When writing fails.
pub fn context(schema: &Schema, out: &mut dyn Write) -> Result<(), ExportError> {
    let context = words::context(schema.relations.keys().map(CompactString::as_str));
    serde_json::to_writer_pretty(&mut *out, &json!({"@context": context}))?;
    out.write_all(b"\n")?;
    Ok(())
}

/// The terms that hold whatever the data say: name, class of term, domain, range, what it means.
const OWN: [(&str, &str, &str, &str, &str); 17] = [
    ("Relation", "owl:Class", "", "", "That an article asserts, denies or imagines a relation between two entities."),
    ("Statement", "owl:Class", "", "", "Something that somebody said, wrote or announced, as an article renders it."),
    ("Term", "owl:Class", "", "", "A type of relations or events."),
    ("relation", "owl:ObjectProperty", "ng:Relation", "", "The type of a relation."),
    ("from", "owl:ObjectProperty", "ng:Relation", "", "The entity that a relation goes out from."),
    ("to", "owl:ObjectProperty", "ng:Relation", "", "The entity that a relation goes to."),
    ("agent", "owl:ObjectProperty", "sem:Event", "", "Who does what happens."),
    ("patient", "owl:ObjectProperty", "sem:Event", "", "Whom what happens befalls."),
    ("addressee", "owl:ObjectProperty", "ng:Statement", "", "To whom a statement is made."),
    ("evidence", "owl:ObjectProperty", "", "oa:SpecificResource", "The words of an article that show it."),
    (
        "status",
        "owl:DatatypeProperty",
        "",
        "xsd:string",
        "How the article stands to it: actual, former, planned, alleged, negated or hypothetical.",
    ),
    ("rule", "owl:DatatypeProperty", "", "xsd:string", "The rule or model that found it."),
    ("confidence", "owl:DatatypeProperty", "", "xsd:decimal", "How sure it is, 0 to 1."),
    ("cue", "owl:DatatypeProperty", "ng:Statement", "xsd:string", "The word that introduces a statement."),
    (
        "field",
        "owl:DatatypeProperty",
        "oa:SpecificResource",
        "xsd:string",
        "The field whose code points a selector counts: headline or articleBody.",
    ),
    ("digest", "owl:DatatypeProperty", "schema:NewsArticle", "xsd:string", "A hash of the words of an article."),
    ("plover", "owl:AnnotationProperty", "", "", "The type of the PLOVER event ontology that comes closest."),
];

/// Writes the ontology in Turtle: a property for each type of relation, a class of events for each type of event.
///
/// # Errors
/// When writing fails.
pub fn ontology(schema: &Schema, out: &mut dyn Write) -> Result<(), ExportError> {
    for (prefix, space) in words::PREFIXES {
        writeln!(out, "@prefix {prefix}: <{space}> .")?;
    }
    writeln!(out, "\n<{}> a owl:Ontology ;\n    rdfs:label \"newsgraph\"@en ;", NAMESPACE.trim_end_matches('#'))?;
    writeln!(out, "    rdfs:comment \"What news articles tell, and the words that show it.\"@en .")?;
    for (name, class, domain, range, about) in OWN {
        let mut facts = Vec::from([("a", class.to_owned()), ("rdfs:comment", text(about))]);
        facts.extend((!domain.is_empty()).then(|| ("rdfs:domain", domain.to_owned())));
        facts.extend((!range.is_empty()).then(|| ("rdfs:range", range.to_owned())));
        term(out, name, name, &facts)?;
    }
    schema.relations.values().try_for_each(|it| relation(out, it))?;
    schema.events.values().filter(|it| !schema.relations.contains_key(&it.name)).try_for_each(|it| event(out, it))
}

fn relation(out: &mut dyn Write, relation: &RelationType) -> Result<(), ExportError> {
    let kind = if relation.symmetric { "owl:ObjectProperty, owl:SymmetricProperty" } else { "owl:ObjectProperty" };
    let mut facts = Vec::from([
        ("a", format!("ng:Term, {kind}")),
        ("rdfs:comment", text(&relation.about)),
        ("rdfs:domain", kinds(&relation.from)),
        ("rdfs:range", kinds(&relation.to)),
    ]);
    if let Some(inverse) = &relation.inverse {
        facts.push(("owl:inverseOf", format!("[ rdfs:label {} ]", text(inverse))));
    }
    facts.extend(others(&relation.mappings));
    term(out, &relation.name, &relation.label, &facts)
}

fn event(out: &mut dyn Write, event: &EventType) -> Result<(), ExportError> {
    let mut facts = Vec::from([("a", "ng:Term, sem:EventType".to_owned()), ("rdfs:comment", text(&event.about))]);
    facts.extend(others(&event.mappings));
    term(out, &event.name, &event.label, &facts)
}

/// What a term is called elsewhere.
fn others(mappings: &Mappings) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    if let Some(name) = &mappings.schema_org {
        facts.push(match name.strip_prefix('^') {
            Some(inverse) => ("owl:inverseOf", format!("<{}>", iri::schema_org(inverse))),
            None => ("skos:closeMatch", format!("<{}>", iri::schema_org(name))),
        });
    }
    facts.extend(mappings.wikidata.as_deref().map(|name| ("skos:closeMatch", format!("<{}>", iri::wikidata(name)))));
    facts.extend(mappings.plover.as_deref().map(|name| ("ng:plover", quoted(name))));
    facts
}

/// The class of some kinds of entities.
fn kinds(kinds: &[EntityKind]) -> String {
    let class = |kind: &EntityKind| match kind {
        EntityKind::Person => "schema:Person",
        EntityKind::Organization => "schema:Organization",
        EntityKind::Place => "schema:Place",
        EntityKind::Work => "schema:CreativeWork",
    };
    match kinds {
        [only] => class(only).to_owned(),
        kinds => format!("[ owl:unionOf ( {} ) ]", kinds.iter().map(class).collect::<Vec<_>>().join(" ")),
    }
}

/// Writes what is known of a term.
fn term(out: &mut dyn Write, name: &str, label: &str, facts: &[(&str, String)]) -> Result<(), ExportError> {
    writeln!(out, "\n<{}>", iri::term(name))?;
    for (predicate, object) in facts {
        writeln!(out, "    {predicate} {object} ;")?;
    }
    writeln!(out, "    rdfs:label {} ;\n    rdfs:isDefinedBy <{}> .", text(label), NAMESPACE.trim_end_matches('#'))?;
    Ok(())
}

/// A text in English.
fn text(text: &str) -> String {
    quoted(text) + "@en"
}

/// A text as a literal.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                // Writing to a string cannot fail.
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}
