//! `search`: who and what has such a name.

use super::Asked;
use super::answer::{Answer, For, Table};
use crate::cli::{Cli, Outcome};
use clap::Args;

/// List the people, organizations, places, works and events whose names fit some words
///
/// Whole names come first, then other names, words of names, beginnings and parts of words; where nothing fits, names that
/// are spelt almost so. Case and accents do not count.
#[derive(Debug, Args)]
pub(crate) struct Search {
    #[command(flatten)]
    asked: Asked,
    /// Words or parts of words of a name
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
}

impl Search {
    pub(crate) fn run(&self, cli: &Cli) -> anyhow::Result<Outcome> {
        let loaded = self.asked.load(cli)?;
        let (filter, words) = (self.asked.filter(), self.words.join(" "));
        let mut found = loaded.graph.search(&words, usize::MAX);
        found.retain(|it| filter.only.is_empty() || filter.only.contains(&it.node.kind));
        let more = self.asked.cut(&mut found);
        let mut answer = Answer::new(&found)?;
        let columns = [("name", For::All), ("kind", For::All), ("found as", For::All), ("articles", For::All)];
        let mut table = Table::new(&[columns.as_slice(), &[("sources", For::All), ("id", For::All)]].concat());
        for it in &found {
            let found_as = if it.name == it.node.label { String::new() } else { it.name.clone() };
            let numbers = [it.node.articles, it.node.independent].map(|number| number.to_string());
            let words = [it.node.label.clone(), it.node.kind.clone(), found_as];
            table.row(words.into_iter().chain(numbers).chain([it.node.id.clone()]));
        }
        if found.is_empty() {
            answer.nothing(format!("nobody and nothing in the graph is called {words:?}"));
            answer.csv(table);
        } else {
            answer.table("", table);
        }
        answer.more(more);
        self.asked.answer(&answer, &loaded)
    }
}
