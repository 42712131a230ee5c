//! What a graph connects: entities, events and statements, each with all that the articles tell of it.

use crate::model::{
    Appearance, Date, Entity, EntityId, EntityKind, Event, ExternalIds, Gender, Kind, Speech, Statement, Status,
};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A node.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "node", rename_all = "lowercase")]
pub enum Node {
    /// Whom or what the articles name.
    Entity(EntityNode),
    /// What happened.
    Event(EventNode),
    /// What somebody said.
    Statement(StatementNode),
}

/// A person, organization, place or work of all articles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntityNode {
    /// Its identifier.
    pub id: EntityId,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: EntityKind,
    /// Its best name.
    pub name: String,
    /// Its other names, sorted.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What it is called besides, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub descriptions: Vec<String>,
    /// Its gender, where a text shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// What others call it, by authority: "wikidata" → "Q42".
    #[serde(default, skip_serializing_if = "ExternalIds::is_empty")]
    pub external_ids: ExternalIds,
    /// How each article knows it, in the order of the articles.
    pub sightings: Vec<Sighting>,
}

/// How one article knows an entity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sighting {
    /// The article.
    pub article: CompactString,
    /// The fullest name that it uses.
    pub name: String,
    /// The other names that it uses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What it calls the entity besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub descriptions: Vec<String>,
    /// The gender that it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// Where it refers to the entity.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Appearance>,
}

impl Sighting {
    /// How an article knows an entity.
    pub fn new(article: CompactString, entity: &Entity) -> Self {
        Sighting {
            article,
            name: entity.name.clone(),
            aliases: entity.aliases.clone(),
            descriptions: entity.descriptions.clone(),
            gender: entity.gender,
            mentions: entity.mentions.clone(),
        }
    }

    /// The entity as the article knows it.
    pub fn entity(&self, node: &EntityNode) -> Entity {
        Entity {
            id: node.id.clone(),
            kind: node.kind,
            name: self.name.clone(),
            aliases: self.aliases.clone(),
            mentions: self.mentions.clone(),
            descriptions: self.descriptions.clone(),
            gender: self.gender,
            external_ids: node.external_ids.clone(),
        }
    }
}

/// An event of all articles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventNode {
    /// Its identifier.
    pub id: CompactString,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// Its proper name.
    pub name: Option<String>,
    /// When, as exactly as any article says it.
    pub date: Option<Date>,
    /// How most articles stand to it.
    pub status: Status,
    /// How each article tells it, in the order of the articles.
    pub tellings: Vec<Telling>,
}

/// How one article tells an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Telling {
    /// The article.
    pub article: CompactString,
    /// The event as it tells it.
    pub event: Event<EntityId>,
}

/// A statement of all articles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StatementNode {
    /// Its identifier.
    pub id: CompactString,
    /// Its words, as fully as any article renders them.
    pub text: String,
    /// How that article renders it.
    pub kind: Speech,
    /// How each article renders it, in the order of the articles.
    pub renderings: Vec<Render>,
}

/// How one article renders a statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Render {
    /// The article.
    pub article: CompactString,
    /// The statement as it renders it.
    pub statement: Statement<EntityId>,
}

impl Node {
    /// Its identifier.
    pub fn id(&self) -> &str {
        match self {
            Node::Entity(entity) => &entity.id.0,
            Node::Event(event) => &event.id,
            Node::Statement(statement) => &statement.id,
        }
    }

    /// Its kind: "person", "organization", "place", "work", "event" or "statement".
    pub fn kind(&self) -> &'static str {
        match self {
            Node::Entity(entity) => entity.kind.as_str(),
            Node::Event(_) => "event",
            Node::Statement(_) => "statement",
        }
    }

    /// What people may call it: its name, the type of a nameless event with its date, the words of a statement.
    pub fn label(&self) -> String {
        match self {
            Node::Entity(entity) => entity.name.clone(),
            Node::Event(event) => event.name.clone().unwrap_or_else(|| {
                event.date.map_or_else(|| event.kind.replace('-', " "), |date| format!("{} {date}", event.kind))
            }),
            Node::Statement(statement) => statement.text.clone(),
        }
    }

    /// The identifiers of the articles that know it, sorted.
    pub fn articles(&self) -> BTreeSet<&str> {
        match self {
            Node::Entity(entity) => entity.sightings.iter().map(|it| it.article.as_str()).collect(),
            Node::Event(event) => event.tellings.iter().map(|it| it.article.as_str()).collect(),
            Node::Statement(statement) => statement.renderings.iter().map(|it| it.article.as_str()).collect(),
        }
    }
}
