//! Trains and scores the English models of newsgraph.
fn main() {}
