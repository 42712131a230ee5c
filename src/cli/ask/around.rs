//! `neighbours` and `common`: to whom somebody is tied, and to whom two both are.

use super::answer::{Answer, For, Table};
use super::words::{called, ties};
use super::{Asked, names};
use crate::cli::{Cli, Outcome};
use clap::Args;
use serde_json::json;

/// List to whom somebody is tied: by relations, by events in which both take part, by what one says to or of the other
#[derive(Debug, Args)]
pub(crate) struct Neighbours {
    #[command(flatten)]
    asked: Asked,
    /// A name, a part of it, or an identifier
    name: String,
}

impl Neighbours {
    pub(crate) fn run(&self, cli: &Cli) -> anyhow::Result<Outcome> {
        let loaded = self.asked.load(cli)?;
        let graph = &loaded.graph;
        let node = names::one(graph, &self.name)?;
        let mut tied = graph.tied(&node.id, &self.asked.asserted());
        let more = self.asked.cut(&mut tied);
        let mut answer = Answer::new(&json!({"node": node, "neighbours": tied}))?;
        if tied.is_empty() {
            answer.nothing(format!("{} is tied to nobody", called(&node)));
        }
        let mut table = Table::new(&[
            ("name", For::All),
            ("kind", For::All),
            ("how", For::All),
            ("articles", For::All),
            ("sources", For::All),
            ("id", For::Programs),
        ]);
        for it in &tied {
            let numbers = [it.node.articles, it.node.independent].map(|number| number.to_string());
            let words = [it.node.label.clone(), it.node.kind.clone(), ties(graph, &it.ties, &node.id)];
            table.row(words.into_iter().chain(numbers).chain([it.node.id.clone()]));
        }
        if !table.is_empty() {
            answer.text(format!("{} is tied to", super::answer::bold(&called(&node))));
            answer.table("", table);
        }
        answer.more(more);
        self.asked.answer(&answer, &loaded)
    }
}

/// List to whom two are both tied
#[derive(Debug, Args)]
pub(crate) struct Common {
    #[command(flatten)]
    asked: Asked,
    /// The one, by name or identifier
    a: String,
    /// The other
    b: String,
}

impl Common {
    pub(crate) fn run(&self, cli: &Cli) -> anyhow::Result<Outcome> {
        let loaded = self.asked.load(cli)?;
        let graph = &loaded.graph;
        let (a, b) = (names::one(graph, &self.a)?, names::one(graph, &self.b)?);
        let mut common = graph.common(&a.id, &b.id, &self.asked.asserted());
        let more = self.asked.cut(&mut common);
        let mut answer = Answer::new(&json!({"first": a, "second": b, "common": common}))?;
        if common.is_empty() {
            answer.nothing(format!("{} and {} have nobody in common", called(&a), called(&b)));
        }
        let mut table = Table::new(&[
            ("name", For::All),
            ("kind", For::All),
            ("first", For::All),
            ("second", For::All),
            ("articles", For::All),
            ("sources", For::All),
            ("id", For::Programs),
        ]);
        for it in &common {
            // Seen from the two: "Lindqvist met with", "Okafor works for".
            let how = [ties(graph, &it.first, &a.id), ties(graph, &it.second, &b.id)];
            let numbers = [it.node.articles, it.node.independent].map(|number| number.to_string());
            let words = [it.node.label.clone(), it.node.kind.clone()];
            table.row(words.into_iter().chain(how).chain(numbers).chain([it.node.id.clone()]));
        }
        if !table.is_empty() {
            answer.text(format!(
                "{} (first) and {} (second) are both tied to",
                super::answer::bold(&called(&a)),
                super::answer::bold(&called(&b))
            ));
            answer.table("", table);
        }
        answer.more(more);
        self.asked.answer(&answer, &loaded)
    }
}
