//! Scores facts against a gold standard, article by article: which entities, relations, events and statements were found.

mod align;
mod score;
mod sheet;

pub use score::{Count, Matches, Report, matches, score};
pub use sheet::{Sheet, read_facts, read_gold};

/// What keeps a scoring from being done.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// A file or folder that cannot be read.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// A file that is not in the facts format.
    #[error("{place}: {source}")]
    Format {
        /// The file, and the line of a file of lines.
        place: String,
        /// Why.
        source: serde_json::Error,
    },
    /// A folder without any gold file.
    #[error("{0}: no gold files (*.json)")]
    NoGold(String),
}
