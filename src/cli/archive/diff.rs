//! `diff`: what is new between two graphs.

use super::{clipped, table};
use crate::cli::input::Reading;
use crate::cli::time::TimeArgs;
use crate::cli::{Cli, Outcome, source};
use clap::Args;
use newsgraph::graph::{Change, Known, Told, difference};
use newsgraph::model::{Date, Status};
use std::io::{self, Write};
use std::path::PathBuf;

/// Show what is new between two archives or graphs
///
/// New and gone entities, merged and split ones, new, ended and gone relations. Entities are recognised by where they
/// are named, also where their identifiers have changed. With one input and two dates, the graph of the articles until
/// the one is compared with that of the articles until the other: `newsgraph diff news.db --from 2024-01 --to 2024-02`.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The graph before: an archive, a graph file, a facts file or articles
    #[arg(value_name = "A")]
    first: PathBuf,
    /// The graph after; A again if left out
    #[arg(value_name = "B", required_unless_present_any = ["from", "to"])]
    second: Option<PathBuf>,
    /// A as its articles until DATE tell it
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// B as its articles until DATE tell it
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    /// Print one JSON object per line
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    reading: Reading,
}

impl Diff {
    pub(crate) fn run(&self, cli: &Cli) -> anyhow::Result<Outcome> {
        let load = |path: &PathBuf, as_of: Option<Date>| {
            let time = TimeArgs { as_of, valid_at: None };
            source::load(std::slice::from_ref(path), &self.reading, time, cli)
        };
        let first = load(&self.first, self.from)?;
        let second = load(self.second.as_ref().unwrap_or(&self.first), self.to)?;
        let changes = difference(&first.graph, &second.graph, cli.resources()?.schema());
        let mut out = io::BufWriter::new(io::stdout().lock());
        if self.json {
            for change in &changes {
                serde_json::to_writer(&mut out, change)?;
                out.write_all(b"\n")?;
            }
        } else if !changes.is_empty() {
            let mut table = table(&["change", "what", "words"]);
            table.add_rows(changes.iter().map(row));
            writeln!(out, "{table}")?;
        }
        out.flush()?;
        let partly = [first.outcome, second.outcome].contains(&Outcome::Partly);
        Ok(if partly { Outcome::Partly } else { Outcome::Done })
    }
}

fn row(change: &Change) -> [String; 3] {
    let entity =
        |what: &str, known: &Known| [format!("{what} {}", known.kind.as_str()), known.name.clone(), String::new()];
    let relation = |what: &str, told: &Told| [what.to_owned(), sentence(told), clipped(&told.evidence)];
    let names = |all: &[Known]| all.iter().map(|known| known.id.as_str()).collect::<Vec<_>>().join(", ");
    match change {
        Change::NewEntity(known) => entity("new", known),
        Change::GoneEntity(known) => entity("gone", known),
        Change::Merged { into, from } => {
            ["merged".to_owned(), format!("{} into {}", names(from), into.id), String::new()]
        }
        Change::Split { from, into } => {
            ["split".to_owned(), format!("{} into {}", from.id, names(into)), String::new()]
        }
        Change::NewRelation(told) => relation("new relation", told),
        Change::EndedRelation(told) => relation("ended relation", told),
        Change::GoneRelation(told) => relation("gone relation", told),
    }
}

/// "Ida Holt leads Harlow Quay as mayor, until 2031-03-04 [former]".
fn sentence(told: &Told) -> String {
    let title = told.title.as_ref().map(|title| format!(" as {title}")).unwrap_or_default();
    let until = told.until.map(|until| format!(", until {until}")).unwrap_or_default();
    let status = if told.status == Status::Actual { String::new() } else { format!(" [{}]", told.status.as_str()) };
    format!("{} {} {}{title}{until}{status}", told.from.name, told.kind, told.to.name)
}
