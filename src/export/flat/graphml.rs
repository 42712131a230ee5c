//! GraphML (<http://graphml.graphdrawing.org>), as NetworkX, yEd, igraph and Gephi read it. Lists are joined by " | ".

use super::xml::escape;
use super::{BEST, Cell, Column, EDGE, NODE, Type, best, edge, node};
use crate::export::{ExportError, Exporter};
use crate::graph::Graph;
use std::io::{self, Write};

/// Writes nodes and edges with plain attributes.
#[derive(Debug, Clone, Copy, Default)]
pub struct GraphMl;

impl Exporter for GraphMl {
    fn name(&self) -> &'static str {
        "graphml"
    }

    fn extension(&self) -> &'static str {
        "graphml"
    }

    fn media_type(&self) -> &'static str {
        "application/graphml+xml"
    }

    fn export(&self, graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
        keys(out, "node", 'n', &NODE)?;
        keys(out, "edge", 'e', &[EDGE.as_slice(), &BEST].concat())?;
        writeln!(out, "<graph id=\"newsgraph\" edgedefault=\"directed\">")?;
        for it in graph.nodes() {
            write!(out, "<node id=\"{}\">", escape(it.id()))?;
            data(out, 'n', &node(graph, it))?;
            writeln!(out, "</node>")?;
        }
        for (at, (from, to, it)) in graph.edges().enumerate() {
            let (from, to) = (escape(from.id()), escape(to.id()));
            write!(out, "<edge id=\"e{at}\" source=\"{from}\" target=\"{to}\">")?;
            let cells: Vec<Cell> = edge(graph, it).into_iter().chain(best(graph, it)).collect();
            data(out, 'e', &cells)?;
            writeln!(out, "</edge>")?;
        }
        writeln!(out, "</graph>\n</graphml>")?;
        Ok(())
    }
}

/// Declares attributes: n0, n1 … of nodes, e0, e1 … of edges.
fn keys(out: &mut dyn Write, of: &str, prefix: char, columns: &[Column]) -> io::Result<()> {
    for (at, (name, kind)) in columns.iter().enumerate() {
        let kind = match kind {
            Type::Text | Type::Texts | Type::Wholes | Type::Shares => "string",
            Type::Whole => "int",
            Type::Share => "double",
            Type::Flag => "boolean",
        };
        writeln!(out, "<key id=\"{prefix}{at}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")?;
    }
    Ok(())
}

fn data(out: &mut dyn Write, prefix: char, cells: &[Cell]) -> io::Result<()> {
    for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        write!(out, "<data key=\"{prefix}{at}\">{}</data>", escape(&cell.joined(" | ")))?;
    }
    Ok(())
}
