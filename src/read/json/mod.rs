//! Articles as JSON: one object a line, or objects in a list or one after the other.

mod array;
mod lines;
mod object;

pub(crate) use array::Array;
pub(crate) use lines::Lines;

/// The longest record, in MiB: it is held in memory as a whole.
const LIMIT: u64 = 64;
