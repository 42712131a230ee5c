//! Articles to documents: tokens, sentences, tags, trees, names, times, quotes, coreference. Total: no text can make it fail.

pub mod quotes;
pub mod times;
