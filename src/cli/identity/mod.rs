//! Who is who: what people said about it, the questions that are open, and why two are one.

mod judge;
mod ledger;
mod why;

pub(crate) use judge::Judge;
#[cfg(feature = "explore")]
pub(crate) use judge::{is_open, today};
#[cfg(feature = "explore")]
pub(crate) use ledger::Ledger;
pub(crate) use why::WhySame;

use anyhow::Context;
use clap::Args;
use newsgraph::resolve::{Given, Judgements, KnownEntities};
use std::fs;
use std::path::{Path, PathBuf};

/// What people said about who is who.
#[derive(Debug, Clone, Args)]
pub(crate) struct GivenArgs {
    /// Follow the judgements in FILE: which names are the same entity's, and which are not (see `judge`)
    #[arg(long, global = true, value_name = "FILE")]
    judgements: Option<PathBuf>,
    /// Match the entities in FILE first: JSON lines or CSV with id, type, name, aliases, never-aliases, external ids
    ///
    /// JSON: `{"id": "7", "type": "person", "name": "Ida Holt", "aliases": ["I. M. Holt"], "never_aliases": [],
    /// "external_ids": {"wikidata": "Q7"}}`. In CSV, aliases are separated by |, and each further column is an authority.
    #[arg(long, global = true, value_name = "FILE")]
    known: Option<PathBuf>,
}

impl GivenArgs {
    /// The contents of the files.
    pub(crate) fn read(&self) -> anyhow::Result<Given> {
        let text = |path: &Path| fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
        let mut given = Given::default();
        if let Some(path) = &self.judgements {
            // `judge` makes the file with the first answer.
            let text = if path.exists() { text(path)? } else { String::new() };
            given.judgements = Judgements::parse(&text).with_context(|| path.display().to_string())?;
        }
        if let Some(path) = &self.known {
            given.known = KnownEntities::parse(&text(path)?).with_context(|| path.display().to_string())?;
        }
        Ok(given)
    }

    /// The file of judgements.
    pub(crate) fn judgements(&self) -> Option<&Path> {
        self.judgements.as_deref()
    }
}
