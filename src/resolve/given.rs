//! What people said about who is who.

/// What resolve is told besides the facts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Given {}
