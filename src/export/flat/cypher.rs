//! A script in Cypher for Neo4j, Memgraph and their like. Running it again changes nothing.

use super::property::{EdgeRow, LABELS, NodeRow, articles, edge_type, edges, mentions, nodes};
use super::{Cell, Column};
use crate::export::{ExportError, Exporter};
use crate::graph::Graph;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;

/// Writes constraints, then nodes and edges in batches of `UNWIND … MERGE`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cypher;

/// Rows of one statement: enough for speed, few enough for the parser's memory.
const BATCH: usize = 200;

impl Exporter for Cypher {
    fn name(&self) -> &'static str {
        "cypher"
    }

    fn extension(&self) -> &'static str {
        "cypher"
    }

    fn media_type(&self) -> &'static str {
        "application/x-cypher-query"
    }

    fn export(&self, graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
        for label in LABELS {
            let name = label.to_lowercase();
            writeln!(out, "CREATE CONSTRAINT newsgraph_{name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE;")?;
        }
        let mut batches = Batches::default();
        for row in nodes(graph).chain(articles(graph)) {
            batches.add(merge_node(row.label), node_row(&row), out)?;
        }
        // Edges need their ends.
        batches.finish(out)?;
        for row in edges(graph).chain(mentions(graph)) {
            batches.add(merge_edge(row.from.0, &edge_type(row.kind), row.to.0), edge_row(&row), out)?;
        }
        batches.finish(out)
    }
}

/// What to do with the rows of a batch.
type Clauses = String;

fn merge_node(label: &str) -> Clauses {
    format!("MERGE (n:{label} {{id: row.id}}) SET n += row.properties")
}

fn merge_edge(from: &str, kind: &str, to: &str) -> Clauses {
    format!(
        "MATCH (a:{from} {{id: row.a}}) MATCH (b:{to} {{id: row.b}}) \
         MERGE (a)-[r:{kind} {{class: row.class, type: row.type}}]->(b) SET r += row.properties"
    )
}

/// Rows that wait for others of the same clauses.
#[derive(Default)]
struct Batches(BTreeMap<Clauses, Vec<String>>);

impl Batches {
    fn add(&mut self, clauses: Clauses, row: String, out: &mut dyn Write) -> Result<(), ExportError> {
        if let Some(rows) = self.0.get_mut(&clauses) {
            rows.push(row);
            if rows.len() >= BATCH {
                write_batch(&clauses, rows, out)?;
                rows.clear();
            }
        } else {
            self.0.insert(clauses, vec![row]);
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> Result<(), ExportError> {
        for (clauses, rows) in std::mem::take(&mut self.0) {
            write_batch(&clauses, &rows, out)?;
        }
        Ok(())
    }
}

fn write_batch(clauses: &str, rows: &[String], out: &mut dyn Write) -> Result<(), ExportError> {
    if !rows.is_empty() {
        writeln!(out, "UNWIND [\n{}\n] AS row\n{clauses};", rows.join(",\n"))?;
    }
    Ok(())
}

fn node_row(row: &NodeRow) -> String {
    format!("{{id: {}, properties: {}}}", quoted(row.id), properties(&row.attributes))
}

fn edge_row(row: &EdgeRow) -> String {
    let [a, b, class, kind] = [row.from.1, row.to.1, row.class, row.kind].map(quoted);
    format!("{{a: {a}, b: {b}, class: {class}, type: {kind}, properties: {}}}", properties(&row.attributes))
}

/// The attributes that there are, as a map.
fn properties(attributes: &[(Column, Cell)]) -> String {
    let there = attributes.iter().filter(|(_, cell)| !cell.is_empty());
    let members: Vec<String> = there.map(|((name, _), cell)| format!("`{name}`: {}", literal(cell))).collect();
    format!("{{{}}}", members.join(", "))
}

fn literal(cell: &Cell) -> String {
    match cell {
        Cell::None => "null".to_owned(),
        Cell::Text(text) => quoted(text),
        Cell::Texts(texts) => format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ")),
        Cell::Wholes(_) | Cell::Shares(_) => format!("[{}]", cell.joined(", ")),
        Cell::Whole(_) | Cell::Share(_) | Cell::Flag(_) => cell.joined("").into_owned(),
    }
}

/// A string literal. Controls, separators of lines and characters that reorder a line are escaped, so that the script
/// reads as it runs.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('\'');
    for c in text.chars() {
        match c {
            '\\' => quoted.push_str("\\\\"),
            '\'' => quoted.push_str("\\'"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{61c}'
            | '\u{feff}' => {
                // Writing to a string cannot fail.
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('\'');
    quoted
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn nothing_ends_a_literal() {
        assert_eq!(quoted("O'Neill \\' }) DETACH DELETE n //"), "'O\\'Neill \\\\\\' }) DETACH DELETE n //'");
        assert_eq!(quoted("a\u{0}\r\n\u{202e}é😀$x"), "'a\\u0000\\r\\n\\u202Eé😀$x'");
    }
}
