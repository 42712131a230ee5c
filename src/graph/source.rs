//! Where a graph comes from, and what its types are called.

use crate::model::{Date, EventType, Facts, Mappings, RelationType, Signature};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// An article of a graph.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Its identifier.
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
    /// Hash of its words, in hexadecimal; empty where unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub digest: String,
    /// The signature of its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
    /// The article whose words it repeats (a wire report, an earlier version); `None` where it is no near duplicate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<CompactString>,
}

impl From<&Facts> for Source {
    fn from(facts: &Facts) -> Self {
        Source {
            id: facts.id.clone(),
            title: facts.title.clone(),
            published: facts.published,
            publisher: facts.publisher.clone(),
            url: facts.url.clone(),
            digest: facts.digest.clone(),
            signature: facts.signature.clone(),
            origin: None,
        }
    }
}

/// What a type of relation or event is called, in English and in other vocabularies.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// A few words for people: "met with".
    pub label: String,
    /// True for a relation whose direction means nothing.
    #[serde(default)]
    pub symmetric: bool,
    /// The label read from the other end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inverse: Option<String>,
    /// Terms of other vocabularies.
    #[serde(default)]
    pub mappings: Mappings,
}

impl From<&RelationType> for Term {
    fn from(relation: &RelationType) -> Self {
        Term {
            label: relation.label.clone(),
            symmetric: relation.symmetric,
            inverse: relation.inverse.clone(),
            mappings: relation.mappings.clone(),
        }
    }
}

impl From<&EventType> for Term {
    fn from(event: &EventType) -> Self {
        Term { label: event.label.clone(), symmetric: false, inverse: None, mappings: event.mappings.clone() }
    }
}
