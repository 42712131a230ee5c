//! A graph as RDF stores have it: resources of one graph, and one named graph for each article.
//!
//! What the RDF formats put into the default graph goes into `urn:newsgraph:graph/NAME`, because many stores have no
//! default graph that one could write to; the named graph of an article goes under that name too, so that graphs of
//! different names do not share one.

use crate::export::ExportError;
use crate::graph::Graph;
use crate::push::inventory::{Hash, hash};
use oxrdf::{GraphNameRef, NamedOrBlankNodeRef, QuadRef, TermRef};
use std::fmt::Write;

/// What all identifiers begin with.
pub(super) const SPACE: &str = "urn:newsgraph:";

/// The graphs of a push.
#[derive(Debug, Clone)]
pub(super) struct Names {
    /// Entities, articles and terms.
    pub(super) main: String,
    /// Which resources and graphs a push has written, with their digests.
    pub(super) catalogue: String,
}

impl Names {
    /// Those of a name.
    pub(super) fn of(name: &str) -> Self {
        let mut main = format!("{SPACE}graph/");
        for byte in name.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                main.push(char::from(byte));
            } else {
                // Writing to a string cannot fail.
                let _ = write!(main, "%{byte:02X}");
            }
        }
        Names { catalogue: format!("{main}#push"), main }
    }

    /// Where the named graph of an article goes.
    fn placed(&self, graph: &str) -> String {
        format!("{}/{}", self.main, graph.strip_prefix(SPACE).unwrap_or(graph))
    }
}

/// What is written as a whole: a resource of the main graph, or the graph of an article with what is said of it.
#[derive(Debug, Default)]
pub(super) struct Unit {
    /// The resource or graph.
    pub(super) iri: String,
    /// Whether it is a graph.
    pub(super) is_graph: bool,
    /// Its triples in N-Triples, each with the graph that it goes into; sorted, each once.
    pub(super) triples: Vec<(String, String)>,
}

impl Unit {
    /// Its key in an inventory.
    pub(super) fn key(&self) -> Hash {
        hash(&[&self.iri])
    }

    /// The digest of its triples.
    pub(super) fn digest(&self) -> Hash {
        let parts = self.triples.iter().flat_map(|(graph, triple)| [graph.as_str(), triple.as_str()]);
        hash(&parts.collect::<Vec<_>>())
    }
}

/// Sends the units of a graph, one in memory at a time. `stop` of the sink ends it early.
///
/// # Errors
/// Those of the sink.
pub(super) fn each<E>(graph: &Graph, names: &Names, mut sink: impl FnMut(Unit) -> Result<(), E>) -> Result<(), E> {
    let mut unit = Unit::default();
    let mut failure = None;
    let mut close = |unit: &mut Unit| -> Result<(), ExportError> {
        let mut done = std::mem::take(unit);
        done.triples.sort_unstable();
        done.triples.dedup();
        if !done.triples.is_empty() {
            sink(done).map_err(|error| {
                failure = Some(error);
                ExportError::Write(std::io::Error::other("stopped"))
            })?;
        }
        Ok(())
    };
    let walked = crate::export::rdf::each(graph, |quad| {
        let (iri, is_graph) = of(quad, names);
        if iri != unit.iri {
            close(&mut unit)?;
            unit.iri = iri;
        }
        unit.is_graph |= is_graph;
        let place = if quad.graph_name == GraphNameRef::DefaultGraph { names.main.clone() } else { unit.iri.clone() };
        unit.triples.push((place, triple(quad, names)));
        Ok(())
    });
    // Nothing but the sink fails: nothing is written to a file here.
    let _ = walked.and_then(|()| close(&mut unit));
    failure.map_or(Ok(()), Err)
}

/// The unit that a quad belongs to, and whether that is a graph.
fn of(quad: QuadRef<'_>, names: &Names) -> (String, bool) {
    match quad.graph_name {
        GraphNameRef::NamedNode(graph) => (names.placed(graph.as_str()), true),
        _ => (subject(quad, names), false),
    }
}

/// The subject of a quad; a named graph has the name under which it is placed.
fn subject(quad: QuadRef<'_>, names: &Names) -> String {
    let NamedOrBlankNodeRef::NamedNode(subject) = quad.subject else { return String::new() };
    let is_graph = subject.as_str().starts_with("urn:newsgraph:article/") && subject.as_str().ends_with("#facts");
    if is_graph { names.placed(subject.as_str()) } else { subject.as_str().to_owned() }
}

/// A triple in N-Triples that SPARQL reads too.
fn triple(quad: QuadRef<'_>, names: &Names) -> String {
    let mut line = String::new();
    iri(&subject(quad, names), &mut line);
    line.push(' ');
    iri(quad.predicate.as_str(), &mut line);
    line.push(' ');
    match quad.object {
        TermRef::Literal(literal) => {
            quoted(literal.value(), &mut line);
            let kind = literal.datatype().as_str();
            if kind != oxrdf::vocab::xsd::STRING.as_str() {
                line.push_str("^^");
                iri(kind, &mut line);
            }
        }
        TermRef::NamedNode(node) => iri(node.as_str(), &mut line),
        // None of our nodes is blank.
        TermRef::BlankNode(_) => line.push_str(&quad.object.to_string()),
    }
    line.push_str(" .");
    line
}

/// An IRI in angle brackets; what would end it early is percent-encoded.
pub(super) fn iri(iri: &str, out: &mut String) {
    out.push('<');
    for c in iri.chars() {
        if c <= ' ' || "<>\"{}|^`\\".contains(c) {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{:02X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out.push('>');
}

/// A text in quotation marks.
///
/// SPARQL resolves `\u0022` before it looks for the end of a text, and some stores even where another backslash stands
/// before it. So a `u` after a backslash is written as an escape itself.
pub(super) fn quoted(text: &str, out: &mut String) {
    out.push('"');
    let mut after_backslash = false;
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            'u' if after_backslash => out.push_str("\\u0075"),
            'U' if after_backslash => out.push_str("\\u0055"),
            // Writing to a string cannot fail.
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => drop(write!(out, "\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
        after_backslash = c == '\\';
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(of: impl Fn(&mut String)) -> String {
        let mut out = String::new();
        of(&mut out);
        out
    }

    #[test]
    fn nothing_ends_a_text_or_an_iri_early() {
        let quoted = |it: &str| text(|out| quoted(it, out));
        assert_eq!(quoted("a\"b\\"), r#""a\"b\\""#);
        assert_eq!(quoted("\n\u{0}\u{202e}"), "\"\\n\\u0000\u{202e}\"");
        assert_eq!(quoted(r"\u0022 \\U00000022 u"), r#""\\\u00750022 \\\\\u005500000022 u""#);
        let iri = |it: &str| text(|out| iri(it, out));
        assert_eq!(iri("urn:a> <b \"{}\u{1}\\"), "<urn:a%3E%20%3Cb%20%22%7B%7D%01%5C>");
    }

    #[test]
    fn names_of_graphs_are_iris() {
        let names = Names::of("my news>");
        assert_eq!(names.main, "urn:newsgraph:graph/my%20news%3E");
        assert_eq!(names.placed("urn:newsgraph:article/a#facts"), format!("{}/article/a#facts", names.main));
    }
}
