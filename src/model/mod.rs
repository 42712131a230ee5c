//! The nouns: plain data, no stage of the pipeline. Imports nothing else of ours.

mod article;
mod assertion;
mod document;
mod entity;
mod evidence;
mod facts;
mod likeness;
mod mention;
mod quote;
mod schema;
mod signature;
mod span;
mod time;
mod token;

pub use article::Article;
pub use assertion::{Content, Event, Kind, Participant, Relation, Role, Speech, Statement};
pub use document::Document;
pub use entity::{Appearance, Entity, EntityId, EntityKind, ExternalIds, Gender, MentionKind, fold, slug};
pub use evidence::{Confidence, Evidence, Rule, Status};
pub use facts::{Facts, Report, Resolved, Saying};
pub use likeness::{Feature, Hint};
pub use mention::{Chain, ChainId, Mention, MentionId, Name, NameKind};
pub use quote::{Quote, TimeMention};
pub use schema::{EventType, Mappings, NAMESPACE, RelationType, Schema};
pub use signature::{Signature, SignatureError};
pub use span::{CharIndex, CharSpan, Field, Span};
pub use time::{Date, DateError, Interval};
pub use token::{Block, BlockKind, Dep, Sentence, Token, TokenId, Upos, Xpos};
