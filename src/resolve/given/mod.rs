//! What people said about who is who: judgements on single questions, and a list of entities that they know.

mod constraint;
mod judgement;
mod known;

pub use constraint::Conflict;
pub(crate) use constraint::Constraints;
pub use judgement::{Judgement, Judgements, Reference, Verdict};
pub use known::{KnownEntities, KnownEntity};

/// What resolve is told besides the facts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Given {
    /// Answers to "are these the same?".
    pub judgements: Judgements,
    /// Entities that a user knows.
    pub known: KnownEntities,
}

/// Why a file of judgements or known entities cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct GivenError {
    /// Where, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}
