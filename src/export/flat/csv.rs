//! Tables of nodes and edges as CSV: for Gephi and spreadsheets, and for `neo4j-admin database import`.

use super::property::{ACCOUNTS, ARTICLE, EdgeRow, MENTIONS, NodeRow};
use super::property::{articles, edge_type, edges, mentions, nodes};
use super::{BEST, Cell, Column, EDGE, NODE, Type, best, edge, node};
use crate::export::{Bundle, ExportError, Part};
use crate::graph::Graph;
use std::borrow::Cow;
use std::io::Write;

/// Two tables as Gephi imports them and any spreadsheet opens them. A text that a spreadsheet would take for a formula has
/// an apostrophe before it; control characters are spaces; lists are joined by " | ".
pub const GEPHI: Bundle = Bundle {
    name: "csv",
    extension: "csv",
    media_type: "text/csv",
    parts: &[Part { name: "nodes", write: gephi_nodes }, Part { name: "edges", write: gephi_edges }],
};

/// Four tables for `neo4j-admin database import full --array-delimiter=U+001F --multiline-fields=true`. Texts are as the
/// graph has them, so do not open them with a spreadsheet.
pub const NEO4J: Bundle = Bundle {
    name: "neo4j",
    extension: "neo4j.csv",
    media_type: "text/csv",
    parts: &[
        Part { name: "nodes", write: neo4j_nodes },
        Part { name: "articles", write: neo4j_articles },
        Part { name: "edges", write: neo4j_edges },
        Part { name: "mentions", write: neo4j_mentions },
    ],
};

/// Writes one record.
fn record<'a>(
    writer: &mut csv::Writer<&mut dyn Write>,
    fields: impl IntoIterator<Item = Cow<'a, str>>,
) -> Result<(), ExportError> {
    for field in fields {
        writer.write_field(field.as_bytes()).map_err(std::io::Error::other)?;
    }
    writer.write_record(None::<&[u8]>).map_err(std::io::Error::other)?;
    Ok(())
}

fn gephi_nodes(graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut writer = csv::Writer::from_writer(out);
    let names = NODE.iter().skip(1).map(|(name, _)| Cow::Borrowed(*name));
    record(&mut writer, ["Id", "Label"].map(Cow::Borrowed).into_iter().chain(names))?;
    for it in graph.nodes() {
        let cells = node(graph, it);
        let id = Cell::from(it.id());
        record(&mut writer, [&id].into_iter().chain(&cells).map(plain))?;
    }
    Ok(writer.flush()?)
}

fn gephi_edges(graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut writer = csv::Writer::from_writer(out);
    // Gephi's own column "Type" tells the direction: ours is "Kind".
    let names = EDGE.iter().chain(&BEST).map(|(name, _)| if *name == "type" { "Kind" } else { name }.into());
    record(&mut writer, ["Source", "Target", "Type", "Id", "Weight"].map(Cow::Borrowed).into_iter().chain(names))?;
    for (at, (from, to, it)) in graph.edges().enumerate() {
        let direction = if graph.is_symmetric(it.kind.name()) { "Undirected" } else { "Directed" };
        let head = [
            Cell::from(from.id()),
            Cell::from(to.id()),
            Cell::from(direction),
            Cell::from(at.to_string()),
            Cell::from(it.articles().len()),
        ];
        let cells = head.into_iter().chain(edge(graph, it)).chain(best(graph, it));
        record(&mut writer, cells.map(|cell| Cow::Owned(plain(&cell).into_owned())))?;
    }
    Ok(writer.flush()?)
}

/// A value that no spreadsheet takes for a formula, on one line.
fn plain<'a>(cell: &'a Cell) -> Cow<'a, str> {
    let text = cell.joined(" | ");
    if matches!(cell, Cell::Text(_) | Cell::Texts(_)) { harmless(text) } else { text }
}

/// A text that no spreadsheet takes for a formula, on one line: an apostrophe comes before a text that begins like one,
/// control characters become spaces.
pub fn harmless(text: Cow<'_, str>) -> Cow<'_, str> {
    let text = if text.contains(char::is_control) { text.replace(char::is_control, " ").into() } else { text };
    if text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        format!("'{text}").into()
    } else {
        text
    }
}

/// The mark between the members of a list: no text of an article means anything by it.
const UNIT: char = '\u{1f}';

/// A value as neo4j-admin reads it.
fn neo4j<'a>(cell: &'a Cell) -> Cow<'a, str> {
    match cell {
        Cell::Texts(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| text.replace(UNIT, " ")).collect();
            texts.join(&UNIT.to_string()).into()
        }
        cell => cell.joined(&UNIT.to_string()),
    }
}

/// The head of a column: its name and type.
fn head((name, kind): (&str, Type)) -> Cow<'static, str> {
    let kind = match kind {
        Type::Text => "string",
        Type::Texts => "string[]",
        Type::Whole => "long",
        Type::Wholes => "long[]",
        Type::Share => "double",
        Type::Shares => "double[]",
        Type::Flag => "boolean",
    };
    format!("{name}:{kind}").into()
}

fn neo4j_nodes(graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
    neo4j_table("id:ID(node)", NODE, nodes(graph), out)
}

fn neo4j_articles(graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
    neo4j_table("id:ID(article)", ARTICLE, articles(graph), out)
}

fn neo4j_table<'g>(
    id: &'static str,
    columns: impl IntoIterator<Item = Column>,
    rows: impl Iterator<Item = NodeRow<'g>>,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let mut writer = csv::Writer::from_writer(out);
    let heads = columns.into_iter().map(head);
    record(&mut writer, [id, ":LABEL"].map(Cow::Borrowed).into_iter().chain(heads))?;
    for row in rows {
        let cells = row.attributes.iter().map(|(_, cell)| neo4j(cell));
        record(&mut writer, [row.id, row.label].map(Cow::Borrowed).into_iter().chain(cells))?;
    }
    Ok(writer.flush()?)
}

fn neo4j_edges(graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
    neo4j_links(":END_ID(node)", EDGE.into_iter().chain(ACCOUNTS), edges(graph), out)
}

fn neo4j_mentions(graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
    neo4j_links(":END_ID(article)", MENTIONS, mentions(graph), out)
}

fn neo4j_links<'g>(
    end: &'static str,
    columns: impl IntoIterator<Item = Column>,
    rows: impl Iterator<Item = EdgeRow<'g>>,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let mut writer = csv::Writer::from_writer(out);
    let heads = columns.into_iter().map(head);
    record(&mut writer, [":START_ID(node)", end, ":TYPE"].map(Cow::Borrowed).into_iter().chain(heads))?;
    for row in rows {
        let cells = row.attributes.iter().map(|(_, cell)| neo4j(cell));
        let ends = [Cow::Borrowed(row.from.1), Cow::Borrowed(row.to.1), Cow::Owned(edge_type(row.kind))];
        record(&mut writer, ends.into_iter().chain(cells))?;
    }
    Ok(writer.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let plain = |text: &str| plain(&Cell::from(text.to_owned())).into_owned();
        assert_eq!(plain("=cmd()"), "'=cmd()");
        assert_eq!(plain("\t@SUM(A1)"), "' @SUM(A1)");
        assert_eq!(plain("a\nb\u{0}"), "a b ");
        assert_eq!(plain("Zoë"), "Zoë");
        assert_eq!(super::plain(&Cell::Whole(3)), "3");
    }

    #[test]
    fn lists_have_a_mark_of_their_own() {
        assert_eq!(neo4j(&Cell::Texts(vec!["a;b".into(), "c\u{1f}d".into()])), "a;b\u{1f}c d");
    }
}
