//! Mentions and the coreference chains that join them, inside one document.

use crate::model::{EntityKind, Gender, MentionKind, TokenId};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The type of a name, as the name finder sees it. Wider than [`EntityKind`]: helpers that become no node are found too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NameKind {
    /// A person.
    Person,
    /// An organization.
    Organization,
    /// A place.
    Place,
    /// A work.
    Work,
    /// A named event: "World War II".
    Event,
    /// A nationality, religious or political group as an adjective or people: "Australian", "Muslims".
    Norp,
}

impl NameKind {
    /// The kind of node that the name stands for; events and groups are none.
    pub fn entity(self) -> Option<EntityKind> {
        match self {
            NameKind::Person => Some(EntityKind::Person),
            NameKind::Organization => Some(EntityKind::Organization),
            NameKind::Place => Some(EntityKind::Place),
            NameKind::Work => Some(EntityKind::Work),
            NameKind::Event | NameKind::Norp => None,
        }
    }
}

/// A name in the text: the longest range of tokens that names one thing, titles left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// Its tokens, inside one sentence.
    pub tokens: Range<TokenId>,
    /// What it names.
    pub kind: NameKind,
    /// How sure the finder is, 0..=100.
    pub score: u8,
}

/// The index of a mention in [`Document::mentions`](crate::model::Document::mentions).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MentionId(pub u32);

/// The index of a chain in [`Document::chains`](crate::model::Document::chains).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChainId(pub u32);

/// A range of tokens that refers to something: a name, a description or a pronoun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Its tokens, inside one sentence.
    pub tokens: Range<TokenId>,
    /// The token that the tree attaches it by.
    pub head: TokenId,
    /// How it refers.
    pub kind: MentionKind,
    /// The chains that it refers to: none for an unresolved description, several for "the pair" and "they".
    pub chains: Vec<ChainId>,
}

/// All mentions of one thing: coreference inside one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// What it is; `None` for a chain of descriptions without any name, which becomes no node.
    pub kind: Option<EntityKind>,
    /// The fullest name without titles; empty for a chain without a name.
    pub name: String,
    /// The other names, sorted.
    pub aliases: Vec<String>,
    /// Its mentions in the order of the text. Mentions of several chains are listed in each of them.
    pub mentions: Vec<MentionId>,
    /// The gender that the text shows.
    pub gender: Option<Gender>,
    /// True for "the Kardashians", "police", "they": more than one.
    pub plural: bool,
    /// Heads of its descriptions, titles and appositions: "rapper", "president"; lemmas, sorted.
    pub descriptions: Vec<CompactString>,
}
