//! `relations`: the catalogue of relation types, and the tests that their files hold.

use crate::cli::Outcome;
use anyhow::Context;
use clap::Args;
use newsgraph::model::EntityKind;
use newsgraph::pipeline::Pipeline;
use std::io::{self, Write};
use std::path::PathBuf;

/// Print the relation types, or run the tests of a relation file
///
/// A relation type is one TOML file: what it means, which nodes it may join, the patterns that find it, and sentences
/// with what must and must not be found. `--check` runs those sentences through the whole program.
#[derive(Debug, Args)]
pub(crate) struct Relations {
    /// Run the tests of FILE; may be given several times
    #[arg(long, value_name = "FILE")]
    check: Vec<PathBuf>,
    /// Print the types of events instead
    #[arg(long, conflicts_with = "check")]
    events: bool,
}

impl Relations {
    pub(crate) fn run(&self, pipeline: &Pipeline) -> anyhow::Result<Outcome> {
        let mut out = io::stdout().lock();
        if !self.check.is_empty() {
            return self.run_tests(pipeline, &mut out);
        }
        let schema = pipeline.resources().schema();
        if self.events {
            for event in schema.events.values() {
                writeln!(out, "{:18} {}", event.name, event.about)?;
            }
            return Ok(Outcome::Done);
        }
        for relation in schema.relations.values() {
            let ends = format!("{} → {}", kinds(&relation.from), kinds(&relation.to));
            let direction = if relation.symmetric { " (either way)" } else { "" };
            writeln!(out, "{}  {ends}{direction}\n    {}", relation.name, relation.about)?;
        }
        Ok(Outcome::Done)
    }

    fn run_tests(&self, pipeline: &Pipeline, out: &mut impl Write) -> anyhow::Result<Outcome> {
        let mut outcome = Outcome::Done;
        for file in &self.check {
            let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
            let report = pipeline.check_relation(&file.display().to_string(), &text)?;
            write!(out, "{report}")?;
            if !report.passed() {
                outcome = Outcome::Partly;
            }
        }
        Ok(outcome)
    }
}

fn kinds(kinds: &[EntityKind]) -> String {
    kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(" or ")
}
