//! `eval`: scores facts against a gold standard.

use crate::cli::Outcome;
use anyhow::Context;
use clap::Args;
use newsgraph::eval::{Count, Report, read_facts, read_gold, score};
use newsgraph::resources::Resources;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Score facts against a gold standard
///
/// GOLD is a folder with one <id>.json per article; FACTS is what `newsgraph extract` wrote. Entities are right when
/// type and a name agree, relations when type and both ends agree, statements when speaker and content agree; `graph`
/// pools relations, event participants and statements.
#[derive(Debug, Args)]
pub(crate) struct Eval {
    /// Folder of gold graphs
    gold: PathBuf,
    /// File of facts, one JSON line per article
    facts: PathBuf,
    /// Print the scores as JSON
    #[arg(long)]
    json: bool,
    /// Exit with code 1 where a score falls below that of FILE (TOML: a row's name = its least F1 in percent)
    #[arg(long, value_name = "FILE")]
    floors: Option<PathBuf>,
}

impl Eval {
    pub(crate) fn run(&self) -> anyhow::Result<Outcome> {
        let (gold, facts) = (read_gold(&self.gold)?, read_facts(&self.facts)?);
        let schema = Resources::embedded()?;
        let report = score(&gold, &facts, schema.schema());
        let mut out = io::stdout().lock();
        if self.json {
            serde_json::to_writer_pretty(&mut out, &report)?;
            writeln!(out)?;
        } else {
            print(&report, &mut out)?;
        }
        match &self.floors {
            Some(file) => check(&report, file, &mut out),
            None => Ok(Outcome::Done),
        }
    }
}

fn rows(report: &Report) -> [(&'static str, Count); 11] {
    [
        ("graph", report.graph),
        ("entities", report.entities),
        ("relations", report.relations),
        ("links", report.links),
        ("events", report.events),
        ("participants", report.participants),
        ("statements", report.statements),
        ("contents", report.contents),
        ("addressees", report.addressees),
        ("dates", report.dates),
        ("places", report.places),
    ]
}

fn print(report: &Report, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{} articles\n{:22}{:>7}{:>7}{:>7}{:>7}{:>7}", report.articles, "", "P", "R", "F1", "gold", "found")?;
    for (name, count) in rows(report) {
        row(name, &count, out)?;
    }
    writeln!(out, "\nentities by type")?;
    for (name, count) in &report.entities_by_type {
        row(name, count, out)?;
    }
    writeln!(out, "\nrelations by type")?;
    let mut types = report.relations_by_type.iter().collect::<Vec<_>>();
    types.sort_by_key(|(_, count)| std::cmp::Reverse(count.gold));
    types.into_iter().try_for_each(|(name, count)| row(name, count, out))
}

fn row(name: &str, count: &Count, out: &mut impl Write) -> io::Result<()> {
    let percent = [count.precision(), count.recall(), count.f1()].map(|share| 100.0 * share);
    let [p, r, f] = percent;
    writeln!(out, "{name:22}{p:7.1}{r:7.1}{f:7.1}{:7}{:7}", count.gold, count.found)
}

fn check(report: &Report, file: &Path, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let floors: BTreeMap<String, f64> = toml::from_str(&text).with_context(|| format!("{}", file.display()))?;
    let rows = BTreeMap::from(rows(report));
    let mut outcome = Outcome::Done;
    for (name, floor) in floors {
        let count = rows.get(name.as_str()).with_context(|| format!("{}: no such score: {name}", file.display()))?;
        let score = 100.0 * count.f1();
        if score < floor {
            writeln!(out, "{name} is {score:.1}, below its floor of {floor:.1}")?;
            outcome = Outcome::Partly;
        }
    }
    Ok(outcome)
}
