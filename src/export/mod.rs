//! Graphs to bytes: one file per format.

pub mod conllu;
