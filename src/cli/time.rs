//! The graph of a time: what the articles told by a day, and what held on a day.

use clap::Args;
use newsgraph::archive::is_known_by;
use newsgraph::graph::Graph;
use newsgraph::model::{Date, Facts, Schema};

/// Which time the graph is of.
#[derive(Debug, Clone, Copy, Default, Args)]
#[command(next_help_heading = "Which time")]
pub(crate) struct TimeArgs {
    /// The graph as the articles tell it that had appeared by the end of DATE: 2016, 2016-12 or 2016-12-13
    ///
    /// Articles without a date of publication are left out.
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// Only what held on DATE, as far as the articles show it
    ///
    /// A stated time counts as it is stated. An office or another lasting relation without one holds from the day on
    /// which an article tells it until an article states its end or calls it former. Events and other relations need a
    /// stated time; statements are left out.
    #[arg(long, value_name = "DATE")]
    pub(crate) valid_at: Option<Date>,
}

impl TimeArgs {
    /// True for facts of an article that had appeared.
    pub(crate) fn knows(&self, facts: &Facts) -> bool {
        self.as_of.is_none_or(|until| is_known_by(facts.published, until))
    }

    /// The part of the graph that held.
    pub(crate) fn part(&self, graph: Graph, schema: &Schema) -> Graph {
        match self.valid_at {
            Some(day) => graph.valid_at(day, schema),
            None => graph,
        }
    }
}
