//! What an article asserts: relations, events and statements.
//!
//! `R` says how ends are referred to: [`MentionId`](super::MentionId) inside a document,
//! [`EntityId`](super::EntityId) afterwards. [`Relation::try_map`] and its sisters are the only bridge, and they take
//! all ends across or none.

use super::{CharSpan, Confidence, Date, Evidence, Field, Interval, Rule, Status};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// The name of a relation or event type of the [`Schema`](super::Schema): `met-with`, `meeting`.
pub type Kind = CompactString;

/// An edge between two entities that a text asserts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Relation<R> {
    /// Its type.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// The entity that it goes out from.
    pub from: R,
    /// The entity that it goes to.
    pub to: R,
    /// How the text stands to it.
    pub status: Status,
    /// The literal words of an office or role: "communications director".
    pub title: Option<String>,
    /// When it held, as the text states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Interval>,
    /// The speaker, where it stands inside somebody's statement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attributed_to: Option<R>,
    /// The words that show it.
    pub evidence: Evidence,
    /// What found it.
    pub rule: Rule,
    /// How sure it is.
    pub confidence: Confidence,
}

/// The part that an entity plays in an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Who does it.
    Agent,
    /// Whom it befalls.
    Patient,
    /// One among equals.
    Attendee,
    /// Any other part.
    Other,
}

/// An entity in an event.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Participant<R> {
    /// Who.
    pub id: R,
    /// As what.
    pub role: Role,
}

/// Something that happened, happens or is to happen; one per event of an article, however often it is mentioned.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Event<R> {
    /// Its identifier in the article ("e1"), or shared by all articles after resolve.
    pub id: CompactString,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// Its proper name.
    pub name: Option<String>,
    /// The words that name it best.
    pub trigger: Evidence,
    /// Its further mentions, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Evidence>,
    /// Who takes part.
    pub participants: Vec<Participant<R>>,
    /// Where.
    pub place: Option<R>,
    /// When, as the text states it.
    pub date: Option<Date>,
    /// How the text stands to it.
    pub status: Status,
    /// The speaker, where it stands inside somebody's statement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attributed_to: Option<R>,
    /// What found it.
    pub rule: Rule,
    /// How sure it is.
    pub confidence: Confidence,
}

/// How a statement is rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Speech {
    /// In quotation marks.
    Direct,
    /// In the article's words.
    Indirect,
    /// Partly quoted.
    Mixed,
}

/// A place of a statement's content: several where its own cue interrupts it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Content {
    /// Its code points.
    #[serde(flatten)]
    pub span: CharSpan,
    /// The field that they count in.
    #[serde(default, skip_serializing_if = "Field::is_text")]
    pub field: Field,
}

/// Something that somebody said, wrote or announced.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Statement<R> {
    /// Who; `None` where nobody named said it.
    pub speaker: Option<R>,
    /// The words that name the speaker here: "Miller", "she".
    pub speaker_span: Option<Content>,
    /// To whom.
    pub to: Vec<R>,
    /// Whom and what the content names.
    pub about: Vec<R>,
    /// The word that introduces it.
    pub cue: Option<Evidence>,
    /// The places of its words, in order; never empty.
    pub content: Vec<Content>,
    /// How it is rendered.
    pub kind: Speech,
    /// Its words, the pieces joined by " … ".
    pub text: String,
    /// What found it.
    pub rule: Rule,
    /// How sure it is.
    pub confidence: Confidence,
}

impl<R> Relation<R> {
    /// The same relation with its ends referred to otherwise; `None` where an end has no counterpart.
    pub fn try_map<S>(self, mut refer: impl FnMut(R) -> Option<S>) -> Option<Relation<S>> {
        Some(Relation {
            from: refer(self.from)?,
            to: refer(self.to)?,
            attributed_to: self.attributed_to.and_then(refer),
            kind: self.kind,
            status: self.status,
            title: self.title,
            when: self.when,
            evidence: self.evidence,
            rule: self.rule,
            confidence: self.confidence,
        })
    }
}

impl<R> Event<R> {
    /// The same event with its participants referred to otherwise; those without a counterpart are left out.
    pub fn map<S>(self, mut refer: impl FnMut(R) -> Option<S>) -> Event<S> {
        Event {
            participants: self
                .participants
                .into_iter()
                .filter_map(|p| Some(Participant { id: refer(p.id)?, role: p.role }))
                .collect(),
            place: self.place.and_then(&mut refer),
            attributed_to: self.attributed_to.and_then(refer),
            id: self.id,
            kind: self.kind,
            name: self.name,
            trigger: self.trigger,
            mentions: self.mentions,
            date: self.date,
            status: self.status,
            rule: self.rule,
            confidence: self.confidence,
        }
    }
}

impl<R> Statement<R> {
    /// The same statement with its people referred to otherwise; those without a counterpart are left out.
    pub fn map<S>(self, mut refer: impl FnMut(R) -> Option<S>) -> Statement<S> {
        Statement {
            speaker: self.speaker.and_then(&mut refer),
            to: self.to.into_iter().filter_map(&mut refer).collect(),
            about: self.about.into_iter().filter_map(refer).collect(),
            speaker_span: self.speaker_span,
            cue: self.cue,
            content: self.content,
            kind: self.kind,
            text: self.text,
            rule: self.rule,
            confidence: self.confidence,
        }
    }
}
