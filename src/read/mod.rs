//! Bytes to articles: one file per format. Which format it is, is told by the name's extension, then by the content.
//!
//! A new format is one file with a [`Reader`] and one word in [`READERS`].

pub mod conllu;
mod date;
mod feed;
mod html;
mod inputs;
mod json;
mod language;
mod markdown;
mod plain;
mod record;
mod source;
mod text;

pub use inputs::{Inputs, Options};
pub use source::Source;

use crate::{
    error::{Place, ReadError, Reason},
    model::Article,
};

/// The articles of one source, in its order; an error is about one of them and does not end the others.
pub type Articles = Box<dyn Iterator<Item = Result<Article, ReadError>> + Send>;

/// What a reader found at one place of its source.
pub struct Found {
    /// Where, for messages.
    pub place: Place,
    /// The article as it stands there, or why there is none.
    pub article: Result<Article, Reason>,
}

/// All that a reader finds, in the order of the source.
pub type Findings = Box<dyn Iterator<Item = Found> + Send>;

/// One input format.
pub trait Reader: Sync {
    /// The format's name on the command line.
    fn name(&self) -> &'static str;

    /// The extensions of its files, in lower case and without the dot.
    fn extensions(&self) -> &'static [&'static str];

    /// True when a source that begins with these bytes is of this format; asked where the extension leaves it open.
    fn recognises(&self, head: &[u8]) -> bool;

    /// Reads the articles as they stand; identity, language and emptiness are judged for all formats in one place.
    fn read(&self, source: Source) -> Findings;
}

/// All formats, the most particular first: the first that recognises the content reads it.
pub(crate) static READERS: [&dyn Reader; 6] =
    [&feed::Feed, &json::Lines, &json::Array, &html::Page, &markdown::Markdown, &plain::Plain];

/// The names of all formats.
pub fn formats() -> impl Iterator<Item = &'static str> {
    READERS.iter().map(|reader| reader.name())
}

/// The findings of a reader whose source is one article.
fn one(article: Result<Article, Reason>) -> Findings {
    Box::new(std::iter::once(Found { place: Place::Whole, article }))
}

/// Reads bytes as if they were a file of this name, whatever the language of its articles.
pub fn read_bytes(name: &str, bytes: Vec<u8>) -> Articles {
    read_source(name, Box::new(std::io::Cursor::new(bytes)), &Options::any_language(), true)
}

/// A file as its readers get it: unpacked, with its beginning looked at.
///
/// # Errors
/// When the file cannot be opened, read or unpacked.
pub fn open(path: &std::path::Path) -> Result<Source, ReadError> {
    let name = path.to_string_lossy();
    let file = std::fs::File::open(path).map_err(|error| Reason::from(error).of(&name))?;
    source::open(&name, Box::new(file)).map_err(|reason| reason.of(&name))
}

/// Unpacks, tells the format, reads and completes. `asked_for` is false for what merely lies in a folder.
fn read_source(name: &str, bytes: Box<dyn std::io::Read + Send>, options: &Options, asked_for: bool) -> Articles {
    let opened = source::open(name, bytes).and_then(|source| Ok((pick(&source, options.format, asked_for)?, source)));
    match opened {
        Ok((reader, source)) => {
            let (name, options) = (name.to_owned(), options.clone());
            Box::new(reader.read(source).map(move |found| record::complete(found, &name, &options)))
        }
        Err(reason) => Box::new(std::iter::once(Err(reason.of(name)))),
    }
}

/// The reader of a source: as told, by extension, by content, else plain text.
fn pick(source: &Source, told: Option<&str>, asked_for: bool) -> Result<&'static dyn Reader, Reason> {
    if source.head().is_empty() {
        return Err(Reason::Empty);
    }
    if let Some(kind) = text::binary(source.head()) {
        return Err(Reason::NotText(kind));
    }
    if let Some(reader) = READERS.iter().find(|reader| told == Some(reader.name())) {
        return Ok(*reader);
    }
    let extension = source.extension();
    let fitting = || READERS.iter().filter(|reader| reader.extensions().contains(&extension));
    let head = text::without_mark(source.head());
    let by_name = fitting().find(|reader| reader.recognises(head)).or_else(|| fitting().next_back());
    match by_name.or_else(|| READERS.iter().find(|reader| reader.recognises(head))) {
        Some(reader) => Ok(*reader),
        None if asked_for || extension.is_empty() => Ok(&plain::Plain),
        None => Err(Reason::UnknownFormat),
    }
}
