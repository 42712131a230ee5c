//! Documents to facts: relations, roles, speech, events and their status. Total: no document can make it fail.

mod check;
mod clip;
mod events;
mod facts;
mod frames;
mod outlook;
mod pattern;
mod relations;
#[cfg(test)]
mod sketch;
pub mod speech;
pub mod status;
mod weigh;

pub use check::{Report, check};
pub use events::{Belonging, Events, Told, check_events};
pub use facts::{Assertions, facts};
pub use relations::Relations;
pub use weigh::{Features, Pair, Weigher, Weights};

use crate::model::Document;

/// Finds assertions of one sort in a document: relations, events, statements.
///
/// What an extractor needs it finds in the document; who "I" is in a quotation it finds among the statements, so that
/// speech comes first.
pub trait Extractor: Send + Sync {
    /// What it is called in the catalogue and in logs.
    fn name(&self) -> &'static str;

    /// Adds what it finds in `document` to `found`.
    fn extract(&self, document: &Document, found: &mut Assertions);
}
