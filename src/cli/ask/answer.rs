//! Answers: tables and text for people, JSON or CSV for programs.

use super::words::clean;
use clap::ValueEnum;
use comfy_table::presets::NOTHING;
use comfy_table::{Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, LineStyle, Width};
use newsgraph::export::flat::csv::harmless;
use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;
use std::io::{self, Write};

/// The width of tables where there is no terminal that has one.
const WIDTH: u16 = 100;

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Tables for people
    Table,
    /// JSON with all that is known
    Json,
    /// Comma-separated values with a header
    Csv,
}

/// Who gets to see a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    All,
    People,
    Programs,
    Nobody,
}

/// Rows under named columns.
#[derive(Debug, Clone)]
pub(super) struct Table {
    columns: Vec<(&'static str, For)>,
    rows: Vec<Vec<String>>,
}

/// An answer to a question.
#[derive(Debug, Default)]
pub(super) struct Answer {
    json: Value,
    /// What people see: text, headings with tables.
    blocks: Vec<Block>,
    /// What CSV holds, where that is not the tables that people see.
    csv: Option<Table>,
    /// True where nothing was found.
    pub(super) is_empty: bool,
}

#[derive(Debug)]
enum Block {
    Text(String),
    Table(String, Table),
}

/// Text in bold where the terminal shows that.
pub(super) fn bold(text: &str) -> String {
    format!("\u{1b}[1m{text}\u{1b}[0m")
}

/// Text that stands back where the terminal shows that.
pub(super) fn dim(text: &str) -> String {
    format!("\u{1b}[2m{text}\u{1b}[0m")
}

impl Table {
    pub(super) fn new(columns: &[(&'static str, For)]) -> Self {
        Table { columns: columns.to_vec(), rows: Vec::new() }
    }

    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn seen_by(&self, who: For) -> Vec<usize> {
        let seen = |(_, (_, column)): &(usize, &(&str, For))| *column == For::All || *column == who;
        self.columns.iter().enumerate().filter(seen).map(|(at, _)| at).collect()
    }

    /// The table as people see it.
    fn drawn(&self) -> String {
        // A column without anything in it tells people nothing.
        let mut shown = self.seen_by(For::People);
        shown.retain(|&at| self.rows.iter().any(|row| !row[at].is_empty()));
        let mut table = comfy_table::Table::new();
        let style = NOTHING.header_separator(LineStyle::none().fill('─').junction('─'));
        table.load_style(style).set_content_arrangement(ContentArrangement::Dynamic).enforce_styling();
        let width = table.width().unwrap_or(WIDTH);
        table.set_width(width);
        table.set_header(shown.iter().map(|&at| Cell::new(self.columns[at].0).add_attribute(Attribute::Bold)));
        for row in &self.rows {
            table.add_row(shown.iter().map(|&at| cell(self.columns[at].0, &row[at])));
        }
        let longest = |at: usize| self.rows.iter().map(|row| row[at].chars().count()).max().unwrap_or_default();
        let widest = shown.iter().copied().max_by_key(|&at| longest(at));
        for (place, &at) in shown.iter().enumerate() {
            let Some(column) = table.column_mut(place) else { continue };
            let (is_widest, longest) = (widest == Some(at), longest(at));
            if self.rows.iter().all(|row| row[at].parse::<f64>().is_ok()) {
                column.set_cell_alignment(CellAlignment::Right);
            }
            // Short columns keep their width, a text has room to be read, and the others share what is left.
            if is_widest && longest > 60 {
                column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(width * 2 / 5)));
            } else if longest <= 12 {
                column.set_constraint(ColumnConstraint::ContentWidth);
            } else if longest <= 30 {
                column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(14)));
            }
        }
        table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
    }

    fn csv(&self, section: Option<&str>, writer: &mut csv::Writer<Vec<u8>>, head: bool) -> csv::Result<()> {
        let shown = self.seen_by(For::Programs);
        if head {
            let names = shown.iter().map(|&at| self.columns[at].0.replace(' ', "_"));
            writer.write_record(section.map(|_| "section".to_owned()).into_iter().chain(names))?;
        }
        for row in &self.rows {
            let cells = section.into_iter().chain(shown.iter().map(|&at| row[at].as_str()));
            writer.write_record(cells.map(|cell| value(cell).into_owned()))?;
        }
        Ok(())
    }
}

/// A value of CSV: a number as it is, a text so that no spreadsheet takes it for a formula.
fn value(text: &str) -> Cow<'_, str> {
    if text.parse::<f64>().is_ok_and(f64::is_finite) { text.into() } else { harmless(text.into()) }
}

fn cell(column: &str, text: &str) -> Cell {
    let cell = Cell::new(clean(text));
    match (column, text) {
        ("status", "negated" | "hypothetical") => cell.fg(Color::Red),
        ("status", "alleged" | "planned" | "former") => cell.fg(Color::Yellow),
        ("words", _) => cell.add_attribute(Attribute::Dim),
        _ => cell,
    }
}

impl Answer {
    /// An answer that is this value in JSON.
    pub(super) fn new(value: &impl Serialize) -> anyhow::Result<Self> {
        Ok(Answer { json: serde_json::to_value(value)?, ..Answer::default() })
    }

    /// Adds lines for people.
    pub(super) fn text(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Text(text.into()));
    }

    /// Adds a line that says that more was found.
    pub(super) fn more(&mut self, more: Option<String>) {
        self.blocks.extend(more.map(Block::Text));
    }

    /// Adds a table, with a heading where it is one of several; an empty one is left out.
    pub(super) fn table(&mut self, heading: &str, table: Table) {
        if !table.is_empty() || heading.is_empty() {
            self.blocks.push(Block::Table(heading.to_owned(), table));
        }
    }

    /// What CSV holds.
    pub(super) fn csv(&mut self, table: Table) {
        self.csv = Some(table);
    }

    /// The lines for people where nothing was found.
    pub(super) fn nothing(&mut self, text: impl Into<String>) {
        self.is_empty = true;
        self.text(text);
    }

    pub(super) fn print(&self, format: Format) -> anyhow::Result<()> {
        match format {
            Format::Json => {
                let mut out = io::BufWriter::new(io::stdout().lock());
                serde_json::to_writer_pretty(&mut out, &self.json)?;
                writeln!(out)?;
                out.flush()?;
            }
            Format::Csv => io::stdout().write_all(&self.as_csv()?)?,
            Format::Table => {
                // Colours go where the terminal has none, NO_COLOR is set, or there is no terminal.
                let mut out = anstream::stdout().lock();
                for block in &self.blocks {
                    match block {
                        Block::Text(text) => writeln!(out, "{text}")?,
                        Block::Table(heading, table) if heading.is_empty() => write!(out, "{}", table.drawn())?,
                        Block::Table(heading, table) => write!(out, "\n{}\n{}", bold(heading), table.drawn())?,
                    }
                }
                out.flush()?;
            }
        }
        Ok(())
    }

    fn as_csv(&self) -> anyhow::Result<Vec<u8>> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        if let Some(table) = &self.csv {
            table.csv(None, &mut writer, true)?;
            return Ok(writer.into_inner()?);
        }
        let tables = self.blocks.iter().filter_map(|block| match block {
            Block::Table(heading, table) => Some((heading, table)),
            Block::Text(_) => None,
        });
        for (nth, (heading, table)) in tables.enumerate() {
            let section = (!heading.is_empty()).then_some(heading.as_str());
            table.csv(section, &mut writer, nth == 0)?;
        }
        Ok(writer.into_inner()?)
    }
}
