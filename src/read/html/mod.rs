//! Web pages: the article out of what surrounds it.

mod body;
mod chrome;
mod guard;
mod metadata;

use super::{Findings, Reader, Source, one, text};
use crate::{error::Reason, model::Article};
use dom_query::Document;
use metadata::Metadata;

/// The largest page, in MiB.
const LIMIT: u64 = 16;
/// Letters that make an article where the page says that it is one, and where it does not.
const ENOUGH: [usize; 2] = [60, 250];

/// The reader of `.html`.
pub(crate) struct Page;

impl Reader for Page {
    fn name(&self) -> &'static str {
        "html"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml", "shtml", "xml"]
    }

    fn recognises(&self, head: &[u8]) -> bool {
        let start: Vec<u8> = head.trim_ascii_start().iter().take(1024).map(u8::to_ascii_lowercase).collect();
        let begins = [&b"<!doctype html"[..], b"<html", b"<head", b"<body", b"<article", b"<div", b"<p>", b"<meta"];
        begins.iter().any(|tag| start.starts_with(tag))
            || start.starts_with(b"<") && start.windows(5).any(|window| window == b"<html")
    }

    fn read(&self, source: Source) -> Findings {
        one(source.whole(LIMIT).and_then(|bytes| page(&decode(bytes)?)))
    }
}

/// The text of a page in the encoding that it declares.
fn decode(bytes: Vec<u8>) -> Result<String, Reason> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let label = head.split_once("charset=").or_else(|| head.split_once("encoding=")).map(|(_, rest)| {
        let rest = rest.trim_start_matches(['"', '\'', ' ']);
        rest.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))
            .next()
            .unwrap_or_default()
            .to_owned()
    });
    text::decode(bytes, label.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes())))
}

/// The article of a page.
fn page(html: &str) -> Result<Article, Reason> {
    if html.trim().is_empty() {
        return Err(Reason::Empty);
    }
    guard::source(html)?;
    let document = Document::from(html);
    guard::tree(&document)?;
    let about = Metadata::of(&document);
    let stated = about.body.as_deref().map(body::loose).unwrap_or_default();
    let mut text = body::article(document, &about.title);
    // A page that hides its text from readers without scripts often states it for search engines.
    if letters(&stated) > letters(&text) * 2 {
        text = stated;
    }
    if letters(&text) < ENOUGH[usize::from(!about.is_article)] {
        return Err(Reason::NoArticle);
    }
    Ok(Article {
        title: about.title,
        text,
        url: about.url,
        published: about.published,
        publisher: about.publisher,
        authors: about.authors,
        language: about.language.map(Into::into),
        ..Article::default()
    })
}

/// The paragraphs of a piece of HTML, as feeds and records hold it.
pub(super) fn fragment(html: &str) -> Result<String, Reason> {
    guard::source(html)?;
    let document = Document::fragment(html);
    guard::tree(&document)?;
    chrome::remove(&document);
    Ok(body::paragraphs(&document, ""))
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}
