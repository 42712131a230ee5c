//! What can go wrong where bytes come in: which input, at which place, for which reason.

use std::{fmt, io};

/// One input, or one article of an input, that could not be read. The others go on.
#[derive(Debug, thiserror::Error)]
#[error("{name}{place}: {reason}")]
pub struct ReadError {
    /// The file as the user named it, `-` for the standard input.
    pub name: String,
    /// Where in the file.
    pub place: Place,
    /// Why.
    #[source]
    pub reason: Reason,
}

/// Where in an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place {
    /// The input as a whole.
    #[default]
    Whole,
    /// A line, counted from 1.
    Line(u64),
    /// An item of a list or a feed, counted from 1.
    Item(u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Whole => Ok(()),
            Place::Line(line) => write!(f, ":{line}"),
            Place::Item(item) => write!(f, ": item {item}"),
        }
    }
}

/// Why something could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// The path names nothing.
    #[error("no such file or folder")]
    Missing,
    /// A pattern with `*`, `?` or `[` that matches no file.
    #[error("no file matches this pattern")]
    NoMatch,
    /// The operating system refuses.
    #[error("permission denied")]
    Permission,
    /// A folder that contains itself through a symbolic link.
    #[error("a symbolic link back to a folder that is being read")]
    Loop,
    /// A device, pipe or socket found in a folder.
    #[error("not a regular file")]
    Special,
    /// A file of a folder whose name and content fit no format.
    #[error("unknown format (name the file itself to read it as plain text)")]
    UnknownFormat,
    /// Any other failure of the operating system.
    #[error("{0}")]
    Io(io::Error),
    /// Compressed bytes that end too early.
    #[error("truncated {0} data")]
    Truncated(&'static str),
    /// Compressed bytes that are damaged.
    #[error("damaged {0} data")]
    Damaged(&'static str),
    /// Compressed bytes that unpack to out of all proportion.
    #[error("refused: the {0} data unpack to more than {1} times their size")]
    Bomb(&'static str, u64),
    /// Bytes that are something else than text.
    #[error("not text{0}")]
    NotText(Kind),
    /// Bytes that no encoding explains.
    #[error("not valid UTF-8 (first at byte {0}), nor plausible in another encoding")]
    Encoding(u64),
    /// A file, line or list item over the bound of its format.
    #[error("{0} is longer than {1} MiB")]
    TooLong(&'static str, u64),
    /// More elements, or deeper ones, than any news page has.
    #[error("refused: {0}")]
    TooComplex(&'static str),
    /// Not the syntax of the format.
    #[error("{0}")]
    Syntax(String),
    /// A file without any text.
    #[error("empty")]
    Empty,
    /// A record without the words of an article.
    #[error("no text")]
    NoText,
    /// A page without an article.
    #[error("no article found on this page")]
    NoArticle,
    /// Facts are what newsgraph writes, not what it reads here.
    #[error("facts or a graph, not an article")]
    Facts,
    /// Another language than English; its English name.
    #[error("the article is in {0}, not in English")]
    Language(&'static str),
    /// Two different articles under one identifier.
    #[error("another article with the identifier {0:?} was read before")]
    SameId(String),
}

/// What bytes that are no text look like, printed in brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind(pub Option<&'static str>);

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |kind| write!(f, " ({kind})"))
    }
}

impl From<io::Error> for Reason {
    /// Takes back the reason that a reader of ours sent through `io`, and names the usual failures.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Reason::Missing,
            io::ErrorKind::PermissionDenied => Reason::Permission,
            _ => match error.downcast::<Reason>() {
                Ok(reason) => reason,
                Err(error) => Reason::Io(error),
            },
        }
    }
}

impl Reason {
    /// The error of an input as a whole.
    pub fn of(self, name: &str) -> ReadError {
        self.at(name, Place::Whole)
    }

    /// The error of one place of an input.
    pub fn at(self, name: &str, place: Place) -> ReadError {
        ReadError { name: name.to_owned(), place, reason: self }
    }
}
