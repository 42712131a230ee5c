//! The types of relations and events: data, read from `data/en`, on which the program does not branch.

use super::{EntityKind, Kind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Terms of other vocabularies for one of our types.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Mappings {
    /// A schema.org property or type.
    pub schema_org: Option<String>,
    /// A Wikidata property, e.g. `P26`.
    pub wikidata: Option<String>,
    /// A FollowTheMoney schema, e.g. `Family`.
    pub follow_the_money: Option<String>,
    /// A PLOVER event type, e.g. `CONSULT`.
    pub plover: Option<String>,
}

/// The type of an edge between two entities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelationType {
    /// Its name: `met-with`.
    pub name: Kind,
    /// A few words for people: "met with".
    pub label: String,
    /// One sentence that says what counts.
    pub about: String,
    /// The kinds that it may go out from.
    pub from: Vec<EntityKind>,
    /// The kinds that it may go to.
    pub to: Vec<EntityKind>,
    /// True where the direction means nothing.
    #[serde(default)]
    pub symmetric: bool,
    /// The label read from the other end: "has spokesperson".
    #[serde(default)]
    pub inverse: Option<String>,
    /// Terms of other vocabularies.
    #[serde(default)]
    pub mappings: Mappings,
}

/// The type of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventType {
    /// Its name: `meeting`.
    pub name: Kind,
    /// A few words for people.
    pub label: String,
    /// One sentence that says what counts.
    pub about: String,
    /// Terms of other vocabularies.
    #[serde(default)]
    pub mappings: Mappings,
}

/// The namespace of the project's own terms: `https://newsgraph.dev/ns#met-with`.
pub const NAMESPACE: &str = "https://newsgraph.dev/ns#";

/// All types, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schema {
    /// The types of relations.
    pub relations: BTreeMap<Kind, RelationType>,
    /// The types of events.
    pub events: BTreeMap<Kind, EventType>,
}

impl Schema {
    /// True for a relation whose direction means nothing; false for an unknown one.
    pub fn is_symmetric(&self, relation: &str) -> bool {
        self.relations.get(relation).is_some_and(|relation| relation.symmetric)
    }

    /// The IRI of a relation or event type.
    pub fn iri(kind: &str) -> String {
        format!("{NAMESPACE}{kind}")
    }
}
