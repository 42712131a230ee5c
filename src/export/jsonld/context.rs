//! The words of the JSON-LD and what they mean.

use crate::graph::{EdgeKind, Graph};
use crate::model::NAMESPACE;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The prefixes of other vocabularies.
pub(crate) const PREFIXES: [(&str, &str); 9] = [
    ("ng", NAMESPACE),
    ("schema", "https://schema.org/"),
    ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
];

/// Words whose values are identifiers of nodes.
const LINKS: [(&str, &str); 19] = [
    ("subjectOf", "schema:subjectOf"),
    ("closeMatch", "skos:closeMatch"),
    ("inverseOf", "owl:inverseOf"),
    ("sameAs", "schema:sameAs"),
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
const TEXTS: [(&str, &str); 16] = [
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
    ("field", "ng:field"),
];

/// The types of nodes.
const TYPES: [(&str, &str); 14] = [
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
];

/// Words whose values are literals of a type.
const TYPED: [(&str, &str, &str); 4] = [
    ("url", "schema:url", "xsd:anyURI"),
    ("confidence", "ng:confidence", "xsd:decimal"),
    ("start", "oa:start", "xsd:nonNegativeInteger"),
    ("end", "oa:end", "xsd:nonNegativeInteger"),
];

/// Words whose values say themselves what they are: dates and nodes.
const NODES: [(&str, &str); 5] = [
    ("datePublished", "schema:datePublished"),
    ("startDate", "schema:startDate"),
    ("endDate", "schema:endDate"),
    ("evidence", "ng:evidence"),
    ("selector", "oa:hasSelector"),
];

/// The inline context of a graph: the words above, and one for each type of relation that occurs.
pub(super) fn of_graph(graph: &Graph) -> Value {
    let kinds: BTreeSet<&str> = graph
        .edges()
        .filter_map(|(.., edge)| if let EdgeKind::Relation(kind) = &edge.kind { Some(kind.as_str()) } else { None })
        .collect();
    context(kinds)
}

/// The context for these types of relations.
pub(crate) fn context<'k>(kinds: impl IntoIterator<Item = &'k str>) -> Value {
    let mut context = Map::new();
    let mut add = |key: &str, value: Value| {
        context.insert(key.to_owned(), value);
    };
    add("@version", json!(1.1));
    for (prefix, space) in PREFIXES {
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
    for (word, iri, kind) in TYPED {
        add(word, json!({"@id": iri, "@type": kind}));
    }
    for (word, iri) in NODES {
        add(word, json!(iri));
    }
    for kind in kinds {
        add(&super::iri::own(kind), json!({"@id": super::iri::term(kind), "@type": "@id"}));
    }
    Value::Object(context)
}

/// What the value of a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Range {
    /// The IRI of a node.
    Link,
    /// A plain text.
    Text,
    /// A literal of this type.
    Typed(&'static str),
    /// A node, or a literal that says its type itself.
    Own,
}

/// The property that a word of ours means, with a prefix, and what its values are; `None` for an unknown word.
pub(crate) fn property(word: &str) -> Option<(&str, Range)> {
    let of = |words: &'static [(&str, &str)]| words.iter().find(|(it, _)| *it == word).map(|(_, iri)| *iri);
    of(&LINKS)
        .map(|iri| (iri, Range::Link))
        .or_else(|| of(&TEXTS).map(|iri| (iri, Range::Text)))
        .or_else(|| of(&NODES).map(|iri| (iri, Range::Own)))
        .or_else(|| TYPED.iter().find(|(it, ..)| *it == word).map(|(_, iri, kind)| (*iri, Range::Typed(kind))))
        .or_else(|| word.starts_with("ng:").then_some((word, Range::Link)))
}

/// The type that a word of ours means, with a prefix.
pub(crate) fn class(word: &str) -> &str {
    TYPES.iter().find(|(it, _)| *it == word).map_or(word, |(_, iri)| iri)
}

/// The IRI of a name with one of [`PREFIXES`]; other names are IRIs already.
pub(crate) fn expanded(name: &str) -> String {
    name.split_once(':')
        .and_then(|(prefix, rest)| {
            PREFIXES.iter().find(|(it, _)| *it == prefix).map(|(_, space)| format!("{space}{rest}"))
        })
        .unwrap_or_else(|| name.to_owned())
}
