//! Questions to a graph: one file per command, all with the same inputs, filters and formats.

mod answer;
mod around;
mod names;
mod path;
mod quotes;
mod rank;
mod search;
mod show;
mod timeline;
mod why;
mod words;

pub(crate) use around::{Common, Neighbours};
pub(crate) use path::PathBetween;
pub(crate) use quotes::Quotes;
pub(crate) use rank::{Communities, Top};
pub(crate) use search::Search;
pub(crate) use show::Show;
pub(crate) use timeline::Timeline;
pub(crate) use why::Why;

use super::source::{self, Loaded};
use super::time::TimeArgs;
use super::{Cli, Outcome, input};
use answer::{Answer, Format};
use clap::Args;
use clap::builder::PossibleValuesParser;
use newsgraph::graph::{Filter, KINDS};
use newsgraph::model::{Confidence, Date, Status};
use std::path::PathBuf;

/// What is asked, of what, and how it is answered.
#[derive(Debug, Args)]
pub(crate) struct Asked {
    /// An archive, a graph file, a facts file or articles (a file, folder, pattern or -)
    ///
    /// A graph file is what `build -o graph.json` writes, a facts file what `extract` writes. Which of them it is, is
    /// told by the content. A graph file answers at once; articles are read first.
    #[arg(value_name = "INPUT")]
    input: PathBuf,
    /// A further input; all are joined into one graph. May be given several times
    #[arg(long, value_name = "INPUT")]
    with: Vec<PathBuf>,
    /// How to answer
    #[arg(short, long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// At most N rows, 0 for all
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    reading: input::Reading,
    #[command(flatten)]
    time: TimeArgs,
}

/// What of the graph counts.
#[derive(Debug, Args)]
#[command(next_help_heading = "What counts")]
struct FilterArgs {
    /// Only these types of edges, separated by commas: relations (met-with), parts in events (agent), said, about
    #[arg(long, value_name = "TYPE", value_delimiter = ',')]
    relations: Vec<String>,
    /// Only nodes of these kinds, separated by commas
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = PossibleValuesParser::new(KINDS))]
    only: Vec<String>,
    /// Only what articles tell in these ways, separated by commas. Where connections are looked for, what is negated or
    /// hypothetical counts only when it is named here
    #[arg(long, value_name = "STATUS", value_delimiter = ',',
        value_parser = PossibleValuesParser::new(Status::ALL.map(Status::as_str).into_iter().chain(["all"])))]
    status: Vec<String>,
    /// Only what this outlet says; may be given several times
    #[arg(long, value_name = "NAME")]
    outlet: Vec<String>,
    /// Not what ended before this date (2026, 2026-03 or 2026-03-11)
    ///
    /// Of the time that the article states; where it states none, of its publication.
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// Not what began after this date
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    /// The same as --since FROM --until TO
    #[arg(long, value_names = ["FROM", "TO"], num_args = 2, conflicts_with_all = ["since", "until"])]
    between: Vec<Date>,
    /// Only what at least N articles tell
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_articles: usize,
    /// Only what at least N independent sources tell: articles that repeat one text are one source
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_sources: usize,
    /// Leave out what the rules that found it are less sure of than N, 0 to 1
    #[arg(long, value_name = "N")]
    min_confidence: Option<f32>,
}

impl Asked {
    pub(crate) fn load(&self, cli: &Cli) -> anyhow::Result<Loaded> {
        let inputs = [std::slice::from_ref(&self.input), &self.with].concat();
        source::load(&inputs, &self.reading, self.time, cli)
    }

    /// What counts; where nothing is said of status, `statuses` do.
    fn filter_or(&self, statuses: Vec<Status>) -> Filter {
        let asked = &self.filter;
        let named = |status: &Status| asked.status.iter().any(|name| name == status.as_str());
        Filter {
            only: asked.only.clone(),
            relations: asked.relations.clone(),
            statuses: match asked.status.as_slice() {
                [] => statuses,
                names if names.iter().any(|name| name == "all") => Vec::new(),
                _ => Status::ALL.into_iter().filter(named).collect(),
            },
            outlets: asked.outlet.clone(),
            since: asked.since.or(asked.between.first().copied()),
            until: asked.until.or(asked.between.get(1).copied()),
            min_confidence: asked.min_confidence.map(Confidence::new),
            min_articles: if asked.min_articles > 1 { asked.min_articles } else { 0 },
            min_sources: if asked.min_sources > 1 { asked.min_sources } else { 0 },
        }
    }

    /// What counts of all that is told.
    fn filter(&self) -> Filter {
        self.filter_or(Vec::new())
    }

    /// What counts as a connection.
    fn asserted(&self) -> Filter {
        self.filter_or(Filter::asserted().statuses)
    }

    /// The most rows.
    fn most(&self) -> usize {
        if self.limit == 0 { usize::MAX } else { self.limit }
    }

    /// Cuts rows to the limit; gives a note for people where some were left out.
    fn cut<T>(&self, rows: &mut Vec<T>) -> Option<String> {
        let more = rows.len().saturating_sub(self.most());
        rows.truncate(self.most());
        (more > 0).then(|| format!("… and {more} more (--limit 0 shows all)"))
    }

    fn answer(&self, answer: &Answer, loaded: &Loaded) -> anyhow::Result<Outcome> {
        answer.print(self.format)?;
        Ok(if answer.is_empty { Outcome::Nothing } else { loaded.outcome })
    }
}
