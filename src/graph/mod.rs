//! The graph: a fold over facts, and the questions that it answers.
