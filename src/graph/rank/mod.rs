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
        self.top_within(measure, filter, limit, betweenness::WORK)
    }

    /// The same, with so many visits of ties for betweenness.
    fn top_within(&self, measure: Measure, filter: &Filter, limit: usize, work: usize) -> Ranking {
        let network = Network::of(self, filter);
        let mut sampled = None;
        let values: Vec<f64> = match measure {
            Measure::Degree => (0..network.len()).map(|at| network.ties(at).count() as f64).collect(),
            Measure::PageRank => pagerank::pagerank(&network),
            Measure::Betweenness => {
                let (values, sources) = betweenness::betweenness(&network, work);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Account, Edge, EdgeKind, EntityNode, Link};
    use crate::model::{EntityId, EntityKind};
    use std::collections::BTreeMap;

    /// People who each know the next one, the last the first.
    fn ring(people: usize) -> Graph {
        let id = |number: usize| format!("person/{number:03}");
        let account: Account = serde_json::from_value(serde_json::json!({
            "article": "a", "start": 0, "end": 1, "text": "x", "status": "actual", "rule": "x", "confidence": 0.8
        }))
        .unwrap();
        let link = |number: usize| Link {
            from: id(number).into(),
            to: id((number + 1) % people).into(),
            edge: Edge { kind: EdgeKind::Relation("knows".into()), accounts: vec![account.clone()] },
        };
        let nodes = (0..people).map(|number| {
            Node::Entity(EntityNode {
                id: EntityId(id(number).into()),
                kind: EntityKind::Person,
                name: id(number),
                aliases: Vec::new(),
                descriptions: Vec::new(),
                gender: None,
                external_ids: BTreeMap::new(),
                sightings: Vec::new(),
            })
        });
        Graph::assemble(BTreeMap::new(), BTreeMap::new(), nodes.collect(), (0..people).map(link).collect())
    }

    #[test]
    fn betweenness_that_costs_too_much_is_estimated_and_says_from_how_many() {
        let graph = ring(200);
        let top = |work| graph.top_within(Measure::Betweenness, &Filter::default(), 200, work);
        let (exact, estimated) = (top(usize::MAX), top(50 * 600));
        assert_eq!((exact.sampled, estimated.sampled), (None, Some(50)));
        let mean = |it: &Ranking| it.ranks.iter().map(|it| it.value).sum::<f64>() / 200.0;
        assert!((mean(&exact) - mean(&estimated)).abs() < 0.01, "{} {}", mean(&exact), mean(&estimated));
        assert!(estimated.ranks.iter().all(|it| (it.value - exact.ranks[0].value).abs() < 0.1));
    }
}
