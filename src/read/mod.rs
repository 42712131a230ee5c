//! Bytes to articles: one file per format.

pub mod conllu;
