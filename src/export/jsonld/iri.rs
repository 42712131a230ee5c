//! Identifiers as IRIs.

use crate::model::{Evidence, Field, NAMESPACE};
use std::fmt::Write;

/// The IRI of a node of the graph.
pub(crate) fn node(id: &str) -> String {
    format!("urn:newsgraph:{}", part(id))
}

/// The IRI of an article; its address is data, not its identity: addresses change, and some are no IRIs.
pub(crate) fn article(id: &str) -> String {
    format!("urn:newsgraph:article/{}", component(id))
}

/// The IRI of some words of an article, after RFC 5147: `…#char=120,154`; words of the headline have `#title=…`.
pub(crate) fn words(article_id: &str, evidence: &Evidence) -> String {
    let field = if evidence.field() == Field::Title { "title" } else { "char" };
    let span = evidence.span();
    format!("{}#{field}={},{}", article(article_id), span.start, span.end)
}

/// The word for a type of relation: with a prefix, so that no type can hide another word of the context.
pub(crate) fn own(kind: &str) -> String {
    format!("ng:{}", part(kind))
}

/// The IRI of a type of relation or event.
pub(crate) fn term(kind: &str) -> String {
    format!("{NAMESPACE}{}", part(kind))
}

/// The IRI of a term of another vocabulary that is written in full, with its usual prefix, or by its name alone.
pub(crate) fn prefixed(namespace: &str, prefix: &str, name: &str) -> String {
    if name.starts_with("http://") || name.starts_with("https://") {
        encoded(name)
    } else {
        encoded(&format!("{namespace}{}", name.strip_prefix(prefix).unwrap_or(name)))
    }
}

/// The IRI of a term of schema.org.
pub(crate) fn schema_org(name: &str) -> String {
    prefixed("https://schema.org/", "schema:", name)
}

/// The IRI of a property (`P26`, as facts have it) or an item (`Q42`) of Wikidata.
pub(crate) fn wikidata(name: &str) -> String {
    let entity = "http://www.wikidata.org/entity/";
    prefixed(if name.starts_with('P') { "http://www.wikidata.org/prop/direct/" } else { entity }, "wd:", name)
}

/// An IRI in which everything that a URI may not hold is percent-encoded; the first `#` begins its fragment.
pub(crate) fn encoded(iri: &str) -> String {
    iri.split_once('#').map_or_else(|| part(iri), |(head, fragment)| format!("{}#{}", part(head), part(fragment)))
}

/// A text as a part of an IRI.
pub(crate) fn part(text: &str) -> String {
    encode(text, |byte| byte.is_ascii_alphanumeric() || b"-._~:/+,;=@!$'()*".contains(&byte))
}

/// A text as one segment of an IRI.
fn component(text: &str) -> String {
    encode(text, |byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}

fn encode(text: &str, keep: impl Fn(u8) -> bool) -> String {
    let mut iri = String::with_capacity(text.len());
    for byte in text.bytes() {
        if keep(byte) {
            iri.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(iri, "%{byte:02X}");
        }
    }
    iri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_legal_segments() {
        assert_eq!(article("a b/ü#1"), "urn:newsgraph:article/a%20b%2F%C3%BC%231");
        assert_eq!(encoded("a:b#c#d"), "a:b#c%23d");
        assert_eq!(node("person/ida-holt~00ff00"), "urn:newsgraph:person/ida-holt~00ff00");
    }

    #[test]
    fn terms_of_others_are_completed() {
        assert_eq!(prefixed("https://schema.org/", "schema:", "schema:spouse"), "https://schema.org/spouse");
        assert_eq!(
            prefixed("https://schema.org/", "schema:", "https://schema.org/spouse"),
            "https://schema.org/spouse"
        );
    }
}
