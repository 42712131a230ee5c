//! The words of the JSON-LD and what they mean.

use crate::graph::{EdgeKind, Graph};
use crate::model::{NAMESPACE, Schema};
use serde_json::{Map, Value, json};

/// Words whose values are identifiers of nodes.
const LINKS: [(&str, &str); 17] = [
    ("subjectOf", "schema:subjectOf"),
    ("closeMatch", "skos:closeMatch"),
    ("wasDerivedFrom", "prov:wasDerivedFrom"),
    ("relation", "ng:relation"),
    ("from", "ng:from"),
    ("to", "ng:to"),
    ("accordingTo", "sem:accordingTo"),
    ("eventType", "sem:eventType"),
    ("agent", "ng:agent"),
    ("patient", "ng:patient"),
    ("attendee", "schema:attendee"),
    ("participant", "sem:hasActor"),
    ("location", "schema:location"),
    ("speaker", "schema:spokenByCharacter"),
    ("addressee", "ng:addressee"),
    ("about", "schema:about"),
    ("source", "oa:hasSource"),
];

/// Words whose values are texts.
const TEXTS: [(&str, &str); 15] = [
    ("identifier", "schema:identifier"),
    ("headline", "schema:headline"),
    ("publisher", "schema:publisher"),
    ("digest", "ng:digest"),
    ("label", "rdfs:label"),
    ("name", "schema:name"),
    ("alternateName", "schema:alternateName"),
    ("description", "schema:description"),
    ("gender", "schema:gender"),
    ("status", "ng:status"),
    ("roleName", "schema:roleName"),
    ("rule", "ng:rule"),
    ("text", "schema:text"),
    ("cue", "ng:cue"),
    ("exact", "oa:exact"),
];

/// The types of nodes.
const TYPES: [(&str, &str); 15] = [
    ("NewsArticle", "schema:NewsArticle"),
    ("Person", "schema:Person"),
    ("Organization", "schema:Organization"),
    ("Place", "schema:Place"),
    ("CreativeWork", "schema:CreativeWork"),
    ("Event", "sem:Event"),
    ("Quotation", "schema:Quotation"),
    ("Claim", "schema:Claim"),
    ("Statement", "ng:Statement"),
    ("Relation", "ng:Relation"),
    ("Term", "ng:Term"),
    ("SpecificResource", "oa:SpecificResource"),
    ("TextPositionSelector", "oa:TextPositionSelector"),
    ("TextQuoteSelector", "oa:TextQuoteSelector"),
    ("field", "ng:field"),
];

/// The inline context of a graph: the words above, and one for each type of relation that occurs.
pub(super) fn context(graph: &Graph) -> Value {
    let mut context = Map::new();
    let mut add = |key: &str, value: Value| {
        context.insert(key.to_owned(), value);
    };
    add("@version", json!(1.1));
    for (prefix, space) in [
        ("ng", NAMESPACE),
        ("schema", "https://schema.org/"),
        ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
        ("oa", "http://www.w3.org/ns/oa#"),
        ("prov", "http://www.w3.org/ns/prov#"),
        ("skos", "http://www.w3.org/2004/02/skos/core#"),
        ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ] {
        add(prefix, json!(space));
    }
    add("id", json!("@id"));
    add("type", json!("@type"));
    for (word, iri) in LINKS {
        add(word, json!({"@id": iri, "@type": "@id"}));
    }
    for (word, iri) in TEXTS.into_iter().chain(TYPES) {
        add(word, json!(iri));
    }
    for (word, iri, kind) in [
        ("url", "schema:url", "xsd:anyURI"),
        ("confidence", "ng:confidence", "xsd:decimal"),
        ("start", "oa:start", "xsd:nonNegativeInteger"),
        ("end", "oa:end", "xsd:nonNegativeInteger"),
    ] {
        add(word, json!({"@id": iri, "@type": kind}));
    }
    for (word, iri) in [
        ("datePublished", "schema:datePublished"),
        ("startDate", "schema:startDate"),
        ("endDate", "schema:endDate"),
        ("evidence", "ng:evidence"),
        ("selector", "oa:hasSelector"),
    ] {
        add(word, json!(iri));
    }
    for (_, _, edge) in graph.edges() {
        if let EdgeKind::Relation(kind) = &edge.kind {
            add(&super::iri::own(kind), json!({"@id": super::iri::encoded(&Schema::iri(kind)), "@type": "@id"}));
        }
    }
    Value::Object(context)
}
