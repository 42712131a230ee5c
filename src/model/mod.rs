//! The nouns: plain data, no stage of the pipeline. Imports nothing else of ours.

mod article;
mod assertion;
mod document;
mod entity;
mod evidence;
mod facts;
mod likeness;
mod schema;
mod signature;
mod span;
mod time;

pub use article::Article;
pub use assertion::{Content, Event, Kind, Participant, Relation, Role, Speech, Statement};
pub use document::Document;
pub use document::mention::{Chain, ChainId, Mention, MentionId, Name, NameKind};
pub use document::quote::{Quote, TimeMention};
pub use document::token::{Block, BlockKind, Dep, Sentence, Token, TokenId, Upos, Xpos};
pub use entity::{Appearance, Entity, EntityId, EntityKind, ExternalIds, Gender, MentionKind, fold, slug};
pub use evidence::{Confidence, Evidence, Rule, Status};
pub use facts::{Facts, Report, Resolved, Saying};
pub use likeness::{Feature, Hint};
pub use schema::{EventType, FtmLink, Mappings, NAMESPACE, RelationType, Schema};
pub use signature::{Signature, SignatureError};
pub use span::{CharIndex, CharSpan, Field, Span};
pub use time::{Date, DateError, Interval};
