//! All that one article asserts (the facts format, one JSON line per article), and what many articles share.

use super::{Date, Entity, EntityId, Event, Hint, Relation, Signature, Statement};
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
    /// The MinHash signature of its text: tells near duplicates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
    /// Whom and what it names.
    pub entities: Vec<Entity>,
    /// What happened.
    pub events: Vec<Event<EntityId>>,
    /// How they are related.
    pub relations: Vec<Relation<EntityId>>,
    /// Who said what.
    pub statements: Vec<Statement<EntityId>>,
}

/// What resolve makes of the facts of many articles.
///
/// The articles keep all that they said, under shared identifiers: undoing a merge loses nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Resolved {
    /// The facts of each article, sorted by its identifier; entities and events have the identifiers that all share.
    pub articles: Vec<Facts>,
    /// The entities of all articles, sorted by identifier, each with its best name and without mentions.
    pub entities: Vec<Entity>,
    /// The statements of all articles, sorted by identifier.
    pub sayings: Vec<Saying>,
    /// Entities that may be the same and were kept apart, sorted.
    pub hints: Vec<Hint>,
    /// For each of the articles the first one of those that are nearly the same text: an index into [`Resolved::articles`].
    pub origins: Vec<usize>,
}

/// One statement, as often as it is reported.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Saying {
    /// Its identifier, shared by all articles.
    pub id: CompactString,
    /// Where it is reported, sorted; never empty.
    pub reports: Vec<Report>,
}

/// One statement of one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Report {
    /// Index into [`Resolved::articles`].
    pub article: usize,
    /// Index into [`Facts::statements`].
    pub statement: usize,
}
