//! The types of relations and events: data, read from `data/en`, on which the program does not branch.

use super::{EntityKind, Kind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Terms of other vocabularies for one of our types.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Mappings {
    /// A schema.org property or type. `^creator` is a property that goes the other way, from our `to` to our `from`: the
    /// inverse path of SPARQL and SHACL.
    pub schema_org: Option<String>,
    /// A Wikidata property, e.g. `P26`.
    pub wikidata: Option<String>,
    /// How FollowTheMoney has it.
    pub follow_the_money: Option<FtmLink>,
    /// A PLOVER event type, e.g. `CONSULT`.
    pub plover: Option<String>,
}

/// A relation as an entity of FollowTheMoney (<https://followthemoney.tech>): an interval between two others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FtmLink {
    /// Its schema: `Employment`.
    pub schema: String,
    /// The property that names our `from`: `employee`.
    pub from: String,
    /// The property that names our `to`: `employer`.
    pub to: String,
    /// The property for the words of an office or kinship; `role` where nothing else is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The kinds of `from` that the schema allows; empty for all of the relation. Others become an `UnknownLink`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from_kinds: Vec<EntityKind>,
    /// The kinds of `to` that the schema allows, likewise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to_kinds: Vec<EntityKind>,
    /// What the schema makes of an organization at `from`: `Company`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_schema: Option<String>,
    /// What the schema makes of an organization at `to`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_schema: Option<String>,
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
    /// True for what goes on until something ends it, as an office or a marriage does; false for what happens.
    #[serde(default)]
    pub lasting: bool,
    /// True where the one that it goes to has it with one other at a time: one head, one spouse.
    #[serde(default)]
    pub exclusive: bool,
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
    /// True for what befalls its patients once: a birth, a death, a founding. Two accounts of it tell one event, however
    /// far apart they were written.
    #[serde(default)]
    pub once: bool,
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

    /// True for a relation that goes on until something ends it; false for an unknown one.
    pub fn is_lasting(&self, relation: &str) -> bool {
        self.relations.get(relation).is_some_and(|relation| relation.lasting)
    }

    /// True for a relation that is had with one other at a time; false for an unknown one.
    pub fn is_exclusive(&self, relation: &str) -> bool {
        self.relations.get(relation).is_some_and(|relation| relation.exclusive)
    }

    /// True for an event that befalls its patients once; false for an unknown one.
    pub fn is_once(&self, event: &str) -> bool {
        self.events.get(event).is_some_and(|event| event.once)
    }

    /// The IRI of a relation or event type.
    pub fn iri(kind: &str) -> String {
        format!("{NAMESPACE}{kind}")
    }
}
