//! `top` and `communities`: who matters, and who belongs together.

use super::Asked;
use super::answer::{Answer, For, Table};
use super::words::{called, count};
use crate::cli::{Cli, Outcome};
use anyhow::ensure;
use clap::{Args, ValueEnum};
use newsgraph::graph::{Measure, Ranking};

/// Members of a community that are named to people.
const NAMED: usize = 8;

/// List the entities that matter most
///
/// Two entities are tied where a relation joins them, where they take part in one event, or where one speaks to or of the
/// other.
#[derive(Debug, Args)]
pub(crate) struct Top {
    #[command(flatten)]
    asked: Asked,
    /// By what
    #[arg(long, value_enum, default_value_t = By::Sources)]
    by: By,
}

/// By what entities are ranked.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum By {
    /// To how many others they are tied
    Degree,
    /// The share of the shortest ways between others that lead over them; sampled in large graphs
    Betweenness,
    /// The share of a random walk along the ties that is spent at them
    Pagerank,
    /// How many articles know them
    Articles,
    /// How many independent sources know them: articles that repeat one text are one source
    Sources,
}

impl By {
    fn measure(self) -> Measure {
        match self {
            By::Degree => Measure::Degree,
            By::Betweenness => Measure::Betweenness,
            By::Pagerank => Measure::PageRank,
            By::Articles => Measure::Articles,
            By::Sources => Measure::Sources,
        }
    }

    /// True where every ranking shows the values.
    fn is_column(self) -> bool {
        matches!(self, By::Articles | By::Sources)
    }

    /// What people see above the values.
    fn heading(self) -> &'static str {
        match self {
            By::Degree => "ties",
            By::Betweenness => "betweenness",
            By::Pagerank => "pagerank",
            By::Articles => "articles",
            By::Sources => "sources",
        }
    }

    fn value(self, value: f64) -> String {
        match self {
            By::Betweenness | By::Pagerank => format!("{value:.4}"),
            By::Degree | By::Articles | By::Sources => format!("{value:.0}"),
        }
    }
}

impl Top {
    pub(crate) fn run(&self, cli: &Cli) -> anyhow::Result<Outcome> {
        let loaded = self.asked.load(cli)?;
        let ranking = loaded.graph.top(self.by.measure(), &self.asked.asserted(), self.asked.most());
        let mut answer = Answer::new(&ranking)?;
        let mut table = Table::new(&[
            ("rank", For::All),
            ("name", For::All),
            ("kind", For::All),
            // Articles and sources have columns of their own.
            (self.by.heading(), if self.by.is_column() { For::Nobody } else { For::People }),
            ("value", For::Programs),
            ("articles", For::All),
            ("sources", For::All),
            ("id", For::Programs),
        ]);
        for (at, it) in ranking.ranks.iter().enumerate() {
            table.row([
                (at + 1).to_string(),
                it.node.label.clone(),
                it.node.kind.clone(),
                self.by.value(it.value),
                it.value.to_string(),
                it.node.articles.to_string(),
                it.node.independent.to_string(),
                it.node.id.clone(),
            ]);
        }
        if ranking.ranks.is_empty() {
            answer.nothing("nobody is ranked");
            answer.csv(table);
        } else {
            answer.table("", table);
        }
        answer.text(footing(&ranking));
        self.asked.answer(&answer, &loaded)
    }
}

/// Of how many entities a ranking is, and whether it is an estimate.
fn footing(ranking: &Ranking) -> String {
    let entities =
        if ranking.entities == 1 { "of 1 entity".to_owned() } else { format!("of {} entities", ranking.entities) };
    match ranking.sampled {
        Some(sources) => {
            format!("{entities}; estimated: the ways from a sample of {sources} of them were followed")
        }
        None => entities,
    }
}

/// Group the entities that are tied among themselves more than to others
///
/// By the Louvain method; the same graph always gives the same groups.
#[derive(Debug, Args)]
pub(crate) struct Communities {
    #[command(flatten)]
    asked: Asked,
    /// Above 1 the groups are smaller, below 1 larger
    #[arg(long, value_name = "N", default_value_t = 1.0)]
    resolution: f64,
}

impl Communities {
    pub(crate) fn run(&self, cli: &Cli) -> anyhow::Result<Outcome> {
        ensure!(self.resolution.is_finite() && self.resolution > 0.0, "--resolution must be above 0");
        let loaded = self.asked.load(cli)?;
        let mut found = loaded.graph.communities(&self.asked.asserted(), self.resolution);
        let all = found.communities.len();
        let more = self.asked.cut(&mut found.communities);
        let mut answer = Answer::new(&found)?;
        let names = ["community", "members", "who", "ties inside", "ties outside"];
        let mut table = Table::new(&names.map(|name| (name, For::All)));
        let mut rows = Table::new(&["community", "id", "name", "kind", "articles"].map(|name| (name, For::All)));
        for (at, community) in found.communities.iter().enumerate() {
            let members = &community.members;
            let mut who = members.iter().take(NAMED).map(called).collect::<Vec<_>>().join(", ");
            if members.len() > NAMED {
                who = format!("{who} and {} more", members.len() - NAMED);
            }
            let number = (at + 1).to_string();
            let [size, inside, outside] =
                [members.len(), community.inside, community.outside].map(|number| number.to_string());
            table.row([number.clone(), size, who, inside, outside]);
            for member in members {
                let words = [&number, &member.id, &member.label, &member.kind].map(Clone::clone);
                rows.row(words.into_iter().chain([member.articles.to_string()]));
            }
        }
        if all == 0 {
            answer.nothing("nobody is tied to anybody");
        } else {
            answer.table("", table);
        }
        answer.csv(rows);
        answer.more(more);
        answer.text(format!(
            "{}, modularity {:.2}; tied to nobody: {}",
            count(all, "community").replace("communitys", "communities"),
            found.modularity,
            found.alone
        ));
        self.asked.answer(&answer, &loaded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_says_so() {
        let ranking = |sampled| Ranking { measure: Measure::Betweenness, entities: 90_000, sampled, ranks: Vec::new() };
        assert_eq!(footing(&ranking(None)), "of 90000 entities");
        let said = footing(&ranking(Some(400)));
        assert_eq!(said, "of 90000 entities; estimated: the ways from a sample of 400 of them were followed");
    }
}
