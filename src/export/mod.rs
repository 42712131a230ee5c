//! Graphs to bytes: one file per format.
