//! `query`: SPARQL over a graph.

use crate::cli::input::Reading;
use crate::cli::time::TimeArgs;
use crate::cli::{Cli, Outcome, source};
use anyhow::{Context, bail};
use clap::Args;
use comfy_table::Table;
use newsgraph::sparql::{Answer, Dataset, Form, PREFIXES};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Ask a graph in SPARQL 1.1
///
/// The graph is asked as the RDF that `build --format turtle` writes, in memory, without a server. A query is asked of
/// all articles together; GRAPH ?g { … } tells which of them says so. SELECT and ASK give a table, CSV, TSV or JSON,
/// CONSTRUCT and DESCRIBE give Turtle.
#[derive(Debug, Args)]
#[command(after_help = "\
The prefixes ng:, schema:, sem:, oa:, prov:, skos:, rdfs: and xsd: need no declaration.

Examples:
  newsgraph query graph.json --sparql 'SELECT ?name { ?p a schema:Person; schema:name ?name }'
  newsgraph query news/ -f leaders.rq --format csv > leaders.csv
  newsgraph query graph.json --sparql 'ASK { ?a ng:met-with ?b }'")]
pub(crate) struct Query {
    /// Articles, facts files, graph files or archives; all are joined into one graph
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// The query
    #[arg(long, value_name = "QUERY", required_unless_present = "file", conflicts_with = "file")]
    sparql: Option<String>,
    /// Read the query from FILE, `-` for standard input
    #[arg(short, long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// How to print solutions
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    #[command(flatten)]
    time: TimeArgs,
    #[command(flatten)]
    reading: Reading,
}

/// How solutions are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Table,
    /// Comma-separated values
    Csv,
    /// Tab-separated values, with the types of RDF
    Tsv,
    /// SPARQL 1.1 Query Results JSON
    Json,
}

impl Query {
    pub(crate) fn run(&self, cli: &Cli) -> anyhow::Result<Outcome> {
        let text = self.text()?;
        let loaded = source::load(&self.inputs, &self.reading, self.time, cli)?;
        let answer = Dataset::new(&loaded.graph)?.ask(&text)?;
        let mut out = io::BufWriter::new(io::stdout().lock());
        match self.format {
            Format::Table => print(&answer, &mut out)?,
            Format::Csv => answer.write(Form::Csv, &mut out)?,
            Format::Tsv => answer.write(Form::Tsv, &mut out)?,
            Format::Json => answer.write(Form::Json, &mut out)?,
        }
        out.flush()?;
        Ok(loaded.outcome)
    }

    fn text(&self) -> anyhow::Result<String> {
        match (&self.sparql, &self.file) {
            (Some(text), _) => Ok(text.clone()),
            (None, Some(path)) if path == Path::new("-") => {
                let mut text = String::new();
                io::stdin().read_to_string(&mut text).context("cannot read the query from standard input")?;
                Ok(text)
            }
            (None, Some(path)) => {
                std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
            }
            (None, None) => bail!("no query"),
        }
    }
}

/// Prints an answer for a person at a terminal.
fn print(answer: &Answer, out: &mut impl Write) -> io::Result<()> {
    match answer {
        Answer::Truth(truth) => writeln!(out, "{}", if *truth { "yes" } else { "no" }),
        Answer::Triples(_) => answer.write(Form::Tsv, out),
        Answer::Solutions(_, rows) if rows.is_empty() => writeln!(out, "no solutions"),
        Answer::Solutions(variables, rows) => {
            let mut table = Table::new();
            table.set_header(variables.iter().map(|variable| variable.as_str().to_owned()).collect::<Vec<_>>());
            for row in rows {
                table.add_row(row.iter().map(|value| value.as_ref().map(cell).unwrap_or_default()).collect::<Vec<_>>());
            }
            writeln!(out, "{table}")
        }
    }
}

/// A value in few words, on one line, without characters that move the cursor or reorder the line.
fn cell(value: &newsgraph::sparql::Term) -> String {
    use newsgraph::sparql::Term;
    let text = match value {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => {
            let short = PREFIXES.iter().find_map(|(prefix, space)| {
                node.as_str()
                    .strip_prefix(space)
                    .filter(|rest| !rest.contains('/'))
                    .map(|rest| format!("{prefix}:{rest}"))
            });
            short.unwrap_or_else(|| node.as_str().to_owned())
        }
        Term::BlankNode(node) => node.to_string(),
    };
    let shown = |c: char| {
        let hidden =
            c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if hidden { '\u{fffd}' } else { c }
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().map(shown).collect()
}
