//! Documents to facts: relations, roles, speech, events and their status. Total: no document can make it fail.
pub mod status;
