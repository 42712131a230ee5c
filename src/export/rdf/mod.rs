//! RDF in other syntaxes: the very nodes of the JSON-LD, taken apart into quads.

mod expand;
mod ontology;

use super::{ExportError, Exporter, jsonld};
use crate::graph::Graph;
use expand::expand;
use oxrdf::QuadRef;
use oxttl::{NQuadsSerializer, TriGSerializer, TurtleSerializer};
use std::io::Write;

pub use ontology::{context, ontology};

/// Turtle: all triples in one graph; which article says so stands in the evidence of the relations.
#[derive(Debug, Clone, Copy, Default)]
pub struct Turtle;

/// `TriG`: Turtle with one named graph for each article.
#[derive(Debug, Clone, Copy, Default)]
pub struct TriG;

/// N-Quads: a line for each quad, one named graph for each article.
#[derive(Debug, Clone, Copy, Default)]
pub struct NQuads;

impl Exporter for Turtle {
    fn name(&self) -> &'static str {
        "turtle"
    }

    fn extension(&self) -> &'static str {
        "ttl"
    }

    fn media_type(&self) -> &'static str {
        "text/turtle"
    }

    fn export(&self, graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
        let mut serializer = TurtleSerializer::new();
        for (prefix, space) in jsonld::context::PREFIXES {
            serializer = serializer.with_prefix(prefix, space).map_err(std::io::Error::other)?;
        }
        let mut writer = serializer.for_writer(out);
        each(graph, |quad| Ok(writer.serialize_triple(oxrdf::TripleRef::from(quad))?))?;
        writer.finish()?;
        Ok(())
    }
}

impl Exporter for TriG {
    fn name(&self) -> &'static str {
        "trig"
    }

    fn extension(&self) -> &'static str {
        "trig"
    }

    fn media_type(&self) -> &'static str {
        "application/trig"
    }

    fn export(&self, graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
        let mut serializer = TriGSerializer::new();
        for (prefix, space) in jsonld::context::PREFIXES {
            serializer = serializer.with_prefix(prefix, space).map_err(std::io::Error::other)?;
        }
        let mut writer = serializer.for_writer(out);
        each(graph, |quad| Ok(writer.serialize_quad(quad)?))?;
        writer.finish()?;
        Ok(())
    }
}

impl Exporter for NQuads {
    fn name(&self) -> &'static str {
        "nquads"
    }

    fn extension(&self) -> &'static str {
        "nq"
    }

    fn media_type(&self) -> &'static str {
        "application/n-quads"
    }

    fn export(&self, graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
        let mut writer = NQuadsSerializer::new().for_writer(out);
        each(graph, |quad| Ok(writer.serialize_quad(quad)?))?;
        writer.finish();
        Ok(())
    }
}

/// Sends every quad of a graph, those of one subject together; the same quad may come twice.
pub(crate) fn each(
    graph: &Graph,
    mut sink: impl FnMut(QuadRef<'_>) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    jsonld::each(graph, |node| expand(&node).iter().try_for_each(|quad| sink(quad.as_ref())))
}
