//! The command line: one file per subcommand.

mod archive;
mod ask;
mod build;
mod database;
#[cfg(feature = "explore")]
mod explore;
mod extract;
mod identity;
mod input;
mod output;
mod progress;
mod shell;
mod source;
mod time;
mod workshop;

use anyhow::Context;
use clap::{Parser, Subcommand};
use newsgraph::{pipeline::Pipeline, resources::Resources};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Turn news articles into a knowledge graph whose every edge can say which words of which article it comes from.
///
/// People, organizations, places, works and events become nodes; relations such as met-with, spokesperson-for and
/// spouse-of become edges; statements keep their speakers. What an article denies, alleges or plans is kept apart from
/// what it reports as fact. Nothing is downloaded, no server is asked, and the same articles always give the same bytes.
#[derive(Debug, Parser)]
#[command(name = "newsgraph", version, max_term_width = 100, propagate_version = true)]
#[command(after_help = "\
Exit codes:
  0  all articles were read
  1  some inputs were skipped; standard error names each one and why
  2  nothing could be done

Examples:
  newsgraph build article.txt                       a summary of the graph in the terminal
  newsgraph build news/ -o graph.dot -o graph.jsonld
  curl -s https://example.org/story.html | newsgraph build - -o -  --format json
  newsgraph extract archive.jsonl.zst > facts.jsonl
  newsgraph add news.db monday/                     keeps the articles, so that more can be added later
  newsgraph export news.db -o graph.json")]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Read language data (relation types, lists, lexicons) from DIR on top of what is built in
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Use N threads; 0 means one per processor. The output is the same for any N
    #[arg(long, global = true, value_name = "N", default_value_t = 0)]
    threads: usize,
    #[command(flatten)]
    given: identity::GivenArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Build),
    Extract(extract::Extract),
    Add(archive::Add),
    Remove(archive::Remove),
    List(archive::List),
    Export(archive::Export),
    Refresh(archive::Refresh),
    Diff(archive::Diff),
    Conflicts(archive::Conflicts),
    Judge(identity::Judge),
    WhySame(identity::WhySame),
    Relations(workshop::Relations),
    Schema(workshop::Schema),
    Inspect(workshop::Inspect),
    Search(ask::Search),
    #[cfg(feature = "explore")]
    Explore(explore::Explore),
    Show(ask::Show),
    Path(ask::PathBetween),
    Neighbours(ask::Neighbours),
    Common(ask::Common),
    Timeline(ask::Timeline),
    Quotes(ask::Quotes),
    Top(ask::Top),
    Communities(ask::Communities),
    Why(ask::Why),
    #[cfg(feature = "push")]
    Push(database::Push),
    #[cfg(feature = "sparql")]
    Query(database::Query),
    Eval(workshop::Eval),
    Completions(shell::Completions),
    Man(shell::Man),
}

/// What a command came to, as an exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All went well.
    Done,
    /// Some inputs were skipped, or a check failed.
    Partly,
    /// Nothing could be done.
    Nothing,
}

impl Outcome {
    /// What reading the inputs came to.
    fn of(articles: &input::Articles) -> Self {
        match (articles.read(), articles.skipped()) {
            (_, 0) => Outcome::Done,
            (0, _) => Outcome::Nothing,
            _ => Outcome::Partly,
        }
    }
}

impl Cli {
    fn resources(&self) -> anyhow::Result<Resources> {
        match &self.data {
            Some(dir) => {
                Resources::with_overlay(dir).with_context(|| format!("cannot use the data in {}", dir.display()))
            }
            None => Resources::embedded().context("the built-in language data are broken"),
        }
    }

    fn pipeline(&self) -> anyhow::Result<Pipeline> {
        let pipeline = Pipeline::new(self.resources()?).context("cannot set up the pipeline")?;
        Ok(pipeline.with_given(self.given.read()?))
    }

    fn run(&self) -> anyhow::Result<Outcome> {
        rayon::ThreadPoolBuilder::new().num_threads(self.threads).build_global().context("cannot start the threads")?;
        match &self.command {
            Command::Build(build) => build.run(&self.pipeline()?),
            Command::Extract(extract) => extract.run(&self.pipeline()?),
            Command::Add(add) => add.run(&self.pipeline()?),
            Command::Remove(remove) => remove.run(),
            Command::List(list) => list.run(),
            Command::Export(export) => export.run(&self.pipeline()?),
            Command::Refresh(refresh) => refresh.run(&self.pipeline()?),
            Command::Diff(diff) => diff.run(self),
            Command::Conflicts(conflicts) => conflicts.run(self),
            Command::Judge(judge) => judge.run(self),
            Command::WhySame(why) => why.run(self),
            Command::Relations(relations) => relations.run(&self.pipeline()?),
            Command::Schema(schema) => schema.run(&self.pipeline()?),
            Command::Inspect(inspect) => inspect.run(&self.pipeline()?),
            Command::Search(search) => search.run(self),
            Command::Show(show) => show.run(self),
            Command::Path(path) => path.run(self),
            Command::Neighbours(neighbours) => neighbours.run(self),
            Command::Common(common) => common.run(self),
            Command::Timeline(timeline) => timeline.run(self),
            Command::Quotes(quotes) => quotes.run(self),
            Command::Top(top) => top.run(self),
            Command::Communities(communities) => communities.run(self),
            Command::Why(why) => why.run(self),
            #[cfg(feature = "push")]
            Command::Push(push) => push.run(self),
            #[cfg(feature = "explore")]
            Command::Explore(explore) => explore.run(self),
            #[cfg(feature = "sparql")]
            Command::Query(query) => query.run(self),
            Command::Eval(eval) => eval.run(),
            Command::Completions(completions) => completions.run(),
            Command::Man(man) => man.run(),
        }
    }
}

/// Runs the program and turns what came of it into an exit code.
pub(crate) fn run() -> ExitCode {
    match Cli::parse().run() {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Partly) => ExitCode::from(1),
        Ok(Outcome::Nothing) => ExitCode::from(2),
        // A reader that has seen enough ("newsgraph … | head") is no error.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // Standard error may be closed too; then nobody is left to tell.
            let _ = writeln!(io::stderr(), "newsgraph: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let is_pipe = |kind: io::ErrorKind| kind == io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|e| is_pipe(e.kind()))
            || cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind).is_some_and(is_pipe)
    })
}
