//! Graphs to bytes: one file per format.
//!
//! A new format is one file with an [`Exporter`] and one word in [`EXPORTERS`]; a format of several files has a
//! [`Bundle`] in [`BUNDLES`]. Exporters write as they go: beside the graph they hold little more than an index of it.

mod articles;
pub mod conllu;
pub mod facts;
pub mod flat;
pub mod ftm;
pub mod json;
pub mod jsonld;
pub mod page;
pub mod picture;
pub mod rdf;

use crate::graph::Graph;
use std::io::{self, Write};

/// A format that graphs are written in.
pub trait Exporter: Sync {
    /// What it is called on the command line: `jsonld`.
    fn name(&self) -> &'static str;

    /// The extension of its files, without the first dot: `jsonld`, `ftm.json`.
    fn extension(&self) -> &'static str;

    /// Its registered media type.
    fn media_type(&self) -> &'static str;

    /// Writes a graph. The same graph gives the same bytes.
    ///
    /// # Errors
    /// When writing fails.
    fn export(&self, graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError>;
}

/// A format of several files.
#[derive(Debug)]
pub struct Bundle {
    /// What it is called on the command line: `csv`.
    pub name: &'static str,
    /// The extension of its files, without the first dot.
    pub extension: &'static str,
    /// The registered media type of its files.
    pub media_type: &'static str,
    /// Its files.
    pub parts: &'static [Part],
}

/// One file of a [`Bundle`].
#[derive(Debug)]
pub struct Part {
    /// What it holds: `nodes`.
    pub name: &'static str,
    /// Writes it.
    pub write: fn(&Graph, &mut dyn Write) -> Result<(), ExportError>,
}

/// Why a graph could not be written or read back.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The bytes could not be written.
    #[error("cannot write the graph")]
    Write(#[from] io::Error),
    /// The graph could not be put into, or got out of, JSON.
    #[error("not a graph in JSON")]
    Json(#[from] serde_json::Error),
    /// A link of a class that no version of the program has written, or one with an end that is not there.
    #[error("link {at}: {what}")]
    Link {
        /// Which link, counted from 1.
        at: usize,
        /// What is wrong with it.
        what: String,
    },
    /// Two nodes of one identifier.
    #[error("node {at}: {id:?} was there before")]
    Node {
        /// Which node, counted from 1.
        at: usize,
        /// Its identifier.
        id: String,
    },
}

/// All formats of one file, in the order in which the program lists them.
pub const EXPORTERS: &[&dyn Exporter] = &[
    &facts::FactLines,
    &json::NodeLink,
    &jsonld::JsonLd,
    &jsonld::SchemaOrg,
    &rdf::Turtle,
    &rdf::TriG,
    &rdf::NQuads,
    &flat::graphml::GraphMl,
    &flat::gexf::Gexf,
    &flat::cypher::Cypher,
    &ftm::FollowTheMoney,
    &picture::dot::Dot,
    &picture::mermaid::Mermaid,
    &picture::svg::Svg { engine: picture::svg::Engine::Installed },
    #[cfg(feature = "pictures")]
    &picture::png::Png { engine: picture::svg::Engine::Installed },
    &page::Html,
];

/// All formats of several files.
pub const BUNDLES: &[Bundle] = &[
    flat::csv::GEPHI,
    flat::csv::NEO4J,
    #[cfg(feature = "parquet")]
    flat::parquet::PARQUET,
];

/// A format of either sort.
#[derive(Clone, Copy)]
pub enum Format {
    /// One file.
    One(&'static dyn Exporter),
    /// Several.
    Many(&'static Bundle),
}

impl Format {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Format> {
        EXPORTERS.iter().copied().map(Format::One).chain(BUNDLES.iter().map(Format::Many))
    }

    /// What it is called on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::One(exporter) => exporter.name(),
            Format::Many(bundle) => bundle.name,
        }
    }

    /// The extension of its files, without the first dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::One(exporter) => exporter.extension(),
            Format::Many(bundle) => bundle.extension,
        }
    }

    /// The format of a name.
    pub fn named(name: &str) -> Option<Format> {
        Format::all().find(|format| format.name() == name)
    }

    /// The format that the name of a file ends in, the longest extension first: `x.ftm.json` is no `json`.
    pub fn of_file(name: &str) -> Option<Format> {
        let name = name.to_ascii_lowercase();
        Format::all()
            .filter(|format| name.strip_suffix(format.extension()).is_some_and(|stem| stem.ends_with('.')))
            .max_by_key(|format| format.extension().len())
    }
}

/// The format of one file of a name.
pub fn by_name(name: &str) -> Option<&'static dyn Exporter> {
    EXPORTERS.iter().copied().find(|exporter| exporter.name() == name)
}

/// The format of one file of an extension.
pub fn by_extension(extension: &str) -> Option<&'static dyn Exporter> {
    EXPORTERS.iter().copied().find(|exporter| exporter.extension().eq_ignore_ascii_case(extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_extensions_are_of_one_format_each() {
        for format in Format::all() {
            assert_eq!(Format::named(format.name()).map(Format::name), Some(format.name()));
            let file = format!("x.{}", format.extension().to_uppercase());
            assert_eq!(Format::of_file(&file).map(Format::name), Some(format.name()));
        }
        assert!(Format::of_file("json").is_none());
    }
}
