//! What can be wrong with a data file.

use thiserror::Error;

/// A data file that cannot be used: which, where in it, and why.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}:{line}: {message}")]
pub struct DataError {
    /// The file's name below the data folder: `relations/met-with.toml`.
    pub file: String,
    /// The line, from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl DataError {
    /// An error at byte `offset` of the `text` of `file`.
    pub fn at(file: &str, text: &str, offset: usize, message: impl Into<String>) -> Self {
        let before = text.as_bytes().get(..offset).unwrap_or(text.as_bytes());
        let line = before.split(|&byte| byte == b'\n').count();
        DataError { file: file.to_owned(), line, message: message.into() }
    }

    /// An error of a file as a whole.
    pub fn whole(file: impl Into<String>, message: impl Into<String>) -> Self {
        DataError { file: file.into(), line: 0, message: message.into() }
    }
}
