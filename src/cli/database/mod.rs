//! Commands about databases: filling one, and asking a graph in the language of one.

#[cfg(feature = "push")]
mod push;
#[cfg(feature = "sparql")]
mod query;

#[cfg(feature = "push")]
pub(crate) use push::Push;
#[cfg(feature = "sparql")]
pub(crate) use query::Query;
