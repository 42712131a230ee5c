//! What is new between two graphs.

use super::hold::ends;
use crate::graph::{Edge, EdgeKind, EntityNode, Graph, Node};
use crate::model::{Date, EntityKind, Field, Schema, Status};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One difference between two graphs. Prints and serialises by the name of the variant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum Change {
    /// Somebody or something that only the second graph knows.
    NewEntity(Known),
    /// Somebody or something that only the first graph knows.
    GoneEntity(Known),
    /// Several of the first graph are one in the second.
    Merged {
        /// What they are now.
        into: Known,
        /// What they were.
        from: Vec<Known>,
    },
    /// One of the first graph is several in the second.
    Split {
        /// What it was.
        from: Known,
        /// What they are now.
        into: Vec<Known>,
    },
    /// A relation that only the second graph knows.
    NewRelation(Told),
    /// A relation of which only the second graph knows that it has ended.
    EndedRelation(Told),
    /// A relation that only the first graph knows.
    GoneRelation(Told),
}

/// An entity of a graph.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Known {
    /// Its identifier.
    pub id: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: EntityKind,
    /// Its best name.
    pub name: String,
}

/// A relation of a graph.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Told {
    /// The entity that it goes out from.
    pub from: Known,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The entity that it goes to.
    pub to: Known,
    /// How most articles stand to it.
    pub status: Status,
    /// The words of the office or role.
    pub title: Option<String>,
    /// The last day on which it held, where that is known.
    pub until: Option<Date>,
    /// The article of the surest account.
    pub article: String,
    /// Its words.
    pub evidence: String,
}

impl Known {
    fn of(node: &EntityNode) -> Self {
        Known { id: node.id.to_string(), kind: node.kind, name: node.name.clone() }
    }
}

impl Told {
    fn of(graph: &Graph, from: &EntityNode, to: &EntityNode, edge: &Edge) -> Self {
        let best = edge.best();
        Told {
            from: Known::of(from),
            kind: edge.kind.name().to_owned(),
            to: Known::of(to),
            status: edge.status(),
            title: edge.title().map(str::to_owned),
            until: ends(graph, edge).into_iter().max(),
            article: best.map(|account| account.article.to_string()).unwrap_or_default(),
            evidence: best.map(|account| account.evidence.text().to_owned()).unwrap_or_default(),
        }
    }
}

/// What tells an entity of one graph from all others: a place of an article where it is named.
type Place<'g> = (&'g str, Field, u32);

/// Entities by identifier, with those of the other graph that are the same: named at the same place of the same
/// article, else, where the graphs have no article of theirs in common, of the same identifier.
struct Counterparts<'g>(BTreeMap<&'g str, BTreeSet<&'g str>>);

impl<'g> Counterparts<'g> {
    fn new(of: &'g Graph, within: &'g Graph) -> Self {
        let mut owners: BTreeMap<Place, &str> = BTreeMap::new();
        for entity in entities(within) {
            owners.extend(places(entity).map(|place| (place, entity.id.0.as_str())));
        }
        let counterparts = |entity: &'g EntityNode| {
            let found: BTreeSet<&str> = places(entity).filter_map(|place| owners.get(&place).copied()).collect();
            if found.is_empty() { within.node(&entity.id.0).map(Node::id).into_iter().collect() } else { found }
        };
        Counterparts(entities(of).map(|entity| (entity.id.0.as_str(), counterparts(entity))).collect())
    }

    fn of(&self, id: &str) -> impl Iterator<Item = &'g str> {
        self.0.get(id).into_iter().flatten().copied()
    }
}

fn entities(graph: &Graph) -> impl Iterator<Item = &EntityNode> {
    graph.nodes().filter_map(|node| if let Node::Entity(entity) = node { Some(entity) } else { None })
}

fn places(entity: &EntityNode) -> impl Iterator<Item = Place<'_>> {
    entity.sightings.iter().flat_map(|sighting| {
        sighting.mentions.iter().map(|mention| (sighting.article.as_str(), mention.field, mention.span.start))
    })
}

/// The relations of a graph with their ends.
fn relations(graph: &Graph) -> impl Iterator<Item = (&EntityNode, &EntityNode, &Edge)> {
    graph.edges().filter_map(|(from, to, edge)| match (from, to, &edge.kind) {
        (Node::Entity(from), Node::Entity(to), EdgeKind::Relation(_)) => Some((from, to, edge)),
        _ => None,
    })
}

/// What the second graph knows and the first does not, and the other way round, sorted: O(n log n) in their mentions
/// and relations. Identifiers may differ between the graphs: entities are recognised by where they are named.
pub fn difference(first: &Graph, second: &Graph, schema: &Schema) -> Vec<Change> {
    let (before, after) = (Counterparts::new(second, first), Counterparts::new(first, second));
    let mut changes = Vec::new();
    compare_entities(first, second, &before, &after, &mut changes);
    let mut old: BTreeMap<(&str, &str, &EdgeKind), &Edge> = BTreeMap::new();
    old.extend(relations(first).map(|(from, to, edge)| ((from.id.0.as_str(), to.id.0.as_str(), &edge.kind), edge)));
    let mut met = BTreeSet::new();
    for (from, to, edge) in relations(second) {
        let ends_of = |at: &EntityNode| before.of(&at.id.0).collect::<Vec<_>>();
        let (starts, targets) = (ends_of(from), ends_of(to));
        let pairs = starts.iter().flat_map(|a| targets.iter().flat_map(move |b| [(*a, *b), (*b, *a)]));
        let directed = !schema.is_symmetric(edge.kind.name());
        let known: Vec<_> = pairs
            .enumerate()
            .filter(|(at, _)| !directed || at % 2 == 0)
            .filter_map(|(_, (a, b))| old.get_key_value(&(a, b, &edge.kind)))
            .collect();
        met.extend(known.iter().map(|(key, _)| **key));
        if known.is_empty() {
            changes.push(Change::NewRelation(Told::of(second, from, to, edge)));
        } else if !ends(second, edge).is_empty() && known.iter().all(|(_, edge)| ends(first, edge).is_empty()) {
            changes.push(Change::EndedRelation(Told::of(second, from, to, edge)));
        }
    }
    for (from, to, edge) in relations(first) {
        if !met.contains(&(from.id.0.as_str(), to.id.0.as_str(), &edge.kind)) {
            changes.push(Change::GoneRelation(Told::of(first, from, to, edge)));
        }
    }
    changes.sort();
    changes
}

fn compare_entities(
    first: &Graph,
    second: &Graph,
    before: &Counterparts,
    after: &Counterparts,
    changes: &mut Vec<Change>,
) {
    let known = |graph: &Graph, id: &str| match graph.node(id) {
        Some(Node::Entity(entity)) => Some(Known::of(entity)),
        _ => None,
    };
    for entity in entities(second) {
        let from: Vec<Known> = before.of(&entity.id.0).filter_map(|id| known(first, id)).collect();
        match from.len() {
            0 => changes.push(Change::NewEntity(Known::of(entity))),
            1 => {}
            _ => changes.push(Change::Merged { into: Known::of(entity), from }),
        }
    }
    for entity in entities(first) {
        let into: Vec<Known> = after.of(&entity.id.0).filter_map(|id| known(second, id)).collect();
        match into.len() {
            0 => changes.push(Change::GoneEntity(Known::of(entity))),
            1 => {}
            _ => changes.push(Change::Split { from: Known::of(entity), into }),
        }
    }
}
