//! All that one article asserts: the facts format, one JSON line per article.

use super::{Date, Entity, EntityId, Event, Relation, Statement};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// The facts of one article. Serialises to the facts format; all offsets are code points, end exclusive.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// The article's identifier.
    pub id: CompactString,
    /// Its headline.
    #[serde(default)]
    pub title: String,
    /// The day of its publication.
    #[serde(default)]
    pub published: Option<Date>,
    /// Its outlet.
    #[serde(default)]
    pub publisher: Option<String>,
    /// Where it was published.
    #[serde(default)]
    pub url: Option<String>,
    /// Hash of title and text, in hexadecimal: tells whether two readings are of the same words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub digest: String,
    /// Whom and what it names.
    pub entities: Vec<Entity>,
    /// What happened.
    pub events: Vec<Event<EntityId>>,
    /// How they are related.
    pub relations: Vec<Relation<EntityId>>,
    /// Who said what.
    pub statements: Vec<Statement<EntityId>>,
}
