//! How things change: what held when, what is new between two graphs, and what contradicts itself.

mod conflict;
mod difference;
mod hold;

pub use conflict::{Conflict, Contradiction, Side};
pub use difference::{Change, Known, Told, difference};
