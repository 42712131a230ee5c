//! `conflicts`: what contradicts itself.

use super::{clipped, table};
use crate::cli::ask::Asked;
use crate::cli::{Cli, Outcome};
use clap::Args;
use newsgraph::graph::{Conflict, Side};
use newsgraph::model::Status;
use std::io::{self, Write};

/// Show where the articles contradict each other
///
/// Two holders of one office, or two spouses, at once; an end before the start; what one account says and another
/// denies. Which side is wrong is not said: that is for the reader of the evidence.
#[derive(Debug, Args)]
pub(crate) struct Conflicts {
    #[command(flatten)]
    asked: Asked,
    /// Print one JSON object per line
    #[arg(long)]
    json: bool,
}

impl Conflicts {
    pub(crate) fn run(&self, cli: &Cli) -> anyhow::Result<Outcome> {
        let loaded = self.asked.load(cli)?;
        let conflicts = loaded.graph.conflicts(cli.resources()?.schema());
        let mut out = io::BufWriter::new(io::stdout().lock());
        if self.json {
            for conflict in &conflicts {
                serde_json::to_writer(&mut out, conflict)?;
                out.write_all(b"\n")?;
            }
        } else if !conflicts.is_empty() {
            let mut table = table(&["conflict", "what", "article", "words"]);
            table.add_rows(conflicts.iter().map(row));
            writeln!(out, "{table}")?;
        }
        out.flush()?;
        Ok(loaded.outcome)
    }
}

fn row(conflict: &Conflict) -> [String; 4] {
    let lines = |cell: fn(&Side) -> String| conflict.sides.iter().map(cell).collect::<Vec<_>>().join("\n");
    let origin = |side: &Side| match side.published {
        Some(published) => format!("{}, {published}", side.article),
        None => side.article.clone(),
    };
    [conflict.conflict.as_str().to_owned(), lines(sentence), lines(origin), lines(|side| clipped(&side.evidence))]
}

/// "Ida Holt leads Harlow Quay as mayor, 2029 to 2031 [former]".
fn sentence(side: &Side) -> String {
    let title = side.title.as_ref().map(|title| format!(" as {title}")).unwrap_or_default();
    let day = |date: Option<newsgraph::model::Date>| date.map_or_else(|| "…".to_owned(), |date| date.to_string());
    let when = side.when.map(|when| format!(", {} to {}", day(when.start), day(when.end))).unwrap_or_default();
    let status = if side.status == Status::Actual { String::new() } else { format!(" [{}]", side.status.as_str()) };
    format!("{} {} {}{title}{when}{status}", side.from, side.kind, side.to)
}
