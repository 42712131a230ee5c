//! News articles in; a knowledge graph out, in which every edge can say which words of which article it comes from.

pub mod annotate;
pub mod archive;
pub mod error;
pub mod eval;
#[cfg(feature = "explore")]
pub mod explore;
pub mod export;
pub mod extract;
pub mod graph;
pub mod model;
pub mod pipeline;
#[cfg(feature = "push")]
pub mod push;
pub mod read;
pub mod resolve;
pub mod resources;
#[cfg(feature = "sparql")]
pub mod sparql;

pub use graph::Graph;
pub use model::{Article, Document, Facts};
pub use pipeline::Pipeline;
pub use resources::Resources;

/// The README's example is tested.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
