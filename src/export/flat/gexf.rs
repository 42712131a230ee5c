//! GEXF 1.3 (<https://gexf.net>), for Gephi's timeline: events and edges have the intervals that the texts state. What has
//! none is there all the time. Lists are joined by " | ".

use super::xml::escape;
use super::{BEST, Cell, Column, EDGE, NODE, Type, best, edge, node, span};
use crate::export::picture::style;
use crate::export::{ExportError, Exporter};
use crate::graph::{Graph, Node};
use crate::model::Date;
use std::io::{self, Write};

/// Writes nodes and edges with plain attributes, colours and intervals.
#[derive(Debug, Clone, Copy, Default)]
pub struct Gexf;

impl Exporter for Gexf {
    fn name(&self) -> &'static str {
        "gexf"
    }

    fn extension(&self) -> &'static str {
        "gexf"
    }

    fn media_type(&self) -> &'static str {
        "application/gexf+xml"
    }

    fn export(&self, graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(out, "<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">")?;
        writeln!(out, "<meta><creator>newsgraph</creator></meta>")?;
        writeln!(
            out,
            "<graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\" timerepresentation=\"interval\">"
        )?;
        attributes(out, "node", &NODE)?;
        attributes(out, "edge", &[EDGE.as_slice(), &BEST].concat())?;
        writeln!(out, "<nodes>")?;
        for it in graph.nodes() {
            let date = if let Node::Event(event) = it { event.date } else { None };
            let (id, name) = (escape(it.id()), escape(&it.label()));
            write!(out, "<node id=\"{id}\" label=\"{name}\"{}>", interval(date, date))?;
            values(out, &node(graph, it))?;
            writeln!(out, "{}</node>", colour(style::look(it).line))?;
        }
        writeln!(out, "</nodes>\n<edges>")?;
        for (at, (from, to, it)) in graph.edges().enumerate() {
            let (start, end) = span(it);
            let (from, to) = (escape(from.id()), escape(to.id()));
            let kind = escape(it.kind.name());
            let weight = it.articles().len();
            write!(
                out,
                "<edge id=\"e{at}\" source=\"{from}\" target=\"{to}\" kind=\"{kind}\" label=\"{}\" ",
                escape(&graph.label(it.kind.name()))
            )?;
            write!(out, "weight=\"{weight}\"{}>", interval(start, end))?;
            let cells: Vec<Cell> = edge(graph, it).into_iter().chain(best(graph, it)).collect();
            values(out, &cells)?;
            writeln!(out, "</edge>")?;
        }
        writeln!(out, "</edges>\n</graph>\n</gexf>")?;
        Ok(())
    }
}

/// Declares attributes: 0, 1 …
fn attributes(out: &mut dyn Write, of: &str, columns: &[Column]) -> io::Result<()> {
    writeln!(out, "<attributes class=\"{of}\" mode=\"static\">")?;
    for (at, (name, kind)) in columns.iter().enumerate() {
        let kind = match kind {
            Type::Text | Type::Texts | Type::Wholes | Type::Shares => "string",
            Type::Whole => "integer",
            Type::Share => "double",
            Type::Flag => "boolean",
        };
        writeln!(out, "<attribute id=\"{at}\" title=\"{name}\" type=\"{kind}\"/>")?;
    }
    writeln!(out, "</attributes>")
}

fn values(out: &mut dyn Write, cells: &[Cell]) -> io::Result<()> {
    write!(out, "<attvalues>")?;
    for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        write!(out, "<attvalue for=\"{at}\" value=\"{}\"/>", escape(&cell.joined(" | ")))?;
    }
    write!(out, "</attvalues>")
}

/// The attributes `start` and `end`, whole days: a month begins on its first day and ends on its last.
fn interval(start: Option<Date>, end: Option<Date>) -> String {
    let start = start.map(|date| format!(" start=\"{}\"", first_day(date))).unwrap_or_default();
    let end = end.map(|date| format!(" end=\"{}\"", last_day(date))).unwrap_or_default();
    start + &end
}

fn first_day(date: Date) -> String {
    let (year, month, day) = date.parts();
    format!("{year:04}-{:02}-{:02}", month.unwrap_or(1), day.unwrap_or(1))
}

fn last_day(date: Date) -> String {
    let (year, month, day) = date.parts();
    let month = month.unwrap_or(12);
    let last = || (28..=31).rev().find(|&day| Date::day(year, month, day).is_some()).unwrap_or(28);
    format!("{year:04}-{month:02}-{:02}", day.unwrap_or_else(last))
}

/// A colour of the pictures.
fn colour(hex: &str) -> String {
    let part = |at: usize| hex.get(at..at + 2).and_then(|it| u8::from_str_radix(it, 16).ok()).unwrap_or_default();
    format!("<viz:color r=\"{}\" g=\"{}\" b=\"{}\"/>", part(1), part(3), part(5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vague_dates_are_whole_stretches() {
        let date = |text: &str| text.parse::<Date>().ok();
        assert_eq!(interval(date("2016"), date("2016-02")), " start=\"2016-01-01\" end=\"2016-02-29\"");
        assert_eq!(interval(None, date("2017-04-05")), " end=\"2017-04-05\"");
        assert_eq!(colour("#2f6ea5"), "<viz:color r=\"47\" g=\"110\" b=\"165\"/>");
    }
}
