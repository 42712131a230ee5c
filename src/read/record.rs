//! What makes an article of what a reader found: its identity, its emptiness, its language. The same for all formats.

use super::{Found, Options, language, text};
use crate::{
    error::{ReadError, Reason},
    model::Article,
};
use compact_str::{CompactString, format_compact};
use sha2::{Digest, Sha256};

/// The longest text of an article, in MiB: the size of a very long novel.
const LONGEST: u64 = 8;

/// Completes one article: an identifier where none was given, and a refusal where it has no words or is not in English.
pub(super) fn complete(found: Found, name: &str, options: &Options) -> Result<Article, ReadError> {
    let refuse = |reason: Reason| Err(reason.at(name, found.place));
    let mut article = match found.article {
        Ok(article) => article,
        Err(reason) => return refuse(reason),
    };
    if article.text.trim().is_empty() {
        return refuse(Reason::NoText);
    }
    if article.text.len() as u64 > LONGEST << 20 {
        return refuse(Reason::TooLong("the text", LONGEST));
    }
    article.title = text::line(&article.title);
    article.id = text::line(&article.id).into();
    if article.id.is_empty() {
        article.id = match &article.url {
            Some(url) => hash(&[url]),
            None => hash(&[&article.title, &article.text]),
        };
    }
    match language::foreign(&article.text, article.language.as_deref()) {
        Some(language) if options.english_only => refuse(Reason::Language(language)),
        Some(_) => Ok(article),
        None => {
            article.language.get_or_insert_with(|| CompactString::const_new("en"));
            Ok(article)
        }
    }
}

/// Sixteen hexadecimal digits that depend on the words alone, on every machine and in every version.
fn hash(parts: &[&str]) -> CompactString {
    format_compact!("{:016x}", number(parts))
}

/// The first eight bytes of the SHA-256 of the parts, each preceded by its length.
pub(super) fn number(parts: &[&str]) -> u64 {
    let mut sha = Sha256::new();
    for part in parts {
        sha.update((part.len() as u64).to_le_bytes());
        sha.update(part);
    }
    sha.finalize().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}
