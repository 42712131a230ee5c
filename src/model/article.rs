//! The article as it was read, before anything is understood.

use super::Date;
use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// One news article: what a reader makes of a file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// The given identifier, else a hash of the URL or of the text, so that reading again is idempotent.
    pub id: CompactString,
    /// The headline, empty where there is none.
    #[serde(default)]
    pub title: String,
    /// The body: paragraphs separated by line breaks, nothing but the article.
    pub text: String,
    /// Where it was published.
    #[serde(default)]
    pub url: Option<String>,
    /// The day of publication: the anchor of "on Tuesday", never the date of an event.
    #[serde(default)]
    pub published: Option<Date>,
    /// The outlet.
    #[serde(default)]
    pub publisher: Option<String>,
    /// The bylines.
    #[serde(default)]
    pub authors: Vec<String>,
    /// BCP 47 language tag, where stated or detected.
    #[serde(default)]
    pub language: Option<CompactString>,
    /// Fields of the input that newsgraph does not know, kept as they came.
    #[serde(default, skip_serializing_if = "serde_json::Map::is_empty")]
    pub other: serde_json::Map<String, serde_json::Value>,
}
