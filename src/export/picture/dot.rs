//! A picture of a graph in the DOT language of Graphviz.
//!
//! The picture is for people: events are nodes, statements are edges from the speaker to those spoken to or about, and
//! whoever is connected to nobody is named in a line of text. Tooltips and links carry the words that show an edge.

use super::{Arrow, Picture, escape, limited, style};
use crate::export::{ExportError, Exporter};
use crate::graph::Graph;
use dot_writer::{Attributes, DotWriter};
use std::io::Write;

/// Writes a picture.
#[derive(Debug, Clone, Copy, Default)]
pub struct Dot;

impl Exporter for Dot {
    fn name(&self) -> &'static str {
        "dot"
    }

    fn extension(&self) -> &'static str {
        "dot"
    }

    fn media_type(&self) -> &'static str {
        "text/vnd.graphviz"
    }

    fn export(&self, graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
        out.write_all(&draw(&Picture::new(&limited(graph))))?;
        Ok(())
    }
}

/// The widest line of a node's label, in characters.
const NODE_WIDTH: usize = 20;

/// The widest line of an edge's label, in characters.
const EDGE_WIDTH: usize = 18;

/// The widest line of a note on what is not drawn, in characters.
const NOTE_WIDTH: usize = 60;

/// Writes the picture into memory: dot-writer cannot report that writing fails.
fn draw(picture: &Picture) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = DotWriter::from(&mut bytes);
    writer.set_pretty_print(true);
    {
        let mut scope = writer.digraph();
        for (name, value) in [
            ("rankdir", "LR"),
            ("charset", "UTF-8"),
            ("bgcolor", "white"),
            ("nodesep", "0.3"),
            ("ranksep", "0.7"),
            ("fontname", "Helvetica"),
            ("tooltip", " "),
        ] {
            scope.set(name, value, true);
        }
        scope.node_attributes().set("fontname", "Helvetica", true).set("fontsize", "12", true).set(
            "margin",
            "0.12,0.06",
            true,
        );
        scope.edge_attributes().set("fontname", "Helvetica", true).set("fontsize", "10", true).set(
            "arrowsize",
            "0.7",
            true,
        );
        for (at, shown) in picture.nodes.iter().enumerate() {
            let look = style::look(shown.node);
            let mut node = scope.node_named(format!("n{at}"));
            node.set("label", &escape::wrap(&escape::cut(&shown.label, 60), NODE_WIDTH), true);
            node.set("shape", look.shape, true);
            node.set("fillcolor", look.fill, true);
            node.set("color", look.line, true);
            node.set("style", look.style, true);
            node.set("tooltip", &escape::escape(&shown.tooltip), true);
        }
        for arrow in &picture.arrows {
            draw_arrow(&mut scope, arrow);
        }
        for (name, words) in picture.notes() {
            let mut note = scope.node_named(name);
            note.set("label", &escape::wrap(&words, NOTE_WIDTH), true);
            note.set("shape", "plaintext", true).set("fontsize", "10", true).set("fontcolor", "#666666", true);
        }
    }
    bytes
}

fn draw_arrow(scope: &mut dot_writer::Scope<'_, '_>, arrow: &Arrow) {
    let mut edge = scope.edge(format!("n{}", arrow.from), format!("n{}", arrow.to)).attributes();
    if !arrow.labels.is_empty() {
        let labels: Vec<String> =
            arrow.labels.iter().map(|label| escape::wrap(&escape::cut(label, 60), EDGE_WIDTH)).collect();
        edge.set("label", &labels.join("\\n"), true);
        edge.set("fontcolor", arrow.colour, true);
    }
    edge.set("style", arrow.style, true);
    edge.set("color", arrow.colour, true);
    edge.set("penwidth", &format!("{:.1}", super::width(arrow.articles)), true);
    if !arrow.directed {
        edge.set("dir", "none", true);
    }
    for name in ["tooltip", "labeltooltip"] {
        edge.set(name, &escape::escape(&arrow.tooltip), true);
    }
    if let Some(url) = &arrow.url {
        edge.set("URL", &escape::escape(url), true);
    }
}
