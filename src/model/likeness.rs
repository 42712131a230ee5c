//! How like two entities are, told by what speaks for and against their being one.

use super::EntityId;
use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// One thing that speaks for or against two entities being one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Feature {
    /// What it is: "same-name", "other-country".
    pub name: CompactString,
    /// How much it tells, in decibans: 10 make the odds ten times better, -10 ten times worse.
    pub weight: i32,
    /// The names or words that it rests on; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

/// Two entities that may be the same, and were kept apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Hint {
    /// The one, with the smaller identifier.
    pub a: EntityId,
    /// The other.
    pub b: EntityId,
    /// The sum of the weights, in decibans.
    pub score: i32,
    /// What speaks for and against it, what tells most first.
    pub features: Vec<Feature>,
}
