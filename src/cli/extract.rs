//! `extract`: articles in, facts out, one JSON line per article.

use super::Outcome;
use super::input::InputArgs;
use super::progress::Progress;
use clap::Args;
use newsgraph::model::{Article, Confidence, Facts};
use newsgraph::pipeline::Pipeline;
use std::io::{self, BufWriter, Write};

/// Articles that are read ahead of the threads: enough to keep them busy, few enough to keep memory constant.
const BATCH: usize = 128;
/// Bytes of text after which a batch is closed early.
const BATCH_BYTES: usize = 8 << 20;

/// Write the facts of each article as a JSON line
///
/// One line per article: its entities with their mentions, events, relations and statements, each with the words that
/// show it. Offsets count Unicode code points, end exclusive. Articles stream through: memory does not grow with their
/// number, and a line is written as soon as those before it are.
#[derive(Debug, Args)]
pub(crate) struct Extract {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    filter: Filter,
}

/// What is kept of the facts.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Filter {
    /// Leave out what the rules that found it are less sure of than N, 0 to 1
    #[arg(long, value_name = "N", default_value_t = 0.0)]
    min_confidence: f32,
}

impl Filter {
    pub(crate) fn apply(self, facts: &mut Facts) {
        let least = Confidence::new(self.min_confidence);
        facts.relations.retain(|relation| relation.confidence >= least);
        facts.events.retain(|event| event.confidence >= least);
        facts.statements.retain(|statement| statement.confidence >= least);
    }
}

impl Extract {
    pub(crate) fn run(&self, pipeline: &Pipeline) -> anyhow::Result<Outcome> {
        let mut out = BufWriter::new(io::stdout().lock());
        let outcome = for_each_facts(pipeline, &self.input, "extracting", |mut facts| {
            self.filter.apply(&mut facts);
            serde_json::to_writer(&mut out, &facts)?;
            out.write_all(b"\n")?;
            Ok(())
        })?;
        out.flush()?;
        Ok(outcome)
    }
}

/// Sends the facts of every article through `sink`, in the order of the inputs, each article once.
pub(crate) fn for_each_facts(
    pipeline: &Pipeline,
    input: &InputArgs,
    verb: &'static str,
    sink: impl FnMut(Facts) -> anyhow::Result<()>,
) -> anyhow::Result<Outcome> {
    for_each_article(pipeline, input, verb, |_| (), sink)
}

/// As [`for_each_facts`]; every article is shown to `seen` before its facts come.
pub(crate) fn for_each_article(
    pipeline: &Pipeline,
    input: &InputArgs,
    verb: &'static str,
    mut seen: impl FnMut(&Article),
    mut sink: impl FnMut(Facts) -> anyhow::Result<()>,
) -> anyhow::Result<Outcome> {
    let progress = Progress::new(verb);
    let mut articles = input.articles();
    let mut batch = Vec::with_capacity(BATCH);
    let mut bytes = 0;
    loop {
        let next = articles.next();
        let done = next.is_none();
        if let Some(article) = next {
            bytes += article.text.len();
            seen(&article);
            batch.push(article);
        }
        if done || batch.len() == BATCH || bytes > BATCH_BYTES {
            progress.add(batch.len());
            bytes = 0;
            for facts in pipeline.facts_of_all(std::mem::take(&mut batch)) {
                sink(facts)?;
            }
        }
        if done {
            return Ok(Outcome::of(&articles));
        }
    }
}
