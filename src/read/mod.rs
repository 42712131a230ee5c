//! Bytes to articles: one file per format.
