//! The command line of newsgraph.
fn main() {}
