//! `schema`: the vocabulary of the graph, for those who publish or check linked data.

use crate::cli::Outcome;
use clap::{Args, ValueEnum};
use newsgraph::export::rdf;
use newsgraph::pipeline::Pipeline;
use std::io::{self, BufWriter, Write};

/// Write the vocabulary of the graph: the JSON-LD context, or the ontology in Turtle
///
/// Both are made from the files of relation and event types; with --data they know yours too. Copies for the built-in types
/// are in docs/ns/.
#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// What to write
    #[arg(value_enum)]
    what: What,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum What {
    /// The @context that spells the vocabulary in JSON-LD
    Context,
    /// The ontology: every type of relations and events with its meaning, ends and related terms
    Ontology,
}

impl Schema {
    pub(crate) fn run(&self, pipeline: &Pipeline) -> anyhow::Result<Outcome> {
        let schema = pipeline.resources().schema();
        let mut out = BufWriter::new(io::stdout().lock());
        match self.what {
            What::Context => rdf::context(schema, &mut out)?,
            What::Ontology => rdf::ontology(schema, &mut out)?,
        }
        out.flush()?;
        Ok(Outcome::Done)
    }
}
