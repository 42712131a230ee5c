//! Commands about databases: filling one, and asking a graph in the language of one.

#[cfg(feature = "push")]
mod push;

#[cfg(feature = "push")]
pub(crate) use push::Push;
