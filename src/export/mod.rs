//! Graphs to bytes: one file per format.
//!
//! A new format is one file with an [`Exporter`], and one word in [`EXPORTERS`].

pub mod conllu;
pub mod dot;
pub mod facts;
pub mod json;
pub mod jsonld;

use crate::graph::Graph;
use std::io::{self, Write};

/// A format that graphs are written in.
pub trait Exporter: Sync {
    /// What it is called on the command line: `jsonld`.
    fn name(&self) -> &'static str;

    /// The extension of its files, without the dot.
    fn extension(&self) -> &'static str;

    /// Its registered media type.
    fn media_type(&self) -> &'static str;

    /// Writes a graph. The same graph gives the same bytes.
    ///
    /// # Errors
    /// When writing fails.
    fn export(&self, graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError>;
}

/// Why a graph could not be written or read back.
#[derive(Debug, thiserror::Error)]
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

/// All formats, in the order in which the program lists them.
pub const EXPORTERS: &[&dyn Exporter] = &[&facts::FactLines, &json::NodeLink, &dot::Dot, &jsonld::JsonLd];

/// The format of a name.
pub fn by_name(name: &str) -> Option<&'static dyn Exporter> {
    EXPORTERS.iter().copied().find(|exporter| exporter.name() == name)
}

/// The format of a file's extension.
pub fn by_extension(extension: &str) -> Option<&'static dyn Exporter> {
    EXPORTERS.iter().copied().find(|exporter| exporter.extension().eq_ignore_ascii_case(extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_extensions_are_of_one_format_each() {
        for exporter in EXPORTERS {
            assert_eq!(by_name(exporter.name()).map(Exporter::name), Some(exporter.name()));
            assert_eq!(by_extension(exporter.extension()).map(Exporter::name), Some(exporter.name()));
        }
    }
}
