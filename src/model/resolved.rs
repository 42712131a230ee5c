//! Facts of many articles that share their entities, events and statements.

use super::{Entity, Facts};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};

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
