//! `build`: articles in, one graph out, in as many formats as asked for.

mod summary;

use super::Outcome;
use super::extract::{Filter, for_each_article};
use super::input::InputArgs;
use super::output::OutputArgs;
use super::source::Shelf;
use super::time::TimeArgs;
use clap::Args;
use newsgraph::export::page::record::Texts;
use newsgraph::graph::Graph;
use newsgraph::model::Article;
use newsgraph::pipeline::Pipeline;
use std::io;

/// Build one graph out of all articles
///
/// Entities that articles share become one node. Without -o a summary for people is printed; with it, the graph is
/// written in the format that each file's extension names (see --format for a list).
#[derive(Debug, Args)]
pub(crate) struct Build {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    filter: Filter,
    #[command(flatten)]
    time: TimeArgs,
    #[command(flatten)]
    output: OutputArgs,
}

impl Build {
    pub(crate) fn run(&self, pipeline: &Pipeline) -> anyhow::Result<Outcome> {
        self.output.check()?;
        let (mut facts, mut articles) = (Vec::new(), Vec::new());
        let keep = |article: &Article| {
            if self.output.shows_words() {
                articles.push(article.clone());
            }
        };
        let outcome = for_each_article(pipeline, &self.input, "building", keep, |mut of_article| {
            if self.time.knows(&of_article) {
                self.filter.apply(&mut of_article);
                facts.push(of_article);
            }
            Ok(())
        })?;
        if outcome == Outcome::Nothing {
            return Ok(outcome);
        }
        let graph = self.time.part(pipeline.graph(facts), pipeline.resources().schema());
        write(&graph, &Shelf::new(articles, Vec::new()), &self.output)?;
        Ok(outcome)
    }
}

/// Writes the graph to the outputs; where there are none, a summary of it.
pub(crate) fn write(graph: &Graph, texts: &dyn Texts, output: &OutputArgs) -> anyhow::Result<()> {
    if output.is_empty() {
        let part = output.part(graph)?;
        summary::print(part.as_ref().unwrap_or(graph), &mut io::stdout().lock())?;
    }
    output.write(graph, texts)
}
