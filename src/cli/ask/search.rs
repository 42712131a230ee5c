//! `search`: who and what has such a name.

use super::Asked;
use crate::cli::{Cli, Outcome};
use clap::Args;
use std::io::{self, Write};

/// List the people, organizations, places, works and events whose names fit some words
#[derive(Debug, Args)]
pub(crate) struct Search {
    #[command(flatten)]
    asked: Asked,
    /// Words or parts of words of a name; case and accents do not count
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
}

impl Search {
    pub(crate) fn run(&self, cli: &Cli) -> anyhow::Result<Outcome> {
        let loaded = self.asked.load(cli)?;
        let found = loaded.graph.find(&self.words.join(" "));
        let mut out = io::stdout().lock();
        for node in &found {
            writeln!(out, "{}\t{}", node.label(), node.id())?;
        }
        Ok(if found.is_empty() { Outcome::Nothing } else { loaded.outcome })
    }
}
