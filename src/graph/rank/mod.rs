//! Who matters, and who belongs together: measures over the network of entities.

mod betweenness;
mod communities;
mod network;
mod pagerank;

pub use communities::{Communities, Community};

use super::view::NodeView;
use super::{Filter, Graph, Node};
use network::Network;
use petgraph::graph::NodeIndex;
use serde::{Deserialize, Serialize};

/// By what entities are ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// To how many others an entity is tied.
    Degree,
    /// The share, 0 to 1, of the shortest ways between others that lead over it (Freeman 1977).
    Betweenness,
    /// The share, 0 to 1, of a random walk's time that is spent at it (Page and Brin 1998).
    PageRank,
    /// How many articles know it.
    Articles,
    /// How many independent sources know it: articles that repeat one text are one.
    Sources,
}

/// Entities by rank.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranking {
    /// By what.
    pub measure: Measure,
    /// How many entities were ranked.
    pub entities: usize,
    /// Where the measure is estimated: from how many entities the ways were followed. `None` where it is exact.
    pub sampled: Option<usize>,
    /// The first ones, the highest first; of equals the smaller identifier.
    pub ranks: Vec<Ranked>,
}

/// An entity in a ranking.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranked {
    /// The entity.
    #[serde(flatten)]
    pub node: NodeView,
    /// Its value.
    pub value: f64,
}

impl Graph {
    /// The first `limit` entities by a measure.
    ///
    /// Two entities are tied where a relation joins them, where they take part in one event, or where one speaks to or
    /// about the other; `filter` says which edges count for that, and its `only` which entities. Degree, articles and
    /// sources cost O(n + m), the others what their files say.
    pub fn top(&self, measure: Measure, filter: &Filter, limit: usize) -> Ranking {
        let network = Network::of(self, filter);
        let mut sampled = None;
        let values: Vec<f64> = match measure {
            Measure::Degree => (0..network.len()).map(|at| network.ties(at).count() as f64).collect(),
            Measure::PageRank => pagerank::pagerank(&network),
            Measure::Betweenness => {
                let (values, sources) = betweenness::betweenness(&network, betweenness::WORK);
                sampled = (sources < network.len()).then_some(sources);
                values
            }
            Measure::Articles => network.nodes.iter().map(|&at| self.inner[at].articles().len() as f64).collect(),
            Measure::Sources => {
                network.nodes.iter().map(|&at| self.independent_of(self.inner[at].articles()) as f64).collect()
            }
        };
        let mut order: Vec<usize> = (0..network.len()).collect();
        order.sort_by(|&a, &b| values[b].total_cmp(&values[a]).then(a.cmp(&b)));
        let ranked = |at: usize| Ranked { node: NodeView::at(self, network.nodes[at]), value: values[at] };
        let ranks = order.into_iter().take(limit).map(ranked).collect();
        Ranking { measure, entities: network.len(), sampled, ranks }
    }
}

/// True for a person, organization, place or work.
fn is_entity(graph: &Graph, at: NodeIndex) -> bool {
    matches!(graph.inner[at], Node::Entity(_))
}
