//! Facts of many articles to facts that share their entities.
